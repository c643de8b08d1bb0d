"""A scheme drawn up in Excel goes in through a real browser, a new round is opened under it, and towns are scored."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from data.roster import TOWNS, Roster
from data.scheme_book import read_scheme_workbook
from data.store import Store
from data.templates import Filled, town_workbook
from scoring import Scheme, load_scheme
from tests.browser.screen import SIZES, open_view, settled, visit, words
from tests.data.drawn_scheme import WRONG, drawn_book, reported
from tests.ui.schemes import changed, zipped

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "石井市镇街综合考核"


@pytest.fixture
def store(fresh: str, tmp_path: Path) -> Store:
    """The store behind the page, with the four towns in their two groups."""
    found = Store(f"sqlite:///{tmp_path / 'fresh.db'}").migrate()
    towns = [(unit, town.group, "") for unit, town in reported().items()]
    found.save_roster(Roster("石井市", TOWNS.frame(towns)))
    return found


def workbook(content: bytes, name: str = "石井方案.xlsx") -> FilePayload:
    return FilePayload(name=name, mimeType=XLSX, buffer=content)


def give(page: Page, file: FilePayload, told: str) -> None:
    """Open 换方案 and give it the file, and wait until the page says that."""
    open_view(page, "换方案")
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.get_by_text(told).first).to_be_visible()
    settled(page)


def keep(page: Page) -> None:
    page.get_by_label("留存人").fill("王某")
    page.get_by_role("button", name="留存这一版").click()
    expect(page.get_by_text(re.compile("^已留存"))).to_be_visible()
    settled(page)


def open_a_round_under_it(page: Page) -> None:
    open_view(page, "版本")
    expect(page.locator("tr", has_text=NAME)).to_contain_text("没有")
    page.get_by_role("combobox", name="开启新的轮次时用哪一版").click()
    page.get_by_role("option", name=re.compile("shijing2026")).click()
    page.get_by_role("button", name="用这一版开启新的轮次").click()
    expect(page.get_by_label("开启人")).to_be_visible()
    page.get_by_label("开启人").fill("李某")
    page.get_by_role("button", name="开启轮次").click()
    expect(page.get_by_text(re.compile("^已开启"))).to_be_visible()
    settled(page)


def report(page: Page, scheme: Scheme, round_name: str) -> None:
    """Every town fills its template and the office takes it in."""
    filled = {unit: Filled(town.values, town.targets) for unit, town in reported().items()}
    files = [
        workbook(town_workbook(scheme, unit, round_name, filled=one), f"{unit}.xlsx") for unit, one in filled.items()
    ]
    page.locator('input[type="file"]').set_input_files(files)
    button = page.get_by_role("button", name=re.compile(f"^确认接收 {len(files)} 份"))
    expect(button).to_be_visible()
    page.get_by_label("接收人").fill("李某")
    button.click()
    expect(page.get_by_text(re.compile(f"^已接收 {len(files)} 份"))).to_be_visible()


def test_a_scheme_of_another_kind_goes_from_excel_to_scores(fresh: str, store: Store, page: Page) -> None:
    visit(page, fresh, "scheme")
    wrong, _ = WRONG["points that no longer add up to what is declared"]
    give(page, workbook(drawn_book(**wrong)), "这份方案有 1 处错误，没有采用；在用的方案不变。")
    assert "“方案”表 B13" in words(page)
    assert not store.scheme_versions()

    visit(page, fresh, "scheme")
    told = f"{NAME}第 2026-1 版：2 大项、3 小项、5 项指标，刚性 1 项 300 分，总分 1000 分。"
    give(page, workbook(drawn_book()), told)
    assert "是另一套方案，不逐项比较" in words(page)
    keep(page)
    open_a_round_under_it(page)
    (only,) = store.rounds()
    assert (only.scheme_code, only.scheme_version) == ("shijing2026", "2026-1")

    scheme = read_scheme_workbook(drawn_book(), "石井方案.xlsx")
    visit(page, fresh, "receive")
    report(page, scheme, only.name)

    visit(page, fresh, "ranking")
    expect(page.locator(".headline")).to_contain_text("第一名是乙镇，末位是丙镇")
    text = words(page)
    assert [score for score in ("980.00", "830.00", "822.22", "311.11") if score not in text] == []
    visit(page, fresh, "scheme")
    expect(page.locator(".headline")).to_contain_text(f"{NAME}第 2026-1 版")
    expect(page.locator(".headline")).to_contain_text("1 轮按它计分")


def test_an_item_is_read_and_tried(demo: str, page: Page) -> None:
    visit(page, demo, "scheme")
    page.get_by_role("button", name=re.compile("A1-03")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("✓ 相符")
    dialog.get_by_role("button", name="试算这一项").click()
    expect(page.get_by_text("得分怎么算出来的")).to_be_visible()
    figure = page.get_by_label(re.compile("^完成情况：已复耕复种面积"))
    figure.fill("1000")
    figure.press("Enter")
    expect(page.get_by_text(re.compile("^得 1.00 分，应得 1.00 分"))).to_be_visible()


def test_the_workbook_that_goes_out_comes_in_again_unchanged(demo: str, page: Page) -> None:
    visit(page, demo, "scheme")
    open_view(page, "换方案")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="下载方案工作簿").click()
    content = downloading.value.path().read_bytes()
    assert read_scheme_workbook(content, "方案.xlsx") == load_scheme("gd2021")
    give(page, workbook(content), "相比：没有改动。")


@pytest.mark.parametrize("size", SIZES)
def test_nothing_runs_out_of_the_screen(demo: str, page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    visit(page, demo, "scheme")
    for name in ("目录", "检查", "试算", "换方案", "版本"):
        open_view(page, name)
        assert too_wide(page) == [], name
    stricter = changed("2", c=("full_at: 95, step: 1,", "full_at: 99, step: 1,"))
    give(
        page,
        FilePayload(name="方案.zip", mimeType="application/zip", buffer=zipped(stricter)),
        "得分变动的指标（全县）",
    )
    assert too_wide(page) == []
    give(page, workbook(drawn_book(规则_F3="产植" * 40)), "没有采用")
    assert too_wide(page) == []


def too_wide(page: Page) -> list[str]:
    """The page, or what on it has to be scrolled sideways to be read."""
    found: list[str] = page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll('.scroll, .row-cells, .headline, .sentence')]
            .filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
            .map(one => one.textContent.slice(0, 60))"""
    )
    return found
