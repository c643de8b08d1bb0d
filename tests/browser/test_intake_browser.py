"""Workbooks go in through a real browser, and the ranking moves."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import FilePayload, Page, expect

from data.roster import TOWNS, Roster
from data.roster_sheets import roster_workbook
from data.store import Store
from data.templates import Filled, town_workbook
from scoring import Input, load_scheme
from tests.browser.screen import SIZES, drop_folder, open_view, settled, visit, words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SPOILED = FilePayload(name="手机照片.xlsx", mimeType=XLSX, buffer=b"\xff\xd8\xff\xe0 not a workbook")


@pytest.fixture
def store(own: str, tmp_path: Path) -> Store:
    """The store behind the page."""
    return Store(f"sqlite:///{tmp_path / 'store.db'}")


def as_sent(_asked: Input, value: float) -> float:
    """The figure as it was."""
    return value


def halved(asked: Input, value: float) -> float:
    """Half of what was done of anything that has a base."""
    return value // 2 if asked.at_most else value


def again(store: Store, town: str, change: Callable[[Input, float], float]) -> FilePayload:
    """The town's last workbook, typed once more with changed figures."""
    scheme, chosen = load_scheme("gd2021"), store.rounds()[-1].name
    sent = store.values(chosen, "自报")
    rows = sent[(sent["unit"] == town) & (sent["status"] == "reported")].to_dict("records")
    keys = [(row["indicator"], row["input"]) for row in rows]
    asked = [scheme.indicator(code).input(name) for code, name in keys]
    typed = {key: _typed(one, change(one, row["value"])) for key, one, row in zip(keys, asked, rows, strict=True)}
    beside = {
        name: {key: row[name] for key, row in zip(keys, rows, strict=True) if row[name] == row[name]}
        for name in ("target", "last_year")
    }
    filled = Filled(typed, beside["target"], beside["last_year"])
    return FilePayload(name=f"{town}.xlsx", mimeType=XLSX, buffer=town_workbook(scheme, town, chosen, filled=filled))


def _typed(asked: Input, value: float) -> object:
    return bool(value) if asked.yes_no else value


def first_and_last(page: Page, address: str) -> tuple[str, str]:
    """The towns that the ranking's headline names."""
    visit(page, address, "ranking")
    named = re.search(r"第一名是(.+?)，末位是(.+?)[；。]", page.locator(".headline").inner_text())
    assert named
    return named[1], named[2]


def drop(page: Page, *files: FilePayload) -> None:
    page.locator('input[type="file"]').set_input_files(list(files))
    expect(page.get_by_text(re.compile(f"^本批 {len(files)} 份："))).to_be_visible()
    settled(page)


def test_two_good_workbooks_and_a_spoiled_one_go_in_and_the_ranking_moves(own: str, store: Store, page: Page) -> None:
    first, last = first_and_last(page, own)
    revision = store.revision()

    visit(page, own, "receive")
    drop(page, again(store, first, halved), again(store, last, as_sent), SPOILED)
    text = words(page)
    assert re.search("本批 3 份：2 份可以接收.*，1 份不能接收", text)
    assert "手机照片.xlsx" in text
    assert f"{first}　镇级填报表" in text
    assert re.search(r"[\d.–]+ → [\d.–]+", text)
    assert store.revision() == revision

    expect(page.get_by_text("不能直接读取图片格式。")).to_be_visible()
    page.get_by_role("button", name="查看").first.click()
    expect(page.get_by_text("R104")).to_be_visible()

    open_view(page, "谁还没报")
    open_view(page, "收表")
    expect(page.get_by_text("本批 3 份：")).to_be_visible()

    page.get_by_label("接收人").fill("李某")
    page.get_by_role("button", name="确认接收 2 份").click()
    expect(page.get_by_text(re.compile("已接收 2 份："))).to_be_visible()
    assert store.revision() == revision + 1

    moved, _ = first_and_last(page, own)
    assert moved != first


def test_the_original_comes_back_byte_for_byte(own: str, store: Store, page: Page) -> None:
    town = store.roster().town_names[0]
    file = again(store, town, halved)
    visit(page, own, "receive")
    drop(page, file)
    page.get_by_label("接收人").fill("李某")
    page.get_by_role("button", name="确认接收 1 份").click()
    expect(page.get_by_text(re.compile("已接收 1 份："))).to_be_visible()
    open_view(page, "历次填报")
    with page.expect_download() as downloading:
        page.get_by_role("button", name=re.compile("下载原件")).click()
    assert downloading.value.suggested_filename == f"{town}.xlsx"
    assert downloading.value.path().read_bytes() == file["buffer"]


def test_all_town_templates_come_in_one_zip(demo: str, page: Page) -> None:
    visit(page, demo, "receive")
    open_view(page, "下载模板")
    with page.expect_download() as downloading:
        page.get_by_role("button", name=re.compile("全部镇级填报表")).click()
    assert downloading.value.suggested_filename.endswith("全部镇级填报表.zip")
    with ZipFile(BytesIO(downloading.value.path().read_bytes())) as archive:
        assert len(archive.namelist()) == 5
        assert all(re.fullmatch(r"镇级填报表/.+镇-镇级填报表\.xlsx", name) for name in archive.namelist())


def test_a_folder_goes_in_at_once_without_what_excel_leaves_in_it(demo: str, page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "各镇报来"
    folder.mkdir()
    for name in ("石桥镇.xlsx", "~$石桥镇.xlsx", "Thumbs.db"):
        (folder / name).write_bytes(b"spoiled")
    visit(page, demo, "receive")
    drop_folder(page, folder)
    expect(page.get_by_text("本批 1 份：1 份不能接收。")).to_be_visible()


def test_an_office_without_the_demo_starts_with_a_roster_and_a_round(fresh: str, page: Page) -> None:
    visit(page, fresh, "setup")
    towns = TOWNS.frame([("石桥镇", "圩镇组", ""), ("清溪镇", "山区镇组", "")])
    page.get_by_label("县（市、区）名称").fill("某县")
    page.get_by_label("县（市、区）名称").press("Tab")
    roster = FilePayload(name="名册.xlsx", mimeType=XLSX, buffer=roster_workbook(Roster("", towns)))
    page.locator('input[type="file"]').set_input_files(roster)
    expect(page.get_by_text(re.compile("读到 2 个镇"))).to_be_visible()
    page.get_by_label("保存人").fill("李某")
    page.get_by_role("button", name="保存名册").click()
    expect(page.locator(".headline")).to_contain_text("还没有轮次")
    open_view(page, "轮次")
    page.get_by_label("开启人").fill("李某")
    page.get_by_role("button", name="开启轮次").click()
    expect(page.locator(".headline")).to_contain_text("某县：2 镇 0 村，已开启 1 轮")
    visit(page, fresh, "receive")
    expect(page.locator(".headline")).to_contain_text("2 镇都还没有报")


@pytest.mark.parametrize("size", SIZES)
def test_nothing_of_the_receipts_runs_out_of_the_screen(own: str, page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    visit(page, own, "receive")
    long_name = "关于报送青禾县石桥镇二〇二六年第三轮乡村振兴实绩模拟考核镇级填报表的最终修改定稿版本" * 2
    drop(page, FilePayload(name=f"{long_name}.xlsx", mimeType=XLSX, buffer=b"spoiled"), SPOILED)
    over = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0
    wide = page.evaluate(
        "() => [...document.querySelectorAll('.receipt li')].filter(li => li.scrollWidth > li.clientWidth + 1).length"
    )
    assert wide == 0
