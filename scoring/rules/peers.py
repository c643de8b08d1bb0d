"""Rules that need all units at once: a score by rank among those scored together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from scoring.expression import Expression, Wording
from scoring.rounding import Array, plain, snap
from scoring.rows import Rows
from scoring.rules.leaves import Leaf
from scoring.rules.rule import Outcome, Reader, kind
from scoring.span import Mask, Span


@dataclass(frozen=True)
class Place:
    """The best ``top`` share of the units get ``score``; the last place is ``top: 1``."""

    top: Expression
    score: float


@kind("rank")
@dataclass(frozen=True, kw_only=True)
class Rank(Leaf):
    """排名赋分: by competition rank among the units scored together. One unit alone is «同组不足», never full."""

    bands: tuple[Place, ...]
    best: Literal["highest", "lowest"] = "highest"

    def _score(self, rows: Rows) -> Outcome:
        value = rows.value(self.value)
        best, worst, size = self.ranks(rows)
        if size < 2:
            scores = [one.score for one in self.bands]
            low, high = np.full(rows.count, min(scores)), np.full(rows.count, max(scores))
        else:
            low, high = self._scores(worst, size), self._scores(best, size)
        return Outcome(low, high, np.full(rows.count, self.points), value.absent)

    def ranks(self, rows: Rows) -> tuple[Array, Array, int]:
        """(best possible rank, worst possible rank, number of units ranked)."""
        value = rows.value(self.value)
        value = value if self.best == "highest" else -value
        here = ~value.absent
        best = 1 + _above(value.low[here], value.high)
        worst = 1 + _above(value.high[here], value.low) - _itself_above(value, here)
        return best, np.maximum(worst, best), int(here.sum())

    def _scores(self, rank: Array, size: int) -> Array:
        share = snap(rank / size)
        scores = np.full(rank.shape, self.bands[-1].score)
        for band in reversed(self.bands):
            scores = np.where(share <= _constant(band.top), band.score, scores)
        return scores

    def _text(self, wording: Wording) -> str:
        told = "，".join(f"排名在前 {band.top.text} 得 {plain(band.score)} 分" for band in self.bands)
        return f"{self.value.words(wording)} 在参评单位中{told}"

    def _sentence(self, reader: Reader) -> str:
        best, worst, size = self.ranks(reader.rows)
        place = reader.place
        if size < 2:
            return f"{self._shown(reader)}，同组不足，无法排名"
        rank = plain(best[place]) if best[place] == worst[place] else f"{plain(best[place])}~{plain(worst[place])}"
        return f"{self._shown(reader)}，在 {size} 个参评单位中列第 {rank} 位"


def _above(others: Array, mine: Array) -> Array:
    """How many of the others are greater, for each of mine."""
    ordered = np.sort(others)
    return np.asarray(len(ordered) - np.searchsorted(ordered, mine, side="right"), dtype=float)


def _itself_above(value: Span, here: Mask) -> Array:
    """1 where a unit's own best bound would count against its own worst."""
    return np.asarray(here & (value.high > value.low), dtype=float)


def _constant(expression: Expression) -> float:
    return float(expression.span(Rows(1, {})).low)
