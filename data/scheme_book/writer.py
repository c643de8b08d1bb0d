"""The scheme's workbook (方案工作簿): everything a scheme says, in sheets that an official can read and edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

from data.scheme_book.layout import (
    CASE_SHEET,
    GRADE_COLUMNS,
    HEAD_ITEMS,
    HEAD_SHEET,
    INPUT_SHEET,
    ITEM_SHEET,
    SheetPlan,
)
from data.scheme_book.rows import Row, case_rows, grade_row, head_rows, input_rows, item_rows
from data.scheme_book.rule_rows import Typed
from data.scheme_book.rule_sheet import write_rules
from data.scheme_book.shape_sheet import write_shapes
from data.scheme_book.sheet import add_choices, as_aid, finish, put, put_line, put_spare_lines
from data.scheme_book.words import CASE_ROWS, HANGING, NATURES, NO, ROLL_UPS, SCOPES, STATES, SURVEYED, VETOES, YES
from data.templates.checks import choice
from data.templates.look import add_styles, lines_needed
from data.templates.paper import Paper
from scoring.scheme import Grade, Scheme, Veto

_CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = {
    ITEM_SHEET.name: {"nature": tuple(NATURES.values()), "scope": tuple(SCOPES.values())},
    INPUT_SHEET.name: {
        "roll_up": tuple(ROLL_UPS.values()), "scope": tuple(SCOPES.values()),
        **dict.fromkeys(("sampled", "whole", "target", "last_year"), (YES, NO)), "counted": tuple(HANGING.values()),
        "surveyed": tuple(SURVEYED.values()),
    },
    CASE_SHEET.name: {
        "row": tuple(CASE_ROWS.values()), "unit": tuple(SCOPES.values()), "state": tuple(STATES.values()),
    },
}  # fmt: skip


BLANK = Scheme(
    code="", version="1", name="", basis="", categories=(), components=(), themes=(), veto=Veto(cap="良好"),
    grades=(Grade("优秀", 90), Grade("良好", 80), Grade("一般")),
)  # fmt: skip
"""What a scheme begins with that is drawn up from scratch: its workbook has the headings, the lists and the notes."""


def scheme_workbook(scheme: Scheme) -> bytes:
    """The scheme as xlsx. SchemeError when a text is longer than a cell can hold."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    add_styles(workbook)
    footer = f"{scheme.name or '考核方案'}　版本 {scheme.version}"
    _write_head(workbook, scheme, footer)
    _write_list(workbook, ITEM_SHEET, item_rows(scheme), footer)
    _write_list(workbook, INPUT_SHEET, input_rows(scheme), footer)
    write_rules(workbook, (*scheme.indicators, *scheme.components), footer)
    _write_list(workbook, CASE_SHEET, case_rows(scheme), footer)
    write_shapes(workbook, footer)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _write_list(workbook: Workbook, plan: SheetPlan, rows: Iterable[Row], footer: str) -> None:
    paper = Paper(workbook, plan.name, plan.columns)
    row = paper.head(plan.name, plan.note)
    for cells in rows:
        put_line(paper, row, cells)
        row += 1
    put_spare_lines(paper, row)
    add_choices(paper, _CHOICES[plan.name])
    finish(paper, plan, footer, row - 1)


# --- 方案 -------------------------------------------------------------------------------------------------------------


def _write_head(workbook: Workbook, scheme: Scheme, footer: str) -> None:
    paper = Paper(workbook, HEAD_SHEET.name, HEAD_SHEET.columns)
    row = paper.head(scheme.name or "考核方案", HEAD_SHEET.note)
    paper.sheet.merge_cells(start_row=row - 1, end_row=row - 1, start_column=2, end_column=4)
    facts = head_rows(scheme)
    for item in HEAD_ITEMS:
        _fact(paper, row, item.heading, *facts[item.key])
        if item.key == "veto":
            paper.sheet.add_data_validation(choice(f"B{row}", tuple(VETOES.values())))
        row += 1
    finish(paper, HEAD_SHEET, footer, _write_grades(paper, row + 1, scheme))


def _fact(paper: Paper, row: int, heading: str, content: Typed, note: str) -> None:
    put(paper, row, 1, heading, "centred")
    for column in (2, 3, 4):
        put(paper, row, column, content if column == 2 else None, "text")
    paper.sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=4)
    as_aid(put(paper, row, 5, note, "text"))
    breadth = sum(column.width for column in paper.columns[1:4])
    paper.height(row, max(lines_needed(str(content or ""), breadth), lines_needed(note, paper.columns[4].width)))


def _write_grades(paper: Paper, row: int, scheme: Scheme) -> int:
    """The table of grades below the facts; the row of the last grade."""
    paper.span(row, "等次（从好到差；最后一个不设条件）", "section", 26)
    for column, one in enumerate(GRADE_COLUMNS, 1):
        put(paper, row + 1, column, one.heading, "heading")
    paper.height(row + 1, 1)
    spare: list[Row] = [{}, {}]
    for number, cells in enumerate([*map(grade_row, scheme.grades), *spare], row + 2):
        for column, one in enumerate(GRADE_COLUMNS, 1):
            put(paper, number, column, cells.get(one.key), "text" if one.key == "full" else "centred")
        paper.height(number, lines_needed(str(cells.get("full") or ""), paper.columns[3].width))
    return row + 1 + len(scheme.grades)
