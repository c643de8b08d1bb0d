"""Headings, sheets and rows that were moved, renamed, merged or lost, and how the figures are still found."""

from __future__ import annotations

import pytest

from data.reading import read_workbook
from tests.data.sheets import (
    GOOD_FORM,
    ROSTER,
    TOWN_META,
    codes_of,
    read_form,
    small_scheme,
    the,
    told,
    values_of,
    workbook,
)
from tests.data.test_reading_form import GOOD

LISTS = {"问题清单": "序号 | 问题描述", "佐证目录": "指标编码 | 材料名称"}


def test_the_table_is_found_below_title_rows_with_columns_in_another_order() -> None:
    intake = read_form("""
        石桥镇乡村振兴填报表

        填报日期：2026年3月1日
        完成 情况（数） | 填报项         | 指标~编码 | 上年值 | 年度目标任务：
        960             | 卫生户厕户数   | A1-01     |        |
        1000            | 常住户数       | ａ１－０１ |       |
        95.5            | 满意率         | A1—01     |        |
        1234.5          | 粮食播种 面积  | A1-02     | 1200   | 1200
        -3              | 增长率         | A1-02     |        |
        是              | 是否有管护制度 | A1-03     |        |
    """)
    assert values_of(intake) == GOOD
    assert codes_of(intake) == set()
    assert intake.values["cell"].tolist()[0] == "A5"


def test_other_names_for_a_column_are_understood() -> None:
    form = GOOD_FORM.replace("年度目标任务", "目标值").replace("完成情况", "完成数").replace("上年值", "去年值")
    assert values_of(read_form(form)) == GOOD


def test_a_code_merged_over_several_rows_counts_for_all_of_them() -> None:
    form = GOOD_FORM.replace("A1-01    | 常住", "         | 常住").replace("A1-01    | 满意", "         | 满意")
    assert values_of(read_form(form)) == GOOD


def test_a_missing_needed_column_stops_the_sheet_and_says_which() -> None:
    intake = read_form(GOOD_FORM.replace("完成情况", "情况"))
    assert not intake.readable
    assert "完成情况" in the(intake, "R203").message
    assert the(intake, "R203").sheet == "填报表"


def test_a_missing_useful_column_is_said_and_the_rest_is_read() -> None:
    intake = read_form("""
        指标编码 | 填报项         | 完成情况
        A1-01    | 常住户数       | 1000
    """)
    assert values_of(intake)["A1-01.households"] == 1000
    (missing,) = [one for one in intake.findings if one.code == "R204" and one.sheet == "填报表"]
    assert "年度目标任务" in missing.message
    assert "上年值" in missing.message


def test_an_extra_column_is_named_and_a_doubled_one_is_read_once() -> None:
    lines = GOOD_FORM.strip().splitlines()
    lines = [lines[0] + " | 领导批示 | 完成情况", *(line + " | 很好 | 7" for line in lines[1:])]
    intake = read_form("\n".join(lines))
    assert values_of(intake) == GOOD
    assert told(intake, "R205", "R207") == ["R205 F1", "R207 G1"]


@pytest.mark.parametrize(
    ("heading", "column", "cell"),
    [
        ("完成情况（户、亩）", "", ""),
        ("\u200b完 成\u3000情 况：", "", ""),
        ("截至3月底完成情况", "完成情况", "D1"),
        ("完成清况", "完成情况", "D1"),
        ("本镇实际完成数（填数字）", "完成情况", "D1"),
    ],
)
def test_a_heading_is_known_by_its_meaning_and_a_guess_is_said(heading: str, column: str, cell: str) -> None:
    intake = read_form(GOOD_FORM.replace("完成情况", heading))
    assert values_of(intake) == GOOD
    assert told(intake, "R208") == ([f"R208 {cell}"] if cell else [])
    assert not column or column in the(intake, "R208").message


def test_last_years_column_is_never_taken_for_this_years() -> None:
    form = GOOD_FORM.replace("上年值", "去年完成情况")
    assert values_of(read_form(form)) == GOOD
    lost = read_form(GOOD_FORM.replace("完成情况", "情况").replace("上年值", "去年完成情况"))
    assert not lost.readable
    assert "完成情况" in the(lost, "R203").message


def test_headings_merged_over_two_rows_are_read_together() -> None:
    intake = read_form("""
        石桥镇填报表
        指标编码 | 填报项         | 任务和完成   |          |        | 自评   |
                 |                | 年度目标任务 | 完成情况 | 上年值 | 自评分 | 是否减分
        A1-01    | 卫生户厕户数   |              | 960      |        |        |
        A1-01    | 常住户数       |              | 1000     |        |        |
        A1-01    | 满意率         |              | 95.5     |        |        |
        A1-02    | 粮食播种面积   | 1200         | 1234.5   | 1200   |        |
        A1-02    | 增长率         |              | -3       |        |        |
        A1-03    | 是否有管护制度 |              | 是       |        | 1      | 否
    """)
    assert values_of(intake) == GOOD
    assert intake.values["cell"].tolist()[0] == "D4"
    assert intake.self_scores["self_score"].tolist() == [1]
    assert codes_of(intake) == set()


def test_one_heading_written_over_two_rows_is_one() -> None:
    form = GOOD_FORM.strip().replace("完成情况", "完成", 1).splitlines()
    form[1:1] = ["| | | 情况 |"]
    intake = read_form("\n".join(form))
    assert values_of(intake) == GOOD
    assert intake.values["cell"].tolist()[0] == "D3"


def test_the_first_row_of_figures_is_never_taken_for_headings() -> None:
    intake = read_form("""
        指标编码 | 填报项         | 完成情况 | 其他
        A1-03    | 是否有管护制度 | 是       | 说明
        A1-01    | 常住户数       | 1000     |
    """)
    assert values_of(intake)["A1-03.rules"] == 1
    assert values_of(intake)["A1-01.households"] == 1000


def test_a_table_moved_down_and_to_the_right_with_numbering_is_found() -> None:
    lines = [f" |  | {number or '序号'} | {line}" for number, line in enumerate(GOOD_FORM.strip().splitlines())]
    intake = read_form("~\n\n\n" + "\n".join(lines))
    assert values_of(intake) == GOOD
    assert told(intake, "R205") == ["R205 C4"]


def test_a_row_without_its_code_is_known_by_what_it_describes() -> None:
    intake = read_form("""
        指标编码 | 考核内容                  | 填报项         | 年度目标任务 | 完成情况 | 上年值
        A1-01    | 户厕建设与管护（2 分）    | 卫生户厕户数   |              | 960      |
                 |                           | 常住户数       |              | 1000     |
                 | 户厕建设与管护            | 满意率         |              | 95.5     |
                 | 粮食面积~（3 分，刚性）   | 粮食播种面积   | 1200         | 1234.5   | 1200
                 |                           | 增长率         |              | -3       |
                 |                           | 是否有管护制度 |              | 是       |
    """)
    assert values_of(intake) == GOOD
    assert told(intake, "R218") == ["R218 A5", "R218 A7"]


@pytest.mark.parametrize("code", ["A1-3", "A1.03", "Ａ１－３", "A1—03"])
def test_a_code_without_its_zeros_or_dashes_is_the_same_code(code: str) -> None:
    intake = read_form(GOOD_FORM.replace("A1-03 ", f"{code} "))
    assert values_of(intake) == GOOD
    assert told(intake, "R218") == ([] if code == "A1—03" else ["R218 A7"])


@pytest.mark.parametrize("row", ["甲 | 乙 | 1 | 2 | 3", "1 | 2 | 3 | 4 | 5", "（1） | （2） | （3） | （4） | （5）"])
def test_a_row_that_numbers_the_columns_is_no_row_of_figures(row: str) -> None:
    lines = GOOD_FORM.strip().splitlines()
    intake = read_form("\n".join([lines[0], row, *lines[1:]]))
    assert values_of(intake) == GOOD
    assert codes_of(intake) == set()


def test_sums_of_rows_are_left_out_and_said() -> None:
    intake = read_form(GOOD_FORM.rstrip() + "\n小计 | | | 7 |\n | 合 计： | | 1960 |")
    assert values_of(intake) == GOOD
    assert told(intake, "R217") == ["R217 A8", "R217 B9"]
    assert codes_of(intake) == {"R217"}


@pytest.mark.parametrize("name", ["填报表格", "2026镇级填报表（终稿）", "填表", "Sheet1"])
def test_a_sheet_is_found_whatever_it_is_called_and_it_is_said(name: str) -> None:
    book = workbook(TOWN_META, **{"说明": "请按要求填写", name: GOOD_FORM, **LISTS})
    intake = read_workbook(book, "石桥镇.xlsx", small_scheme(), ROSTER)
    assert values_of(intake) == GOOD
    assert the(intake, "R202").typed == name


def test_of_several_sheets_with_such_headings_the_one_with_the_nearest_name_is_taken() -> None:
    other = GOOD_FORM.replace("960", "7")
    book = workbook(TOWN_META, **{"去年底稿": other, "填报": GOOD_FORM, **LISTS})
    assert values_of(read_workbook(book, "石桥镇.xlsx", small_scheme(), ROSTER)) == GOOD


def test_a_list_with_another_name_is_found_by_its_few_headings() -> None:
    problems = "序号 | 问题描述\n1 | 旱厕未改"
    book = workbook(TOWN_META, 填报表=GOOD_FORM, 问题台账清单=problems, 佐证目录="指标编码 | 材料名称")
    intake = read_workbook(book, "石桥镇.xlsx", small_scheme(), ROSTER)
    assert intake.problems["description"].tolist() == ["旱厕未改"]
    assert the(intake, "R202").typed == "问题台账清单"
