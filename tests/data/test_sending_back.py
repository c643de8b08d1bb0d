"""Workbooks on their way back: those of a drop, and those that have been accepted."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook

from data.findings import Finding, finding
from data.receipts import Receipt, Upload
from data.receiving import accept, receive
from data.sending_back import accepted_sent_back, is_faulty, sent_back
from data.standing import Standing
from data.store import Store
from data.templates import Filled, town_workbook
from tests.data.office import ROSTER, ROUND, office, scheme


def workbook(faulty: object) -> Upload:
    values = {("C1-02", "sanitary"): 960, ("C1-02", "households"): 1000, ("C1-02", "faulty"): faulty}
    content = town_workbook(scheme(), "石桥镇", ROUND, filled=Filled(values=values))  # type: ignore[arg-type]
    return Upload("石桥镇.xlsx", content)


def came(store: Store, upload: Upload) -> Receipt:
    return receive(Standing.of(store, scheme(), ROUND), [upload])[0]


def errors(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.code, one.cell) for one in findings if one.severity == "错误"]


def test_a_notice_is_no_reason_to_send_a_workbook_back() -> None:
    assert not is_faulty([finding("R202", typed="表1", wanted="填报表")])
    assert is_faulty([finding("R119")])


def test_the_workbook_of_a_receipt_comes_back_with_its_faults_in_front() -> None:
    one = came(office(), workbook("若干座"))
    found = sent_back(one, scheme(), ROSTER)
    assert found.file_name == "石桥镇（退回更正）.xlsx"
    assert load_workbook(BytesIO(found.content)).worksheets[0].title == "需更正清单"
    assert errors(found.findings) == errors(one.intake.findings) != []


def test_an_accepted_workbook_comes_back_with_what_was_found_when_it_was_accepted() -> None:
    store = office()
    one = came(store, workbook("若干座"))
    (saved,) = accept(store, [one], "李某")
    found = accepted_sent_back(store, Standing.of(store, scheme(), ROUND), saved.id)
    assert found is not None
    assert errors(found.findings) == errors(one.intake.findings)
    assert load_workbook(BytesIO(found.content)).worksheets[0].title == "需更正清单"


def test_an_accepted_workbook_without_faults_does_not_come_back() -> None:
    store, upload = office(), workbook(4)
    clean = replace(came(store, upload).intake, findings=())
    saved = store.save_submission(ROUND, clean, upload.content, "李某")
    assert accepted_sent_back(store, Standing.of(store, scheme(), ROUND), saved.id) is None
