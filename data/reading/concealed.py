"""What somebody who looks at a sheet does not see: hidden rows, columns and sheets, and formulas behind the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from data.reading.book import Book, Grid
from data.reading.container import LETTERS
from data.reading.notes import Notes
from data.reading.text import Cell
from data.templates.forms import META_SHEET

_MOST_NAMED = 5
"""How many cells a finding on formulas names."""
_NUMBER = re.compile(r"\s*[-+]?\d[\d,]*(?:\.\d+)?\s*[%％]?\s*")
_TEXT = re.compile(r'"[^"]*"')
_ELSEWHERE = re.compile(r"\[[^\]]*\][^!'\"]*'?!|'(?:file|https?):|\bDDE\(|\bWEBSERVICE\(|\|[^!\"]*!", re.I)
"""A formula that takes its value from another file, from the network or from a program. ODS cells look like [.A1]."""


def note_hidden(book: Book, sheets: Iterable[str], notes: Notes) -> None:
    """Say where numbers are hidden in those sheets, and which hidden sheets have any."""
    for name in dict.fromkeys(sheets):
        grid = book.grid(name)
        if grid is not None:
            look = book.container.look(name)
            _note_rows(grid, look.hidden_rows, notes)
            _note_columns(grid, look.hidden_columns, notes)
    for name in book.names:
        if name not in book.visible and name != META_SHEET:
            _note_sheet(book.grid(name), notes)


def note_formulas(book: Book, sheet: str, cells: Iterable[str], notes: Notes) -> None:
    """Say which of the asked cells are reckoned, and which of them elsewhere; one without a result is said already."""
    formulas, faults = book.container.formulas(sheet), book.faults(sheet)
    if not formulas:
        return
    found = [cell for cell in dict.fromkeys(cells) if cell in formulas and cell not in faults]
    elsewhere = [cell for cell in found if _ELSEWHERE.search(_TEXT.sub('""', formulas[cell]))]
    for cell in elsewhere:
        notes.add("R232", sheet, cell, typed=f"={formulas[cell]}")
    here = [cell for cell in found if cell not in elsewhere]
    if here:
        more = " 等" if len(here) > _MOST_NAMED else ""
        where = "、".join(here[:_MOST_NAMED]) + more
        notes.add("R231", sheet, here[0], count=str(len(here)), where=where)


def _note_rows(grid: Grid, hidden: set[int], notes: Notes) -> None:
    wanted = {row - grid.top for row in hidden if 0 <= row - grid.top < len(grid.rows)}
    with_numbers = {row: place for row in sorted(wanted) if (place := _number_place(grid.rows[row])) is not None}
    for first, last in _runs(list(with_numbers)):
        names = f"{grid.row_name(first)} 至 {grid.row_name(last)}" if last > first else grid.row_name(first)
        notes.add("R221", grid.name, grid.cell(first, with_numbers[first]), where=names)


def _note_columns(grid: Grid, hidden: set[int], notes: Notes) -> None:
    width = len(grid.rows[0]) if grid.rows else 0
    for column in sorted(column - grid.left for column in hidden if 0 <= column - grid.left < width):
        row = next((number for number, cells in enumerate(grid.rows) if _is_number(cells[column])), None)
        if row is not None:
            notes.add("R222", grid.name, grid.cell(row, column), where=LETTERS[grid.left + column])


def _note_sheet(grid: Grid | None, notes: Notes) -> None:
    for number, row in enumerate(grid.rows if grid else ()):
        place = _number_place(row)
        if grid is not None and place is not None:
            notes.add("R223", grid.name, grid.cell(number, place), typed=grid.name)
            return


def _number_place(row: Sequence[Cell]) -> int | None:
    """Where the first number of a row stands."""
    return next((place for place, cell in enumerate(row) if _is_number(cell)), None)


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return bool(_NUMBER.fullmatch(cell))
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbouring numbers."""
    first = last = -2
    for number in numbers:
        if number != last + 1:
            if last >= 0:
                yield first, last
            first = number
        last = number
    if last >= 0:
        yield first, last
