"""The schema: built by migrations, equal to tables.py, on both databases."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, insert, inspect, text, update
from sqlalchemy.exc import IntegrityError

from data.store import Store, StoreError
from data.store_engine import MIGRATIONS
from data.tables import metadata, submissions, towns
from tests.data.drawn import intake


def _differences(store: Store) -> list[object]:
    with store.engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection), metadata)


def test_the_migrated_schema_is_exactly_the_one_tables_py_says(store: Store) -> None:
    assert _differences(store) == []


def test_a_column_without_a_migration_is_noticed(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE rounds DROP COLUMN evaluation_by"))
    assert [difference[:2] for difference in _differences(store)] == [("add_column", None)]  # type: ignore[index]


def test_the_migrated_tables_carry_the_checks_that_tables_py_says(store: Store) -> None:
    inspector = inspect(store.engine)
    for table in metadata.sorted_tables:
        said = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}
        assert {one["name"] for one in inspector.get_check_constraints(table.name)} == said


def test_migrating_again_changes_nothing(store: Store) -> None:
    store.open_round("第一轮", "gd2021", "1")
    before = store.revision()
    store.migrate()
    assert (store.revision(), [one.name for one in store.rounds()]) == (before, ["第一轮"])


def test_two_programs_starting_at_once_both_find_a_migrated_store(database_url: str) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(_revision_after_start, [database_url] * 2)) == [0, 0]


def _revision_after_start(url: str) -> int:
    return Store(url).migrate().revision()


def test_threads_may_migrate_different_stores_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: Store("sqlite://").migrate(), range(8)))
    assert [_differences(store) for store in stores] == [[]] * 8


def test_a_database_of_a_newer_program_is_refused_and_left_alone(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="更新版本的程序建立（9999），请改用新版程序打开"):
        store.migrate()
    with store.engine.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"


def test_a_step_back_is_refused_because_it_would_delete_submissions(store: Store) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.engine.begin() as connection, pytest.raises(NotImplementedError, match="restore a backup"):
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert _differences(store) == []


def test_a_row_that_points_nowhere_is_refused(store: Store) -> None:
    row = {"roster_id": 7, "position": 0, "town": "石桥镇", "group": "圩镇", "leader": ""}
    with pytest.raises(IntegrityError), store.engine.begin() as connection:
        connection.execute(insert(towns).values(row))


def test_an_unknown_kind_of_submission_is_refused(store_with_round: Store) -> None:
    store_with_round.save_submission("第一轮", intake("石桥镇", ""), b"", "农办")
    with pytest.raises(IntegrityError, match="ck_submissions_kind"), store_with_round.engine.begin() as connection:
        connection.execute(update(submissions).values(kind="rumour"))


def test_sqlite_uses_a_write_ahead_log_foreign_keys_and_patience(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'new' / 'folder' / 'store.db'}").migrate()
    with store.engine.connect() as connection:
        pragmas = [connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("journal_mode", "foreign_keys")]
        patience = connection.execute(text("PRAGMA busy_timeout")).scalar_one()
    store.close()
    assert pragmas == ["wal", 1]
    assert patience >= 10_000


def test_a_plain_postgresql_url_means_the_driver_that_is_installed() -> None:
    for url in ("postgresql://office@db/store", "postgres://office@db/store"):
        assert Store(url).engine.url.drivername == "postgresql+psycopg"


def test_a_store_in_memory_is_the_same_for_every_thread() -> None:
    store = Store("sqlite://").migrate()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: store.open_round(f"第{number}轮", "gd2021", "1"), range(8)))
    assert sorted(one.name for one in store.rounds()) == sorted(f"第{number}轮" for number in range(8))
    assert [one.position for one in store.rounds()] == list(range(1, 9))
    store.close()
