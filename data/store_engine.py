"""The database behind the store: connections, schema steps, and one transaction a change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import SQLITE_BUSY, SQLITE_LOCKED, OperationalError
from threading import Lock
from time import monotonic, sleep
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, make_url, text, update
from sqlalchemy.pool import QueuePool

from data.tables import events, revision_counter

BUSY_MILLISECONDS = 30_000
"""How long a change waits for another one to finish on SQLite before it gives up."""

PAUSE_SECONDS = 0.02

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 20210063
"""PostgreSQL's advisory lock under which one start-up migrates and the others wait."""

# Alembic keeps the migration under way in module globals, so one process runs one at a time.
_one_migration = Lock()


class StoreError(Exception):
    """The store refuses; its text says why in Chinese, for the screen."""


def open_engine(url: str) -> Engine:
    """The engine of a database URL. SQLite's folder is made when it is missing."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, pool_pre_ping=True)


def _open_sqlite(url: URL) -> Engine:
    """SQLite with whole transactions, foreign keys, a write-ahead log and patience.

    A database in memory lives in one connection, so the pool holds exactly one and threads take turns.
    """
    if url.database in (None, "", ":memory:"):
        once = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}
        engine = create_engine(url, connect_args={"check_same_thread": False}, **once)
    else:
        Path(str(url.database)).absolute().parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would begin a transaction only at the first INSERT; we begin it ourselves in _begin_sqlite.
    connection.isolation_level = None
    for pragma in (f"busy_timeout = {BUSY_MILLISECONDS}", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    _keep_a_write_ahead_log(connection)


def _keep_a_write_ahead_log(connection: Any) -> None:
    """Turn the write-ahead log on. Changing the journal asks for the file alone, and SQLite answers "locked" at once
    without its own patience, so we wait for the other program ourselves.
    """
    give_up = monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except OperationalError as refusal:
            if refusal.sqlite_errorcode not in (SQLITE_BUSY, SQLITE_LOCKED) or monotonic() > give_up:
                raise
            sleep(PAUSE_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that means to write: on SQLite it takes the write lock at once instead of failing halfway."""
    with engine.execution_options(sqlite_begin="BEGIN IMMEDIATE").begin() as connection:
        yield connection


@dataclass(frozen=True)
class Change:
    """A change under way: its transaction, the revision it makes, and who makes it when."""

    connection: Connection
    revision: int
    action: str
    by: str
    at: datetime

    def log(self, subject: str, **details: Any) -> None:
        """Write into the log (events) what has been changed."""
        row = {"revision": self.revision, "action": self.action, "by": self.by, "at": self.at}
        self.connection.execute(insert(events).values(**row, subject=subject, details=details))


@contextmanager
def change(engine: Engine, action: str, by: str, at: datetime | None) -> Iterator[Change]:
    """One change: all of it or nothing, and the revision goes up by one.

    ``at`` is now when it is None; ValueError when it has no time zone.
    """
    moment = at or datetime.now(UTC)
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    count_up = update(revision_counter).values(revision=revision_counter.c.revision + 1)
    with writing(engine) as connection:
        revision = connection.execute(count_up.returning(revision_counter.c.revision)).scalar_one()
        yield Change(connection, revision, action, by, moment)


def migrate(engine: Engine) -> None:
    """Bring the schema up to date. StoreError when the database is newer than this program."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with _one_migration, writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        _refuse_newer(connection, ScriptDirectory.from_config(config))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _refuse_newer(connection: Connection, scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    unknown = set(MigrationContext.configure(connection).get_current_heads()) - known
    if unknown:
        raise StoreError(f"数据库由更新版本的程序建立（{'、'.join(sorted(unknown))}），请改用新版程序打开。")
