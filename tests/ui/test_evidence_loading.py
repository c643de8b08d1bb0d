"""核对结果 loaded from the list that went out: shown first, entered by name, and seen in the ledger."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook

from data.diagnosis import Diagnosis
from data.evidence_catalogue import COLUMNS, catalogue_workbook
from data.evidence_checks import EvidenceChecks
from data.templates import town_workbook
from tests.ui import county
from tests.ui.acting import choose, click, give, said, stored
from tests.ui.conftest import Open, usual, written
from tests.ui.test_evidence import CODE, DOCUMENT, PAGE, ROUND, UNIT, frozen
from ui.loop.evidence_list import VIEW
from ui.loop.evidence_loading import TITLE


def filled(**typed: str) -> bytes:
    """The list of the store behind the page, with those cells of one document typed over."""
    rules = county.scheme("gd2021")
    with stored() as store:
        documents = Diagnosis.of(store, rules, ROUND).documents
    book = load_workbook(BytesIO(catalogue_workbook(rules, documents, ROUND)))
    keys = [one.key for one in COLUMNS]
    row = next(row for row in book[UNIT].iter_rows(min_row=4) if (row[0].value, row[2].value) == (CODE, DOCUMENT))
    for key, text in typed.items():
        row[keys.index(key)].value = text
    written_to = BytesIO()
    book.save(written_to)
    return written_to.getvalue()


def test_a_filled_list_is_shown_first_and_entered_by_name(open_page: Open) -> None:
    at = choose(VIEW, open_page(usual, PAGE), TITLE)
    give(at, "目录.xlsx", filled(complete="否", note=county.HOSTILE))
    text = written(at)
    assert f">{DOCUMENT}</td>" in text and "不齐" in text and county.HOSTILE not in text
    assert "请填写核对人姓名" in said(click(at, "登记核对（1 件）"))
    at.text_input(key="evidence.load.by").set_value("王某")
    assert "已登记 1 件核对" in said(click(at, "登记核对（1 件）"))
    with stored() as store:
        (row,) = EvidenceChecks(store).of_round(ROUND).to_dict("records")
    assert (row["unit"], row["document"], bool(row["complete"]), row["by"]) == (UNIT, DOCUMENT, False, "王某")


def test_a_list_without_an_answer_and_another_workbook_change_nothing(open_page: Open) -> None:
    at = choose(VIEW, open_page(usual, PAGE), TITLE)
    assert "与现在的核对没有不同" in written(give(at, "目录.xlsx", filled()))
    assert "没有要登记的核对" in written(at)
    assert "不是从本系统导出的佐证材料目录" in written(
        give(at, "其他.xlsx", town_workbook(county.scheme("gd2021"), UNIT, ROUND))
    )


def test_a_frozen_round_takes_no_list(open_page: Open) -> None:
    assert "已封存，不再核对" in written(choose(VIEW, open_page(frozen, PAGE), TITLE))


def test_a_document_that_nobody_has_named_is_shown_as_new_and_stands_in_the_ledger(open_page: Open) -> None:
    at = choose(VIEW, open_page(usual, PAGE), TITLE)
    book = load_workbook(BytesIO(filled()))
    row = next(row for row in book[UNIT].iter_rows(min_row=4) if row[0].value is None)
    row[0].value, row[2].value = CODE, county.HOSTILE
    content = BytesIO()
    book.save(content)
    give(at, "目录.xlsx", content.getvalue())
    assert "（新列）" in written(at) and county.HOSTILE not in written(at)
    at.text_input(key="evidence.load.by").set_value("王某")
    assert "已登记 1 件" in said(click(at, "登记核对（1 件）"))
    with stored() as store:
        found = Diagnosis.of(store, county.scheme("gd2021"), ROUND).documents
    assert county.HOSTILE in set(found.loc[found["unit"] == UNIT, "document"])
