"""What changed between two submissions of one unit: every figure before and after, as it is spoken."""

from __future__ import annotations

from collections.abc import Mapping
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

_CELLS = {"value": "cell", "target": "target_cell", "last_year": "last_year_cell"}
_WORDS = {"yes_no": {1.0: "是", 0.0: "否"}, "number": {}}


def value_changes(scheme: Scheme, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The figures that differ, in the order of ``after``, then those that are gone. Columns of CHANGES.

    Both tables need ``VALUE_KEY, status, value, target, last_year``, ``after`` also the sheet and the cells.
    A figure that stands in one table alone counts as unreported in the other.
    """
    earlier, later = _aligned(before, after)
    changed = {field: _differs(earlier, later, field) for field in FIELDS}
    places = [(place, field) for place in range(len(later)) for field in FIELDS if changed[field].iloc[place]]
    yes_no = _yes_no(scheme)
    rows = []
    for place, field in places:
        key, new = later.index[place], later.iloc[place]
        words = _WORDS["yes_no" if field == "value" and key[1:3] in yes_no else "number"]
        spoken = (_spoken(one, field, words) for one in (earlier.iloc[place], new))
        rows.append((*key, field, *spoken, new["sheet"], new[_CELLS[field]]))
    return CHANGES.frame(rows)


def _aligned(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables with the same rows, a row a figure."""
    earlier, later = (table.set_index(list(VALUE_KEY)) for table in (before, after))
    figures = later.index.append(earlier.index.difference(later.index, sort=False))
    filled = (table.reindex(figures) for table in (earlier, later))
    gaps = {"status": "unreported", "sheet": "", **dict.fromkeys(_CELLS.values(), "")}
    first, last = (table.fillna({name: gaps[name] for name in gaps if name in table}) for table in filled)
    return first, last


def _differs(earlier: pd.DataFrame, later: pd.DataFrame, field: str) -> pd.Series[bool]:
    first, last = (pd.Series(snap(table[field].to_numpy(float)), index=later.index) for table in (earlier, later))
    differs = (first != last) & ~(first.isna() & last.isna())
    return differs | (earlier["status"] != later["status"]) if field == "value" else differs


def _spoken(row: pd.Series[Any], field: str, words: Mapping[float, str]) -> str:
    if field == "value" and row["status"] == "not_applicable":
        return NOT_APPLICABLE
    number = float(row[field])
    return UNREPORTED if number != number else words.get(number, plain(number, SNAP_DIGITS))


def _yes_no(scheme: Scheme) -> set[tuple[str, str]]:
    items = (*scheme.indicators, *scheme.components)
    return {(one.code, put.id) for one in items for put in one.inputs if put.yes_no}
