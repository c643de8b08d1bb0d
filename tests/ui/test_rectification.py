"""整改台账 without a browser: exported, loaded back by a town and by the office, looked at before it counts."""

from __future__ import annotations

from datetime import UTC, datetime

from streamlit.testing.v1 import AppTest

from data.problem_book import ProblemBook
from data.rectification.writing import rectification_workbook, rows_for
from tests.data.test_rectification import filled
from tests.ui import county
from tests.ui.acting import choose, click, give, said, stored
from tests.ui.conftest import Open, usual, written
from tests.ui.test_problems import PAGE, with_ledger
from ui.loop.rectification import THE_OFFICE

NAME = "石桥镇-整改台账.xlsx"
HANDED_IN = {"done_on": "2026-03-19", "progress": "已派专人管护"}
PASSES = {"reviewer": "李主任", "conclusion": "通过", "remark": "照片 2 张"}


def view(open_page: Open) -> AppTest:
    return choose("problems-view", open_page(with_ledger, PAGE), "整改台账")


def exported(unit: str) -> bytes:
    with stored() as store:
        book = ProblemBook(store)
        rows = rows_for(unit, book.all(), county.scheme("gd2021"))
        return rectification_workbook(unit, rows, book.steps(), datetime.now(UTC))


def load(at: AppTest, content: bytes, sender: str, by: str) -> AppTest:
    at.selectbox(key="rectification.sender").set_value(sender)
    give(at, NAME, content)
    at.text_input(key="rectification.by").set_value(by).run()
    return at


def test_a_ledger_goes_out_comes_back_from_the_town_and_is_closed_by_the_office(open_page: Open) -> None:
    at = view(open_page)
    assert [one.proto.label for one in at.get("download_button")] == [
        "导出整改台账（2 个问题）",
        "各镇、各部门各一份（压缩包）",
    ]
    load(at, filled(exported("石桥镇"), {**HANDED_IN, **PASSES}), "石桥镇", "王某")
    text = written(at)
    assert "将办理 1 行；没有新填内容 0 行；不采用 0 处。" in text
    assert "开始整改，提交核验" in text and "未整改 → 待核验" in text
    assert "复核、销号和反弹由县里登记，这几格未采用。" in text
    with stored() as store:
        assert [one.state for one in ProblemBook(store).all()] == ["open", "open"]
    click(at, "记入台账（1 行）")
    assert "整改台账已记入 1 行。" in said(at) and "已载入的台账" in written(at)

    load(at, filled(exported("石桥镇"), PASSES), THE_OFFICE, "赵工")
    assert "待核验 → 已销号" in written(at)
    click(at, "记入台账（1 行）")
    with stored() as store:
        assert [one.state for one in ProblemBook(store).all()] == ["open", "closed"]


def test_what_is_refused_is_listed_with_sheet_cell_and_remedy_and_nothing_can_be_taken(open_page: Open) -> None:
    at = view(open_page)
    content = filled(exported("石桥镇"), HANDED_IN)
    with stored() as store:
        ProblemBook(store).edit(2, 1, {"leader": "陈某"}, "张工", "换人")
    load(at, content, "石桥镇", "王某")
    text = written(at)
    assert "整改台账 A4" in text and "刚刚由张工改过" in text and "请重新导出整改台账，看过再填。" in text
    assert next(one for one in at.button if one.label == "记入台账（0 行）").disabled


def test_a_file_that_is_no_ledger_says_so_and_the_page_stays(open_page: Open) -> None:
    at = load(view(open_page), b"%PDF-1.7 nothing", THE_OFFICE, "赵工")
    assert "不能直接读取 PDF 格式" in written(at)


def test_without_problems_the_view_says_that_there_is_nothing_to_export(open_page: Open) -> None:
    at = choose("problems-view", open_page(usual, PAGE), "整改台账")
    assert "全县没有未销号的问题。" in written(at)
