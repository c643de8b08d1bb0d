"""Reading the roster's workbook: good rows are kept, each other one is a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.findings import Finding
from data.reading.book import Book, Grid
from data.reading.container import UnreadableError
from data.reading.isolated import readers
from data.reading.notes import Notes
from data.reading.text import heading_key, settled, text_of
from data.roster import LEADERS, TOWNS, VILLAGES, Roster
from data.roster_sheets import DEPARTMENT_SHEET, LEADER_SHEET, TOWN_SHEET, VILLAGE_SHEET, RosterSheet
from data.templates.forms import Column
from scoring.scheme import COUNTY

_HEADING_ROWS = 10
"""How far down the headings may stand."""


@dataclass(frozen=True)
class RosterRead:
    """What a workbook said. ``roster`` is None when it names no town."""

    roster: Roster | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Row:
    """A row of a sheet: its texts by column key, and where the first of them stands."""

    sheet: str
    cell: str
    texts: dict[str, str]


def read_roster_workbook(content: bytes, county: str) -> RosterRead:
    """The roster in a workbook made from :func:`data.roster_sheets.roster_workbook`."""
    notes = Notes()
    try:
        book = Book(content)
        sheets = {one: _rows(book, one, notes) for one in (TOWN_SHEET, VILLAGE_SHEET, DEPARTMENT_SHEET, LEADER_SHEET)}
    except UnreadableError as fault:
        return RosterRead(None, (fault.finding,))
    towns = _unreserved(_once(sheets[TOWN_SHEET], ("town",), notes), notes)
    if not towns:
        notes.add("R601", TOWN_SHEET.name)
        return RosterRead(None, notes.findings)
    leaders = _once(sheets[LEADER_SHEET], ("name",), notes)
    _check_towns(towns, leaders, notes)
    villages = _in_towns(_once(sheets[VILLAGE_SHEET], ("town", "village"), notes), towns, notes)
    departments = _once(sheets[DEPARTMENT_SHEET], ("name",), notes)
    roster = Roster(
        county.strip(),
        TOWNS.frame([_texts(row, TOWN_SHEET) for row in towns]),
        VILLAGES.frame([_texts(row, VILLAGE_SHEET) for row in villages]),
        tuple(row.texts["name"] for row in departments),
        LEADERS.frame([_texts(row, LEADER_SHEET) for row in leaders]),
    )
    return RosterRead(roster, notes.findings)


def read_roster_apart(content: bytes, county: str) -> RosterRead:
    """The same, read in a process of its own: no upload can take the server down."""
    try:
        return readers().ask(read_roster_workbook, (content, county))
    except UnreadableError as stopped:
        return RosterRead(None, (stopped.finding,))


def _texts(row: _Row, sheet: RosterSheet) -> Sequence[str]:
    return [row.texts[one.key] for one in sheet.columns]


def _rows(book: Book, sheet: RosterSheet, notes: Notes) -> list[_Row]:
    """The filled rows of a sheet; none, with a finding, when it or its headings are missing."""
    name = next((one for one in book.names if heading_key(one) == heading_key(sheet.name)), None)
    grid = book.grid(name) if name else None
    if name is None or grid is None:
        notes.add("R201" if name is None else "R206", name or "", wanted=sheet.name)
        return []
    found = _headings(grid, sheet)
    missing = [one.heading for one in sheet.columns if one.required and one.key not in (found or ({}, 0))[0]]
    if found is None or missing:
        notes.add("R203", name, wanted="、".join(missing) or sheet.columns[0].heading)
        return []
    return list(_filled(grid, sheet, *found))


def _headings(grid: Grid, sheet: RosterSheet) -> tuple[dict[str, int], int] | None:
    """Where each column stands, and the row of the headings: the first row that has one that is required."""
    required = {one.key for one in sheet.columns if one.required}
    for number, row in enumerate(grid.rows[:_HEADING_ROWS]):
        keys = [heading_key(text_of(cell)) for cell in row]
        places = {one.key: keys.index(key) for one in sheet.columns for key in [_found(one, keys)] if key}
        if required <= set(places):
            return places, number
    return None


def _found(column: Column, keys: Sequence[str]) -> str:
    names = (heading_key(one) for one in (column.heading, *column.aliases))
    return next((name for name in names if name in keys), "")


def _filled(grid: Grid, sheet: RosterSheet, places: dict[str, int], headings: int) -> Iterator[_Row]:
    for number, row in enumerate(grid.rows[headings + 1 :], headings + 1):
        texts = {one.key: settled(text_of(row[places[one.key]])) if one.key in places else "" for one in sheet.columns}
        if any(texts[one.key] for one in sheet.columns):
            first = next(place for key, place in places.items() if texts[key])
            yield _Row(grid.name, grid.cell(number, first), texts)


def _once(rows: Sequence[_Row], key: Sequence[str], notes: Notes) -> list[_Row]:
    """The rows that say what they must, each name once."""
    seen: dict[tuple[str, ...], str] = {}
    kept = []
    for row in rows:
        name = tuple(row.texts[one] for one in key)
        if not all(name):
            notes.add("R602", row.sheet, row.cell, typed="".join(row.texts.values()))
        elif name in seen:
            notes.add("R603", row.sheet, row.cell, typed="".join(name), first=seen[name])
        else:
            seen[name] = row.cell
            kept.append(row)
    return kept


def _unreserved(towns: Sequence[_Row], notes: Notes) -> list[_Row]:
    for row in towns:
        if row.texts["town"] == COUNTY:
            notes.add("R604", row.sheet, row.cell, typed=COUNTY)
    return [row for row in towns if row.texts["town"] != COUNTY]


def _check_towns(towns: Sequence[_Row], leaders: Sequence[_Row], notes: Notes) -> None:
    names = {row.texts["name"] for row in leaders}
    for row in towns:
        leader = row.texts["leader"]
        if leader and leader not in names:
            notes.add("R605", row.sheet, row.cell, typed=leader)
        if not row.texts["group"]:
            notes.add("R606", row.sheet, row.cell, typed=row.texts["town"])


def _in_towns(villages: Sequence[_Row], towns: Sequence[_Row], notes: Notes) -> list[_Row]:
    names = {row.texts["town"] for row in towns}
    for row in villages:
        if row.texts["town"] not in names:
            notes.add("R607", row.sheet, row.cell, typed=row.texts["town"])
    return [row for row in villages if row.texts["town"] in names]
