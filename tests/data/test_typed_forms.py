"""What clerks type and what is meant by it: a table of forms for each kind of figure, and for days."""

from __future__ import annotations

from datetime import date
from math import isnan

import pytest

from data.findings import MESSAGES, finding
from data.reading.days import read_day
from data.reading.figures import NOT_APPLICABLE, REPORTED, UNREPORTED, Reading, read_figure
from data.reading.prepared import Figure
from data.reading.text import Cell
from data.templates.forms import Asked
from scoring.scheme import Indicator, Input
from tests.data.typed_forms import ANSWERS, DAYS, GROWTH, HOUSEHOLDS, MONEY, NO_TASK, NUMBERS, RATE, RULES, rows


def read(cell: Cell, one: Input) -> Reading:
    """What a cell is read as where that figure is asked for."""
    indicator = Indicator("A1-01", "指标", 1, "town", (one,), rule=None)  # type: ignore[arg-type]
    return read_figure(cell, Figure.of(Asked(indicator, one)))


def shown(reading: Reading) -> str:
    """A reading as the table writes it."""
    number = "" if isnan(reading.value) else f"{reading.value:.12g}"
    return f"{number} {reading.code}".strip()


CASES = [(one, *row) for one, text in [*NUMBERS, (RULES, ANSWERS)] for row in rows(text)]


@pytest.mark.parametrize(("one", "typed", "meant"), CASES, ids=lambda case: getattr(case, "unit", str(case)))
def test_what_is_typed_is_read_as_it_is_meant_or_refused_with_its_reason(one: Input, typed: str, meant: str) -> None:
    reading = read(typed, one)
    assert shown(reading) == meant
    assert reading.status == (UNREPORTED if isnan(reading.value) else REPORTED)


@pytest.mark.parametrize("one", [HOUSEHOLDS, MONEY, RATE, GROWTH, RULES], ids=lambda one: one.unit)
@pytest.mark.parametrize(("typed", "code"), rows(NO_TASK))
def test_no_task_is_recognised_for_every_kind_of_figure_and_shown(one: Input, typed: str, code: str) -> None:
    reading = read(typed, one)
    assert (reading.status, reading.code) == (NOT_APPLICABLE, code)


@pytest.mark.parametrize(("typed", "meant"), rows(DAYS))
def test_a_day_is_read_as_people_write_it(typed: str, meant: str) -> None:
    day, code = read_day(typed, 2025)
    assert f"{day or ''} {code}".strip() == meant


@pytest.mark.parametrize(
    ("number", "from_1904", "meant"),
    [
        (46101.0, False, date(2026, 3, 20)),
        (46101.5, False, date(2026, 3, 20)),
        (44639.0, True, date(2026, 3, 20)),
        (20260320.0, True, date(2026, 3, 20)),
        (5.0, False, None),
        (3.2, False, None),
        (-1.0, False, None),
        (1e300, False, None),
        (float("nan"), False, None),
    ],
)
def test_a_date_that_lost_its_format_is_counted_as_its_book_counts_days(
    number: float, from_1904: bool, meant: date | None
) -> None:
    assert read_day(number, 2026, from_1904).day == meant


def test_a_day_without_a_year_is_not_guessed_where_no_year_is_known() -> None:
    assert read_day("3月20日") == (None, "R510")


def test_the_table_holds_at_least_150_forms_of_each_of_which_something_can_be_said() -> None:
    assert len({(one.unit, typed) for one, typed, _ in CASES} | {("", typed) for typed, _ in rows(DAYS)}) >= 150
    for one, typed, _ in CASES:
        reading = read(typed, one)
        if reading.code:
            assert finding(reading.code, typed=typed, **reading.words).severity == MESSAGES[reading.code].severity
