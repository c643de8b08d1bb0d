"""A scheme's workbook that says what no scheme can mean: refused at the cell, once, in the workbook's own words."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.scheme_book import read_scheme_workbook, scheme_workbook
from scoring import Fault, SchemeError, load_scheme

FILE = "方案.xlsx"
ENGLISH = re.compile(r"[A-Za-z_]{2,}")
BOOK = scheme_workbook(load_scheme("shapes"))


def column(sheet: Worksheet, heading: str) -> str:
    """The letter of a column, by its heading."""
    return str(next(cell.column_letter for cell in sheet[3] if cell.value == heading))


def cell_of(sheet: Worksheet, where: tuple[str, str], heading: str) -> str:
    """The cell under a heading, in the first row in which ``where`` (a heading and what stands there) is so."""
    of = column(sheet, where[0])
    row = next(row for row in range(4, sheet.max_row + 1) if sheet[f"{of}{row}"].value == where[1])
    return f"{column(sheet, heading)}{row}"


def refused(sheet: str, cell: str, value: Any) -> list[Fault]:
    """What is said when that stands in the cell."""
    workbook = load_workbook(BytesIO(BOOK))
    workbook[sheet][cell].value = value
    written = BytesIO()
    workbook.save(written)
    with pytest.raises(SchemeError) as error:
        read_scheme_workbook(written.getvalue(), FILE)
    return error.value.faults


WRONG = {
    "a step of nothing": ("规则", ("形态", "每少一步扣"), "每步", 0, "每步 须大于 0"),
    "a deduction below nothing": ("规则", ("形态", "每少一步扣"), "扣分", -1, "扣分 须大于 0"),
    "a word for a step": ("规则", ("形态", "每少一步扣"), "每步", "一", "「一」不是数字"),
    "full marks of nothing": ("规则", ("形态", "外部得分折算"), "原满分", 0, "原满分 须大于 0"),
    "a share above the whole": ("规则", ("形态", "比例得分"), "低于此比例得零分", 1.5, "须在 0 与 1 之间"),
    "a floor above the points": ("规则", ("形态", "人工评分"), "最低分", 1000, "最低分高于分值"),
    "points of nothing": ("指标", ("指标编码", "B1-03"), "分值", 0, "分值 0 应大于 0"),
    "points below nothing": ("指标", ("指标编码", "B1-03"), "分值", -5, "分值 -5 应大于 0"),
    "a figure bounded by itself": ("填报项", ("填报项", "达标数"), "不超过", "达标数", "又回到它自己"),
    "a count of something else": ("填报项", ("填报项", "达标数"), "清单计数", "已销号", "「已销号」不在可选的范围内"),
    "a count of no question": ("填报项", ("填报项", "达标数"), "问卷计数", "高兴份数", "「高兴份数」不在可选的范围内"),
    "a number beyond counting": ("规则", ("形态", "每少一步扣"), "扣分", 1e15, "太大"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_it_is_refused_at_the_cell_once_and_in_the_words_of_the_workbook(name: str) -> None:
    sheet, where, heading, value, said = WRONG[name]
    cell = cell_of(load_workbook(BytesIO(BOOK))[sheet], where, heading)
    (fault,) = (one for one in refused(sheet, cell, value) if (one.sheet, one.cell) == (sheet, cell))
    assert said in fault.message
    assert fault.remedy
    assert not ENGLISH.search(f"{fault.message}{fault.remedy}"), fault
