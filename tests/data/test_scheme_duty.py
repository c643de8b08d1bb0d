"""How a scheme shares lost points and what innovation cases are worth: written into its workbook, read, refused."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from data.scheme_book import read_scheme_workbook, scheme_workbook
from scoring import Fault, SchemeError, load_scheme
from scoring.scheme import Innovation, Shares
from scoring.scheme_changes import scheme_changes

SCHEME = load_scheme("gd2021")


def faults_of(**facts: object) -> list[Fault]:
    """What is said when those facts stand in the head, the heading with «_» for nothing; none when it is accepted."""
    workbook = load_workbook(BytesIO(scheme_workbook(SCHEME)))
    sheet = workbook["方案"]
    for row in sheet.iter_rows(min_row=4):
        if row[0].value in facts:
            row[1].value = facts[str(row[0].value)]
    written = BytesIO()
    workbook.save(written)
    try:
        read_scheme_workbook(written.getvalue(), "方案.xlsx")
    except SchemeError as refused:
        return refused.faults
    return []


def test_the_default_scheme_shares_seven_to_three_and_lists_four_levels() -> None:
    assert SCHEME.shares == Shares(70, 30)
    assert SCHEME.innovation == Innovation("P-02", (("国家", 5.0), ("省", 3.0), ("市", 1.0), ("县", 0.5)))


@pytest.mark.parametrize("shares", [None, Shares(1, 0), Shares(6, 4)])
def test_the_workbook_says_the_shares_and_the_list_or_leaves_them_blank(shares: Shares | None) -> None:
    innovation = SCHEME.innovation if shares else None
    told = replace(SCHEME, shares=shares, innovation=innovation)
    read = read_scheme_workbook(scheme_workbook(told), "方案.xlsx")
    assert (read.shares, read.innovation) == (shares, innovation)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"牵头单位分担": None}, "失分分担缺少「牵头单位」"),
        ({"牵头单位分担": "七成"}, "「七成」不是数字"),
        ({"牵头单位分担": -1}, "「-1」不是 0 或更大的整数"),
        ({"牵头单位分担": 0, "配合单位分担": 0}, "不能都是 0"),
        ({"改革创新部分": "P-9"}, "附加部分中没有「P-9」"),
        ({"改革创新部分": None}, "改革创新缺少「改革创新部分」"),
        ({"改革创新加分": None}, "改革创新缺少「改革创新加分」"),
        ({"改革创新加分": "国家五分"}, "「国家五分」不是“级别 分值”"),
        ({"改革创新加分": "国家 0"}, "大于 0 的分值"),
        ({"改革创新加分": "县 1\n国家 5"}, "没有从高到低排列"),
    ],
)
def test_what_cannot_be_shared_or_listed_is_refused_at_its_cell(facts: dict[str, object], said: str) -> None:
    found = faults_of(**facts)
    assert any(said in fault.message for fault in found), [str(fault) for fault in found]
    assert all(fault.sheet == "方案" and fault.cell for fault in found)


def test_another_sharing_or_list_is_told_as_a_change_of_words_that_moves_no_score() -> None:
    after = replace(SCHEME, shares=Shares(1, 1), innovation=None)
    told = {change.what: (change.before, change.after, change.scores) for change in scheme_changes(SCHEME, after)}
    assert told == {
        "失分分担": ("牵头 70、配合 30", "牵头 1、配合 1", False),
        "改革创新加分": ("P-02：国家 5 分、省 3 分、市 1 分、县 0.5 分", "无", False),
    }
