"""Pictures of every page, for the manual and the docs: ``python -m tools.screenshots [FOLDER]``; some at three sizes.

They are taken of the demo county in the system's Chromium and kept small: a palette of few colours. The manual in
``docs/manual`` shows those of 1366 pixels.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from data.demo import load_demo
from data.store import Store
from scoring import load_scheme
from tools import serving
from tools.environment import ROOT
from ui.sections import SECTIONS

SIZES = ((1366, 768), (1920, 1080), (1024, 768))
COLOURS = 96
AT_EVERY_SIZE = {"overview", "receive", "setup", "gaps", "ranking", "veto"}
"""Pages whose pictures are taken at all sizes; of the others one is enough."""

NOT_SHOWN = {"manual"}
"""The manual needs no picture of itself."""

VIEWS = {
    "gaps": ("镇 × 指标", "heat-map"),
    "ranking": ("与上轮比较", "change"),
    "veto": ("先办什么", "first-things"),
}
"""Of some pages a further view: its tab, and what its picture is called."""

DRAWN = """() => document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning'
    && document.querySelector('.headline')
    && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(one => one.querySelector('.main-svg'))
    && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')"""


def main(arguments: Sequence[str]) -> int:
    """Take all pictures; the names of the files go to standard output."""
    parser = argparse.ArgumentParser(prog="screenshots", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "images")
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, serving.chromium() as browser:
        store = _demo_store(Path(place))
        with serving.app(store, Path(place) / "server.log") as address:
            for name, picture in _pictures(browser, address):
                _keep(folder / f"{name}.png", picture)
    return 0


def _demo_store(folder: Path) -> Path:
    path = folder / "store.db"
    store = Store(f"sqlite:///{path}").migrate()
    load_demo(store, load_scheme("gd2021"))
    store.close()
    return path


def _pictures(browser: Browser, address: str) -> Iterator[tuple[str, bytes]]:
    pages = [where for listed in SECTIONS.values() for *_, where in listed if where not in NOT_SHOWN]
    for width, height in SIZES:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        page = context.new_page()
        for name in (one for one in pages if width == SIZES[0][0] or one in AT_EVERY_SIZE):
            _open(page, f"{address}/{'' if name == 'overview' else name}")
            yield f"{name}-{width}", page.screenshot()
            if name in VIEWS and width == SIZES[0][0]:
                yield f"{name}-{VIEWS[name][1]}-{width}", _view(page, VIEWS[name][0])
        if width == SIZES[0][0]:
            yield f"explanation-{width}", _explanation(page, address)
        context.close()


def _open(page: Page, address: str) -> None:
    page.goto(address)
    _wait(page)


def _wait(page: Page) -> None:
    page.wait_for_selector(".headline")
    page.wait_for_function(DRAWN)
    page.wait_for_timeout(500)


def _view(page: Page, tab: str) -> bytes:
    page.get_by_role("tab", name=tab, exact=True).click()
    page.wait_for_timeout(500)
    _wait(page)
    return page.screenshot()


def _explanation(page: Page, address: str) -> bytes:
    """The explanation of a rigid item that has lost points."""
    _open(page, address)
    page.locator('[class*="st-key-light-deducted-C"] button').first.click()
    page.get_by_role("dialog").locator(".headline").wait_for()
    _wait(page)
    return page.screenshot()


def _keep(path: Path, picture: bytes) -> None:
    image = Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    image.save(path, optimize=True)
    print(f"{path.name}  {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
