"""The workbooks that are sent out: what they ask, what can be filled, how they print."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.templates import (
    Filled,
    Visit,
    department_workbook,
    inspection_workbook,
    reporting_departments,
    town_workbook,
)
from data.templates.forms import asked_of_county, asked_of_inspection, asked_of_town
from scoring.scheme import Scheme
from scoring.scheme_file import load_scheme
from tests.data.sheets import small_scheme

TARGETS = {("A1-02", "area"): 1200.0}


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    """The default scheme."""
    return load_scheme("gd2021")


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def town(**given: object) -> Workbook:
    return opened(town_workbook(small_scheme(), "石桥镇", "第一轮", **given))  # type: ignore[arg-type]


def column(sheet: Worksheet, heading: str) -> dict[str, object]:
    """The cells of a form's column by 填报项."""
    headings = {cell.value: cell.column for cell in sheet[3]}
    rows = [row for row in range(4, sheet.max_row + 1) if sheet.cell(row, headings["填报项"]).value]
    return {sheet.cell(row, headings["填报项"]).value: sheet.cell(row, headings[heading]) for row in rows}


def test_a_town_gets_a_guide_a_form_three_lists_and_a_hidden_sheet() -> None:
    book = town()
    assert book.sheetnames == ["填报说明", "填报表", "问题清单", "佐证目录", "评分细则", "_meta"]
    assert [one.sheet_state for one in book.worksheets] == ["visible"] * 5 + ["hidden"]
    assert book.active.title == "填报说明"


def test_a_form_asks_a_town_for_its_own_figures_only() -> None:
    assert list(column(town()["填报表"], "指标编码")) == [
        "卫生户厕户数",
        "常住户数",
        "满意率",
        "粮食播种面积",
        "增长率",
        "是否有管护制度",
    ]


def test_the_hidden_sheet_and_the_line_under_the_title_say_whose_it_is() -> None:
    book = town(due_on=date(2026, 3, 20))
    facts = {row[0].value: row[1].value for row in book["_meta"].iter_rows(max_col=2, max_row=6)}
    assert facts == {
        "方案编码": "small",
        "方案版本": "1",
        "模板版本": "1",
        "表类": "镇级填报表",
        "填报单位": "石桥镇",
        "轮次": "第一轮",
    }
    line = book["填报表"]["A2"].value
    assert "填报单位：石桥镇" in line
    assert "轮次：第一轮" in line
    assert "2026 年 3 月 20 日" in line


def test_only_the_cells_to_fill_are_unlocked_and_there_is_no_password() -> None:
    sheet = town(targets=TARGETS)["填报表"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    locked = {name: cell.protection.locked for name, cell in column(sheet, "年度目标任务").items()}
    assert locked == dict.fromkeys(locked, True)
    assert not any(cell.protection.locked for cell in column(sheet, "完成情况").values())
    assert all(cell.protection.locked for cell in column(sheet, "填报项").values())
    open_years = {name for name, cell in column(sheet, "上年值").items() if not cell.protection.locked}
    assert open_years == {"粮食播种面积"}


def test_rows_can_be_added_to_the_lists_and_not_to_the_form() -> None:
    book = town()
    forbidden = {name: book[name].protection.insertRows for name in ("填报表", "问题清单", "佐证目录")}
    assert forbidden == {"填报表": True, "问题清单": False, "佐证目录": False}


def test_what_the_county_gives_is_written_beforehand() -> None:
    sheet = town(targets=TARGETS, last_year={("A1-02", "area"): 1180.5})["填报表"]
    assert column(sheet, "年度目标任务")["粮食播种面积"].value == 1200
    assert column(sheet, "上年值")["粮食播种面积"].value == 1180.5


def test_a_target_that_is_not_given_is_asked_for() -> None:
    assert not column(town()["填报表"], "年度目标任务")["粮食播种面积"].protection.locked


def test_each_cell_takes_only_what_its_figure_can_be() -> None:
    sheet = town()["填报表"]
    checks = {cell: one for one in sheet.data_validations.dataValidation for cell in str(one.sqref).split()}
    values = {name: checks[cell.coordinate] for name, cell in column(sheet, "完成情况").items()}
    assert values["是否有管护制度"].formula1 == '"是,否,不适用"'
    assert values["常住户数"].formula1 == 'OR(AND(ISNUMBER(F7),N(F7)>=0,N(F7)=INT(N(F7))),F7="不适用",F7="/")'
    assert "N(F8)<=100" in values["满意率"].formula1
    assert "OR(NOT(ISNUMBER(F7)),N(F6)<=N(F7))" in values["卫生户厕户数"].formula1
    assert values["卫生户厕户数"].prompt == "只数无害化的"
    assert (checks["H6"].type, checks["H6"].formula2) == ("decimal", "2")


@pytest.mark.parametrize("sheet", ["填报表", "问题清单", "佐证目录", "评分细则"])
def test_every_sheet_prints_on_a4_landscape_with_repeated_headings(sheet: str) -> None:
    page = town()[sheet]
    assert (page.page_setup.orientation, str(page.page_setup.paperSize)) == ("landscape", "9")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$1:$3"
    assert page.freeze_panes.endswith("4")
    assert page.print_area.startswith(f"'{sheet}'!$A$1:")
    assert "&P" in page.oddFooter.right.text


@pytest.mark.parametrize("text", ["=1+1", "+86", "-none", "@SUM(A1)", "#REF!", '=HYPERLINK("x")', "\t=1"])
def test_text_is_never_a_formula_whatever_it_begins_with(text: str) -> None:
    filled = Filled(
        values={("A1-01", "households"): text},
        self_scores={"A1-01": {"reason": text}},
        problems=[{"description": text}],
        evidence=[{"code": "A1-01", "document": text}],
    )
    book = town(filled=filled)
    written = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(written) == 4
    assert {cell.data_type for cell in written} == {"s"}
    assert all(cell.quotePrefix for cell in written) == (text != "#REF!")
    assert not [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_signs_that_excel_cannot_store_are_left_out() -> None:
    filled = Filled(problems=[{"description": "旱厕\x00\x0b未改" + "长" * 40_000}])
    text = town(filled=filled)["问题清单"]["J4"].value
    assert text.startswith("旱厕未改长")
    assert len(text) <= 32_767


def test_a_town_called_by_a_formula_is_still_only_a_name() -> None:
    book = opened(town_workbook(small_scheme(), "=1+1", "第一轮"))
    assert book["_meta"]["B5"].data_type == "s"
    assert book["问题清单"]["D4"].data_type == "s"


def test_equal_arguments_give_equal_files() -> None:
    first = town_workbook(small_scheme(), "石桥镇", "第一轮", targets=TARGETS)
    assert first == town_workbook(small_scheme(), "石桥镇", "第一轮", targets=TARGETS)
    assert first != town_workbook(small_scheme(), "云岭镇", "第一轮", targets=TARGETS)


def test_a_department_is_asked_for_the_county_figures_it_leads() -> None:
    assert reporting_departments(small_scheme()) == ("县财政局", "县委农办")
    finance = opened(department_workbook(small_scheme(), "县财政局", "第一轮"))
    assert list(column(finance["填报表"], "单位")) == ["农林水支出"]
    assert "全县" in finance["填报表"]["A1"].value
    office = opened(department_workbook(small_scheme(), "县委农办", "第一轮"))
    assert list(column(office["填报表"], "单位")) == ["评议得分"]


def test_a_department_without_county_figures_has_no_workbook() -> None:
    with pytest.raises(ValueError, match="县住建局"):
        department_workbook(small_scheme(), "县住建局", "第一轮")


def test_an_inspection_sheet_has_a_row_for_each_village_and_a_column_for_each_figure() -> None:
    villages = {"石桥镇": ["上坪村", "石桥村"], "云岭镇": ["大塘村"]}
    sheet = opened(inspection_workbook(small_scheme(), "第一轮", villages))["暗访表"]
    headings = [cell.value for cell in sheet[3]]
    assert headings[:3] == ["镇", "村", "日期"]
    assert headings[3:5] == ["一般问题数（处）\nA1-04", "突出问题数（处）\nA1-04"]
    assert headings[5:] == ["点位", "问题类别", "描述", "照片编号"]
    assert [sheet.cell(row, 2).value for row in range(4, 8)] == ["上坪村", "石桥村", "大塘村", None]


def test_visits_made_stand_instead_of_the_villages_that_could_be_visited() -> None:
    visit = Visit("石桥镇", "上坪村", date(2026, 3, 2), {("A1-04", "minor"): 3}, description="乱堆")
    content = inspection_workbook(small_scheme(), "第一轮", {"云岭镇": ["大塘村"]}, filled=Filled(visits=[visit]))
    sheet = opened(content)["暗访表"]
    assert [cell.value for cell in sheet[4]][:4] == ["石桥镇", "上坪村", sheet["C4"].value, 3]
    assert sheet["A5"].value is None


def test_every_figure_of_the_default_scheme_is_asked_of_somebody_once(scheme: Scheme) -> None:
    forms = (asked_of_town(scheme), asked_of_county(scheme), asked_of_inspection(scheme))
    asked = [one.key for form in forms for one in form]
    everything = [(one.code, each.id) for one in (*scheme.indicators, *scheme.components) for each in one.inputs]
    assert sorted(asked) == sorted(everything)


def test_no_check_of_the_default_scheme_is_longer_than_excel_allows(scheme: Scheme) -> None:
    books = [opened(town_workbook(scheme, "石桥镇", "第一轮"))]
    books += [opened(department_workbook(scheme, one, "第一轮")) for one in reporting_departments(scheme)]
    checks = [one for book in books for sheet in book for one in sheet.data_validations.dataValidation]
    assert len(checks) > 50
    assert max(len(one.formula1 or "") for one in checks) <= 255
    assert max(len(one.prompt or "") for one in checks) <= 255
    assert max(len(one.promptTitle or "") for one in checks) <= 32
    assert max(len(one.error or "") for one in checks) <= 225
