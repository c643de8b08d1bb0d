"""Three sources: departments verify towns' figures, and the office corrects single ones."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_KINDS_BEFORE = "kind IN ('town', 'department', 'inspection')"
_KINDS = "kind IN ('town', 'department', 'verification', 'inspection')"


def upgrade() -> None:
    _let_in_verifications()
    op.create_table(
        "submission_verifications",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("input", sa.Text(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("claimed", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_submission_verifications_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", "row", name=op.f("pk_submission_verifications")),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("input", sa.Text(), nullable=False),
        sa.Column("sample", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=False),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status IN ('reported', 'unreported', 'not_applicable')", name=op.f("ck_corrections_status")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_corrections_round_id")),
        sa.ForeignKeyConstraint(["superseded_by"], ["corrections.id"], name=op.f("fk_corrections_superseded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index("ix_corrections_round_id", "corrections", ["round_id", "unit", "indicator"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a step back would delete what was corrected: restore a backup instead")


def _let_in_verifications() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_submissions_kind"), "submissions", type_="check")
        op.create_check_constraint(op.f("ck_submissions_kind"), "submissions", _KINDS)
        return
    _change_check_on_sqlite(connection)


def _change_check_on_sqlite(connection: sa.Connection) -> None:
    """SQLite cannot alter a CHECK. Copying the table would break the foreign keys to it halfway, so its text is changed
    where it stands, which is the way that SQLite's manual gives for constraints that do not touch stored content.
    """
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    changed = connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) "
        "WHERE type = 'table' AND name = 'submissions' AND instr(sql, ?)",
        (_KINDS_BEFORE, _KINDS, _KINDS_BEFORE),
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
    if changed.rowcount != 1:
        raise RuntimeError("the check on submissions.kind is not the one that migration 0001 made")
