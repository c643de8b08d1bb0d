"""Where a table lies on a sheet: the sheet by its name or its headings, the headings by their meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from operator import itemgetter

from data.reading.book import LETTERS, Book, Grid
from data.reading.headings import Headings, find_headings, keys_of
from data.reading.notes import Notes
from data.reading.text import Cell, blank, heading_key, text_of
from data.templates.forms import Column

_MOST_EXTRA = 10
_ENOUGH, _ENOUGH_NAMED = 3, 2
"""How many headings a sheet must share with a form to be taken for it, whatever its name is or when that is alike."""
_LIKE = 0.5


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
    free = sorted((name for name in book.names if name not in taken), key=lambda name: name not in book.visible)
    key = heading_key(wanted)
    for name in free:
        if heading_key(name) == key:
            return _readable(book, name, notes)
    renamed = [name for name in free if key in heading_key(name)] or _alike(book, free, wanted, columns)
    if not renamed:
        return None
    notes.add("R202", renamed[0], typed=renamed[0], wanted=wanted)
    return _readable(book, renamed[0], notes)


def find_table(grid: Grid, columns: Sequence[Column], notes: Notes, figures: Mapping[str, object]) -> Table | None:
    """The table under the row with the most known headings; None, with a finding, when a required one is missing.

    ``figures`` are further headings that are known, by their recognised form; they come back as ``extra``.
    """
    found = find_headings(grid, columns, figures)
    places = found.places
    missing = [column.heading for column in columns if column.required and column.key not in places]
    if missing:
        notes.add("R203", grid.name, wanted="、".join(missing))
        return None
    _note_columns(grid, found, columns, figures, notes)
    own = {column.key: places[column.key] for column in columns if column.key in places}
    return Table(grid, found.row + 1, own, {key: place for key, place in places.items() if key in figures})


def _readable(book: Book, name: str, notes: Notes) -> Grid | None:
    grid = book.grid(name)
    if grid is None:
        notes.add("R206", name)
    return grid


def _alike(book: Book, names: Sequence[str], wanted: str, columns: Sequence[Column]) -> list[str]:
    """The visible sheets with all required headings and enough of the others, the one with the nearest name first."""
    required = {column.key for column in columns if column.required}
    found = []
    for name in names:
        grid = book.grid(name) if name in book.visible else None
        places = find_headings(grid, columns, {}).places if grid else {}
        likeness = SequenceMatcher(None, heading_key(name), heading_key(wanted)).ratio()
        if required <= places.keys() and len(places) >= (_ENOUGH_NAMED if likeness >= _LIKE else _ENOUGH):
            found.append((-likeness, name))
    return [name for _, name in sorted(found, key=lambda one: one[0])]


def _note_columns(
    grid: Grid, found: Headings, columns: Sequence[Column], figures: Mapping[str, object], notes: Notes
) -> None:
    """Say which columns are missing, guessed, doubled or unknown."""
    missing = [column.heading for column in columns if column.key not in found.places and not column.aid]
    if missing:
        notes.add("R204", grid.name, wanted="、".join(missing))
    keys, used, unknown = keys_of(tuple(columns)), set(found.places.values()), 0
    for place, cell in enumerate(grid.rows[found.row]):
        if not isinstance(cell, str) or not (heading := found.texts.get(place) or heading_key(cell)):
            continue
        if place in found.nearest:
            where = grid.cell(found.row, place)
            notes.add("R208", grid.name, where, typed=text_of(cell), wanted=found.nearest[place])
        if place in used:
            continue
        known = heading in keys or heading in figures
        unknown += not known
        if known or unknown <= _MOST_EXTRA:
            where = grid.cell(found.row, place)
            notes.add("R207" if known else "R205", grid.name, where, typed=text_of(cell) or heading)
