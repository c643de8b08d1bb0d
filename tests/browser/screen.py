"""What a reader of the screen does: open a page, wait until it is drawn, look at it."""

from __future__ import annotations

from playwright.sync_api import Page

from ui.sections import SECTIONS

ADDRESSES = ["" if address == "overview" else address for listed in SECTIONS.values() for *_, address in listed]
"""The pages' addresses, in the order of the navigation."""

SIZES = [(1366, 768), (1920, 1080), (1024, 768)]


def visit(page: Page, address: str, path: str = "") -> None:
    """Open a page and wait until it is drawn."""
    page.goto(f"{address}/{path}")
    settled(page)


def settled(page: Page) -> None:
    """Wait until the script has run and every chart on the page is drawn."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_selector(".headline")
    page.wait_for_function(
        """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
            .every(chart => chart.querySelector('.main-svg'))
            && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')"""
    )
    page.wait_for_timeout(300)


def open_view(page: Page, name: str) -> None:
    """Switch to a view of the page."""
    page.get_by_role("tab", name=name, exact=True).click()
    page.wait_for_timeout(400)
    settled(page)


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
