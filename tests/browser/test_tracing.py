"""From a lost point to the cell it came from, in at most two clicks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import open_view, settled, visit

TRACED = ("依据条款", "评分办法", "算式", "文件", "工作表", "单元格", "原样", "上传时间")


def explanation(page: Page) -> Locator:
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".headline")).to_be_visible()
    return dialog


def traced(dialog: Locator) -> None:
    for said in TRACED:
        expect(dialog.get_by_text(said, exact=True).first).to_be_visible()
    expect(dialog.get_by_text(".xlsx").first).to_be_visible()


def cell(chart: Locator, sign: str) -> Locator:
    return chart.locator(".textpoint text").filter(has_text=sign).first


def test_a_lost_point_on_the_heat_map_is_traced_to_its_cell_in_two_clicks(page: Page, demo: str) -> None:
    visit(page, demo, "gaps")
    open_view(page, "镇 × 指标")
    cell(page.get_by_test_id("stPlotlyChart"), "✕").click(force=True)
    traced(explanation(page))


def test_the_same_cell_can_be_asked_about_again(page: Page, demo: str) -> None:
    visit(page, demo, "veto")
    for _ in range(2):
        cell(page.get_by_test_id("stPlotlyChart"), "✕").click(force=True)
        dialog = explanation(page)
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        settled(page)


def test_a_light_of_the_overview_is_traced_in_one_click(page: Page, demo: str) -> None:
    visit(page, demo)
    page.locator('[class*="st-key-light-deducted"] button').first.click()
    traced(explanation(page))


def test_a_code_in_the_table_is_traced_in_one_click(page: Page, demo: str) -> None:
    visit(page, demo, "gaps")
    table = page.get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()
    table.click(position={"x": 30, "y": 54})
    traced(explanation(page))


def test_a_bar_of_the_losses_opens_the_category_and_then_the_item(page: Page, demo: str) -> None:
    visit(page, demo, "gaps")
    bars = page.get_by_test_id("stPlotlyChart").locator(".bars .point path")
    bars.nth(bars.count() // 2 + 1).click(force=True)
    settled(page)
    chosen = page.get_by_role("radio", checked=True)
    expect(chosen).not_to_have_text("全部")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_light_can_be_asked_about_by_keyboard_alone(page: Page, demo: str, key: str) -> None:
    visit(page, demo)
    page.locator('[class*="st-key-light-"] button').first.focus()
    page.keyboard.press(key)
    explanation(page)


def test_the_original_file_can_be_taken_from_its_explanation(page: Page, demo: str) -> None:
    visit(page, demo)
    page.locator('[class*="st-key-light-deducted"] button').first.click()
    button = explanation(page).get_by_role("button", name="下载原件").first
    with page.expect_download() as download:
        button.click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert download.value.path().read_bytes()[:2] == b"PK"


def test_the_ranking_is_read_off_the_screen(page: Page, demo: str) -> None:
    visit(page, demo, "ranking")
    chart = page.get_by_test_id("stPlotlyChart")
    names = chart.locator(".ytick text").all_text_contents()
    scores = [float(text.split("–")[0]) for text in chart.locator(".textpoint text").all_text_contents()]
    assert len(names) == 5 and names[0].lstrip().startswith("1")
    assert scores == sorted(scores, reverse=True)
