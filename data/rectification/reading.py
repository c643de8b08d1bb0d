"""整改台账 as it comes back: rows with their answers, and what is wrong in its cells; never an exception."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from data.drop import files_of
from data.findings import Finding, finding
from data.packages import Unopened
from data.reading.book import Book, Grid
from data.reading.container import UnreadableError
from data.reading.day_cells import DayCells
from data.reading.formats import other_name
from data.reading.headings import find_headings
from data.reading.isolated import Readers, readers
from data.reading.notes import Notes
from data.reading.tables import Table, find_table
from data.reading.text import Cell, blank, settled, text_of
from data.reading.words import yes_no
from data.receipts import Upload
from data.rectification.columns import COLUMNS, CONCLUSIONS, PASSED, SENT_BACK, SHEET, Answers

_DAYS = ("done_on", "closed_on", "due_on")
"""The columns of days; the last is there to tell the year of those without one."""
_ASKED = ("measure", "done_on", "progress", "reviewer", "conclusion", "remark", "closed_on", "relapsed")
_NUMBER = re.compile("第?" r"\s*([0-9]{1,9})(?:\.0)?\s*" "[号版]?")
_WORDS = {
    "通过": PASSED, "核验通过": PASSED, "复核通过": PASSED, "合格": PASSED, "同意销号": PASSED, "销号": PASSED,
    "退回": SENT_BACK, "退回重改": SENT_BACK, "不通过": SENT_BACK, "未通过": SENT_BACK, "不合格": SENT_BACK,
}  # fmt: skip
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Row:
    """One row: the problem that it names, the version of it that was exported, and what is said.

    ``sound`` is False when a cell of it cannot be read, so that nothing of the row may be taken over.
    """

    sheet: str
    cell: str
    number: int
    version: int
    description: str
    said: Answers
    sound: bool


@dataclass(frozen=True)
class LedgerRead:
    """One file as read, with its bytes' SHA-256."""

    file_name: str
    sha256: str
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_ledger(content: bytes, file_name: str) -> LedgerRead:
    """What the workbook says. Good rows are kept; each bad cell is a finding with its place and its remedy."""
    notes, rows = Notes(), tuple[Row, ...]()
    try:
        book = Book(content)
        for one in (*filter(None, [other_name(book.container, file_name)]), *book.container.remarks):
            notes.keep(one)
        rows = _once([row for table in _tables(book, notes) for row in _Reading(book, table, notes).rows()], notes)
    except UnreadableError as why:
        notes.keep(why.finding)
    return LedgerRead(file_name, sha256(content).hexdigest(), rows, notes.findings)


def read_ledgers_apart(uploads: Sequence[Upload], pool: Readers | None = None) -> list[tuple[Upload, LedgerRead]]:
    """Each file, those in zips too, read in a process of its own: no upload can take the server down."""
    processes = pool or readers()
    return [(file, _read_apart(processes, file)) for file in files_of(uploads, processes)]


def _read_apart(processes: Readers, file: Upload) -> LedgerRead:
    if isinstance(file, Unopened):
        return _unread(file, file.why)
    try:
        return processes.ask(read_ledger, (file.content, file.name))
    except UnreadableError as stopped:
        return _unread(file, stopped.finding)
    except Exception:  # a fault of the reader itself must not take the other files down with it
        _log.exception("the reader failed on %s", file.name)
        return _unread(file, finding("R107"))


def _unread(file: Upload, why: Finding) -> LedgerRead:
    return LedgerRead(file.name, sha256(file.content).hexdigest(), findings=(why,))


def _tables(book: Book, notes: Notes) -> list[Table]:
    """The tables on all visible sheets that have its headings; a finding when there is none."""
    grids = [grid for name in book.visible if (grid := book.grid(name)) is not None]
    named = [grid for grid in grids if _has_headings(grid) or SHEET in settled(grid.name)]
    if not named:
        notes.add("R585")
    return [table for grid in named if (table := find_table(grid, COLUMNS, notes, {}))]


def _has_headings(grid: Grid) -> bool:
    required = {column.key for column in COLUMNS if column.required}
    return required <= find_headings(grid, COLUMNS, {}).places.keys()


class _Reading:
    """One table of it."""

    def __init__(self, book: Book, table: Table, notes: Notes) -> None:
        self.table, self.notes, self.sheet = table, notes, table.grid.name
        self.days, self.faults = DayCells(table, _DAYS, notes), book.faults(table.grid.name)

    def rows(self) -> Iterator[Row]:
        """The rows that name a problem."""
        for at, cells in self.table.filled_rows():
            number = self._whole(cells, "number")
            if number is not None:
                yield self._row(at, cells, number)
            elif any(not blank(self.table.content(cells, key)) for key in (*_ASKED, "description")):
                typed = self.table.text(cells, "number") or self.table.text(cells, "description")
                self.notes.add("R571", self.sheet, self.table.cell(at, "number"), typed=typed)

    def _row(self, at: int, cells: Sequence[Cell], number: int) -> Row:
        before = len(self.notes)
        version = self._whole(cells, "version")
        if version is None:
            self.notes.add("R573", self.sheet, self.table.cell(at, "version"), typed=self.table.text(cells, "version"))
        self._note_faults(at)
        said = self._answers(at, cells)
        doubts = [one for one in self.notes.since(before) if one.severity != "提示" or one.code == "R513"]
        where, described = self.table.cell(at, "number"), self.table.text(cells, "description")
        if doubts:
            self.notes.add("R582", self.sheet, where)
        return Row(self.sheet, where, number, version or 0, described, said, sound=not doubts)

    def _answers(self, at: int, cells: Sequence[Cell]) -> Answers:
        text = {key: self.table.text(cells, key) for key in ("measure", "progress", "reviewer", "remark")}
        done_on, closed_on = (self.days.day(at, cells, key) for key in _DAYS[:2])
        return Answers(
            **text, done_on=done_on, closed_on=closed_on, conclusion=self._conclusion(at, cells),
            relapsed=self._relapsed(at, cells),
        )  # fmt: skip

    def _conclusion(self, at: int, cells: Sequence[Cell]) -> str:
        typed = self.table.text(cells, "conclusion")
        said = _WORDS.get(settled(typed).replace(" ", ""), "")
        if typed and not said:
            allowed = "”或“".join(CONCLUSIONS)
            self.notes.add("R576", self.sheet, self.table.cell(at, "conclusion"), typed=typed, allowed=allowed)
        return said

    def _relapsed(self, at: int, cells: Sequence[Cell]) -> bool | None:
        content = self.table.content(cells, "relapsed")
        said = None if blank(content) else yes_no(content)
        if said is None and not blank(content):
            self.notes.add("R513", self.sheet, self.table.cell(at, "relapsed"), typed=text_of(content))
        return said

    def _note_faults(self, at: int) -> None:
        """Cells that look blank and are not: an error, or a formula that nobody has reckoned."""
        for key in (*_ASKED, "version"):
            cell = self.table.cell(at, key)
            if cell in self.faults:
                self.notes.add("R587", self.sheet, cell, typed=self.faults[cell])

    def _whole(self, cells: Sequence[Cell], key: str) -> int | None:
        found = _NUMBER.fullmatch(settled(self.table.text(cells, key)))
        return int(found[1]) if found else None


def _once(rows: Sequence[Row], notes: Notes) -> tuple[Row, ...]:
    """Each problem once: of equal rows the first, of rows that say different things none."""
    kept: dict[int, Row] = {}
    refused = set[int]()
    for row in rows:
        first = kept.setdefault(row.number, row)
        if first is not row and first.said != row.said:
            refused.add(row.number)
            notes.add("R575", row.sheet, row.cell, typed=str(row.number), first=f"{first.sheet} {first.cell}")
    return tuple(row for number, row in kept.items() if number not in refused)
