"""A scheme drawn up in Excel on the page: 1000 points, groups, quotas, a pool and ranks; and five wrong copies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from data.scheme_book import BLANK, read_scheme_workbook, scheme_workbook
from scoring import SchemeError, load_scheme
from tests.data.drawn_scheme import WRONG, drawn_book
from tests.ui.conftest import Open, demo, empty, usual, written
from tests.ui.schemes import PAGE, changed, click, said, stored, upload, view, zipped

FILE = "石井.xlsx"
LACKING = "收到的数这一版一项也用不上，要按这一版重新填报才有得分。"


def cells(at: AppTest) -> list[list[str]]:
    """The rows of the tables on the page, as texts."""
    tables = (one.proto.body for one in at.get("html") if 'class="sheet"' in one.proto.body)
    rows = (row for table in tables for row in re.findall(r"<tr>(.*?)</tr>", table))
    return [[unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in rows]


# --- wrong copies -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("put", "expected"), WRONG.values(), ids=WRONG)
def test_a_wrong_copy_is_refused_whole_every_fault_with_sheet_and_cell_and_the_scheme_in_use_stays(
    open_page: Open, put: Mapping[str, object], expected: Sequence[tuple[str, str, str]]
) -> None:
    at = open_page(usual, PAGE)
    with stored() as store:
        before = store.revision()
    at = upload(at, drawn_book(**put), FILE)
    assert f"这份方案有 {len(expected)} 处错误，没有采用；在用的方案不变。" in written(at)
    listed = [row for row in cells(at) if row and row[0] == "错误"]
    assert [(row[1], row[3]) for row in listed] == [(f"“{sheet}”表 {cell}", what) for sheet, cell, what in expected]
    assert all(row[4] for row in listed)
    assert not re.search(r"[a-z_]{2,}", "".join(text for row in listed for text in row))
    assert "留存这一版" not in [one.label for one in at.button]
    assert "第 1 版：6 大项" in written(at)
    with stored() as store:
        assert store.revision() == before
        assert not store.scheme_versions()


def test_a_right_copy_after_a_wrong_one_is_taken(open_page: Open) -> None:
    at = upload(open_page(empty, PAGE), drawn_book(规则_C6="排名附分"), FILE)
    at = upload(at, drawn_book(), FILE)
    assert "没有采用" not in written(at)
    assert "石井市镇街综合考核第 2026-1 版：2 大项、3 小项、5 项指标，刚性 1 项 300 分，总分 1000 分。" in written(at)


# --- another scheme ---------------------------------------------------------------------------------------------------


def test_another_scheme_is_said_to_be_another_and_not_compared_item_by_item(open_page: Open) -> None:
    text = written(upload(open_page(demo, PAGE), drawn_book(), FILE))
    assert "没有一项编码相同，是另一套方案，不逐项比较。" in text
    assert "<h3>改了什么</h3>" not in text
    assert LACKING in text
    assert "试算，不入库" not in text


def test_a_version_that_asks_for_more_says_how_many_scores_are_open_for_it(open_page: Open) -> None:
    texts = changed(
        "2",
        c=("          - {id: faulty,", "          - {id: shut, name: 停用厕所数, unit: 座}\n          - {id: faulty,"),
    )
    texts["c.yaml"] = texts["c.yaml"].replace("count: {value: faulty,", "count: {value: faulty + shut,", 1)
    text = written(upload(open_page(usual, PAGE), zipped(texts)))
    assert re.search(r"全县 [\d.]+ → [\d.]+ 分（−[\d.]+）", text)
    assert "其中 1 项另要的数本轮没有收过，得分从最低到最高给出。" in text


def test_it_is_kept_listed_by_its_name_looked_at_and_tried(open_page: Open) -> None:
    at = upload(open_page(usual, PAGE), drawn_book(), FILE)
    at.text_input(key="scheme.keep.by").set_value("王某")
    click(at, "留存这一版")
    assert "已留存石井市镇街综合考核第 2026-1 版，现有各轮不受影响" in said(at)
    named = [row for row in cells(view(at, "版本")) if row and row[0] == "石井市镇街综合考核（shijing2026）"]
    assert [(row[1], row[4], row[5]) for row in named] == [("第 2026-1 版", "王某", "没有")]
    next(one for one in at.selectbox if one.label == "看哪一版方案").select_index(0).run()
    at.session_state["trial.item"] = "2"
    text = written(view(at, "试算"))
    assert "得 180.00 分，应得 200.00 分" in text
    assert "在 3 个参评单位中列第 2 位" in text


def test_the_scheme_and_a_blank_workbook_can_be_taken_out(open_page: Open) -> None:
    at = view(open_page(empty, PAGE), "换方案")
    assert [one.proto.label for one in at.get("download_button")] == [
        "下载方案工作簿", "下载空白工作簿", "下载文本格式",
    ]  # fmt: skip
    with pytest.raises(SchemeError, match="方案没有指标"):
        read_scheme_workbook(scheme_workbook(BLANK), "空白.xlsx")


def test_an_official_changes_a_line_in_the_workbook_and_sees_what_that_would_do(open_page: Open) -> None:
    book = load_workbook(BytesIO(scheme_workbook(load_scheme("gd2021"))))
    rules, head = book["规则"], book["方案"]
    heads = [cell.value for cell in rules[3]]
    code, line = heads.index("指标编码"), heads.index("满分线或目标")
    changed = next(row[line] for row in rules.iter_rows(min_row=4) if row[code].value == "C1-02" and row[line].value)
    assert changed.value == 95
    changed.value = 99
    next(row[1] for row in head.iter_rows() if row[0].value == "版本").value = "2"
    packed = BytesIO()
    book.save(packed)
    at = upload(open_page(usual, PAGE), packed.getvalue(), "方案.xlsx")
    text = written(at)
    assert "相比：改参数 1 处，改文字 1 处。" in text
    assert ["改参数", "C1-02 农村户厕公厕建设管护与问题厕所整改", "无害化户厕普及率·满分线或目标", "95", "99"] in cells(
        at
    )
    assert re.search(r"“第二轮模拟考核”若改用这一版：全县 [\d.]+ → [\d.]+ 分（−[\d.]+）", text)
    assert "“算例”表 " in text
    assert "算例不符：应得 1.6，算得" in text
