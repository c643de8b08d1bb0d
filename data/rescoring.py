"""What a score becomes with one figure put in the place of another: only the item of the figure is scored again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data.intake import VALUE_KEY
from scoring.panel import Panel
from scoring.roll_up import rolled_up
from scoring.rounding import snap
from scoring.rows import Rows
from scoring.scheme import Indicator
from scoring.scorecard import Scorecard

Ends = tuple[float, float]
"""A score's worst and best end."""


class Bearing(NamedTuple):
    """How scores come out with a figure in place: the town's item and total, the county's item and total, and whether
    the item vetoes. A total stays as it is where the item is not scored.
    """

    town_item: Ends | None
    town: Ends
    town_vetoed: bool
    county_item: Ends | None
    county: Ends
    county_vetoed: bool


class _Item(NamedTuple):
    """One item of all units of a card: worst, best, applicable, and where it certainly vetoes."""

    low: np.ndarray[Any, Any]
    high: np.ndarray[Any, Any]
    full: np.ndarray[Any, Any]
    vetoed: np.ndarray[Any, Any]


class Rescoring:
    """A round's two cards and the values that they were scored from."""

    def __init__(self, towns: Scorecard, county: Scorecard, values: pd.DataFrame) -> None:
        self.towns, self.county = towns, county
        self._values: Mapping[str, pd.DataFrame] = {str(code): rows for code, rows in values.groupby("indicator")}
        self._known: dict[tuple[Any, ...], Bearing] = {}

    def bearing(self, row: Mapping[Any, Any], indicator: Indicator) -> Bearing:
        """The scores with what the row says in the place of what counts of its figure."""
        key = (*(row[name] for name in VALUE_KEY), row["status"], row["value"] if row["status"] == "reported" else None)
        if key not in self._known:
            self._known[key] = self._scored(row, indicator)
        return self._known[key]

    def _scored(self, row: Mapping[Any, Any], indicator: Indicator) -> Bearing:
        panel = Panel(self.towns.scheme, self._with(row), self._units)
        place = self._place.get(row["unit"])
        town_item, town, town_vetoed = None, (0.0, 0.0), False
        if place is not None:
            rows = panel.town_rows(indicator) if indicator.scope == "town" else None
            town_item, town, town_vetoed = _moved(self.towns, place, indicator, rows)
        county_rule = replace(indicator, rule=indicator.county_rule) if indicator.county_rule else indicator
        moved = _moved(self.county, 0, county_rule, rolled_up(panel, county_rule))
        return Bearing(town_item, town, town_vetoed, *moved)

    @cached_property
    def _units(self) -> pd.DataFrame:
        return pd.DataFrame({"unit": self.towns.units, "group": self.towns.groups})

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {str(unit): place for place, unit in enumerate(self.towns.units)}

    def _with(self, row: Mapping[Any, Any]) -> pd.DataFrame:
        """The item's values with that one in place; target and last year's value stay."""
        rows = self._values[str(row["indicator"])]
        same = np.logical_and.reduce([(rows[name] == row[name]).to_numpy() for name in VALUE_KEY])
        value = row["value"] if row["status"] == "reported" else np.nan
        return rows.assign(value=rows["value"].mask(same, value), status=rows["status"].mask(same, row["status"]))


def _moved(card: Scorecard, place: int, indicator: Indicator, rows: Rows | None) -> tuple[Ends | None, Ends, bool]:
    """One unit's item and total with the item scored from ``rows``, and whether it vetoes."""
    column = next((at for at, one in enumerate(card.indicators) if one.code == indicator.code), None)
    if column is None or rows is None:
        return None, _total(card, place), False
    item = _item(indicator, rows)
    low, high, full, vetoed = (matrix[place] for matrix in item)
    others = [at for at in range(len(card.indicators)) if at != column]
    base = card.full[place, others].sum() + full
    ends = (card.low[place, others].sum() + low, card.high[place, others].sum() + high)
    if base <= 0:
        return (float(low), float(high)), (0.0, 0.0), bool(vetoed)
    total = (float(snap(ends[0] * card.scale / base)), float(snap(ends[1] * card.scale / base)))
    return (float(low), float(high)), total, bool(vetoed)


def _item(indicator: Indicator, rows: Rows) -> _Item:
    outcome = rows.outcome(indicator.rule)
    low, high, full = (np.broadcast_to(column, rows.count) for column in (outcome.low, outcome.high, outcome.full))
    vetoed = (high < full) if indicator.rigid else np.zeros(rows.count, bool)
    if indicator.veto_if is not None:
        vetoed = vetoed | rows.holds(indicator.veto_if)[0]
    return _Item(low, high, full, vetoed)


def _total(card: Scorecard, place: int) -> Ends:
    base = card.full[place].sum()
    if base <= 0:
        return 0.0, 0.0
    low, high = (float(snap(matrix[place].sum() * card.scale / base)) for matrix in (card.low, card.high))
    return low, high
