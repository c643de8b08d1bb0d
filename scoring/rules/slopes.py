"""Leaves where every bit counts: steps short of a line, straight lines, shares of a standard, changes on last year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from scoring.expression import Expression, Wording
from scoring.formula import Bounds, Marks, both, clipped, number, settled, when
from scoring.formula import counted as counted_formula
from scoring.formula_rows import FormulaRows
from scoring.rounding import Array, plain, snap
from scoring.rows import Rows
from scoring.rules.bounds import NotNegative, Positive, Share
from scoring.rules.leaf import WHOLE_STEPS, Edge, Lined, WholeSteps, counted, edge_of_steps
from scoring.rules.reader import Reader
from scoring.rules.rule import Outcome, Wrong, kind
from scoring.span import Span


@kind("per_step")
@dataclass(frozen=True, kw_only=True)
class PerStep(Lined):
    """每少一步扣: full − deduct × shortfall ÷ step, not below ``floor`` (negative: 倒扣).

    ``steps`` says how part of a step counts: continuous, every step begun, or only steps completed.
    """

    full_at: Expression
    step: Positive
    deduct: Positive
    better: Literal["higher", "lower"] = "higher"
    steps: WholeSteps = "continuous"
    floor: float = 0.0

    def line(self) -> Expression:
        return self.full_at

    def _edge(self, rows: Rows) -> Edge:
        line, falls = super()._edge(rows).at, self.better == "lower"
        if self.steps != "completed":
            return Edge(line, falls)
        return Edge(line + (self.step if falls else -self.step), falls, beyond=True)

    def _score(self, rows: Rows) -> Outcome:
        return self.outcome_of(
            self.steps_short(rows).falling(lambda n: np.clip(self.points - n * self.deduct, self.floor, None))
        )

    def steps_short(self, rows: Rows) -> Span:
        """How many steps each unit is short of the line."""
        value, line = self.measured(rows), rows.value(self.full_at)
        shortfall = line - value if self.better == "higher" else value - line
        return shortfall.rising(lambda column: counted(column, self.step, self.steps))

    def _marks(self, rows: FormulaRows) -> Marks:
        value, line = self.measured_formula(rows), rows.value(self.full_at)
        short = line - value if self.better == "higher" else value - line
        return self.marks_of(short.falling(self._left))

    def _left(self, short: str) -> str:
        """What is left of the points, so far short."""
        steps = counted_formula(short, self.step, self.steps)
        return clipped(f"{number(self.points)}-{steps}*{number(self.deduct)}", self.floor)

    def _text(self, wording: Wording) -> str:
        side, way = ("达到", "低") if self.better == "higher" else ("不高于", "高")
        end = "扣完为止" if self.floor == 0 else f"最低 {plain(self.floor)} 分"
        return (
            f"{self.value.words(wording)} {side} {self.line_text(self.full_at, wording)} 得 {plain(self.points)} 分，"
            f"每{way} {self.step_text(self.step)}扣 {plain(self.deduct)} 分{WHOLE_STEPS[self.steps]}，{end}"
        )

    def _sentence(self, reader: Reader) -> str:
        steps, place = self.steps_short(reader.rows), reader.place
        line = self.spoken(self.full_at, reader)
        good, bad = ("达到", "低于") if self.better == "higher" else ("不高于", "高于")
        outcome = reader.rows.outcome(self)
        if outcome.low[place] != outcome.high[place]:
            return f"{self.shown(reader)}，须{good} {line}"
        if snap(steps.low[place]) == 0:
            return f"{self.shown(reader)}，{good} {line}"
        return f"{self.shown(reader)}，{bad} {line}，{self._cut(reader, float(steps.low[place]))}"

    def _cut(self, reader: Reader, taken: float) -> str:
        """«差 1.2 个百分点，每 1 个百分点扣 0.1 分，扣 0.12 分»: the figures that make up the deduction."""
        value, line = self.measured(reader.rows), reader.rows.value(self.full_at)
        short = abs(float(line.low[reader.place]) - float(value.low[reader.place]))
        own = self.value_unit(reader)
        unit = {"%": " 个百分点", "": ""}.get(own, f" {own}")
        whole = "" if self.steps == "continuous" else f"{WHOLE_STEPS[self.steps]}，计 {plain(taken)} 步"
        cut = plain(min(taken * self.deduct, self.points - self.floor))
        return f"差 {plain(short)}{unit}，每 {plain(self.step)}{unit}扣 {plain(self.deduct)} 分{whole}，扣 {cut} 分"


@kind("interpolate")
@dataclass(frozen=True, kw_only=True)
class Interpolate(Lined):
    """区间线性: full at ``full_at``, ``at_zero`` of the points at ``zero_at``, straight between, clipped outside.

    Either direction. Where the two ends are the same figure (all peers alike) reaching it is full marks. With the
    peers' least and greatest value as ends it is a min-max index (极差标准化).
    """

    full_at: Expression
    zero_at: Expression
    at_zero: Share = 0.0

    def line(self) -> Expression:
        return self.full_at

    def _edge(self, rows: Rows) -> Edge:
        falls = rows.value(self.full_at).low < rows.value(self.zero_at).low
        return replace(super()._edge(rows), falls=falls)

    def _score(self, rows: Rows) -> Outcome:
        return self.outcome_of(self.way(rows).rising(self._earned))

    def way(self, rows: Rows) -> Span:
        """How much of the way from zero to full is done, 1 being all."""
        value, zero, full = self.measured(rows), rows.value(self.zero_at), rows.value(self.full_at)
        length = full - zero
        way = (value - zero) / length
        point = (length.low == 0) & (length.high == 0) & ~(value.absent | length.absent)
        if not point.any():
            return way
        reached = (value - full).snapped().rising(lambda above: np.where(above >= 0, 1.0, 0.0))
        low, high = np.where(point, reached.low, way.low), np.where(point, reached.high, way.high)
        return Span(low, low if way.closed and reached.closed else high, way.absent & ~point)

    def _earned(self, way: Array) -> Array:
        return (self.at_zero + np.clip(way, 0, 1) * (1 - self.at_zero)) * self.points

    def _marks(self, rows: FormulaRows) -> Marks:
        value, zero, full = self.measured_formula(rows), rows.value(self.zero_at), rows.value(self.full_at)
        length = full - zero
        length = length if length.constant is not None else rows.kept("零分线到满分线", length)
        way = rows.quotient(value - zero, length)
        point = both(f"{settled(length.low)}=0", f"{settled(length.high)}=0")
        reached = (value - full).rising(lambda above: f"IF({settled(above)}>=0,1,0)")
        low, high = when(point, reached.low, way.low), when(point, reached.high, way.high)
        done = rows.kept("完成程度", Bounds(low, high, way.absent))
        return self.marks_of(done.rising(self._earned_formula))

    def _earned_formula(self, way: str) -> str:
        share = clipped(way, 0, 1)
        if self.at_zero:
            share = f"({number(self.at_zero)}+{share}*{number(1 - self.at_zero)})"
        return f"{share}*{number(self.points)}"

    def _text(self, wording: Wording) -> str:
        full, zero = self.line_text(self.full_at, wording), self.line_text(self.zero_at, wording)
        least = f"得 {plain(self.at_zero * self.points)} 分" if self.at_zero else "不得分"
        return (
            f"{self.value.words(wording)} 达到 {full} 得 {plain(self.points)} 分，{zero} 及以下{least}，其间按比例得分"
        )

    def _sentence(self, reader: Reader) -> str:
        way, place = self.way(reader.rows), reader.place
        full, zero = self.spoken(self.full_at, reader), self.spoken(self.zero_at, reader)
        low, high = (float(np.clip(snap(column[place]), 0, 1)) for column in (way.low, way.high))
        if low != high:
            return f"{self.shown(reader)}，满分线 {full}"
        if low in (0.0, 1.0):
            return f"{self.shown(reader)}，{f'达到满分线 {full}' if low else f'未超过零分线 {zero}'}"
        base = f"{plain(self.at_zero * self.points)} 分起" if self.at_zero else ""
        return f"{self.shown(reader)}，在零分线 {zero} 与满分线 {full} 之间，{base}按比例 × {plain(self.points)} 分"


@kind("scaled")
@dataclass(frozen=True, kw_only=True)
class Scaled(Lined):
    """按标准比例增减: base × value ÷ standard (``inverse``: base × standard ÷ value), between ``floor`` and points."""

    standard: Expression
    base: Positive
    floor: float = 0.0
    inverse: bool = False

    def line(self) -> Expression:
        return self.standard

    def _edge(self, rows: Rows) -> Edge:
        """The standard, times what the base lacks of the points (``inverse``: less by as much)."""
        standard = super()._edge(rows).at
        if self.base <= 0 or (
            self.standard.compares and self.base != self.points
        ):  # it moves with the unit's own value
            return Edge(np.full(rows.count, np.inf))
        if self.inverse:
            return Edge(standard * self.base / self.points, falls=True)
        return Edge(standard * self.points / self.base)

    def _score(self, rows: Rows) -> Outcome:
        value, standard = self.measured(rows), rows.value(self.standard)
        share = standard / value if self.inverse else value / standard
        return self.outcome_of(share.rising(lambda part: np.clip(part * self.base, self.floor, self.points)))

    def _marks(self, rows: FormulaRows) -> Marks:
        value, standard = self.measured_formula(rows), rows.value(self.standard)
        share = rows.quotient(standard, value) if self.inverse else rows.quotient(value, standard)
        share = rows.kept("与标准之比", share).scaled(self.base)
        return self.marks_of(share.rising(lambda earned: clipped(earned, self.floor, self.points)))

    def _text(self, wording: Wording) -> str:
        value, standard = self.value.words(wording), self.standard.words(wording)
        share = f"{standard} ÷ {value}" if self.inverse else f"{value} ÷ {standard}"
        return f"{plain(self.base)} 分 × {share}，最低 {plain(self.floor)} 分，最高 {plain(self.points)} 分"

    def _sentence(self, reader: Reader) -> str:
        ends = f"最低 {plain(self.floor)} 分，最高 {plain(self.points)} 分"
        sign = "（反比）" if self.inverse else ""
        return (
            f"{self.shown(reader)}，标准 {self.spoken(self.standard, reader)}{sign}，基础 {plain(self.base)} 分，{ends}"
        )


@kind("swing")
@dataclass(frozen=True, kw_only=True)
class Swing(Lined):
    """与上年比较: ``base`` where the value (a difference) is 0, + ``up`` a ``step`` above, − ``down`` a step below.

    Between ``floor`` and the points.
    """

    base: float
    step: Positive = 1.0
    up: NotNegative = 0.0
    down: NotNegative = 0.0
    floor: float = 0.0
    steps: WholeSteps = "continuous"

    def wrongs(self) -> Iterator[Wrong]:
        yield from super().wrongs()
        if not self.floor <= self.base <= self.points:
            yield "base", "基础分不在最低分与分值之间", "请核对基础分、最低分与分值"

    def line(self) -> Expression:
        return Expression.parse(repr((self.points - self.base) / self.up * self.step if self.up else 0.0))

    def _edge(self, rows: Rows) -> Edge:
        if self.base < self.points:
            return edge_of_steps(self.points - self.base, self.up, self.step, self.steps)
        if not self.down:
            return Edge(np.array(-np.inf))
        whole = self.steps == "completed"
        return Edge(np.array(-self.step if whole else 0.0), beyond=whole)

    def _score(self, rows: Rows) -> Outcome:
        return self.outcome_of(self.measured(rows).rising(self._earned))

    def _earned(self, change: Array) -> Array:
        earned = self.base + self._moved(change, self.up) - self._moved(-change, self.down)
        return np.clip(earned, self.floor, self.points)

    def _moved(self, way: Array, each: float) -> Array:
        """What a way makes in points; nothing where a step is worth nothing, however far the way."""
        return counted(way, self.step, self.steps) * each if each else np.zeros(np.shape(way))

    def _marks(self, rows: FormulaRows) -> Marks:
        return self.marks_of(self.measured_formula(rows).rising(self._earned_formula))

    def _earned_formula(self, change: str) -> str:
        gained = f"{counted_formula(change, self.step, self.steps)}*{number(self.up)}"
        lost = f"{counted_formula(f'-({change})', self.step, self.steps)}*{number(self.down)}"
        return clipped(f"{number(self.base)}+{gained}-{lost}", self.floor, self.points)

    def _text(self, wording: Wording) -> str:
        value = self.value.words(wording)
        return (
            f"{value} 为 0 得 {plain(self.base)} 分，每升 {self.step_text(self.step)}加 {plain(self.up)} 分，"
            f"每降 {self.step_text(self.step)}扣 {plain(self.down)} 分{WHOLE_STEPS[self.steps]}，"
            f"最低 {plain(self.floor)} 分，最高 {plain(self.points)} 分"
        )

    def _sentence(self, reader: Reader) -> str:
        value, place = self.measured(reader.rows), reader.place
        if value.low[place] != value.high[place]:
            return f"{self.shown(reader)}，基础 {plain(self.base)} 分"
        change = float(snap(value.low[place]))
        if change == 0:
            return f"{self.shown(reader)}，得基础 {plain(self.base)} 分"
        way, each = ("加", self.up) if change > 0 else ("扣", self.down)
        taken = plain(float(counted(np.array(abs(change)), self.step, self.steps)) * each)
        rate = f"每 {plain(self.step)} {way} {plain(each)} 分"
        return f"{self.shown(reader)}，基础 {plain(self.base)} 分，{rate}，{way} {taken} 分"
