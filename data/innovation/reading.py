"""The cases in a workbook: bytes in, a record out, never an exception. Good rows are kept, bad ones are findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from data.findings import Finding
from data.innovation.words import CERTAIN, CERTAINTY_WORDS, COLUMNS, LIKELY, SHEET, certainty_in, key_of, level_in
from data.reading.book import Book
from data.reading.container import UnreadableError
from data.reading.day_cells import DayCells
from data.reading.formats import other_name
from data.reading.identity import identify, note_other_round
from data.reading.isolated import Pack, readers
from data.reading.lists import is_subtotal
from data.reading.notes import Notes
from data.reading.tables import Table, find_sheet, find_table
from data.reading.text import Cell
from data.roster import Roster
from data.templates.forms import META_SHEET

Row = Mapping[str, Any]


@dataclass(frozen=True)
class CaseList:
    """One workbook of cases as read; each row has FIELDS, ``sheet`` and ``cell``."""

    file_name: str
    sha256: str
    rows: Sequence[Row]
    findings: tuple[Finding, ...]

    @property
    def acceptable(self) -> bool:
        """Whether there is anything to take over, and it is of this round."""
        return bool(self.rows) and not any(one.code == "R117" for one in self.findings)


def read_cases_apart(
    content: bytes, file_name: str, levels: Sequence[str], roster: Roster, round_name: str
) -> CaseList:
    """The same, read in a process of its own: no upload can take the server down."""
    try:
        return readers().ask(read_cases, (content, file_name), Pack(tuple(levels), roster, round_name))
    except UnreadableError as stopped:
        return CaseList(file_name, sha256(content).hexdigest(), (), (stopped.finding,))


def read_cases(content: bytes, file_name: str, levels: Sequence[str], roster: Roster, round_name: str) -> CaseList:
    """What the workbook says. ``levels`` are the scheme's; units are checked against the roster, and the round."""
    notes, rows = Notes(), list[Row]()
    try:
        book = Book(content)
        for one in (other_name(book.container, file_name), *book.container.remarks):
            if one:
                notes.keep(one)
        note_other_round(identify(book), round_name, notes)
        rows = _Reading(levels, roster, notes).rows(book)
    except UnreadableError as why:
        notes.keep(why.finding)
    return CaseList(file_name, sha256(content).hexdigest(), rows, notes.findings)


@dataclass
class _Reading:
    """A list of cases while it is read."""

    levels: Sequence[str]
    roster: Roster
    notes: Notes
    seen: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def rows(self, book: Book) -> list[Row]:
        """The rows that can be taken over."""
        grid = find_sheet(book, SHEET, COLUMNS, self.notes, (META_SHEET,))
        table = find_table(grid, COLUMNS, self.notes, {}) if grid else None
        if table is None:
            self.notes.add("R641")
            return []
        days = DayCells(table, ("awarded_on",), self.notes)
        found = [self._row(table, number, row, days) for number, row in table.filled_rows()]
        kept = [one for one in found if one]
        if not kept and not self.notes.findings:
            self.notes.add("R642")
        return kept

    def _row(self, table: Table, number: int, row: Sequence[Cell], days: DayCells) -> Row | None:
        sheet, cell = table.grid.name, table.cell(number, "name")
        if is_subtotal(table, number, row, ("name", "unit"), self.notes):
            return None
        said = {one.key: table.text(row, one.key) for one in COLUMNS}
        level = level_in(said["level"], self.levels)
        lacking = "、".join(
            one.heading for one in COLUMNS if one.key in ("name", "unit", "level") and not said[one.key]
        )
        if lacking:
            self.notes.add("R643", sheet, cell, typed=said["name"] or said["unit"], lacking=lacking)
            return None
        if level is None:
            allowed = "、".join(self.levels)
            self.notes.add("R644", sheet, table.cell(number, "level"), typed=said["level"], allowed=allowed)
            return None
        if said["unit"] not in (*self.roster.town_names, *self.roster.departments):
            self.notes.add("R645", sheet, table.cell(number, "unit"), typed=said["unit"])
        if self._is_repeated(said["name"], said["unit"], level, sheet, cell):
            return None
        day, certainty = days.day(number, row, "awarded_on"), self._certainty(table, number, said)
        return {**said, "level": level, "awarded_on": day, "certainty": certainty, "sheet": sheet, "cell": cell}

    def _is_repeated(self, name: str, unit: str, level: str, sheet: str, cell: str) -> bool:
        """Whether the same unit's case at the same level stands above."""
        key = (key_of(name), unit, level)
        if key in self.seen:
            self.notes.add("R646", sheet, cell, typed=name, first=self.seen[key])
            return True
        other = next((first for (known, *_), first in self.seen.items() if known == key[0]), None)
        if other:
            self.notes.add("R647", sheet, cell, typed=name, first=other)
        self.seen[key] = cell
        return False

    def _certainty(self, table: Table, number: int, said: Mapping[str, str]) -> str:
        """How certain the case is: as told, else by whether a document recognises it."""
        told, cell = certainty_in(said["certainty"]), table.cell(number, "certainty")
        if said["certainty"] and told is None:
            words = "、".join(CERTAINTY_WORDS.values())
            self.notes.add("R648", table.grid.name, cell, typed=said["certainty"], allowed=words)
        found = told or (CERTAIN if said["document"] else LIKELY)
        if found == CERTAIN and not said["document"]:
            self.notes.add("R649", table.grid.name, table.cell(number, "document"), typed=said["name"])
            return LIKELY
        return found
