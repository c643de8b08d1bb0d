"""What all tests share: the root on the path, and tests that need a tool beside Python.

A test marked ``browser``, ``libreoffice`` or ``postgres`` is skipped where that tool is absent, but fails there when
``REQUIRE_BROWSER``, ``REQUIRE_LIBREOFFICE`` or ``REQUIRE_POSTGRES`` is 1, as ``./check`` sets them: nothing is skipped
unseen. ``./check fast`` leaves all three out. Everything in ``tests/browser/`` is marked ``browser``.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

BROWSER_TESTS = "tests/browser/"

NEEDS = {
    "browser": ("chromium", "chromium-browser", "google-chrome"),
    "libreoffice": ("soffice", "libreoffice"),
    "postgres": ("initdb",),
}


def pytest_configure(config: pytest.Config) -> None:
    for marker, commands in NEEDS.items():
        config.addinivalue_line("markers", f"{marker}: needs one of {', '.join(commands)}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests and put them first: they take longest."""
    for item in items:
        if item.nodeid.startswith(BROWSER_TESTS):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


class OneBrowserAtATime(LoadScopeScheduling):
    """Shares the tests among the workers: one takes all browser tests; otherwise a file stays together."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER_TESTS if nodeid.startswith(BROWSER_TESTS) else nodeid.split("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneBrowserAtATime:
    return OneBrowserAtATime(config, log)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, commands in NEEDS.items():
        if item.get_closest_marker(marker) and not _found(commands):
            _absent(marker, commands)


def _found(commands: tuple[str, ...]) -> bool:
    places = [os.environ.get("PATH", ""), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]
    return any(shutil.which(command, path=os.pathsep.join(places)) for command in commands)


def _absent(marker: str, commands: tuple[str, ...]) -> None:
    reason = f"needs one of {', '.join(commands)}"
    if os.environ.get(f"REQUIRE_{marker.upper()}") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def _no_test_touches_the_real_store(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A test that names no store of its own gets an empty one, also in the programs it starts."""
    os.environ["MOCK_ASSESSMENT_STORE"] = f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.db'}"


@pytest.fixture(scope="session", autouse=True)
def _no_test_store_outlives_a_power_cut() -> Iterator[None]:
    """SQLite need not wait for the disk after each change: a test's store is thrown away, and disks are slow."""

    def hurry(connection: Any, _record: object) -> None:
        if type(connection).__module__.startswith("sqlite3"):
            connection.execute("PRAGMA synchronous = OFF")

    event.listen(Engine, "connect", hurry)
    yield
    event.remove(Engine, "connect", hurry)
