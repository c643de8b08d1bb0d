"""问题清单 and 佐证目录: rows of the lists beside the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from data.county_itself import means_county
from data.reading.day_cells import DayCells
from data.reading.notes import Notes
from data.reading.prepared import Prepared
from data.reading.tables import Table
from data.reading.text import Cell, blank, text_of
from data.reading.words import subtotal, yes_no
from data.roster import Roster
from data.templates.forms import SEVERITIES, SOURCES
from scoring.scheme import COUNTY, Indicator

_DAYS = ("found_on", "due_on")
_PREFILLED_PROBLEM = ("number", "town")
_PREFILLED_EVIDENCE = ("code", "content", "document")


class ListReader:
    """Reads a list; a doubtful word is kept and noted, since the office can still make sense of it."""

    def __init__(self, prepared: Prepared, unit: str, roster: Roster | None, table: Table, notes: Notes) -> None:
        self.prepared, self.unit, self.roster = prepared, unit, roster
        self.table, self.notes, self.sheet = table, notes, table.grid.name
        self.days = DayCells(table, _DAYS, notes)

    def problems(self, own_town: str) -> Iterator[tuple[Any, ...]]:
        """The rows of problems. ``own_town`` is the town of a row that names none."""
        for number, row in self.table.filled_rows(_PREFILLED_PROBLEM):
            if not is_subtotal(self.table, number, row, ("number", "source", "town", "village"), self.notes):
                yield self._problem(number, row, own_town)

    def evidence(self) -> Iterator[tuple[Any, ...]]:
        """The rows of evidence. A document that the template lists counts only when something is said of it."""
        said = {number for number, _ in self.table.filled_rows(_PREFILLED_EVIDENCE)}
        for number, row in self.table.filled_rows():
            counts = number in said or self._added(row)
            if not counts or self._is_subtotal(number, row):
                continue
            found = self._evidence(number, row)
            if found is not None:
                yield found

    def _problem(self, number: int, row: Sequence[Cell], own_town: str) -> tuple[Any, ...]:
        text = {key: self.table.text(row, key) for key in self.table.place}
        indicator = self._indicator(number, row)
        town = self._town(text.get("town", "") or own_town)
        self._check_places(number, town, text.get("village", ""))
        self._check_choice(number, "source", text, SOURCES)
        self._check_choice(number, "severity", text, SEVERITIES)
        if town == COUNTY and not text.get("responsible_unit", ""):
            self.notes.add("R514", self.sheet, self.table.cell(number, "town"))
        if not text["description"]:
            self.notes.add("R504", self.sheet, self.table.cell(number, "description"))
        return (
            text.get("number", ""), text.get("source", ""), self.days.day(number, row, "found_on"),
            town, text.get("village", ""), text.get("place", ""), indicator.code if indicator else "",
            self._rigid(number, row, indicator), text.get("category", ""), text["description"],
            text.get("severity", ""), text.get("responsible_unit", ""), text.get("responsible_person", ""),
            text.get("leader", ""), self.days.day(number, row, "due_on"),
            self.sheet, self.table.cell(number, "description"),
        )  # fmt: skip

    def _town(self, typed: str) -> str:
        """The town that is meant; COUNTY where it is the county itself."""
        towns, county = (self.roster.town_names, self.roster.county) if self.roster else ((), "")
        return COUNTY if typed not in towns and means_county(typed, county) else typed

    def _is_subtotal(self, number: int, row: Sequence[Cell]) -> bool:
        """Whether a row of the evidence sums up others; one with an indicator's code never does."""
        if self.table.content(row, "code") in self.prepared.indicators:
            return False
        return is_subtotal(self.table, number, row, ("code", "content", "document"), self.notes)

    def _evidence(self, number: int, row: Sequence[Cell]) -> tuple[Any, ...] | None:
        code, document = self.table.text(row, "code"), self.table.text(row, "document")
        indicator = self.prepared.indicator(code) if code else None
        if indicator is None:
            self.notes.add("R511", self.sheet, self.table.cell(number, "code"), typed=code)
            return None
        if not document:
            self.notes.add("R512", self.sheet, self.table.cell(number, "document"), indicator.code)
            return None
        texts = [self.table.text(row, key) for key in ("kind", "reference", "issued_by")]
        answers = [self._yes_no(number, row, key) for key in ("complete", "matches_field")]
        cell = self.table.cell(number, "document")
        checked_by = self.table.text(row, "checked_by")
        return self.unit, indicator.code, document, *texts, *answers, checked_by, self.sheet, cell

    def _added(self, row: Sequence[Cell]) -> bool:
        """Whether the row names a document that the scheme does not list, so that somebody wrote it."""
        code, document = self.table.text(row, "code"), self.table.text(row, "document")
        if not document:
            return False
        indicator = self.prepared.indicator(code) if code else None
        return indicator is None or document not in indicator.evidence

    def _indicator(self, number: int, row: Sequence[Cell]) -> Indicator | None:
        text = self.table.text(row, "indicator")
        found = self.prepared.indicator(text) if text else None
        if text and found is None:
            self.notes.add("R501", self.sheet, self.table.cell(number, "indicator"), typed=text)
        return found

    def _rigid(self, number: int, row: Sequence[Cell], indicator: Indicator | None) -> bool | None:
        """Whether a rigid indicator is meant: what the scheme says of the indicator, else what is written."""
        written = self._yes_no(number, row, "rigid")
        if indicator is None:
            return written
        if written is not None and written != bool(indicator.rigid):
            said = self.table.text(row, "rigid")
            self.notes.add("R507", self.sheet, self.table.cell(number, "rigid"), indicator.code, said)
        return bool(indicator.rigid)

    def _yes_no(self, number: int, row: Sequence[Cell], key: str) -> bool | None:
        content = self.table.content(row, key)
        if blank(content):
            return None
        answer = yes_no(content)
        if answer is None:
            self.notes.add("R513", self.sheet, self.table.cell(number, key), typed=text_of(content))
        return answer

    def _check_choice(self, number: int, key: str, text: dict[str, str], allowed: Sequence[str]) -> None:
        said = text.get(key, "")
        if said and said not in allowed:
            self.notes.add("R503", self.sheet, self.table.cell(number, key), typed=said, allowed="、".join(allowed))

    def _check_places(self, number: int, town: str, village: str) -> None:
        if self.roster is not None and town != COUNTY:
            note_strange_places(self.roster, self.table, number, town, village, self.notes)


def is_subtotal(table: Table, number: int, row: Sequence[Cell], keys: Sequence[str], notes: Notes) -> bool:
    """Whether the row sums up others, told by a word in one of the columns ``keys``; it is noted as left out."""
    key = next((one for one in keys if subtotal(table.content(row, one))), None)
    if key is not None:
        notes.add("R217", table.grid.name, table.cell(number, key), typed=table.text(row, key))
    return key is not None


def note_strange_places(roster: Roster, table: Table, number: int, town: str, village: str, notes: Notes) -> None:
    """Say when a row names a town or a village that is not in the roster."""
    if town and town not in roster.town_names:
        notes.add("R506", table.grid.name, table.cell(number, "town"), typed=town)
        return
    known = roster.villages_of(town)
    if village and known and village not in known:
        notes.add("R505", table.grid.name, table.cell(number, "village"), typed=village, town=town)
