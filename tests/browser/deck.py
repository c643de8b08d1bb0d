"""What a speaker does with the deck, and what the hall sees of the slide that is shown."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

SMALLEST_TEXT = 0.026
"""Of the height of the screen: what is smaller cannot be read from eight metres."""

# A character's own box is an eighth higher than the line it stands in.
RUNS_OVER = """deck => {
    const slide = deck.querySelector('.slide.shown');
    const body = slide.querySelector('.body');
    const inside = (one, box) => one.left >= box.left - 1 && one.right <= box.right + 1
        && one.top >= box.top - one.height / 8 && one.bottom <= box.bottom + one.height / 8;
    const parts = '.body, .block, .figures > div, .figures .number, td, th, .lights li, h1';
    const wide = [slide, ...slide.querySelectorAll(parts)];
    const found = wide.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => `wide: ${one.textContent}`);
    const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        const part = walker.currentNode.parentElement.closest('.body, header, footer, .notes');
        if (part.matches('.notes')) continue;
        const [within, frame] = [part.getBoundingClientRect(), slide.getBoundingClientRect()];
        const boxes = [...range.getClientRects()];
        if (!boxes.every(box => inside(box, within) && inside(box, frame)))
            found.push(`cut off: ${walker.currentNode.nodeValue}`);
    }
    return found;
}"""

SMALLEST = """deck => {
    const walker = document.createTreeWalker(deck.querySelector('.slide.shown .body'), NodeFilter.SHOW_TEXT);
    const sizes = [];
    while (walker.nextNode()) sizes.push(parseFloat(getComputedStyle(walker.currentNode.parentElement).fontSize));
    return Math.min(...sizes, 1000);
}"""


def start(page: Page) -> Locator:
    """Start the deck from its page; the deck."""
    page.get_by_role("button", name="开始汇报").click()
    return begun(page)


def begun(page: Page) -> Locator:
    """The deck, once it shows its first slide."""
    deck = page.locator(".deck")
    expect(deck.locator(".slide.shown .headline")).to_be_visible()
    return deck


def shown(deck: Locator) -> str:
    """The number of the page, as «3／28»."""
    return deck.locator(".slide.shown .page").inner_text()


def walk(page: Page, deck: Locator) -> list[tuple[str, list[str], float]]:
    """Every slide by the clicker's key: its title, what runs over on it, its smallest text in pixels."""
    page.keyboard.press("Home")
    seen: list[tuple[str, list[str], float]] = []
    for at in range(1, deck.locator(".slide").count() + 1):
        assert shown(deck) == f"{at}／{deck.locator('.slide').count()}"
        title: Any = deck.locator(".slide.shown").get_attribute("data-title")
        seen.append((str(title), deck.evaluate(RUNS_OVER), deck.evaluate(SMALLEST)))
        page.keyboard.press("PageDown")
    return seen
