"""The leaves: rules over one value. Each is one class; adding a kind is adding a class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from scoring.expression import Expression, Wording
from scoring.rounding import Array, plain, snap
from scoring.rows import Rows
from scoring.rules.rule import Lever, Outcome, Reader, Rule, kind, lever_of, outcome_of
from scoring.span import Span

WholeSteps = Literal["continuous", "begun", "completed"]
_WHOLE_STEPS = {"continuous": "", "begun": "，不足一步按一步计", "completed": "，不足一步不计"}


def _counted(distance: Array, step: float, steps: WholeSteps) -> Array:
    """How many steps a distance makes: continuous, every step begun, or only steps completed. None below 0."""
    taken: Array = snap(np.maximum(distance, 0) / step)
    return np.ceil(taken) if steps == "begun" else np.floor(taken) if steps == "completed" else taken


@dataclass(frozen=True, kw_only=True)
class Leaf(Rule):
    """A rule over one value, in the value's ``unit``."""

    value: Expression

    def _formula(self, reader: Reader) -> tuple[str, str]:
        return self.value.words(reader.name), self.value.words(reader.figure)

    def _shown(self, reader: Reader) -> str:
        """«户厕户数 960 ÷ 常住户数 1000 × 100 = 96%»."""
        return self._spoken(self.value, reader)

    def _spoken(self, expression: Expression, reader: Reader) -> str:
        """An expression with its figures and its value: «问题数 3 处», «960 ÷ 1000 × 100 = 96%», or plainly «95%»."""
        worth = reader.measured(expression, self._unit(reader)) if expression.names else ""
        if not expression.names:
            return f"{expression.text}{self._suffix(reader)}"
        if expression.root.operator == "name":
            return f"{reader.name(expression.names[0])} {worth}"
        return f"{expression.words(lambda name: f'{reader.name(name)} {reader.figure(name)}')} = {worth}"

    def _unit(self, reader: Reader) -> str:
        return self.unit or (reader.unit_of(self.value.names[0]) if self.value.root.operator == "name" else "")

    def _suffix(self, reader: Reader) -> str:
        unit = self._unit(reader)
        return unit if unit in ("", "%") else f" {unit}"

    def _rated(self, outcome: Span) -> Outcome:
        return outcome_of(outcome, self.points)

    def _lost(self, rows: Rows) -> np.ndarray:
        outcome = rows.outcome(self)
        return np.asarray(outcome.high < outcome.full)


@dataclass(frozen=True, kw_only=True)
class _Lined(Leaf):
    """A leaf with one line above (or below) which nothing is lost."""

    def _line(self, rows: Rows) -> Array:
        raise NotImplementedError

    def _levers(self, rows: Rows) -> Iterator[Lever]:
        yield from lever_of(rows, self.value, self._line(rows), self.label, self._lost(rows))


@kind("threshold")
@dataclass(frozen=True, kw_only=True)
class Threshold(_Lined):
    """达标得满分: all or nothing; the line itself is on the good side."""

    at_least: Expression | None = None
    at_most: Expression | None = None

    @property
    def line(self) -> Expression:
        return self.at_least or self.at_most  # type: ignore[return-value]  # the loader wants exactly one

    def _score(self, rows: Rows) -> Outcome:
        slack = rows.value(self.value) - rows.value(self.line)
        slack = (slack if self.at_least else -slack).snapped()
        return self._rated(slack.rising(lambda above: np.where(above >= 0, self.points, 0.0)))

    def _line(self, rows: Rows) -> Array:
        return rows.value(self.line).low

    def _text(self, wording: Wording) -> str:
        side = "不低于" if self.at_least else "不高于"
        return f"{self.value.words(wording)} {side} {self.line.words(wording)} 得 {plain(self.points)} 分，否则不得分"

    def _sentence(self, reader: Reader) -> str:
        outcome = reader.rows.outcome(self)
        sides = ("不低于", "低于") if self.at_least else ("不高于", "高于")
        line = self._spoken(self.line, reader)
        if outcome.low[reader.place] != outcome.high[reader.place]:
            return f"{self._shown(reader)}，须{sides[0]} {line}"
        return f"{self._shown(reader)}，{sides[0] if outcome.low[reader.place] else sides[1]} {line}"


@kind("yes_no")
@dataclass(frozen=True, kw_only=True)
class YesNo(_Lined):
    """是得满分,否不得分; the county, as a mean of its towns, earns its share."""

    def _score(self, rows: Rows) -> Outcome:
        return self._rated(rows.value(self.value).rising(lambda share: np.clip(share, 0, 1) * self.points))

    def _line(self, rows: Rows) -> Array:
        return np.ones(rows.count)

    def _text(self, wording: Wording) -> str:
        return f"{self.value.words(wording)}得 {plain(self.points)} 分"

    def _sentence(self, reader: Reader) -> str:
        answer = {"1": "是", "0": "否"}
        shown = "未填报" if reader.rows.value(self.value).open[reader.place] else reader.value(self.value)
        return f"{self.value.words(reader.name)}：{answer.get(shown, shown)}"


@kind("ratio")
@dataclass(frozen=True, kw_only=True)
class Ratio(_Lined):
    """比例得分: value ÷ target × points, at most full; nothing below the share ``zero_below``."""

    target: Expression
    zero_below: float = 0.0

    def _score(self, rows: Rows) -> Outcome:
        return self._rated(self._share(rows).rising(self._earned))

    def _share(self, rows: Rows) -> Span:
        return (rows.value(self.value) / rows.value(self.target)).snapped()

    def _earned(self, share: Array) -> Array:
        earned = np.clip(share, 0, 1) * self.points
        return np.where(share < self.zero_below, 0.0, earned)

    def _line(self, rows: Rows) -> Array:
        return rows.value(self.target).low

    def _text(self, wording: Wording) -> str:
        floor = f"，低于 {plain(self.zero_below * 100)}% 不得分" if self.zero_below else ""
        target, value = self.target.words(wording), self.value.words(wording)
        return f"{value} 达到 {target} 得 {plain(self.points)} 分，未达到按完成比例得分{floor}"

    def _sentence(self, reader: Reader) -> str:
        share = self._share(reader.rows)
        place = reader.place
        head = f"{self._shown(reader)}，目标 {self._spoken(self.target, reader)}"
        if share.low[place] != share.high[place]:
            return head
        percent = plain(float(share.low[place]) * 100)
        if share.low[place] >= 1:
            return f"{head}，完成 {percent}%"
        if share.low[place] < self.zero_below:
            return f"{head}，完成 {percent}%，低于 {plain(self.zero_below * 100)}%"
        return f"{head}，完成 {percent}% × {plain(self.points)} 分"


@kind("per_step")
@dataclass(frozen=True, kw_only=True)
class PerStep(_Lined):
    """每少一步扣: full − deduct × shortfall ÷ step, not below 0. ``steps`` says how part of a step counts."""

    full_at: Expression
    step: float
    deduct: float
    better: Literal["higher", "lower"] = "higher"
    steps: WholeSteps = "continuous"

    def _score(self, rows: Rows) -> Outcome:
        return self._rated(self._steps_short(rows).falling(lambda n: np.clip(self.points - n * self.deduct, 0, None)))

    def _steps_short(self, rows: Rows) -> Span:
        value, line = rows.value(self.value), rows.value(self.full_at)
        shortfall = (line - value if self.better == "higher" else value - line).snapped()
        return shortfall.rising(self._steps_of)

    def _steps_of(self, shortfall: Array) -> Array:
        return _counted(shortfall, self.step, self.steps)

    def _line(self, rows: Rows) -> Array:
        return rows.value(self.full_at).low

    def _text(self, wording: Wording) -> str:
        side, way = ("达到", "低") if self.better == "higher" else ("不高于", "高")
        return (
            f"{self.value.words(wording)} {side} {self.full_at.words(wording)}{self.unit} 得 {plain(self.points)} 分，"
            f"每{way} {plain(self.step)} 扣 {plain(self.deduct)} 分{_WHOLE_STEPS[self.steps]}，扣完为止"
        )

    def _sentence(self, reader: Reader) -> str:
        steps = self._steps_short(reader.rows)
        line, place = self._spoken(self.full_at, reader), reader.place
        good, bad = ("达到", "低于") if self.better == "higher" else ("不高于", "高于")
        if steps.low[place] != steps.high[place]:
            return f"{self._shown(reader)}，须{good} {line}"
        if steps.low[place] == 0:
            return f"{self._shown(reader)}，{good} {line}"
        return f"{self._shown(reader)}，{bad} {line}，{self._cut(reader, float(steps.low[place]))}"

    def _cut(self, reader: Reader, taken: float) -> str:
        """«差 1.2 个百分点,每 1 个百分点扣 0.1 分,扣 0.12 分»: the figures that make up the deduction."""
        value, line = reader.rows.value(self.value), reader.rows.value(self.full_at)
        short = abs(float(line.low[reader.place]) - float(value.low[reader.place]))
        unit = {"%": " 个百分点", "": ""}.get(self._unit(reader), f" {self._unit(reader)}")
        counted = "" if self.steps == "continuous" else f"{_WHOLE_STEPS[self.steps]}，计 {plain(taken)} 步"
        cut = plain(min(taken * self.deduct, self.points))
        return f"差 {plain(short)}{unit}，每 {plain(self.step)}{unit}扣 {plain(self.deduct)} 分{counted}，扣 {cut} 分"


@dataclass(frozen=True)
class Deduction:
    """So much for each case of one sort."""

    value: Expression
    deduct: float
    name: str = ""


@kind("count")
@dataclass(frozen=True, kw_only=True)
class Count(Rule):
    """计数扣分: full − deduct × cases, several sorts of cases by severity, not below 0."""

    value: Expression | None = None
    deduct: float = 0.0
    cases: tuple[Deduction, ...] = ()

    @property
    def deductions(self) -> tuple[Deduction, ...]:
        """The sorts of cases, however they were written."""
        return self.cases or (Deduction(self.value, self.deduct),)  # type: ignore[arg-type]  # the loader wants one of the two

    def _score(self, rows: Rows) -> Outcome:
        taken = Span.known(0.0)
        for one in self.deductions:
            taken = taken + rows.value(one.value) * Span.known(one.deduct)
        earned = taken.over(rows.count).snapped().falling(lambda cut: np.clip(self.points - cut, 0, self.points))
        return outcome_of(earned, self.points)

    def _levers(self, rows: Rows) -> Iterator[Lever]:
        for one in self.deductions:
            found = rows.value(one.value)
            yield from lever_of(rows, one.value, np.zeros(rows.count), self.label, np.asarray(found.low > 0))

    def _text(self, wording: Wording) -> str:
        sorts = "，".join(
            f"{one.value.words(wording)}每{self.unit or '个'}扣 {plain(one.deduct)} 分" for one in self.deductions
        )
        return f"{sorts}，扣完为止（满分 {plain(self.points)} 分）"

    def _formula(self, reader: Reader) -> tuple[str, str]:
        def said(wording: Wording) -> str:
            cuts = " + ".join(f"{one.value.words(wording)} × {plain(one.deduct)}" for one in self.deductions)
            return f"{plain(self.points)} − ({cuts})"

        return said(reader.name), said(reader.figure)

    def _sentence(self, reader: Reader) -> str:
        return "；".join(self._said(one, reader) for one in self.deductions)

    def _said(self, one: Deduction, reader: Reader) -> str:
        found = reader.rows.value(one.value)
        named = one.value.words(reader.name)
        unit = self.unit or (reader.unit_of(one.value.names[0]) if one.value.names else "")
        low, high = float(found.low[reader.place]), float(found.high[reader.place])
        if low != high:
            return f"{named}未填报，每{unit or '个'}扣 {plain(one.deduct)} 分"
        if low == 0:
            return f"{named} 0 {unit}".rstrip()
        return f"{named} {plain(low)} {unit} × {plain(one.deduct)} 分，扣 {plain(low * one.deduct)} 分"


@dataclass(frozen=True)
class Band:
    """One band: its edge (inclusive) and its score."""

    score: float
    at_least: Expression | None = None
    at_most: Expression | None = None

    @property
    def edge(self) -> Expression:
        return self.at_least or self.at_most  # type: ignore[return-value]  # the loader wants exactly one


@kind("bands")
@dataclass(frozen=True, kw_only=True)
class Bands(_Lined):
    """分档: the first band whose edge is reached; edges are inclusive; best band first."""

    bands: tuple[Band, ...]
    otherwise: float = 0.0

    def _score(self, rows: Rows) -> Outcome:
        value = rows.value(self.value)
        low, high = (np.full(rows.count, self.otherwise) for _ in range(2))
        for band in reversed(self.bands):
            slack = value - rows.value(band.edge)
            slack = (slack if band.at_least else -slack).snapped()
            low = np.where(slack.low >= 0, band.score, low)
            high = np.where(slack.high >= 0, band.score, high)
        return outcome_of(Span(low, high, value.absent), self.points)

    def _line(self, rows: Rows) -> Array:
        return rows.value(self.bands[0].edge).low

    def _text(self, wording: Wording) -> str:
        unit = self.unit
        told = [
            f"{'达到' if band.at_least else '不高于'} {band.edge.words(wording)}{unit} 得 {plain(band.score)} 分"
            for band in self.bands
        ]
        rest = f"其余得 {plain(self.otherwise)} 分" if self.otherwise else "其余不得分"
        return f"{self.value.words(wording)} {'，'.join(told)}，{rest}"

    def _sentence(self, reader: Reader) -> str:
        outcome, place = reader.rows.outcome(self), reader.place
        shown = self._shown(reader)
        if outcome.low[place] != outcome.high[place]:
            return shown
        band = next((one for one in self.bands if one.score == outcome.low[place]), None)
        if band is None:
            last = self.bands[-1]
            return f"{shown}，{'低于' if last.at_least else '高于'}末档 {self._spoken(last.edge, reader)}"
        return f"{shown}，属「{'不低于' if band.at_least else '不高于'} {self._spoken(band.edge, reader)}」档"


@kind("interpolate")
@dataclass(frozen=True, kw_only=True)
class Interpolate(_Lined):
    """区间线性: 0 at ``zero_at``, full at ``full_at``, straight between, clipped outside; either direction."""

    full_at: Expression
    zero_at: Expression

    def _score(self, rows: Rows) -> Outcome:
        value, zero, full = (rows.value(one) for one in (self.value, self.zero_at, self.full_at))
        way = ((value - zero) / (full - zero)).snapped()
        return self._rated(way.rising(lambda share: np.clip(share, 0, 1) * self.points))

    def _line(self, rows: Rows) -> Array:
        return rows.value(self.full_at).low

    def _text(self, wording: Wording) -> str:
        full, zero = self.full_at.words(wording), self.zero_at.words(wording)
        return (
            f"{self.value.words(wording)} 达到 {full}{self.unit} 得 {plain(self.points)} 分，"
            f"{zero}{self.unit} 及以下不得分，其间按比例得分"
        )

    def _sentence(self, reader: Reader) -> str:
        outcome, place = reader.rows.outcome(self), reader.place
        full, zero = self._spoken(self.full_at, reader), self._spoken(self.zero_at, reader)
        shown = self._shown(reader)
        if outcome.low[place] != outcome.high[place]:
            return f"{shown}，满分线 {full}"
        if outcome.low[place] in (0.0, self.points):
            return f"{shown}，{f'达到满分线 {full}' if outcome.low[place] else f'未超过零分线 {zero}'}"
        return f"{shown}，在零分线 {zero} 与满分线 {full} 之间按比例 × {plain(self.points)} 分"


@kind("bonus")
@dataclass(frozen=True, kw_only=True)
class Bonus(Leaf):
    """超额加分: + ``add`` for each ``step`` of the value above 0, at most ``points``."""

    step: float
    add: float
    steps: WholeSteps = "completed"

    def _score(self, rows: Rows) -> Outcome:
        return self._rated(
            rows.value(self.value).rising(lambda extra: np.clip(self._taken(extra) * self.add, 0, self.points))
        )

    def _taken(self, extra: Array) -> Array:
        return _counted(extra, self.step, self.steps)

    def _levers(self, rows: Rows) -> Iterator[Lever]:
        line = np.full(rows.count, self.points / self.add * self.step)
        yield from lever_of(rows, self.value, line, self.label, self._lost(rows))

    def _text(self, wording: Wording) -> str:
        return (
            f"{self.value.words(wording)} 每多 {plain(self.step)} 加 {plain(self.add)} 分，最多 {plain(self.points)} 分"
        )

    def _sentence(self, reader: Reader) -> str:
        return f"{self._shown(reader)}，每多 {plain(self.step)} 加 {plain(self.add)} 分，最多 {plain(self.points)} 分"


@kind("manual")
@dataclass(frozen=True, kw_only=True)
class Manual(_Lined):
    """人工评分: a reviewer's figure between 0 and the points."""

    def _score(self, rows: Rows) -> Outcome:
        return self._rated(rows.value(self.value).rising(lambda given: np.clip(given, 0, self.points)))

    def _line(self, rows: Rows) -> Array:
        return np.full(rows.count, self.points)

    def _text(self, wording: Wording) -> str:
        return f"{self.value.words(wording)}，由评审在 0~{plain(self.points)} 分内评定"

    def _sentence(self, reader: Reader) -> str:
        return f"评定{self._shown(reader)}"
