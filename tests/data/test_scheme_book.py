"""A scheme's workbook: out and in again, whatever the scheme; what it looks like; what cannot be read."""

from __future__ import annotations

import dataclasses
import datetime
import random
import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.scheme_book import BLANK, read_scheme_workbook, scheme_workbook
from data.scheme_book.kinds import headings, parameters, shape_name, shapes, slots
from data.scheme_book.layout import CASE_SHEET, INPUT_SHEET, ITEM_SHEET, PLANS, SHAPE_SHEET
from data.scheme_book.shape_sheet import notes
from data.scheme_book.words import CHOICES, HEADINGS, ROWS, SHAPES
from scoring import Scheme, SchemeError, load_scheme
from scoring.rules import KINDS
from scoring.scheme import Case, Indicator, Input
from tests.data.drawn_scheme import drawn_book
from tests.scoring.any_scheme import examples, first_difference, schemes

FILE = "方案.xlsx"
NO_FIGURE = "不是数字，也不是「未填报」或「不适用」；两对之间用分号隔开"


@pytest.fixture(scope="module")
def book() -> bytes:
    return scheme_workbook(load_scheme("shapes"))


@pytest.fixture(scope="module")
def opened(book: bytes) -> Workbook:
    return load_workbook(BytesIO(book))


def changed(content: bytes, **cells: Any) -> bytes:
    """The workbook with something else in those cells (``规则_F4=…``)."""
    workbook = load_workbook(BytesIO(content))
    for place, value in cells.items():
        sheet, cell = place.split("_")
        workbook[sheet][cell].value = value
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def faults(content: bytes) -> list[tuple[str, str, str]]:
    with pytest.raises(SchemeError) as refused:
        read_scheme_workbook(content, FILE)
    return [(one.sheet, one.cell, one.message) for one in refused.value.faults]


def column(sheet: Worksheet, heading: str) -> str:
    """The letter of a column, by its heading."""
    return next(cell.column_letter for cell in sheet[3] if cell.value == heading)


# --- out and in again -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["gd2021", "shapes"])
def test_a_scheme_of_ours_comes_back_as_it_went_out(code: str) -> None:
    scheme = load_scheme(code)
    assert first_difference(scheme, read_scheme_workbook(scheme_workbook(scheme), FILE)) == ""


@examples(12)
@given(schemes())
def test_any_scheme_comes_back_as_it_went_out(scheme: Scheme) -> None:
    assert first_difference(scheme, read_scheme_workbook(scheme_workbook(scheme), FILE)) == ""


def test_nothing_a_scheme_says_of_an_item_an_input_or_a_case_is_without_a_column() -> None:
    ours = {"category", "category_name", "sub_item", "sub_item_name", "component"}
    fields = (
        {one.name for one in dataclasses.fields(Indicator) if one.compare}
        - ours
        - {"inputs", "rule", "county_rule", "cases"}
    )
    assert fields <= {one.key for one in ITEM_SHEET.columns}
    renamed = {"asks_target": "target", "asks_last_year": "last_year"}
    assert {renamed.get(one.name, one.name) for one in dataclasses.fields(Input) if one.compare} <= {
        one.key for one in INPUT_SHEET.columns
    }
    below = {"samples", "peers", "county", "line"}
    assert {one.name for one in dataclasses.fields(Case)} - below <= {one.key for one in CASE_SHEET.columns}


def test_every_kind_of_rule_has_its_chinese_its_note_and_its_example(opened: Workbook) -> None:
    records = [one.record for kind in KINDS.values() for one in slots(kind) if one.record]
    fields = [one for shape in (*KINDS.values(), *records) for one in parameters(shape)]
    assert set(KINDS) == set(SHAPES) == set(notes()["kinds"])
    assert {one.__name__ for one in shapes().values() if one in records} == set(ROWS) == set(notes()["rows"])
    assert {one.field for one in fields} <= set(HEADINGS)
    assert {one.field for one in fields if one.choices} == set(CHOICES)
    explained = {row[0]: row for row in opened[SHAPE_SHEET].iter_rows(min_row=4, values_only=True)}
    assert all(all(explained[name][place] for place in (1, 4, 5)) for name in SHAPES.values())


def test_no_kind_has_two_parameters_in_one_column() -> None:
    for shape in shapes().values():
        taken = [one.heading for one in parameters(shape)]
        assert len(taken) == len(set(taken)), shape_name(shape)
    assert len(headings()) == len(set(headings()))


@pytest.mark.libreoffice
def test_a_workbook_saved_again_by_another_program_is_the_same_scheme(book: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(book)
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "again"), FILE]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert read_scheme_workbook((tmp_path / "again" / FILE).read_bytes(), FILE) == load_scheme("shapes")


def test_the_blank_workbook_has_every_heading_and_lacks_what_is_to_be_written() -> None:
    found = {message for _, _, message in faults(scheme_workbook(BLANK))}
    assert found == {"方案缺少「方案代号」", "方案缺少「名称」", "方案没有指标"}


# --- what an official sees --------------------------------------------------------------------------------------------


def rule_rows_of(opened: Workbook, code: str) -> list[dict[str, Any]]:
    """The filled cells of an item's rows on the sheet 规则, by heading."""
    sheet = opened["规则"]
    heads = [cell.value for cell in sheet[3]]
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)]
    hidden = {"指标编码", "指标名称", "适用", "规则文字"}
    return [
        {head: cell for head, cell in row.items() if cell is not None and head not in hidden}
        for row in rows
        if row["指标编码"] == code
    ]


def test_rules_stand_in_rows_in_words_and_names(opened: Workbook) -> None:
    assert rule_rows_of(opened, "B1-03") == [
        {"节点": "1", "形态": "每少一步扣", "分值": 10, "取值": "达标数 ÷ 总数 × 100", "单位": "%", "满分线或目标": 95,
         "每步": 1, "扣分": 2, "方向": "越高越好", "不足一步": "算一步"},
    ]  # fmt: skip
    assert rule_rows_of(opened, "D1-05")[1:] == [
        {"节点": "1.1", "形态": "达标得满分", "分值": 10, "取值": "达标率", "适用情形": "上年.达标率 ≥ 90",
         "不低于": 90},
        {"节点": "1.2", "形态": "与上年比较", "分值": 10, "取值": "达标率 − 上年.达标率", "适用情形": "其他",
         "基础分": 0, "加分": 2, "不足一步": "按比例"},
    ]  # fmt: skip
    assert [row["形态"] for row in rule_rows_of(opened, "C1-01")] == ["分档", "档", "档", "档"]


def test_every_sheet_is_frozen_printed_on_a4_across_and_open_to_changes(opened: Workbook) -> None:
    assert opened.sheetnames == [*(plan.name for plan in PLANS), SHAPE_SHEET]
    for sheet in opened.worksheets:
        assert sheet.freeze_panes, sheet.title
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.print_title_rows == "$1:$3"
        assert not sheet.protection.sheet
        assert all(one.width > 0 for one in sheet.column_dimensions.values())


def test_the_shapes_are_chosen_from_a_list_that_is_there(opened: Workbook) -> None:
    lists = {str(one.sqref): one.formula1 for one in opened["规则"].data_validations.dataValidation}
    source = lists[f"{column(opened['规则'], '形态')}4:{column(opened['规则'], '形态')}3000"]
    first, last = re.fullmatch(rf"{SHAPE_SHEET}!\$A\$(\d+):\$A\$(\d+)", source).groups()  # type: ignore[union-attr]
    listed = [opened[SHAPE_SHEET][f"A{row}"].value for row in range(int(first), int(last) + 1)]
    assert listed == list(shapes())


def test_drop_downs_and_colours_keep_to_what_excel_takes(opened: Workbook) -> None:
    for sheet in opened.worksheets:
        assert all(len(one.formula1) <= 255 for one in sheet.data_validations.dataValidation)
        for rules in sheet.conditional_formatting:
            for rule in rules.rules:
                assert all(len(text) <= 255 for text in re.findall(r'"([^"]*)"', rule.formula[0]))
                assert len(rule.formula[0]) < 8192


def test_what_begins_like_a_formula_stays_text_out_and_in() -> None:
    scheme = load_scheme("shapes")
    evil = dataclasses.replace(scheme, name="=1+1", basis='=HYPERLINK("http://x")', version="@SUM(A1)")
    content = scheme_workbook(evil)
    cells = [cell for row in load_workbook(BytesIO(content))["方案"].iter_rows() for cell in row if cell.value]
    assert all(cell.data_type != "f" for cell in cells)
    assert read_scheme_workbook(content, FILE) == evil


def test_a_text_too_long_for_a_cell_is_refused_with_its_place() -> None:
    scheme = load_scheme("shapes")
    with pytest.raises(SchemeError, match=r"「方案」B7.*单元格写不下"):
        scheme_workbook(dataclasses.replace(scheme, basis="长" * 32_001))


# --- what is typed otherwise ------------------------------------------------------------------------------------------


def test_columns_may_stand_in_any_order_and_remarks_may_be_added() -> None:
    drawn = {"填报项": "备注|填报项|指标编码|单位\n看这里|产值|1|万元\n|税收|2|万元\n|一般问题数|3|个\n"
                       "|重点问题数|3|个\n|亡人事故起数|3|起\n|满意度|4|%\n|评议得分|5|分"}  # fmt: skip
    assert [one.name for one in read_scheme_workbook(drawn_book(drawn), FILE).indicator("3").inputs] == [
        "一般问题数", "重点问题数", "亡人事故起数",
    ]  # fmt: skip


def test_full_width_signs_and_the_ids_mean_the_same(book: bytes, opened: Workbook) -> None:
    value = column(opened["规则"], "取值")
    row = next(row for row in range(4, 60) if opened["规则"][f"{value}{row}"].value == "达标数 ÷ 总数 × 100")
    for said in ("达标数／总数＊１００", "rate_done / 总数 × 100", "（达标数） ÷ (总数)*100"):
        back = read_scheme_workbook(changed(book, **{f"规则_{value}{row}": said}), FILE)
        inner = back.indicator("B1-03").rule.value  # type: ignore[attr-defined]
        assert inner.root == load_scheme("shapes").indicator("B1-03").rule.value.root  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"规则_D4": datetime.date(2026, 1, 1)}, ("规则", "D4", "「2026-01-01」被当成了日期或时间")),
        ({"规则_E4": None}, ("规则", "E4", "没有选形态")),
        ({"规则_A4": "Z9"}, ("规则", "A4", "“指标”表中没有编码为「Z9」的指标")),
        ({"指标_A4": "定性"}, ("指标", "A4", "「定性」不在可选的范围内")),
        ({"指标_M3": "得分办法"}, ("指标", "M3", "没有「得分办法」这一列")),
        ({"填报项_D4": "1户"}, ("填报项", "D4", "代号「1户」无效")),
        ({"填报项_H4": "也许"}, ("填报项", "H4", "「也许」应为是或否")),
        ({"算例_C4": "抽查村"}, ("算例", "C4", "「抽查村」的上面没有算例")),
        ({"算例_G4": "一般问题数=三"}, ("算例", "G4", f"「三」{NO_FIGURE}")),
        ({"方案_A6": "方案名字"}, ("方案", "A6", "没有这个项目")),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_told_by_its_place(book: bytes, cells: dict[str, Any], expected: tuple[str, str, str]) -> None:
    assert expected in faults(changed(book, **cells))


def test_a_percentage_in_a_cell_of_numbers_is_asked_about(book: bytes, opened: Workbook) -> None:
    sheet = opened["规则"]
    line, share = column(sheet, "满分线或目标"), column(sheet, "低于此比例得零分")
    row = next(row for row in range(4, 60) if sheet[f"{line}{row}"].value == 95)
    workbook = load_workbook(BytesIO(book))
    for cell in (f"{line}{row}", f"{share}{row}"):
        workbook["规则"][cell].number_format = "0%"
    workbook["规则"][f"{line}{row}"].value = 0.95
    written = BytesIO()
    workbook.save(written)
    assert faults(written.getvalue()) == [("规则", f"{line}{row}", "这一格是百分数格式")]


def test_a_case_that_gives_an_unknown_figure_or_one_twice_is_told(book: bytes) -> None:
    assert faults(changed(book, 算例_G4="一般问题数=1；问题=2")) == [("算例", "G4", "「问题」不是本指标的填报项")]
    assert faults(changed(book, 算例_G4="一般问题数=1；minor=2")) == [("算例", "G4", "「minor」写了两次")]


# --- what cannot be read ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n", b"PK\x03\x04broken", b"%PDF-1.7"])
def test_what_is_no_workbook_is_one_fault(content: bytes) -> None:
    assert [(sheet, cell) for sheet, cell, _ in faults(content)] == [("", "")]


def test_a_workbook_of_something_else_names_the_sheets_it_lacks() -> None:
    workbook, written = Workbook(), BytesIO()
    workbook.save(written)
    assert [one[0] for one in faults(written.getvalue())] == [plan.name for plan in PLANS]


def test_a_sheet_without_its_heading_is_named_and_nothing_else_is_said(book: bytes) -> None:
    found = faults(changed(book, 规则_E3=None))
    assert found == [("规则", "A3", "缺少「形态」列")]


GARBAGE = (
    "=1/0", "=A1", "#REF!", "x" * 3000, "（" * 500, "1.1.1.1.1.1.1.1.1.1.1.1.1.1", -1, 1e308, True, "不适用", "；；；",
    datetime.datetime(2026, 3, 1, 8, 0), datetime.time(8, 30), "\U0001f600", "a/b/c", "1e999", "nan", "「", "其他", 0.1,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_whatever_stands_in_the_cells_it_is_a_scheme_or_a_list_of_faults_with_places(seed: int) -> None:
    draw = random.Random(seed)
    workbook = load_workbook(BytesIO(drawn_book()))
    for sheet in workbook.worksheets:
        for _ in range(draw.randint(0, 4)):
            cell = sheet.cell(draw.randint(1, sheet.max_row + 2), draw.randint(1, sheet.max_column + 1))
            cell.value = draw.choice(GARBAGE)
    written = BytesIO()
    workbook.save(written)
    try:
        assert isinstance(read_scheme_workbook(written.getvalue(), FILE), Scheme)
    except SchemeError as refused:
        assert refused.faults
        assert all(one.sheet and one.message and one.remedy for one in refused.faults), refused
