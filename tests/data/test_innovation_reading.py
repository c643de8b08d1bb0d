"""改革创新案例 from a workbook: the form sent out and filled comes back, good rows are kept, bad ones are findings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from data.innovation.reading import CaseList, read_cases, read_cases_apart
from data.innovation.words import FIELDS, SHEET, key_of, level_in, levels_of
from data.innovation.writing import cases_workbook
from data.roster import LEADERS, TOWNS, VILLAGES, Roster
from scoring import load_scheme

SCHEME = load_scheme("gd2021")
LEVELS = levels_of(SCHEME)
ROSTER = Roster(
    "青禾县", TOWNS.frame([("石桥镇", "", ""), ("白沙镇", "", "")]), VILLAGES.empty(), ("县委农办",), LEADERS.empty()
)
ROUND = "第三轮"
POOL: Mapping[str, Any] = {
    "name": "“积分制”管人居环境", "unit": "石桥镇", "level": "省", "document": "粤农〔2025〕8 号",
    "awarded_on": date(2025, 11, 3), "certainty": "certain", "practice": "户户评分，积分换物。", "effect": "可复制。",
}  # fmt: skip


def filled(*rows: Mapping[str, Any], round_name: str = ROUND, **cells: Any) -> bytes:
    """The form with those rows; ``cells`` are typed over it (A1 → what)."""
    content = cases_workbook(SCHEME, round_name, rows)
    if not cells:
        return content
    book = load_workbook(BytesIO(content))
    for cell, typed in cells.items():
        book[SHEET][cell].value = typed
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def read(content: bytes) -> CaseList:
    return read_cases(content, "案例.xlsx", LEVELS, ROSTER, ROUND)


def codes(found: CaseList) -> list[str]:
    return [one.code for one in found.findings]


def test_a_filled_form_comes_back_as_it_was_filled() -> None:
    found = read(filled(POOL))
    assert (codes(found), found.acceptable) == ([], True)
    assert {name: found.rows[0][name] for name in FIELDS} == dict(POOL)
    assert (found.rows[0]["sheet"], found.rows[0]["cell"]) == (SHEET, "A4")


def test_the_form_says_what_each_level_is_worth_and_offers_the_levels() -> None:
    sheet = load_workbook(BytesIO(filled()))[SHEET]
    assert "国家 5 分、省 3 分、市 1 分、县 0.5 分，合计不超过 10 分；同一案例只按最高级别计一次。" in sheet["A2"].value
    assert any("国家,省,市,县" in str(one.formula1) for one in sheet.data_validations.dataValidation)


@pytest.mark.parametrize(
    ("cells", "code", "cell", "kept"),
    [
        ({"B4": None}, "R643", "A4", 0),
        ({"A4": " "}, "R643", "A4", 0),
        ({"C4": "村级"}, "R644", "C4", 0),
        ({"B4": "外县某镇"}, "R645", "B4", 1),
        ({"F4": "快了"}, "R648", "F4", 1),
        ({"D4": None}, "R649", "D4", 1),
        ({"E4": "某年某月"}, "R502", "E4", 1),
    ],
)
def test_a_bad_cell_is_found_at_its_place_and_the_row_is_kept_where_it_can_be(
    cells: dict[str, Any], code: str, cell: str, kept: int
) -> None:
    found = read(filled(POOL, **cells))
    assert [(one.code, one.cell) for one in found.findings] == [(code, cell)]
    assert len(found.rows) == kept


def test_how_certain_a_case_is_follows_from_its_document_where_nobody_says() -> None:
    blank = {**POOL, "certainty": ""}
    other = {**POOL, "name": "另一案例", "certainty": "", "document": ""}
    assert [row["certainty"] for row in read(filled(blank, other)).rows] == ["certain", "likely"]


def test_a_case_listed_twice_is_taken_once_and_at_another_level_or_unit_both_stand() -> None:
    again, higher = {**POOL, "name": "积分制管人居环境（典型案例）"}, {**POOL, "level": "国家", "unit": "县委农办"}
    found = read(filled(POOL, again, higher))
    assert [(one.code, one.cell) for one in found.findings] == [("R646", "A5"), ("R647", "A6")]
    assert [row["level"] for row in found.rows] == ["省", "国家"]


def test_another_rounds_list_and_other_workbooks_are_not_taken() -> None:
    other = read(filled(POOL, round_name="第二轮"))
    assert (codes(other), other.acceptable) == (["R117"], False)
    book = Workbook()
    book.active.append(["姓名", "电话"])
    written = BytesIO()
    book.save(written)
    assert "R641" in codes(read(written.getvalue()))
    assert codes(read(b"\x00nonsense")) == ["R102"]
    assert codes(read(filled())) == ["R642"]


def test_what_is_read_apart_is_the_same() -> None:
    content = filled(POOL)
    apart = read_cases_apart(content, "案例.xlsx", LEVELS, ROSTER, ROUND)
    assert apart == read(content)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    found = read(filled({**POOL, "name": "=1+1", "effect": "@SUM(A1)"}))
    assert (found.rows[0]["name"], found.rows[0]["effect"]) == ("=1+1", "@SUM(A1)")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“积分制”管人居环境", "积分制 管人居环境典型案例", True),
        ("石桥镇“积分制”经验做法", "石桥镇积分制", True),
        ("案例", "经验", False),
        ("积分制", "信用制", False),
    ],
)
def test_two_spellings_of_a_name_are_one_case(one: str, other: str, same: bool) -> None:
    assert (key_of(one) == key_of(other)) is same


@pytest.mark.parametrize(
    ("said", "meant"),
    [("省级", "省"), ("全国", "国家"), ("区县级", "县"), ("国家级", "国家"), ("村级", None), ("", None)],
)
def test_a_level_is_known_by_the_names_it_goes_by(said: str, meant: str | None) -> None:
    assert level_in(said, LEVELS) == meant
