"""轮次与名册 without a browser: an office without the demo can start for real, and the demo can be cleared away."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from data.roster import LEADERS, TOWNS, VILLAGES, Roster
from data.roster_sheets import roster_workbook
from tests.ui.acting import choose, click, give, said, stored
from tests.ui.conftest import Open, empty, usual, waiting, written

PAGE = "intake/setup"
ROSTER = Roster(
    "",
    TOWNS.frame([("石桥镇", "圩镇组", "陈某"), ("清溪镇", "山区镇组", "")]),
    VILLAGES.frame([("石桥镇", "桥头村")]),
    ("县农业农村局",),
    LEADERS.frame([("陈某", "副县长")]),
)


view = partial(choose, "setup-view")


def test_an_office_starts_from_nothing_with_a_roster_and_a_round(open_page: Open) -> None:
    at = open_page(empty, PAGE)
    assert "还没有名册。第一步" in written(at)
    at.text_input(key="roster.county").set_value("青禾县")
    give(at, "名册.xlsx", roster_workbook(ROSTER))
    assert "读到 2 个镇，1 个村，1 个责任单位，1 名县领导。" in written(at)
    with stored() as store:
        assert store.roster().town_names == ()
    at.text_input(key="roster.by").set_value("李某")
    click(at, "保存名册")
    assert "已保存名册" in said(at)
    assert "名册已有，还没有轮次" in written(at)

    view(at, "轮次")
    at.date_input(key="setup.new.0.due_on").set_value(date(2026, 3, 20))
    at.text_input(key="setup.opening.by").set_value("李某")
    click(at, "开启轮次")
    with stored() as store:
        (opened,) = store.rounds()
        assert (opened.name, opened.due_on, opened.rectify_by) == ("第一轮", date(2026, 3, 20), None)
        assert store.roster().county == "青禾县"
        assert list(store.events()["by"])[:1] == ["李某"]
    assert "青禾县：2 镇 1 村，已开启 1 轮" in written(at)
    at.switch_page("../pages/intake/receive.py").run()
    assert "2 镇都还没有报" in written(at)


def test_a_roster_with_faults_shows_them_and_what_would_change(open_page: Open) -> None:
    at = open_page(waiting, PAGE)
    faulty = Roster("", TOWNS.frame([("石桥镇", "", "无名"), ("新河镇", "圩镇", "")]))
    text = written(give(at, "名册.xlsx", roster_workbook(faulty)))
    assert "挂点领导「无名」不在“领导”表中" in text
    assert "将不再有：白沙镇、龙潭镇、云岭镇" in text
    assert "新增：新河镇" in text


def test_what_is_no_roster_cannot_be_saved(open_page: Open) -> None:
    at = give(open_page(empty, PAGE), "名册.xlsx", b"\x89PNG")
    assert "不能直接读取" in written(at)
    assert not [one for one in at.button if one.label == "保存名册"]


def test_a_round_needs_a_new_name_and_somebody_s_name(open_page: Open) -> None:
    at = view(open_page(waiting, PAGE), "轮次")
    click(at, "开启轮次")
    assert "请填写开启人姓名" in said(at)
    at.text_input(key="setup.opening.by").set_value("李某")
    at.text_input(key="setup.name.1").set_value("第一轮模拟考核")
    click(at, "开启轮次")
    assert "已经存在" in said(at)
    with stored() as store:
        assert len(store.rounds()) == 1


def test_a_new_round_is_the_one_that_is_looked_at(open_page: Open) -> None:
    at = view(open_page(usual, PAGE), "轮次")
    at.selectbox(key="round").select("第一轮模拟考核").run()
    at.text_input(key="setup.opening.by").set_value("李某")
    click(at, "开启轮次")
    assert at.selectbox(key="round").value == "第三轮"


def test_dates_are_moved_for_the_round_that_is_looked_at_and_the_log_keeps_who_did(open_page: Open) -> None:
    at = view(open_page(usual, PAGE), "轮次")
    at.selectbox(key="round").select("第一轮模拟考核").run()
    at.date_input(key="setup.第一轮模拟考核.due_on").set_value(date(2026, 3, 25))
    at.text_input(key="setup.dates.by").set_value("王某")
    click(at, "保存日期")
    with stored() as store:
        assert [one.due_on for one in store.rounds()] == [date(2026, 3, 25), date(2026, 3, 20)]
        assert store.events()["by"].iloc[0] == "王某"


def test_the_demo_county_is_cleared_only_when_its_name_is_typed(open_page: Open) -> None:
    at = view(open_page(usual, PAGE), "演示数据")
    at.text_input(key="demo.by").set_value("李某")
    click(at, "清空演示数据")
    assert "没有清空" in said(at)
    with stored() as store:
        assert store.rounds()
    at.text_input(key="demo.sure").set_value("青禾县")
    click(at, "清空演示数据")
    assert "还没有名册" in written(at)
    assert "演示数据：" not in written(at)
    with stored() as store:
        assert (store.rounds(), store.roster().town_names) == ([], ())


@pytest.mark.parametrize(("fill", "offered"), [(empty, True), (waiting, False)])
def test_the_demo_county_is_offered_only_while_the_store_is_empty(open_page: Open, fill: object, offered: bool) -> None:
    at = view(open_page(fill, PAGE), "演示数据")  # type: ignore[arg-type]
    assert bool([one for one in at.button if one.label == "载入演示数据"]) is offered
    assert ("库中是正式数据" in written(at)) is not offered
