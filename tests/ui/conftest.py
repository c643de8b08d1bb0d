"""Stores in several states, and pages opened on them without a browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.place import DEMO_SETTING, STORE_VARIABLE
from data.store import Store
from scoring import COUNTY
from tests.demo_stores import demo_file
from tests.ui import county

Fill = Callable[[Store], None]
Open = Callable[[Fill, str], AppTest]


PROBLEMS = {"白沙镇": [("C1-02", "上坝村公厕无人管护")]}


def empty(_store: Store) -> None:
    """Nothing but the schema."""


def waiting(store: Store) -> None:
    """A round is open, nobody has reported."""
    county.open_round(store, "第一轮模拟考核")


def usual(store: Store) -> None:
    """Two rounds; in the second one town has not reported yet, and one problem is open."""
    for turn, name in enumerate(["第一轮模拟考核", "第二轮模拟考核"]):
        county.open_round(store, name)
        for place, town in enumerate(county.TOWNS):
            if (turn, town) != (1, "云岭镇"):
                county.report(store, name, town, place + turn, PROBLEMS.get(town, []))
        county.report(store, name, COUNTY, turn)
    store.set_setting(DEMO_SETTING, True)


def spoiled(store: Store) -> None:
    """No dates, no county figures, a hostile name, an absurd figure, unknown codes, and a town without a figure."""
    towns = {county.HOSTILE: "圩镇", "空镇": "", "石桥镇": "圩镇"}
    store.save_roster(county.roster(towns))
    store.open_round("坏的一轮$\\alpha$", "gd2021", "1")
    name = store.rounds()[-1].name
    county.report(store, name, county.HOSTILE, 0)
    absurd = ("石桥镇", "C1-02", "sanitary", "", 1e300, "reported", float("nan"), -5.0, "表", "A1", "1e300", "", "")
    unknown = ("石桥镇", "Z9-99", "nothing", "", 1.0, "reported", float("nan"), float("nan"), "表", "A2", "1", "", "")
    county.keep(
        store, name, "石桥镇", [absurd, unknown], [("Z9-99", "没有的材料")], [("Z9-99", "<script>alert(1)</script>")]
    )


def demo(_store: Store) -> None:
    """The demo county, fewer towns and rounds than the office sees; it comes ready made, see ``filled``."""


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Fill], Path]:
    """A store's file in the wanted state, made once."""

    @cache
    def made(fill: Fill) -> Path:
        path = tmp_path_factory.mktemp(fill.__name__) / "store.db"
        if fill is demo:
            return Path(shutil.copy(demo_file(tmp_path_factory, towns=5, rounds=2), path))
        store = Store(f"sqlite:///{path}").migrate()
        fill(store)
        store.close()
        return path

    return made


class Untouched:
    """Stores that many tests may look at, one a state. One that a test has written into is not given out again."""

    def __init__(self, filled: Callable[[Fill], Path], folders: pytest.TempPathFactory) -> None:
        self.filled, self.folders = filled, folders
        self.kept: dict[Fill, tuple[Path, tuple[int, ...]]] = {}

    def store(self, fill: Fill) -> Path:
        """A store in that state, as nobody has changed it."""
        path, was = self.kept.get(fill, (None, ()))
        if path is None or _stamps(path) != was:
            path = Path(shutil.copy(self.filled(fill), self.folders.mktemp("untouched") / "store.db"))
            self.kept[fill] = path, _stamps(path)
        return path


def _stamps(path: Path) -> tuple[int, ...]:
    """What every change moves: the file, or the log that SQLite writes ahead of it."""
    log = path.with_name(f"{path.name}-wal")
    return path.stat().st_mtime_ns, path.stat().st_size, log.stat().st_size if log.exists() else 0


@pytest.fixture(scope="session")
def untouched(filled: Callable[[Fill], Path], tmp_path_factory: pytest.TempPathFactory) -> Untouched:
    """What is computed for a store is kept under its address: tests that only look compute it once for all of them."""
    return Untouched(filled, tmp_path_factory)


@pytest.fixture
def open_page(untouched: Untouched, monkeypatch: pytest.MonkeyPatch, root: Path) -> Open:
    """Open a page (its file under pages/, "" for the first one) on a store in the wanted state."""

    def opened(fill: Fill, page: str) -> AppTest:
        monkeypatch.setenv(STORE_VARIABLE, f"sqlite:///{untouched.store(fill)}")
        at = AppTest.from_file(str(root / "ui" / "frame.py"), default_timeout=60).run()
        return at.switch_page(f"../pages/{page}.py").run() if page else at

    return opened


def written(at: AppTest) -> str:
    """All HTML, Markdown and labels of a page, and what its charts say they show."""
    html = [one.proto.body for one in at.get("html")]
    alts = [one.proto.alt for one in at.get("plotly_chart")]
    labels = [one.label for one in (*at.button, *at.selectbox, *at.tabs)]
    return "\n".join([*html, *alts, *labels, *(one.value for one in (*at.markdown, *at.subheader))])


def rows(at: AppTest) -> list[dict[str, str]]:
    """The rows of long texts on a page, heading → text, without the first column, which is a button."""
    bodies = [one.proto.body for one in at.get("html")]
    lines = [re.findall(r"<span>(.*?)</span>", body) for body in bodies if 'class="row-cells' in body]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def frames(at: AppTest) -> list[pd.DataFrame]:
    """The tables of a page."""
    return [one.value for one in at.dataframe]
