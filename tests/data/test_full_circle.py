"""Template → filled → read → stored → exported → read: every figure comes back to the last digit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.intake import VALUES, Intake
from data.reading import read_workbook
from data.receipts import Upload
from data.receiving import accept, receive
from data.returning.refilled import Refill
from data.store import Store
from data.templates import Filled, town_workbook
from data.templates.forms import asked_of_town
from scoring.scheme import Input
from tests.data.office import IN_TIME, ROSTER, ROUND, office, scheme, standing
from tests.data.other_formats import ods, xls, xlsb
from tests.data.sheets import GOOD_FORM, TOWN_META, small_scheme, values_of

FREE = [
    one for one in asked_of_town(scheme()) if not one.input.whole and not one.input.yes_no and not one.input.at_most
]


def truly(one: Input) -> st.SearchStrategy[float]:
    """Figures that an input can be; a percentage above 1, so that nobody takes it for a share."""
    low = max(one.low, 1.5) if one.unit == "%" else max(one.low, 0)
    return st.floats(low, min(one.high, 1e11), allow_nan=False, allow_subnormal=False)


@st.composite
def figures(draw: st.DrawFn) -> dict[tuple[str, str], Any]:
    """Numbers of all lengths, 不适用 or nothing, for the figures that stand alone."""
    return {one.key: draw(truly(one.input) | st.just("不适用") | st.none()) for one in FREE}


def exported(store: Store, read: Intake) -> bytes:
    """A fresh template with what the store holds of the town."""
    held = store.values(ROUND)
    kept = replace(read, values=held[held["unit"] == read.unit][list(VALUES.columns)].reset_index(drop=True))
    return town_workbook(scheme(), read.unit, ROUND, filled=Refill(kept, scheme()).form())


@settings(max_examples=5, deadline=None)
@given(figures())
def test_what_a_town_types_is_what_the_office_exports(typed: dict[tuple[str, str], Any]) -> None:
    store = office()
    content = town_workbook(scheme(), "石桥镇", ROUND, filled=Filled(values=typed))
    (receipt,) = receive(standing(store), [Upload("石桥镇.xlsx", content)], IN_TIME)
    accept(store, [receipt], "李某", IN_TIME)
    again = read_workbook(exported(store, receipt.intake), "石桥镇.xlsx", scheme(), ROSTER, ROUND)
    assert {key: values_of(again)[".".join(key)] for key in typed} == {
        key: {None: "unreported", "不适用": "not_applicable"}.get(value, value) for key, value in typed.items()
    }
    slots = ["indicator", "input", "value", "status", "target", "last_year"]
    assert again.values[slots].equals(receipt.intake.values[slots])


@pytest.mark.parametrize("write", [xls, xlsb, ods], ids=["xls", "xlsb", "ods"])
@settings(max_examples=15, deadline=None)
@given(st.floats(0.001, 1e11, allow_subnormal=False).filter(lambda number: "e" not in repr(number)))
def test_other_formats_keep_every_digit_too(write: Any, number: float) -> None:
    content = write(TOWN_META, 填报表=GOOD_FORM.replace("1234.5", repr(number)))
    assert values_of(read_workbook(content, "石桥镇", small_scheme()))["A1-02.area"] == number
