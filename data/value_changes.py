"""What changed between two submissions of one unit: every figure before and after, as it is spoken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from data.intake import VALUE_KEY
from data.shape import TEXT, Shape
from scoring.rounding import SNAP_DIGITS, plain, snap
from scoring.scheme import Scheme

CHANGES = Shape(dict.fromkeys((*VALUE_KEY, "field", "before", "after", "sheet", "cell"), TEXT))
"""``field`` is value, target or last_year; ``before`` and ``after`` are spoken («未填报», «不适用», «是», «12.5»)."""

FIELDS = ("value", "target", "last_year")
UNREPORTED, NOT_APPLICABLE = "未填报", "不适用"

Row = Mapping[Any, Any]

_CELLS = {"value": "cell", "target": "target_cell", "last_year": "last_year_cell"}
_WORDS = {"yes_no": {1.0: "是", 0.0: "否"}, "number": {}}


def value_changes(scheme: Scheme, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The figures that differ, in the order of ``after``, then those that are gone. Columns of CHANGES.

    Both tables need ``VALUE_KEY, status, value, target, last_year``, ``after`` also the sheet and the cells.
    A figure that stands in one table alone counts as unreported in the other.
    """
    earlier, later = _aligned(before, after)
    differs = pd.DataFrame({field: _differs(earlier, later, field) for field in FIELDS})
    moved = differs.any(axis="columns")
    old, new, which = (table[moved].to_dict("records") for table in (earlier, later, differs))
    lines = zip(later.index[moved], old, new, which, strict=True)
    yes_no = _yes_no(scheme)
    return CHANGES.frame(row for key, *line in lines for row in _line(key, line, key[1:3] in yes_no))


def _line(key: tuple[str, ...], line: Sequence[Row], yes_no: bool) -> Iterator[tuple[Any, ...]]:
    """The rows of one figure, a row a field that differs; ``line`` is it before, it now, and which fields differ."""
    old, new, differs = line
    for field in FIELDS:
        if differs[field]:
            words = _WORDS["yes_no" if field == "value" and yes_no else "number"]
            spoken = (_spoken(one, field, words) for one in (old, new))
            yield *key, field, *spoken, new["sheet"], new[_CELLS[field]]


def _aligned(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables with the same rows, a row a figure."""
    columns = [*VALUE_KEY, "status", *FIELDS]
    earlier = before[columns].set_index(list(VALUE_KEY))
    later = after[[*columns, "sheet", *_CELLS.values()]].set_index(list(VALUE_KEY))
    figures = later.index.append(earlier.index.difference(later.index, sort=False))
    filled = (table.reindex(figures) for table in (earlier, later))
    gaps = {"status": "unreported", "sheet": "", **dict.fromkeys(_CELLS.values(), "")}
    first, last = (table.fillna({name: gaps[name] for name in gaps if name in table}) for table in filled)
    return first, last


def _differs(earlier: pd.DataFrame, later: pd.DataFrame, field: str) -> pd.Series[bool]:
    first, last = (pd.Series(snap(table[field].to_numpy(float)), index=later.index) for table in (earlier, later))
    differs = (first != last) & ~(first.isna() & last.isna())
    return differs | (earlier["status"] != later["status"]) if field == "value" else differs


def _spoken(row: Row, field: str, words: Mapping[float, str]) -> str:
    if field == "value" and row["status"] == "not_applicable":
        return NOT_APPLICABLE
    number = float(row[field])
    return UNREPORTED if number != number else words.get(number, plain(number, SNAP_DIGITS))


def _yes_no(scheme: Scheme) -> set[tuple[str, str]]:
    items = (*scheme.indicators, *scheme.components)
    return {(one.code, put.id) for one in items for put in one.inputs if put.yes_no}
