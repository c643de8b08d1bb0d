"""The problems on the towns' lists (问题清单): found, due, and off the list once closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from data.demo.county import Town
from data.demo.dates import DemoRound, shifted
from data.demo.tables import rows
from data.templates.filled import Row
from data.templates.forms import labelled
from scoring.scheme import Scheme


@dataclass(frozen=True)
class Problem:
    """A problem. ``village`` counts from 1 in the town's order; ``closed`` is the first round without it, or None."""

    town: str
    village: int
    found_on: date
    due_on: date
    closed: int | None
    told: Mapping[str, str]

    def listed(self, one: DemoRound) -> bool:
        """Whether it stands on the list of that round."""
        return self.found_on <= one.due_on and (self.closed is None or one.number < self.closed)


def listed(town: Town, one: DemoRound) -> list[Problem]:
    """The town's problems that stand on its list in that round."""
    return [problem for problem in problems() if problem.town == town.name and problem.listed(one)]


def overdue(town: Town, one: DemoRound) -> int:
    """How many of them were to be closed before the round's figures were due."""
    return sum(problem.due_on < one.due_on for problem in listed(town, one))


def problem_rows(scheme: Scheme, town: Town, one: DemoRound) -> list[Row]:
    """The town's list as it is typed."""
    return [_row(scheme, town, problem) for problem in listed(town, one)]


@cache
def problems() -> tuple[Problem, ...]:
    """Every problem of the story."""
    return tuple(_problem(row) for row in rows("problems"))


def _problem(row: Mapping[str, str]) -> Problem:
    return Problem(
        town=row["town"], village=int(row["village"]), found_on=shifted(date.fromisoformat(row["found"])),
        due_on=shifted(date.fromisoformat(row["due"])), closed=int(row["closed"]) if row["closed"] else None, told=row,
    )  # fmt: skip


def _row(scheme: Scheme, town: Town, problem: Problem) -> Row:
    told, indicator = problem.told, scheme.indicator(problem.told["indicator"])
    return {
        "source": told["source"],
        "found_on": problem.found_on,
        "village": town.villages[problem.village - 1],
        "place": told["place"],
        "indicator": labelled(indicator),
        "rigid": indicator.rigid is not None,
        "category": told["category"],
        "description": told["description"],
        "severity": told["severity"],
        "responsible_unit": told["unit"],
        "responsible_person": told["person"],
        "leader": town.leader,
        "due_on": problem.due_on,
    }
