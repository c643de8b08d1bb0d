"""Rules over sampled villages: each is scored, then they are combined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from scoring.expression import Wording
from scoring.formula import FAR, Marks, both, negated, number, settled, when
from scoring.formula_rows import FormulaRows, Villages
from scoring.rounding import Array, plain, snap
from scoring.rows import Rows, Sampled
from scoring.rules.reader import Reader, Step
from scoring.rules.rule import Lever, Outcome, Rule, kind

_WAYS = {"mean": "平均", "worst": "最差", "share": "达标占比"}


@kind("samples")
@dataclass(frozen=True, kw_only=True)
class Samples(Rule):
    """抽样聚合: the rule on each sampled village, then the mean, the worst, or the share of those with full marks.

    No village: unreported.
    """

    rule: Rule
    combine: Literal["mean", "worst", "share"] = "mean"

    def walk(self) -> Iterator[Rule]:
        yield self
        yield from self.rule.walk()

    def _score(self, rows: Rows) -> Outcome:
        sampled = _villages(rows)
        outcome, owner = sampled.rows.outcome(self.rule), sampled.owner
        counted = ~outcome.absent
        seen = np.bincount(owner[counted], minlength=rows.count)
        columns = [outcome.low, outcome.high]
        if self.combine == "share":
            columns = [np.where(column >= outcome.full, self.points, 0.0) for column in columns]
        low, high = (self._combined(column[counted], owner[counted], seen) for column in columns)
        low, high = np.where(seen, low, 0.0), np.where(seen, high, self.points)
        absent = np.bincount(owner, minlength=rows.count).astype(bool) & (seen == 0)
        return Outcome(np.asarray(snap(low)), np.asarray(snap(high)), np.full(rows.count, self.points), absent)

    def _marks(self, rows: FormulaRows) -> Marks:
        villages = rows.villages
        if villages is None:
            raise LookupError("samples rule over an indicator without sampled inputs")
        marks = villages.rows.outcome(self.rule)
        here = villages.rows.put("计入抽样", f"IF({both(f'{villages.listed}=1', negated(marks.absent))},1,0)")
        own = f"{villages.own}*{villages.whole(here)}"
        listed = f"SUMPRODUCT({villages.own}*({villages.whole(villages.listed)}=1))"
        seen = rows.put("抽查村数", f"SUMPRODUCT({own})")
        low, high = (
            when(f"{seen}=0", instead, settled(self._combined_formula(villages, text, marks.full, own, seen)))
            for text, instead in ((marks.low, "0"), (marks.high, number(self.points)))
        )
        return Marks(low, high, number(self.points), both(f"{listed}>0", f"{seen}=0"))

    def _combined_formula(self, villages: Villages, text: str, full: str, own: str, seen: str) -> str:
        if self.combine == "share":
            text = villages.rows.put("满分的村", f"IF({settled(f'{text}-{full}')}>=0,{number(self.points)},0)")
        scores = villages.whole(text)
        if self.combine == "worst":
            return f"SUMPRODUCT(MIN({scores}+{FAR}*(1-{own})))"
        return f"SUMPRODUCT({own}*{scores})/{seen}"

    def _combined(self, scores: Array, owner: np.ndarray, seen: np.ndarray) -> Array:
        if self.combine != "worst":
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
        way = _WAYS[self.combine]
        return f"每个抽查村满分 {plain(self.points)} 分，{self.rule.text(wording)}；取抽查村{way}"

    def _formula(self, reader: Reader) -> tuple[str, str]:
        scores = "、".join(plain(score) for _, score in self._scores(reader))
        way = _WAYS[self.combine]
        return f"各抽查村得分的{way}", f"{way}（{scores}）"

    def _scores(self, reader: Reader) -> list[tuple[str, float]]:
        """The unit's villages with their best possible scores, worst first."""
        sampled = _villages(reader.rows)
        outcome = sampled.rows.outcome(self.rule)
        places = np.flatnonzero((sampled.owner == reader.place) & ~outcome.absent)
        scores = [(str(sampled.names[place]), float(outcome.high[place])) for place in places]
        return sorted(scores, key=lambda one: (one[1], one[0]))

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
        return f"{head}，失分村：{told}{more}，取{_WAYS[self.combine]}"


def _villages(rows: Rows) -> Sampled:
    if rows.sampled is None:
        raise LookupError("samples rule over an indicator without sampled inputs")  # the loader refuses such a scheme
    return rows.sampled
