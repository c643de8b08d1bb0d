"""Leaves with one line: all or nothing, shares of a target, judged scores."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from scoring.expression import Expression, Wording
from scoring.formula import Marks, clipped, number, settled
from scoring.formula_rows import FormulaRows
from scoring.rounding import Array, plain, snap
from scoring.rows import Rows
from scoring.rules.bounds import Positive, Share
from scoring.rules.leaf import Edge, Lined
from scoring.rules.reader import Reader
from scoring.rules.rule import Outcome, kind
from scoring.span import Span

_ONE = Expression.parse("1")


@kind("threshold")
@dataclass(frozen=True, kw_only=True)
class Threshold(Lined):
    """达标得满分: all or nothing; the line itself is on the good side."""

    at_least: Expression | None = None
    at_most: Expression | None = None

    def line(self) -> Expression:
        return self.at_least or self.at_most  # type: ignore[return-value]  # the loader wants exactly one

    def _edge(self, rows: Rows) -> Edge:
        return replace(super()._edge(rows), falls=self.at_least is None)

    def _score(self, rows: Rows) -> Outcome:
        slack = self.measured(rows) - rows.value(self.line())
        slack = (slack if self.at_least else -slack).snapped()
        return self.outcome_of(slack.rising(lambda above: np.where(above >= 0, self.points, 0.0)))

    def _marks(self, rows: FormulaRows) -> Marks:
        slack = self.measured_formula(rows) - rows.value(self.line())
        slack = slack if self.at_least else -slack
        return self.marks_of(slack.rising(lambda above: f"IF({settled(above)}>=0,{number(self.points)},0)"))

    def _text(self, wording: Wording) -> str:
        side = "不低于" if self.at_least else "不高于"
        line = self.line_text(self.line(), wording)
        return f"{self.value.words(wording)} {side} {line} 得 {plain(self.points)} 分，否则不得分"

    def _sentence(self, reader: Reader) -> str:
        outcome = reader.rows.outcome(self)
        good, bad = ("不低于", "低于") if self.at_least else ("不高于", "高于")
        line = self.spoken(self.line(), reader)
        if outcome.low[reader.place] != outcome.high[reader.place]:
            return f"{self.shown(reader)}，须{good} {line}"
        return f"{self.shown(reader)}，{good if outcome.low[reader.place] else bad} {line}"


@kind("yes_no")
@dataclass(frozen=True, kw_only=True)
class YesNo(Lined):
    """是得满分,否不得分; the county, as a mean of its towns, earns its share."""

    def line(self) -> Expression:
        return _ONE

    def _score(self, rows: Rows) -> Outcome:
        return self.outcome_of(self.measured(rows).rising(lambda share: np.clip(share, 0, 1) * self.points))

    def _marks(self, rows: FormulaRows) -> Marks:
        share = self.measured_formula(rows)
        return self.marks_of(share.rising(lambda text: f"{clipped(text, 0, 1)}*{number(self.points)}"))

    def _text(self, wording: Wording) -> str:
        return f"{self.value.words(wording)}：是，得 {plain(self.points)} 分"

    def _sentence(self, reader: Reader) -> str:
        answer = {"1": "是", "0": "否"}
        shown = "未填报" if reader.rows.value(self.value).open[reader.place] else reader.value(self.value)
        return f"{self.value.words(reader.name)}：{answer.get(shown, shown)}"


@kind("ratio")
@dataclass(frozen=True, kw_only=True)
class Ratio(Lined):
    """比例得分: value ÷ target × points, at most full; nothing below the share ``zero_below``.

    ``round_to`` rounds the percentage of completion, not the value.
    """

    target: Expression
    zero_below: Share = 0.0

    def line(self) -> Expression:
        return self.target

    def _score(self, rows: Rows) -> Outcome:
        return self.outcome_of(self.share(rows).rising(self._earned))

    def share(self, rows: Rows) -> Span:
        """The completed share, 1 being all of the target."""
        share = rows.value(self.value) / rows.value(self.target)
        return share.rising(lambda column: self.rounded(column * 100) / 100) if self.round_to else share

    def measured(self, rows: Rows) -> Span:
        return rows.value(self.value)

    def edge(self, rows: Rows) -> Edge:
        share = self.before_rounding(Edge(np.array(100.0)))
        return Edge(self._edge(rows).at * share.at / 100, beyond=share.beyond)

    def _earned(self, share: Array) -> Array:
        earned = np.clip(share, 0, 1) * self.points
        return np.where(snap(share) < self.zero_below, 0.0, earned)

    def _marks(self, rows: FormulaRows) -> Marks:
        share = rows.kept("完成比例", rows.quotient(rows.value(self.value), rows.value(self.target)))
        if self.round_to:
            share = share.rising(lambda text: self.rounded_formula(f"{text}*100")).divided(100)
            share = rows.kept("取整后的完成比例", share)
        return self.marks_of(share.rising(self._earned_formula))

    def _earned_formula(self, share: str) -> str:
        earned = f"{clipped(share, 0, 1)}*{number(self.points)}"
        return f"IF({settled(share)}<{number(self.zero_below)},0,{earned})" if self.zero_below else earned

    def _text(self, wording: Wording) -> str:
        floor = f"，低于 {plain(self.zero_below * 100)}% 不得分" if self.zero_below else ""
        target, value = self.line_text(self.target, wording), self.value.words(wording)
        return f"{value} 达到 {target} 得 {plain(self.points)} 分，未达到按完成比例得分{floor}"

    def _sentence(self, reader: Reader) -> str:
        share, place = self.share(reader.rows), reader.place
        aim = self.spoken(self.target, reader)
        says_so = any(name.startswith("target.") for name in self.target.names)
        head = f"{self.spoken(self.value, reader)}，{'' if says_so else '目标 '}{aim}"
        low, high = float(snap(share.low[place])), float(snap(share.high[place]))
        if low != high:
            return head
        percent = plain(low * 100)
        if low >= 1:
            return f"{head}，完成 {percent}%"
        if low < self.zero_below:
            return f"{head}，完成 {percent}%，低于 {plain(self.zero_below * 100)}%"
        return f"{head}，完成 {percent}% × {plain(self.points)} 分"


@kind("manual")
@dataclass(frozen=True, kw_only=True)
class Manual(Lined):
    """人工评分: a reviewer's figure between ``floor`` and the points."""

    floor: float = 0.0

    def line(self) -> Expression:
        return Expression.parse(repr(self.points))

    def _score(self, rows: Rows) -> Outcome:
        return self.outcome_of(self.measured(rows).rising(lambda given: np.clip(given, self.floor, self.points)))

    def _marks(self, rows: FormulaRows) -> Marks:
        return self.marks_of(self.measured_formula(rows).rising(lambda given: clipped(given, self.floor, self.points)))

    def _text(self, wording: Wording) -> str:
        return f"{self.value.words(wording)}，由评审在 {plain(self.floor)}–{plain(self.points)} 分内评定"

    def _sentence(self, reader: Reader) -> str:
        return f"评定{self.shown(reader)}"


@kind("imported")
@dataclass(frozen=True, kw_only=True)
class Imported(Lined):
    """外部得分折算: another assessment's score ÷ its full marks (``out_of``) × points."""

    out_of: Positive = 100.0

    def line(self) -> Expression:
        return Expression.parse(repr(self.out_of))

    def _score(self, rows: Rows) -> Outcome:
        return self.outcome_of(
            self.measured(rows).rising(lambda given: np.clip(given / self.out_of, 0, 1) * self.points)
        )

    def _marks(self, rows: FormulaRows) -> Marks:
        given = self.measured_formula(rows).divided(self.out_of)
        return self.marks_of(given.rising(lambda share: f"{clipped(share, 0, 1)}*{number(self.points)}"))

    def _text(self, wording: Wording) -> str:
        return f"{self.value.words(wording)}（满分 {plain(self.out_of)} 分）折算为 {plain(self.points)} 分"

    def _sentence(self, reader: Reader) -> str:
        return f"{self.shown(reader)}，÷ {plain(self.out_of)} × {plain(self.points)} 分"
