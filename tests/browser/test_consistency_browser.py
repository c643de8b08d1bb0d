"""台账一致性 in a real browser: a difference is found, looked into and put right, and the scores move."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import SIZES, open_view, settled, visit, words

PATH = "consistency"
FIGURE = "黄竹镇 实现集中供水的自然村数"
TOO_WIDE = """() => [document.documentElement, document.querySelector('[data-testid="stMainBlockContainer"]')]
    .some(box => box.scrollWidth > box.clientWidth + 1)"""


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_view_fits_the_screen_and_a_figure_opens(page: Page, demo: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    visit(page, demo, PATH)
    expect(page.locator(".headline")).to_contain_text("三方数据有 1 处不一致")
    for name in ("不一致清单", "自报与采用", "单项更正"):
        open_view(page, name)
        assert not page.evaluate(TOO_WIDE), name
    open_view(page, "不一致清单")
    page.get_by_role("button", name=FIGURE).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("县水务局")
    expect(dialog).to_contain_text("2 个自然村只有应急供水")
    expect(dialog.get_by_role("button", name="更正这个数")).to_be_visible()


def test_the_list_can_be_taken_along(page: Page, demo: str) -> None:
    visit(page, demo, PATH)
    with page.expect_download() as got:
        page.get_by_role("button", name="导出清单").click()
    assert got.value.suggested_filename.endswith("台账一致性清单.xlsx")


def test_a_figure_put_right_counts_at_once_and_taken_back_counts_no_more(page: Page, own: str) -> None:
    visit(page, own, PATH)
    page.get_by_role("button", name=FIGURE).click()
    page.get_by_role("dialog").get_by_role("button", name="更正这个数").click()
    page.get_by_label("更正为").fill("121")
    page.get_by_label("原因").first.fill("两村中一村已通水")
    page.get_by_label("更正人").fill("李某")
    page.get_by_role("button", name="更正", exact=True).click()
    expect(page.get_by_text("已更正为 121")).to_be_visible()
    settled(page)
    assert "1 处已由县里更正" in words(page)
    page.get_by_text("撤回一项更正").click()
    page.get_by_label("撤回人").fill("李某")
    page.get_by_label("原因").last.fill("以核定为准")
    page.get_by_role("button", name="撤回", exact=True).click()
    expect(page.get_by_text("已撤回第 1 号更正")).to_be_visible()
    settled(page)
    assert "已由李某撤回：以核定为准" in words(page)
