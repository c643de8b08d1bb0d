"""问题清单 of the office: one list for many towns, good rows entered, bad ones told, nothing doubled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from data.office_lists import Loaded, OfficeList, OfficeListBook, known_as, office_list
from data.problem_book import ProblemBook
from data.reading import read_workbook
from data.roster import TOWNS, VILLAGES, Roster
from data.store import Store
from data.store_engine import StoreError
from data.templates.forms import PROBLEM_COLUMNS, PROBLEM_SHEET
from data.templates.office_list import office_list_workbook
from scoring import load_scheme
from scoring.scheme import COUNTY

SCHEME = load_scheme("gd2021")
ROUND, NAME = "第一轮模拟考核", "省级交办.xlsx"
ROSTER = Roster(
    "青禾县",
    TOWNS.frame([("石桥镇", "圩镇组", ""), ("白沙镇", "圩镇组", "")]),
    VILLAGES.frame([("石桥镇", "上坝村")]),
)
GOOD = {
    "source": "国家暗访", "found_on": "2026.3.1", "town": "石桥镇", "village": "上坝村", "indicator": "C1-02",
    "description": "化粪池渗漏", "due_on": date(2026, 3, 31),
}  # fmt: skip
OTHER = {**GOOD, "town": "白沙镇", "village": "", "description": "公厕无人管护"}
ROWS: list[dict[str, Any]] = [
    GOOD,
    OTHER,
    {**GOOD, "town": "石乔镇"},
    {**GOOD, "town": ""},
    {**GOOD, "description": "没有时限", "due_on": None},
    {**GOOD, "description": "时限太早", "due_on": "2026-02-01"},
    {**GOOD, "town": "县本级", "village": "", "description": "资金滞留"},
    GOOD,
]


def workbook(rows: list[dict[str, Any]]) -> bytes:
    """The office's own file: one sheet with the headings of the domain."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = PROBLEM_SHEET
    sheet.append([column.heading for column in PROBLEM_COLUMNS])
    for row in rows:
        sheet.append([row.get(column.key) for column in PROBLEM_COLUMNS])
    return saved(book)


def saved(book: Workbook) -> bytes:
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def read(content: bytes) -> OfficeList:
    return office_list(content, NAME, SCHEME, ROSTER)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(f"sqlite:///{tmp_path / 'store.db'}").migrate()
    made.save_roster(ROSTER)
    made.open_round(ROUND, "gd2021", "1", date(2026, 3, 1), date(2026, 3, 20))
    yield made
    made.close()


def test_good_rows_of_many_towns_are_kept_and_each_bad_row_says_where_and_why() -> None:
    found = read(workbook(ROWS))
    assert [row["town"] for row in found.rows] == ["石桥镇", "白沙镇"]
    told = [(one.code, one.cell, one.message) for one in found.findings if one.severity == "错误"]
    assert told == [
        ("R518", "J4", "镇「石乔镇」不在单位名册中，本行未采用。"),
        ("R517", "J5", "请填写镇。本行未采用。"),
        ("R517", "J6", "请填写整改时限。本行未采用。"),
        ("R517", "J7", "整改时限早于发现日期，请核对。本行未采用。"),
        ("R517", "J8", "县本级的问题请填写责任单位：由哪个部门整改。本行未采用。"),
        ("R519", "J9", "与 J2 是同一个问题，本行未采用。"),
    ]


def test_the_empty_form_is_read_back_and_has_nothing_in_it() -> None:
    form = office_list_workbook(SCHEME, ROSTER.town_names)
    assert read(form).rows == [] and not read(form).findings
    book = load_workbook(BytesIO(form))
    sheet = book[PROBLEM_SHEET]
    county = {**OTHER, "town": "县本级", "responsible_unit": "县财政局"}
    for place, column in enumerate(PROBLEM_COLUMNS, 1):
        sheet.cell(4, place, county.get(column.key))
    found = read(saved(book))
    assert [row["town"] for row in found.rows] == [COUNTY], found.findings


def test_a_list_is_entered_once_with_its_place_and_fills_in_what_was_blank(store: Store) -> None:
    content, lists = workbook(ROWS), OfficeListBook(store)
    assert lists.load(ROUND, read(content), content, "张工") == Loaded(2, 0, 0)
    first, second = ProblemBook(store).all()
    assert (first.town, first.rigid, first.due_on) == ("石桥镇", True, date(2026, 3, 31))
    assert ProblemBook(store).steps(first.id)[0].note == f"据 {NAME} {PROBLEM_SHEET} J2"
    later = workbook([{**GOOD, "responsible_unit": "石桥镇", "due_on": date(2026, 4, 2)}, OTHER])
    assert known_as(read(later).rows, [first, second]) == [first.id, second.id]
    assert lists.load(ROUND, read(later), later, "张工") == Loaded(0, 1, 1)
    again = ProblemBook(store).all()[0]
    assert (again.responsible_unit, again.due_on) == ("石桥镇", date(2026, 3, 31))


def test_a_file_without_a_row_or_a_name_is_refused(store: Store) -> None:
    content = workbook([{**GOOD, "town": ""}])
    with pytest.raises(StoreError, match="没有可采用的问题"):
        OfficeListBook(store).load(ROUND, read(content), content, "张工")
    with pytest.raises(StoreError, match="请填写登记人姓名"):
        OfficeListBook(store).load(ROUND, read(workbook([GOOD])), content, " ")
    assert "R516" in [one.code for one in read(saved(Workbook())).findings]
    assert read(b"PK no workbook").findings
    assert ProblemBook(store).all() == []


def test_among_the_towns_workbooks_such_a_list_is_told_where_it_belongs() -> None:
    found = read_workbook(workbook([GOOD]), NAME, SCHEME, ROSTER)
    assert [(one.code, one.severity) for one in found.findings] == [("R515", "错误")] and not found.readable
