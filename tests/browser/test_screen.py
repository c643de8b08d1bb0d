"""What stands on the screen in a real browser: every page, three sizes, no English, nobody else's server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import ADDRESSES, SIZES, open_view, settled, visit, words

ENGLISH = re.compile(r"[A-Za-z]{3,}")
MEANT = {"xlsx", "CSV", "basis", "SHA", "Esc"}
"""Words of more than two Latin letters that are meant: formats, a key, and what the scheme itself says."""

VIEWS = {
    "gaps": ["按大项、小项、指标", "镇 × 指标", "按责任单位", "按镇"],
    "ranking": ["得分与名次", "与上轮比较", "变化由来", "各镇强弱项"],
    "duty": ["各责任单位", "部门工作单", "县领导挂点"],
    "town": [""],
    "evidence": ["按指标", "按镇", "按部门", "逐件核对", "导入核对结果"],
    "innovation": ["案例清单", "登记案例", "导入案例表"],
    "problems": ["销号进度", "问题台账", "登记问题"],
    "briefing": ["页面与次序", "会上存疑"],
    "veto": ["红绿灯", "先办什么", "距扣分线", "分数够、被否决"],
}

TOO_WIDE = """() => [document.documentElement, document.querySelector('[data-testid="stMainBlockContainer"]')]
    .some(box => box.scrollWidth > box.clientWidth + 1)"""

SIDEBAR_TOO_LONG = """() => [...document.querySelectorAll('[data-testid="stSidebarNavLink"]')]
    .some(link => link.getBoundingClientRect().bottom > window.innerHeight)"""

CUT_OFF = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
    const frame = plot.getBoundingClientRect();
    return [...plot.querySelectorAll('.main-svg text')].filter(text => text.textContent.trim()).filter(text => {
        const box = text.getBoundingClientRect();
        return box.left < frame.left - 2 || box.right > frame.right + 2
            || box.top < frame.top - 2 || box.bottom > frame.bottom + 2;
    }).map(text => text.textContent);
})"""

OVERLAPPING = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
    const ticks = [...plot.querySelectorAll('.ytick text')];
    const names = ticks.map(text => [text.textContent, text.getBoundingClientRect()]);
    names.sort((one, other) => one[1].top - other[1].top);
    return names.slice(1).filter(([, box], at) => box.top < names[at][1].bottom - 3).map(([name]) => name);
})"""


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_of_the_demo_county_opens_with_its_headline_and_without_a_word_of_english(
    page: Page, demo: str, path: str
) -> None:
    visit(page, demo, path)
    expect(page.locator("h1.headline")).to_have_count(1)
    expect(page.locator("p.demo")).to_contain_text("演示数据")
    assert set(ENGLISH.findall(words(page))) <= MEANT
    assert page.locator("html").get_attribute("lang") == "zh-CN"


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_of_an_empty_store_says_what_to_do_next(page: Page, empty: str, path: str) -> None:
    visit(page, empty, path)
    expect(page.locator("h1.headline")).to_have_count(1)
    assert set(ENGLISH.findall(words(page))) <= MEANT


@pytest.mark.parametrize("path", ["", *VIEWS])
def test_nothing_is_cut_off_overlaps_or_runs_out_of_the_page_at_three_sizes(page: Page, demo: str, path: str) -> None:
    visit(page, demo, path)
    for view in VIEWS.get(path, [""]):
        if view:
            open_view(page, view)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            settled(page)
            at = f"{path} {view} {width}×{height}"
            assert not page.evaluate(TOO_WIDE), at
            assert not page.evaluate(SIDEBAR_TOO_LONG), at
            assert page.evaluate(CUT_OFF) == [], at
            assert page.evaluate(OVERLAPPING) == [], at


def test_a_page_that_does_not_exist_is_answered_in_chinese(page: Page, demo: str) -> None:
    visit(page, demo, "nowhere")
    assert not set(ENGLISH.findall(words(page))) - MEANT


def open_column_menu(page: Page, table: Locator) -> None:
    """Click along the right end of the heading until the last column's menu opens, wherever that column ends."""
    width = int(table.bounding_box()["width"])
    for x in range(width - 12, width - 200, -12):
        table.click(position={"x": x, "y": 15})
        page.wait_for_timeout(300)
        if page.get_by_text("升序排列").count():
            return


def test_the_menu_of_a_tables_column_speaks_chinese_and_opens_nothing_else(page: Page, demo: str) -> None:
    visit(page, demo, "ranking")
    table = page.get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()
    table.hover(position={"x": 200, "y": 15})
    open_column_menu(page, table)
    expect(page.get_by_text("升序排列")).to_be_visible()
    assert not set(ENGLISH.findall(words(page))) - MEANT
    expect(page.get_by_role("tab", name="得分与名次")).to_have_attribute("aria-selected", "true")


def test_the_health_check_answers_with_the_revision_of_the_store(page: Page, demo: str) -> None:
    answer = page.request.get(f"{demo}/healthz")
    assert answer.ok and answer.json()["status"] == "ok" and answer.json()["revision"] > 0
