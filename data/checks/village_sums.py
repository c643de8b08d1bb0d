"""分村明细: the sum over the villages must be the town's figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from data.checks.subject import Subject
from data.findings import Finding, finding
from scoring.rounding import plain, snap

_MOST_NAMED = 6
"""How many villages are named one by one."""


def village_sums(subject: Subject) -> Iterator[Finding]:
    """For each column with anything in it: a sum that is not the town's figure, and villages without an answer.

    A village with 不适用 counts as none. A column that misses villages is not summed up: it cannot be right yet. A
    sum that differs is shown at the figure in the form, everything else at the column's first answer.
    """
    broken_down = subject.intake.village_values
    if broken_down.empty:
        return
    figures = subject.intake.values.set_index(["indicator", "input"])
    for key, column in broken_down.groupby(["indicator", "input"], sort=False):
        if (column["status"] != "unreported").any():
            yield from _column(subject, key, column, figures)


def _column(subject: Subject, key: Any, column: pd.DataFrame, figures: pd.DataFrame) -> Iterator[Finding]:
    code, name = str(key[0]), subject.scheme.indicator(key[0]).input(key[1]).name
    first = column[column["status"] != "unreported"].iloc[0]
    place = (str(first["sheet"]), str(first["cell"]), code)
    without = _without(subject, column)
    if without:
        more = "等" if len(without) > _MOST_NAMED else ""
        villages = "、".join(without[:_MOST_NAMED]) + more
        yield finding("R405", *place, name=name, count=str(len(without)), villages=villages)
        return
    total = float(snap(column["value"].sum()))
    reported = figures.loc[key] if key in figures.index else None
    if reported is None or reported["status"] != "reported":
        yield finding("R404", *place, name=name, total=plain(total, 9))
    elif total != snap(reported["value"]):
        yield _differs((str(reported["sheet"]), str(reported["cell"]), code), name, total, float(reported["value"]))


def _without(subject: Subject, column: pd.DataFrame) -> list[str]:
    """The town's villages without an answer in this column."""
    answered = set(column.loc[column["status"] != "unreported", "sample"])
    asked = subject.roster.villages_of(subject.intake.unit) or tuple(column["sample"])
    return [village for village in asked if village not in answered]


def _differs(place: tuple[str, str, str], name: str, total: float, reported: float) -> Finding:
    difference = plain(abs(total - reported), 9)
    return finding("R403", *place, name=name, total=plain(total, 9), reported=plain(reported, 9), difference=difference)
