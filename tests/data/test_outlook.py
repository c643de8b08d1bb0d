"""试算: a round as it would be with problems closed and figures put right, and nothing of it stored."""

from __future__ import annotations

from datetime import date

import pytest

from data.diagnosis import Diagnosis
from data.outlook import outlook
from data.problem_book import ProblemBook
from data.problem_lists import keys_of
from tests.data.office import ROUND, accepted, office, scheme
from tests.data.test_problem_book import TOILET

FAULTY = ("石桥镇", "C1-02", "faulty", "")


@pytest.fixture(scope="module")
def round_with_problems() -> Diagnosis:
    """Two problems on 石桥镇, and its latrines: 4 of them faulty, 0.4 points lost."""
    store = office()
    accepted(store, "石桥镇", "C1-02 sanitary 960\nC1-02 households 1000\nC1-02 faulty 4")
    book = ProblemBook(store)
    for place in ("村口", "村尾"):
        book.enter(ROUND, {**TOILET, "place": place, "due_on": date(2026, 3, 31)}, "张工")
    return Diagnosis.of(store, scheme(), ROUND)


def test_figures_put_right_are_scored_and_the_round_itself_stays(round_with_problems: Diagnosis) -> None:
    seen = outlook(round_with_problems, figures={FAULTY: 0})
    assert (seen.points, seen.lifted, seen.fallen) == (20, ("C1-02",), ())
    assert "C1-02" in seen.before.verdict.vetoed
    assert seen.town_points == {"石桥镇": 20}, "0.4 of the 2 points that have been reported, of 100"
    assert round_with_problems.values.set_index("input").loc["faulty", "value"] == 4


def test_a_figure_put_wrong_brings_a_veto(round_with_problems: Diagnosis) -> None:
    right = outlook(round_with_problems, figures={FAULTY: 0}).after
    assert outlook(right, figures={FAULTY: 1}).fallen == ("C1-02",)


def test_a_figure_that_nobody_has_reported_is_added_as_a_row_of_the_same_shape(round_with_problems: Diagnosis) -> None:
    figures = {("云岭镇", "C1-02", name, ""): number for name, number in (("sanitary", 950), ("households", 1000))}
    after = outlook(round_with_problems, figures=figures).after
    added = after.values[after.values["unit"] == "云岭镇"]
    assert sorted(added["value"]) == [950, 1000]
    assert after.values.dtypes.equals(round_with_problems.values.dtypes)
    assert set(added["group"]) == {"圩镇组"}


def test_a_closed_problem_no_longer_hangs_and_an_unknown_one_changes_nothing(round_with_problems: Diagnosis) -> None:
    first, second = keys_of(round_with_problems.problems)
    assert keys_of(outlook(round_with_problems, {first}).after.problems) == [second]
    unknown = outlook(round_with_problems, {"unknown"})
    assert keys_of(unknown.after.problems) == [first, second]
    assert (unknown.points, dict(unknown.town_points), unknown.lifted) == (0.0, {}, ())
