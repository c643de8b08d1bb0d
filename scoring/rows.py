"""What a rule sees: the figures of one indicator for many units side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from scoring import peers
from scoring.rounding import Array
from scoring.span import Mask, Span

if TYPE_CHECKING:
    from scoring.expression import Condition, Expression
    from scoring.rules.rule import Outcome, Rule


@dataclass(frozen=True, eq=False)
class Sampled:
    """The sampled villages of all units: one row a village; ``owner`` is the row of the unit it belongs to."""

    rows: Rows
    owner: npt.NDArray[np.intp]
    names: npt.NDArray[np.object_]


class Rows:
    """``count`` units side by side. ``columns`` maps a name (``x``, ``target.x``, ``last_year.x``, ``county.x``) to
    its figures; ``rolled_up`` says that they are the county's, added up from its towns; ``groups`` are the
    units' groups. What is evaluated is kept,
    so that a score and its explanation rest on the same arrays.
    """

    def __init__(
        self,
        count: int,
        columns: Mapping[str, Span],
        sampled: Sampled | None = None,
        rolled_up: bool = False,
        groups: npt.NDArray[np.object_] | None = None,
    ) -> None:
        self.count = count
        self.rolled_up = rolled_up
        self.groups = groups
        self.columns = columns
        self.sampled = sampled
        self._others_only = False
        self._values: dict[str, Span] = {}
        self._outcomes: dict[int, Outcome] = {}

    def span(self, name: str) -> Span:
        """The figures under that name, one a unit."""
        return self.columns[name]

    def value(self, expression: Expression) -> Span:
        """The expression's value for each unit."""
        if expression.text not in self._values:
            self._values[expression.text] = expression.span(self).over(self.count)
        return self._values[expression.text]

    def among_peers(self, function: str, value: Span) -> Span:
        """The mean, greatest or least value among all units (``peers.``) or those of each unit's group (``group.``)."""
        among = peers.among_others if self._others_only else peers.among
        return among(function, value.over(self.count), self.groups)

    def against_others(self) -> Rows:
        """The same units, each compared with the others only: what a unit must reach while the others stay."""
        rows = Rows(self.count, self.columns, self.sampled, self.rolled_up, self.groups)
        rows._others_only = True
        return rows

    def holds(self, condition: Condition) -> tuple[Mask, Mask]:
        """(certainly, possibly) true for each unit."""
        sure, may = condition.holds(self)
        return np.broadcast_to(sure, (self.count,)), np.broadcast_to(may, (self.count,))

    def outcome(self, rule: Rule) -> Outcome:
        """What the rule gives each unit."""
        if id(rule) not in self._outcomes:
            self._outcomes[id(rule)] = rule.score(self)
        return self._outcomes[id(rule)]

    def shifted(self, name: str, by: float | Array) -> Rows:
        """The same units with one figure changed by ``by``: the what-if of one column."""
        before = self.columns[name]
        after = replace(before, low=before.low + by, high=before.high + by)
        after = Span(after.low, after.low, after.absent) if before.closed else after
        return Rows(self.count, {**self.columns, name: after}, self.sampled, self.rolled_up, self.groups)
