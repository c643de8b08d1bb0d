"""What a form asks once for an indicator: self-score, whether it loses points, why, what is done, which documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import nan
from typing import Any

from data.reading.figures import plain_number
from data.reading.form import Form
from data.reading.spoken import spoken
from data.reading.text import Cell, blank, settled, text_of
from data.reading.words import yes_no
from scoring.rounding import plain
from scoring.scheme import Indicator

_SEVERAL = re.compile(r"[;；\n]+")
_FULL_MARKS = "满分"
_LOSES = {"减分": True, "扣分": True, "不减分": False, "不扣分": False, "未减分": False, "未扣分": False}
_SCORED = ("self_score", "loses", "reason", "measure", "remark")


class Answers:
    """The answers in a form whose lines have been read: the first to each question in any of an indicator's rows."""

    def __init__(self, form: Form) -> None:
        self.form, self.sheet, self.notes = form, form.sheet, form.notes
        self.first_row: dict[str, int] = {}
        for number, indicator in form.indicators.items():
            self.first_row.setdefault(indicator.code, number)
        self.given = {key: self._first(key) for key in (*_SCORED, "evidence")}

    def self_scores(self) -> Iterator[tuple[Any, ...]]:
        """The rows of self-scores, of the indicators with any answer."""
        answered = set().union(*(self.given[key] for key in _SCORED))
        for number, indicator in self.form.indicators.items():
            if indicator.code in answered and self.first_row[indicator.code] == number:
                yield self._self_score(indicator)

    def named_evidence(self) -> Iterator[tuple[Any, ...]]:
        """The documents named beside the indicators; nothing more is said of them there."""
        for code, (content, cell) in self.given["evidence"].items():
            for document in filter(None, map(str.strip, _SEVERAL.split(text_of(content)))):
                yield self.form.values_of, code, document, "", "", "", None, None, "", self.sheet, cell

    def _first(self, key: str) -> dict[str, tuple[Cell, str]]:
        """Indicator's code → its first answer and where it stands."""
        found: dict[str, tuple[Cell, str]] = {}
        for number, content in enumerate(self.form.table.column(key), self.form.table.first):
            if content != "" and number in self.form.indicators and not blank(content):
                code = self.form.indicators[number].code
                found.setdefault(code, (content, self.form.table.cell(number, key)))
        return found

    def _text(self, key: str, indicator: Indicator) -> str:
        return text_of(self.given[key].get(indicator.code, ("", ""))[0])

    def _self_score(self, indicator: Indicator) -> tuple[Any, ...]:
        score, loses = self._score(indicator), self._loses(indicator)
        self._note_contradictions(indicator, score, loses)
        number, table = self.first_row[indicator.code], self.form.table
        usual = table.cell(number, "self_score") or table.cell(number, "code")
        _, cell = self.given["self_score"].get(indicator.code, ("", usual))
        texts = [self._text(key, indicator) for key in ("reason", "measure", "remark")]
        return self.form.values_of, indicator.code, score, loses, *texts, self.sheet, cell

    def _score(self, indicator: Indicator) -> float:
        """The self-score; NaN when there is none between 0 and the indicator's points."""
        content, cell = self.given["self_score"].get(indicator.code, ("", ""))
        if blank(content):
            return nan
        score = _number(content, indicator.points)
        if not 0 <= score <= indicator.points:
            points = plain(indicator.points)
            self.notes.add("R331", self.sheet, cell, indicator.code, text_of(content), points=points)
            return nan
        if not plain_number(content):
            self.notes.add("R312", self.sheet, cell, indicator.code, text_of(content), read=plain(score, 9))
        return score

    def _loses(self, indicator: Indicator) -> bool | None:
        content, cell = self.given["loses"].get(indicator.code, ("", ""))
        answer = _LOSES.get(settled(text_of(content)), yes_no(content))
        if answer is None and not blank(content):
            self.notes.add("R332", self.sheet, cell, indicator.code, text_of(content))
        return answer

    def _note_contradictions(self, indicator: Indicator, score: float, loses: bool | None) -> None:
        _, cell = self.given["loses"].get(indicator.code, ("", ""))
        if loses is False and score < indicator.points:
            points = plain(indicator.points)
            self.notes.add("R333", self.sheet, cell, indicator.code, plain(score), points=points)
        if loses and not self._text("reason", indicator):
            self.notes.add("R334", self.sheet, cell, indicator.code)


def _number(content: Cell, points: float) -> float:
    """A score as a number or as typed, «2.5 分», «满分»; NaN for anything else."""
    if isinstance(content, float):
        return content
    text = text_of(content)
    if settled(text) == _FULL_MARKS:
        return points
    said = spoken(text)
    plainly = said.number is not None and not said.doubt and said.unit in ("", "分")
    return float(said.number) if said.number is not None and plainly else nan
