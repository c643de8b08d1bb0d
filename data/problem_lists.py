"""The towns' lists of problems (问题清单) taken over into the ledger.

A problem is known again by its ``matched_by``, so that a list sent anew does not double it. A field is updated where
the new list says something else than the one before it: what the office has edited since stays, and what was typed
differently is a step with before and after. What the latest list no longer holds is left as it is, to be looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data.intake import PROBLEMS
from data.problems import FIELDS, KEY_FIELDS, LIST, OPEN, Problem, Said, matched_by
from data.store_engine import Change
from data.store_problems import Changes, add_problem, change_problem, read_problems
from data.store_reading import read_problems as read_listed
from data.store_reading import round_submissions
from data.store_rounds import round_id
from data.tables import submission_problems

UPDATED = tuple(name for name in FIELDS if name not in KEY_FIELDS)
"""The fields that a list sent anew may change; another town, village, place, item or wording is another problem."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Pending:
    """What lists say that the ledger does not: new problems by ``matched_by``, and changed ones with their changes."""

    new: Mapping[str, Row]
    changed: Sequence[tuple[Problem, Row, Changes]]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)


def keys_of(rows: pd.DataFrame) -> list[str]:
    """What each row of a table of problems is known again by."""
    fields = zip(*(rows[name].tolist() for name in KEY_FIELDS), strict=True)
    return [matched_by(dict(zip(KEY_FIELDS, told, strict=True))) for told in fields]


def listed(rows: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """The rows of lists by what they are known by, of two the later one; plain Python, with their ``submission``."""
    plain = PROBLEMS.records(rows[list(PROBLEMS.columns)])
    told = zip(keys_of(rows), plain, rows["submission"].tolist(), strict=True)
    return {key: {**row, "submission_id": int(submission)} for key, row, submission in told}


def pending(connection: Connection, round_name: str, known: Sequence[Problem]) -> Pending:
    """What the round's lists say that the known problems do not."""
    return _compared(connection, listed(listed_rows(connection, round_name)), known)


def take_over(one: Change, round_name: str) -> Pending:
    """Write what is pending into the ledger, inside a change."""
    found = pending(one.connection, round_name, read_problems(one.connection))
    key = round_id(one.connection, round_name)
    for matched, row in found.new.items():
        add_problem(one, {**row, "matched_by": matched, "origin": "list", "round_id": key}, LIST, OPEN)
    for problem, row, changes in found.changed:
        place = {name: row[name] for name in ("number", "sheet", "cell", "submission_id")}
        change_problem(one, problem, LIST, problem.state, Said(), changes, **place)
    return found


def listed_rows(connection: Connection, round_name: str) -> pd.DataFrame:
    """The rows of the round's lists that count; columns of ``data.store_reading.STORED_PROBLEM_COLUMNS``."""
    return read_listed(connection, round_submissions(connection, round_name))


def _compared(connection: Connection, rows: Mapping[str, Row], known: Sequence[Problem]) -> Pending:
    ledger = {one.matched_by: one for one in sorted(known, key=lambda one: one.withdrawn_at is None)}
    new = {key: row for key, row in rows.items() if key not in ledger}
    again = [(ledger[key], row) for key, row in rows.items() if key in ledger]
    moved = [(one, row) for one, row in again if one.submission != row["submission_id"] and not one.withdrawn_at]
    before = _earlier_rows(connection, {one.submission for one, _ in moved if one.submission})
    compared = [(one, row, _changes(one, row, before.get((one.submission, one.matched_by)))) for one, row in moved]
    return Pending(new, [(one, row, changes) for one, row, changes in compared if changes])


def _changes(one: Problem, row: Row, before: Row | None) -> Changes:
    """The fields that the list now says differently; of a problem that was on none, those that were blank."""
    now = {name: getattr(one, name) for name in UPDATED}
    if before is None:
        return {name: (now[name], row[name]) for name in UPDATED if now[name] in ("", None) and row[name]}
    return {name: (now[name], row[name]) for name in UPDATED if row[name] not in (before[name], now[name])}


def _earlier_rows(connection: Connection, submissions: set[int]) -> dict[tuple[int | None, str], Row]:
    """The rows of those lists by submission and what they are known by."""
    statement = select(submission_problems).where(submission_problems.c.submission_id.in_(submissions))
    rows = connection.execute(statement).mappings().all() if submissions else []
    return {(row["submission_id"], matched_by(row)): row for row in map(dict[str, Any], rows)}
