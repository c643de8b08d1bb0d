"""A workbook's sheets as grids of cells, whatever calamine thinks of the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TypeVar

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from data.findings import finding
from data.reading.container import LETTERS as LETTERS
from data.reading.container import UnreadableError, refuse_many_sheets
from data.reading.formats import opened
from data.reading.text import Cell
from data.templates.correction import is_correction_sheet

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Grid:
    """A sheet's cells; the first of ``rows`` is row ``top``, its first cell in column ``left`` (from 0)."""

    name: str
    rows: Sequence[Sequence[Cell]] = ()
    top: int = 0
    left: int = 0

    def cell(self, row: int, column: int) -> str:
        """The name (A1) of ``rows[row][column]``."""
        return LETTERS[self.left + column] + self.row_name(row)

    def row_name(self, row: int) -> str:
        """The number of ``rows[row]`` as the clerk sees it."""
        return str(self.top + row + 1)


class Book:
    """An opened workbook. UnreadableError when it cannot be opened.

    ``names`` are its worksheets, ``visible`` those that are not hidden; ``only_sheet`` says that the format has room
    for no more than one.
    """

    def __init__(self, content: bytes) -> None:
        self.container = opened(content)
        self.only_sheet = self.container.only_sheet
        self._calamine: CalamineWorkbook | None = None
        self._grids: dict[str, Grid | None] = {}
        names = self.container.sheet_names()
        self.names = self.visible = names or ()
        if names is None:
            self._open(content)

    def grid(self, name: str) -> Grid | None:
        """The sheet's cells; None when it cannot be read even without its error cells."""
        if name not in self._grids:
            self.container.check(name)
            self._grids[name] = self._load(name)
        return self._grids[name]

    def faults(self, name: str) -> dict[str, str]:
        """The cells that look blank but hold an error or an unreckoned formula."""
        return self.container.faults(name)

    def _open(self, content: bytes) -> None:
        self._calamine = _asked(lambda: CalamineWorkbook.from_filelike(BytesIO(content)))
        worksheets = (one for one in self._calamine.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet)
        sheets = [one for one in worksheets if not is_correction_sheet(one.name)]
        self.names = tuple(one.name for one in sheets)
        self.visible = tuple(one.name for one in sheets if one.visible == SheetVisibleEnum.Visible)
        refuse_many_sheets(self.names)

    def _load(self, name: str) -> Grid | None:
        calamine, rows = self._calamine, self.container.rows(name)
        if calamine is None or rows is not None:
            return Grid(name, rows or ())
        try:
            return _asked(lambda: _grid(calamine, name))
        except UnreadableError:
            pass
        try:
            repaired = self.container.without_errors(name)
            return _asked(lambda: _grid(CalamineWorkbook.from_filelike(BytesIO(repaired)), name))
        except UnreadableError:
            return None


def _grid(workbook: CalamineWorkbook, name: str) -> Grid:
    sheet = workbook.get_sheet_by_name(name)
    top, left = sheet.start or (0, 0)
    return Grid(name, sheet.to_python(), top, left)


def _asked(question: Callable[[], Answer]) -> Answer:
    """What calamine answers. UnreadableError for its errors, and for its panics, which are no Exception."""
    try:
        return question()
    except PasswordError as fault:
        raise UnreadableError(finding("R103")) from fault
    except BaseException as fault:
        if not isinstance(fault, Exception) and type(fault).__name__ != "PanicException":
            raise
        raise UnreadableError(finding("R107")) from fault
