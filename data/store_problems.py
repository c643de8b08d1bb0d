"""The ledger's rows: problems and steps read from the store and written into it inside a change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data.clock import spoken
from data.loop_tables import attachments, problem_steps, problems
from data.problems import ACTION_WORDS, DAYS, Problem, Said, Step
from data.store_engine import Change, StoreError
from data.tables import rounds

Changes = Mapping[str, tuple[Any, Any]]
"""Fields edited: name → (before, after)."""

_OWN = [name for name in Problem.__dataclass_fields__ if name not in ("round_name", "submission")]


def read_problems(connection: Connection) -> list[Problem]:
    """Every problem of the ledger, the withdrawn ones too, in the order in which they came."""
    columns = [problems.c[name] for name in _OWN]
    named = [rounds.c.name.label("round_name"), problems.c.submission_id.label("submission")]
    rows = select(*columns, *named).join_from(problems, rounds).order_by(problems.c.id)
    return [Problem(**row) for row in connection.execute(rows).mappings()]


def read_problem(connection: Connection, number: int) -> Problem:
    """One problem; StoreError when there is none of that number."""
    columns = [problems.c[name] for name in _OWN]
    named = [rounds.c.name.label("round_name"), problems.c.submission_id.label("submission")]
    one = select(*columns, *named).join_from(problems, rounds).where(problems.c.id == number)
    row = connection.execute(one).mappings().first()
    if row is None:
        raise StoreError(f"台账里没有第 {number} 号问题。")
    return Problem(**row)


def read_steps(connection: Connection, number: int | None = None) -> list[Step]:
    """Every step, or those of one problem, in their order."""
    rows = select(problem_steps).order_by(problem_steps.c.problem_id, problem_steps.c.version)
    if number is not None:
        rows = rows.where(problem_steps.c.problem_id == number)
    return [_step(row) for row in connection.execute(rows).mappings()]


def _step(row: Any) -> Step:
    same = [name for name in Step.__dataclass_fields__ if name not in ("problem", "changes")]
    changes = {name: (_day(name, pair[0]), _day(name, pair[1])) for name, pair in row["changes"].items()}
    return Step(problem=row["problem_id"], changes=changes, **{name: row[name] for name in same})


def _day(name: str, told: Any) -> Any:
    return date.fromisoformat(told) if name in DAYS and told else told


class OvertakenError(StoreError):
    """The problem has been changed since it was read."""


def refuse_overtaken(connection: Connection, found: Problem, version: int) -> None:
    """OvertakenError when the problem has been changed since it was read, telling by whom and what."""
    if found.version == version:
        return
    last = read_steps(connection, found.id)[-1]
    told = "；".join(part for part in (ACTION_WORDS[last.action], last.note) if part)
    raise OvertakenError(f"第 {found.id} 号问题刚刚由{last.by}改过（{spoken(last.at)}，{told}），请看过再办。")


def has_attachment(connection: Connection, number: int) -> bool:
    """Whether a file that counts is attached to the problem."""
    kept = attachments.c.withdrawn_at.is_(None)
    found = select(attachments.c.id).where(attachments.c.problem_id == number, kept).limit(1)
    return connection.execute(found).first() is not None


def add_problem(one: Change, columns: Mapping[str, Any], action: str, state: str, note: str = "") -> int:
    """Put a problem into the ledger with its first step; its number."""
    made = {"by": one.by, "at": one.at, "revision": one.revision, "withdrawn_by": "", "withdrawn_reason": ""}
    row = {**columns, **made, "state": state, "version": 1}
    number = int(one.connection.execute(insert(problems).values(**row).returning(problems.c.id)).scalar_one())
    _add_step(one, number, 1, action, ("", state), Said(note), {})
    return number


def change_problem(
    one: Change, found: Problem, action: str, state: str, said: Said, changes: Changes, **marks: Any
) -> None:
    """One step on a problem: its new state and fields, and the row that tells of it. ``marks`` are further columns."""
    after = {name: pair[1] for name, pair in changes.items()}
    written = {**after, **marks, "state": state, "version": found.version + 1}
    one.connection.execute(update(problems).where(problems.c.id == found.id).values(**written))
    _add_step(one, found.id, found.version + 1, action, (found.state, state), said, changes)


def _add_step(
    one: Change, number: int, version: int, action: str, states: tuple[str, str], said: Said, changes: Changes
) -> None:
    told = {name: [_written(part) for part in pair] for name, pair in changes.items()}
    row = {
        "problem_id": number, "version": version, "action": action, "from_state": states[0], "to_state": states[1],
        "note": said.note, "reviewer": said.reviewer, "done_on": said.done_on, "changes": told,
        "by": one.by, "at": one.at, "revision": one.revision,
    }  # fmt: skip
    one.connection.execute(insert(problem_steps).values(**row))
    one.log(f"问题 {number}", action=action, before=states[0], after=states[1], note=said.note, changes=told)


def _written(told: Any) -> Any:
    return told.isoformat() if isinstance(told, date) else told
