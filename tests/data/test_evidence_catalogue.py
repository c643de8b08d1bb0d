"""佐证材料目录 goes out as a workbook and, put into a town's own workbook, comes back the same."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
from openpyxl import load_workbook

from data.evidence_catalogue import catalogue_workbook, sheet_names
from data.evidence_checks import Answer, Document, EvidenceChecks
from data.reading import read_workbook
from data.templates import town_workbook
from data.templates.forms import EVIDENCE_COLUMNS, EVIDENCE_SHEET
from tests.data.office import ROSTER, ROUND, office, scheme
from tests.data.test_evidence_ledger import ALL_GOOD, REQUIRED, Said, diagnosed, documents, reported

SAID: list[Said] = [ALL_GOOD[0], (REQUIRED[1], False, None), ("=1+1 汇编", True, False)]


def exported(found: pd.DataFrame) -> bytes:
    return catalogue_workbook(scheme(), found, ROUND)


def put_into_own_workbook(catalogue: bytes, town: str) -> bytes:
    """The town's template with the rows of its sheet of the catalogue in its 佐证目录."""
    book = load_workbook(BytesIO(town_workbook(scheme(), town, ROUND)))
    sheet, rows = book[EVIDENCE_SHEET], load_workbook(BytesIO(catalogue))[town].iter_rows(min_row=4, values_only=True)
    sheet.delete_rows(4, sheet.max_row)
    for number, row in enumerate(rows, 4):
        for column, content in enumerate(row[: len(EVIDENCE_COLUMNS)], 1):
            cell = sheet.cell(number, column, content)
            if isinstance(content, str):
                cell.data_type = "s"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_sheet_a_unit_has_the_headings_of_the_list_in_the_town_s_workbook() -> None:
    store = reported(reported(office(), "石桥镇", SAID), "云岭镇", ALL_GOOD)
    book = load_workbook(BytesIO(exported(diagnosed(store).documents)))
    assert book.sheetnames[:2] == ["石桥镇", "云岭镇"]
    headings = [cell.value for cell in book["石桥镇"][3]]
    assert headings[: len(EVIDENCE_COLUMNS)] == [one.heading for one in EVIDENCE_COLUMNS]


def test_text_stays_text_and_is_never_a_formula() -> None:
    store = reported(office(), "石桥镇", SAID)
    sheet = load_workbook(BytesIO(exported(documents(store).reset_index())))["石桥镇"]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1 汇编"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_catalogue_read_back_in_the_town_s_workbook_says_the_same() -> None:
    store = reported(office(), "石桥镇", SAID)
    EvidenceChecks(store).check(ROUND, Document("石桥镇", "C1-02", REQUIRED[1]), Answer(True, True, "补齐"), "王某")
    before = documents(store)
    content = put_into_own_workbook(exported(diagnosed(store).documents), "石桥镇")
    intake = read_workbook(content, "石桥镇.xlsx", scheme(), ROSTER, ROUND)
    again = office()
    again.save_submission(ROUND, intake, content, "李某")
    same = ["state", "complete", "matches_field", "kind", "issued_by"]
    pd.testing.assert_frame_equal(documents(again)[same], before[same])
    assert documents(again)["checked_by"][REQUIRED[1]] == "王某"


def test_names_that_a_sheet_may_not_have_are_made_fit_and_stay_apart() -> None:
    names = sheet_names(["石桥/镇", "石桥镇", "[]", "很" * 40])
    assert names == ["石桥镇", "石桥镇2", "单位3", "很" * 28]


def test_a_catalogue_of_nothing_is_still_a_workbook_with_its_mark() -> None:
    assert len(load_workbook(BytesIO(exported(diagnosed(office()).documents.head(0)))).worksheets) == 2
