"""From the long table of values to columns side by side: one :class:`~scoring.rows.Rows` an indicator."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.long_table import LongTable
from scoring.rows import Rows, Sampled
from scoring.scheme import COUNTY, Indicator, Input, Scheme
from scoring.span import Span

PREFIXES = (("", "value"), ("target.", "target"), ("last_year.", "last_year"))
"""How the three figures of an input are called in a rule, and in the table."""


class Panel:
    """All reported figures of one round. ``units`` are the towns; the county's own figures stand apart.

    ``values`` needs ``unit, indicator, input, value`` and may have ``group, sample, status, target, last_year``.
    """

    def __init__(self, scheme: Scheme, values: pd.DataFrame, units: pd.DataFrame | None = None) -> None:
        self.scheme = scheme
        self._table = LongTable(values)
        towns = self._table.groups(values) if units is None else units[units["unit"] != COUNTY]
        self.units: npt.NDArray[np.object_] = towns["unit"].to_numpy(object)
        self.groups: npt.NDArray[np.object_] = towns["group"].to_numpy(object)
        self._place = self._table.columns_of(self.units)
        whole = ~self._table.sampled
        self._towns = self._table.block(whole & ~self._table.own, self._place, len(self.units))
        self._county = self._table.block(whole & self._table.own, np.zeros(len(values), np.intp), 1)
        self._rows: dict[str, Rows] = {}

    def town_rows(self, indicator: Indicator) -> Rows:
        """The indicator's figures for every town."""
        if indicator.code not in self._rows:
            columns = self._town_columns(indicator)
            self._rows[indicator.code] = Rows(
                len(self.units), tightened(indicator, columns), self._villages(indicator), groups=self.groups
            )
        return self._rows[indicator.code]

    def _town_columns(self, indicator: Indicator) -> dict[str, Span]:
        columns: dict[str, Span] = {}
        for asked in indicator.inputs:
            if asked.scope == "county":
                columns[f"county.{asked.id}"] = self._county.span(indicator.code, asked).over(len(self.units))
                continue
            for prefix, field in PREFIXES:
                columns[prefix + asked.id] = self._towns.span(indicator.code, asked, field)
        return columns

    def county_rows(self, indicator: Indicator) -> Rows:
        """The county's own figures of the indicator (not rolled up), open where it has reported none."""
        columns: dict[str, Span] = {}
        for asked in indicator.inputs:
            for prefix, field in PREFIXES:
                span = self._county.span(indicator.code, asked, field)
                columns[prefix + asked.id] = span
                if not prefix and asked.scope == "county":
                    columns[f"county.{asked.id}"] = span
        return Rows(1, tightened(indicator, columns))

    def reported(self, indicator: Indicator, asked: Input, field: str) -> bool:
        """Whether the county itself has given this figure, so that nothing is rolled up."""
        return self._county.given(indicator.code, asked.id, field)

    def _villages(self, indicator: Indicator) -> Sampled | None:
        """The sampled villages of the indicator, one row a village, with the town each belongs to."""
        asked = [one for one in indicator.inputs if one.sampled]
        if not asked:
            return None
        table = self._table
        mine = np.isin(table.pair, [table.keys.get((indicator.code, one.id), -1) for one in asked])
        rows = table.sampled & mine & (self._place >= 0)
        village, villages = pd.factorize(self._place[rows] * max(len(table.samples), 1) + table.sample[rows])
        column = np.full(len(rows), -1, np.intp)
        column[rows] = village
        block = table.block(rows, column, len(villages))
        owner, name = np.divmod(np.asarray(villages, np.intp), max(len(table.samples), 1))
        columns = {one.id: block.span(indicator.code, one) for one in asked}
        return Sampled(Rows(len(villages), tightened(indicator, columns)), owner, table.samples[name])


def tightened(indicator: Indicator, columns: Mapping[str, Span]) -> dict[str, Span]:
    """The columns with ``at_most`` applied: done ≤ base bounds whichever of the two is missing."""
    tight = dict(columns)
    for asked in indicator.inputs:
        if asked.at_most is None or asked.id not in tight:
            continue
        lid, mine = (
            asked.at_most.span(Rows(len(tight[asked.id].low), tight)).over(len(tight[asked.id].low)),
            tight[asked.id],
        )
        if mine.closed and lid.closed:
            continue
        tight[asked.id] = _lowered(mine, lid)
        if asked.at_most.root.operator == "name":
            tight[asked.at_most.text] = _raised(lid, mine)
    return tight


def _lowered(mine: Span, lid: Span) -> Span:
    """An open figure cannot exceed its lid; a reported one stays as reported, right or wrong."""
    high = np.where(mine.open, np.maximum(np.minimum(mine.high, lid.high), mine.low), mine.high)
    return mine if mine.closed else Span(mine.low, high, mine.absent)


def _raised(lid: Span, mine: Span) -> Span:
    low = np.where(lid.open, np.minimum(np.maximum(lid.low, mine.low), lid.high), lid.low)
    return lid if lid.closed else Span(low, lid.high, lid.absent)
