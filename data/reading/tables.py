"""Where a table lies on a sheet: the sheet by its name or its headings, the headings by their meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from data.reading.book import LETTERS, Book, Grid
from data.reading.notes import Notes
from data.reading.text import Cell, blank, heading_key, text_of
from data.templates.forms import Column

SEARCHED_ROWS = 20
"""How far down the headings are looked for."""
_MOST_EXTRA = 10
_ENOUGH = 3
"""How many headings a sheet must share with a form to be taken for it whatever it is called."""


@dataclass(frozen=True)
class Table:
    """A grid whose headings are known: ``place`` maps a column's key to where it stands in each row."""

    grid: Grid
    first: int
    place: Mapping[str, int]
    extra: Mapping[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """The rows below the headings with their numbers in the grid."""
        return enumerate(self.grid.rows[self.first :], self.first)

    def filled_rows(self, but: Sequence[str] = ()) -> Iterator[tuple[int, Sequence[Cell]]]:
        """The rows with something written in a known column, not counting the columns ``but``."""
        places = [*(place for key, place in self.place.items() if key not in but), *self.extra.values()]
        if not places:
            return
        written = itemgetter(*places)
        nothing = written([""] * (max(places) + 1))
        for number, row in self.rows():
            if written(row) != nothing and not all(blank(row[place]) for place in places):
                yield number, row

    def column(self, key: str) -> list[Cell]:
        """A column below the headings; blanks when it is missing."""
        place = self.place.get(key)
        return ["" if place is None else row[place] for row in self.grid.rows[self.first :]]

    def letter(self, key: str) -> str:
        """The column's letter; "" when it is missing."""
        place = self.place.get(key)
        return "" if place is None else LETTERS[self.grid.left + place]

    def content(self, row: Sequence[Cell], key: str) -> Cell:
        """What stands in a column; "" when the column is missing."""
        place = self.place.get(key)
        return "" if place is None else row[place]

    def text(self, row: Sequence[Cell], key: str) -> str:
        """What stands in a column, as text."""
        return text_of(self.content(row, key))

    def cell(self, number: int, key: str) -> str:
        """The cell's name (A1); "" when the column is missing."""
        place = self.place.get(key)
        return "" if place is None else self.grid.cell(number, place)


def find_sheet(book: Book, wanted: str, columns: Sequence[Column], notes: Notes, taken: Sequence[str]) -> Grid | None:
    """The sheet of that name, one whose name contains it, or one with such headings; None when there is none."""
    free = [name for name in book.names if name not in taken]
    key = heading_key(wanted)
    for name in free:
        if heading_key(name) == key:
            return _readable(book, name, notes)
    renamed = [name for name in free if key in heading_key(name)] or _alike(book, free, columns)
    if not renamed:
        return None
    notes.add("R202", renamed[0], typed=renamed[0], wanted=wanted)
    return _readable(book, renamed[0], notes)


def find_table(grid: Grid, columns: Sequence[Column], notes: Notes, figures: Mapping[str, object]) -> Table | None:
    """The table under the row with the most known headings; None, with a finding, when a required one is missing.

    ``figures`` are further headings that are known, by their recognised form; they come back as ``extra``.
    """
    keys = _keys(tuple(columns))
    number, places = _heading_row(grid, keys, figures)
    missing = [column.heading for column in columns if column.required and column.key not in places]
    if missing:
        notes.add("R203", grid.name, wanted="、".join(missing))
        return None
    _note_columns(grid, number, columns, places, figures, notes)
    own = {column.key: places[column.key] for column in columns if column.key in places}
    return Table(grid, number + 1, own, {key: place for key, place in places.items() if key in figures})


def _readable(book: Book, name: str, notes: Notes) -> Grid | None:
    grid = book.grid(name)
    if grid is None:
        notes.add("R206", name)
    return grid


def _alike(book: Book, names: Sequence[str], columns: Sequence[Column]) -> list[str]:
    """The visible sheets with all required headings and enough of the others."""
    keys, required = _keys(tuple(columns)), {column.key for column in columns if column.required}
    found = []
    for name in names:
        grid = book.grid(name) if name in book.visible else None
        places = _heading_row(grid, keys, {})[1] if grid else {}
        if required <= places.keys() and len(places) >= _ENOUGH:
            found.append(name)
    return found


@lru_cache(maxsize=32)
def _keys(columns: tuple[Column, ...]) -> Mapping[str, str]:
    """Recognised heading → the column's key. A column's own heading goes before another's alias."""
    aliases = {heading_key(alias): column.key for column in columns for alias in column.aliases}
    return {**aliases, **{heading_key(column.heading): column.key for column in columns}}


def _heading_row(grid: Grid, keys: Mapping[str, str], figures: Mapping[str, object]) -> tuple[int, dict[str, int]]:
    """The number of the row with the most known headings, and where each stands (the leftmost of doubled ones)."""
    best: tuple[int, dict[str, int]] = (0, {})
    complete = len(set(keys.values()))
    for number, row in enumerate(grid.rows[:SEARCHED_ROWS]):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            heading = heading_key(cell) if isinstance(cell, str) else ""
            key = keys.get(heading) or (heading if heading in figures else "")
            if key:
                places.setdefault(key, place)
        if len(places) > len(best[1]):
            best = (number, places)
        if len(places) >= complete:
            break
    return best


def _note_columns(
    grid: Grid,
    number: int,
    columns: Sequence[Column],
    places: Mapping[str, int],
    figures: Mapping[str, object],
    notes: Notes,
) -> None:
    """Say which columns are missing, doubled or unknown."""
    missing = [column.heading for column in columns if column.key not in places and not column.aid]
    if missing:
        notes.add("R204", grid.name, wanted="、".join(missing))
    keys, used, unknown = _keys(tuple(columns)), set(places.values()), 0
    for place, cell in enumerate(grid.rows[number]):
        if place in used or not isinstance(cell, str) or not (heading := heading_key(cell)):
            continue
        known = heading in keys or heading in figures
        unknown += not known
        if known or unknown <= _MOST_EXTRA:
            notes.add("R207" if known else "R205", grid.name, grid.cell(number, place), typed=text_of(cell))
