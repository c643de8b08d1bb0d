"""The days in a list: read with the year of their neighbours where none is written, and noted when in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from data.reading.days import DayReading, common_year, read_day, usual
from data.reading.notes import Notes
from data.reading.tables import Table
from data.reading.text import Cell, blank, text_of

_FROM_1904 = "R138"
"""What is noted of a book whose days count from 1904."""


class DayCells:
    """The cells of a table's date columns ``keys``, what comes first in time first."""

    def __init__(self, table: Table, keys: Sequence[str], notes: Notes) -> None:
        self.table, self.keys, self.notes = table, keys, notes
        self.from_1904 = notes.has(_FROM_1904)

    def day(self, number: int, row: Sequence[Cell], key: str) -> date | None:
        """The day in a cell; None, with a finding, when nobody can tell which."""
        content = self.table.content(row, key)
        if blank(content):
            return None
        found = read_day(content, None, self.from_1904)
        if found.code == "R510" and (year := self._year(row)):
            found = self._in_year(row, key, year)
        code = found.code or ("" if usual(content) else "R509")
        if code:
            read = found.day.isoformat() if found.day else ""
            self.notes.add(code, self.table.grid.name, self.table.cell(number, key), typed=text_of(content), read=read)
        return found.day

    def _in_year(self, row: Sequence[Cell], key: str, year: int) -> DayReading:
        """The day in that year, or in the next when it would lie before the day of the first column."""
        content, first = self.table.content(row, key), self.table.content(row, self.keys[0])
        found, begun = (read_day(one, year, self.from_1904) for one in (content, first))
        if found.day and begun.day and found.day < begun.day:
            return read_day(content, year + 1, self.from_1904)
        return found

    def _year(self, row: Sequence[Cell]) -> int | None:
        """The year of the other dates in the row, else the one that most of the dates in these columns are in."""
        beside = common_year((self.table.content(row, key) for key in self.keys), self.from_1904)
        return beside or self._usual_year

    @cached_property
    def _usual_year(self) -> int | None:
        return common_year((cell for key in self.keys for cell in self.table.column(key)), self.from_1904)
