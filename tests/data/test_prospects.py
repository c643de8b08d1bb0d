"""What a drop would do to scores: each workbook as if it had come alone, though all are scored at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.intake import Intake
from data.standing import Standing
from data.store import Store
from scoring.comparing import compares_units
from tests.data.office import ROUND, TOWN_NAMES, accepted, office, scheme, upload

RANKED = "D3-02"


def standing(**reported: str) -> Standing:
    """The round with what those towns have reported."""
    store: Store = office()
    for town, sheet in reported.items():
        accepted(store, town, sheet)
    return Standing.of(store, scheme(), ROUND)


def form(town: str, latrines: int, ranked: float) -> Intake:
    """A town's form with a figure that is judged alone, and one that is judged by its rank."""
    first, second = (one.id for one in scheme().indicator(RANKED).inputs if one.scope == "town")
    sheet = f"C1-02 sanitary {latrines}\nC1-02 households 1000\nC1-02 faulty 0\n"
    return upload(town, f"{sheet}{RANKED} {first} {ranked}\n{RANKED} {second} 1000")[1]


def alike(standing: Standing, intakes: list[Intake]) -> None:
    """Hold the prospects of a drop to those of each workbook alone."""
    for one, foreseen in zip(intakes, standing.prospects(intakes), strict=True):
        alone = standing.prospect(one)
        assert (foreseen.scored, foreseen.before, foreseen.after) == (alone.scored, alone.before, alone.after)
        assert alone.card is not None
        assert foreseen.card is not None
        row = TOWN_NAMES.index(one.unit)
        for name in ("low", "high", "full", "absent"):
            assert np.array_equal(getattr(alone.card, name)[row], getattr(foreseen.card, name)[row])


def test_the_default_scheme_has_an_item_that_ranks_the_towns() -> None:
    assert [one.code for one in scheme().indicators if one.scope == "town" and compares_units(one)] == [RANKED]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TOWN_NAMES), st.integers(0, 1000), st.floats(0, 1000)), max_size=6))
def test_forms_of_one_drop_do_not_move_each_others_scores(drawn: list[tuple[str, int, float]]) -> None:
    before = standing(石桥镇="C1-02 sanitary 900\nC1-02 households 1000\nC1-02 faulty 1")
    alike(before, [form(*one) for one in drawn])


def test_two_forms_of_one_town_are_each_seen_alone() -> None:
    better, worse = form("石桥镇", 1000, 500.0), form("石桥镇", 400, 1.0)
    first, second = standing().prospects([better, worse])
    assert first.after is not None
    assert second.after is not None
    assert first.after.high > second.after.high


@pytest.mark.parametrize("what", [{"readable": False}, {"kind": "unknown"}])
def test_what_nobody_can_place_has_no_prospect(what: dict[str, object]) -> None:
    (found,) = standing().prospects([upload("石桥镇", "C1-02 sanitary 1", **what)[1]])
    assert found.card is None
