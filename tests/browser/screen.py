"""What a reader of the screen does: open a page, wait until it is drawn, look at it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from ui.sections import SECTIONS

ADDRESSES = ["" if address == "overview" else address for listed in SECTIONS.values() for *_, address in listed]
"""The pages' addresses, in the order of the navigation."""

QUIET = """() => {
    const done = document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        && document.querySelector('.headline')
        && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
            .every(chart => chart.querySelector('.main-svg'))
        && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
    const now = performance.now();
    window.quietSince = done ? window.quietSince ?? now : null;
    return done && now - window.quietSince > 300;
}"""
"""True after 300 ms without a stir: right after a click the page still looks as if nothing had been asked of it."""

SIZES = [(1366, 768), (1920, 1080), (1024, 768)]


def visit(page: Page, address: str, path: str = "") -> None:
    """Open a page and wait until it is drawn."""
    page.goto(f"{address}/{path}")
    settled(page)


def settled(page: Page) -> None:
    """Wait until the script has run, every chart is drawn, and nothing has stirred for a while after that."""
    page.evaluate("() => { window.quietSince = null; }")
    page.wait_for_function(QUIET)


def open_view(page: Page, name: str) -> None:
    """Switch to a view of the page."""
    page.get_by_role("tab", name=name, exact=True).click()
    settled(page)


def drop_folder(page: Page, folder: Path) -> None:
    """Choose to drop a whole folder, and drop it once the page has taken the choice in."""
    page.get_by_text("选择文件夹", exact=True).first.click()
    expect(page.locator('input[type="file"][webkitdirectory]')).to_be_attached()
    settled(page)
    page.locator('input[type="file"]').set_input_files(folder)


def words(page: Page) -> str:
    """The visible words of the page, icons left out."""
    return str(
        page.evaluate(
            """() => {
                const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                const said = [];
                while (walker.nextNode()) {
                    const element = walker.currentNode.parentElement;
                    if (element.closest('[data-testid="stIconMaterial"], style, script, noscript')) continue;
                    if (element.checkVisibility({visibilityProperty: true, opacityProperty: true}))
                        said.push(walker.currentNode.nodeValue.trim());
                }
                return said.filter(Boolean).join('\\n');
            }"""
        )
    )
