"""The page of what departments and leaders answer for: its columns add up to the county's loss."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from data.diagnosis import Diagnosis
from data.duty import Duties
from data.duty_workbook import work_list_workbook
from data.store import Store
from tests.ui import county
from tests.ui.conftest import Open, demo, rows, spoiled, usual, written
from ui.duty.work_list import HEADS, listed, summary

PAGE = "diagnose/duty"
ROUND = "第二轮模拟考核"
LATE = date(2026, 4, 1)


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Duties:
    """The account of the usual county's second round, the day after its problem was due."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('duty') / 'store.db'}").migrate()
    usual(store)
    return Duties(Diagnosis.of(store, county.scheme("gd2021"), ROUND), LATE)


def view(at: AppTest, name: str) -> AppTest:
    """The page with that view open."""
    at.session_state["duty-view"] = name
    assert not at.run().exception
    return at


def points(text: str) -> Decimal:
    """Points as printed; a part too small for two decimals counts as none."""
    return Decimal(0) if text == "＜0.01" else Decimal(text)


def test_the_printed_losses_of_all_lines_add_up_to_the_countys(open_page: Open) -> None:
    at = open_page(demo, PAGE)
    said = written(at)
    departments = sum(points(row["分担失分"]) for row in rows(at))
    others = sum(points(cells[0]) for cells in re.findall(r"<tr><td[^>]*>各[^<]*</td><td[^>]*>([^<]*)</td>(.)", said))
    total = Decimal(re.search(r"合计失分 ([\d.]+) 分", said)[1])
    assert departments + others == total == Decimal(re.search(r"全县已失 ([\d.]+) 分", said)[1])
    assert all(points(row["其中牵头"]) + points(row["其中配合"]) == points(row["分担失分"]) for row in rows(at))


def test_the_page_says_how_the_points_are_shared(open_page: Open) -> None:
    assert "失分按方案牵头 70%、配合 30% 计" in written(open_page(usual, PAGE))


def test_a_click_on_a_department_opens_its_work_list(open_page: Open) -> None:
    at = open_page(usual, PAGE)
    unit = next(button for button in at.button if button.key == "duty-units-0")
    name = unit.label
    assert not unit.click().run().exception
    assert at.selectbox(key="duty-unit").value == name
    assert "牵头" in written(at) and "下载工作单" in [one.label for one in at.get("download_button")]


def test_every_department_with_a_rigid_item_that_lost_points_has_it_first_on_its_list(account: Duties) -> None:
    units = account.units[account.units["vetoed"] > 0]
    assert len(units)
    for row in units.to_dict("records"):
        kinds = [one[0] for one in listed(account, row["unit"])]
        assert kinds[: row["vetoed"]] == ["刚性已扣分"] * row["vetoed"]
        assert "刚性已扣分" not in kinds[row["vetoed"] :]


def test_a_problem_is_on_the_list_of_who_leads_its_item_and_overdue_after_its_day(account: Duties) -> None:
    lead = account.diagnosis.scheme.indicator("C1-02").lead
    found = [row for row in listed(account, lead) if "公厕无人管护" in row[1]]
    assert [row[0] for row in found] == ["问题逾期"]
    assert "3月31日（已过 1 天）" in found[0]
    others = [unit for unit in account.units["unit"] if unit != lead]
    assert not any("公厕无人管护" in row[1] for unit in others for row in listed(account, unit))


def test_a_long_work_list_names_some_problems_counts_the_others_and_without_an_owner_the_town_has_them(
    account: Duties,
) -> None:
    known = account.diagnosis.problems.head(1).assign(responsible_unit="")
    many = pd.concat([known.assign(description=f"第 {number} 处") for number in range(5)], ignore_index=True)
    long = Duties(replace(account.diagnosis, problems=many), LATE)
    unit, town = account.diagnosis.scheme.indicator("C1-02").lead, known["town"].iloc[0]
    each, short = ([row for row in listed(long, unit, most) if "问题" in row[0]] for most in (None, 3))
    assert [row[2] for row in each] == [f"由{town}整改"] * 5
    assert short[:3] == each[:3] and len(short) == 4
    assert short[3][1] == "农村户厕公厕建设管护与问题厕所整改：另有 2 个，逾期 2 个" and short[3][3] == town
    assert [row for row in listed(long, unit, 4) if "问题" in row[0]] == each


def test_the_rigid_items_that_lost_points_are_each_counted_with_one_department(account: Duties) -> None:
    board = account.diagnosis.county_board
    assert account.units["vetoed"].sum() == (board["state"] == "已扣分").sum()


def test_the_work_list_as_a_workbook_holds_the_same_rows_as_text(account: Duties) -> None:
    unit = str(account.units["unit"][0])
    listed_rows = [*listed(account, unit), ["=1+1", "-2", "@x", "+3", "－", "甲"]]
    made = work_list_workbook(f"{unit}工作单", summary(account, unit), HEADS, listed_rows)
    sheet = load_workbook(BytesIO(made)).active
    assert [cell.value for cell in sheet[3]] == HEADS
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)] == listed_rows
    assert {cell.data_type for row in sheet.iter_rows(min_row=4) for cell in row} == {"s"}


def test_every_town_stands_with_its_leader_rank_and_rigid_items(open_page: Open) -> None:
    at = view(open_page(demo, PAGE), "县领导挂点")
    listed = rows(at)
    assert sorted(row["名次"] for row in listed) == [f"第 {place}" for place in range(1, 6)]
    assert all(re.fullmatch(r"✕ \d+ 项|没有", row["刚性已扣分"]) for row in listed)
    assert all("，" in row["县领导"] for row in listed)


def test_a_roster_without_leaders_says_what_to_do(open_page: Open) -> None:
    assert "名册里没有登记县领导" in written(view(open_page(usual, PAGE), "县领导挂点"))


@pytest.mark.parametrize("name", ["各责任单位", "部门工作单", "县领导挂点"])
def test_every_view_opens_on_spoiled_figures_and_shows_hostile_names_as_text(open_page: Open, name: str) -> None:
    at = view(open_page(spoiled, PAGE), name)
    shown = "\n".join([one.proto.body for one in at.get("html")] + [one.value for one in at.markdown])
    assert "<b>:red" not in shown and "<script>alert" not in shown
