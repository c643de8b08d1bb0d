"""Appeals: entered with a reason, answered in writing, kept for good."""

from __future__ import annotations

import pytest

from data.appeals import ACCEPTED, DECLINED, PENDING, AppealBook
from data.diagnosis import Diagnosis
from data.freezing import Freezer
from data.store import Store, StoreError
from tests.data.office import IN_TIME, LATE, LATRINES, ROUND, accepted, office, scheme


def book_with_one() -> tuple[Store, AppealBook, int]:
    store = office()
    accepted(store, "石桥镇", LATRINES)
    book = AppealBook(store)
    claim = "4 座问题厕所已于 3 月 15 日整改到位"
    return store, book, book.file(ROUND, "石桥镇", "石桥镇", "C1-02", claim, "问题厕所按 0 座计", "王某", IN_TIME)


def test_an_appeal_waits_for_its_answer_and_keeps_who_said_what_when() -> None:
    _, book, number = book_with_one()
    (one,) = book.of_round(ROUND)
    assert (one.number, one.state, one.unit, one.indicator, one.by, one.at) == (
        number, PENDING, "石桥镇", "C1-02", "王某", IN_TIME,
    )  # fmt: skip
    book.answer(number, one.version, False, "现场复核仍有 4 座未整改", "李主任", at=LATE)
    (answered,) = book.of_round(ROUND)
    assert (answered.state, answered.answer, answered.answered_by, answered.answered_at) == (
        DECLINED, "现场复核仍有 4 座未整改", "李主任", LATE,
    )  # fmt: skip
    assert answered.claim == one.claim


def test_an_answer_may_be_changed_and_the_log_keeps_both() -> None:
    store, book, number = book_with_one()
    book.answer(number, 1, False, "证据不足", "李主任")
    book.answer(number, 2, True, "补交照片属实", "李主任")
    assert book.of_round(ROUND)[0].state == ACCEPTED
    told = [one for one in store.events()["details"] if one.get("appeal") == number and "answer" in one]
    assert [(one["before"], one["after"], one["answer"]) for one in told] == [
        (DECLINED, ACCEPTED, "补交照片属实"),
        (PENDING, DECLINED, "证据不足"),
    ]


def test_two_who_answer_at_once_see_each_other() -> None:
    _, book, number = book_with_one()
    book.answer(number, 1, True, "属实", "李主任")
    with pytest.raises(StoreError, match="刚刚由李主任改过"):
        book.answer(number, 1, False, "不属实", "赵副主任")
    assert book.of_round(ROUND)[0].answer == "属实"


@pytest.mark.parametrize(("missing", "said"), [("claim", "申诉理由"), ("by", "申诉人姓名"), ("indicator", "申诉指标")])
def test_an_appeal_without_reason_name_or_item_is_refused(missing: str, said: str) -> None:
    given = {"unit": "石桥镇", "town": "石桥镇", "indicator": "C1-02", "claim": "有误", "wanted": "", "by": "王某"}
    with pytest.raises(StoreError, match=said):
        AppealBook(office()).file(ROUND, **{**given, missing: " "})


def test_after_freezing_nothing_is_entered_or_answered_until_the_round_is_opened_again() -> None:
    store, book, number = book_with_one()
    freezer = Freezer(store)
    freezer.freeze(lambda: Diagnosis.of(store, scheme(), ROUND), "张工")
    with pytest.raises(StoreError, match="已经封存"):
        book.file(ROUND, "云岭镇", "云岭镇", "C1-02", "有误", "", "周某")
    with pytest.raises(StoreError, match="已经封存"):
        book.answer(number, 1, True, "属实", "李主任")
    freezer.reopen(ROUND, "李主任", "处理申诉")
    book.answer(number, 1, True, "属实", "李主任")
    assert book.of_round(ROUND)[0].state == ACCEPTED


def test_an_answer_needs_words_a_name_and_an_appeal_that_there_is() -> None:
    _, book, number = book_with_one()
    with pytest.raises(StoreError, match="答复意见"):
        book.answer(number, 1, True, " ", "李主任")
    with pytest.raises(StoreError, match="答复人姓名"):
        book.answer(number, 1, True, "属实", "")
    with pytest.raises(StoreError, match="没有编号为 99 的申诉"):
        book.answer(99, 1, True, "属实", "李主任")
