"""What every rule kind has in common: the outcome, the modifiers, the answers, and the register of kinds.

A kind is one small frozen dataclass. Its fields are its parameters (the loader, the linter and the documentation read
them off the class), and its methods answer the questions that must never disagree: what it scores, how it says so in
words, how a score came about, and how far each figure is from the line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeVar

import numpy as np

from scoring.expression import Condition, Expression, Wording
from scoring.formula import FAR, NEVER, Marks, both, either, negated, number, positive, when
from scoring.formula_rows import FormulaRows
from scoring.rounding import Array, plain
from scoring.rows import Rows
from scoring.rules.reader import Reader, Step, got
from scoring.span import Mask

Wrong = tuple[str, str, str]
"""A parameter, what is wrong with it, and the remedy."""

Absence = Literal["leave_out", "full", "zero", "to_siblings", "peers_mean"]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a rule gives each unit: worst and best score, the points that apply, and where there is no task."""

    low: Array
    high: Array
    full: Array
    absent: Mask


@dataclass(frozen=True, eq=False)
class Lever:
    """How far one figure is from the line, for every unit, in the figure's own unit.

    ``change`` added to the figure ``name`` brings the part exactly onto the line where nothing is lost; ``lost`` says
    where the part is short of it. NaN where no single change does it.
    """

    label: str
    name: str
    change: Array
    lost: Mask


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A node of a rule: a leaf or a combination, worth ``points``.

    ``zero_if`` makes it 0, ``unless`` lifts that; ``not_applicable`` says what a unit without the task gets; ``label``
    names the part.
    """

    kind: ClassVar[str] = ""
    bare: ClassVar[str] = ""  # the field that a plain YAML list fills
    parts_share: ClassVar[bool] = False  # whether each part may earn the whole points, or the parts divide them

    points: float
    label: str = ""
    unit: str = ""
    zero_if: Condition | None = None
    unless: Condition | None = None
    not_applicable: Absence = "leave_out"

    # --- the questions ------------------------------------------------------------------------------------------

    def score(self, rows: Rows) -> Outcome:
        """What each unit gets, with modifiers applied. An event under ``zero_if`` forfeits the points of a unit even
        where there was otherwise nothing to score; while the event is open, so are they.
        """
        outcome = self._absences(self._score(rows))
        if self.zero_if is None:
            return outcome
        sure, may = self.forfeits(rows)
        kept = np.where(outcome.full > 0, np.maximum(outcome.high, 0.0), self.points)
        return Outcome(
            np.where(sure, 0.0, np.where(may, np.minimum(outcome.low, 0.0), outcome.low)),
            np.where(sure, 0.0, np.where(may, kept, outcome.high)),
            np.where(may & (sure | (outcome.full == 0)), self.points, outcome.full),
            outcome.absent & ~(sure if self.not_applicable == "zero" else may),
        )

    def forfeits(self, rows: Rows) -> tuple[Mask, Mask]:
        """(certainly, possibly) forfeited by ``zero_if``, unless exempted."""
        if self.zero_if is None:
            return np.zeros(rows.count, bool), np.zeros(rows.count, bool)
        sure, may = rows.holds(self.zero_if)
        if self.unless is None:
            return sure, may
        exempt, maybe_exempt = rows.holds(self.unless)
        return sure & ~maybe_exempt, may & ~exempt

    def formula(self, rows: FormulaRows) -> Marks:
        """What each unit gets, as live Excel formulas: the same definition as :meth:`score`, for a second engine."""
        marks = self._excused(rows, self._marks(rows))
        if self.zero_if is None:
            return marks
        sure, may = rows.holds(self.zero_if)
        if self.unless is not None:
            exempt, maybe_exempt = rows.holds(self.unless)
            sure, may = both(sure, negated(maybe_exempt)), both(may, negated(exempt))
        scored, points = positive(marks.full), number(self.points)
        low = when(sure, "0", f"MIN({marks.low},{when(may, '0', FAR)})")
        kept = when(scored, "0", points)
        high = when(sure, "0", f"MAX({marks.high},{when(may, kept, f'-{FAR}')})")
        full = when(both(may, either(sure, negated(scored))), points, marks.full)
        gone = sure if self.not_applicable == "zero" else may
        return Marks(low, high, full, both(marks.absent, negated(gone)))

    def text(self, wording: Wording) -> str:
        """The rule in words, with its points."""
        words = self._text(wording)
        if self.zero_if is None:
            return words
        spared = f"（{self.unless.words(wording)} 的除外）" if self.unless else ""
        return f"{words}；{self.zero_if.words(wording)} 的不得分{spared}"

    def explain(self, reader: Reader, depth: int = 0) -> Iterator[Step]:
        """How the score of one unit came about, the whole first, then the parts that have a say in it."""
        outcome, place = reader.rows.outcome(self), reader.place
        low, high, full = (float(column[place]) for column in (outcome.low, outcome.high, outcome.full))
        formula, values = self._formula(reader)
        sentence = self._named() + (self._exception(reader) or self._ordinary(reader, low, high))
        yield Step(self.label, formula, values, low, high, full, sentence, depth)
        for part in self._counting(reader):
            yield from part.explain(reader, depth + 1)

    def levers(self, rows: Rows) -> Iterator[Lever]:
        """How far the figures are from the line, part by part; an event that forfeits everything comes first."""
        if self.zero_if is not None:
            yield from _forfeit(rows, self.zero_if, self.label)
        yield from self._levers(rows)

    def parts(self) -> tuple[Rule, ...]:
        """The rules this one is made of; none for a leaf."""
        return ()

    def wrongs(self) -> Iterator[Wrong]:
        """What must not be among its parameters, although each by itself may be; the loader refuses it."""
        if getattr(self, "floor", 0.0) > max(self.points, 0.0):
            yield "floor", "最低分高于分值", "请核对最低分与分值"

    def expressions(self) -> Iterator[Expression | Condition]:
        """Every expression and condition in this node, not in its parts."""
        for field in vars(self).values():
            if isinstance(field, Expression | Condition):
                yield field
            elif isinstance(field, tuple):
                yield from (
                    one for row in field for one in vars(row).values() if isinstance(one, Expression | Condition)
                )

    def walk(self) -> Iterator[Rule]:
        """This node and all below it."""
        yield self
        for part in self.parts():
            yield from part.walk()

    # --- what a kind says for itself -----------------------------------------------------------------------------

    def _score(self, rows: Rows) -> Outcome:
        raise NotImplementedError(self.kind)

    def _marks(self, rows: FormulaRows) -> Marks:
        raise NotImplementedError(self.kind)

    def _text(self, wording: Wording) -> str:
        raise NotImplementedError(self.kind)

    def _levers(self, rows: Rows) -> Iterator[Lever]:
        for part in self.parts():
            yield from part.levers(rows)

    def _formula(self, reader: Reader) -> tuple[str, str]:
        return "", ""

    def _counting(self, _reader: Reader) -> Iterable[Rule]:
        """The parts that have a say in the unit's score."""
        return self.parts()

    def _sentence(self, reader: Reader) -> str:
        return ""

    # --- shared ---------------------------------------------------------------------------------------------------

    def _absences(self, outcome: Outcome) -> Outcome:
        """The same outcome with the policy for units without the task."""
        if not outcome.absent.any():
            return outcome
        absent, policy = outcome.absent, self.not_applicable
        base = 0.0 if policy in ("leave_out", "to_siblings") else self.points
        low = high = self.points if policy == "full" else 0.0
        if policy == "peers_mean":
            low, high = (_mean_share(column, outcome) * self.points for column in (outcome.low, outcome.high))
        columns = ((outcome.low, low), (outcome.high, high), (outcome.full, base))
        low_column, high_column, full = (np.where(absent, instead, column) for column, instead in columns)
        return Outcome(low_column, high_column, full, absent)

    def _excused(self, rows: FormulaRows, marks: Marks) -> Marks:
        """The same formulas with the policy for units without the task."""
        absent, policy = marks.absent, self.not_applicable
        base = "0" if policy in ("leave_out", "to_siblings") else number(self.points)
        low = high = number(self.points) if policy == "full" else "0"
        if policy == "peers_mean" and absent != NEVER:
            low, high = (self._mean_of_peers(rows, text, marks) for text in (marks.low, marks.high))
        low, high, full = (
            when(absent, instead, text) for text, instead in ((marks.low, low), (marks.high, high), (marks.full, base))
        )
        return Marks(low, high, full, absent)

    def _mean_of_peers(self, rows: FormulaRows, text: str, marks: Marks) -> str:
        """The mean share of their points that the units with the task have earned, in points."""
        nothing = either(marks.absent, negated(positive(marks.full)))
        column = rows.whole(rows.put("得分率", when(nothing, '""', f"({text})/{marks.full}")))
        return f"IF(COUNT({column})=0,0,AVERAGE({column}))*{number(self.points)}"

    def _exception(self, reader: Reader) -> str:
        """What is said where the rule was not applied: no task, or the whole part forfeited; else nothing."""
        outcome, place = reader.rows.outcome(self), reader.place
        if outcome.absent[place]:
            told = _ABSENT[self.not_applicable].format(plain(self.points))
            return f"{told}，{self._awaited(reader)}" if outcome.low[place] < outcome.high[place] else told
        if self.zero_if is not None and self.forfeits(reader.rows)[0][reader.place]:
            return f"{self.zero_if.words(lambda name: f'{reader.name(name)} {reader.figure(name)}')}，不得分"
        return ""

    def _ordinary(self, reader: Reader, low: float, high: float) -> str:
        """What is said where it was."""
        sentence = "，".join(part for part in (self._sentence(reader), self._awaited(reader)) if part)
        return f"{sentence}，{got(low, high)}" if sentence else got(low, high)

    def _awaited(self, reader: Reader) -> str:
        """What ``zero_if`` still waits for, where it may yet forfeit everything."""
        if self.zero_if is None or not self.forfeits(reader.rows)[1][reader.place]:
            return ""
        return f"{'、'.join(reader.name(name) for name in self.zero_if.names)}未填报"

    def _named(self) -> str:
        return f"{self.label}：" if self.label else ""


_ABSENT = {
    "leave_out": "不适用（无此任务或基数为 0），不计入基数",
    "full": "不适用（无此任务或基数为 0），按方案得满分 {} 分",
    "zero": "不适用（无此任务或基数为 0），按方案不得分",
    "to_siblings": "不适用（无此任务或基数为 0），分值并入同级其他子项",
    "peers_mean": "不适用（无此任务或基数为 0），按其他参评单位平均得分率计",
}

Kind = TypeVar("Kind", bound=type[Rule])
KINDS: dict[str, type[Rule]] = {}
"""Every rule kind by its name in the scheme file."""


def kind(name: str, bare: str = "") -> Callable[[Kind], Kind]:
    """Register a rule kind under its name. ``bare`` is the field that a plain list fills."""

    def register(cls: Kind) -> Kind:
        cls.kind, cls.bare = name, bare
        KINDS[name] = cls
        return cls

    return register


def _mean_share(column: Array, outcome: Outcome) -> float:
    """The mean share of their points that the units with the task have earned; 0 when there is none."""
    here = ~outcome.absent & (outcome.full > 0)
    return float(np.mean(column[here] / outcome.full[here])) if here.any() else 0.0


def _forfeit(rows: Rows, condition: Condition, label: str) -> Iterator[Lever]:
    """How many cases must go so that «cases ≥ n» no longer holds. It says nothing of a unit where it does not hold."""
    node = condition.root
    if node.operator != ">=" or [one.operator for one in node.operands] != ["name", "number"]:
        return
    found, edge = node.operands
    sure, _ = rows.holds(condition)
    cases = rows.span(found.name).over(rows.count).low
    yield Lever(label, found.name, np.where(sure, edge.number - 1 - cases, np.nan), sure)
