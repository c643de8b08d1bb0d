"""The meeting by keys: every slide at three sizes, without the server; disputed numbers survive a lost connection."""

from __future__ import annotations

import re
from base64 import b64encode

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from reports.blocks import Briefing
from reports.deck import deck_html
from tests.browser.deck import SMALLEST_TEXT, begun, shown, start, walk
from tests.browser.screen import SIZES, settled, visit
from tests.reports.briefings import BRIEFING, HOSTILE, hostile

LATIN = re.compile(r"[A-Za-z]{3,}")


def opened_alone(page: Page, briefing: Briefing) -> list[str]:
    """Open the deck as a file of its own; what the browser complains of from now on."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"data:text/html;base64,{b64encode(deck_html(briefing).encode()).decode()}")
    return complaints


def test_the_whole_deck_is_walked_by_keys_at_three_sizes_and_the_server_hears_nothing(page: Page, demo: str) -> None:
    sent: list[str | bytes] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    visit(page, demo, "briefing")
    deck = start(page)
    settled(page)
    heard = len(sent)
    assert heard > 0
    page.context.set_offline(True)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for title, over, smallest in walk(page, deck):
            assert over == [], f"{title} {width}×{height}"
            assert smallest >= SMALLEST_TEXT * height, f"{title} {width}×{height}: {smallest}"
    assert len(sent) == heard
    assert not LATIN.search(deck.locator(".slides").inner_text())
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_the_keys_of_a_clicker_lead_through_the_deck_and_back_to_the_page(page: Page, demo: str) -> None:
    visit(page, demo, "briefing")
    deck = start(page)
    many = deck.locator(".slide").count()
    roads = {
        "PageDown": 2, "ArrowRight": 3, "ArrowDown": 4, " ": 5, "Enter": 6, "PageUp": 5, "ArrowLeft": 4, "ArrowUp": 3,
        "Backspace": 2, "End": many, "Home": 1, "ArrowUp ": 1,
    }  # fmt: skip
    for key, place in roads.items():
        page.keyboard.press(key.strip() or " ")
        assert shown(deck) == f"{place}／{many}", key
    for key in ("1", "2", "Enter"):
        page.keyboard.press(key)
    assert shown(deck) == f"12／{many}"
    page.keyboard.press("g")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert shown(deck) == f"2／{many}"
    page.keyboard.press(".")
    expect(deck.locator(".black")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(deck.locator(".black")).to_have_count(0)
    page.keyboard.press("t")
    expect(deck).to_have_attribute("data-theme", "dark")
    page.keyboard.press("Escape")
    expect(deck).to_have_count(0)
    expect(page.get_by_role("button", name="开始汇报")).to_be_enabled()


def test_a_number_pinned_while_the_connection_is_lost_is_handed_over_when_it_is_back(page: Page, own: str) -> None:
    lost, sockets = [False], list[WebSocketRoute]()

    def through(socket: WebSocketRoute) -> None:
        if lost[0]:
            socket.close()
        else:
            socket.connect_to_server()
            sockets.append(socket)

    page.route_web_socket(re.compile("_stcore/stream"), through)
    visit(page, own, "briefing")
    deck = start(page)
    lost[0] = True
    sockets[-1].close()
    page.keyboard.press("PageDown")
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("镇里说数不对")
    page.keyboard.press("Enter")
    page.keyboard.press("l")
    expect(deck.locator(".panel")).to_contain_text("等待交给系统")
    page.keyboard.press("Escape")
    page.keyboard.press("PageDown")
    assert shown(deck).startswith("3／")
    lost[0] = False
    page.keyboard.press("l")
    expect(deck.locator(".panel")).to_contain_text("镇里说数不对")
    page.wait_for_function("localStorage.getItem('briefing-pins') === '[]'")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="会上存疑").click()
    expect(page.get_by_text(re.compile("第 1 条　2 总体结果"))).to_be_visible()


@pytest.mark.parametrize("briefing", [BRIEFING, hostile()], ids=["made by hand", "hostile"])
def test_the_deck_as_a_file_of_its_own_shows_every_block_whole_and_text_as_text(page: Page, briefing: Briefing) -> None:
    complaints = opened_alone(page, briefing)
    deck = begun(page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert [over for _, over, _ in walk(page, deck)] == [[]] * len(briefing.slides)
    assert complaints == []
    if briefing is not BRIEFING:
        expect(deck.locator(".headline")).to_have_text(HOSTILE)


def test_in_the_file_of_its_own_a_pin_stays_on_the_computer_and_the_notes_can_be_read(page: Page) -> None:
    opened_alone(page, BRIEFING)
    deck = begun(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("n")
    expect(deck.locator(".panel")).to_contain_text("白沙镇.xlsx 填报表 G5")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.keyboard.press("l")
    expect(deck.locator(".panel")).to_contain_text("按分值：优秀（距优秀线多 0.22 分）")
    expect(deck.locator(".panel")).to_contain_text("只记在这台电脑上")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(deck).to_be_visible()


def test_on_paper_every_slide_has_a_sheet_of_its_own(page: Page) -> None:
    opened_alone(page, BRIEFING)
    begun(page)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == len(BRIEFING.slides)
