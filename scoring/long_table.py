"""The long table of values in numbers: names are coded once, so that no row is ever looked at twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.rounding import Array
from scoring.scheme import COUNTY, Input
from scoring.span import Mask, Span

NOT_APPLICABLE = "not_applicable"
REQUIRED = ("unit", "indicator", "input", "value")
FIELDS = ("value", "target", "last_year")
Key = tuple[str, str]
Codes = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Block:
    """Figures of many inputs: one row an input, one column a unit (or a village). NaN: unreported."""

    keys: Mapping[Key, int]
    figures: Mapping[str, Array]  # "value" / "target" / "last_year" → inputs × units
    absent: Mask
    count: int

    def span(self, indicator: str, asked: Input, field: str = "value") -> Span:
        """One input's column; bounds where unreported. Without the task there is no target and no last year either."""
        return bounded(*self.reported(indicator, asked.id, field), asked.low, asked.high)

    def reported(self, indicator: str, input_id: str, field: str) -> tuple[Array, Mask]:
        """One input's figures as they are, NaN where none was reported, and where it is 不适用."""
        place = self.keys.get((indicator, input_id))
        if place is None:
            return np.full(self.count, np.nan), np.zeros(self.count, bool)
        return self.figures[field][place], self.absent[place]

    def given(self, indicator: str, input_id: str, field: str) -> bool:
        """Whether the first unit has given that figure, or said that it has no such task."""
        place = self.keys.get((indicator, input_id))
        if place is None:
            return False
        return bool(not np.isnan(self.figures[field][place, 0]) or (field == "value" and self.absent[place, 0]))


def bounded(figures: Array, absent: Mask, low: float, high: float) -> Span:
    """The span of figures where NaN may be anything between ``low`` and ``high``."""
    missing = np.isnan(figures)
    if not missing.any():
        return Span(figures, figures, absent)
    at_low, at_high = np.where(missing, low, figures), np.where(missing, high, figures)
    at_low, at_high = (np.where(absent, 0.0, column) for column in (at_low, at_high))
    return Span(at_low, at_low, absent) if (missing <= absent).all() else Span(at_low, at_high, absent)


class LongTable:
    """The table with its names as codes. ``units`` holds the names of all units that occur, by code."""

    def __init__(self, values: pd.DataFrame) -> None:
        missing = [name for name in REQUIRED if name not in values.columns]
        if missing:
            raise ValueError(f"数据缺少列：{'、'.join(missing)}")
        self.unit, units = pd.factorize(values["unit"])
        self.units = np.asarray(units, object)
        self.pair, self.keys = _pairs(values)
        self.figures = {field: _numbers(values, field) for field in FIELDS}
        blank = np.zeros(len(values), bool)
        self.absent = np.asarray(values["status"] == NOT_APPLICABLE) if "status" in values.columns else blank
        self.own: Mask = np.append(self.units == COUNTY, False)[self.unit]
        sample, names = (
            pd.factorize(values["sample"]) if "sample" in values.columns else (np.full(len(values), -1), np.array([]))
        )
        self.sample, self.samples = np.asarray(sample, np.intp), np.asarray(names, object)
        self.sampled: Mask = np.append(self.samples != "", False)[self.sample]

    def block(self, rows: Mask, column: Codes, count: int) -> Block:
        """The chosen rows as a block; ``column`` says which unit each row of the table belongs to (−1: none).

        Of doubled rows the last counts.
        """
        chosen = np.flatnonzero(rows & (column >= 0))
        pair, place = self.pair[chosen], column[chosen]
        figures = {}
        for field in FIELDS:
            figures[field] = np.full((len(self.keys), count), np.nan)
            figures[field][pair, place] = self.figures[field][chosen]
        absent = np.zeros((len(self.keys), count), bool)
        absent[pair, place] = self.absent[chosen]
        return Block(self.keys, figures, absent, count)

    def columns_of(self, units: npt.NDArray[np.object_]) -> Codes:
        """For each row of the table the place of its unit among ``units``, −1 for a unit that takes no part."""
        places = {name: place for place, name in enumerate(units)}
        return np.array([places.get(name, -1) for name in self.units] or [-1], np.intp)[self.unit]

    def groups(self, values: pd.DataFrame) -> pd.DataFrame:
        """unit, group of every town in the table, in order of appearance."""
        group = values["group"].fillna("") if "group" in values.columns else pd.Series("", values.index)
        _, first = np.unique(self.unit, return_index=True)
        table = pd.DataFrame({"unit": self.units, "group": group.to_numpy(object)[first]})
        return table[table["unit"] != COUNTY].reset_index(drop=True)


def _numbers(values: pd.DataFrame, field: str) -> Array:
    return values[field].to_numpy(float) if field in values.columns else np.full(len(values), np.nan)


def _pairs(values: pd.DataFrame) -> tuple[Codes, dict[Key, int]]:
    """A number for each (indicator, input), row by row, and the pairs so numbered."""
    indicator, indicators = pd.factorize(values["indicator"])
    asked, inputs = pd.factorize(values["input"])
    many = max(len(inputs), 1)
    joint, found = pd.factorize(indicator * many + asked)
    places = (divmod(int(one), many) for one in found)
    return joint, {(str(indicators[i]), str(inputs[j])): place for place, (i, j) in enumerate(places)}
