"""整改台账 as a workbook: what is exported, and what each row does when it is loaded back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from data.findings import Finding
from data.problem_book import ProblemBook
from data.problems import CLOSED, OPEN, RECTIFYING, RELAPSED, RETURNED, SUBMITTED, Problem
from data.receipts import Upload
from data.rectification.book import RectificationBook
from data.rectification.columns import COLUMNS, SHEET
from data.rectification.reading import read_ledger, read_ledgers_apart
from data.rectification.taking import OFFICE, Taking
from data.rectification.writing import EVERYBODY, rectification_workbook, rows_for
from data.store import StoreError
from tests.data.office import ROUND, scheme
from tests.data.test_problem_book import AT, ROADS, TOILET, book_with, one, walk

TOWN = "石桥镇"
DONE, LATER = date(2026, 3, 17), date(2026, 3, 18)
KEYS = {column.key: place for place, column in enumerate(COLUMNS, 1)}
FIRST = 4


def exported(book: ProblemBook, unit: str = TOWN) -> bytes:
    rows = rows_for(unit, book.all(), scheme(), closed=True)
    return rectification_workbook(unit, rows, book.steps(), AT)


def filled(content: bytes, cells: Mapping[str, Any], row: int = FIRST) -> bytes:
    """The workbook with those cells typed into a row."""
    workbook = load_workbook(BytesIO(content))
    for key, typed in cells.items():
        workbook[SHEET].cell(row, KEYS[key]).value = typed
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def load(book: ProblemBook, content: bytes, sender: str = TOWN, by: str = "王某") -> Taking:
    file = Upload("石桥镇-整改台账.xlsx", content)
    (taking,) = RectificationBook(book.store, scheme()).take([(file, read_ledger(content, file.name))], sender, by, AT)
    return taking


def looked_at(book: ProblemBook, content: bytes, sender: str = TOWN) -> Taking:
    file = Upload("台账.xlsx", content)
    known = RectificationBook(book.store, scheme())
    (taking,) = known.preview([(file, read_ledger(content, file.name))], sender, "王某", AT)
    return taking


def errors(taking: Taking) -> list[Finding]:
    return [found for found in taking.findings if found.severity == "错误"]


def codes(taking: Taking) -> list[str]:
    return [found.code for found in taking.findings]


HANDED_IN = {"measure": "派专人管护", "done_on": DONE, "progress": "已清理，三天一巡"}
PASSES = {"reviewer": "李主任", "conclusion": "通过", "remark": "照片 2 张", "closed_on": LATER}


def test_what_is_exported_and_loaded_back_untouched_changes_nothing() -> None:
    for state in ROADS:
        book, _ = book_with(state)
        taking = looked_at(book, exported(book), OFFICE)
        assert (codes(taking), taking.taken, taking.unchanged) == (["R588"], (), 1)


def test_a_town_brings_its_problem_to_review_with_measure_day_and_outcome() -> None:
    book, found = book_with()
    taking = load(book, filled(exported(book), HANDED_IN))
    assert (taking.taken[0].actions, taking.findings) == (("start", "submit"), ())
    last = book.steps(found.id)[-1]
    assert (last.note, last.done_on, last.by, one(book, found.id).state) == (
        "已清理，三天一巡", DONE, "王某", SUBMITTED,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "cells", "after"),
    [
        (OPEN, {"measure": "派专人管护"}, RECTIFYING),
        (OPEN, {"progress": "正在清理"}, RECTIFYING),
        (RECTIFYING, {"measure": "换人管护"}, RECTIFYING),
        (RECTIFYING, {"progress": "清理了一半"}, RECTIFYING),
        (RECTIFYING, {"done_on": "3月17日", "progress": "已清理"}, SUBMITTED),
        (RETURNED, {"progress": "重新拍照"}, SUBMITTED),
        (RELAPSED, {"done_on": LATER, "progress": "再次清理"}, SUBMITTED),
    ],
)
def test_what_is_newly_filled_moves_the_problem_as_far_as_it_says(
    state: str, cells: dict[str, Any], after: str
) -> None:
    book, found = book_with(state)
    assert not errors(load(book, filled(exported(book), cells)))
    assert one(book, found.id).state == after


@pytest.mark.parametrize(
    ("state", "cells", "after"),
    [
        (SUBMITTED, PASSES, CLOSED),
        (SUBMITTED, {"reviewer": "李主任", "conclusion": "退回", "remark": "照片看不清"}, RETURNED),
        (SUBMITTED, {"reviewer": "李主任", "conclusion": "不合格", "remark": "照片看不清"}, RETURNED),
        (CLOSED, {"relapsed": "是", "remark": "3月18日又堆放"}, RELAPSED),
        (OPEN, {**HANDED_IN, **PASSES}, CLOSED),
    ],
)
def test_the_office_closes_sends_back_and_registers_a_relapse(state: str, cells: dict[str, Any], after: str) -> None:
    book, found = book_with(state)
    assert not errors(load(book, filled(exported(book), cells), OFFICE, "赵工"))
    assert one(book, found.id).state == after


def test_a_town_never_closes_its_own_problem() -> None:
    book, found = book_with(SUBMITTED)
    content = filled(exported(book), PASSES)
    with pytest.raises(StoreError, match="没有可以采用的行"):
        load(book, content)
    assert codes(looked_at(book, content)) == ["R577"]
    taking = load(*_again(filled(exported(book_with()[0]), {**HANDED_IN, **PASSES})))
    assert (codes(taking), taking.taken[0].after) == (["R577"], SUBMITTED)
    assert one(book, found.id).state == SUBMITTED


def _again(content: bytes) -> tuple[ProblemBook, bytes]:
    return book_with()[0], content


@pytest.mark.parametrize(
    ("state", "cells", "said"),
    [
        (SUBMITTED, {**PASSES, "remark": None}, "销号要有佐证"),
        (SUBMITTED, {**PASSES, "reviewer": None}, "核验人姓名"),
        (SUBMITTED, {**PASSES, "reviewer": "王某"}, "应当是另一个人"),
        (SUBMITTED, {"conclusion": "退回", "reviewer": "李主任"}, "情况或原因"),
        (SUBMITTED, {**PASSES, "closed_on": date(2026, 3, 19)}, "销号日期 2026-03-19 还没有到"),
        (SUBMITTED, {**PASSES, "closed_on": date(2026, 3, 1)}, "早于完成日期"),
        (SUBMITTED, {"reviewer": "李主任", "closed_on": LATER}, "填了复核人、销号日期，没有填复核结论"),
        (SUBMITTED, {"progress": "另一种说法"}, "正在等县里核验"),
        (CLOSED, {"measure": "另一种说法"}, "已销号"),
        (CLOSED, {"relapsed": "是"}, "情况或原因"),
        (OPEN, PASSES, "现在是“未整改”"),
        (OPEN, {"done_on": DONE}, "没有写完成情况"),
        (OPEN, {"done_on": date(2026, 3, 19), "progress": "已清理"}, "还没有到"),
        (OPEN, {"done_on": "前几天", "progress": "已清理"}, "整行未采用"),
        (OPEN, {"conclusion": "还行", "progress": "已清理"}, "复核结论「还行」看不懂"),
        (OPEN, {"version": "最新", "progress": "已清理"}, "台账版本「最新」看不懂"),
        (OPEN, {"number": 77, "progress": "已清理"}, "没有第 77 号问题"),
        (OPEN, {"number": "某号", "progress": "已清理"}, "没有写明问题序号"),
        (OPEN, {"description": "垃圾堆放", "progress": "已清理"}, "问题描述与台账里第 1 号问题不同"),
        (OPEN, {"progress": "=1/0"}, "公式"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_leaves_the_ledger_as_it_is(
    state: str, cells: dict[str, Any], said: str
) -> None:
    book, found = book_with(state)
    before = book.steps()
    content = filled(exported(book), cells)
    taking = looked_at(book, content, OFFICE)
    assert not taking.taken
    assert any(said in found.message and found.sheet == SHEET and found.cell for found in errors(taking))
    with pytest.raises(StoreError, match="没有可以采用的行"):
        load(book, content, OFFICE)
    assert (one(book, found.id), book.steps()) == (found, before)


def two(first: str = OPEN) -> tuple[ProblemBook, Problem, Problem]:
    book, found = book_with(first)
    number = book.enter(ROUND, {**TOILET, "description": "垃圾堆放"}, "张工", at=AT)
    return book, found, one(book, number)


def test_good_rows_are_kept_beside_refused_ones_and_the_original_byte_for_byte() -> None:
    book, first, second = two()
    content = filled(filled(exported(book), {"done_on": DONE}), HANDED_IN, FIRST + 1)
    taking = load(book, content)
    assert (codes(taking), errors(taking)[0].cell) == (["R579"], f"A{FIRST}")
    assert (one(book, first.id), one(book, second.id).state) == (first, SUBMITTED)
    (kept,) = RectificationBook(book.store, scheme()).taken()
    assert (kept.file_name, kept.sender, kept.taken, kept.refused, kept.by) == (
        "石桥镇-整改台账.xlsx", TOWN, 1, 1, "王某",
    )  # fmt: skip
    assert book.store.original(kept.sha256) == content


def test_a_preview_says_what_would_happen_and_changes_nothing() -> None:
    book, found = book_with()
    before = (book.store.revision(), book.steps())
    taking = looked_at(book, filled(exported(book), HANDED_IN))
    assert [(row.number, row.before, row.after) for row in taking.taken] == [(found.id, OPEN, SUBMITTED)]
    assert (book.store.revision(), book.steps()) == before


def test_a_row_whose_problem_moved_on_since_the_export_is_refused_with_who_changed_it() -> None:
    book, found = book_with()
    content = filled(exported(book), HANDED_IN)
    walk(book, found.id, ["start"])
    (refused,) = errors(looked_at(book, content))
    assert refused.code == "R574" and "刚刚由王某改过（3月18日 10:00，开始整改）" in refused.message
    assert "重新导出" in refused.remedy
    edited, found = book_with()
    content = filled(exported(edited), HANDED_IN)
    edited.edit(found.id, 1, {"due_on": date(2026, 4, 5)}, "张工", "延期", AT)
    assert codes(looked_at(edited, content)) == ["R574"]


def test_the_same_workbook_loaded_twice_counts_once() -> None:
    book, found = book_with()
    content = filled(exported(book), HANDED_IN)
    load(book, content)
    steps = book.steps(found.id)
    assert codes(looked_at(book, content)) == ["R588"]
    assert book.steps(found.id) == steps


def test_another_towns_problem_is_refused_with_whose_it_is() -> None:
    book, _ = book_with()
    taking = looked_at(book, filled(exported(book), HANDED_IN), "云岭镇")
    assert codes(taking) == ["R581"] and "由石桥镇填报" in taking.findings[0].remedy


def test_one_problem_on_two_rows_counts_when_they_agree_and_not_when_they_differ() -> None:
    book, _, second = two()
    same = {"number": 1, "version": 1, "description": "公厕无人管护", **HANDED_IN}
    content = filled(filled(exported(book), HANDED_IN), same, FIRST + 1)
    assert [row.number for row in looked_at(book, content).taken] == [1]
    other = filled(content, {"progress": "没有清理"}, FIRST + 1)
    assert codes(looked_at(book, other)) == ["R575"]
    assert one(book, second.id).state == OPEN


def test_a_department_has_what_names_it_and_what_its_items_leave_to_nobody() -> None:
    book, _, second = two()
    lead = scheme().indicator("C1-02").lead
    assert [row.id for row in rows_for(lead, book.all(), scheme())] == [1, 2]
    book.edit(second.id, 1, {"responsible_unit": "县水利局"}, "张工", "分工", AT)
    assert [row.id for row in rows_for(lead, book.all(), scheme())] == [1]
    assert [row.id for row in rows_for("县水利局", book.all(), scheme())] == [2]
    assert [row.id for row in rows_for(EVERYBODY, book.all(), scheme())] == [1, 2]


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A0", "+1", "-2+3", "@SUM(A1)", "<script>alert(1)</script>"])
def test_text_that_looks_like_a_formula_goes_out_as_text_and_comes_back_as_the_same_problem(text: str) -> None:
    book, found = book_with(description=text)
    walk(book, found.id, ["start"])
    content = exported(book)
    cell = load_workbook(BytesIO(content))[SHEET].cell(FIRST, KEYS["description"])
    assert (cell.data_type, cell.value) == ("s", text)
    load(book, filled(content, {"done_on": DONE, "progress": "已清理"}))
    assert one(book, found.id).state == SUBMITTED


def test_the_sheet_has_choices_days_frozen_headings_and_prints_on_wide_paper() -> None:
    sheet = load_workbook(BytesIO(exported(two()[0])))[SHEET]
    validations = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    assert {one.type for one in validations.values()} == {"list", "date", None}
    assert '"通过,退回"' in {one.formula1 for one in validations.values()}
    assert (sheet.freeze_panes, sheet.page_setup.orientation, sheet.print_title_rows) == ("C4", "landscape", "$1:$3")
    assert sheet.cell(FIRST, KEYS["number"]).protection.locked
    assert not sheet.cell(FIRST, KEYS["progress"]).protection.locked


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "R101"), (b"PK\x03\x04 not a workbook", "R107"), (b"%PDF-1.7", "R104"),
        ("镇,村\n石桥镇,上坝村\n".encode(), "R585"),
    ],
)  # fmt: skip
def test_what_is_no_such_workbook_is_a_finding_and_no_crash(content: bytes, code: str) -> None:
    ((_, read),) = read_ledgers_apart([Upload("台账.xlsx", content)])
    assert (read.rows, [found.code for found in read.findings if found.severity == "错误"]) == ((), [code])


def test_a_workbook_of_hostile_cells_is_read_apart_and_each_bad_row_told() -> None:
    book, _ = book_with()
    hostile = {"number": "1" * 300, "version": "٣", "progress": "\U0001f4a9" * 5000, "done_on": "9999-99-99"}
    content = filled(filled(exported(book), HANDED_IN), hostile, FIRST + 1)
    ((file, read),) = read_ledgers_apart([Upload("台账.xlsx", content)])
    (taking,) = RectificationBook(book.store, scheme()).preview([(file, read)], TOWN, "王某", AT)
    assert ([row.number for row in taking.taken], codes(taking)) == ([1], ["R571"])
