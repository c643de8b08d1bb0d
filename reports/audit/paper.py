"""Writing cells: texts that can never become formulas, formulas that are ours, and how they look."""

from __future__ import annotations

import math
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from reports.audit.entered import FIRST_COLUMN, FIRST_ROW
from scoring.formula import ROW
from scoring.formula_rows import Sheet, letters

FACE = "微软雅黑"
INK, DEEP_BLUE, SOFT_INK, BAND, GIVEN, SYSTEM = "1F2933", "1F3A5F", "5F6B7A", "D6E0EC", "FFF8E1", "ECEDEF"
NUMBER = '[>=1E+29]"不限";[<=-1E+29]"不限";#,##0.00####'
"""What an unreported figure may reach is shown as 不限."""

TEXT_LIMIT = 32_767
"""The most characters a cell can hold."""

_THIN = Side(style="thin", color="B8C2CC")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def new_workbook() -> Workbook:
    """An empty workbook with the styles title, heading, text, given, formula, score and system."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for style in _styles():
        workbook.add_named_style(style)
    workbook.calculation.fullCalcOnLoad = True
    return workbook


def _styles() -> list[NamedStyle]:
    return [
        _style("title", size=16, bold=True, color=DEEP_BLUE, border=False),
        _style("note", color=SOFT_INK, border=False),
        _style("heading", bold=True, color="FFFFFF", fill=DEEP_BLUE, across="center"),
        _style("sub_heading", color=DEEP_BLUE, fill=BAND, across="center"),
        _style("text"),
        _style("given", fill=GIVEN, across="right", number_format=NUMBER),
        _style("formula", across="right", number_format=NUMBER),
        _style("score", bold=True, color=DEEP_BLUE, across="right", number_format=NUMBER),
        _style("system", color=SOFT_INK, fill=SYSTEM, across="right", number_format=NUMBER),
    ]


def _style(
    name: str, *, size: float = 10, bold: bool = False, color: str = INK, fill: str = "", border: bool = True,
    across: str = "left", number_format: str = "General",
) -> NamedStyle:  # fmt: skip
    return NamedStyle(
        name=name,
        font=Font(name=FACE, charset=134, family=2, size=size, bold=bold, color=color),
        fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        border=_BOX if border else Border(),
        alignment=Alignment(horizontal=across, vertical="center", wrap_text=across != "right"),
        number_format=number_format,
    )


def text(sheet: Worksheet, row: int, column: int, value: object, style: str = "text") -> None:
    """A text as it is. Whatever it begins with, it stays a text."""
    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:TEXT_LIMIT]
    cell.data_type = "s"
    cell.style = style
    cell.quotePrefix = cell.value[:1] in ("=", "+", "-", "@")


def figure(sheet: Worksheet, row: int, column: int, value: float, style: str = "given") -> None:
    """A number; an empty cell where there is none."""
    cell = sheet.cell(row, column)
    cell.value = None if math.isnan(value) else float(value)
    cell.style = style


def formula(sheet: Worksheet, row: int, column: int, written: str, style: str = "formula") -> None:
    """A live formula of ours, for the unit in that row."""
    cell = sheet.cell(row, column)
    cell.value = "=" + written.replace(ROW, str(row))
    cell.style = style


def elsewhere(sheet: str, written: str) -> str:
    """A cell of another sheet; a plain number or truth stays what it is."""
    return f"{sheet}!{written}" if written.startswith("$") else written


def headings(sheet: Worksheet, names: Sequence[str], row: int = 1, style: str = "heading") -> None:
    """A row of headings from the first column on."""
    for column, name in enumerate(names, 1):
        text(sheet, row, column, name, style)


def columns(sheet: Worksheet, steps: Sheet) -> None:
    """The columns of formulas, each under its five headings."""
    for place, one in enumerate(steps.columns):
        column = steps.first_column + place
        told = (one.indicator, one.part, one.what, one.words)
        for row, words in enumerate(told, 1):
            text(sheet, row, column, words, "heading" if row == 1 else "sub_heading")
        style = "score" if one.what.startswith("得分") else "formula"
        for row in range(steps.first_row, steps.first_row + steps.count):
            formula(sheet, row, column, one.formula, style)


def lines(sheet: Worksheet, steps: Sheet) -> None:
    """The formulas of one unit, one below the other, each beside its headings."""
    for place, one in enumerate(steps.columns):
        row = steps.first_row + place
        for column, words in enumerate((one.indicator, one.part, one.what, one.words), 1):
            text(sheet, row, column, words)
        formula(sheet, row, steps.first_column, one.formula, "score" if one.what.startswith("得分") else "formula")


def freeze(sheet: Worksheet, widths: Sequence[float], across: bool = True) -> None:
    """Headings that stay in sight, and column widths (the last one holds for all that follow)."""
    sheet.freeze_panes = f"{letters(FIRST_COLUMN)}{FIRST_ROW}" if across else "A2"
    sheet.sheet_view.zoomScale = 90
    for column in range(1, max(sheet.max_column, len(widths)) + 1):
        sheet.column_dimensions[letters(column)].width = widths[min(column, len(widths)) - 1]
