"""How much one slide holds: read from eight metres, on a projector of 1024×768, without scrolling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from charts.text import room
from reports.blocks import Cell, Column, Table

ROWS = 10
"""Rows of one line that a slide's table holds."""
BARS = 10
LIGHTS = 20
WIDE, NARROW = 44, 21
"""How many Chinese characters stand side by side in a table as wide as the slide, and in one of two."""
SENTENCE, HEADLINE = 40, 64
"""Characters of a sentence on a slide, and of its headline."""
SHORT_NAME, NAME_SHARE = 8, 0.48
"""Characters of a name that has room in one of two tables; the share of longer ones in a table of their own."""
FURTHER_LINE = 0.65
"""What each further line of a row takes of the room of a row."""


def clipped(text: str, width: int = SENTENCE) -> str:
    """The text on one line, cut at that many characters; what was cut off is marked by an ellipsis."""
    plain = " ".join(text.split())
    if room(plain) <= width:
        return plain
    kept = next(plain[:end] for end in range(len(plain), -1, -1) if room(plain[:end]) < width)
    return kept.rstrip("，、；：（“ ") + "…"


def pages(columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], width: int, room_for: float = ROWS) -> list[
    tuple[tuple[Cell, ...], ...]
]:  # fmt: skip
    """The rows in portions of even size that each fit on a slide; a row whose cells wrap takes the room of several."""
    fewest = _portions(columns, rows, width, room_for)
    if len(fewest) < 2:
        return fewest
    whole = sum(_height(columns, row, width) for row in rows)
    even = _portions(columns, rows, width, min(room_for, whole / len(fewest) + FURTHER_LINE))
    return even if len(even) == len(fewest) else fewest


def held(columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], width: int, room_for: float = ROWS) -> tuple[
    tuple[Cell, ...], ...
]:  # fmt: skip
    """As many of the first rows as one slide holds."""
    return next(iter(_portions(columns, rows, width, room_for)), ())


def _portions(
    columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], width: int, room_for: float
) -> list[tuple[tuple[Cell, ...], ...]]:
    portions: list[list[tuple[Cell, ...]]] = []
    left = 0.0
    for row in rows:
        height = _height(columns, row, width)
        if not portions or height > left + 1e-9:
            portions.append([])
            left = room_for
        portions[-1].append(row)
        left -= height
    return [tuple(portion) for portion in portions]


def _height(columns: Sequence[Column], row: Sequence[Cell], width: int) -> float:
    """The room that a row takes, a row of one line taking 1."""
    whole = sum(column.share for column in columns) or 1.0
    deepest = max(
        -(-room(cell.text) // max(1, int(width * column.share / whole)))
        for column, cell in zip(columns, row, strict=True)
    )
    return 1 + FURTHER_LINE * max(0, deepest - 1)


def numbered(title: str, place: int, count: int) -> str:
    """«得分与排名（1/2）»; the title alone where there is one slide."""
    return title if count < 2 else f"{title}（{place}/{count}）"


class Layout(NamedTuple):
    """Columns, how many characters wide the table is, and how many such tables a slide holds."""

    columns: tuple[Column, ...]
    width: int
    abreast: int

    def slides(self, tables: Sequence[Table]) -> list[tuple[Table, ...]]:
        """The tables as they stand on slides."""
        return [tuple(tables[first : first + self.abreast]) for first in range(0, len(tables), self.abreast)]


def layout(columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]], name: int = 0) -> Layout:
    """Two tables side by side; where a name (in that column) is too long for them, one as wide as the slide."""
    if max((room(row[name].text) for row in rows), default=0) <= SHORT_NAME:
        return Layout(columns, NARROW, 2)
    others = sum(column.share for column in columns) - columns[name].share
    shares = [column.share * (1 - NAME_SHARE) / others for column in columns]
    shares[name] = NAME_SHARE
    wide = tuple(replace(column, share=share) for column, share in zip(columns, shares, strict=True))
    return Layout(wide, WIDE, 1)


def first_fitting(texts: Iterable[str], width: int = HEADLINE) -> str:
    """The first of the texts, each shorter than the one before, that is not too long; the last is cut if need be."""
    shorter = list(texts)
    return next((text for text in shorter if room(text) <= width), clipped(shorter[-1], width))


def spread(count: int, limit: int) -> Iterator[tuple[int, int]]:
    """Begin and end of as few even portions of ``count`` things as hold at most ``limit`` each."""
    portions = max(1, -(-count // limit))
    yield from pairwise(count * place // portions for place in range(portions + 1))
