"""Leaves that count cases: deductions by severity, lists of additions, bonuses for what is beyond."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scoring.expression import Expression, Wording
from scoring.formula import Bounds, Marks, clipped, number, settled
from scoring.formula import counted as counted_formula
from scoring.formula_rows import FormulaRows
from scoring.rounding import plain, snap
from scoring.rows import Rows
from scoring.rules.bounds import Positive
from scoring.rules.leaf import Edge, Leaf, WholeSteps, counted, edge_of_steps, lever_of
from scoring.rules.reader import Reader
from scoring.rules.rule import Lever, Outcome, Rule, kind
from scoring.span import Span


@dataclass(frozen=True)
class Deduction:
    """So much for each case of one sort."""

    value: Expression
    deduct: Positive
    name: str = ""


@kind("count")
@dataclass(frozen=True, kw_only=True)
class Count(Rule):
    """计数扣分: full − deduct × cases, several sorts of cases by severity, not below ``floor`` (negative: 倒扣)."""

    value: Expression | None = None
    deduct: Positive = 0.0
    cases: tuple[Deduction, ...] = ()
    floor: float = 0.0

    @property
    def deductions(self) -> tuple[Deduction, ...]:
        """The sorts of cases, however they were written."""
        return self.cases or (Deduction(self.value, self.deduct),)  # type: ignore[arg-type]  # the loader wants one

    def _score(self, rows: Rows) -> Outcome:
        cut = _added(rows, [(one.value, one.deduct) for one in self.deductions])
        earned = cut.falling(lambda taken: np.clip(self.points - taken, self.floor, self.points))
        return Outcome(snap(earned.low), snap(earned.high), np.full(rows.count, self.points), earned.absent)

    def _marks(self, rows: FormulaRows) -> Marks:
        cut = _added_formula(rows, [(one.value, one.deduct) for one in self.deductions])
        left = (Bounds.known(self.points) - cut).rising(lambda text: settled(clipped(text, self.floor, self.points)))
        return Marks(left.low, left.high, number(self.points), left.missing)

    def _levers(self, rows: Rows) -> Iterator[Lever]:
        for one in self.deductions:
            found = np.asarray(snap(rows.value(one.value).low) > 0)
            yield from lever_of(rows, one.value, Edge(np.zeros(rows.count), falls=True), self, found)

    def _text(self, wording: Wording) -> str:
        sorts = "，".join(
            f"{one.value.words(wording)}每{self.unit or '个'}扣 {plain(one.deduct)} 分" for one in self.deductions
        )
        return f"{sorts}，{self._end()}（满分 {plain(self.points)} 分）"

    def _formula(self, reader: Reader) -> tuple[str, str]:
        def told(wording: Wording) -> str:
            cuts = " + ".join(f"{one.value.words(wording)} × {plain(one.deduct)}" for one in self.deductions)
            return f"{plain(self.points)} − ({cuts})"

        return told(reader.name), told(reader.figure)

    def _sentence(self, reader: Reader) -> str:
        told = "；".join(self._told(one, reader) for one in self.deductions)
        return f"{told}，{self._end()}" if self._used_up(reader) else told

    def _used_up(self, reader: Reader) -> bool:
        """Whether more cases were found than there are points to lose."""
        cut = _added(reader.rows, [(one.value, one.deduct) for one in self.deductions])
        return bool(snap(cut.low[reader.place]) > self.points - self.floor)

    def _end(self) -> str:
        return "扣完为止" if self.floor == 0 else f"最低 {plain(self.floor)} 分"

    def _told(self, one: Deduction, reader: Reader) -> str:
        found, place = reader.rows.value(one.value), reader.place
        named = one.value.words(reader.name)
        unit = self.unit or (reader.unit_of(one.value.names[0]) if one.value.names else "")
        low, high = float(found.low[place]), float(found.high[place])
        if low != high:
            return f"{named}未填报，每{unit or '个'}扣 {plain(one.deduct)} 分"
        if low == 0:
            return f"{named} 0 {unit}".rstrip()
        return f"{named} {plain(low)} {unit} × {plain(one.deduct)} 分，扣 {plain(low * one.deduct)} 分"


@dataclass(frozen=True)
class Addition:
    """So much for each case of one level."""

    value: Expression
    add: float
    name: str = ""


@kind("tally")
@dataclass(frozen=True, kw_only=True)
class Tally(Rule):
    """加减分清单: the sum over the levels (国家 5、省 3、市 1), from ``floor`` up to the points."""

    items: tuple[Addition, ...]
    floor: float = 0.0

    def _score(self, rows: Rows) -> Outcome:
        total = _added(rows, [(one.value, one.add) for one in self.items])
        earned = total.rising(lambda sum_: np.clip(sum_, self.floor, self.points))
        return Outcome(snap(earned.low), snap(earned.high), np.full(rows.count, self.points), earned.absent)

    def _marks(self, rows: FormulaRows) -> Marks:
        total = _added_formula(rows, [(one.value, one.add) for one in self.items])
        earned = total.rising(lambda text: settled(clipped(text, self.floor, self.points)))
        return Marks(earned.low, earned.high, number(self.points), earned.missing)

    def _text(self, wording: Wording) -> str:
        told = "，".join(
            f"{one.value.words(wording)}每{self.unit or '个'}{'加' if one.add >= 0 else '减'} {plain(abs(one.add))} 分"
            for one in self.items
        )
        return f"{told}，最低 {plain(self.floor)} 分，最高 {plain(self.points)} 分"

    def _sentence(self, reader: Reader) -> str:
        told = "，".join(
            f"{one.value.words(reader.name)} {one.value.words(reader.figure)} × {plain(one.add)} 分"
            for one in self.items
        )
        return f"{told}，最低 {plain(self.floor)} 分，最高 {plain(self.points)} 分"


@kind("bonus")
@dataclass(frozen=True, kw_only=True)
class Bonus(Leaf):
    """超额加分: + ``add`` for each ``step`` of the value above 0, at most ``points``."""

    step: Positive
    add: Positive
    steps: WholeSteps = "completed"

    def _score(self, rows: Rows) -> Outcome:
        return self.outcome_of(
            self.measured(rows).rising(
                lambda extra: np.clip(counted(extra, self.step, self.steps) * self.add, 0, self.points)
            )
        )

    def _marks(self, rows: FormulaRows) -> Marks:
        return self.marks_of(self.measured_formula(rows).rising(self._earned_formula))

    def _earned_formula(self, extra: str) -> str:
        return clipped(f"{counted_formula(extra, self.step, self.steps)}*{number(self.add)}", 0, self.points)

    def _levers(self, rows: Rows) -> Iterator[Lever]:
        edge = self.before_rounding(edge_of_steps(self.points, self.add, self.step, self.steps))
        yield from lever_of(rows, self.value, edge, self)

    def _text(self, wording: Wording) -> str:
        value = self.value.words(wording)
        return f"{value} 每多 {plain(self.step)} 加 {plain(self.add)} 分，最多 {plain(self.points)} 分"

    def _sentence(self, reader: Reader) -> str:
        return f"{self.shown(reader)}，每多 {plain(self.step)} 加 {plain(self.add)} 分，最多 {plain(self.points)} 分"


def _added(rows: Rows, terms: list[tuple[Expression, float]]) -> Span:
    """The sum of the terms, each times its weight, for every unit."""
    total = Span.known(0.0)
    for value, weight in terms:
        total = total + rows.value(value) * Span.known(weight)
    return total.over(rows.count)


def _added_formula(rows: FormulaRows, terms: list[tuple[Expression, float]]) -> Bounds:
    """The same sum as formulas."""
    first, *rest = (rows.value(value).scaled(weight) for value, weight in terms)
    return sum(rest, first)
