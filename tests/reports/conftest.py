"""The demo county as reports see it, made once for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from data.diagnosis import Diagnosis, diagnose
from data.store import Store
from reports.material import Material
from tests.demo_stores import demo_file


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo county's store, all towns and rounds; to be read only."""
    store = Store(f"sqlite:///{demo_file(tmp_path_factory)}")
    yield store
    store.close()


@pytest.fixture(scope="session")
def demo_material(demo_store: Store) -> Material:
    """The last round of the demo county, two days after its figures were due."""
    diagnosis = diagnosed(demo_store)
    due = diagnosis.round.due_on
    assert due is not None
    return Material.of(demo_store, diagnosis, due + timedelta(days=2))


def diagnosed(store: Store, turn: int = -1) -> Diagnosis:
    """The diagnosis of one of the store's rounds, that of the round before it behind it."""
    return diagnose(store, store.rounds()[turn].name)
