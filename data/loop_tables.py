"""The store's tables of the loop (整改闭环): problems with their steps and attachments, evidence checked, the survey,
innovation cases, frozen rounds, appeals, numbers pinned at the meeting. Nothing in them is deleted; what no longer
holds is withdrawn or superseded, with a reason.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Float, ForeignKey, Index, Integer, LargeBinary, Table

from data.tables import PlainText, UtcDateTime, metadata, one_of

__all__ = [
    "appeals",
    "attachments",
    "evidence_checks",
    "freezes",
    "innovation_cases",
    "metadata",
    "named_documents",
    "pins",
    "problem_steps",
    "problems",
    "survey_answers",
    "survey_batches",
]

ORIGINS = ("list", "page", "loss", "figure", "visit")
"""Where a problem comes from: a workbook's list, entered by hand, a lost point, a doubtful figure, a village visit."""

STATES = ("open", "rectifying", "submitted", "closed", "returned", "relapsed")
"""未整改, 整改中, 待核验, 已销号, 退回, 反弹."""

CERTAINTIES = ("certain", "likely", "aim")
"""Of an innovation case: 已认定, 待认定, 争取."""

OUTCOMES = ("open", "problem", "appeal", "dismissed")
"""What became of a pinned number: 待处理, 转为问题, 转为申诉, 无需处理."""

ANSWERS = ("pending", "accepted", "declined")
"""Of an appeal: 待答复, 采纳, 不采纳."""


def _texts(names: str) -> list[Column[str]]:
    return [Column(name, PlainText, nullable=False) for name in names.split()]


def _made() -> list[Column[Any]]:
    """Who made the row, when, in which revision of the store."""
    return [
        Column("by", PlainText, nullable=False),
        Column("at", UtcDateTime, nullable=False),
        Column("revision", Integer, nullable=False),
    ]


def _withdrawn() -> list[Column[Any]]:
    return [Column("withdrawn_at", UtcDateTime), *_texts("withdrawn_by withdrawn_reason")]


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _round() -> Column[int]:
    return Column("round_id", ForeignKey("rounds.id"), nullable=False)


def _version() -> Column[int]:
    """Raised by every change of the row, so that two people never overwrite each other unseen."""
    return Column("version", Integer, nullable=False)


# ``matched_by`` is what a problem is known again by when its list is sent anew; ``state`` is that of its last step.
problems = Table(
    "problems",
    metadata,
    _id(),
    _round(),
    *_texts("origin matched_by"),
    Column("submission_id", ForeignKey("submissions.id")),
    *_texts("number source"),
    Column("found_on", Date),
    *_texts("town village place indicator"),
    Column("rigid", Boolean),
    *_texts("category description severity responsible_unit responsible_person leader"),
    Column("due_on", Date),
    *_texts("sheet cell state"),
    _version(),
    *_made(),
    *_withdrawn(),
    one_of("origin", ORIGINS),
    one_of("state", STATES),
    Index("ix_problems_matched_by", "matched_by"),
)

# One row a step: ``changes`` tells the fields edited, before and after; ``done_on`` is when it was rectified.
problem_steps = Table(
    "problem_steps",
    metadata,
    _id(),
    Column("problem_id", ForeignKey("problems.id"), nullable=False),
    _version(),
    *_texts("action from_state to_state note reviewer"),
    Column("done_on", Date),
    Column("changes", JSON, nullable=False),
    *_made(),
    Index("ix_problem_steps_problem_id", "problem_id"),
)

attachments = Table(
    "attachments",
    metadata,
    _id(),
    Column("problem_id", ForeignKey("problems.id"), nullable=False),
    Column("sha256", ForeignKey("originals.sha256"), nullable=False),
    *_texts("name media_type"),
    *_made(),
    *_withdrawn(),
    Index("ix_attachments_problem_id", "problem_id"),
)

# What the office has found of a document that a town or department named. Current is what is not superseded.
evidence_checks = Table(
    "evidence_checks",
    metadata,
    _id(),
    _round(),
    *_texts("unit indicator document"),
    Column("complete", Boolean),
    Column("matches_field", Boolean),
    *_texts("note"),
    *_made(),
    Column("superseded_by", ForeignKey("evidence_checks.id")),
    Index("ix_evidence_checks_round_id", "round_id", "unit", "indicator"),
)

# A document that a list of evidence names although no workbook has named it.
named_documents = Table(
    "named_documents",
    metadata,
    _id(),
    _round(),
    *_texts("unit indicator document kind reference issued_by file sheet cell"),
    *_made(),
)

# One file of answers of the survey (三度调查). An answer has no name, no number of a document, no telephone number.
survey_batches = Table(
    "survey_batches",
    metadata,
    _id(),
    _round(),
    *_texts("file"),
    Column("sha256", ForeignKey("originals.sha256"), nullable=False),
    Column("findings", JSON, nullable=False),
    *_made(),
    *_withdrawn(),
)

survey_answers = Table(
    "survey_answers",
    metadata,
    Column("batch_id", ForeignKey("survey_batches.id"), primary_key=True),
    Column("row", Integer, primary_key=True, autoincrement=False),
    *_texts("town village household"),
    Column("asked_on", Date),
    *_texts("mode aware satisfied supports opinion cell"),
)

innovation_cases = Table(
    "innovation_cases",
    metadata,
    _id(),
    _round(),
    *_texts("name unit level document"),
    Column("awarded_on", Date),
    *_texts("practice effect certainty"),
    Column("sha256", ForeignKey("originals.sha256")),
    *_texts("file sheet cell"),
    _version(),
    *_made(),
    *_withdrawn(),
    one_of("certainty", CERTAINTIES),
)

# A number that somebody disputed while it was on the screen (会上存疑), and what was made of it afterwards. ``mark`` is
# given where it was pinned, so that a pin handed over twice is kept once.
pins = Table(
    "pins",
    metadata,
    _id(),
    _round(),
    *_texts("mark fingerprint slide town indicator shown note outcome"),
    Column("outcome_number", Integer),
    *_texts("reason settled_by"),
    Column("settled_at", UtcDateTime),
    _version(),
    *_made(),
    one_of("outcome", OUTCOMES),
    Index("ix_pins_mark", "mark", unique=True),
)

# A freeze (封存) keeps what the round's results are made of and the results; ``number`` counts the freezes of a round.
freezes = Table(
    "freezes",
    metadata,
    _id(),
    _round(),
    Column("number", Integer, nullable=False),
    *_texts("fingerprint scheme_sha256"),
    Column("data_revision", Integer, nullable=False),
    Column("projected", Float),
    Column("content", LargeBinary, nullable=False),
    *_texts("reason"),
    *_made(),
    Column("reopened_at", UtcDateTime),
    *_texts("reopened_by reopened_reason"),
    Index("ix_freezes_round_id", "round_id", "number", unique=True),
)

appeals = Table(
    "appeals",
    metadata,
    _id(),
    _round(),
    *_texts("unit town indicator claim wanted state answer answered_by"),
    Column("answered_at", UtcDateTime),
    Column("correction_id", ForeignKey("corrections.id")),
    _version(),
    *_made(),
    one_of("state", ANSWERS),
)
