"""Is there personal data in a survey workbook, or anything that its form has no place for?

The store must never keep a household's name or number. A file with a column or a cell of that kind is refused whole;
one with more in it than the form asks (other columns, sheets, comments, pictures) is kept as a copy that has only the
form's own columns, since nobody can look into everything that a file may hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from data.reading.book import Book, Grid
from data.reading.formats.xlsx import Xlsx
from data.reading.headings import SEARCHED_ROWS
from data.reading.notes import Notes
from data.reading.personal import names_persons, personal_number
from data.reading.tables import Table
from data.reading.text import blank, text_of
from data.templates.forms import GUIDE_SHEET, META_SHEET

MOST_NAMED = 10
"""So many places with personal data are named; nobody needs them all to know that the file is refused."""

_PARTS = {
    "批注": ("comments", "threadedcomments", "persons"),
    "图片和图形": ("media", "drawings", "vmldrawing", "richdata"),
    "嵌入的文件": ("embeddings", "activex", "customxml", "externallinks", "vbaproject", "pivot"),
}


def note_personal(book: Book, table: Table | None, notes: Notes) -> None:
    """Say where personal data stands, in any sheet; the opinions' column is left to be masked cell by cell."""
    for code, sheet, cell, words in islice(_personal(book, table), MOST_NAMED):
        notes.add(code, sheet, cell, **words)


def foreign_parts(book: Book, table: Table) -> tuple[str, ...]:
    """What is in the file besides the form: sheets, columns, comments, pictures; () when it may be kept as it is."""
    others = [name for name in book.names if name not in (GUIDE_SHEET, META_SHEET, table.grid.name)]
    filled = [name for name in others if (grid := book.grid(name)) and any(_filled(grid))]
    sheets = [f"工作表“{name}”" for name in filled]
    columns = [f"“{said}”列" for said in _other_columns(table)]
    container = book.container
    if not isinstance(container, Xlsx):
        return (*sheets, *columns, "另一种格式")
    names = " ".join(container.parts.names).lower()
    parts = [what for what, signs in _PARTS.items() if any(sign in names for sign in signs)]
    return (*sheets, *columns, *parts)


def _personal(book: Book, table: Table | None) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    for name in book.names:
        grid = book.grid(name)
        if grid is None or name == META_SHEET:
            continue
        own = table is not None and name == table.grid.name
        yield from _headings(grid, table if own else None)
        yield from _numbers(grid, table if own else None)


def _headings(grid: Grid, table: Table | None) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Headings that ask for a person. In a sheet that is not the form, any short text among the first rows."""
    known = set(table.place.values()) if table else set()
    last = table.first if table else SEARCHED_ROWS
    for number, row in enumerate(grid.rows[:last]):
        in_heading = table is not None and number >= table.first - 2
        for place, cell in enumerate(row):
            if (not in_heading or place not in known) and names_persons(cell, alone=in_heading):
                yield "R613", grid.name, grid.cell(number, place), {"typed": text_of(cell)}


def _numbers(grid: Grid, table: Table | None) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    opinions = table.place.get("opinion") if table else None
    first = table.first if table else 0
    for number, row in enumerate(grid.rows):
        for place, cell in enumerate(row):
            if cell == "" or (place == opinions and number >= first):
                continue
            kind = personal_number(cell)
            if kind:
                yield "R614", grid.name, grid.cell(number, place), {"kind": kind}


def _other_columns(table: Table) -> list[str]:
    """The headings, or letters, of the columns that the form does not have and that hold something."""
    known, rows = set(table.place.values()), table.grid.rows
    width = max((len(row) for row in rows), default=0)
    found = []
    for place in range(width):
        if place not in known and any(not blank(row[place]) for row in rows[table.first :] if place < len(row)):
            heading = text_of(rows[table.first - 1][place])
            found.append(heading or table.grid.cell(0, place).rstrip("0123456789"))
    return found


def _filled(grid: Grid) -> Iterator[bool]:
    return (not blank(cell) for row in grid.rows for cell in row)
