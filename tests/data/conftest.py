"""A store for each test, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from data.store import Store
from tests.data.postgres_cluster import PostgresCluster

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[PostgresCluster]:
    with PostgresCluster() as cluster:
        yield cluster


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    cluster: PostgresCluster = request.getfixturevalue("postgres_cluster")
    name = f"store_{next(_numbers)}"
    server = create_engine(cluster.url("postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    return cluster.url(name)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A migrated store without anything in it."""
    opened = Store(database_url).migrate()
    yield opened
    opened.close()


@pytest.fixture
def store_with_round(store: Store) -> Store:
    """A store with the round 第一轮."""
    store.open_round("第一轮", "gd2021", "1")
    return store
