"""The roster's workbook: out filled, in again, and what is wrong in it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from data.roster import LEADERS, TOWNS, VILLAGES, Roster
from data.roster_reading import RosterRead, read_roster_workbook
from data.roster_sheets import roster_workbook

ROSTER = Roster(
    "青禾县",
    TOWNS.frame([("石桥镇", "圩镇组", "陈某"), ("云岭镇", "山区镇组", "")]),
    VILLAGES.frame([("云岭镇", "上坪村"), ("石桥镇", "桥头村")]),
    ("县农业农村局", "县住建局"),
    LEADERS.frame([("陈某", "副县长")]),
)

DRAWN = {
    "镇": "镇名|分组|挂点领导\n石桥镇|圩镇组|陈某\n云岭镇|山区镇组|",
    "村": "镇|村\n石桥镇|桥头村",
    "部门": "单位名称\n县农业农村局",
    "领导": "姓名|职务\n陈某|副县长",
}


def drawn(**sheets: str | None) -> bytes:
    """A workbook of those sheets, a line a row; None leaves the sheet out."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, text in {**DRAWN, **sheets}.items():
        if text is not None:
            sheet = workbook.create_sheet(name)
            for line in text.split("\n"):
                sheet.append([cell or None for cell in line.split("|")])
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def read(**sheets: Any) -> RosterRead:
    return read_roster_workbook(drawn(**sheets), "青禾县")


def found(one: RosterRead) -> list[tuple[str, str, str]]:
    return [(each.code, each.sheet, each.cell) for each in one.findings]


def towns(one: RosterRead) -> tuple[str, ...]:
    assert one.roster is not None
    return one.roster.town_names


def test_a_roster_written_and_read_again_is_the_same() -> None:
    back = read_roster_workbook(roster_workbook(ROSTER), " 青禾县 ")
    assert back.findings == ()
    assert back.roster is not None
    assert (back.roster.county, back.roster.departments) == ("青禾县", ROSTER.departments)
    for name in ("towns", "villages", "leaders"):
        assert getattr(back.roster, name).equals(getattr(ROSTER, name)), name


def test_the_blank_template_has_no_towns_and_says_so() -> None:
    back = read_roster_workbook(roster_workbook(Roster()), "青禾县")
    assert back.roster is None
    assert found(back) == [("R601", "镇", "")]


def test_a_plain_workbook_with_title_rows_and_other_headings_is_read() -> None:
    back = read(镇="青禾县各镇名单\n序号|乡镇|组别\n1|石桥镇|圩镇组\n2|云岭镇|山区镇组", 领导=None)
    assert back.roster is not None
    assert back.roster.units().to_dict("list") == {"unit": ["石桥镇", "云岭镇"], "group": ["圩镇组", "山区镇组"]}
    assert found(back) == [("R201", "", "")]


@pytest.mark.parametrize(
    ("sheets", "expected", "kept"),
    [
        ({"镇": "镇|分组\n石桥镇|甲\n石桥镇|乙\n云岭镇|甲"}, ("R603", "镇", "A3"), ("石桥镇", "云岭镇")),
        ({"镇": "镇|分组\n石桥镇|甲\n全县|甲"}, ("R604", "镇", "A3"), ("石桥镇",)),
        ({"镇": "镇|分组\n石桥镇|甲\n|甲"}, ("R602", "镇", "B3"), ("石桥镇",)),
        ({"镇": "镇|分组\n石桥镇|甲\n云岭镇|"}, ("R606", "镇", "A3"), ("石桥镇", "云岭镇")),
        ({"镇": "镇|分组|挂点领导\n石桥镇|甲|林某"}, ("R605", "镇", "A2"), ("石桥镇",)),
        ({"村": "镇|村\n清溪镇|上坪村"}, ("R607", "村", "A2"), ("石桥镇", "云岭镇")),
        ({"村": "镇|村\n石桥镇|桥头村\n石桥镇|桥头村"}, ("R603", "村", "A3"), ("石桥镇", "云岭镇")),
        ({"村": "镇|人口\n石桥镇|300"}, ("R203", "村", ""), ("石桥镇", "云岭镇")),
    ],
)
def test_a_bad_row_is_a_finding_and_the_others_are_kept(
    sheets: dict[str, str], expected: tuple[str, str, str], kept: tuple[str, ...]
) -> None:
    back = read(**sheets)
    assert expected in found(back)
    assert towns(back) == kept


def test_villages_whose_names_run_together_are_told_apart() -> None:
    back = read(镇="镇|分组\n石桥|甲\n石桥镇|甲", 村="镇|村\n石桥|镇村\n石桥镇|村")
    assert back.roster is not None
    assert len(back.roster.villages) == 2


def test_blanks_and_invisible_signs_around_a_name_do_not_make_another_town() -> None:
    back = read(镇="镇|分组\n 石桥镇\u200b|甲", 村="镇|村\n石桥镇　|桥头村")
    assert back.roster is not None
    assert back.roster.villages_of("石桥镇") == ("桥头村",)


@pytest.mark.parametrize(("content", "code"), [(b"", "R101"), (b"\x89PNG", "R104"), (b"PK\x03\x04broken", "R107")])
def test_what_is_no_workbook_is_one_finding(content: bytes, code: str) -> None:
    back = read_roster_workbook(content, "青禾县")
    assert back.roster is None
    assert [each.code for each in back.findings] == [code]
