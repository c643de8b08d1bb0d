"""What changed between two submissions of one unit: every figure before and after, as it is spoken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import isnan, nan
from typing import Any, NamedTuple

import pandas as pd

from data.intake import VALUE_KEY
from data.shape import TEXT, Shape
from scoring.rounding import SNAP_DIGITS, plain, snap
from scoring.scheme import Scheme

CHANGES = Shape(dict.fromkeys((*VALUE_KEY, "field", "before", "after", "sheet", "cell"), TEXT))
"""``field`` is value, target or last_year; ``before`` and ``after`` are spoken («未填报», «不适用», «是», «12.5»)."""

FIELDS = ("value", "target", "last_year")
UNREPORTED, NOT_APPLICABLE = "未填报", "不适用"

Key = tuple[str, ...]
Numbers = tuple[float, float, float]

_CELLS = ("cell", "target_cell", "last_year_cell")
"""Where each field stands, in their order."""
_WORDS: Mapping[str, Mapping[float, str]] = {"yes_no": {1.0: "是", 0.0: "否"}, "number": {}}


def value_changes(scheme: Scheme, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The figures that differ, in the order of ``after``, then those that are gone. Columns of CHANGES.

    Both tables need ``VALUE_KEY, status, value, target, last_year``, ``after`` also the sheet and the cells.
    A figure that stands in one table alone counts as unreported in the other.
    """
    earlier, later, yes_no = _figures(before, placed=False), _figures(after, placed=True), _yes_no(scheme)
    pairs = ((key, earlier.get(key, _ABSENT), later.get(key, _ABSENT)) for key in {**later, **earlier})
    return CHANGES.frame(row for key, old, new in pairs for row in _rows(key, old, new, key[1:3] in yes_no))


class _Figure(NamedTuple):
    """One figure in a table: its numbers as they are, and settled for comparing; where each stands."""

    status: str
    numbers: Numbers
    settled: Numbers
    sheet: str = ""
    cells: tuple[str, ...] = ("", "", "")


_ABSENT = _Figure("unreported", (nan, nan, nan), (nan, nan, nan))


def _figures(table: pd.DataFrame, placed: bool) -> dict[Key, _Figure]:
    """The figures of a table by their key. A few hundred rows are read in less time than a frame takes to be made."""
    keys = zip(*(table[name].tolist() for name in VALUE_KEY), strict=True)
    numbers = [table[field].to_numpy(float) for field in FIELDS]
    facts: list[Iterable[Any]] = [
        table["status"].tolist(),
        zip(*(column.tolist() for column in numbers), strict=True),
        zip(*(snap(column).tolist() for column in numbers), strict=True),
    ]
    if placed:
        facts += [table["sheet"].tolist(), zip(*(table[cell].tolist() for cell in _CELLS), strict=True)]
    return {key: _Figure(*said) for key, said in zip(keys, zip(*facts, strict=True), strict=True)}


def _rows(key: Key, old: _Figure, new: _Figure, yes_no: bool) -> Iterator[tuple[Any, ...]]:
    """The rows of one figure, a row a field that differs."""
    for place, field in enumerate(FIELDS):
        if _differs(old, new, place):
            words = _WORDS["yes_no" if place == 0 and yes_no else "number"]
            spoken = (_spoken(one, place, words) for one in (old, new))
            yield *key, field, *spoken, new.sheet, new.cells[place]


def _differs(old: _Figure, new: _Figure, place: int) -> bool:
    first, last = old.settled[place], new.settled[place]
    moved = first != last and not (isnan(first) and isnan(last))
    return moved or (place == 0 and old.status != new.status)


def _spoken(one: _Figure, place: int, words: Mapping[float, str]) -> str:
    if place == 0 and one.status == "not_applicable":
        return NOT_APPLICABLE
    number = one.numbers[place]
    return UNREPORTED if isnan(number) else words.get(number, plain(number, SNAP_DIGITS))


def _yes_no(scheme: Scheme) -> set[tuple[str, str]]:
    items = (*scheme.indicators, *scheme.components)
    return {(one.code, put.id) for one in items for put in one.inputs if put.yes_no}
