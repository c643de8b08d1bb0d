"""抽查核实表: figures of whole towns that an inspection team counted itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from data.reading.book import Book
from data.reading.doubles import settle_doubles
from data.reading.lines import Line, LineReader, Value
from data.reading.notes import Notes
from data.reading.prepared import Figure, Prepared
from data.reading.tables import Table
from data.reading.text import Cell, blank, code_key, heading_key, settled
from data.reading.verification import plain_figure
from data.roster import Roster

COUNTED = "实地核实"
"""The opinion of a team that has counted a figure itself."""

Rows = list[tuple[Any, ...]]
How = dict[str, tuple[str, str, str, str]]
"""Cell → how the figure was counted, where, and sheet and cell."""


def read_field_checks(
    prepared: Prepared, table: Table, roster: Roster | None, book: Book, notes: Notes
) -> tuple[list[Value], Rows]:
    """The figures that were counted, and how (rows of :data:`data.intake.VERIFICATIONS`); a row without a figure says
    nothing.
    """
    how: How = {}
    lines = settle_doubles(_lines(prepared, table, roster, notes, how), table.grid.name, notes)
    values = LineReader(book, table.grid.name, notes).read(lines)
    return values, [(one.line.unit, *one.line.figure.key, COUNTED, "", *how[one.line.cell]) for one in values]


def _lines(prepared: Prepared, table: Table, roster: Roster | None, notes: Notes, how: How) -> Iterator[Line]:
    """A line a row; ``how`` comes to say of each cell how its figure was counted."""
    for number, row in table.filled_rows(("town", "figure")):
        if blank(table.content(row, "value")):
            continue
        figure, town = _figure(prepared, table, number, row, notes), _town(table, number, row, roster, notes)
        if figure and town:
            if not table.text(row, "reason"):
                notes.add("R552", table.grid.name, table.cell(number, "reason"), figure.indicator.code)
            cell = table.cell(number, "value")
            how[cell] = (table.text(row, "reason"), table.text(row, "place"), table.grid.name, cell)
            yield Line(plain_figure(figure), town, "", table.content(row, "value"), cell)


def _figure(prepared: Prepared, table: Table, number: int, row: Sequence[Cell], notes: Notes) -> Figure | None:
    """«C1-02 未整改问题厕所数（座）» as a figure; None, with a finding, when towns report no such figure."""
    text = settled(table.text(row, "figure"))
    code, _, name = text.partition(" ")
    found = prepared.figures["town"].get((code_key(code), heading_key(name)))
    if found is None:
        notes.add("R551", table.grid.name, table.cell(number, "figure"), typed=text)
    return found


def _town(table: Table, number: int, row: Sequence[Cell], roster: Roster | None, notes: Notes) -> str:
    town = settled(table.text(row, "town"))
    cell = table.cell(number, "town")
    if not town:
        notes.add("R541", table.grid.name, cell)
    elif roster is not None and town not in roster.town_names:
        notes.add("R522", table.grid.name, cell, typed=town)
        return ""
    return town
