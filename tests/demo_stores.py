"""The demo county's store, made once for a whole run, however many workers share it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from data.demo import load_demo
from data.store import Store
from scoring import load_scheme

PATIENCE = 300
"""Seconds that one worker waits for the store that another is making."""


def demo_file(folders: pytest.TempPathFactory, towns: int | None = None, rounds: int | None = None) -> Path:
    """The file of a store with so many towns and rounds (all when left out). Whoever writes into it takes a copy."""
    own = folders.getbasetemp()
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    made = folder / f"demo-{towns or 'all'}-{rounds or 'all'}.db"
    try:
        made.with_suffix(".making").mkdir()
    except FileExistsError:
        return _awaited(made)
    making = made.with_suffix(".part")
    store = Store(f"sqlite:///{making}").migrate()
    load_demo(store, load_scheme("gd2021"), towns=towns, rounds=rounds)
    store.close()
    return making.rename(made)


def _awaited(made: Path) -> Path:
    until = time.monotonic() + PATIENCE
    while not made.exists():
        if time.monotonic() > until:
            pytest.fail(f"{made.name} is not made: look at the worker that began it")
        time.sleep(0.2)
    return made
