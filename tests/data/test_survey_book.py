"""The survey's batches in the store: taken in, said when known, withdrawn, with no person's number in them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from data.diagnosis import Diagnosis
from data.freezing import Freezer
from data.store import Store, StoreError
from data.survey.book import STORED_ANSWERS, SurveyBook
from data.survey.copies import kept
from data.tables import metadata
from tests.data.office import LATRINES, accepted, office, scheme
from tests.data.office import ROUND as OFFICE_ROUND
from tests.data.sheets import small_scheme
from tests.data.surveys import IDENTITY, ROUND, read, respondent, respondents, written

MOBILE = "13800138000"


@pytest.fixture
def book(store: Store) -> SurveyBook:
    store.open_round(ROUND, "small", "1")
    return SurveyBook(store)


def put(book: SurveyBook, content: bytes, name: str = "调查.xlsx") -> int:
    """Read the file and keep it, as the page does."""
    return book.save(ROUND, *kept(read(content, name), content, small_scheme()), "李某")


def everything(store: Store) -> str:
    """All that is in the store, as text; the sheets of workbooks too."""
    said = []
    with store.engine.begin() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)).all():
                said += [_text(cell) for cell in row]
    return "\n".join(said)


def _text(cell: Any) -> str:
    if not isinstance(cell, bytes) or not cell.startswith(b"PK"):
        return str(cell)
    sheets = load_workbook(BytesIO(cell)).worksheets
    return " ".join(
        f"{one.value} {one.comment and one.comment.text}" for sheet in sheets for row in sheet for one in row
    )


def test_a_batch_keeps_its_file_its_answers_and_its_findings(book: SurveyBook) -> None:
    content = written([*respondents(12), respondent(satisfied="挺好")])
    number = put(book, content)
    (batch,) = book.batches(ROUND)
    assert (batch.id, batch.file, batch.respondents, batch.by, batch.counts) == (number, "调查.xlsx", 13, "李某", True)
    assert [one.code for one in batch.findings] == ["R619"]
    assert book.store.original(batch.sha256) == content
    answers = book.answers(ROUND)
    STORED_ANSWERS.check(answers, "answers")
    assert answers["cell"].tolist() == [f"A{row}" for row in range(4, 17)]
    assert set(answers["batch"]) == {number}
    event = book.store.events().iloc[0]
    assert (event["action"], event["by"], event["details"]["respondents"]) == ("save_survey", "李某", 13)


def test_a_withdrawn_batch_no_longer_counts_and_stays(book: SurveyBook) -> None:
    first = put(book, written(respondents(12)))
    second = put(book, written(respondents(5)), "另一份.xlsx")
    book.withdraw(first, " 问错了村 ", "王某")
    assert set(book.answers(ROUND)["batch"]) == {second}
    gone = book.batches(ROUND)[0]
    assert (gone.counts, gone.withdrawn_by, gone.withdrawn_reason, gone.respondents) == (False, "王某", "问错了村", 12)
    with pytest.raises(StoreError, match="已经由王某撤回"):
        book.withdraw(first, "再撤一次", "王某")
    assert put(book, written(respondents(12))) > second


def test_the_same_file_and_the_same_rows_saved_again_are_said_to_be_known(book: SurveyBook) -> None:
    put(book, written(respondents(12)))
    with pytest.raises(StoreError, match="是同一份文件"):
        put(book, written(respondents(12)), "又一份.xlsx")

    def renamed(copy: Workbook) -> None:
        copy["调查表"]["A1"] = "另存的一份"

    again = written(list(reversed(respondents(12))), renamed)
    with pytest.raises(StoreError, match="逐行内容完全相同"):
        put(book, again)
    assert book.known(read(again)) is not None
    assert book.known(read(written(respondents(11)))) is None
    assert len(book.batches(ROUND)) == 1


@pytest.mark.parametrize(("reason", "by", "said"), [("", "李某", "原因"), ("问错了", " ", "经办人")])
def test_a_withdrawal_needs_a_reason_and_a_name(book: SurveyBook, reason: str, by: str, said: str) -> None:
    number = put(book, written(respondents(3)))
    with pytest.raises(StoreError, match=said):
        book.withdraw(number, reason, by)
    assert book.batches(ROUND)[0].counts


def test_what_holds_no_answer_or_has_no_name_is_refused(book: SurveyBook) -> None:
    nothing = written([])
    with pytest.raises(StoreError, match="没有可以计入的回答"):
        book.save(ROUND, read(nothing), nothing, "李某")
    content = written(respondents(3))
    with pytest.raises(StoreError, match="经办人"):
        book.save(ROUND, read(content), content, "  ")
    with pytest.raises(ValueError, match="SHA-256"):
        book.save(ROUND, read(content), nothing, "李某")
    with pytest.raises(StoreError, match="没有第 7 批"):
        book.withdraw(7, "没有的", "李某")


def test_nothing_of_a_file_with_personal_data_is_kept(book: SurveyBook) -> None:
    content = written([respondent(village=IDENTITY)])
    before = book.store.revision()
    with pytest.raises(StoreError, match="个人信息"):
        put(book, content)
    with pytest.raises(StoreError, match="个人信息"):
        book.save(ROUND, read(content), content, "李某")
    assert book.store.revision() == before
    assert not book.batches(ROUND)
    assert IDENTITY not in everything(book.store)


def test_of_a_file_with_more_than_the_form_asks_only_the_forms_columns_are_kept(book: SurveyBook) -> None:
    def more(copy: Workbook) -> None:
        copy["调查表"]["J3"], copy["调查表"]["J4"] = "调查员", "张三丰"
        copy.create_sheet("底稿").append(["王五家在村口"])

    rows = [respondent(opinion=f"请打 {MOBILE}"), *respondents(11)]
    content = written(rows, more)
    with pytest.raises(ValueError, match="more than the form"):
        book.save(ROUND, read(content), content, "李某")
    put(book, content)
    (batch,) = book.batches(ROUND)
    assert batch.file == "调查（重写）.xlsx"
    held = everything(book.store)
    assert not any(word in held for word in (MOBILE, "张三丰", "王五"))
    answers = book.answers(ROUND)
    assert answers["opinion"][0] == "请打 ＊＊＊"
    sheet = load_workbook(BytesIO(book.store.original(batch.sha256)))["调查表"]
    assert [sheet[cell].value for cell in answers["cell"]] == ["石桥镇"] * 12
    with pytest.raises(StoreError, match="是同一份文件"):
        put(book, content)


def test_a_frozen_round_takes_no_batch_and_gives_none_back() -> None:
    store = office()
    accepted(store, "石桥镇", LATRINES)
    book, content = SurveyBook(store), written(respondents(3))
    number = book.save(OFFICE_ROUND, read(content), content, "李某")
    Freezer(store).freeze(lambda: Diagnosis.of(store, scheme(), OFFICE_ROUND), "李主任")
    other = written(respondents(4))
    with pytest.raises(StoreError, match="已经封存"):
        book.save(OFFICE_ROUND, read(other), other, "李某")
    with pytest.raises(StoreError, match="已经封存"):
        book.withdraw(number, "问错了", "李某")
