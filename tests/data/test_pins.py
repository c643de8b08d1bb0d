"""Numbers pinned at the meeting: kept once, kept in a frozen round too, settled by name, and never deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from data.diagnosis import Diagnosis
from data.freezing import Freezer
from data.pins import APPEAL, DISMISSED, LONGEST, OPEN, PROBLEM, Disputed, PinBook
from data.store import Store, StoreError
from tests.data.office import LATRINES, accepted, office, scheme
from tests.data.office import ROUND as FULL_ROUND

ROUND = "第一轮"
AT = datetime(2026, 3, 25, 1, tzinfo=UTC)
SAID = Disputed("a1", "3 各镇排名", "石桥镇，得分 92.30", "镇里说户厕已补报", town="石桥镇", fingerprint="1234")


@pytest.fixture
def book(store: Store) -> PinBook:
    store.open_round(ROUND, "gd2021", "1")
    return PinBook(store)


def test_a_pin_keeps_which_number_on_which_slide_was_disputed_and_waits(book: PinBook) -> None:
    number = book.pin(ROUND, SAID, "张工", AT)
    (kept,) = book.of_round(ROUND)
    assert (kept.number, kept.disputed, kept.by, kept.at, kept.outcome) == (number, SAID, "张工", AT, OPEN)
    assert book.store.events().iloc[0]["details"] == {
        "round": ROUND, "pin": number, "shown": SAID.shown, "note": SAID.note,
    }  # fmt: skip


def test_a_pin_handed_over_twice_is_kept_once_and_moves_no_revision(book: PinBook) -> None:
    first, revision = book.pin(ROUND, SAID), book.store.revision()
    assert book.pin(ROUND, replace(SAID, note="又送一次")) == first
    assert (len(book.of_round(ROUND)), book.store.revision()) == (1, revision)


@pytest.mark.parametrize("missing", ["mark", "shown"])
def test_a_pin_of_nothing_is_refused(book: PinBook, missing: str) -> None:
    with pytest.raises(StoreError, match="没有说明标记的是哪个数"):
        book.pin(ROUND, replace(SAID, **{missing: " "}))


def test_an_endless_text_is_kept_up_to_its_length(book: PinBook) -> None:
    book.pin(ROUND, replace(SAID, note="长" * 10_000))
    assert book.of_round(ROUND)[0].disputed.note == "长" * LONGEST


def test_a_pin_becomes_a_problem_an_appeal_or_nothing_for_a_reason(book: PinBook) -> None:
    numbers = [book.pin(ROUND, replace(SAID, mark=mark)) for mark in "abc"]
    book.settle(numbers[0], 1, PROBLEM, "张工", 17)
    book.settle(numbers[1], 1, APPEAL, "张工", 3)
    book.settle(numbers[2], 1, DISMISSED, "张工", reason=" 会上已说明 ", at=AT)
    settled = [(one.outcome, one.outcome_number, one.reason, one.settled_by) for one in book.of_round(ROUND)]
    assert settled == [(PROBLEM, 17, "", "张工"), (APPEAL, 3, "", "张工"), (DISMISSED, None, "会上已说明", "张工")]
    assert book.of_round(ROUND)[2].settled_at == AT


def test_two_who_settle_at_once_see_each_other(book: PinBook) -> None:
    number = book.pin(ROUND, SAID)
    book.settle(number, 1, PROBLEM, "张工", 17)
    with pytest.raises(StoreError, match="刚刚由张工办理（转为问题）"):
        book.settle(number, 1, DISMISSED, "李工", reason="不必")
    assert book.of_round(ROUND)[0].outcome == PROBLEM


def test_what_is_settled_anew_stands_in_the_log_with_what_it_was(book: PinBook) -> None:
    number = book.pin(ROUND, SAID)
    book.settle(number, 1, DISMISSED, "张工", reason="会上已说明")
    book.settle(number, 2, PROBLEM, "李工", 17)
    details = book.store.events().iloc[0]["details"]
    assert (details["before"], details["after"]["outcome"]) == (DISMISSED, PROBLEM)


@pytest.mark.parametrize(
    ("outcome", "by", "said"),
    [(DISMISSED, "张工", "原因"), (PROBLEM, "张工", "编号"), (APPEAL, "张工", "编号"), (PROBLEM, " ", "经办人")],
)
def test_settling_without_name_reason_or_number_is_refused(book: PinBook, outcome: str, by: str, said: str) -> None:
    number = book.pin(ROUND, SAID)
    with pytest.raises(StoreError, match=said):
        book.settle(number, 1, outcome, by)
    assert book.of_round(ROUND)[0].version == 1


def test_a_pin_or_round_that_there_is_not_is_refused(book: PinBook) -> None:
    with pytest.raises(StoreError, match="没有编号为 99"):
        book.settle(99, 1, DISMISSED, "张工", reason="无")
    with pytest.raises(StoreError, match="没有名为“第九轮”"):
        book.pin("第九轮", SAID)


def test_a_frozen_round_takes_pins_for_they_move_no_result() -> None:
    store = office()
    accepted(store, "石桥镇", LATRINES)
    Freezer(store).freeze(lambda: Diagnosis.of(store, scheme(), FULL_ROUND), "李主任")
    number = PinBook(store).pin(FULL_ROUND, SAID)
    PinBook(store).settle(number, 1, DISMISSED, "张工", reason="会上已说明")
    assert PinBook(store).of_round(FULL_ROUND)[0].outcome == DISMISSED
