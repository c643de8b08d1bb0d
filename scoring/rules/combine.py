"""The combinations: sums, the best of several, and rules over sampled villages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from scoring.expression import Wording
from scoring.rounding import Array, plain, snap
from scoring.rows import Rows, Sampled
from scoring.rules.rule import Lever, Outcome, Reader, Rule, Step, got, kind


@kind("sum", bare="of")
@dataclass(frozen=True, kw_only=True)
class Sum(Rule):
    """多子项组合: the parts add up; a part that does not apply leaves the base."""

    of: tuple[Rule, ...]

    def parts(self) -> tuple[Rule, ...]:
        return self.of

    def _score(self, rows: Rows) -> Outcome:
        outcomes = [rows.outcome(part) for part in self.of]
        low, high, full = (
            np.asarray(snap(np.sum([getattr(one, column) for one in outcomes], axis=0)))
            for column in ("low", "high", "full")
        )
        return Outcome(low, high, full, np.logical_and.reduce([one.absent for one in outcomes]))

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
            changes = np.array([lever.change for lever in found if lever.name == name])
            nearest = np.where(lost, _least(changes), _most(changes))
            yield Lever(self.label, name, nearest, lost)
            return

    def _score(self, rows: Rows) -> Outcome:
        outcomes = [rows.outcome(part) for part in self.of]
        absent = np.logical_and.reduce([one.absent for one in outcomes])
        low = np.max([one.low for one in outcomes], axis=0)
        high = np.max([one.high for one in outcomes], axis=0)
        return Outcome(low, high, np.where(absent, 0.0, self.points), absent)

    def _text(self, wording: Wording) -> str:
        return "按最有利的一项计：" + "；".join(part.text(wording) for part in self.of)

    def _sentence(self, reader: Reader) -> str:
        highs = [float(reader.rows.outcome(part).high[reader.place]) for part in self.of]
        best = self.of[int(np.argmax(highs))]
        return best._sentence(reader)


def _least(changes: Array) -> Array:
    """The change of least size, unit by unit; NaN where there is none."""
    sizes = np.where(np.isnan(changes), np.inf, np.abs(changes))
    return np.asarray(np.take_along_axis(changes, sizes.argmin(axis=0)[None], axis=0)[0])


def _most(changes: Array) -> Array:
    """The change of greatest size: the line that is farthest away guards a unit that has full marks."""
    sizes = np.where(np.isnan(changes), -np.inf, np.abs(changes))
    return np.asarray(np.take_along_axis(changes, sizes.argmax(axis=0)[None], axis=0)[0])


@kind("samples")
@dataclass(frozen=True, kw_only=True)
class Samples(Rule):
    """抽样聚合: the rule on each sampled village, then the mean or the worst of them. No village: unreported."""

    rule: Rule
    combine: Literal["mean", "worst"] = "mean"

    def walk(self) -> Iterator[Rule]:
        yield self
        yield from self.rule.walk()

    def _score(self, rows: Rows) -> Outcome:
        sampled = _villages(rows)
        outcome, owner = sampled.rows.outcome(self.rule), sampled.owner
        counted = ~outcome.absent
        seen = np.bincount(owner[counted], minlength=rows.count)
        low, high = (self._combined(column[counted], owner[counted], seen) for column in (outcome.low, outcome.high))
        low, high = np.where(seen, low, 0.0), np.where(seen, high, self.points)
        absent = np.bincount(owner, minlength=rows.count).astype(bool) & (seen == 0)
        return Outcome(np.asarray(snap(low)), np.asarray(snap(high)), np.full(rows.count, self.points), absent)

    def _combined(self, scores: Array, owner: np.ndarray, seen: np.ndarray) -> Array:
        if self.combine == "mean":
            return np.asarray(np.bincount(owner, weights=scores, minlength=len(seen)) / np.maximum(seen, 1))
        worst = np.full(len(seen), np.inf)
        np.minimum.at(worst, owner, scores)
        return worst

    def _levers(self, rows: Rows) -> Iterator[Lever]:
        """What must change over all of a unit's villages together."""
        sampled = _villages(rows)
        for lever in self.rule.levers(sampled.rows):
            change = np.where(lever.lost, lever.change, 0.0)
            total = np.asarray(np.bincount(sampled.owner, np.nan_to_num(change), rows.count), dtype=float)
            lost = np.bincount(sampled.owner, weights=lever.lost, minlength=rows.count) > 0
            yield Lever(self.label, lever.name, total, lost)

    def _text(self, wording: Wording) -> str:
        way = "平均" if self.combine == "mean" else "最差"
        return f"每个抽查村满分 {plain(self.points)} 分，{self.rule.text(wording)}；取抽查村{way}"

    def _formula(self, reader: Reader) -> tuple[str, str]:
        scores = "、".join(plain(score) for _, score in self._scores(reader))
        way = "平均" if self.combine == "mean" else "最低"
        return f"各抽查村得分的{way}", f"{way}({scores})"

    def _scores(self, reader: Reader) -> list[tuple[str, float]]:
        """The unit's villages with their best possible scores, worst first."""
        sampled = _villages(reader.rows)
        outcome = sampled.rows.outcome(self.rule)
        places = np.flatnonzero((sampled.owner == reader.place) & ~outcome.absent)
        scores = [(str(sampled.names[place]), float(outcome.high[place])) for place in places]
        return sorted(scores, key=lambda one: one[1])

    def _gaps(self, reader: Reader) -> int:
        """How many of the unit's villages have figures missing."""
        sampled = _villages(reader.rows)
        outcome = sampled.rows.outcome(self.rule)
        return int(((outcome.low < outcome.high) & (sampled.owner == reader.place)).sum())

    def explain(self, reader: Reader, depth: int = 0) -> Iterator[Step]:
        yield from super().explain(reader, depth)
        sampled = _villages(reader.rows)
        for place in np.flatnonzero(sampled.owner == reader.place):
            inner = Reader(sampled.rows, int(place), reader.name, reader.unit_of)
            step = next(self.rule.explain(inner, depth + 1))
            name = str(sampled.names[place])
            yield replace(step, label=name, sentence=f"{name}：{step.sentence}")

    def _sentence(self, reader: Reader) -> str:
        scores = self._scores(reader)
        if not scores:
            return "尚无抽查村数据"
        gaps = self._gaps(reader)
        head = f"抽查 {len(scores)} 个村" + (f"（{gaps} 个村数据未齐）" if gaps else "")
        short = [(name, score) for name, score in scores if score < self.points]
        if not short:
            return f"{head}，{'其余' if gaps else '均'}未失分"
        told = "、".join(f"{name} {plain(score)} 分" for name, score in short[:5])
        more = f"等 {len(short)} 个村" if len(short) > 5 else ""
        return f"{head}，失分村：{told}{more}，取{'平均' if self.combine == 'mean' else '最差'}"


def _villages(rows: Rows) -> Sampled:
    if rows.sampled is None:
        raise LookupError("samples rule over an indicator without sampled inputs")  # the loader refuses such a scheme
    return rows.sampled
