"""One printed sheet: its cells, its headings, its print set-up and its protection."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from data.templates.filled import Typed
from data.templates.forms import NO, YES, Column
from data.templates.look import DATE_FORMAT, lines_needed

LINE_HEIGHT = 15.0
"""Points a line of 10-point type takes, in Excel, WPS and LibreOffice alike."""

_LONGEST_TEXT = 32_000
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Paper:
    """A worksheet under the pen; rows and columns count from 1."""

    def __init__(self, workbook: Workbook, name: str, columns: Sequence[Column]) -> None:
        self.sheet: Worksheet = workbook.create_sheet(name)
        self.columns = tuple(columns)
        self.place = {column.key: number for number, column in enumerate(columns, 1)}
        self._styles: dict[str, StyleArray] = {}
        self.sheet.sheet_view.showGridLines = False
        for number, column in enumerate(columns, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = column.width

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.columns)

    def put(self, row: int, column: int | str, content: Typed, style: str) -> Cell:
        """Write a cell; text stays text, whatever it begins with."""
        cell: Cell = self.sheet.cell(row, self.place[column] if isinstance(column, str) else column)
        self._dress(cell, style)
        _write(cell, content)
        return cell

    def span(self, row: int, content: str, style: str, height: float, first: int = 1, last: int = 0) -> None:
        """Write one text across the columns ``first`` to ``last`` (all of them when left out)."""
        last = last or self.width
        for column in range(first, last + 1):
            self.put(row, column, content if column == first else None, style)
        if last > first:
            self._merge(CellRange(min_row=row, max_row=row, min_col=first, max_col=last))
        self.sheet.row_dimensions[row].height = height

    def down(self, first: int, last: int, column: int | str, content: Typed, style: str) -> None:
        """Write one content down the rows ``first`` to ``last``."""
        place = self.place[column] if isinstance(column, str) else column
        for row in range(first, last + 1):
            self.put(row, place, content if row == first else None, style)
        if last > first:
            self._merge(CellRange(min_row=first, max_row=last, min_col=place, max_col=place))

    def head(self, title: str, facts: str) -> int:
        """Title, facts and headings in rows 1 to 3; the number of the first free row."""
        self.span(1, title, "title", 30)
        breadth = sum(column.width for column in self.columns)
        self.span(2, facts, "facts", lines_needed(facts, breadth) * LINE_HEIGHT + 5)
        for number, column in enumerate(self.columns, 1):
            self.put(3, number, column.heading, "heading")
        tallest = max(lines_needed(column.heading, column.width) for column in self.columns)
        self.sheet.row_dimensions[3].height = max(tallest * LINE_HEIGHT + 6, 30)
        return 4

    def _dress(self, cell: Cell, style: str) -> None:
        """Give the cell a style by its name. openpyxl would search the workbook's names for every cell anew."""
        if style in self._styles:
            cell._style = copy(self._styles[style])
        else:
            cell.style = style
            self._styles[style] = copy(cell._style)

    def _merge(self, cells: CellRange) -> None:
        """Merge cells that are styled already. openpyxl would work out all their borders anew: twice the time."""
        self.sheet.merged_cells.add(cells)

    def height(self, row: int, lines: int) -> None:
        """Make the row high enough for so many lines."""
        self.sheet.row_dimensions[row].height = max(lines, 1) * LINE_HEIGHT + 6

    def letter(self, key: str) -> str:
        """The letter of a column."""
        return str(get_column_letter(self.place[key]))

    def finish(
        self, footer: str, *, freeze: str, title_rows: str = "1:3", landscape: bool = True, growing: bool = False
    ) -> None:
        """Frozen panes, A4, repeated title rows, page numbers, and protection without a password.

        In a ``growing`` sheet rows may be put in and taken out.
        """
        sheet = self.sheet
        sheet.freeze_panes = freeze
        sheet.print_title_rows = title_rows
        sheet.print_area = f"A1:{get_column_letter(self.width)}{sheet.max_row}"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
        sheet.oddFooter.left.text = footer.replace("&", "&&")
        sheet.oddFooter.right.text = "第 &P 页，共 &N 页"
        self._protect(growing)

    def _protect(self, growing: bool) -> None:
        """Lock what is not to be filled; sizes, colours, sorting and filters stay free. No password: no secret."""
        lock = self.sheet.protection
        lock.sheet = True
        lock.formatCells = lock.formatColumns = lock.formatRows = lock.sort = lock.autoFilter = False
        lock.objects = lock.scenarios = False
        lock.insertRows = lock.deleteRows = not growing


def _write(cell: Cell, content: Typed) -> None:
    if content is None or content == "":
        return
    if isinstance(content, bool):
        content = YES if content else NO
    if isinstance(content, str):
        _write_text(cell, content)
        return
    if isinstance(content, float):
        cell.value, cell.data_type = repr(content), "n"  # openpyxl itself would cut it to 16 digits
        return
    cell.value = content
    if isinstance(content, date):
        cell.number_format = DATE_FORMAT


def _write_text(cell: Cell, text: str) -> None:
    """As text: a program that opens the file must never take it for a formula or an error."""
    cell.value = _UNPRINTABLE.sub("", text)[:_LONGEST_TEXT]
    cell.data_type = "s"
    if text.startswith(_LOOKS_LIKE_FORMULA):
        cell.quotePrefix = True
