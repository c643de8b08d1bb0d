"""The office's checks of documents: entered with a name, superseded, logged, refused when frozen or overtaken."""

from __future__ import annotations

import pandas as pd
import pytest

from data.diagnosis import Diagnosis
from data.evidence_checks import Answer, Document, EvidenceChecks
from data.freezing import Freezer
from data.store import Store, StoreError
from tests.data.office import IN_TIME, LATE, LATRINES, ROUND, accepted, office, scheme

LEDGER = Document("石桥镇", "C1-02", "户厕摸排台账")
GOOD = Answer(True, True, "逐户核对")


@pytest.fixture
def book(store: Store) -> EvidenceChecks:
    store.open_round(ROUND, "gd2021", "1")
    return EvidenceChecks(store)


def test_a_check_keeps_what_was_found_by_whom_and_when(book: EvidenceChecks) -> None:
    number = book.check(ROUND, LEDGER, Answer(True, False, " 少记 3 座 "), " 李某 ", at=IN_TIME)
    (found,) = book.of_round(ROUND).to_dict("records")
    assert (found["check"], found["unit"], found["indicator"], found["document"]) == (
        number, "石桥镇", "C1-02", "户厕摸排台账",
    )  # fmt: skip
    assert (found["complete"], found["matches_field"], found["note"], found["by"]) == (True, False, "少记 3 座", "李某")
    assert found["at"] == IN_TIME


def test_the_latest_check_counts_and_the_earlier_one_is_kept(book: EvidenceChecks) -> None:
    first = book.check(ROUND, LEDGER, Answer(False, None, "缺公章"), "李某", at=IN_TIME)
    second = book.check(ROUND, LEDGER, GOOD, "王某", first, LATE)
    assert book.of_round(ROUND)["check"].tolist() == [second]
    history = book.history(ROUND, LEDGER)
    assert history["check"].tolist() == [first, second]
    assert history["superseded_by"].tolist() == [second, pd.NA]


def test_the_log_says_what_was_found_before_and_after(book: EvidenceChecks) -> None:
    first = book.check(ROUND, LEDGER, Answer(False, None, "缺公章"), "李某")
    book.check(ROUND, LEDGER, GOOD, "王某", first)
    event = book.store.events().iloc[0]
    assert (event["action"], event["by"], event["subject"]) == ("check_evidence", "王某", "石桥镇")
    assert event["details"]["before"] == {"complete": False, "matches_field": None, "note": "缺公章", "by": "李某"}
    assert event["details"]["after"] == {"complete": True, "matches_field": True, "note": "逐户核对"}


def test_another_spelling_of_the_same_document_is_the_same_document(book: EvidenceChecks) -> None:
    first = book.check(ROUND, LEDGER, GOOD, "李某")
    spelt = Document("石桥镇", "C1-02", "《户厕 摸排台账》（2025年）")
    book.check(ROUND, spelt, Answer(False, None), "王某", first)
    assert len(book.of_round(ROUND)) == 1


def test_the_same_document_of_another_town_or_item_is_another_one(book: EvidenceChecks) -> None:
    book.check(ROUND, LEDGER, GOOD, "李某")
    book.check(ROUND, Document("云岭镇", "C1-02", LEDGER.name), GOOD, "李某")
    book.check(ROUND, Document("石桥镇", "C1-03", LEDGER.name), GOOD, "李某")
    assert len(book.of_round(ROUND)) == 3


def test_two_who_check_at_once_see_each_other(book: EvidenceChecks) -> None:
    book.check(ROUND, LEDGER, GOOD, "李某")
    with pytest.raises(StoreError, match="刚刚由李某核对过"):
        book.check(ROUND, LEDGER, Answer(False, None), "王某")
    assert book.of_round(ROUND)["by"].tolist() == ["李某"]


@pytest.mark.parametrize(
    ("document", "answer", "by", "said"),
    [
        (LEDGER, GOOD, " ", "请填写核对人姓名"),
        (LEDGER, Answer(None, None, " "), "李某", "请选择核对结论"),
        (Document("石桥镇", "C1-02", " "), GOOD, "李某", "请选择要核对的材料"),
    ],
)
def test_a_check_without_name_answer_or_document_is_refused(
    book: EvidenceChecks, document: Document, answer: Answer, by: str, said: str
) -> None:
    with pytest.raises(StoreError, match=said):
        book.check(ROUND, document, answer, by)
    assert book.history(ROUND).empty
    assert book.store.events()["action"].tolist()[0] == "open_round"


def test_a_frozen_round_refuses_a_check_until_it_is_opened_again() -> None:
    store = office()
    accepted(store, "石桥镇", LATRINES)
    Freezer(store).freeze(lambda: Diagnosis.of(store, scheme(), ROUND), "李主任")
    checks = EvidenceChecks(store)
    with pytest.raises(StoreError, match="已经封存"):
        checks.check(ROUND, LEDGER, GOOD, "李某")
    Freezer(store).reopen(ROUND, "李主任", "补核佐证")
    checks.check(ROUND, LEDGER, GOOD, "李某")
    assert len(checks.of_round(ROUND)) == 1


def test_a_round_that_does_not_exist_is_refused(book: EvidenceChecks) -> None:
    with pytest.raises(StoreError, match="没有名为"):
        book.check("第九轮", LEDGER, GOOD, "李某")
