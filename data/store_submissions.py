"""Submissions (填报) into the store: kept with their original, superseded or withdrawn, never deleted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Row, Table, and_, insert, select, update

from data.intake import EVIDENCE, PROBLEMS, SELF_SCORES, SOURCES, VALUE_KEY, VALUES, VERIFICATIONS, Intake
from data.places import takes_the_place_of
from data.shape import TEXT, Shape
from data.store_engine import Change, StoreError
from data.store_rounds import open_round_id, refuse_frozen
from data.tables import (
    originals,
    submission_evidence,
    submission_findings,
    submission_problems,
    submission_self_scores,
    submission_values,
    submission_verifications,
    submissions,
)

FINDING_FIELDS = ("code", "severity", "sheet", "cell", "indicator", "message", "remedy", "typed")


@dataclass(frozen=True)
class Submission:
    """A submission as stored. ``supersedes`` is the id of the last one that it took the place of, or None."""

    id: int
    round_name: str
    kind: str
    unit: str
    source: str
    file: str
    sha256: str
    by: str
    at: datetime
    supersedes: int | None
    revision: int


def is_current() -> ColumnElement[bool]:
    """Whether a submission counts: neither superseded nor withdrawn."""
    return and_(submissions.c.superseded_by.is_(None), submissions.c.withdrawn_at.is_(None))


def save_submission(change: Change, round_name: str, intake: Intake, content: bytes) -> Submission:
    """Keep one workbook and what was read from it; it takes the place of the unit's earlier one of the same kind (an
    inspection's only as :mod:`data.places` says).

    StoreError when the workbook could not be read or says neither kind nor unit, or the round does not exist;
    ValueError when ``content`` is not what the intake was read from.
    """
    _check(intake, content)
    connection, in_round = change.connection, open_round_id(change.connection, round_name)
    replaced = _replaced(connection, in_round, intake)
    earlier = replaced[-1] if replaced else None
    keep_original(connection, intake.sha256, content)
    key = _insert(change, in_round, intake)
    connection.execute(update(submissions).where(submissions.c.id.in_(replaced)).values(superseded_by=key))
    for table, records in _rows(intake):
        rows = [{"submission_id": key, "row": row, **record} for row, record in enumerate(records)]
        if rows:
            connection.execute(insert(table), rows)
    change.log(intake.unit, round=round_name, submission=key, supersedes=earlier, sha256=intake.sha256)
    source = SOURCES[intake.kind]
    whence = (intake.kind, intake.unit, source, intake.file_name, intake.sha256, change.by, change.at)
    return Submission(key, round_name, *whence, supersedes=earlier, revision=change.revision)


def withdraw(change: Change, submission: int, reason: str) -> None:
    """Take a submission back with a reason; the one it had superseded counts again.

    Withdrawn out of the middle, it leaves the earlier one superseded by the later one. StoreError when the reason is
    blank, or the submission does not exist or is already withdrawn.
    """
    if not reason.strip():
        raise StoreError("撤回填报须写明原因。")
    connection, table = change.connection, submissions
    row = _submission(connection, submission)
    if row.withdrawn_at is not None:
        raise StoreError(f"填报 {submission} 已经撤回。")
    refuse_frozen(connection, row.round_id)
    passed_on = update(table).where(table.c.superseded_by == submission).values(superseded_by=row.superseded_by)
    connection.execute(passed_on)
    marks = {"withdrawn_at": change.at, "withdrawn_by": change.by, "withdrawn_reason": reason}
    connection.execute(update(table).where(table.c.id == submission).values(marks))
    change.log(row.unit, submission=submission, reason=reason)


def _check(intake: Intake, content: bytes) -> None:
    if not intake.readable or intake.kind not in SOURCES or not intake.unit:
        raise StoreError(f"“{intake.file_name}”无法识别，不能入库。")
    if hashlib.sha256(content).hexdigest() != intake.sha256:
        raise ValueError(f"the content of {intake.file_name} is not what was read: its SHA-256 differs")


def _replaced(connection: Connection, in_round: int, intake: Intake) -> list[int]:
    """The unit's current submissions that this workbook takes the place of, oldest first."""
    same = (submissions.c.round_id == in_round, submissions.c.kind == intake.kind, submissions.c.unit == intake.unit)
    found = select(submissions.c.id).where(*same, is_current()).order_by(submissions.c.id)
    current = connection.execute(found).scalars().all()
    if intake.kind != "inspection":
        return list(current)
    return [key for key in current if takes_the_place_of(intake.kind, intake.values, _keys(connection, key))]


def _keys(connection: Connection, submission: int) -> pd.DataFrame:
    """What a submission's values are of."""
    table = submission_values.c
    columns = select(*(table[name] for name in VALUE_KEY)).where(table.submission_id == submission)
    return Shape(dict.fromkeys(VALUE_KEY, TEXT)).frame(connection.execute(columns).all())


def keep_original(connection: Connection, sha256: str, content: bytes) -> None:
    """Keep a file byte for byte under its SHA-256, once."""
    if connection.execute(select(originals.c.size).where(originals.c.sha256 == sha256)).first() is None:
        connection.execute(insert(originals).values(sha256=sha256, size=len(content), content=content))


def _insert(change: Change, in_round: int, intake: Intake) -> int:
    row = {
        "round_id": in_round,
        "kind": intake.kind,
        "unit": intake.unit,
        "source": SOURCES[intake.kind],
        "file": intake.file_name,
        "sha256": intake.sha256,
        "by": change.by,
        "at": change.at,
        "scheme_code": intake.scheme_code,
        "template_version": intake.template_version,
        "revision": change.revision,
        "withdrawn_by": "",
        "withdrawn_reason": "",
    }
    return int(change.connection.execute(insert(submissions).values(row).returning(submissions.c.id)).scalar_one())


def _rows(intake: Intake) -> Iterator[tuple[Table, Iterator[dict[str, Any]]]]:
    yield submission_values, VALUES.records(intake.values)
    yield submission_self_scores, SELF_SCORES.records(intake.self_scores)
    yield submission_problems, PROBLEMS.records(intake.problems)
    yield submission_evidence, EVIDENCE.records(intake.evidence)
    yield submission_verifications, VERIFICATIONS.records(intake.verifications)
    yield submission_findings, ({name: getattr(one, name) for name in FINDING_FIELDS} for one in intake.findings)


def _submission(connection: Connection, key: int) -> Row[Any]:
    row = connection.execute(select(submissions).where(submissions.c.id == key)).first()
    if row is None:
        raise StoreError(f"没有编号为 {key} 的填报。")
    return row
