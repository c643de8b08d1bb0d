"""What the linter says of a scheme that is a workbook: at a cell, in the workbook's own words."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from data.scheme_book import read_scheme_workbook, scheme_workbook
from scoring import Fault
from scoring.lint import CODES, lint_scheme
from tests.scoring.lint_examples import EXAMPLES
from tests.scoring.test_lint import loaded, planted, true_to_itself

FILE = "方案.xlsx"
ENGLISH = re.compile(r"[A-Za-z_]{2,}")
IN_A_BOOK = {name: one for name, one in EXAMPLES.items() if one.code != "S402"}
HEADINGS = {
    "lead": "牵头单位",
    "evidence": "佐证材料",
    "words": "评分办法原文",
    "rigid": "刚性主题",
    "veto_if": "否决条件",
}


def book_of(name: str) -> bytes:
    """The example's scheme as a workbook."""
    return scheme_workbook(true_to_itself(loaded(planted(EXAMPLES[name]))))


def the_fault(content: bytes) -> Fault:
    (fault,) = lint_scheme(read_scheme_workbook(content, FILE))
    return fault


def shown_at(content: bytes, sheet: str, cell: str) -> tuple[str, str]:
    """What stands in the cell, and the heading over it."""
    opened = load_workbook(BytesIO(content))[sheet]
    heads = {one.column_letter: one.value for one in opened[3]}
    return str(opened[cell].value or ""), str(heads[opened[cell].column_letter])


@pytest.mark.parametrize("name", IN_A_BOOK)
def test_the_same_is_told_of_the_workbook_at_a_cell_in_chinese(name: str) -> None:
    fault = the_fault(book_of(name))
    example = IN_A_BOOK[name]
    assert (fault.code, fault.severity, fault.indicator) == (example.code, CODES[example.code].severity, "T1-01")
    assert str(fault).startswith(f"{FILE}「{fault.sheet}」{fault.cell}（T1-01）：")
    assert not ENGLISH.search(f"{fault.message}{fault.remedy}"), fault


@pytest.mark.parametrize("name", IN_A_BOOK)
def test_the_cell_is_the_one_to_change(name: str) -> None:
    content = book_of(name)
    fault, blamed = the_fault(content), IN_A_BOOK[name].blamed
    text, heading = shown_at(content, fault.sheet, fault.cell)
    if blamed == "rule:":
        assert (fault.sheet, heading) == ("规则", "形态")
        assert text
    elif blamed.startswith("id:"):
        assert fault.sheet == "填报项"
        assert fault.code in ("S204", "S302", "S602")
    else:
        assert (fault.sheet, heading) == ("指标", HEADINGS.get(blamed.rstrip(":"), "指标编码"))


def test_a_worked_case_that_fails_is_told_at_its_row() -> None:
    content = scheme_workbook(loaded(planted(EXAMPLES["a worked case that fails"])))
    fault = the_fault(content)
    assert (fault.code, fault.sheet) == ("S402", "算例")
    assert "应得 9，算得 10" in fault.message
