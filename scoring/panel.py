"""From the long table of values to columns side by side: one :class:`~scoring.rows.Rows` an indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.long_table import Block, LongTable
from scoring.rounding import Array
from scoring.rows import Rows, Sampled
from scoring.scheme import COUNTY, COUNTY_ITSELF, Indicator, Input, Scheme
from scoring.span import Mask, Span

PREFIXES = (("", "value"), ("target.", "target"), ("last_year.", "last_year"))
"""How the three figures of an input are called in a rule, and in the table."""


@dataclass(frozen=True, eq=False)
class VillageFigures:
    """Sampled villages side by side: the row of the town each belongs to, its name, and by input what was reported (NaN
    where nothing was) and where it is 不适用.
    """

    owner: npt.NDArray[np.intp]
    names: npt.NDArray[np.object_]
    figures: Mapping[str, tuple[Array, Mask]]


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
        itself = self._table.own & np.append(self._table.samples == COUNTY_ITSELF, False)[self._table.sample]
        self._itself = self._table.block(itself, np.zeros(len(values), np.intp), 1)
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

    def beside_towns(self, indicator: Indicator, asked: Input) -> float:
        """What counts for the county itself (县本级) beside the sum of its towns; 0 where there is nothing."""
        return float(np.nan_to_num(self._itself.reported(indicator.code, asked.id, "value")[0])[0])

    def figures(
        self, indicator: Indicator, asked: Input, field: str = "value", county: bool = False
    ) -> tuple[Array, Mask]:
        """One input as each town has reported it (``county``: as the county itself has): the figures, NaN where there
        is none, and where it is 不适用.
        """
        return (self._county if county else self._towns).reported(indicator.code, asked.id, field)

    def village_figures(self, indicator: Indicator) -> VillageFigures:
        """The figures of the indicator's sampled villages as they were reported."""
        asked = [one for one in indicator.inputs if one.sampled]
        block, owner, names = self._village_block(indicator, asked)
        return VillageFigures(owner, names, {one.id: block.reported(indicator.code, one.id, "value") for one in asked})

    def _villages(self, indicator: Indicator) -> Sampled | None:
        """The sampled villages of the indicator, one row a village, with the town each belongs to."""
        asked = [one for one in indicator.inputs if one.sampled]
        if not asked:
            return None
        block, owner, names = self._village_block(indicator, asked)
        columns = {one.id: block.span(indicator.code, one) for one in asked}
        return Sampled(Rows(block.count, tightened(indicator, columns)), owner, names)

    def _village_block(
        self, indicator: Indicator, asked: list[Input]
    ) -> tuple[Block, npt.NDArray[np.intp], npt.NDArray[np.object_]]:
        """The figures of the sampled villages, the row of the town each belongs to, and their names."""
        table = self._table
        mine = np.isin(table.pair, [table.keys.get((indicator.code, one.id), -1) for one in asked])
        rows = table.sampled & mine & (self._place >= 0)
        village, villages = pd.factorize(self._place[rows] * max(len(table.samples), 1) + table.sample[rows])
        column = np.full(len(rows), -1, np.intp)
        column[rows] = village
        block = table.block(rows, column, len(villages))
        owner, name = np.divmod(np.asarray(villages, np.intp), max(len(table.samples), 1))
        return block, owner, table.samples[name]


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
