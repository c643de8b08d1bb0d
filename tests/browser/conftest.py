"""The real app, started by its command, in a real Chromium that may talk to nobody else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.demo_stores import demo_file
from tools import serving

PATIENCE = 120_000
"""Milliseconds until what does not come counts as missing: a busy machine is late, a broken page never comes."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo county, smaller than the office sees it."""
    path = tmp_path_factory.mktemp("demo") / "store.db"
    shutil.copy(demo_file(tmp_path_factory, towns=5, rounds=2), path)
    return path


@pytest.fixture(scope="session")
def demo(demo_store: Path) -> Iterator[str]:
    """The address of the app on the demo county. Tests that change anything take a store of their own."""
    with serving.app(demo_store, demo_store.with_name("server.log")) as address:
        yield address


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app on a store that it has to make itself; to be looked at only."""
    folder = tmp_path_factory.mktemp("empty")
    with serving.app(folder / "store.db", folder / "server.log") as address:
        yield address


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[str]:
    """The address of the app on an empty store that a test may fill."""
    with serving.app(tmp_path / "fresh.db", tmp_path / "fresh.log") as address:
        yield address


@pytest.fixture
def own(demo_store: Path, tmp_path: Path) -> Iterator[str]:
    """The address of the app on a copy of the demo county that a test may change."""
    shutil.copy(demo_store, tmp_path / "store.db")
    with serving.app(tmp_path / "store.db", tmp_path / "server.log") as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with serving.chromium() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page in Chinese, 1366×768. A request to any other host is refused, and fails the test."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN", timezone_id="Asia/Shanghai")
    strangers: list[str] = []

    def guard(route: Route, request: Request) -> None:
        if _ours(request.url):
            route.continue_()
        else:
            strangers.append(request.url)
            route.abort()

    context.route("**/*", guard)
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    opened.on("websocket", lambda socket: None if _ours(socket.url) else strangers.append(socket.url))
    yield opened
    context.close()
    assert not strangers, f"the app called other hosts: {strangers}"


def _ours(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or parts.hostname in ("localhost", "127.0.0.1")
