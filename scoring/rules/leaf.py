"""What all rules over one value share: the value with its rounding, how it is spoken, and its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from scoring.expression import Expression, Wording
from scoring.formula import Bounds, Marks, number, settled
from scoring.formula_rows import FormulaRows
from scoring.rounding import Array, plain, snap
from scoring.rows import Rows
from scoring.rules.bounds import NotNegative
from scoring.rules.reader import RATES, Reader
from scoring.rules.rule import Lever, Outcome, Rule
from scoring.span import Mask, Span

WholeSteps = Literal["continuous", "begun", "completed"]
WHOLE_STEPS = {"continuous": "", "begun": "，不足一步按一步计", "completed": "，不足一步不计"}
Rounding = Literal["half_up", "down", "up"]
_ROUNDINGS = {"half_up": "四舍五入", "down": "舍尾", "up": "进一"}


def counted(distance: Array, step: float, steps: WholeSteps) -> Array:
    """How many steps a distance makes: continuous, every step begun, or only steps completed. None below 0."""
    taken: Array = np.maximum(distance, 0) / step
    if steps == "continuous":
        return taken
    settled: Array = snap(taken)
    return np.ceil(settled) if steps == "begun" else np.floor(settled)


_HAIR = 1e-7
"""So little past an edge that it takes one more whole case, or one more of the last decimal that is shown."""


@dataclass(frozen=True, eq=False)
class Edge:
    """Where full marks begin, for each unit: from the value ``at`` upwards, or downwards where it ``falls``; where it
    stands ``beyond``, that value itself does not have them yet.
    """

    at: Array
    falls: Mask | bool = False
    beyond: Mask | bool = False

    def before_rounding(self, grain: float, rounding: Rounding) -> Edge:
        """The edge of the values that are rounded onto the good side."""
        falls, sign = np.asarray(self.falls), np.where(self.falls, -1.0, 1.0)
        steps = snap(sign * self.at / grain)
        first = np.where(self.beyond, np.floor(steps) + 1, np.ceil(steps))
        share = {"half_up": 0.5, "down": 0.0, "up": 1.0}[rounding]
        at = sign * (first - np.where(falls, 1 - share, share)) * grain
        return Edge(at, falls, np.asarray((rounding == "up") ^ falls))


def edge_of_steps(points: float, each: float, step: float, steps: WholeSteps) -> Edge:
    """Where so many points are gained at ``each`` a step; out of reach where a step is worth nothing."""
    if not each:
        return Edge(np.array(np.inf))
    count = float(snap(points / each))
    whole = {"continuous": count, "completed": np.ceil(count), "begun": np.ceil(count) - 1}[steps]
    return Edge(np.array(whole * step), beyond=steps == "begun")


@dataclass(frozen=True, kw_only=True)
class Leaf(Rule):
    """A rule over one value, in the value's ``unit``.

    ``round_to`` rounds the value before the rule («完成百分比取整»: 1), by ``rounding``.
    """

    value: Expression
    round_to: NotNegative = 0.0
    rounding: Rounding = "half_up"

    def measured(self, rows: Rows) -> Span:
        """The value for each unit, rounded where the rule says so."""
        value = rows.value(self.value)
        return value.rising(self.rounded) if self.round_to else value

    def rounded(self, column: Array) -> Array:
        """Values brought to the nearest multiple of ``round_to`` (half up), the one below, or the one above."""
        steps = snap(column / self.round_to)
        whole = {
            "half_up": lambda: np.floor(steps + 0.5),
            "down": lambda: np.floor(steps),
            "up": lambda: np.ceil(steps),
        }
        return np.asarray(snap(whole[self.rounding]() * self.round_to))

    def before_rounding(self, edge: Edge) -> Edge:
        """The edge of the values before they are rounded."""
        return edge.before_rounding(self.round_to, self.rounding) if self.round_to else edge

    def measured_formula(self, rows: FormulaRows) -> Bounds:
        """The value as formulas, rounded where the rule says so."""
        value = rows.value(self.value)
        return rows.kept("取整后的值", value.rising(self.rounded_formula)) if self.round_to else value

    def rounded_formula(self, text: str) -> str:
        """The formula brought to a multiple of ``round_to``."""
        steps = settled(f"({text})/{number(self.round_to)}")
        whole = {"half_up": f"INT({steps}+0.5)", "down": f"INT({steps})", "up": f"-INT(-{steps})"}[self.rounding]
        return settled(f"{whole}*{number(self.round_to)}")

    def marks_of(self, bounds: Bounds) -> Marks:
        """The formulas of a leaf whose score is the value; settled on the grid."""
        return Marks(settled(bounds.low), settled(bounds.high), number(self.points), bounds.missing)

    def outcome_of(self, span: Span) -> Outcome:
        """The outcome of a leaf whose score is the span; settled on the grid."""
        return Outcome(snap(span.low), snap(span.high), np.full(span.low.shape, self.points), span.absent)

    def _formula(self, reader: Reader) -> tuple[str, str]:
        return self.value.words(reader.name), self.value.words(reader.figure)

    def shown(self, reader: Reader) -> str:
        """«户厕户数 960 ÷ 常住户数 1000 × 100 = 96%», with its rounding."""
        told = self.spoken(self.value, reader)
        if not self.round_to or reader.rows.value(self.value).open[reader.place]:
            return told
        rounded = plain(float(self.measured(reader.rows).low[reader.place]))
        return f"{told}，{_ROUNDINGS[self.rounding]}为 {rounded}{self.suffix(reader)}"

    def spoken(self, expression: Expression, reader: Reader) -> str:
        """An expression with its figures and its value: «问题数 3 处», «960 ÷ 1000 × 100 = 96%», or plainly «95%»."""
        if expression.constant:
            return f"{expression.text}{self.suffix(reader)}"
        worth = reader.measured(expression, self.value_unit(reader))
        if expression.root.operator == "name":
            return f"{reader.name(expression.names[0])} {worth}"
        return f"{expression.words(lambda name: f'{reader.name(name)} {reader.figure(name)}', reader.name)} = {worth}"

    def line_text(self, line: Expression, wording: Wording) -> str:
        """A line of the rule in words: «95%», «10 亩»; figures that make up a line have units of their own."""
        unit = self.unit if line.constant else ""
        return f"{line.words(wording)}{unit if unit in ('', *RATES) else f' {unit}'}"

    def step_text(self, step: float) -> str:
        """So much of the value, before what it costs: «0.1 个百分点», «10 亩», «10 »."""
        return f"{plain(step)} {'个百分点' if self.unit == '%' else self.unit}"

    def value_unit(self, reader: Reader) -> str:
        """The unit of the value: as declared, or the figure's own."""
        return self.unit or (reader.unit_of(self.value.names[0]) if self.value.root.operator == "name" else "")

    def suffix(self, reader: Reader) -> str:
        """The unit as it follows a number: «%» at once, «户» after a blank."""
        unit = self.value_unit(reader)
        return unit if unit in ("", *RATES) else f" {unit}"

    def lost(self, rows: Rows) -> Mask:
        """Where points are lost for certain."""
        outcome = rows.outcome(self)
        return np.asarray(outcome.high < outcome.full)


@dataclass(frozen=True, kw_only=True)
class Lined(Leaf):
    """A leaf with one line: on its good side nothing is lost."""

    def line(self) -> Expression:
        """The line, in the value's unit."""
        raise NotImplementedError(self.kind)

    def edge(self, rows: Rows) -> Edge:
        """Where full marks begin, in the value before rounding, while the others stay.

        A rounded value has none among its peers: theirs are not rounded, and its own moves the line under it.
        """
        if self.round_to and self.line().compares:
            return Edge(np.array(np.inf))
        return self.before_rounding(self._edge(rows))

    def _edge(self, rows: Rows) -> Edge:
        return Edge(rows.against_others().value(self.line()).low)

    def _levers(self, rows: Rows) -> Iterator[Lever]:
        yield from lever_of(rows, self.value, self.edge(rows), self)


def lever_of(rows: Rows, value: Expression, edge: Edge, leaf: Rule, lost: Mask | None = None) -> Iterator[Lever]:
    """The change of the expression's first figure that brings the value onto the edge, where it is linear in it."""
    name = next((one for one in value.names if "." not in one), None)
    if name is None:
        return
    here, outcome = rows.value(value), leaf._score(rows)  # not score: an event that forfeits all is not its fault
    change = np.where(here.open | here.absent | outcome.absent, np.nan, _solved(rows, value, name, edge))
    short = np.asarray(outcome.high < outcome.full) if lost is None else lost
    yield Lever(leaf.label, name, change, short & ~here.absent & ~outcome.absent)


def _solved(rows: Rows, value: Expression, name: str, edge: Edge) -> Array:
    """What added to the figure brings the value onto the edge, or a hair past it; NaN where the value is not linear in
    the figure, or the edge is out of reach.

    The slope is taken twice, the second time over the whole way: a step of 1 is lost in the noise of a large figure.
    Where that does not lead onto the edge, the value has a bend on its way there.
    """
    here, once, twice = (rows.shifted(name, by).value(value).low for by in (0.0, 1.0, 2.0))
    with np.errstate(divide="ignore", invalid="ignore"):  # an open figure has no slope
        slope = once - here
        linear = (slope != 0) & np.isclose(twice - once, slope, rtol=1e-6, atol=1e-12) & np.isfinite(edge.at)
        change = np.where(linear, (edge.at - here) / slope, 0.0)
        there = rows.shifted(name, change).value(value).low
        change = np.where(snap(change) == 0, 0.0, change * (edge.at - here) / (there - here))
        there = rows.shifted(name, change).value(value).low
    linear &= np.isclose(there, edge.at, rtol=1e-6, atol=1e-6)
    past = np.where(edge.beyond, np.where(edge.falls, -_HAIR, _HAIR), 0.0) * np.sign(slope)
    return np.where(linear, snap(change + past), np.nan)
