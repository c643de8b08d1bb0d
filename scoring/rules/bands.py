"""Leaves in steps: bands of a number, and categories."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.expression import Expression, Wording
from scoring.formula import Bounds, Marks, clipped, number, settled
from scoring.formula_rows import FormulaRows
from scoring.rounding import plain, snap
from scoring.rows import Rows
from scoring.rules.leaf import Edge, Leaf, Lined
from scoring.rules.reader import Reader
from scoring.rules.rule import Outcome, kind
from scoring.span import Span


@dataclass(frozen=True)
class Band:
    """One band: its edge (inclusive) and its score; with ``rises_to``, straight from ``score`` at this edge to that
    score at the edge of the next better band.
    """

    score: float
    at_least: Expression | None = None
    at_most: Expression | None = None
    rises_to: float | None = None

    @property
    def edge(self) -> Expression:
        """The edge, whichever side it stands on."""
        return self.at_least or self.at_most  # type: ignore[return-value]  # the loader wants exactly one


@kind("bands")
@dataclass(frozen=True, kw_only=True)
class Bands(Lined):
    """分档: the first band whose edge is reached; edges are inclusive; best band first.

    A better band may earn less («超出上限反而少得»): an open value earns the least and the most of those it may be in.
    """

    bands: tuple[Band, ...]
    otherwise: float = 0.0

    def line(self) -> Expression:
        return self.bands[0].edge

    def _edge(self, rows: Rows) -> Edge:
        """The edge of the best band, where that band has full marks."""
        at = super()._edge(rows).at if self.bands[0].score >= self.points else np.full(rows.count, np.inf)
        return Edge(at, falls=self.bands[0].at_least is None)

    def _score(self, rows: Rows) -> Outcome:
        value = self.measured(rows)
        low, high = (np.full(rows.count, self.otherwise) for _ in range(2))
        absent = value.absent
        for place in reversed(range(len(self.bands))):
            band = self.bands[place]
            above = value - rows.value(band.edge)
            above = above if band.at_least else -above
            slack, risen = above.snapped(), self._risen(rows, place, above)
            sure, may = slack.low >= 0, slack.high >= 0
            low = np.where(sure, risen.low, np.where(may, np.minimum(low, risen.low), low))
            high = np.where(sure, risen.high, np.where(may, np.maximum(high, risen.high), high))
            absent = absent | slack.absent
        return self.outcome_of(Span(low, high, absent))

    def _risen(self, rows: Rows, place: int, above: Span) -> Span:
        """The score inside one band, ``above`` being the way from its edge."""
        band = self.bands[place]
        if band.rises_to is None or place == 0:
            return above.rising(lambda column: np.full(np.shape(column), band.score))
        width = rows.value(self.bands[place - 1].edge) - rows.value(band.edge)
        share = above / (width if band.at_least else -width)
        rise = band.rises_to - band.score
        way = share.rising if rise >= 0 else share.falling
        return way(lambda column: band.score + np.clip(column, 0, 1) * rise)

    def _marks(self, rows: FormulaRows) -> Marks:
        value = self.measured_formula(rows)
        earned = Bounds.known(self.otherwise)
        for place in reversed(range(len(self.bands))):
            band = self.bands[place]
            slack = value - rows.value(band.edge)
            slack = slack if band.at_least else -slack
            low, high = self._earned_formula(slack, self._risen_formula(rows, place, slack), earned)
            earned = Bounds(low, high, tuple(dict.fromkeys(earned.absent + slack.absent)))
        return self.marks_of(earned)

    def _earned_formula(self, slack: Bounds, risen: tuple[str, str], below: Bounds) -> tuple[str, str]:
        """The least and the greatest score of a value that is this band's or a worse one's."""
        sure, may = f"{settled(slack.low)}>=0", f"{settled(slack.high)}>=0"
        if self._orderly or slack.low == slack.high:
            return f"IF({sure},{risen[0]},{below.low})", f"IF({may},{risen[1]},{below.high})"
        low, high = f"MIN({below.low},{risen[0]})", f"MAX({below.high},{risen[1]})"
        return (
            f"IF({sure},{risen[0]},IF({may},{low},{below.low}))",
            f"IF({sure},{risen[1]},IF({may},{high},{below.high}))",
        )

    @property
    def _orderly(self) -> bool:
        """Whether no band earns less than a worse one, nor less at its better end."""
        ends = [(band.score, band.score if band.rises_to is None else band.rises_to) for band in self.bands[1:]]
        scores = [self.bands[0].score, *(end for low, high in ends for end in (high, low)), self.otherwise]
        return scores == sorted(scores, reverse=True)

    def _risen_formula(self, rows: FormulaRows, place: int, above: Bounds) -> tuple[str, str]:
        """The least and the greatest score inside one band."""
        band = self.bands[place]
        if band.rises_to is None or place == 0:
            return number(band.score), number(band.score)
        width = rows.value(self.bands[place - 1].edge) - rows.value(band.edge)
        share = rows.quotient(above, width if band.at_least else -width)
        ends = (share.low, share.high) if band.rises_to >= band.score else (share.high, share.low)
        low, high = (
            f"{number(band.score)}+{clipped(end, 0, 1)}*({number(band.rises_to - band.score)})" for end in ends
        )
        return low, high

    def _text(self, wording: Wording) -> str:
        rest = f"其余得 {plain(self.otherwise)} 分" if self.otherwise else "其余不得分"
        return f"{self.value.words(wording)} {'，'.join(self._told(band, wording) for band in self.bands)}，{rest}"

    def _told(self, band: Band, wording: Wording) -> str:
        side = "达到" if band.at_least else "不高于"
        rising = "" if band.rises_to is None else f"–{plain(band.rises_to)}"
        return f"{side} {self.line_text(band.edge, wording)} 得 {plain(band.score)}{rising} 分"

    def _sentence(self, reader: Reader) -> str:
        outcome, place = reader.rows.outcome(self), reader.place
        if outcome.low[place] != outcome.high[place]:
            return self.shown(reader)
        band = next((one for one in self.bands if self._holds(one, reader)), None)
        if band is None:
            last = self.bands[-1]
            side = "低于" if last.at_least else "高于"
            return f"{self.shown(reader)}，{side}末档 {self.spoken(last.edge, reader)}"
        side = "不低于" if band.at_least else "不高于"
        return f"{self.shown(reader)}，属「{side} {self.spoken(band.edge, reader)}」档"

    def _holds(self, band: Band, reader: Reader) -> bool:
        slack = self.measured(reader.rows).low[reader.place] - reader.rows.value(band.edge).low[reader.place]
        return bool(snap(slack if band.at_least else -slack) >= 0)


@dataclass(frozen=True)
class Option:
    """One category: the figure that stands for it (``code``), its name, and its score."""

    code: float
    score: float
    name: str = ""


@kind("categories")
@dataclass(frozen=True, kw_only=True)
class Categories(Leaf):
    """分类得分: a score for each category; the form records the category's number."""

    options: tuple[Option, ...]
    otherwise: float = 0.0

    def _score(self, rows: Rows) -> Outcome:
        value = self.measured(rows)
        settled = snap(value.low)
        score = np.full(rows.count, self.otherwise)
        for option in self.options:
            score = np.where(settled == option.code, option.score, score)
        if value.closed:
            return self.outcome_of(Span(score, score, value.absent))
        scores = [self.otherwise, *(option.score for option in self.options)]
        low, high = (np.where(value.open, bound, score) for bound in (min(scores), max(scores)))
        return self.outcome_of(Span(low, high, value.absent))

    def _marks(self, rows: FormulaRows) -> Marks:
        value = self.measured_formula(rows)
        score = number(self.otherwise)
        for option in self.options:
            score = f"IF({settled(value.low)}={number(option.code)},{number(option.score)},{score})"
        scores = [self.otherwise, *(option.score for option in self.options)]
        low, high = (f"IF({value.low}={value.high},{score},{number(bound)})" for bound in (min(scores), max(scores)))
        return self.marks_of(Bounds(low, high, value.absent))

    def _text(self, wording: Wording) -> str:
        told = "，".join(f"{one.name or plain(one.code)} 得 {plain(one.score)} 分" for one in self.options)
        rest = f"，其余得 {plain(self.otherwise)} 分" if self.otherwise else "，其余不得分"
        return f"{self.value.words(wording)}：{told}{rest}"

    def _sentence(self, reader: Reader) -> str:
        value = self.measured(reader.rows)
        if value.open[reader.place]:
            return self.shown(reader)
        code = float(snap(value.low[reader.place]))
        name = next((one.name for one in self.options if one.code == code), "")
        return f"{self.value.words(reader.name)}：{name or f'{plain(code)}（不在类别中）'}"
