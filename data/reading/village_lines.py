"""分村明细: the town's figures village by village, where somebody has filled them in."""

from __future__ import annotations

from collections.abc import Iterator

from data.reading.book import Book, Grid
from data.reading.doubles import settle_doubles
from data.reading.lines import Line, LineReader, Value
from data.reading.lists import is_subtotal, note_strange_places
from data.reading.notes import Notes
from data.reading.prepared import Prepared
from data.reading.tables import Table, find_table
from data.reading.text import blank, heading_key, settled
from data.roster import Roster
from data.templates.village_sheet import VILLAGE_COLUMNS, VILLAGE_SHEET

_PREFILLED = ("village",)


def read_villages(
    prepared: Prepared, town: str, book: Book, roster: Roster | None, notes: Notes
) -> tuple[list[Value], str]:
    """The figures by village, the village as their sample, and the sheet's name; nothing from a sheet that is missing
    or blank. A column without any figure is left out: it is not broken down.
    """
    grid = _grid(book)
    table = find_table(grid, VILLAGE_COLUMNS, notes, prepared.village_headings) if grid else None
    if table is None:
        return [], ""
    lines = settle_doubles(_lines(prepared, town, table, roster, notes), table.grid.name, notes)
    return LineReader(book, table.grid.name, notes).read(lines), table.grid.name


def _grid(book: Book) -> Grid | None:
    key = heading_key(VILLAGE_SHEET)
    name = next((one for one in book.names if key in heading_key(one)), None)
    return book.grid(name) if name else None


def _lines(prepared: Prepared, town: str, table: Table, roster: Roster | None, notes: Notes) -> Iterator[Line]:
    figures = prepared.village_headings
    used = [(figures[heading], place) for heading, place in table.extra.items() if _used(table, place)]
    for number, row in table.rows():
        village = settled(table.text(row, "village"))
        if not village or is_subtotal(table, number, row, _PREFILLED, notes) or not used:
            continue
        if roster is not None:
            note_strange_places(roster, table, number, town, village, notes)
        for figure, place in used:
            yield Line(figure, town, village, row[place], table.grid.cell(number, place))


def _used(table: Table, place: int) -> bool:
    return any(not blank(row[place]) for _, row in table.rows())
