"""A folder of 20 workbooks goes in, five of them spoiled; one comes back, is put right and sent again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from data.demo.county import Town, chosen_towns, roster
from data.demo.dates import ROUNDS, DemoRound
from data.demo.figures import town_figures
from data.demo.workbooks import town_content, town_filled
from data.reading import read_workbook
from data.store import Store
from data.templates.filled import Key, Typed
from scoring import Scheme, load_scheme
from tests.browser.office_suite import OfficeSuite
from tests.browser.screen import drop_folder, settled, visit
from tools import serving

EARLIER, PRESENT = ROUNDS[1:]
MORE = ("东河镇", "西岭镇", "南坪镇", "北湖镇")
WRONG, DAMAGED, LAST_ROUND, RENAMED, TWICE = "石桥镇", "禾丰镇", "南塘镇", "柳浦镇", "双井镇"
MISTYPED = {("B1-02", "housed"): "九成左右", ("C3-01", "piped"): 99_999}

pytestmark = pytest.mark.libreoffice


@cache
def scheme() -> Scheme:
    return load_scheme("gd2021")


@cache
def towns() -> dict[str, Town]:
    """The demo county's towns and four more like them: 19."""
    known = chosen_towns()
    more = [
        replace(known[place], name=name, leader=f"{name}领导")
        for place, name in enumerate(MORE, len(known) - len(MORE))
    ]
    return {one.name: one for one in (*known, *more)}


def workbook(name: str, one: DemoRound = PRESENT, typed: Mapping[Key, Typed] | None = None) -> bytes:
    """What the town sends in for a round; ``typed`` stands in the place of the true figures."""
    filled = town_filled(scheme(), towns()[name], one, {})
    return town_content(scheme(), towns()[name], one, replace(filled, values={**filled.values, **(typed or {})}))


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> OfficeSuite:
    return OfficeSuite(tmp_path_factory.mktemp("suite"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, suite: OfficeSuite) -> Path:
    """The 20 workbooks."""
    place = tmp_path_factory.mktemp("各镇报来")
    for name in towns():
        (place / f"{name}.xlsx").write_bytes(workbook(name))
    (place / f"{WRONG}.xlsx").write_bytes(workbook(WRONG, typed=MISTYPED))
    (place / f"{DAMAGED}.xlsx").write_bytes((place / f"{DAMAGED}.xlsx").read_bytes()[:20_000])
    (place / f"{LAST_ROUND}.xlsx").write_bytes(workbook(LAST_ROUND, EARLIER))
    (place / f"{RENAMED}.xlsx").write_bytes(suite.saved_as_xls((place / f"{RENAMED}.xlsx").read_bytes()))
    (place / f"{TWICE}（最终版）.xlsx").write_bytes(workbook(TWICE, typed={("C1-02", "faulty"): 40}))
    return place


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The app on a county of 19 towns whose round has just begun."""
    store = Store(f"sqlite:///{tmp_path / 'store.db'}").migrate()
    store.save_roster(roster(scheme(), tuple(towns().values())))
    for one in (EARLIER, PRESENT):
        store.open_round(one.name, scheme().code, scheme().version, one.opened_on, one.due_on)
    store.close()
    with serving.app(tmp_path / "store.db", tmp_path / "server.log") as found:
        yield found


def line(page: Page, whose: str) -> Locator:
    """The line of a receipt."""
    return page.locator('[class*="st-key-rows-"] [data-testid="stHorizontalBlock"]', has_text=whose).first


def look_closer(page: Page, whose: str) -> None:
    """Open the details of a receipt."""
    line(page, whose).get_by_role("button", name="查看").click()
    settled(page)


def accept(page: Page, count: int) -> None:
    page.get_by_label("接收人").fill("李某")
    page.get_by_role("button", name=f"确认接收 {count} 份").click()
    expect(page.get_by_text(re.compile(f"已接收 {count} 份："))).to_be_visible()


def ranking(page: Page, address: str) -> list[str]:
    """The towns as the ranking page shows them, from the top."""
    visit(page, address, "ranking")
    labels = page.locator('[data-testid="stPlotlyChart"] svg text').all_text_contents()
    return [found[1] for label in labels if (found := re.match(r"\s*\d+\s+(\S+镇)", label.replace("\xa0", " ")))]


def put_right(content: bytes, suite: OfficeSuite) -> bytes:
    """The returned workbook with the true figures typed over the wrong ones in LibreOffice."""
    read = read_workbook(content, f"{WRONG}.xlsx", scheme(), None, PRESENT.name)
    rows = read.values.set_index(["indicator", "input"])
    truth = town_figures(scheme(), towns()[WRONG], PRESENT).values
    cells = {(str(rows.loc[key]["sheet"]), str(rows.loc[key]["cell"])): float(truth[key]) for key in MISTYPED}
    return suite.typed(content, cells)


def test_a_folder_of_twenty_with_five_spoiled_goes_in_and_one_comes_back_put_right(
    address: str, page: Page, folder: Path, suite: OfficeSuite, tmp_path: Path
) -> None:
    visit(page, address, "receive")
    drop_folder(page, folder)
    expect(page.locator(".batch")).to_contain_text("本批 20 份：")
    settled(page)

    # every fault is named
    summary = "16 份可以接收（其中 1 份有错误），2 份同一单位重复报送，要选定（1 个单位），2 份不能接收。"
    expect(page.locator(".batch")).to_contain_text(summary)
    expect(line(page, f"{DAMAGED}.xlsx")).to_contain_text("文件已损坏")
    other_round = f"这是「{EARLIER.name}」的表，现在收的是「{PRESENT.name}」。"
    expect(line(page, f"{LAST_ROUND}.xlsx")).to_contain_text(other_round)
    look_closer(page, f"{RENAMED}　镇级填报表")
    expect(page.get_by_text("内容其实是 .xls 格式，已按内容读取。")).to_be_visible()
    page.get_by_role("radiogroup", name=re.compile(TWICE)).get_by_text("第 2 份").click()
    settled(page)

    # one workbook comes back marked; the others are taken in
    look_closer(page, f"{WRONG}　镇级填报表")
    expect(page.get_by_text("「九成左右」")).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="下载退回件").click()
    assert downloading.value.suggested_filename == f"{WRONG}（退回更正）.xlsx"
    returned = downloading.value.path().read_bytes()
    accept(page, 17)
    before = ranking(page, address)
    assert len(before) == len(towns())

    # put right and sent again
    again = tmp_path / downloading.value.suggested_filename
    again.write_bytes(put_right(returned, suite))
    visit(page, address, "receive")
    page.locator('input[type="file"]').set_input_files(again)
    expect(page.locator(".batch")).to_contain_text("1 份可以接收")
    settled(page)
    accept(page, 1)
    after = ranking(page, address)
    assert after.index(WRONG) < before.index(WRONG)
