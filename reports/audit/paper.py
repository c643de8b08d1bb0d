"""Writing cells: texts that can never become formulas, formulas that are ours, and how they look."""

from __future__ import annotations

import math
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.audit.entered import FIRST_COLUMN, FIRST_ROW
from scoring.formula import ROW
from scoring.formula_rows import Column, Sheet, letters

FACE = "微软雅黑"
INK, DEEP_BLUE, SOFT_INK, BAND, GIVEN = "1F2933", "1F3A5F", "5F6B7A", "D6E0EC", "FFF8E1"
COUNT = "0"
NUMBER = '[>=1E+29]"不限";[<=-1E+29]"不限";#,##0.00####'
"""What an unreported figure may reach is shown as 不限."""

STEP_HEADINGS = ("指标编码", "部分", "项目", "办法", "数值")
TEXT_LIMIT = 32_767
"""The most characters a cell can hold."""

_THIN = Side(style="thin", color="B8C2CC")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def new_workbook() -> Workbook:
    """An empty workbook with the styles title, note, heading, sub_heading, words, text, given, formula, count …"""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for style in _styles():
        workbook.add_named_style(style)
    workbook.calculation.fullCalcOnLoad = True
    return workbook


def _styles() -> list[NamedStyle]:
    return [
        _style("title", size=16, bold=True, color=DEEP_BLUE, border=False, wrap=False),
        _style("note", color=SOFT_INK, border=False, wrap=False),
        _style("heading", bold=True, color="FFFFFF", fill=DEEP_BLUE, across="center"),
        _style("sub_heading", color=DEEP_BLUE, fill=BAND, across="center"),
        _style("words", size=8, color=SOFT_INK, across="center"),
        _style("text"),
        _style("given", fill=GIVEN, across="right", number_format=NUMBER),
        _style("given_count", fill=GIVEN, across="right", number_format=COUNT),
        _style("formula", across="right", number_format=NUMBER),
        _style("count", across="right", number_format=COUNT),
        _style("share", across="right", number_format="0.0%"),
        _style("score", bold=True, color=DEEP_BLUE, across="right", number_format=NUMBER),
        _style("rank", bold=True, color=DEEP_BLUE, across="right", number_format=COUNT),
    ]


def _style(
    name: str, *, size: float = 10, bold: bool = False, color: str = INK, fill: str = "", border: bool = True,
    across: str = "left", number_format: str = "General", wrap: bool = True,
) -> NamedStyle:  # fmt: skip
    return NamedStyle(
        name=name,
        font=Font(name=FACE, charset=134, family=2, size=size, bold=bold, color=color),
        fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        border=_BOX if border else Border(),
        alignment=Alignment(horizontal=across, vertical="center", wrap_text=wrap and across != "right"),
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


def style_of(total: str) -> str:
    """The style of a total, rank or grade by its name."""
    if total in ("名次", "等次"):
        return "rank"
    if total == "完整度":
        return "share"
    counts = ("名次", "项数", "序号", "最好", "最差")
    return "score" if total == "得分" else "count" if total.endswith(counts) else "formula"


def elsewhere(sheet: str, written: str) -> str:
    """A cell of another sheet; a plain number or truth stays what it is."""
    return f"{sheet}!{written}" if written.startswith("$") else written


def headings(sheet: Worksheet, names: Sequence[str], row: int = 1, style: str = "heading") -> None:
    """A row of headings from the first column on."""
    for column, name in enumerate(names, 1):
        text(sheet, row, column, name, style)


def labelled(sheet: Worksheet, column: int, told: Sequence[str], last: str = "sub_heading") -> None:
    """The headings of one column, from the first row on: the first one strong, the last one in the style ``last``."""
    for row, words in enumerate(told, 1):
        style = "heading" if row == 1 else last if row == len(told) else "sub_heading"
        text(sheet, row, column, words, style)


def columns(sheet: Worksheet, steps: Sheet) -> None:
    """The columns of formulas, each under its headings."""
    labelled(sheet, 1, STEP_HEADINGS[: FIRST_ROW - 2])
    for place, one in enumerate(steps.columns):
        column = steps.first_column + place
        labelled(sheet, column, (one.indicator, one.part, one.what, one.words), last="words")
        for row in range(steps.first_row, steps.first_row + steps.count):
            formula(sheet, row, column, one.formula, _step_style(one))
    laid_out(sheet, (8, 14, 10, 8, 15), heights=(18, 18, 42, 96))


def lines(sheet: Worksheet, steps: Sheet) -> None:
    """The formulas of one unit, one below the other, each beside its headings."""
    headings(sheet, STEP_HEADINGS)
    for place, one in enumerate(steps.columns):
        row = steps.first_row + place
        for column, words in enumerate((one.indicator, one.part, one.what, one.words), 1):
            text(sheet, row, column, words)
        formula(sheet, row, steps.first_column, one.formula, _step_style(one))
    laid_out(sheet, (10, 24, 34, 70, 18), across=False)


def _step_style(column: Column) -> str:
    return "score" if column.what.startswith("得分（") else "formula"


def laid_out(sheet: Worksheet, widths: Sequence[float], heights: Sequence[float] = (), across: bool = True) -> None:
    """Headings that stay in sight, column widths (the last one holds for all that follow), and A4 lying on its side.

    ``across`` is for a sheet that grows by columns; else it is fitted to the width of the page.
    """
    sheet.freeze_panes = f"{letters(FIRST_COLUMN)}{FIRST_ROW}" if across else "A2"
    sheet.sheet_view.zoomScale = 90
    for column in range(1, max(sheet.max_column, len(widths)) + 1):
        sheet.column_dimensions[letters(column)].width = widths[min(column, len(widths)) - 1]
    for row, height in enumerate(heights, 1):
        sheet.row_dimensions[row].height = height
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.print_title_rows = f"1:{FIRST_ROW - 1}" if across else "1:1"
    if across:
        sheet.print_title_cols = "A:D"
    else:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
