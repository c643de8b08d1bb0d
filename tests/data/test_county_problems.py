"""A problem of the county itself (县本级): of no town, for a department to put right."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from data.closing import closing_effect
from data.comparing import change_between
from data.counted_figures import problems_behind
from data.county_itself import means_county
from data.diagnosis import Diagnosis
from data.duty import Duties
from data.problem_book import ProblemBook
from data.problem_tallies import ProblemLedger, ledger_table, tally
from data.rectification.columns import SHEET
from data.rectification.writing import EVERYBODY
from data.store import Store, StoreError
from data.templates import town_workbook
from data.templates.filled import Filled
from data.way_to_top import way_to_top
from scoring import COUNTY
from tests.data.office import EARLIER, LATRINES, ROSTER, ROUND, accepted, office, scheme
from tests.data.sheets import codes_of, the
from tests.data.test_counted_figures import LATE
from tests.data.test_problem_book import AT, TOILET, one, walk
from tests.data.test_reading_lists import read_problems
from tests.data.test_rectification import HANDED_IN, PASSES, codes, exported, filled, load, looked_at

OFFICE = "县统计局"
COVERAGE = {
    "source": "省级审计巡察", "town": COUNTY, "indicator": "A1-02", "rigid": True, "description": "粮食产量台账未核实",
    "responsible_unit": OFFICE, "due_on": TOILET["due_on"],
}  # fmt: skip


def with_county_problem(**other: Any) -> Store:
    store = office()
    accepted(store, "石桥镇", LATRINES)
    ProblemBook(store).enter(ROUND, {**COVERAGE, **other}, "张工", at=AT)
    return store


@pytest.mark.parametrize(
    "typed",
    ["县本级", " 全县 ", "县", "本级", "本县", "县级", "县级部门", "县直单位", "青禾县", "青禾县本级", "青禾县级"],
)
def test_what_people_type_for_the_county_is_understood(typed: str) -> None:
    assert means_county(typed, "青禾县")


@pytest.mark.parametrize("typed", ["", "石桥镇", "县城", "县城镇", "全镇", "市级", "青禾县石桥镇", "上级", "县本级等"])
def test_what_is_not_the_county_is_left_alone(typed: str) -> None:
    assert not means_county(typed, "青禾县")


def test_a_district_and_a_city_have_their_own_words() -> None:
    assert means_county("区本级", "南湖区") and means_county("全市", "平江市")
    assert not means_county("区本级", "青禾县") and not means_county("全市", "青禾县")


def test_a_row_of_the_list_that_names_the_county_is_the_countys_and_wants_a_department() -> None:
    intake = read_problems("""
        镇       | 问题描述     | 责任单位
        县本级   | 台账未核实   | 县统计局
        全县     | 资金未到位   |
        清溪镇   | 塘坝漏水     |
    """)
    assert intake.problems["town"].tolist() == [COUNTY, COUNTY, "清溪镇"]
    assert (the(intake, "R514").cell, codes_of(intake)) == ("A3", {"R514", "R506"})


def test_a_list_is_written_with_the_word_that_is_read_again() -> None:
    rows = [{"town": COUNTY, "description": "台账未核实", "responsible_unit": OFFICE}]
    content = town_workbook(scheme(), "石桥镇", ROUND, filled=Filled(problems=rows))
    sheet = load_workbook(BytesIO(content))["问题清单"]
    assert "县本级" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert COUNTY not in {cell.value for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize(
    ("other", "why"), [({"responsible_unit": " "}, "由哪个部门整改"), ({"village": "上坝村"}, "村")]
)
def test_without_a_department_or_with_a_village_it_is_refused(other: dict[str, str], why: str) -> None:
    with pytest.raises(StoreError, match=why):
        with_county_problem(**other)


def test_it_is_counted_for_the_county_and_its_department_and_for_no_town() -> None:
    store = with_county_problem()
    seen = Diagnosis.of(store, scheme(), ROUND)
    board = seen.county_board.set_index("indicator")
    assert board.loc["A1-02", "open_problems"] == 1
    assert seen.town_board["open_problems"].sum() == 0
    without = replace(seen, problems=seen.problems.head(0)).ranking
    assert seen.ranking["open_problems"].fillna(0).sum() == 0
    assert seen.ranking["rank"].tolist() == without["rank"].tolist()
    duties = Duties(seen, AT.date())
    assert duties.problems(OFFICE)["description"].tolist() == ["粮食产量台账未核实"]
    assert duties.leaders["problems"].sum() == 0


def test_the_ledger_calls_it_by_its_own_name_after_the_towns() -> None:
    store = with_county_problem()
    ProblemBook(store).enter(ROUND, TOILET, "张工", at=AT)
    table = ledger_table(ProblemLedger.of(store, scheme(), ROUND), scheme(), ROSTER, AT.date())
    assert table["town"].tolist() == ["石桥镇", "县本级"] and table["where"].tolist()[1] == "县本级"
    assert dict(tally(table, "town")[["town", "all"]].to_numpy().tolist()) == {"石桥镇": 1, "县本级": 1}


def test_its_department_rectifies_it_in_the_workbook_and_the_office_closes_it() -> None:
    book = ProblemBook(with_county_problem())
    content = exported(book, OFFICE)
    cells = {cell.value for row in load_workbook(BytesIO(content))[SHEET].iter_rows() for cell in row}
    assert "县本级" in cells
    assert load(book, filled(content, HANDED_IN), OFFICE).taken[0].where == "县本级"
    taken = load(book, filled(exported(book, EVERYBODY), PASSES), "", "李主任")
    assert (codes(taken), one(book, 1).state) == ([], "closed")


def test_a_town_cannot_rectify_what_is_the_countys() -> None:
    book = ProblemBook(with_county_problem())
    content = filled(exported(book, EVERYBODY), HANDED_IN)
    (refused,) = looked_at(book, content, "石桥镇").findings
    assert refused.code == "R581" and OFFICE in refused.remedy


def test_closing_it_frees_the_countys_item_only() -> None:
    store = with_county_problem()
    walk(ProblemBook(store), 1, ["start", "submit", "close"])
    board = Diagnosis.of(store, scheme(), ROUND).county_board.set_index("indicator")
    assert board.loc["A1-02", "open_problems"] == 0


LATE_HERE = {**COVERAGE, "due_on": LATE["due_on"]}
NONE_LATE = "B1-04 overdue 0\nB1-04 faked 0"


def reported_by(*towns: str) -> Store:
    """These towns have reported that none of their problems is overdue; one of the county itself is."""
    store = office()
    for town in towns:
        accepted(store, town, NONE_LATE)
    ProblemBook(store).enter(ROUND, LATE_HERE, "张工", at=AT)
    return store


def county_points(diagnosis: Diagnosis) -> tuple[float, float]:
    found = diagnosis.county.explain(COUNTY, "B1-04")
    return found.low, found.high


def test_an_overdue_problem_of_the_county_is_deducted_beside_those_of_its_towns_and_from_no_town() -> None:
    store = reported_by(*ROSTER.town_names)
    seen = Diagnosis.of(store, scheme(), ROUND)
    assert county_points(seen) == (1.5, 1.5) and "B1-04" in seen.verdict.vetoed
    assert all(seen.towns.explain(town, "B1-04").low == 2 for town in ROSTER.town_names)
    ProblemBook(store).enter(ROUND, {**TOILET, "due_on": LATE["due_on"]}, "张工", at=AT)
    both = Diagnosis.of(store, scheme(), ROUND)
    assert county_points(both) == (1.0, 1.0)
    assert both.towns.explain("石桥镇", "B1-04").low == 1.5
    behind = problems_behind(scheme().indicator("B1-04"), COUNTY, both.values, both.problems, both.round.due_on)
    assert sorted(behind["town"]) == [COUNTY, "石桥镇"]


def test_a_town_that_has_not_reported_leaves_the_county_open_under_what_the_county_has_lost() -> None:
    assert county_points(Diagnosis.of(reported_by("石桥镇"), scheme(), ROUND)) == (0.0, 1.5)


def test_closing_it_is_foreseen_and_is_the_step_that_lifts_the_veto() -> None:
    store = reported_by(*ROSTER.town_names)
    before = Diagnosis.of(store, scheme(), ROUND)
    (problem,) = ProblemBook(store).all()
    assert "刚性 B1-04 不再扣分；全县否决项 1 → 0" in closing_effect(before, problem)
    first = way_to_top(before)[0]
    assert (first.indicator.code, first.clears) == ("B1-04", True)
    assert [(one.unit, one.text) for one in first.remedies] == [(COUNTY, "要办结清单上的 1 个问题")]
    walk(ProblemBook(store), problem.id, ["start", "submit", "close"])
    after = Diagnosis.of(store, scheme(), ROUND)
    assert (
        (after.verdict.vetoed, after.verdict.projected) == (first.verdict.vetoed, first.verdict.projected) == ((), 100)
    )
    assert county_points(after) == (2.0, 2.0)


def test_the_change_between_rounds_counts_it_as_figures() -> None:
    store = reported_by(*ROSTER.town_names)
    for town in ROSTER.town_names:
        accepted(store, town, NONE_LATE, EARLIER)
    earlier, later = (Diagnosis.of(store, scheme(), name) for name in (EARLIER, ROUND))
    county = change_between(store, earlier, later).county.iloc[0]
    assert county["total_data"] == county["total_after"] - county["total_before"] < 0
