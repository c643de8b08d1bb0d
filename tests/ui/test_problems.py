"""问题销号 without a browser: lists taken over, a problem entered, moved on, closed, sent back and withdrawn."""

from __future__ import annotations

import os
from datetime import date
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from data.diagnosis import Diagnosis
from data.freezing import Freezer
from data.place import STORE_VARIABLE
from data.problem_book import ProblemBook
from data.problems import STATE_WORDS, Said
from data.store import Store
from tests.data.test_attachments import picture
from tests.data.test_office_lists import ROWS, workbook
from tests.ui import county
from tests.ui.acting import choose, click, give, said, stored
from tests.ui.conftest import Fill, Open, demo, empty, rows, usual, waiting, written

PAGE = "loop/problems"
NAME = "第二轮模拟考核"
HOSTILE = "<b>:red[**公厕**]</b>"


def with_ledger(store: Store) -> None:
    """The usual store with its list taken over, and a problem of a hostile text entered by hand."""
    usual(store)
    book = ProblemBook(store)
    book.take_over(NAME, "张工")
    said = {"town": "石桥镇", "village": "上坝村", "description": HOSTILE, "source": "群众反映"}
    book.enter(NAME, {**said, "due_on": date(2026, 3, 31), "indicator": "C1-02"}, "张工")


view = partial(choose, "problems-view")


opened = partial(choose, "problem-opened")


def step(at: AppTest, version: int, action: str, label: str, by: str, note: str = "") -> AppTest:
    key = f"problem.2.{version}.{action}"
    if note:
        at.text_area(key=f"{key}.note").set_value(note)
    at.text_input(key=f"{key}.by").set_value(by)
    return click(at, label)


@pytest.mark.parametrize(("fill", "missing"), [(empty, "还没有考核轮次"), (waiting, "台账里还没有问题")])
def test_without_rounds_or_problems_the_page_says_what_to_do_next(open_page: Open, fill: Fill, missing: str) -> None:
    assert missing in written(open_page(fill, PAGE))


def test_what_stands_on_the_lists_is_taken_over_by_name_and_only_once(open_page: Open) -> None:
    at = open_page(usual, PAGE)
    assert "清单上有 1 个问题，还没有并入台账" in written(at)
    assert "请填写经办人姓名" in said(click(at, "并入台账"))
    at.text_input(key="problems.take.by").set_value("张工")
    click(at, "并入台账")
    assert "新列 1 个，更新 0 个" in said(at)
    assert "问题 1 个：已销号 0" in written(at) and "并入台账" not in written(at)


def test_the_headline_counts_and_the_views_tell_by_whom(open_page: Open) -> None:
    at = open_page(with_ledger, PAGE)
    assert "问题 2 个：已销号 0，逾期 2；刚性 2 个未销号；距整改时限" in written(at)
    for label, name in (("按责任单位", "未明确"), ("按来源", "群众反映"), ("按主题", "农村人居环境整治")):
        at.session_state["problems-by"] = label
        at.run()
        assert f">{name}</td>" in written(at)


def test_an_opened_problem_says_what_closing_it_would_do_and_a_frozen_round_that_it_stays(open_page: Open) -> None:
    at = opened(open_page(with_ledger, PAGE), 2)
    assert "销号后，对得分没有影响：来源“群众反映”的问题不计入 B1-04。" in written(at)
    store = Store(os.environ[STORE_VARIABLE])
    Freezer(store).freeze(lambda: Diagnosis.of(store, county.scheme("gd2021"), NAME), "张工")
    store.close()
    assert "已封存，按封存时的台账计分" in written(at.run())


def with_overdue(store: Store) -> None:
    """The usual store, and a problem that was overdue when the second round's figures were due."""
    usual(store)
    said = {"town": "石桥镇", "village": "上坝村", "description": "供水站停用", "source": "国家暗访"}
    ProblemBook(store).enter(NAME, {**said, "due_on": date(2026, 3, 10)}, "张工")


def test_an_explanation_says_that_a_figure_was_counted_and_from_which_problems(open_page: Open) -> None:
    at = open_page(with_overdue, "diagnose/gaps")
    at.session_state["asked"] = ("石桥镇", "B1-04")
    text = written(at.run())
    for where in ("清单", "问题台账", "逾期未销号", "第 1 号"):
        assert f">{where}</td>" in text
    assert "从问题清单计入的问题" in text and ">供水站停用</td>" in text


def test_a_problem_goes_from_not_begun_to_closed_with_every_step_shown(open_page: Open) -> None:
    at = opened(open_page(with_ledger, PAGE), 2)
    step(at, 1, "start", "开始整改", "王某")
    step(at, 2, "submit", "提交核验", "王某", "已派专人管护")
    assert "应当是另一个人" in said(step(at, 3, "close", "核验通过并销号", "王某", "照片 2 张"))
    step(at, 3, "close", "核验通过并销号", "李主任", "照片 2 张")
    assert "现在是“已销号”" in said(at)
    text = written(at)
    assert all(f'<td class="whole">{STATE_WORDS[state]}</td>' in text for state in ("open", "rectifying", "closed"))
    assert "已派专人管护" in text and "照片 2 张" in text
    assert "问题 2 个：已销号 1" in text
    assert not [one for one in at.button if one.label == "开始整改"]
    assert [one for one in at.button if one.label == "登记反弹"]


def test_closing_without_evidence_is_refused_in_a_sentence(open_page: Open) -> None:
    at = opened(open_page(with_ledger, PAGE), 2)
    step(at, 1, "start", "开始整改", "王某")
    step(at, 2, "submit", "提交核验", "王某", "已派专人管护")
    assert "销号要有佐证" in said(step(at, 3, "close", "核验通过并销号", "李主任"))


def test_somebody_elses_change_is_shown_instead_of_overwritten(open_page: Open) -> None:
    at = opened(open_page(with_ledger, PAGE), 2)
    ProblemBook(Store(os.environ[STORE_VARIABLE])).withdraw(2, 1, "误报", "李主任")
    at.text_input(key="problem.2.1.start.by").set_value("王某")
    click(at, "开始整改")
    assert "刚刚由李主任改过" in said(at) and "误报" in said(at)
    assert "已由李主任撤销" in written(at)


def test_a_problem_is_entered_on_the_page_and_listed_first_when_it_is_rigid(open_page: Open) -> None:
    at = view(open_page(usual, PAGE), "登记问题")
    at.selectbox(key="problem.source").select("市级督导")
    at.selectbox(key="problem.town").select("龙潭镇")
    at.selectbox(key="problem.item").select("C1-02 农村户厕公厕建设管护与问题厕所整改")
    at.text_area(key="problem.description").set_value("户厕粪池盖板松动")
    assert "请填写登记人姓名" in said(click(at, "登记"))
    at.date_input(key="problem.found_on").set_value(date(2026, 3, 2))
    at.date_input(key="problem.due_on").set_value(date(2026, 3, 31))
    at.text_input(key="problem.by").set_value("张工")
    click(at, "登记")
    assert "已登记第 1 号问题" in said(at)
    assert at.text_area(key="problem.description").value == ""
    (row,) = rows(view(at, "问题台账"))
    assert (row["在哪里"], row["状态"]) == ("龙潭镇", "未整改")
    assert "（刚性）" in row["关联指标"]


def test_the_list_narrows_and_hostile_texts_stay_text(open_page: Open) -> None:
    at = view(open_page(with_ledger, PAGE), "问题台账")
    assert len(rows(at)) == 2
    at.selectbox(key="problems-town").select("石桥镇").run()
    assert [row["在哪里"] for row in rows(at)] == ["石桥镇上坝村"]
    click(at, next(one.label for one in at.button if one.label.startswith("2")))
    assert "<b>" not in written(at) and "&lt;b&gt;:red" in written(at)
    click(at, "返回清单")
    assert len(rows(at)) == 1


def test_an_edit_is_kept_with_before_after_and_reason(open_page: Open) -> None:
    at = opened(open_page(with_ledger, PAGE), 2)
    at.text_input(key="problem.2.1.edit.leader").set_value("陈某")
    at.text_input(key="problem.2.1.edit.reason").set_value("明确包案领导")
    at.text_input(key="problem.2.1.edit.by").set_value("张工")
    click(at, "保存修改")
    assert "明确包案领导；责任领导：空 → 陈某" in written(at)


def test_the_demo_county_shows_problems_in_every_state_of_work_and_hot_villages(open_page: Open) -> None:
    at = open_page(demo, PAGE)
    text = written(at)
    assert "已销号" in text and "并入台账" not in text
    assert "问题集中的村" in text


def test_a_photo_is_uploaded_shown_small_and_offered_as_it_came(open_page: Open) -> None:
    at = opened(open_page(with_ledger, PAGE), 2)
    content = picture()
    key = "problem.2.files.0"
    at.file_uploader(key=f"{key}.box").set_value([("整改后.jpg", content, "image/jpeg"), ("坏.jpg", b"<html>", "")])
    at.text_input(key=f"{key}.by").set_value("王某")
    click(at, "上传")
    assert "已上传 1 个文件" in said(at) and "」不是照片" in said(at)
    assert "附件（1 个）" in written(at) and "整改后.jpg，王某" in written(at)
    assert len(at.get("image")) == 1


def test_uploading_nothing_is_said(open_page: Open) -> None:
    at = opened(open_page(with_ledger, PAGE), 2)
    at.text_input(key="problem.2.files.0.by").set_value("王某")
    assert "请先选择文件" in said(click(at, "上传"))


def test_a_text_of_two_thousand_signs_and_markup_is_kept_whole_and_read_as_text(open_page: Open) -> None:
    long = ("=cmd|'/C calc'!A0 <i>斜</i> ![](x) $x$ :material/home: " + "长" * 2000)[:1999] + "完"
    at = view(open_page(usual, PAGE), "登记问题")
    assert at.text_area(key="problem.description").proto.max_chars > len(long)
    at.selectbox(key="problem.source").select("市级督导")
    at.selectbox(key="problem.town").select("龙潭镇")
    at.text_area(key="problem.description").set_value(long)
    at.date_input(key="problem.found_on").set_value(date(2026, 3, 2))
    at.date_input(key="problem.due_on").set_value(date(2026, 3, 31))
    at.text_input(key="problem.by").set_value("张工")
    assert "已登记第 1 号问题" in said(click(at, "登记"))
    text = written(opened(at, 1))
    assert "长" * 1900 in text and "长完</td>" in text
    assert "&lt;i&gt;斜" in text and "<i>斜" not in text
    assert "……" in at.subheader[0].value


def test_a_refusal_moves_nothing_on_the_page_so_that_opened_sections_stay_open(open_page: Open) -> None:
    at = opened(open_page(with_ledger, PAGE), 2)

    def places() -> dict[int, str]:
        return {place: one.type for place, one in at.main.children.items() if one.type != "flex_container"}

    before = places()
    click(at, "开始整改")
    assert said(at) == "请填写经办人姓名。"
    assert places() == before


def test_the_office_loads_a_list_of_its_own_and_sees_beforehand_which_rows_are_new(open_page: Open) -> None:
    at = give(view(open_page(with_ledger, PAGE), "导入问题清单"), "交办.xlsx", workbook(ROWS))
    assert "读到 2 个问题：台账里没有的 2 个，已有的 0 个；有错误 6 处" in written(at)
    assert "请填写登记人姓名" in said(click(at, "登记 2 个问题"))
    at.text_input(key="problem.load.by").set_value("张工")
    assert "已登记 2 个，补全 0 个" in said(click(at, "登记 2 个问题"))
    give(at, "交办.xlsx", workbook(ROWS))
    assert "台账里没有的 0 个，已有的 2 个" in written(at) and "已有，第 3 号" in written(at)


def test_what_was_written_is_given_back_when_somebody_else_came_first(open_page: Open) -> None:
    at = opened(open_page(with_ledger, PAGE), 2)
    ProblemBook(Store(os.environ[STORE_VARIABLE])).move(2, 1, "start", Said(), "李主任")
    key = "problem.2.1.edit"
    for name, text in (("leader", "周某"), ("reason", "分工调整"), ("by", "王某")):
        at.text_input(key=f"{key}.{name}").set_value(text)
    click(at, "保存修改")
    assert "刚刚由李主任改过" in said(at) and "您刚才写的没有记入：责任领导 周某；分工调整" in said(at)


def test_a_village_that_the_roster_does_not_know_is_entered_with_a_word_of_warning(open_page: Open) -> None:
    at = view(open_page(demo, PAGE), "登记问题")
    with stored() as store:
        town = store.roster().town_names[0]
        known = store.roster().villages_of(town)[0]
    for village, warned in (("不存在村", True), (known, False)):
        at.selectbox(key="problem.source").select("市级督导")
        at.selectbox(key="problem.town").set_value(town)
        at.text_area(key="problem.description").set_value("路灯不亮")
        at.text_input(key="problem.village").set_value(village)
        at.text_input(key="problem.by").set_value("张工")
        assert "已登记第" in said(click(at, "登记")) and ("请核对村名" in said(at)) == warned
