"""汇报模式 without a browser: what is shown and in which order, the deck started and left, and what was disputed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.appeals import AppealBook
from data.diagnosis import Diagnosis
from data.freezing import Freezer
from data.pins import APPEAL, DISMISSED, PROBLEM, Disputed, PinBook
from data.problem_book import ProblemBook
from data.store import Store
from reports.briefing import SEQUENCE_SETTING
from tests.ui import county
from tests.ui.acting import choose, click, said, stored
from tests.ui.conftest import Fill, Open, empty, spoiled, usual, waiting, written
from ui.meeting.sequence import Appointment, appointments

PAGE = "meeting/briefing"
NAME = "第二轮模拟考核"
SOON = date.today() + timedelta(days=30)


def disputed(store: Store) -> None:
    """The usual store with two numbers pinned, one of a hostile note."""
    usual(store)
    book, shown = PinBook(store), "石桥镇：得分 92.30"
    note = "<b>:red[户厕]</b>已补报"
    book.pin(NAME, Disputed("a", "4 得分与排名", shown, note, indicator="C1-02"), "张工")
    book.pin(NAME, Disputed("b", "7 失分指标", "全县：耕地保有量 0.30 分"))


def frozen(store: Store) -> None:
    """The same, its round frozen."""
    disputed(store)
    Freezer(store).freeze(lambda: Diagnosis.of(store, county.scheme("gd2021"), NAME), "张工")


def strange(store: Store) -> None:
    """The usual store with a sequence that nobody can understand."""
    usual(store)
    store.set_setting(SEQUENCE_SETTING, {"entries": [{"kind": 7}, "x"], "title": ["?"], "day": "昨天", "towns": {}})


def kept_sequence() -> dict[str, object]:
    with stored() as store:
        kept = store.setting(SEQUENCE_SETTING)
    assert isinstance(kept, dict)
    return kept


def pages(at: AppTest) -> list[str]:
    """The titles of the slides as listed."""
    (sheet,) = [one.proto.body for one in at.get("html") if ">一句话<" in one.proto.body]
    return re.findall(r'<tr><td class="right">\d+</td><td class="">(.*?)</td>', sheet)


def field(widgets: Any, name: str) -> Any:
    """The field of that name in the form."""
    return next(one for one in widgets if str(one.key).startswith(f"briefing.form.{name}."))


@pytest.mark.parametrize(("fill", "missing"), [(empty, "还没有考核轮次"), (waiting, "还没有收到填报表")])
def test_without_figures_the_page_says_what_to_do_next(open_page: Open, fill: Fill, missing: str) -> None:
    assert missing in written(open_page(fill, PAGE))


def test_the_page_says_how_many_slides_there_are_and_that_the_round_is_not_frozen(open_page: Open) -> None:
    at = open_page(usual, PAGE)
    found = re.search(r"的汇报共 (\d+) 页，指纹 [0-9A-F-]+；本轮尚未封存，上会前请先封存", written(at))
    assert found and int(found[1]) == len(pages(at)) > 10


def test_a_hidden_kind_of_slide_is_left_out_and_remembered(open_page: Open) -> None:
    at = open_page(usual, PAGE)
    before = pages(at)
    next(one for one in at.checkbox if one.label.startswith("封面")).uncheck().run()
    assert pages(at) == [one for one in before if one != "封面"]
    kept = kept_sequence()
    assert list(kept) == ["entries"]  # only what differs from the usual, so that the day goes on being today


def test_a_kind_moved_up_comes_earlier(open_page: Open) -> None:
    at = open_page(usual, PAGE)
    at.button(key="briefing.上移.rigid").click().run()
    titles = pages(at)
    assert titles.index("刚性指标") < titles.index("总体结果")
    assert at.button(key="briefing.上移.cover").disabled


def test_title_day_town_order_and_schedule_are_asked_for_and_remembered(open_page: Open) -> None:
    at = open_page(usual, PAGE)
    field(at.text_input, "title").set_value("青禾县迎检推进会")
    field(at.date_input, "day").set_value(date(2026, 3, 28))
    field(at.multiselect, "towns").set_value(["石桥镇"])
    field(at.text_area, "schedule").set_value("2026-03-31 清单问题销号\n\n每周五调度")
    assert "已保存" in said(click(at, "保存"))
    kept = kept_sequence()
    assert kept == {
        "title": "青禾县迎检推进会", "day": "2026-03-28", "towns": ["石桥镇"],
        "schedule": [{"day": "2026-03-31", "what": "清单问题销号"}, {"day": "", "what": "每周五调度"}],
    }  # fmt: skip
    assert sum("石桥镇" in one for one in pages(at)) == 1 and not any("白沙镇" in one for one in pages(at))


def test_every_round_has_its_own_dates_in_the_form(open_page: Open) -> None:
    at = open_page(usual, PAGE)
    at.selectbox(key="round").select("第一轮模拟考核").run()
    with stored() as store:
        store.set_round_dates("第一轮模拟考核", rectify_by=date(2026, 3, 25))
    at.run()
    assert "2026-03-25 清单问题全部销号" in str(field(at.text_area, "schedule").value)
    at.selectbox(key="round").select(NAME).run()
    assert "2026-03-31 清单问题全部销号" in str(field(at.text_area, "schedule").value)


def test_a_day_that_there_is_not_is_refused_in_a_sentence(open_page: Open) -> None:
    at = open_page(usual, PAGE)
    field(at.text_area, "schedule").set_value("2026-02-30 清单问题销号")
    assert "“2026-02-30 清单问题销号”的日期不存在" in said(click(at, "保存"))


def test_a_schedule_is_read_line_by_line() -> None:
    assert appointments(" 2026-3-1   销号\n调度 2026-03-02\n") == (
        Appointment(date(2026, 3, 1), "销号"), Appointment(None, "调度 2026-03-02"),
    )  # fmt: skip


@pytest.mark.parametrize("fill", [spoiled, strange])
def test_a_spoiled_round_and_a_spoiled_setting_still_open(open_page: Open, fill: Fill) -> None:
    at = open_page(fill, PAGE)
    assert "的汇报共" in written(at) and "<b>:red" not in written(at)
    assert not click(at, "开始汇报").exception


def test_the_deck_starts_over_everything_and_leaves_when_it_is_ended(open_page: Open) -> None:
    at = click(open_page(usual, PAGE), "开始汇报")
    (deck,) = at.get("bidi_component")
    assert "slide cover" in str(deck.proto)
    assert f"正在汇报{NAME}" in written(at) and not at.tabs
    assert "的汇报共" in written(click(at, "结束汇报"))


def test_after_the_deck_the_page_says_that_the_numbers_have_changed_since(open_page: Open) -> None:
    at = click(open_page(usual, PAGE), "开始汇报")
    with stored() as store:
        county.report(store, NAME, "云岭镇", 2)
    assert "之后数据有变动，现在的指纹是" in written(click(at, "结束汇报"))


def test_what_was_disputed_waits_with_its_note_as_text(open_page: Open) -> None:
    at = choose("briefing-view", open_page(disputed, PAGE), "会上存疑")
    assert "会上存疑 2 条待办理" in written(at)
    assert at.expander[0].label.replace("\\", "") == "第 1 条　4 得分与排名　石桥镇：得分 92.30"
    assert "&lt;b&gt;:red[户厕]&lt;/b&gt;已补报。标记：张工" in written(at)


def test_a_pin_becomes_a_problem_with_town_and_item_found_in_it(open_page: Open) -> None:
    at = choose("briefing-view", open_page(disputed, PAGE), "会上存疑")
    assert at.selectbox(key="pin.1.1.town").value == "石桥镇"
    assert str(at.selectbox(key="pin.1.1.item").value).startswith("C1-02")
    at.date_input(key="pin.1.1.due_on").set_value(SOON)
    at.text_input(key="pin.1.1.by").set_value("张工")
    assert "第 1 条标记已登记为第 1 号问题" in said(click(at, "登记问题"))
    with stored() as store:
        (problem,) = ProblemBook(store).all()
        pin = PinBook(store).of_round(NAME)[0]
    assert (problem.town, problem.indicator, problem.origin, problem.rigid) == ("石桥镇", "C1-02", "figure", True)
    assert (pin.outcome, pin.outcome_number, pin.settled_by) == (PROBLEM, problem.id, "张工")
    assert "转为问题（第 1 号）" in written(at)


def test_a_pin_becomes_an_appeal_while_the_round_is_open(open_page: Open) -> None:
    at = choose("briefing-view", open_page(disputed, PAGE), "会上存疑")
    at.radio(key="pin.1.1.way").set_value("登记为申诉").run()
    at.text_input(key="pin.1.1.by").set_value("王某")
    assert "第 1 条标记已登记为第 1 件申诉" in said(click(at, "登记申诉"))
    with stored() as store:
        (appeal,) = AppealBook(store).of_round(NAME)
        assert PinBook(store).of_round(NAME)[0].outcome == APPEAL
    assert (appeal.unit, appeal.town, appeal.indicator) == ("石桥镇", "石桥镇", "C1-02")
    assert "92.30" in appeal.claim


def test_a_frozen_round_takes_no_appeal_and_says_so_but_problems_and_reasons(open_page: Open) -> None:
    at = choose("briefing-view", open_page(frozen, PAGE), "会上存疑")
    assert "本轮已封存" in written(at) and "不再受理申诉" in written(at)
    assert at.radio(key="pin.2.1.way").options == ["登记为问题", "无需处理"]
    at.radio(key="pin.2.1.way").set_value("无需处理").run()
    at.text_input(key="pin.2.1.by").set_value("张工")
    assert "请写明无需处理的原因" in said(click(at, "记为无需处理"))
    at.text_input(key="pin.2.1.reason").set_value("会上已说明")
    click(at, "记为无需处理")
    with stored() as store:
        assert [one.outcome for one in PinBook(store).of_round(NAME)][1] == DISMISSED
    assert "无需处理：会上已说明" in written(at)


def test_a_pin_that_somebody_else_has_settled_is_not_settled_twice(open_page: Open) -> None:
    at = choose("briefing-view", open_page(disputed, PAGE), "会上存疑")
    with stored() as store:
        PinBook(store).settle(1, 1, DISMISSED, "李工", reason="会上已说明")
    at.date_input(key="pin.1.1.due_on").set_value(SOON)
    at.text_input(key="pin.1.1.by").set_value("张工")
    assert "刚刚由李工办理" in said(click(at, "登记问题"))
    with stored() as store:
        assert ProblemBook(store).all() == []
