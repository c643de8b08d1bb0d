"""Rules that need all units at once: a score by rank among those scored together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from scoring import peers
from scoring.expression import Expression, Wording
from scoring.formula import NOT_APPLICABLE as NO_TASK
from scoring.formula import Marks, clipped, number, quoted, settled, when
from scoring.formula_rows import FormulaRows
from scoring.rounding import Array, plain, snap
from scoring.rows import Rows
from scoring.rules.bounds import Positive
from scoring.rules.leaf import Leaf
from scoring.rules.reader import Reader
from scoring.rules.rule import Outcome, Wrong, kind


@dataclass(frozen=True)
class Place:
    """The best ``top`` share of the units get ``score`` (or, with ``to``, every place up to that one)."""

    score: float
    top: Expression | None = None
    to: float = 0.0


@kind("rank")
@dataclass(frozen=True, kw_only=True)
class Rank(Leaf):
    """排名赋分: by competition rank among the units scored together (``within: group`` for each unit's own group).

    Either a table (``bands``), or full marks for the first place and ``per_place`` less for each place after it. One
    unit alone is «同组不足»: open between the worst and the best score, never full.
    """

    bands: tuple[Place, ...] = ()
    per_place: Positive = 0.0
    otherwise: float = 0.0
    best: Literal["highest", "lowest"] = "highest"
    within: Literal["all", "group"] = "all"

    def wrongs(self) -> Iterator[Wrong]:
        yield from super().wrongs()
        if bool(self.bands) == bool(self.per_place):
            yield "per_place", "排名赋分应恰好写名次表或每后移一名减的分之一", "请保留一个"
        for band in self.bands:
            yield from _place_wrongs(band)
        scores = [*(one.score for one in self.bands), self.otherwise]
        if self.bands and scores != sorted(scores, reverse=True):
            yield "bands", "靠后的名次得分反而更高", "请按名次从好到差写，得分从高到低"

    def _score(self, rows: Rows) -> Outcome:
        best, worst, size = self.ranks(rows)
        alone = size < 2
        low = np.where(alone, self._least(), self._scores(worst, size))
        high = np.where(alone, self.points, self._scores(best, size))
        return Outcome(low, high, np.full(rows.count, self.points), rows.value(self.value).absent)

    def ranks(self, rows: Rows) -> tuple[Array, Array, Array]:
        """(best possible rank, worst possible rank, number ranked) of each unit."""
        return peers.ranks(rows.value(self.value), self.best, rows.groups if self.within == "group" else None)

    def _least(self) -> float:
        return (
            min((self.otherwise, *(one.score for one in self.bands)))
            if not self._covers_all()
            else self.bands[-1].score
        )

    def _covers_all(self) -> bool:
        return bool(self.bands) and self.bands[-1].top is not None and share(self.bands[-1].top) >= 1

    def _scores(self, rank: Array, size: Array) -> Array:
        if self.per_place:
            return np.asarray(snap(np.clip(self.points - (rank - 1) * self.per_place, 0, None)))
        part = snap(rank / np.maximum(size, 1))
        scores = np.full(rank.shape, self.otherwise)
        for band in reversed(self.bands):
            reached = part <= share(band.top) if band.top is not None else rank <= band.to
            scores = np.where(reached, band.score, scores)
        return scores

    def _marks(self, rows: FormulaRows) -> Marks:
        value = rows.value(self.value)
        low, high = (
            rows.put(f"排序值（{end}）", when(f"ISTEXT({text})", quoted(NO_TASK), settled(text)))
            for end, text in (("最低", value.low), ("最高", value.high))
        )
        factor = rows.peers(self.within)
        size = rows.put("同组单位数", f"SUMPRODUCT({self._ahead(rows, factor, low)}*1)")
        above = (low, high, ">") if self.best == "highest" else (high, low, "<")
        best = f"1+SUMPRODUCT({self._ahead(rows, factor, above[0])}*({rows.whole(above[0])}{above[2]}{above[1]}))"
        worst = f"1+SUMPRODUCT({self._ahead(rows, factor, above[1])}*({rows.whole(above[1])}{above[2]}{above[0]}))"
        first = rows.put("最好名次", when(value.missing, '""', best))
        last = rows.put("最差名次", when(value.missing, '""', f"MAX({first},{worst}-IF({low}<{high},1,0))"))
        lowest, highest = (self._table_formula(rank, size) for rank in (last, first))
        alone = f"{size}<2"
        least, most = number(self._least()), number(self.points)
        return Marks(when(alone, least, lowest), when(alone, most, highest), number(self.points), value.missing)

    def _ahead(self, rows: FormulaRows, factor: str, cell: str) -> str:
        """The units that are ranked together, as a factor of 0 and 1."""
        here = f"ISNUMBER({rows.whole(cell)})"
        return f"{factor}*{here}" if factor else here

    def _table_formula(self, rank: str, size: str) -> str:
        """The points of a rank."""
        if self.per_place:
            return settled(clipped(f"{number(self.points)}-({rank}-1)*{number(self.per_place)}", 0))
        scores = number(self.otherwise)
        for band in reversed(self.bands):
            within = f"ROUND({rank}/{size},9)<={number(share(band.top))}" if band.top else f"{rank}<={number(band.to)}"
            scores = f"IF({within},{number(band.score)},{scores})"
        return scores

    def _text(self, wording: Wording) -> str:
        return f"{self.value.words(wording)} 在{self._among()}中{self._table()}"

    def _among(self) -> str:
        return "同组单位" if self.within == "group" else "参评单位"

    def _table(self) -> str:
        if self.per_place:
            return f"排第 1 名得 {plain(self.points)} 分，每后移一名减 {plain(self.per_place)} 分"
        told = [
            f"排名在前 {band.top.text if band.top else f'{plain(band.to)} 名'} 得 {plain(band.score)} 分"
            for band in self.bands
        ]
        return "，".join(told) + (f"，其余得 {plain(self.otherwise)} 分" if self.otherwise else "")

    def _sentence(self, reader: Reader) -> str:
        best, worst, size = self.ranks(reader.rows)
        place = reader.place
        if size[place] < 2:
            return f"{self.shown(reader)}，同组不足，无法排名"
        rank = plain(best[place]) if best[place] == worst[place] else f"{plain(best[place])}–{plain(worst[place])}"
        return f"{self.shown(reader)}，在 {plain(size[place])} 个{self._among()}中列第 {rank} 位"


def _place_wrongs(band: Place) -> Iterator[Wrong]:
    """Each place is the best so many, or the best so many of all: a number that no figure moves."""
    if (band.top is None) == (band.to == 0):
        yield "bands", "名次应恰好写前列占比或至第几名之一", "请保留一个"
    elif band.top is None and (band.to < 1 or band.to != int(band.to)):
        yield "bands", f"名次「{plain(band.to)}」应为 1 或更大的整数", "请写到第几名为止"
    elif band.top is not None and not _is_share(band.top):
        yield "bands", f"前列占比「{band.top.text}」应为 0 与 1 之间的数", "请写 1/3、0.3 这样的数，不能用填报项"


def _is_share(top: Expression) -> bool:
    return top.constant and not top.compares and 0 < share(top) <= 1


def share(expression: Expression) -> float:
    """A share that is written as a number or as a quotient of numbers."""
    return float(snap(expression.span(Rows(1, {})).low))
