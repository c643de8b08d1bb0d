"""佐证材料目录 comes back with the office's answers: they become its checks, and nothing is overwritten unseen."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from data.diagnosis import Diagnosis
from data.evidence_answers import Proposed, proposed, read_answers, read_answers_apart
from data.evidence_catalogue import COLUMNS, catalogue_workbook
from data.evidence_checks import Answer, Document, EvidenceChecks
from data.store import Store
from data.store_engine import StoreError
from data.templates import town_workbook
from scoring import COUNTY
from tests.data.office import ROUND, TOWN_NAMES, office, scheme
from tests.data.test_evidence_ledger import ALL_GOOD, REQUIRED, Said, diagnosed, reported

TOWN, ITEM = "石桥镇", "C1-02"
SAID: list[Said] = [ALL_GOOD[0], (REQUIRED[1], False, None), ("=1+1 汇编", True, False)]
LETTERS = {one.key: chr(ord("A") + place) for place, one in enumerate(COLUMNS)}
FIRST = Document(TOWN, ITEM, REQUIRED[0])


@pytest.fixture
def store() -> Store:
    return reported(office(), TOWN, SAID)


def exported(found: Diagnosis) -> bytes:
    return catalogue_workbook(scheme(), found.documents, ROUND)


def filled(content: bytes, document: str, /, *, sheet: str = TOWN, **typed: Any) -> bytes:
    """The list with those cells of that document's row typed over."""
    book = load_workbook(BytesIO(content))
    rows = [row for row in book[sheet].iter_rows(min_row=4) if row[2].value == document and row[0].value == ITEM]
    for key, content_of in typed.items():
        book[sheet][f"{LETTERS[key]}{rows[0][0].row}"].value = content_of
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def brought(content: bytes, store: Store, by: str = "张工") -> Proposed:
    return proposed(
        read_answers(content, "目录.xlsx", scheme().code, ROUND), diagnosed(store).documents, by, scheme(), TOWN_NAMES
    )


def with_row(content: bytes, *, sheet: str = TOWN, **typed: Any) -> bytes:
    """The list with a row more, typed into the first of those that are left for it."""
    book = load_workbook(BytesIO(content))
    row = next(at for at in range(4, 400) if book[sheet][f"A{at}"].value is None)
    for key, content_of in typed.items():
        book[sheet][f"{LETTERS[key]}{row}"].value = content_of
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def codes(found: Proposed) -> list[str]:
    return [one.code for one in found.findings]


def test_a_list_that_nobody_has_filled_changes_nothing_and_says_so(store: Store) -> None:
    found = brought(exported(diagnosed(store)), store)
    assert (found.checks, codes(found)) == ([], ["R676"])


@pytest.mark.parametrize("note", ["还缺：公示照片", "缺页；还缺：第 3 页", "第一行\n第二行", "=1+1"])
def test_a_list_that_nobody_has_filled_takes_nothing_from_what_the_office_has_noted(store: Store, note: str) -> None:
    EvidenceChecks(store).check(ROUND, FIRST, Answer(None, True, note), "王工")
    found = brought(exported(diagnosed(store)), store)
    assert (found.checks, codes(found)) == ([], ["R676"])


def test_an_answer_becomes_the_offices_check_under_the_name_in_its_row(store: Store) -> None:
    content = filled(exported(diagnosed(store)), REQUIRED[1], complete="是", matches_field="是", checked_by="王某")
    found = brought(filled(content, REQUIRED[0], complete="否", note="缺公章"), store)
    assert [(one.document.name, one.answer, one.by) for one in found.checks] == [
        (REQUIRED[0], Answer(False, True, "缺公章"), "张工"), (REQUIRED[1], Answer(True, True), "王某"),
    ]  # fmt: skip
    before = store.revision()
    EvidenceChecks(store).check_all(ROUND, found.checks, "张工", "目录.xlsx")
    assert store.revision() == before + 1
    listed = diagnosed(store).documents.query("unit == @TOWN and indicator == @ITEM")
    states = listed.set_index("document")[["state", "check_by"]]
    assert tuple(states.loc[REQUIRED[0]]) == ("不齐", "张工") and tuple(states.loc[REQUIRED[1]]) == ("齐全", "王某")
    assert brought(exported(diagnosed(store)), store).checks == []


def test_a_name_alone_confirms_what_the_unit_has_said(store: Store) -> None:
    found = brought(filled(exported(diagnosed(store)), REQUIRED[0], checked_by="王某"), store)
    assert [(one.answer, one.by) for one in found.checks] == [(Answer(True, True), "王某")]


def test_a_document_checked_since_the_list_went_out_is_set_aside(store: Store) -> None:
    content = filled(exported(diagnosed(store)), REQUIRED[0], complete="否")
    EvidenceChecks(store).check(ROUND, FIRST, Answer(True, True), "赵某")
    found = brought(content, store)
    assert (found.checks, codes(found)) == ([], ["R675"])
    assert "赵某又核对过" in found.findings[0].message


def test_a_list_loaded_twice_at_once_is_entered_once(store: Store) -> None:
    found = brought(filled(exported(diagnosed(store)), REQUIRED[0], complete="否"), store)
    EvidenceChecks(store).check_all(ROUND, found.checks, "张工", "目录.xlsx")
    with pytest.raises(StoreError, match="刚刚由张工核对过"):
        EvidenceChecks(store).check_all(ROUND, found.checks, "李工", "目录.xlsx")
    assert len(EvidenceChecks(store).history(ROUND)) == 1


def test_what_a_unit_has_sent_anew_is_not_undone_by_rows_that_nobody_has_touched(store: Store) -> None:
    content = exported(diagnosed(store))
    reported(store, TOWN, [(REQUIRED[0], False, False), *SAID[1:]])
    assert brought(content, store).checks == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"complete": "大概"}, "R678"),
        ({"document": "没有的材料", "complete": "是"}, "R673"),
        ({"check": "改了"}, "R677"),
    ],
)
def test_a_row_that_cannot_be_understood_is_a_finding_at_its_cell(
    store: Store, typed: dict[str, Any], code: str
) -> None:
    found = brought(filled(exported(diagnosed(store)), REQUIRED[0], **typed), store)
    assert code in codes(found) and found.checks == []
    assert all(one.sheet == TOWN and one.cell for one in found.findings if one.code == code)


def test_a_document_that_stands_twice_with_two_answers_is_taken_neither_way(store: Store) -> None:
    content = filled(exported(diagnosed(store)), REQUIRED[1], document=REQUIRED[0], complete="否")
    found = brought(content, store)
    assert codes(found) == ["R674"] and found.checks == []


def test_other_workbooks_rounds_and_sheets_without_a_unit_are_refused_in_a_sentence(store: Store) -> None:
    content = exported(diagnosed(store))
    assert codes(brought(town_workbook(scheme(), TOWN, ROUND), store)) == ["R671"]
    assert codes(brought(b"\x00nonsense", store)) == ["R102"]
    read = read_answers(content, "目录.xlsx", scheme().code, "别的一轮")
    assert ([one.code for one in read.findings], read.rows) == (["R117"], [])
    assert [one.code for one in read_answers(content, "目录.xlsx", "other", ROUND).findings] == ["R111"]
    book = load_workbook(BytesIO(content))
    book[TOWN]["A2"].value = "轮次：第一轮"
    written = BytesIO()
    book.save(written)
    assert "R672" in codes(brought(written.getvalue(), store))


def test_what_is_read_apart_is_the_same(store: Store) -> None:
    content = filled(exported(diagnosed(store)), REQUIRED[0], complete="否")
    apart = read_answers_apart(content, "目录.xlsx", scheme().code, ROUND)
    assert apart == read_answers(content, "目录.xlsx", scheme().code, ROUND)


NEW = {
    "code": ITEM,
    "document": "粪污处理协议",
    "kind": "文件",
    "reference": "青农〔2026〕3号",
    "issued_by": "石桥镇政府",
}


def state(store: Store, name: str = "粪污处理协议", unit: str = TOWN) -> tuple[str, ...]:
    listed = diagnosed(store).documents.query("unit == @unit and document == @name")
    return tuple(f"{one['state']} {one['reference']} {one['check_by']}".strip() for one in listed.to_dict("records"))


def test_a_document_that_nobody_has_named_is_taken_in_with_what_is_said_of_it(store: Store) -> None:
    content = with_row(exported(diagnosed(store)), **NEW, complete="是", matches_field="是", checked_by="王某")
    found = brought(content, store)
    assert (codes(found), [(one.document.name, one.by) for one in found.checks]) == ([], [("粪污处理协议", "王某")])
    assert state(store) == ()
    EvidenceChecks(store).check_all(ROUND, found.checks, "张工", "目录.xlsx")
    assert state(store) == ("齐全 青农〔2026〕3号 王某",)
    assert diagnosed(store).documents.query("document == '粪污处理协议'")["file"].tolist() == ["目录.xlsx"]
    with pytest.raises(StoreError, match="刚刚已经列入"):
        EvidenceChecks(store).check_all(ROUND, found.checks, "李工", "目录.xlsx")


def test_a_document_of_which_nothing_is_said_proves_nothing_until_the_unit_names_it_too(store: Store) -> None:
    found = brought(with_row(exported(diagnosed(store)), **NEW), store)
    EvidenceChecks(store).check_all(ROUND, found.checks, "张工", "目录.xlsx")
    assert state(store) == ("未说明 青农〔2026〕3号",)
    reported(store, TOWN, [*SAID, ("粪污处理协议", True, True)])
    assert [one.split()[0] for one in state(store)] == ["齐全"]


def test_a_document_named_by_mistake_is_taken_off_with_a_reason_and_can_be_named_again(store: Store) -> None:
    book, content = EvidenceChecks(store), with_row(exported(diagnosed(store)), **NEW, complete="是")
    book.check_all(ROUND, brought(content, store).checks, "张工", "目录.xlsx")
    seen = int(book.of_round(ROUND)["check"].iloc[0])
    book.check(ROUND, Document(TOWN, ITEM, NEW["document"]), Answer(None, None, "写错了镇"), "王某", seen)
    assert state(store) == ()
    unsaid = brought(with_row(exported(diagnosed(store)), **NEW), store).checks
    with pytest.raises(StoreError, match="已经撤下"):
        book.check_all(ROUND, unsaid, "张工", "目录.xlsx")
    book.check_all(ROUND, brought(content, store).checks, "张工", "目录.xlsx")
    assert len(state(store)) == 1


@pytest.mark.parametrize(
    ("typed", "code"), [({"code": "Z9-99"}, "R511"), ({"code": ""}, "R511"), ({"document": ""}, "R512")]
)
def test_a_new_row_without_a_known_item_or_a_name_is_a_finding(store: Store, typed: dict[str, str], code: str) -> None:
    found = brought(with_row(exported(diagnosed(store)), **{**NEW, "kind": "文件", **typed}), store)
    assert (codes(found), found.checks) == ([code], [])


def test_a_new_row_of_a_unit_that_is_not_on_the_roster_is_a_finding_and_the_county_is_known(store: Store) -> None:
    content = exported(diagnosed(store))
    book = load_workbook(BytesIO(content))
    for unit, said in ((TOWN, "白云镇"), (COUNTY, "县本级")):
        book[unit]["A2"].value = f"轮次：{ROUND}　填报单位：{said}"
    written = BytesIO()
    book.save(written)
    found = brought(with_row(written.getvalue(), **NEW), store)
    assert "R679" in codes(found) and found.checks == []
    county = brought(with_row(written.getvalue(), sheet=COUNTY, **{**NEW, "code": "A1-02"}), store)
    assert [one.document.unit for one in county.checks] == [COUNTY]
