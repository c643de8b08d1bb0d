"""Whose workbook it is, and what is said when that is in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from data.intake import Intake
from data.reading import read_workbook
from tests.data.sheets import GOOD_FORM, ROSTER, TOWN_META, codes_of, small_scheme, the, workbook

LISTS = {"问题清单": "序号 | 问题描述", "佐证目录": "指标编码 | 材料名称"}


def read(
    meta: Mapping[str, str] | None, file_name: str = "石桥镇.xlsx", form: str = GOOD_FORM, expected: str | None = None
) -> Intake:
    content = workbook(meta, **{"填报表": form, **LISTS})
    return read_workbook(content, file_name, small_scheme(), ROSTER, expected)


@pytest.mark.parametrize(
    ("meta", "file_name", "code", "severity"),
    [
        ({"填报单位": "白云镇"}, "1.xlsx", "R115", "错误"),
        ({"填报单位": "石桥镇"}, "云岭镇填报表.xlsx", "R116", "警告"),
        ({"填报单位": ""}, "填报表.xlsx", "R114", "错误"),
        ({"方案版本": "2"}, "石桥镇.xlsx", "R112", "警告"),
        ({"模板版本": "0"}, "石桥镇.xlsx", "R113", "警告"),
        ({"轮次": "第二轮"}, "石桥镇.xlsx", "R117", "错误"),
        ({"轮次": ""}, "石桥镇.xlsx", "R118", "警告"),
    ],
)
def test_a_doubt_about_whose_it_is_is_said_and_the_figures_are_read(
    meta: dict[str, str], file_name: str, code: str, severity: str
) -> None:
    intake = read({**TOWN_META, **meta}, file_name, expected="第一轮")
    assert codes_of(intake) == {code}
    assert the(intake, code).severity == severity
    assert intake.readable
    assert len(intake.values) == 6


def test_another_schemes_workbook_is_not_read() -> None:
    intake = read({**TOWN_META, "方案编码": "other"})
    assert codes_of(intake) == {"R111"}
    assert not intake.readable
    assert (intake.kind, intake.unit, intake.scheme_code) == ("town", "石桥镇", "other")
    assert intake.values.empty


def test_without_the_hidden_sheet_the_line_under_the_title_tells() -> None:
    form = f"""
        石桥镇乡村振兴实绩模拟考核镇级填报表
        填报单位：石桥镇　　轮次：第一轮　　方案编码：small　　方案版本：1
        {GOOD_FORM.strip()}"""
    intake = read(None, "1.xlsx", form)
    assert (intake.kind, intake.unit, intake.round_name, intake.scheme_code) == ("town", "石桥镇", "第一轮", "small")
    assert codes_of(intake) == set()


@pytest.mark.parametrize(
    "line",
    [
        "填报单位：石桥镇 轮次：第一轮 方案编码：small",
        "填 报 单 位: 石桥镇   轮  次:第一轮",
        "报送单位： | 石桥镇 | 轮次： | 第一轮",
        "轮次：第一轮 | 填报单位：石桥镇",
    ],
)
def test_the_line_under_the_title_may_be_spaced_and_parted_in_any_way(line: str) -> None:
    intake = read(None, "1.xlsx", f"镇级填报表\n{line}\n{GOOD_FORM.strip()}")
    assert (intake.kind, intake.unit, intake.round_name) == ("town", "石桥镇", "第一轮")
    assert codes_of(intake) == set()


def test_a_line_without_a_unit_does_not_take_the_next_fact_for_one() -> None:
    intake = read(None, "1.xlsx", f"镇级填报表\n填报单位： | 轮次：第一轮\n{GOOD_FORM.strip()}")
    assert (intake.unit, intake.round_name) == ("", "第一轮")
    assert codes_of(intake) == {"R114"}


@pytest.mark.parametrize("said", ["青禾县石桥镇人民政府", "石桥镇（盖章）", "中共石桥镇委员会"])
def test_a_town_is_known_within_a_longer_name_and_it_is_said(said: str) -> None:
    intake = read(None, "1.xlsx", f"镇级填报表\n填报单位：{said}　轮次：第一轮\n{GOOD_FORM.strip()}")
    assert intake.unit == "石桥镇"
    assert codes_of(intake) == {"R110"}
    assert (the(intake, "R110").typed, the(intake, "R110").severity) == (said, "提示")


def test_without_any_facts_the_file_name_and_the_figures_tell() -> None:
    intake = read(None, "（报送）石桥镇(2).xlsx")
    assert (intake.kind, intake.unit, intake.round_name) == ("town", "石桥镇", "")
    assert codes_of(intake) == {"R118"}


def test_county_figures_make_a_form_without_facts_a_departments() -> None:
    intake = read(None, "县财政局.xlsx", "指标编码 | 填报项 | 完成情况 | 上年值\nA1-05 | 农林水支出 | 500 | 490")
    assert (intake.kind, intake.unit) == ("department", "县财政局")
    assert intake.values["unit"].tolist() == ["全县"]


def test_a_file_name_with_two_towns_tells_nothing() -> None:
    assert the(read(None, "石桥镇、云岭镇.xlsx"), "R114").severity == "错误"


def test_a_visible_unit_that_differs_from_the_hidden_one_is_asked_about() -> None:
    intake = read(TOWN_META, form=f"填报单位：云岭镇　轮次：第一轮\n{GOOD_FORM.strip()}")
    found = the(intake, "R120")
    assert (found.typed, found.severity) == ("云岭镇", "警告")
    assert intake.unit == "石桥镇"


def test_findings_about_the_file_come_first() -> None:
    intake = read({**TOWN_META, "轮次": ""}, form=GOOD_FORM.replace("960", "全部"))
    assert [one.code for one in intake.findings if one.code != "R204"] == ["R118", "R301"]


@pytest.mark.parametrize(
    ("name", "renamed"), [("填报表 (2)", False), (" 填 报 表", False), ("石桥镇填报表", True), ("Sheet1", True)]
)
def test_a_renamed_form_is_found_and_said(name: str, renamed: bool) -> None:
    content = workbook(TOWN_META, **{name: GOOD_FORM, **LISTS})
    intake = read_workbook(content, "石桥镇.xlsx", small_scheme(), ROSTER)
    assert len(intake.values) == 6
    assert codes_of(intake) == ({"R202"} if renamed else set())
    assert set(intake.values["sheet"]) == {name}


def test_a_name_with_a_remark_in_brackets_is_found_in_the_file_s_name_however_they_are_typed() -> None:
    roster = replace(ROSTER, departments=("县工信局", "县工信局（科技）"))
    meta = {**TOWN_META, "表类": "县级填报表", "填报单位": "县工信局（科技）"}
    content = workbook(meta, **{"填报表": GOOD_FORM, **LISTS})
    for name in ("县工信局（科技）.xlsx", "县工信局(科技).xlsx"):
        assert "R116" not in codes_of(read_workbook(content, name, small_scheme(), roster))
