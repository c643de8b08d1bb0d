"""试算: what puts lost points right, and which of it clears the vetoes with the fewest ticks."""

from __future__ import annotations

from datetime import date

import pytest

from data.diagnosis import Diagnosis
from data.outlook import outlook
from data.problem_book import ProblemBook
from data.remedies import closing, remedies, together
from data.way_to_top import way_to_top
from scoring import COUNTY
from tests.data.office import ROUND, accepted, office, scheme
from tests.data.test_problem_book import TOILET

LATRINES = {"石桥镇": 4, "云岭镇": 0, "安和镇": 1}
SEWAGE = {"石桥镇": 40, "云岭镇": 49, "安和镇": 60}


@pytest.fixture(scope="module")
def short_of_the_top() -> Diagnosis:
    """Faulty latrines in two towns; sewage short by ten hamlets in one town and by one in another, which the third has
    over its task, so that the county is short by one; and one problem overdue.
    """
    store = office()
    for unit, faulty in LATRINES.items():
        sheet = f"""
            C1-02 sanitary   960
            C1-02 households 1000
            C1-02 faulty     {faulty}
            C1-04 treated    {SEWAGE[unit]} target=50
            C1-04 hamlets    100
            B1-04 overdue    {1 if unit == "安和镇" else 0}
        """
        accepted(store, unit, sheet)
    return Diagnosis.of(store, scheme(), ROUND)


def test_each_lost_item_of_a_unit_has_the_figures_that_lose_nothing_more(short_of_the_top: Diagnosis) -> None:
    found = remedies(short_of_the_top)
    latrines = found["石桥镇", "C1-02"]
    assert (dict(latrines.figures), latrines.text) == (
        {("石桥镇", "C1-02", "faulty", ""): 0}, "未整改到位的问题厕所数须减少 4 座",
    )  # fmt: skip
    assert ("云岭镇", "C1-02") not in found
    after = outlook(short_of_the_top, figures=together(found.values())).after
    assert not after.town_gaps["lost"].any() and not after.verdict.vetoed


def test_a_figure_counted_from_the_list_is_put_right_by_closing_its_problems() -> None:
    store = office()
    accepted(store, "石桥镇", "B1-04 faked 0")
    book = ProblemBook(store)
    for day in (5, 31):
        place = {"place": f"{day}", "due_on": date(2026, 3, day), "found_on": None, "indicator": "B1-04"}
        book.enter(ROUND, {**TOILET, **place}, "张工")
    round_ = Diagnosis.of(store, scheme(), ROUND)
    late = remedies(round_)["石桥镇", "B1-04"]
    assert late.text == "逾期未整改到位问题数须减少 1 个；要办结清单上的 1 个问题"
    assert late.problems == {book.all()[0].matched_by}
    after = outlook(round_, closing([late]))
    assert after.lifted == ("B1-04",)
    assert [(step.indicator.code, step.clears) for step in way_to_top(round_)][:1] == [("B1-04", True)]


def test_a_countys_own_figure_is_the_countys_to_put_right(short_of_the_top: Diagnosis) -> None:
    store = office()
    accepted(store, COUNTY, "D2-01 growth 9\nD2-01 province_growth 9.9")
    mine = [one for one in remedies(Diagnosis.of(store, scheme(), ROUND)).values() if one.unit == COUNTY]
    assert [one.indicator.code for one in mine] == ["D2-01"]


def test_the_way_begins_with_the_veto_that_takes_fewest_ticks_and_leaves_out_what_is_not_needed(
    short_of_the_top: Diagnosis,
) -> None:
    steps = way_to_top(short_of_the_top)
    vetoes = [step for step in steps if step.clears]
    told = [(step.indicator.code, [one.unit for one in step.remedies]) for step in vetoes]
    assert set(short_of_the_top.verdict.vetoed) == {code for code, _ in told}
    assert [len(units) for _, units in told] == sorted(len(units) for _, units in told)
    assert told == [("B1-04", ["安和镇"]), ("C1-04", ["云岭镇"]), ("C1-02", ["石桥镇", "安和镇"])]
    left = [len(step.verdict.vetoed) for step in vetoes]
    assert left == list(range(len(vetoes) - 1, -1, -1))


def test_the_way_of_a_round_without_a_veto_only_gains_points(short_of_the_top: Diagnosis) -> None:
    clean = outlook(short_of_the_top, figures=together(remedies(short_of_the_top).values())).after
    assert [step for step in way_to_top(clean) if step.clears] == []
