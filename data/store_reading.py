"""The store's tables as pandas reads them: one function a table, each with its columns stated even when it is empty."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Connection, Table, select

from data.intake import EVIDENCE, PRECEDENCE, PROBLEMS, SELF_SCORES, VALUE_KEY, VALUES, VERIFICATIONS
from data.shape import COUNT, MOMENT, NUMBER, TEXT, Shape
from data.store_roster import town_groups
from data.store_rounds import round_id
from data.store_submissions import FINDING_FIELDS, is_current
from data.tables import (
    rounds,
    submission_evidence,
    submission_findings,
    submission_problems,
    submission_self_scores,
    submission_values,
    submission_verifications,
    submissions,
)

SUBMISSIONS = Shape(
    {
        "submission": COUNT,
        **dict.fromkeys(("round", "kind", "unit", "source", "file", "sha256", "by"), TEXT),
        "submitted_at": MOMENT,
        **dict.fromkeys(("scheme_code", "template_version"), TEXT),
        "revision": COUNT,
        "current": "bool",
        "superseded_by": "Int64",
        "withdrawn_at": MOMENT,
        **dict.fromkeys(("withdrawn_by", "withdrawn_reason"), TEXT),
    }
)
FINDINGS = Shape(dict.fromkeys(FINDING_FIELDS, TEXT))

_WHENCE = ("file", "source", "submission", "submitted_at", "sha256")

STORED_VALUES = Shape(
    {
        **dict.fromkeys(("unit", "group", "indicator", "input", "sample"), TEXT),
        "value": NUMBER,
        "status": TEXT,
        **dict.fromkeys(("target", "last_year"), NUMBER),
        **dict.fromkeys(("file", "sheet", "cell", "typed", "source"), TEXT),
        "submission": COUNT,
        "submitted_at": MOMENT,
        **dict.fromkeys(("sha256", "target_cell", "last_year_cell"), TEXT),
    }
)
STORED_VALUE_COLUMNS = STORED_VALUES.columns
HISTORY_COLUMNS = (*STORED_VALUE_COLUMNS, "by", "current", "reason", "withdrawn_reason")
STORED_VERIFICATION_COLUMNS = ("department", *VERIFICATIONS.columns, *_WHENCE)
STORED_PROBLEM_COLUMNS = (*PROBLEMS.columns, "file", "submission", "submitted_at", "sha256")
STORED_EVIDENCE_COLUMNS = (*EVIDENCE.columns, *_WHENCE)
STORED_SELF_SCORE_COLUMNS = (*SELF_SCORES.columns, *_WHENCE)
STORED_FINDING_COLUMNS = ("unit", *FINDINGS.columns, *_WHENCE)


def read_submissions(connection: Connection, *which: ColumnElement[bool]) -> pd.DataFrame:
    """The submissions for which all of ``which`` holds, oldest first; columns of SUBMISSIONS."""
    table = submissions.c
    named = {
        "submission": table.id,
        "round": rounds.c.name,
        "submitted_at": table.at,
        "current": is_current().label("current"),
    }
    columns = [named[name] if name in named else table[name] for name in SUBMISSIONS.columns]
    statement = select(*columns).join_from(submissions, rounds).where(*which).order_by(table.id)
    return SUBMISSIONS.frame(connection.execute(statement).all())


def round_submissions(connection: Connection, round_name: str, current_only: bool = True) -> pd.DataFrame:
    """The submissions of a round, oldest first; StoreError when there is no such round."""
    in_round = submissions.c.round_id == round_id(connection, round_name)
    return read_submissions(connection, in_round, *([is_current()] if current_only else []))


def read_values(
    connection: Connection, came: pd.DataFrame, corrected: pd.DataFrame | None = None, every: bool = False
) -> pd.DataFrame:
    """The values of those submissions and corrections that count: of one figure only the source that outranks the
    others; ``every`` source's when asked for.

    A source that says nothing of a figure (``unreported``) never outranks one that does. Columns: STORED_VALUE_COLUMNS.
    """
    rows = _rows(connection, submission_values, VALUES, came)
    if corrected is not None and len(corrected):
        rows = _joined(rows, corrected)
    return _with_groups(connection, rows if every else effective(rows))[list(STORED_VALUE_COLUMNS)]


def read_counting(
    connection: Connection, came: pd.DataFrame, corrected: pd.DataFrame, slot: tuple[str, str, str, str]
) -> pd.DataFrame:
    """The row of one figure that counts; no row when nobody has said anything of it."""
    same = [submission_values.c[name] == part for name, part in zip(VALUE_KEY, slot, strict=True)]
    rows = _joined(_rows(connection, submission_values, VALUES, came, *same), corrected)
    return effective(rows)


def _joined(rows: pd.DataFrame, corrected: pd.DataFrame) -> pd.DataFrame:
    """Values that came in workbooks, and those corrected on the page."""
    return pd.concat([rows, corrected], ignore_index=True).reindex(columns=rows.columns)


def read_value_history(
    connection: Connection, came: pd.DataFrame, corrected: pd.DataFrame, unit: str, indicator: str, input_id: str
) -> pd.DataFrame:
    """Every row of one figure in those submissions and corrections, the latest first. Columns: HISTORY_COLUMNS."""
    table = submission_values.c
    figure = (table.unit == unit, table.indicator == indicator, table.input == input_id)
    rows = _rows(connection, submission_values, VALUES, came, *figure).assign(reason="")
    same = (corrected["unit"] == unit) & (corrected["indicator"] == indicator) & (corrected["input"] == input_id)
    joined = _joined(rows, corrected[same]) if same.any() else rows
    order = ["revision", "submission", "sample"]
    ordered = joined.sort_values(order, ascending=[False, False, True], ignore_index=True)
    return _with_groups(connection, ordered)[list(HISTORY_COLUMNS)]


def read_problems(connection: Connection, came: pd.DataFrame) -> pd.DataFrame:
    """The problems of those submissions. Columns: STORED_PROBLEM_COLUMNS; ``source`` is who found the problem."""
    return _rows(connection, submission_problems, PROBLEMS, came)[list(STORED_PROBLEM_COLUMNS)]


def read_evidence(connection: Connection, came: pd.DataFrame) -> pd.DataFrame:
    """The evidence of those submissions. Columns: STORED_EVIDENCE_COLUMNS."""
    return _rows(connection, submission_evidence, EVIDENCE, came)[list(STORED_EVIDENCE_COLUMNS)]


def read_self_scores(connection: Connection, came: pd.DataFrame) -> pd.DataFrame:
    """The self-scores of those submissions. Columns: STORED_SELF_SCORE_COLUMNS."""
    return _rows(connection, submission_self_scores, SELF_SCORES, came)[list(STORED_SELF_SCORE_COLUMNS)]


def read_verifications(connection: Connection, came: pd.DataFrame) -> pd.DataFrame:
    """What departments said of the towns' figures. Columns: STORED_VERIFICATION_COLUMNS; ``unit`` is the town."""
    department = came.set_index("submission")["unit"]
    rows = _rows(connection, submission_verifications, VERIFICATIONS, came)
    return rows.assign(department=rows["submission"].map(department).astype("str"))[list(STORED_VERIFICATION_COLUMNS)]


def read_findings(connection: Connection, came: pd.DataFrame) -> pd.DataFrame:
    """The findings in those submissions. Columns: STORED_FINDING_COLUMNS; ``unit`` is who sent the workbook."""
    return _rows(connection, submission_findings, FINDINGS, came)[list(STORED_FINDING_COLUMNS)]


def _rows(
    connection: Connection, table: Table, shape: Shape, came: pd.DataFrame, *which: ColumnElement[bool]
) -> pd.DataFrame:
    """The table's rows that came with those submissions, beside them what else is known of the submission.

    Where both have a column of one name (``unit``, ``kind``, ``source``), the row's own is meant.
    """
    columns = [table.c.submission_id, *(table.c[name] for name in shape.columns)]
    from_these = table.c.submission_id.in_(came["submission"].tolist())
    statement = select(*columns).where(from_these, *which).order_by(table.c.submission_id, table.c.row)
    keyed = Shape({"submission": COUNT, **shape.dtypes})
    rows = keyed.frame(connection.execute(statement).all())
    places = pd.Index(came["submission"]).get_indexer(pd.Index(rows["submission"]))
    beside = came.drop(columns=[name for name in came.columns if name in keyed.columns])
    return pd.concat([rows, beside.take(places).reset_index(drop=True)], axis="columns")


def _with_groups(connection: Connection, rows: pd.DataFrame) -> pd.DataFrame:
    groups = town_groups(connection)
    return rows.assign(group=pd.Series([groups.get(unit, "") for unit in rows["unit"]], dtype=TEXT))


def effective(rows: pd.DataFrame) -> pd.DataFrame:
    """Of each figure the row that counts; of two departments' the later one."""
    key = list(VALUE_KEY)
    # Mapping an empty text column leaves text.
    place = rows["source"].map({source: place for place, source in enumerate(PRECEDENCE)}).astype("int64")
    rank = place + len(PRECEDENCE) * (rows["status"] == "unreported")
    ordered = rows.iloc[np.lexsort((-rows["submission"], rank))]
    best = ordered.drop_duplicates(key)
    return rows if len(best) == len(rows) else _borrow(best, ordered).sort_index().reset_index(drop=True)


def _borrow(best: pd.DataFrame, ordered: pd.DataFrame) -> pd.DataFrame:
    """Fill a missing target or last year's value from the next source that has it.

    Its cell then stays "", as ``file`` and ``sheet`` are the other source's.
    """
    key = list(VALUE_KEY)
    firsts = ordered.groupby(key)[["target", "last_year"]].first()
    known = firsts.reindex(pd.MultiIndex.from_frame(best[key])).set_index(best.index)
    return best.assign(
        target=best["target"].fillna(known["target"]),
        last_year=best["last_year"].fillna(known["last_year"]),
        target_cell=best["target_cell"].where(best["target"].notna(), ""),
        last_year_cell=best["last_year_cell"].where(best["last_year"].notna(), ""),
    )
