"""From the long table of values to columns side by side: one :class:`~scoring.rows.Rows` an indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.rounding import Array
from scoring.rows import Rows, Sampled
from scoring.scheme import COUNTY, Indicator, Input, Scheme
from scoring.span import Mask, Span

NOT_APPLICABLE = "not_applicable"
REQUIRED = ("unit", "indicator", "input", "value")
Key = tuple[str, str]


@dataclass(frozen=True, eq=False)
class _Block:
    """Figures of many inputs: one row an input, one column a unit (or a village). NaN: unreported."""

    keys: Mapping[Key, int]
    figures: Mapping[str, Array]  # "value" / "target" / "last_year" → inputs × units
    absent: Mask
    count: int

    def span(self, indicator: str, asked: Input, field: str = "value") -> Span:
        """One input's column; bounds where unreported. Without the task there is no target and no last year either."""
        place = self.keys.get((indicator, asked.id))
        if place is None:
            figures, absent = np.full(self.count, np.nan), np.zeros(self.count, bool)
        else:
            figures, absent = self.figures[field][place], self.absent[place]
        return bounded(figures, absent, asked.low, asked.high)


def bounded(figures: Array, absent: Mask, low: float, high: float) -> Span:
    """The span of figures where NaN may be anything between ``low`` and ``high``."""
    missing = np.isnan(figures)
    if not missing.any():
        return Span(figures, figures, absent)
    at_low, at_high = np.where(missing, low, figures), np.where(missing, high, figures)
    at_low, at_high = (np.where(absent, 0.0, column) for column in (at_low, at_high))
    return Span(at_low, at_low, absent) if (missing <= absent).all() else Span(at_low, at_high, absent)


class Panel:
    """All reported figures of one round. ``units`` are the towns; the county's own figures stand apart.

    ``values`` needs ``unit, indicator, input, value`` and may have ``sample, status, target, last_year``.
    """

    def __init__(self, scheme: Scheme, values: pd.DataFrame, units: pd.DataFrame | None = None) -> None:
        self.scheme = scheme
        table = _whole(values)
        own = (table["unit"] == COUNTY).to_numpy()
        towns = _units(table[~own], units)
        self.units: npt.NDArray[np.object_] = towns["unit"].to_numpy(object)
        self.groups: npt.NDArray[np.object_] = towns["group"].to_numpy(object)
        sampled = (table["sample"] != "").to_numpy()
        self._towns = _block(table[~own & ~sampled], self.units)
        self._county = _block(table[own & ~sampled], np.array([COUNTY], object))
        self._samples = table[~own & sampled]

    def town_rows(self, indicator: Indicator) -> Rows:
        """The indicator's figures for every town."""
        count = len(self.units)
        columns: dict[str, Span] = {}
        for asked in indicator.inputs:
            if asked.scope == "county":
                columns[f"county.{asked.id}"] = self._county.span(indicator.code, asked).over(count)
                continue
            for prefix, field in _FIELDS:
                columns[prefix + asked.id] = self._towns.span(indicator.code, asked, field)
        return Rows(count, tightened(indicator, columns), self._villages(indicator), groups=self.groups)

    def county_rows(self, indicator: Indicator) -> Rows:
        """The county's own figures of the indicator (not rolled up), open where it has reported none."""
        columns: dict[str, Span] = {}
        for asked in indicator.inputs:
            for prefix, field in _FIELDS:
                span = self._county.span(indicator.code, asked, field)
                columns[prefix + asked.id] = span
                if not prefix and asked.scope == "county":
                    columns[f"county.{asked.id}"] = span
        return Rows(1, tightened(indicator, columns))

    def reported(self, indicator: Indicator, asked: Input, field: str) -> bool:
        """Whether the county itself has given this figure, so that nothing is rolled up."""
        place = self._county.keys.get((indicator.code, asked.id))
        if place is None:
            return False
        given = not np.isnan(self._county.figures[field][place, 0])
        return bool(given or (field == "value" and self._county.absent[place, 0]))

    def _villages(self, indicator: Indicator) -> Sampled | None:
        asked = [one for one in indicator.inputs if one.sampled]
        if not asked:
            return None
        table = self._samples.loc[self._samples["indicator"] == indicator.code]
        places = pd.MultiIndex.from_arrays([table["unit"], table["sample"]])
        labels, first = np.unique(np.asarray(places.factorize()[0]), return_index=True)
        owner = pd.Index(self.units).get_indexer(pd.Index(table["unit"].to_numpy()[first]))
        names = table["sample"].to_numpy(object)[first]
        known = owner >= 0
        block = _block(table.assign(unit=places.factorize()[0]), labels.astype(object))
        columns = {one.id: block.span(indicator.code, one).take(known) for one in asked}
        return Sampled(Rows(int(known.sum()), tightened(indicator, columns)), owner[known], names[known])

    @cached_property
    def by_unit(self) -> dict[str, int]:
        """Row of each town."""
        return {str(name): place for place, name in enumerate(self.units)}


_FIELDS = (("", "value"), ("target.", "target"), ("last_year.", "last_year"))


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


def _whole(values: pd.DataFrame) -> pd.DataFrame:
    """The table with every column a panel reads; ValueError when a required one is missing."""
    missing = [name for name in REQUIRED if name not in values.columns]
    if missing:
        raise ValueError(f"数据缺少列：{'、'.join(missing)}")
    added = {
        name: default
        for name, default in (("sample", ""), ("status", ""), ("target", np.nan), ("last_year", np.nan))
        if name not in values.columns
    }
    table = values.assign(**added) if added else values
    return table.fillna({"sample": ""}) if table["sample"].isna().any() else table


def _units(table: pd.DataFrame, units: pd.DataFrame | None) -> pd.DataFrame:
    if units is not None:
        return units.loc[units["unit"] != COUNTY]
    with_group = table if "group" in table.columns else table.assign(group="")
    return with_group[["unit", "group"]].fillna({"group": ""}).drop_duplicates("unit").reset_index(drop=True)


def _block(table: pd.DataFrame, units: npt.NDArray[np.object_]) -> _Block:
    """The long table as a block; rows of units that take no part are left out; of doubled rows the last counts."""
    column = pd.Index(units).get_indexer(pd.Index(table["unit"]))
    pairs, keys = _pairs(table)
    known = column >= 0
    pairs, column = pairs[known], column[known]
    shape = (len(keys), len(units))
    figures = {}
    for field in ("value", "target", "last_year"):
        grid = np.full(shape, np.nan)
        grid[pairs, column] = table[field].to_numpy(float)[known]
        figures[field] = grid
    absent = np.zeros(shape, bool)
    absent[pairs, column] = (table["status"] == NOT_APPLICABLE).to_numpy()[known]
    return _Block(keys, figures, absent, len(units))


def _pairs(table: pd.DataFrame) -> tuple[npt.NDArray[np.intp], dict[Key, int]]:
    """A number for each (indicator, input) of the table, row by row, and the pairs so numbered."""
    indicator, indicators = pd.factorize(table["indicator"])
    asked, inputs = pd.factorize(table["input"])
    joint, found = pd.factorize(indicator * max(len(inputs), 1) + asked)
    places = ((int(one) // max(len(inputs), 1), int(one) % max(len(inputs), 1)) for one in found)
    return joint, {(str(indicators[i]), str(inputs[j])): place for place, (i, j) in enumerate(places)}


def names_of(indicator: Indicator) -> Iterator[tuple[str, Input]]:
    """Every name a rule of the indicator may use, with its input."""
    for asked in indicator.inputs:
        for prefix in ("", "target.", "last_year.", "county."):
            yield prefix + asked.id, asked
