"""The choices among rules: by case, and by the group that a unit belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scoring.expression import Condition, Wording
from scoring.formula import ALWAYS, FAR, NEVER, Marks, both, either, negated, quoted, when
from scoring.formula_rows import FormulaRows
from scoring.rows import Rows
from scoring.rules.reader import Reader, got
from scoring.rules.rule import Lever, Outcome, Rule, Wrong, kind
from scoring.span import Mask


@dataclass(frozen=True)
class Branch:
    """A rule that counts when its condition holds."""

    when: Condition
    rule: Rule


@kind("case")
@dataclass(frozen=True, kw_only=True)
class Case(Rule):
    """分情形: the first branch whose condition holds, else ``otherwise``. An open condition keeps every branch open."""

    parts_share = True

    branches: tuple[Branch, ...]
    otherwise: Rule

    def parts(self) -> tuple[Rule, ...]:
        return (*(one.rule for one in self.branches), self.otherwise)

    def chosen(self, rows: Rows) -> list[tuple[Rule, Mask, Mask]]:
        """(rule, where it certainly counts, where it may count) in the order of the branches."""
        excluded, reached = np.zeros(rows.count, bool), np.ones(rows.count, bool)
        found: list[tuple[Rule, Mask, Mask]] = []
        for one in self.branches:
            sure, may = rows.holds(one.when)
            found.append((one.rule, sure & reached, may & ~excluded))
            excluded, reached = excluded | sure, reached & ~may
        return [*found, (self.otherwise, reached, ~excluded)]

    def _score(self, rows: Rows) -> Outcome:
        low, high = np.full(rows.count, np.inf), np.full(rows.count, -np.inf)
        full, absent = np.zeros(rows.count), np.ones(rows.count, bool)
        for rule, _, may in self.chosen(rows):
            outcome = rows.outcome(rule)
            low = np.where(may, np.minimum(low, outcome.low), low)
            high = np.where(may, np.maximum(high, outcome.high), high)
            full = np.where(may, np.maximum(full, outcome.full), full)
            absent = absent & (~may | outcome.absent)
        return Outcome(low, high, full, absent)

    def _marks(self, rows: FormulaRows) -> Marks:
        chosen = [(rows.outcome(rule), rows.put("可能适用此情形", may)) for rule, may in self._chosen_formula(rows)]
        low = f"MIN({','.join(when(may, one.low, FAR) for one, may in chosen)})"
        high = f"MAX({','.join(when(may, one.high, f'-{FAR}') for one, may in chosen)})"
        full = f"MAX({','.join(when(may, one.full, '0') for one, may in chosen)})"
        return Marks(low, high, full, both(*(either(negated(may), one.absent) for one, may in chosen)))

    def _chosen_formula(self, rows: FormulaRows) -> Iterator[tuple[Rule, str]]:
        """Each rule with the formula that says whether it may count."""
        excluded = NEVER
        for one in self.branches:
            sure, may = rows.holds(one.when)
            yield one.rule, both(may, negated(excluded))
            excluded = either(excluded, sure)
        yield self.otherwise, negated(excluded)

    def _levers(self, rows: Rows) -> Iterator[Lever]:
        for rule, sure, _ in self.chosen(rows):
            for lever in rule.levers(rows):
                yield Lever(lever.label, lever.name, np.where(sure, lever.change, np.nan), lever.lost & sure)

    def _text(self, wording: Wording) -> str:
        told = [f"{one.when.words(wording)} 时：{one.rule.text(wording)}" for one in self.branches]
        return "；".join([*told, f"其他情形：{self.otherwise.text(wording)}"])

    def _formula(self, reader: Reader) -> tuple[str, str]:
        return "按适用的情形", ""

    def _counting(self, reader: Reader) -> list[Rule]:
        return [rule for rule, _, may in self.chosen(reader.rows) if may[reader.place]]

    def _ordinary(self, reader: Reader, low: float, high: float) -> str:
        for rule, sure, _ in self.chosen(reader.rows):
            if sure[reader.place]:
                return next(rule.explain(reader)).sentence
        waiting = "、".join(dict.fromkeys(reader.name(name) for one in self.branches for name in one.when.names))
        return f"{waiting}未填报，无法确定适用情形，{got(low, high)}"


@dataclass(frozen=True)
class GroupRule:
    """The rule of one group of units."""

    group: str
    rule: Rule


@kind("by_group", bare="of")
@dataclass(frozen=True, kw_only=True)
class ByGroup(Rule):
    """分组参数: each group of units has its own rule, points and thresholds alike; ``otherwise`` for all others."""

    parts_share = True

    of: tuple[GroupRule, ...]
    otherwise: Rule | None = None

    def parts(self) -> tuple[Rule, ...]:
        return (*(one.rule for one in self.of), *([self.otherwise] if self.otherwise else []))

    def wrongs(self) -> Iterator[Wrong]:
        yield from super().wrongs()
        for name, times in Counter(one.group for one in self.of).items():
            if times > 1:
                yield "of", f"组别「{name}」写了 {times} 次", "每个组别只写一次"

    def members(self, rows: Rows) -> list[tuple[Rule, Mask]]:
        """Each rule with the units it is for; nobody is left over unless there is no ``otherwise``."""
        groups = np.full(rows.count, "", object) if rows.groups is None else rows.groups
        found = [(one.rule, np.asarray(groups == one.group)) for one in self.of]
        rest = ~np.logical_or.reduce([mask for _, mask in found])
        return [*found, (self.otherwise, rest)] if self.otherwise else found

    def _score(self, rows: Rows) -> Outcome:
        low, high, full = (np.zeros(rows.count) for _ in range(3))
        absent = np.ones(rows.count, bool)
        for rule, mine in self.members(rows):
            outcome = rows.outcome(rule)
            low, high = np.where(mine, outcome.low, low), np.where(mine, outcome.high, high)
            full, absent = np.where(mine, outcome.full, full), np.where(mine, outcome.absent, absent)
        return Outcome(low, high, full, absent)

    def _marks(self, rows: FormulaRows) -> Marks:
        nobody = Marks("0", "0", "0", ALWAYS)
        marks = rows.outcome(self.otherwise) if self.otherwise else nobody
        if not rows.group:
            return marks
        for one in self.of:
            mine, own = f"EXACT({rows.group},{quoted(one.group)})", rows.outcome(one.rule)
            pairs = zip(vars(own).values(), vars(marks).values(), strict=True)
            marks = Marks(*(when(mine, theirs, others) for theirs, others in pairs))
        return marks

    def _levers(self, rows: Rows) -> Iterator[Lever]:
        for rule, mine in self.members(rows):
            for lever in rule.levers(rows):
                yield Lever(lever.label, lever.name, np.where(mine, lever.change, np.nan), lever.lost & mine)

    def _text(self, wording: Wording) -> str:
        told = [f"{one.group}：{one.rule.text(wording)}" for one in self.of]
        return "；".join([*told, *([f"其他：{self.otherwise.text(wording)}"] if self.otherwise else [])])

    def _formula(self, reader: Reader) -> tuple[str, str]:
        return "按所在分组", ""

    def _counting(self, reader: Reader) -> list[Rule]:
        return [rule for rule, mine in self.members(reader.rows) if mine[reader.place]]

    def _ordinary(self, reader: Reader, low: float, high: float) -> str:
        for rule, mine in self.members(reader.rows):
            if mine[reader.place]:
                return next(rule.explain(reader)).sentence
        return "不属于方案规定的任何分组，不计入"
