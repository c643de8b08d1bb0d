"""What a town finds in the workbook that comes back to it, and what happens when it sends that very file again."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from data.findings import Finding
from data.intake import Intake
from data.returning import returned
from tests.data.returning_files import (
    FORM,
    LIST,
    NAME,
    PROBLEMS,
    opened,
    part_of,
    parts,
    read,
    rich_town,
    sent_back,
    wrong_town,
)  # fmt: skip
from tests.data.sheets import ROSTER, TOWN_META, small_scheme, workbook

RED, AMBER, GROUND = "FFF6B2A8", "FFFFDC8C", "00FFF8E1"


def saved(book: Workbook) -> bytes:
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def ground(book: Workbook, sheet: str, cell: str) -> str:
    fill = book[sheet][cell].fill
    return str(fill.fgColor.rgb) if fill.fill_type == "solid" else ""


def note(book: Workbook, sheet: str, cell: str) -> str:
    comment = book[sheet][cell].comment
    return comment.text if comment else ""


def listed(book: Workbook) -> list[tuple[object, ...]]:
    """The lines of the list: 程度, 工作表, 单元格, 填的是."""
    rows = book[LIST].iter_rows(min_row=6, values_only=True)
    return [(row[0], row[1], row[2], row[4]) for row in rows]


def same(one: Intake, other: Intake) -> bool:
    tables = ("values", "self_scores", "problems", "evidence")
    facts = ("findings", "kind", "unit", "round_name", "scheme_code", "template_version", "readable")
    return all(getattr(one, name).equals(getattr(other, name)) for name in tables) and all(
        getattr(one, name) == getattr(other, name) for name in facts
    )


def test_wrong_cells_are_red_doubtful_ones_amber_and_the_others_as_they_were() -> None:
    before, after = opened(wrong_town()), opened(sent_back(wrong_town()).content)
    assert {cell: ground(after, FORM, cell) for cell in ("F6", "F8", "E9", "G9")} == {
        "F6": RED, "F8": RED, "E9": AMBER, "G9": AMBER,
    }  # fmt: skip
    assert [ground(after, PROBLEMS, cell) for cell in ("E4", "J4")] == [AMBER, AMBER]
    assert ground(after, FORM, "F7") == ground(before, FORM, "F7") == GROUND


def test_a_comment_says_what_is_wrong_and_how_to_put_it_right() -> None:
    back = opened(sent_back(wrong_town()).content)
    lines = ["【退回更正】", "错误：300 大于允许的最大值 100，按未填报处理。", "改正：请核对后改正。"]
    assert note(back, FORM, "F8").split("\n") == lines
    assert note(back, FORM, "F7") == ""


def test_several_faults_of_a_cell_are_one_comment_with_the_worst_first() -> None:
    intake = read(wrong_town())
    doubt = replace(intake.findings[0], severity="警告", message="与上年相差太大。", remedy="请核对。")
    hint = replace(doubt, severity="提示", message="按 3 读取。")
    back = returned(wrong_town(), replace(intake, findings=(hint, doubt, *intake.findings)), small_scheme(), ROSTER)
    lines = note(opened(back.content), FORM, "F6").split("\n")
    assert [line[:3] for line in lines] == ["【退回", "错误：", "改正：", "警告：", "改正：", "提示：", "改正："]
    assert ground(opened(back.content), FORM, "F6") == RED


def test_what_is_only_for_information_gets_a_comment_and_keeps_its_ground() -> None:
    intake = read(wrong_town())
    hints = tuple(replace(one, severity="提示") for one in intake.findings)
    back = opened(returned(wrong_town(), replace(intake, findings=hints), small_scheme(), ROSTER).content)
    assert ground(back, FORM, "F6") == ground(opened(wrong_town()), FORM, "F6")
    assert note(back, FORM, "F6").startswith("【退回更正】\n提示：")


def test_it_opens_on_the_list_whose_links_lead_to_the_cells() -> None:
    book = opened(sent_back(wrong_town()).content)
    sheet = book[LIST]
    assert (book.sheetnames[0], book.active.title) == (LIST, LIST)
    assert [one.title for one in book.worksheets if one.sheet_view.tabSelected] == [LIST]
    assert listed(book) == [
        ("错误", FORM, "F6", "九成多吧"),
        ("错误", FORM, "F8", "300"),
        ("警告", FORM, "E9", None),
        ("警告", FORM, "G9", None),
        ("警告", PROBLEMS, "E4", "月球村"),
        ("警告", PROBLEMS, "J4", None),
    ]
    assert [sheet.cell(row, 3).hyperlink.location for row in (6, 10)] == ["'填报表'!F6", "'问题清单'!E4"]
    assert sheet["A1"].value == "石桥镇需更正清单"
    assert sheet["A2"].value == f"填报单位：石桥镇　　轮次：第一轮　　文件：{NAME}"
    assert sheet["A3"].value == "共 6 条：错误 2 条，警告 4 条，提示 0 条。"
    assert sheet["G6"].value == "A1-01 户厕建设与管护"


def test_what_has_no_cell_is_listed_too() -> None:
    form = "指标编码 | 填报项 | 完成情况\nA1-01 | 常住户数 | 12"
    content = workbook(TOWN_META, 填报表=form)
    without = [one for one in read(content).findings if not one.cell]
    lines = listed(opened(sent_back(content).content))
    ordered = sorted(without, key=lambda one: one.severity != "错误")
    assert {bool(one.sheet) for one in without} == {True, False}
    assert [line[1:3] for line in lines if line[2] in (None, "整表")] == [
        (one.sheet or None, "整表" if one.sheet else None) for one in ordered
    ]


def test_a_workbook_without_a_fault_is_told_so() -> None:
    back = returned(wrong_town(), replace(read(wrong_town()), findings=()), small_scheme(), ROSTER)
    book = opened(back.content)
    assert (book[LIST]["A3"].value, book[LIST]["A6"].value) == ("没有需要更正的内容。",) * 2


@pytest.mark.parametrize("content", [wrong_town(), rich_town()], ids=["template", "rich"])
def test_the_returned_file_sent_again_unchanged_reads_exactly_the_same(content: bytes) -> None:
    back = sent_back(content)
    assert same(read(back.content, back.file_name), read(content))


@pytest.mark.parametrize("content", [wrong_town(), rich_town()], ids=["template", "rich"])
def test_returned_again_it_is_the_same_file_and_not_marked_twice(content: bytes) -> None:
    once = sent_back(content, NAME if content == wrong_town() else NAME.replace("xlsx", "xlsm"))
    again = sent_back(once.content, once.file_name)
    assert again.file_name == once.file_name
    assert parts(again.content) == parts(once.content)


def test_corrected_cells_lose_their_marks_and_the_others_keep_theirs() -> None:
    book = opened(sent_back(wrong_town()).content)
    book[FORM]["F6"].value = 960
    again = opened(sent_back(saved(book)).content)
    assert (ground(again, FORM, "F6"), note(again, FORM, "F6")) == (GROUND, "")
    assert (ground(again, FORM, "F8"), note(again, FORM, "F8")[:6]) == (RED, "【退回更正】")
    assert [line[2] for line in listed(again)] == ["F8", "E9", "G9", "E4", "J4"]
    assert again.sheetnames.count(LIST) == 1


def test_a_pattern_under_a_mark_comes_back() -> None:
    book = opened(sent_back(rich_town()).content)
    assert ground(book, FORM, "F8") == RED
    book[FORM]["F8"].value = 95
    fill = opened(sent_back(saved(book)).content)[FORM]["F8"].fill
    assert (fill.fill_type, fill.fgColor.rgb, fill.bgColor.rgb) == ("lightUp", "FF00FF00", "FFFFFF00")


def test_marked_cells_that_were_moved_look_like_their_column_again() -> None:
    book = opened(sent_back(wrong_town()).content)
    moved, old = book[PROBLEMS]["E9"], book[PROBLEMS]["E4"]
    moved._style, moved.value, old.value = old._style, "上坪村", "石桥村"
    book[PROBLEMS]["J4"].value = book[PROBLEMS]["J9"].value = "污水直排"
    again = opened(sent_back(saved(book)).content)
    assert ground(again, PROBLEMS, "E9") == ground(opened(wrong_town()), PROBLEMS, "E9")


def test_marks_go_even_when_the_town_has_deleted_the_list() -> None:
    book = opened(sent_back(wrong_town()).content)
    del book[LIST]
    book[FORM]["F6"].value, book[FORM]["F8"].value = 960, 95
    again = opened(sent_back(saved(book)).content)
    assert [ground(again, FORM, cell) for cell in ("F6", "F8")] == [ground(opened(wrong_town()), FORM, "F7")] * 2
    assert note(again, FORM, "F6") == ""


def test_a_cell_that_the_town_coloured_itself_keeps_that_colour() -> None:
    book = opened(sent_back(wrong_town()).content)
    book[FORM]["F6"].fill, book[FORM]["F6"].value = PatternFill("solid", fgColor="FF00B0F0"), 960
    assert ground(opened(sent_back(saved(book)).content), FORM, "F6") == "FF00B0F0"


def test_a_comment_of_the_town_is_kept_extended_and_in_the_end_alone_again() -> None:
    book = opened(sent_back(rich_town()).content)
    assert note(book, FORM, "F6").startswith("镇长看过\n【退回更正】\n错误：")
    assert note(book, FORM, "A6") == "勿动"
    book[FORM]["F6"].value = 960
    book[FORM]["F8"].comment.text += "\n已请示县农业农村局"
    again = opened(sent_back(saved(book)).content)
    assert note(again, FORM, "F6") == "镇长看过"
    assert note(again, FORM, "F8").startswith("已请示县农业农村局\n【退回更正】")


def test_the_list_of_a_returned_file_is_never_read_whatever_stands_there() -> None:
    book = opened(sent_back(wrong_town()).content)
    for column, heading in enumerate(("指标编码", "填报项", "完成情况", "问题描述", "材料名称"), 1):
        book[LIST].cell(20, column, heading)
    book[LIST].cell(21, 1, "A1-01")
    book[LIST]["A22"] = "填报单位：云岭镇"
    for sheet in (FORM, PROBLEMS):
        book[sheet].title = f"{sheet}改"
    plain = opened(wrong_town())
    for sheet in (FORM, PROBLEMS):
        plain[sheet].title = f"{sheet}改"
    assert same(read(saved(book)), read(saved(plain)))


FORMULAS = ["=1+1", "@SUM(1)", "+cmd|' /C calc'!A0", "-2", '=HYPERLINK("http://x")', "_x0041_", "a\x0bb\ud800"]


@pytest.mark.parametrize("typed", FORMULAS)
def test_what_a_town_typed_stays_text_in_the_list_and_in_the_comment(typed: str) -> None:
    one = Finding("R301", "错误", FORM, "F6", f"「{typed}」不是数。", "请填数。", "A1-01", typed)
    content = returned(wrong_town(), replace(read(wrong_town()), findings=(one,)), small_scheme(), ROSTER).content
    cell, said = opened(content)[LIST]["E6"], typed.replace("\x0b", "").replace("\ud800", "")
    assert b"<f" not in parts(content)[part_of(content, LIST)]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value.replace("_x005F_", "_") == said
    assert said in note(opened(content), FORM, "F6").replace("_x005F_", "_").replace("a b", "ab")


def test_a_file_name_that_no_system_takes_is_made_safe() -> None:
    intake = replace(read(wrong_town()), file_name="上报\\石桥镇/石桥镇:第一轮?.xls")
    assert returned(wrong_town(), intake, small_scheme()).file_name == "石桥镇_第一轮_（退回更正）.xlsx"


def test_a_file_name_that_does_not_name_the_unit_gets_its_name() -> None:
    assert sent_back(wrong_town(), "最终版2.xlsx").file_name == "石桥镇-最终版2（退回更正）.xlsx"
    assert sent_back(wrong_town(), "云岭镇.xlsx").file_name == "云岭镇（退回更正）.xlsx"
