"""The loop in a real browser: a list comes in, its problem is rectified, proved and closed, and a veto is gone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from data.roster import TOWNS, Roster
from data.store import Store
from data.templates import Filled, town_workbook
from data.templates.forms import labelled
from scoring import load_scheme
from tests.browser.screen import open_view, settled, visit, words
from tests.data.test_attachments import picture
from ui.overview import today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROUND, TOWN = "第一轮模拟考核", "石桥镇"
PROBLEM = "供水站消毒设备停用，脱贫户用水没有检测报告"
EFFECT = "刚性 B1-04 不再扣分；全县否决项 2 → 1"


def county(path: Path) -> Store:
    """A county of one town, with a round whose figures were due yesterday."""
    store = Store(f"sqlite:///{path}")
    store.save_roster(Roster("青禾县", TOWNS.frame([(TOWN, "圩镇组", "")])))
    store.open_round(ROUND, "gd2021", "1", today() - timedelta(days=20), today() - timedelta(days=1))
    return store


def workbook() -> FilePayload:
    """The town's form: two latrines faulty, and one problem on its list that it does not own up to as overdue."""
    scheme = load_scheme("gd2021")
    values = {
        ("B1-04", "overdue"): 0, ("B1-04", "faked"): 0,
        ("C1-02", "sanitary"): 960, ("C1-02", "households"): 1000, ("C1-02", "faulty"): 2,
    }  # fmt: skip
    problem = {
        "source": "省级审计巡察", "found_on": today() - timedelta(days=30), "village": "上坝村", "place": "供水站",
        "indicator": labelled(scheme.indicator("B1-02")), "rigid": True, "category": "饮水安全", "severity": "严重",
        "description": PROBLEM, "responsible_unit": TOWN, "due_on": today() - timedelta(days=10),
    }  # fmt: skip
    content = town_workbook(scheme, TOWN, ROUND, filled=Filled(values, problems=[problem]))
    return FilePayload(name=f"{TOWN}.xlsx", mimeType=XLSX, buffer=content)


def say(page: Page, label: str, name: str, button: str, told: str) -> None:
    """Fill in who does it, press the button, and wait for what is said then."""
    page.get_by_label(label).last.fill(name)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text(told).first).to_be_visible()
    settled(page)


def vetoed(page: Page, address: str) -> str:
    """What the overview's headline says of the rigid items."""
    visit(page, address)
    return page.locator(".headline").first.inner_text()


def test_a_list_comes_in_its_problem_is_closed_with_a_photo_and_the_county_has_one_veto_less(
    page: Page, fresh: str, tmp_path: Path
) -> None:
    county(tmp_path / "fresh.db").close()
    visit(page, fresh, "receive")
    page.locator('input[type="file"]').set_input_files([workbook()])
    expect(page.get_by_text("本批 1 份：")).to_be_visible()
    settled(page)
    say(page, "接收人", "李某", "确认接收 1 份", "已接收 1 份")
    assert "刚性 2 项已扣分" in vetoed(page, fresh)

    visit(page, fresh, "problems")
    say(page, "经办人", "李某", "并入台账", "新列 1 个")
    open_view(page, "问题台账")
    page.get_by_role("button", name=PROBLEM).click()
    expect(page.get_by_text(EFFECT)).to_be_visible()
    page.get_by_label("经办人").first.fill("王某")
    page.get_by_role("button", name="开始整改", exact=True).click()
    expect(page.get_by_text("现在是“整改中”")).to_be_visible()
    settled(page)

    page.get_by_label("整改情况").last.fill("设备已修复，水样检测合格")
    page.get_by_role("button", name="提交核验", exact=True).click()
    expect(page.get_by_text("现在是“待核验”")).to_be_visible()
    settled(page)

    page.get_by_text("上传照片或文件").click()
    photo = FilePayload(name="整改后.jpg", mimeType="image/jpeg", buffer=picture())
    page.locator('input[type="file"]').set_input_files([photo])
    say(page, "上传人", "王某", "上传", "已上传 1 个文件")
    assert EFFECT in words(page)

    page.get_by_label("核验人").first.fill("何敏")
    page.get_by_role("button", name="核验通过并销号", exact=True).click()
    expect(page.get_by_text("现在是“已销号”")).to_be_visible()
    assert "刚性 1 项已扣分" in vetoed(page, fresh)
