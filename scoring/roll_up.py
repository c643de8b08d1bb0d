"""The county's figures from the towns': each input by its own roll-up; a ratio is so the ratio of sums."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from scoring.panel import PREFIXES, Panel, tightened
from scoring.rounding import Array
from scoring.rows import Rows, Sampled
from scoring.scheme import Indicator, Input
from scoring.span import Mask, Span


def rolled_up(panel: Panel, indicator: Indicator, only: Mask | None = None) -> Rows:
    """The county's row of the indicator. What the county itself reports is taken as it is; the rest comes from the
    towns (``only`` the chosen ones, when given), open where a town is open. The county's own part is added to sums.
    """
    own = panel.county_rows(indicator)
    if indicator.scope == "county":
        return own
    towns = panel.town_rows(indicator)
    chosen = np.ones(towns.count, bool) if only is None else only
    columns = dict(own.columns)
    for asked in indicator.inputs:
        if asked.scope == "county" or asked.sampled:
            continue
        for prefix, field in PREFIXES:
            if not panel.reported(indicator, asked, field):
                rolled = _rolled(towns.span(prefix + asked.id), asked, chosen, field)
                columns[prefix + asked.id] = _with_part(rolled, panel, indicator, asked) if field == "value" else rolled
    return Rows(1, tightened(indicator, columns), _all_villages(panel, towns, chosen), rolled_up=True)


def complete(panel: Panel, indicator: Indicator) -> Mask:
    """Which towns have reported every figure that the indicator's rule uses."""
    towns = panel.town_rows(indicator)
    known = np.ones(towns.count, bool)
    for name in {name for node in indicator.rule.walk() for one in node.expressions() for name in one.names}:
        if not name.startswith("county.") and not indicator.input(name.rpartition(".")[2]).sampled:
            known &= ~towns.span(name).open
    if towns.sampled is not None:
        open_villages = np.zeros(len(towns.sampled.owner), bool)
        for span in towns.sampled.rows.columns.values():
            open_villages |= span.open
        seen = np.bincount(towns.sampled.owner, minlength=towns.count) > 0
        known &= seen & ~np.isin(np.arange(towns.count), towns.sampled.owner[open_villages])
    return known


def _rolled(span: Span, asked: Input, chosen: Mask, field: str) -> Span:
    """One figure of the county. Towns without the task do not count; none left: the county has no task either."""
    counted = chosen & ~span.absent
    if not counted.any():
        nothing = chosen.any() and field == "value"
        low, high = (0.0, 0.0) if nothing else (asked.low, asked.high)
        return Span(np.array([low]), np.array([high]), np.array([nothing]))
    low, high = (float(_ROLL_UPS[asked.roll_up](column[counted])) for column in (span.low, span.high))
    low_column = np.array([low])
    return Span(low_column, low_column if low == high else np.array([high]), np.array([False]))


def _with_part(span: Span, panel: Panel, indicator: Indicator, asked: Input) -> Span:
    """The towns' sum with what counts for the county itself, which then has the task although no town has it."""
    part = panel.beside_towns(indicator, asked)
    if not part or asked.roll_up != "sum" or not len(panel.units):
        return span
    low = span.low + part
    return Span(low, low if span.closed else span.high + part, np.array([False]))


def _added(column: Array) -> np.floating[Any]:
    """The sum as in decimals: towns that together make up a task exactly must not stay a hair below it."""
    for grain in (100.0, 1e4, 1e6):
        counted = np.rint(column * grain)
        if np.abs(counted).sum() < 2**53 and (counted / grain == column).all():
            return np.float64(counted.sum() / grain)
    return np.float64(column.sum())


_ROLL_UPS: dict[str, Callable[[Array], np.floating[Any]]] = {
    "sum": _added,
    "mean": lambda column: np.float64(_added(column) / len(column)),
    "max": np.max,
    "min": np.min,
}


def _all_villages(panel: Panel, towns: Rows, chosen: Mask) -> Sampled | None:
    """Every sampled village of the county as the county's own sample, not a mean of town means."""
    if towns.sampled is None:
        return None
    kept = chosen[towns.sampled.owner]
    rows = towns.sampled.rows
    columns = {name: span.take(kept) for name, span in rows.columns.items()}
    owner = np.zeros(int(kept.sum()), np.intp)
    named = zip(panel.units[towns.sampled.owner[kept]], towns.sampled.names[kept], strict=True)
    names = np.array([f"{town}·{village}" for town, village in named], object)
    return Sampled(Rows(len(owner), columns), owner, names)
