"""分村明细: a sheet at the end that may be left blank, and what is read from it."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from data.intake import Intake
from data.reading import read_workbook
from data.templates import Filled, town_workbook
from data.templates.village_sheet import asked_by_village
from scoring.scheme import Scheme
from scoring.scheme_file import load_scheme
from tests.data.sheets import GOOD_FORM, ROSTER, read_form, small_scheme, the, told

VILLAGES = ROSTER.villages_of("石桥镇")
SANITARY, HOUSEHOLDS, AREA = ("A1-01", "sanitary"), ("A1-01", "households"), ("A1-02", "area")


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    """The default scheme."""
    return load_scheme("gd2021")


def opened(villages: tuple[str, ...] = VILLAGES) -> Workbook:
    return load_workbook(BytesIO(town_workbook(small_scheme(), "石桥镇", "第一轮", villages=villages)))


def by_village(intake: Intake) -> dict[tuple[str, str], float | str]:
    """(input, village) → its number, else its status."""
    rows = intake.village_values.to_dict("records")
    return {
        (row["input"], row["sample"]): row["value"] if row["status"] == "reported" else row["status"] for row in rows
    }


def test_the_sheet_stands_at_the_end_and_only_where_the_villages_are_known() -> None:
    assert opened().sheetnames[-2:] == ["分村明细", "_meta"]
    assert "分村明细" not in opened(villages=()).sheetnames


def test_it_has_a_row_for_each_village_and_a_column_for_each_figure_that_adds_up() -> None:
    sheet = opened()["分村明细"]
    assert [cell.value for cell in sheet[3]] == [
        "村",
        "卫生户厕户数（户）\nA1-01",
        "常住户数（户）\nA1-01",
        "粮食播种面积（亩）\nA1-02",
    ]
    assert [sheet.cell(row, 1).value for row in range(4, sheet.max_row + 1)] == ["上坪村", "石桥村"]


def test_of_the_default_scheme_no_rate_no_money_no_answer_and_no_average_is_broken_down(scheme: Scheme) -> None:
    asked = [one.input for one in asked_by_village(scheme)]
    assert {one.roll_up for one in asked} == {"sum"}
    assert {one.unit for one in asked if not one.whole} == {"亩"}
    assert not [one for one in asked if one.yes_no or one.sampled]
    assert len(asked) > 50


def test_only_the_villages_and_headings_are_locked() -> None:
    sheet = opened()["分村明细"]
    assert sheet.protection.sheet
    assert sheet["A4"].protection.locked
    assert not any(sheet.cell(row, column).protection.locked for row in (4, 5) for column in (2, 3, 4))


def test_it_prints_at_its_own_size_with_villages_and_headings_on_every_page() -> None:
    page = opened()["分村明细"]
    assert not page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.print_title_rows, page.print_title_cols) == ("$3:$3", "$A:$A")
    assert page.freeze_panes == "B4"


def test_a_cell_takes_what_its_figure_can_be() -> None:
    sheet = opened()["分村明细"]
    checks = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert checks == {
        "B4 B5 C4 C5": 'OR(AND(ISNUMBER(B4),N(B4)>=0,N(B4)=INT(N(B4))),B4="不适用",B4="/")',
        "D4 D5": 'OR(AND(ISNUMBER(D4),N(D4)>=0),D4="不适用",D4="/")',
    }


def test_what_is_filled_in_comes_back_village_by_village_and_a_blank_column_is_not_broken_down() -> None:
    filled = Filled(by_village={"上坪村": {HOUSEHOLDS: 410, AREA: 500.25}, "石桥村": {HOUSEHOLDS: "不适用"}})
    content = town_workbook(small_scheme(), "石桥镇", "第一轮", villages=VILLAGES, filled=filled)
    intake = read_workbook(content, "石桥镇.xlsx", small_scheme(), ROSTER, "第一轮")
    assert by_village(intake) == {
        ("households", "上坪村"): 410,
        ("area", "上坪村"): 500.25,
        ("households", "石桥村"): "not_applicable",
        ("area", "石桥村"): "unreported",
    }
    assert set(intake.village_values["sheet"]) == {"分村明细"}


def test_a_sheet_that_nobody_has_used_is_passed_over_in_silence() -> None:
    content = town_workbook(small_scheme(), "石桥镇", "第一轮", villages=VILLAGES)
    intake = read_workbook(content, "石桥镇.xlsx", small_scheme(), ROSTER, "第一轮")
    assert intake.village_values.empty
    assert {one.code for one in intake.findings} == {"R119"}


def test_the_line_that_adds_the_villages_up_is_no_village() -> None:
    intake = read_form(
        GOOD_FORM,
        分村明细="""
            村     | 常住户数（户）
            上坪村 | 400
            石桥村 | 600
            合计   | 1000
        """,
    )
    assert by_village(intake) == {("households", "上坪村"): 400, ("households", "石桥村"): 600}


def test_a_village_that_is_not_the_towns_is_named_and_still_counted() -> None:
    intake = read_form(
        GOOD_FORM,
        分村明细="""
            村     | 常住户数（户）A1-01
            上坪村 | 400
            大塘村 | 600
        """,
    )
    assert told(intake, "R505") == ["R505 A3"]
    assert ("households", "大塘村") in by_village(intake)


def test_a_cell_that_is_no_number_is_found_where_it_stands() -> None:
    intake = read_form(
        GOOD_FORM,
        分村明细="""
            分村情况
            村     | 卫生户厕户数（户）A1-01 | 常住户数（户）A1-01
            上坪村 | 390                     | 四百来户吧
            石桥村 | 610                     | 600
        """,
    )
    wrong = [one for one in intake.findings if one.severity == "错误"]
    assert [(one.sheet, one.cell) for one in wrong] == [("分村明细", "C3"), ("分村明细", "B4")]
    assert the(intake, "R401").cell == "B4"


def test_the_villages_are_no_figures_of_the_town() -> None:
    intake = read_form(GOOD_FORM, 分村明细="村 | 常住户数（户）A1-01\n上坪村 | 400")
    assert set(intake.values["sample"]) == {""}
    assert set(intake.values["sheet"]) == {"填报表"}
