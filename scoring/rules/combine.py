"""The combinations of parts: sums, weighted means, the best of several, shared pools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scoring.expression import Wording
from scoring.formula import NEVER, Marks, both, clipped, number, positive, settled, when
from scoring.formula_rows import FormulaRows
from scoring.rounding import Array, plain, snap
from scoring.rows import Rows
from scoring.rules.bounds import Positive
from scoring.rules.reader import Reader, got
from scoring.rules.rule import Lever, Outcome, Rule, kind


@kind("sum", bare="of")
@dataclass(frozen=True, kw_only=True)
class Sum(Rule):
    """多子项组合: the parts add up; a part that does not apply leaves the base."""

    of: tuple[Rule, ...]

    def parts(self) -> tuple[Rule, ...]:
        return self.of

    def _score(self, rows: Rows) -> Outcome:
        outcomes = [rows.outcome(part) for part in self.of]
        grown = self._grown(outcomes)
        low, high, full = (
            np.asarray(snap(np.sum([getattr(one, column) for one in outcomes], axis=0) * grown))
            for column in ("low", "high", "full")
        )
        return Outcome(low, high, full, np.logical_and.reduce([one.absent for one in outcomes]))

    def _grown(self, outcomes: list[Outcome]) -> Array | float:
        """How much the other parts grow where a part without a task hands its points on to them."""
        handed = [
            (part, one) for part, one in zip(self.of, outcomes, strict=True) if part.not_applicable == "to_siblings"
        ]
        if not handed:
            return 1.0
        extra = np.sum([np.where(one.absent, part.points, 0.0) for part, one in handed], axis=0)
        base = np.sum([one.full for one in outcomes], axis=0)
        return np.where(base > 0, (base + extra) / np.maximum(base, 1e-9), 1.0)

    def _marks(self, rows: FormulaRows) -> Marks:
        marks = [rows.outcome(part) for part in self.of]
        grown = self._grown_formula(rows, marks)
        low, high, full = (
            settled(_total([getattr(one, column) for one in marks]) + grown) for column in ("low", "high", "full")
        )
        return Marks(low, high, full, both(*(one.absent for one in marks)))

    def _grown_formula(self, rows: FormulaRows, marks: list[Marks]) -> str:
        handed = [
            when(one.absent, number(part.points), "0")
            for part, one in zip(self.of, marks, strict=True)
            if part.not_applicable == "to_siblings" and one.absent != NEVER
        ]
        if not handed:
            return ""
        base = rows.put("其余部分应计分", _total([one.full for one in marks]))
        return "*" + rows.put("分值并入后的倍数", f"IF({base}>0,({base}+{_total(handed)})/MAX({base},1E-09),1)")

    def _text(self, wording: Wording) -> str:
        return "；".join(part.text(wording) for part in self.of)

    def _ordinary(self, reader: Reader, low: float, high: float) -> str:
        parts = [next(part.explain(reader)).sentence for part in self.of]
        return "；".join([*parts, *filter(None, [self._awaited(reader)]), f"合计{got(low, high)}"])


@kind("best_of", bare="of")
@dataclass(frozen=True, kw_only=True)
class BestOf(Rule):
    """The best of several ways counts."""

    parts_share = True

    of: tuple[Rule, ...]

    def parts(self) -> tuple[Rule, ...]:
        return self.of

    def _levers(self, rows: Rows) -> Iterator[Lever]:
        """One way is enough: the nearest line for each unit, among the ways moved by the same figure."""
        outcome = rows.outcome(self)
        lost = np.asarray(outcome.high < outcome.full)
        found = [lever for part in self.of for lever in part.levers(rows)]
        for name in dict.fromkeys(lever.name for lever in found):
            ways = [lever for lever in found if lever.name == name]
            nearest = _least(np.array([one.change for one in ways]))
            guard = _most(np.array([np.where(one.lost, np.nan, one.change) for one in ways]))
            yield Lever(self.label, name, np.where(lost, nearest, guard), lost)
            return

    def _score(self, rows: Rows) -> Outcome:
        outcomes = [rows.outcome(part) for part in self.of]
        absent = np.logical_and.reduce([one.absent for one in outcomes])
        low = np.max([one.low for one in outcomes], axis=0)
        high = np.max([one.high for one in outcomes], axis=0)
        return Outcome(low, high, np.where(absent, 0.0, self.points), absent)

    def _marks(self, rows: FormulaRows) -> Marks:
        marks = [rows.outcome(part) for part in self.of]
        absent = both(*(one.absent for one in marks))
        low, high = (f"MAX({','.join(getattr(one, column) for one in marks)})" for column in ("low", "high"))
        return Marks(low, high, when(absent, "0", number(self.points)), absent)

    def _text(self, wording: Wording) -> str:
        return "按最有利的一项计：" + "；".join(part.text(wording) for part in self.of)

    def _formula(self, reader: Reader) -> tuple[str, str]:
        return "取最有利的一项", ""

    def _sentence(self, reader: Reader) -> str:
        highs = [float(reader.rows.outcome(part).high[reader.place]) for part in self.of]
        best = self.of[int(np.argmax(highs))]
        return best._sentence(reader)


def _total(texts: list[str]) -> str:
    """The sum of the texts."""
    return f"SUM({','.join(texts)})"


def _least(changes: Array) -> Array:
    """The change of least size, unit by unit; NaN where there is none."""
    sizes = np.where(np.isnan(changes), np.inf, np.abs(changes))
    return np.asarray(np.take_along_axis(changes, sizes.argmin(axis=0)[None], axis=0)[0])


def _most(changes: Array) -> Array:
    """The change of greatest size: the line that is farthest away guards a unit that has full marks."""
    sizes = np.where(np.isnan(changes), -np.inf, np.abs(changes))
    return np.asarray(np.take_along_axis(changes, sizes.argmax(axis=0)[None], axis=0)[0])


@dataclass(frozen=True)
class Weight:
    """One part of a weighted composite and its share of the points."""

    weight: Positive
    rule: Rule


@kind("weighted")
@dataclass(frozen=True, kw_only=True)
class Weighted(Rule):
    """加权合成: Σ weight × share earned × points. Parts without a task leave their weight to the others."""

    parts_share = True

    of: tuple[Weight, ...]

    def parts(self) -> tuple[Rule, ...]:
        return tuple(one.rule for one in self.of)

    def _score(self, rows: Rows) -> Outcome:
        outcomes = [(one.weight, rows.outcome(one.rule)) for one in self.of]
        weights = np.sum([np.where(one.full > 0, weight, 0.0) for weight, one in outcomes], axis=0)
        low, high = (self._mixed(outcomes, column, weights) for column in ("low", "high"))
        absent = np.logical_and.reduce([one.absent for _, one in outcomes])
        return Outcome(low, high, np.where(weights > 0, self.points, 0.0), absent)

    def _mixed(self, outcomes: list[tuple[float, Outcome]], column: str, weights: Array) -> Array:
        shares = [
            weight * np.divide(getattr(one, column), one.full, out=np.zeros_like(one.full), where=one.full > 0)
            for weight, one in outcomes
        ]
        return np.asarray(snap(np.sum(shares, axis=0) / np.where(weights > 0, weights, 1.0) * self.points))

    def _marks(self, rows: FormulaRows) -> Marks:
        marks = [(number(one.weight), rows.outcome(one.rule)) for one in self.of]
        weights = rows.put("适用部分的权重", _total([when(positive(one.full), weight, "0") for weight, one in marks]))
        shares = (
            [when(positive(one.full), f"{weight}*{getattr(one, column)}/{one.full}", "0") for weight, one in marks]
            for column in ("low", "high")
        )
        low, high = (settled(f"{_total(share)}/IF({weights}>0,{weights},1)*{number(self.points)}") for share in shares)
        full = f"IF({weights}>0,{number(self.points)},0)"
        return Marks(low, high, full, both(*(one.absent for _, one in marks)))

    def _text(self, wording: Wording) -> str:
        told = "；".join(f"权重 {plain(one.weight)}：{one.rule.text(wording)}" for one in self.of)
        return f"加权合成为 {plain(self.points)} 分——{told}"

    def _formula(self, reader: Reader) -> tuple[str, str]:
        return "各部分按权重相加", ""

    def _ordinary(self, reader: Reader, low: float, high: float) -> str:
        parts = [f"权重 {plain(one.weight)}：{next(one.rule.explain(reader)).sentence}" for one in self.of]
        return "；".join([*parts, f"加权合成{got(low, high)}（满分 {plain(self.points)} 分）"])


@kind("pool", bare="of")
@dataclass(frozen=True, kw_only=True)
class Pool(Rule):
    """共享扣分池: what the parts lose is taken from one pool of points, not below ``floor``.

    The parts' points are the caps of their deductions; together they may exceed the pool.
    """

    parts_share = True

    of: tuple[Rule, ...]
    floor: float = 0.0

    def parts(self) -> tuple[Rule, ...]:
        return self.of

    def _score(self, rows: Rows) -> Outcome:
        outcomes = [rows.outcome(part) for part in self.of]
        absent = np.logical_and.reduce([one.absent for one in outcomes])
        low, high = (
            np.clip(
                self.points - np.sum([one.full - getattr(one, column) for one in outcomes], axis=0), self.floor, None
            )
            for column in ("low", "high")
        )
        return Outcome(np.asarray(snap(low)), np.asarray(snap(high)), np.where(absent, 0.0, self.points), absent)

    def _marks(self, rows: FormulaRows) -> Marks:
        marks = [rows.outcome(part) for part in self.of]
        absent, points = both(*(one.absent for one in marks)), number(self.points)
        cuts = (_total([f"({one.full}-{getattr(one, column)})" for one in marks]) for column in ("low", "high"))
        low, high = (settled(clipped(f"{points}-{cut}", self.floor)) for cut in cuts)
        return Marks(low, high, when(absent, "0", points), absent)

    def _text(self, wording: Wording) -> str:
        told = "；".join(part.text(wording) for part in self.of)
        return f"以下各项扣分合并计算，从 {plain(self.points)} 分中扣除，最低 {plain(self.floor)} 分：{told}"

    def _formula(self, reader: Reader) -> tuple[str, str]:
        return f"{plain(self.points)} − 各部分扣分", ""

    def _ordinary(self, reader: Reader, low: float, high: float) -> str:
        parts = [self._cut(part, reader) for part in self.of]
        return "；".join([*parts, f"从 {plain(self.points)} 分中扣除，{got(low, high)}"])

    def _cut(self, part: Rule, reader: Reader) -> str:
        outcome, place = reader.rows.outcome(part), reader.place
        sentence = next(part.explain(reader)).sentence
        return f"{sentence}（计入扣分 {plain(float(outcome.full[place] - outcome.high[place]))} 分）"
