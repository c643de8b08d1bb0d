"""改革创新 without a browser: cases entered, loaded, carried on, edited and taken back, and what they come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from streamlit.testing.v1 import AppTest

from data.innovation.account import InnovationAccount
from data.innovation.book import InnovationBook
from data.innovation.writing import cases_workbook
from data.store import Store
from data.tables import rounds as rounds_table
from scoring import load_scheme
from tests.ui.acting import choose, click, give, said, stored
from tests.ui.conftest import Open, empty, rows, usual, waiting, written
from ui.loop.innovation import beside
from ui.scheme.chosen import beside as of_scheme

PAGE = "loop/innovation"
FIRST, NAME = "第一轮模拟考核", "第二轮模拟考核"
HOSTILE = "<b>:red[**积分制**]</b>"
CASE = {"name": HOSTILE, "unit": "石桥镇", "level": "省", "document": "粤农〔2025〕8 号", "certainty": "certain"}
AIM = {"name": "数字田长", "unit": "白沙镇", "level": "国家", "certainty": "aim"}


def listed(store: Store) -> None:
    """The usual store with two cases in the second round."""
    usual(store)
    for case in (CASE, AIM):
        InnovationBook(store).enter(NAME, case, "张工")


def earlier(store: Store) -> None:
    """The usual store with a case in the first round only."""
    usual(store)
    InnovationBook(store).enter(FIRST, CASE, "张工")


def view(at: AppTest, name: str) -> AppTest:
    return choose("innovation-view", at, name)


def test_without_a_round_the_page_says_what_to_do_next(open_page: Open) -> None:
    assert "还没有考核轮次" in written(open_page(empty, PAGE))


def test_without_a_case_or_a_figure_the_page_says_where_to_begin(open_page: Open) -> None:
    text = written(open_page(waiting, PAGE))
    assert "已认定 0 个案例，按清单计 0.00 分（封顶 10.00 分）" in text
    assert "还没有案例" in text and "现在还没有填报" in text


def test_the_list_says_what_each_case_adds_and_how_the_reported_figure_compares(open_page: Open) -> None:
    at = open_page(listed, PAGE)
    text = written(at)
    assert (
        "改革创新：已认定 1 个案例，按清单计 3.00 分（封顶 10.00 分）；待认定再加 0.00 分，争取再加 5.00 分。" in text
    )
    assert "比清单已认定的" in text and "请核对" in text
    assert [(row["级别"], row["认定情况"], row["计分"]) for row in rows(at)] == [
        ("省", "已认定", "3 分"), ("国家", "争取", "5 分")
    ]  # fmt: skip
    assert "<b>" not in text


def test_a_case_is_entered_on_the_page_by_name(open_page: Open) -> None:
    at = view(open_page(usual, PAGE), "登记案例")
    key = "innovation.new"
    at.text_input(key=f"{key}.name").set_value("数字田长")
    at.selectbox(key=f"{key}.unit").select("石桥镇")
    at.selectbox(key=f"{key}.level").select("市")
    at.selectbox(key=f"{key}.certainty").select("certain")
    at.date_input(key=f"{key}.awarded_on").set_value(date(2025, 11, 3))
    at.text_input(key=f"{key}.by").set_value("张工")
    assert "请写明认定文件" in said(click(at, "登记"))
    at.text_input(key=f"{key}.document").set_value("市农办通报 9 号")
    assert "已登记第 1 号案例" in said(click(at, "登记"))
    assert at.text_input(key=f"{key}.name").value == ""
    (row,) = rows(view(at, "案例清单"))
    assert (row["申报单位"], row["日期"], row["计分"]) == ("石桥镇", "2025-11-03", "1 分")


def test_a_case_is_opened_edited_and_taken_back_with_a_reason(open_page: Open) -> None:
    at = open_page(listed, PAGE)
    click(at, "2\\. 数字田长")
    at.selectbox(key="innovation.2.1.certainty").select("likely")
    at.text_input(key="innovation.2.1.by").set_value("李工")
    at.text_input(key="innovation.2.1.reason").set_value("已公示")
    assert "第 2 号案例已修改" in said(click(at, "保存修改"))
    assert "待认定再加 5.00 分" in written(at)
    click(at, "2\\. 数字田长")
    at.text_input(key="innovation.2.2.withdraw.by").set_value("李工")
    assert "请写明撤销的原因" in said(click(at, "撤销"))
    click(at, "2\\. 数字田长")
    at.text_input(key="innovation.2.2.withdraw.by").set_value("李工")
    at.text_input(key="innovation.2.2.withdraw.reason").set_value("不报了")
    assert "不再计分" in said(click(at, "撤销"))
    assert len(rows(at)) == 1


def test_a_filled_form_is_shown_first_and_loaded_by_name(open_page: Open) -> None:
    at = view(open_page(usual, PAGE), "导入案例表")
    strange = {**AIM, "unit": "外县某镇", "document": ""}
    give(at, "案例.xlsx", cases_workbook(load_scheme("gd2021"), NAME, [CASE, strange]))
    text = written(at)
    assert "不在名册中，照录" in text and "<b>" not in text
    with stored() as store:
        assert InnovationBook(store).of_round(NAME) == []
    at.text_input(key="innovation.load.by").set_value("张工")
    assert "新增 2 个，更新 0 个" in said(click(at, "导入 2 个案例"))
    assert len(rows(view(at, "案例清单"))) == 2


def test_another_rounds_form_is_refused_with_a_sentence(open_page: Open) -> None:
    at = view(open_page(usual, PAGE), "导入案例表")
    give(at, "案例.xlsx", cases_workbook(load_scheme("gd2021"), FIRST, [CASE]))
    assert "没有可导入的案例" in written(at) and "现在收的是" in written(at)


def test_the_cases_of_the_round_before_are_offered_as_long_as_there_are_none(open_page: Open) -> None:
    at = open_page(earlier, PAGE)
    at.text_input(key="innovation.carry.by").set_value("张工")
    assert "已沿用 1 个案例" in said(click(at, "沿用上一轮的案例"))
    assert len(rows(at)) == 1
    assert not [one for one in at.button if one.label == "沿用上一轮的案例"]


def frozen(store: Store) -> None:
    """The listed cases in rounds that are closed."""
    listed(store)
    with store.engine.begin() as connection:
        connection.execute(rounds_table.update().values(status="frozen"))


def test_a_frozen_rounds_cases_can_be_looked_at_and_not_changed(open_page: Open) -> None:
    at = open_page(frozen, PAGE)
    click(at, "2\\. 数字田长")
    assert "已封存，不再改动" in written(at)
    assert "已封存，不再登记" in written(view(at, "登记案例"))
    assert "已封存，不再导入" in written(view(at, "导入案例表"))


def test_the_page_of_the_scheme_says_what_cases_are_worth_and_how_lost_points_are_shared(open_page: Open) -> None:
    text = written(open_page(usual, "scheme/scheme"))
    assert "责任账里的失分按牵头 70、配合 30 分担" in text
    assert "改革创新案例（P-02）国家 5 分、省 3 分、市 1 分、县 0.5 分" in text


def test_without_a_list_in_the_scheme_cases_are_counted_and_not_worth_anything() -> None:
    scheme = replace(load_scheme("gd2021"), innovation=None, shares=None)
    account = InnovationAccount.made(scheme, [], None)
    assert (account.summary(), beside(account)) == (
        "改革创新：已认定 0 个案例；方案没有写明各级别的分值，不按清单计分。", ""
    )  # fmt: skip
    assert "方案没有写明，暂按牵头 70、配合 30 分担。方案没有写明改革创新案例的分值。" in of_scheme(scheme)
