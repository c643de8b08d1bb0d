"""The real app, started by its command, in a real Chromium that may talk to nobody else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

from data.demo import load_demo
from data.place import STORE_VARIABLE
from data.store import Store
from scoring import load_scheme

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
QUIETER = ("--disable-sync", "--no-first-run", "--disable-domain-reliability")
SECONDS_TO_START = 60

Serve = Callable[[Path], str]


@contextmanager
def serving(root: Path, store: Path, log: Path) -> Iterator[str]:
    """The app on a free port, on that store; its address once it answers."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, STORE_VARIABLE: f"sqlite:///{store}"}
    with log.open("wb") as said:
        server = subprocess.Popen(command, cwd=root, env=environment, stdout=said, stderr=said)
        try:
            _wait_until_healthy(server, port, log)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_until_healthy(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the app did not start:\n{log.read_text('utf-8', errors='replace')}")


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo county, smaller than the office sees it."""
    path = tmp_path_factory.mktemp("demo") / "store.db"
    store = Store(f"sqlite:///{path}").migrate()
    load_demo(store, load_scheme("gd2021"), towns=5, rounds=2)
    store.close()
    return path


@pytest.fixture(scope="session")
def demo(root: Path, demo_store: Path) -> Iterator[str]:
    """The address of the app on the demo county. Tests that change anything take a store of their own."""
    with serving(root, demo_store, demo_store.with_name("server.log")) as address:
        yield address


@pytest.fixture(scope="session")
def empty(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app on a store that it has to make itself."""
    folder = tmp_path_factory.mktemp("empty")
    with serving(root, folder / "store.db", folder / "server.log") as address:
        yield address


@pytest.fixture
def own(root: Path, demo_store: Path, tmp_path: Path) -> Iterator[str]:
    """The address of the app on a copy of the demo county that a test may change."""
    shutil.copy(demo_store, tmp_path / "store.db")
    with serving(root, tmp_path / "store.db", tmp_path / "server.log") as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *QUIETER])
        yield browser
        browser.close()


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
    opened = context.new_page()
    opened.on("websocket", lambda socket: None if _ours(socket.url) else strangers.append(socket.url))
    yield opened
    context.close()
    assert not strangers, f"the app called other hosts: {strangers}"


def _ours(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or parts.hostname in ("localhost", "127.0.0.1")
