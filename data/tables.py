"""The store's tables. The migrations build them step by step; this module says what they are now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

from data.intake import SOURCES, STATUSES

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment with its time zone, in UTC. SQLite has no time zones, so there the column holds the UTC clock."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; ValueError for a moment without a time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC).replace(tzinfo=None if dialect.name == "sqlite" else UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Back with UTC attached."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PlainText(TypeDecorator[str]):
    """Text that every database takes: NUL becomes ␀ and a broken surrogate ?, as PostgreSQL refuses both."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Replace what cannot be stored."""
        return value and value.replace("\0", "␀").encode("utf-8", "replace").decode("utf-8")


def _text(name: str, **options: Any) -> Column[str]:
    return Column(name, PlainText, nullable=False, **options)


def _texts(names: str) -> list[Column[str]]:
    return [_text(name) for name in names.split()]


def one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    """A check that the column holds one of the words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _position() -> Column[int]:
    return Column("position", Integer, nullable=False)


# One row: the number that every change raises. Raising it is the first statement of every change, so that its row lock
# lets changes through one after the other.
revision_counter = Table(
    "revision_counter",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    *_texts("by action subject"),
    Column("details", JSON, nullable=False),
)

settings = Table("settings", metadata, _text("key", primary_key=True), Column("value", JSON, nullable=False))

# Every saved roster is kept whole; the newest one counts.
rosters = Table(
    "rosters",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("county"),
    Column("saved_at", UtcDateTime, nullable=False),
    _text("saved_by"),
)


def _roster_table(name: str, *columns: Column[Any] | UniqueConstraint) -> Table:
    roster: Column[int] = Column("roster_id", ForeignKey("rosters.id"), primary_key=True)
    row = Column("position", Integer, primary_key=True, autoincrement=False)
    return Table(name, metadata, roster, row, *columns)


towns = _roster_table("towns", *_texts("town group leader"), UniqueConstraint("roster_id", "town"))
villages = _roster_table("villages", *_texts("town village"), UniqueConstraint("roster_id", "town", "village"))
departments = _roster_table("departments", _text("name"), UniqueConstraint("roster_id", "name"))
leaders = _roster_table("leaders", *_texts("name post"), UniqueConstraint("roster_id", "name"))

schemes = Table(
    "schemes",
    metadata,
    _text("sha256", primary_key=True),
    *_texts("code version"),
    Column("files", JSON, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    _text("saved_by"),
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", Integer, primary_key=True),
    _position(),
    _text("name", unique=True),
    *_texts("scheme_code scheme_version"),
    Column("scheme_sha256", ForeignKey("schemes.sha256")),
    *(Column(name, Date) for name in ("opened_on", "due_on", "rectify_by", "evaluation_by")),
    _text("status"),
)

originals = Table(
    "originals",
    metadata,
    _text("sha256", primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# Current is what neither ``superseded_by`` nor ``withdrawn_at`` is set on.
submissions = Table(
    "submissions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", ForeignKey("rounds.id"), nullable=False),
    *_texts("kind unit source file"),
    Column("sha256", ForeignKey("originals.sha256"), nullable=False),
    _text("by"),
    Column("at", UtcDateTime, nullable=False),
    *_texts("scheme_code template_version"),
    Column("revision", Integer, nullable=False),
    Column("superseded_by", ForeignKey("submissions.id")),
    Column("withdrawn_at", UtcDateTime),
    *_texts("withdrawn_by withdrawn_reason"),
    one_of("kind", tuple(SOURCES)),
    Index("ix_submissions_round_id", "round_id", "kind", "unit"),
)


def _submission_table(name: str, *columns: Column[Any] | UniqueConstraint | CheckConstraint) -> Table:
    """A table of rows that came with a submission, numbered in the workbook's order."""
    submission: Column[int] = Column("submission_id", ForeignKey("submissions.id"), primary_key=True)
    row = Column("row", Integer, primary_key=True, autoincrement=False)
    return Table(name, metadata, submission, row, *columns)


submission_values = _submission_table(
    "submission_values",
    *_texts("unit indicator input sample"),
    Column("value", Float),
    _text("status"),
    Column("target", Float),
    Column("last_year", Float),
    *_texts("sheet cell typed target_cell last_year_cell"),
    UniqueConstraint("submission_id", "unit", "indicator", "input", "sample"),
    one_of("status", STATUSES),
)

submission_self_scores = _submission_table(
    "submission_self_scores",
    *_texts("unit indicator"),
    Column("self_score", Float),
    Column("loses", Boolean),
    *_texts("reason measure remark sheet cell"),
    UniqueConstraint("submission_id", "unit", "indicator"),
)

submission_problems = _submission_table(
    "submission_problems",
    *_texts("number source"),
    Column("found_on", Date),
    *_texts("town village place indicator"),
    Column("rigid", Boolean),
    *_texts("category description severity responsible_unit responsible_person leader"),
    Column("due_on", Date),
    *_texts("sheet cell"),
)

submission_evidence = _submission_table(
    "submission_evidence",
    *_texts("unit indicator document kind reference issued_by"),
    Column("complete", Boolean),
    Column("matches_field", Boolean),
    *_texts("checked_by sheet cell"),
)

submission_verifications = _submission_table(
    "submission_verifications", *_texts("unit indicator input opinion claimed reason basis sheet cell")
)

# A single figure that the office has put right on the page. Current is what neither ``superseded_by`` nor
# ``withdrawn_at`` is set on; ``before`` is what counted until then.
corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", ForeignKey("rounds.id"), nullable=False),
    *_texts("unit indicator input sample"),
    Column("value", Float),
    _text("status"),
    *_texts("typed reason by"),
    Column("at", UtcDateTime, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("before", JSON, nullable=False),
    Column("superseded_by", ForeignKey("corrections.id")),
    Column("withdrawn_at", UtcDateTime),
    *_texts("withdrawn_by withdrawn_reason"),
    one_of("status", STATUSES),
    Index("ix_corrections_round_id", "round_id", "unit", "indicator"),
)

submission_findings = _submission_table(
    "submission_findings",
    *_texts("code severity sheet cell indicator message remedy typed"),
)
