"""A store from before the three sources: its submissions stay, and it takes verifications from then on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from data.store import Store
from data.store_engine import MIGRATIONS
from tests.data.drawn import intake


def old_store(url: str) -> Store:
    """A store at the first step, with one town's workbook in it and one that took its place."""
    store, config = Store(url), Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        at = datetime(2026, 3, 1, tzinfo=UTC).replace(tzinfo=None)
        connection.execute(
            text("""
            INSERT INTO rounds (id, position, name, scheme_code, scheme_version, status)
            VALUES (1, 1, '第一轮', 'gd2021', '1', 'open')""")
        )
        connection.execute(text("INSERT INTO originals (sha256, size, content) VALUES ('x', 0, :none)"), {"none": b""})
        for key in (2, 1):
            connection.execute(
                text("""
                INSERT INTO submissions (id, round_id, kind, unit, source, file, sha256, "by", at, scheme_code,
                    template_version, revision, superseded_by, withdrawn_by, withdrawn_reason) VALUES
                (:key, 1, 'town', '石桥镇', '自报', 'a.xlsx', 'x', '', :at, 'gd2021', '1', 1, :after, '', '')"""),
                {"key": key, "at": at, "after": 2 if key == 1 else None},
            )
        connection.execute(
            text("""
            INSERT INTO submission_values (submission_id, "row", unit, indicator, input, sample, value, status, sheet,
                cell, typed, target_cell, last_year_cell)
            VALUES (2, 0, '石桥镇', 'C1-02', 'faulty', '', 4, 'reported', '', 'F2', '4', '', '')""")
        )
    return store


def test_what_was_submitted_stays_and_a_verification_is_let_in(database_url: str) -> None:
    store = old_store(database_url).migrate()
    assert store.submissions("第一轮", current_only=False)["superseded_by"].tolist()[0] == 2
    if store.engine.dialect.name == "postgresql":
        with store.engine.begin() as connection:
            connection.execute(text("SELECT setval(pg_get_serial_sequence('submissions', 'id'), 2)"))
    read = intake("县农业农村局", "石桥镇:C1-02 faulty 5", kind="verification")
    store.save_submission("第一轮", read, b"", "李某")
    assert store.values("第一轮")["value"].tolist() == [5.0]
    assert store.values("第一轮", "自报")["value"].tolist() == [4.0]
    store.close()


def test_an_unknown_kind_is_still_refused(database_url: str) -> None:
    store = old_store(database_url).migrate()
    with pytest.raises(IntegrityError, match="ck_submissions_kind"), store.engine.begin() as connection:
        connection.execute(text("UPDATE submissions SET kind = 'rumour'"))
    store.close()
