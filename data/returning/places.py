"""Cells by name and by number, and how big they are on the screen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from data.returning.markup import Element, child, children

Place = tuple[int, int]
"""Row and column, from 1."""

_NAME = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_USUAL_HEIGHT, _USUAL_WIDTH = 15.0, 8.43
_POINTS_A_CHARACTER = 5.6


def place_of(cell: str) -> Place | None:
    """The place that a name like B7 means; None when it means none."""
    found = _NAME.fullmatch(cell)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row, column) if row <= _LAST_ROW and column <= _LAST_COLUMN else None


def name_of(place: Place) -> str:
    """The name of a cell: B7."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def merged(sheet: Element) -> list[tuple[Place, Place]]:
    """The merged ranges of a sheet: first and last place of each."""
    cells = child(sheet, "mergeCells")
    ranges = []
    for one in children(cells, "mergeCell") if cells is not None else []:
        first, _, last = (one.get("ref") or "").partition(":")
        corners = place_of(first), place_of(last or first)
        if corners[0] and corners[1]:
            ranges.append((corners[0], corners[1]))
    return ranges


def shown_at(place: Place, ranges: Sequence[tuple[Place, Place]]) -> Place:
    """Where a cell is seen: a merged one at the first cell of its range."""
    row, column = place
    for (top, left), (bottom, right) in ranges:
        if top <= row <= bottom and left <= column <= right:
            return top, left
    return place


class Measures:
    """How wide a sheet's columns and how high its rows are, in points."""

    def __init__(self, sheet: Element) -> None:
        self._heights = dict(_heights(sheet))
        self._widths = list(_widths(sheet))

    def rows_for(self, first: int, points: float) -> int:
        """How many rows from ``first`` on make up that height."""
        count = 0
        while points > 0 and count < 60:
            points -= self._heights.get(first + count, _USUAL_HEIGHT)
            count += 1
        return count

    def columns_for(self, first: int, points: float) -> int:
        """How many columns from ``first`` on make up that width."""
        count = 0
        while points > 0 and count < 20:
            points -= self._width(first + count)
            count += 1
        return count

    def _width(self, column: int) -> float:
        return next((width for low, high, width in self._widths if low <= column <= high), _USUAL_WIDTH * 6)


def _heights(sheet: Element) -> Mapping[int, float]:
    rows = child(sheet, "sheetData")
    found = {}
    for row in rows if rows is not None else ():
        height = 0.0 if row.get("hidden") in ("1", "true") else _number(row.get("ht"))
        if height is not None:
            found[int(row.get("r") or 0)] = height
    return found


def _widths(sheet: Element) -> list[tuple[int, int, float]]:
    columns = child(sheet, "cols")
    found = []
    for one in columns if columns is not None else ():
        width = 0.0 if one.get("hidden") in ("1", "true") else _number(one.get("width"))
        low, high = int(one.get("min") or 0), int(one.get("max") or 0)
        found.append((low, high, (_USUAL_WIDTH if width is None else width) * _POINTS_A_CHARACTER))
    return found


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
