"""The result of scoring: who got what for which item, why, and how far it is to the line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.rounding import Array, snap
from scoring.rows import Rows
from scoring.rules import Reader, Step
from scoring.rules.reader import said
from scoring.scheme import COUNTY, Indicator, Scheme
from scoring.span import Mask

SCORED, UNREPORTED, NOT_APPLICABLE = "scored", "unreported", "not_applicable"


@dataclass(frozen=True)
class Figure:
    """One figure that entered a score: the input, which of its columns, and the figure as text."""

    input: str
    field: str
    name: str
    unit: str
    figure: str


@dataclass(frozen=True)
class Explanation:
    """How one score came about: the clause, the rule in words, the steps with their figures, one sentence for all."""

    unit: str
    indicator: Indicator
    low: float
    high: float
    full: float
    state: str
    rule: str
    sentence: str
    steps: tuple[Step, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, eq=False)
class Scorecard:
    """Matrices of units × indicators. ``score`` is NaN while open, then ``low`` ≤ it ≤ ``high``; ``full`` is what the
    item is worth to the unit (0 when it is left out of its base); ``projected`` is the score as far as reported.
    """

    scheme: Scheme
    units: npt.NDArray[np.object_]
    groups: npt.NDArray[np.object_]
    indicators: tuple[Indicator, ...]
    rows: tuple[Rows, ...]
    low: Array
    high: Array
    full: Array
    absent: Mask
    score: Array
    projected: Array

    @property
    def state(self) -> npt.NDArray[np.object_]:
        """scored / unreported / not_applicable, units × indicators."""
        state = np.where(np.isnan(self.score), UNREPORTED, SCORED).astype(object)
        state[self.absent] = NOT_APPLICABLE
        return state

    @property
    def vetoes(self) -> tuple[Mask, Mask]:
        """(certainly, possibly) vetoed, units × indicators: a rigid item lost points, or ``veto_if`` holds."""
        rigid = np.array([one.rigid is not None for one in self.indicators], bool) & (self.full > 0)
        sure, may = rigid & (self.high < self.full), rigid & (self.low < self.full)
        for column, (one, rows) in enumerate(zip(self.indicators, self.rows, strict=True)):
            if one.veto_if is not None:
                holds, might = rows.holds(one.veto_if)
                sure[:, column] |= holds
                may[:, column] |= might
        return sure, may

    @property
    def points(self) -> Array:
        """What each item is worth, one number an indicator."""
        return np.array([one.points for one in self.indicators])

    def table(self) -> pd.DataFrame:
        """A row a unit and indicator: unit, group, indicator, points, full, score, low, high, projected, state."""
        units, items = self.score.shape
        codes = [one.code for one in self.indicators]
        columns = {
            "unit": np.repeat(self.units, items), "group": np.repeat(self.groups, items),
            "indicator": np.tile(np.array(codes, object), units), "points": np.tile(self.points, units),
            **{name: getattr(self, name).ravel() for name in ("full", "score", "low", "high", "projected")},
            "state": self.state.ravel(),
        }  # fmt: skip
        return pd.DataFrame(columns)

    def totals(self) -> pd.DataFrame:
        """One row a unit, on the scheme's scale (缺项折算: earned ÷ applicable × scale).

        Columns: unit, group, points (applicable), low, high, score (NaN while open), projected, completeness
        (share of the applicable points whose score is settled), rigid_low, rigid_high, rigid_points.
        """
        rigid = np.array([one.rigid is not None for one in self.indicators], bool)
        (low, high), so_far = self.ends, self._scaled(self._as_far())
        projected = np.clip(so_far, low, high)  # an open item may have lost points already: no total beyond the best
        settled = np.where(np.isnan(self.score), 0.0, self.full).sum(axis=1)
        points = self.full.sum(axis=1)
        return pd.DataFrame({
            "unit": self.units, "group": self.groups, "points": snap(points),
            "low": low, "high": high, "score": np.where(low == high, low, np.nan), "projected": projected,
            "completeness": np.divide(settled, points, out=np.ones_like(points), where=points > 0),
            "rigid_low": snap(self.low[:, rigid].sum(axis=1)), "rigid_high": snap(self.high[:, rigid].sum(axis=1)),
            "rigid_points": snap(self.full[:, rigid].sum(axis=1)),
        })  # fmt: skip

    @property
    def ends(self) -> tuple[Array, Array]:
        """The worst and the best total of each unit, on the scheme's scale."""
        return self._scaled(self.low), self._scaled(self.high)

    @property
    def scale(self) -> float:
        """What full marks are shown as: the scheme's town scale, or for the county the scheme's own points."""
        return float(self.points.sum()) if self.is_county else self.scheme.town_scale

    @property
    def is_county(self) -> bool:
        """Whether this is the county's card (all items and components) rather than the towns'."""
        return bool(self.units.tolist() == [COUNTY])

    def _as_far(self) -> Array:
        return np.where(np.isnan(self.projected), np.nan, self.projected)

    def _scaled(self, column: Array) -> Array:
        """Earned ÷ applicable × scale over what is not NaN; NaN where nothing is."""
        here = ~np.isnan(column)
        base = np.where(here, self.full, 0.0).sum(axis=1)
        earned = np.where(here, column, 0.0).sum(axis=1)
        scaled = np.divide(earned * self.scale, base, out=np.full(len(base), np.nan), where=base > 0)
        return np.asarray(snap(scaled))

    # --- why ------------------------------------------------------------------------------------------------------

    def place(self, unit: str, code: str) -> tuple[int, int]:
        """Row and column of a unit and an indicator; KeyError when there is none."""
        rows = np.flatnonzero(self.units == unit)
        columns = [i for i, one in enumerate(self.indicators) if one.code == code]
        if not len(rows) or not columns:
            raise KeyError((unit, code))
        return int(rows[0]), columns[0]

    def explain(self, unit: str, code: str) -> Explanation:
        """How the unit's score of the item came about."""
        row, column = self.place(unit, code)
        indicator = self.indicators[column]
        reader = self.reader(row, column)
        steps = tuple(indicator.rule.explain(reader))
        low, high, full = (float(matrix[row, column]) for matrix in (self.low, self.high, self.full))
        return Explanation(
            unit=unit, indicator=indicator, low=low, high=high, full=full, state=str(self.state[row, column]),
            rule=indicator.rule.text(reader.name), sentence=steps[0].sentence + "。", steps=steps,
            figures=tuple(_figures(indicator, reader)),
        )  # fmt: skip

    def reason(self, row: int, column: int) -> str:
        """The one sentence of a score."""
        return next(self.indicators[column].rule.explain(self.reader(row, column))).sentence + "。"

    def reasons(self) -> pd.Series:
        """The sentences of the whole card, in the order of :meth:`table`."""
        units, items = self.score.shape
        return pd.Series([self.reason(row, column) for row in range(units) for column in range(items)], dtype=object)

    def reader(self, row: int, column: int) -> Reader:
        """How the figures of one score are spoken."""
        indicator = self.indicators[column]
        return Reader(
            self.rows[column], row, lambda name: _wording(indicator, name), lambda name: _unit(indicator, name)
        )


def _wording(indicator: Indicator, name: str) -> str:
    """A name as it is spoken. Where only one figure has a task, «年度目标任务» is clear enough."""
    prefix, _, last = name.rpartition(".")
    asked = indicator.input(last).name
    if prefix == "target":
        return "年度目标任务" if sum(one.asks_target for one in indicator.inputs) == 1 else f"{asked}年度目标任务"
    return f"上年{asked}" if prefix == "last_year" else asked


def _unit(indicator: Indicator, name: str) -> str:
    unit = indicator.input(name.rpartition(".")[2]).unit
    return "" if unit == "是否" else unit


def _figures(indicator: Indicator, reader: Reader) -> Iterator[Figure]:
    """Every figure that the rule uses, in the order of the form."""
    used = dict.fromkeys(name for node in indicator.rule.walk() for one in node.expressions() for name in one.names)
    for name in used:
        prefix, _, last = name.rpartition(".")
        asked = indicator.input(last)
        if asked.sampled:
            continue
        field = {"": "value", "county": "value"}.get(prefix, prefix)
        span = reader.rows.span(name).over(reader.rows.count)
        yield Figure(last, field, _wording(indicator, name), _unit(indicator, name), said(span, reader.place))
