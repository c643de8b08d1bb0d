"""暗访表: the figures of each visited village, and the problems seen there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from data.reading.day_cells import DayCells
from data.reading.doubles import settle_doubles
from data.reading.lines import Line, LineReader, Value
from data.reading.lists import is_subtotal, note_strange_places
from data.reading.notes import Notes
from data.reading.prepared import Prepared
from data.reading.tables import Table
from data.reading.text import Cell
from data.roster import Roster
from data.templates.forms import COUNTY_SOURCE

_PREFILLED = ("town", "village")


@dataclass(frozen=True)
class Visited:
    """A row with something written in it: where it is, and which village it is of."""

    number: int
    row: Sequence[Cell]
    town: str
    village: str


def read_visits(
    prepared: Prepared, table: Table, roster: Roster | None, reader: LineReader, notes: Notes
) -> tuple[list[Value], list[tuple[Any, ...]]]:
    """The values of the visited villages and the rows of problems. Villages nobody went to are left out."""
    visited = list(_visited(table, roster, notes))
    lines = settle_doubles(_lines(prepared, table, visited), table.grid.name, notes)
    days = DayCells(table, ("visited_on",), notes)
    return reader.read(lines), [row for one in visited for row in _problem(prepared, table, one, days)]


def _visited(table: Table, roster: Roster | None, notes: Notes) -> Iterator[Visited]:
    for number, row in table.filled_rows(_PREFILLED):
        one = Visited(number, row, table.text(row, "town"), table.text(row, "village"))
        if is_subtotal(table, number, row, _PREFILLED, notes):
            continue
        if _is_placed(table, one, roster, notes):
            yield one


def _is_placed(table: Table, one: Visited, roster: Roster | None, notes: Notes) -> bool:
    """Whether the row says which village of which known town it is of."""
    sheet, town_cell = table.grid.name, table.cell(one.number, "town")
    if not one.town or not one.village:
        notes.add("R521", sheet, town_cell)
        return False
    if roster is not None and one.town not in roster.town_names:
        notes.add("R522", sheet, town_cell, typed=one.town)
        return False
    if roster is not None:
        note_strange_places(roster, table, one.number, one.town, one.village, notes)
    return True


def _lines(prepared: Prepared, table: Table, visited: Sequence[Visited]) -> Iterator[Line]:
    for one in visited:
        for heading, place in table.extra.items():
            figure = prepared.visit_headings[heading]
            yield Line(figure, one.town, one.village, one.row[place], table.grid.cell(one.number, place))


def _problem(prepared: Prepared, table: Table, one: Visited, days: DayCells) -> Iterator[tuple[Any, ...]]:
    """What was seen, as a problem found by the county; nothing when nothing is described."""
    place, category, said, photos = (table.text(one.row, key) for key in ("place", "category", "description", "photos"))
    if not (place or category or said):
        return
    indicators = {figure.indicator.code: figure.indicator for figure in prepared.figures["inspection"].values()}
    indicator = next(iter(indicators.values())) if len(indicators) == 1 else None
    numbers = photos.removeprefix("照片").lstrip("：: ")
    description = said + (f"（照片 {numbers}）" if numbers else "")
    found_on = days.day(one.number, one.row, "visited_on")
    yield (
        "", COUNTY_SOURCE, found_on, one.town, one.village, place, indicator.code if indicator else "",
        bool(indicator.rigid) if indicator else None, category, description or category or place,
        "", "", "", "", None, table.grid.name, table.cell(one.number, "description"),
    )  # fmt: skip
