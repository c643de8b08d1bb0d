"""How much of each table stands on the one page of a slip; what does not is counted in its last line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from charts.text import room
from reports.blocks import Cell, Column, Table

Row = tuple[Cell, ...]

SIZE, PITCH = 9.5, 13.0
"""Of the text in tables, in points."""
ROW_MARGIN, CELL_MARGIN = 2.5, 7.0
"""What a row takes above and below its lines, a cell left and right of them, in points."""
HEADING, NOTE = 24.0, 16.0
"""Heights of a part's heading and of the line below its table."""
LONGEST = 64
"""Characters of a cell; what is longer stands in the system."""


@dataclass(frozen=True)
class Part:
    """One table of a slip, its most important rows first.

    ``rest`` makes one row of the rows that found no room, ``last`` closes the table (a sum). ``nothing`` is said where
    there are no rows.
    """

    title: str
    table: Table
    nothing: str
    rest: Callable[[Sequence[Row]], Row]
    last: Row | None = None

    def shown(self, count: int) -> Table:
        """The table with so many of its rows, and what became of the others."""
        rows, left = self.table.rows[:count], self.table.rows[count:]
        ends = [*([self.rest(left)] if left else []), *([self.last] if self.last and self.table.rows else [])]
        return replace(self.table, rows=(*rows, *ends))


def fitted(parts: Sequence[Part], width: float, height: float) -> list[Table]:
    """The tables as far as they fit in a room of that width and height (points).

    Every part gets its first row, then each in turn one more, until the next one has no room.
    """
    counts = [min(1, len(part.table.rows)) for part in parts]
    left = height - sum(_height(part, count, width) for part, count in zip(parts, counts, strict=True))
    growing = True
    while growing:
        growing = False
        for place, part in enumerate(parts):
            if counts[place] < len(part.table.rows):
                more = _height(part, counts[place] + 1, width) - _height(part, counts[place], width)
                if more <= left:
                    counts[place], left, growing = counts[place] + 1, left - more, True
    return [part.shown(count) for part, count in zip(parts, counts, strict=True)]


def _height(part: Part, count: int, width: float) -> float:
    """What the part takes with so many rows."""
    table = part.shown(count)
    if not table.rows:
        return HEADING + NOTE
    head = tuple(Cell(one.heading) for one in table.columns)
    rows = sum(row_height(table.columns, row, width) for row in (head, *table.rows))
    return HEADING + rows + (NOTE if table.note else 0)


def row_height(columns: Sequence[Column], row: Row, width: float) -> float:
    """The height of a row, in points."""
    whole = sum(one.share for one in columns)
    lines = (
        ceil(room(cell.text) * SIZE * _SLACK / max(width * column.share / whole - CELL_MARGIN, SIZE))
        for column, cell in zip(columns, row, strict=True)
    )
    return max(1, *lines) * PITCH + ROW_MARGIN


_SLACK = 1.03
"""Lines end a little early: no stop begins one, and no figure is broken."""
