"""The ledger of problems: every move and its refusal, two who edit at once, lists sent anew, and what counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from data.diagnosis import Diagnosis
from data.fingerprint import fingerprint
from data.freezing import Freezer
from data.intake import PROBLEMS
from data.problem_book import ProblemBook
from data.problems import CLOSED, MOVES, OPEN, RECTIFYING, RELAPSED, RETURNED, STATE_WORDS, SUBMITTED, Problem, Said
from data.store import Store, StoreError
from tests.data.office import EARLIER, LATRINES, ROUND, office, scheme, upload

AT = datetime(2026, 3, 18, 2, tzinfo=UTC)
DONE = date(2026, 3, 17)
TOILET = {
    "source": "市级督导", "found_on": date(2026, 3, 1), "town": "石桥镇", "village": "上坝村", "place": "村口",
    "indicator": "C1-02", "rigid": True, "description": "公厕无人管护", "due_on": date(2026, 3, 31),
}  # fmt: skip
SAID = {
    "start": Said(),
    "progress": Said("已落实管护人员"),
    "submit": Said("已清理", done_on=DONE),
    "close": Said("整改前后照片 2 张", "李主任"),
    "return": Said("照片看不清", "李主任"),
    "relapse": Said("3月18日回访又堆放"),
}
ROADS = {
    OPEN: [],
    RECTIFYING: ["start"],
    SUBMITTED: ["start", "submit"],
    CLOSED: ["start", "submit", "close"],
    RETURNED: ["start", "submit", "return"],
    RELAPSED: ["start", "submit", "close", "relapse"],
}


def walk(book: ProblemBook, number: int, actions: list[str], at: datetime = AT) -> Problem:
    for action in actions:
        book.move(number, one(book, number).version, action, SAID[action], "王某", at)
    return one(book, number)


def one(book: ProblemBook, number: int) -> Problem:
    return next(found for found in book.all() if found.id == number)


def book_with(state: str = OPEN, **other: Any) -> tuple[ProblemBook, Problem]:
    book = ProblemBook(office())
    number = book.enter(ROUND, {**TOILET, **other}, "张工", at=AT)
    return book, walk(book, number, ROADS[state])


def send(store: Store, *rows: dict[str, Any], round_name: str = ROUND) -> None:
    """The town's workbook with that list."""
    said = [{"number": str(at), "sheet": "问题清单", "cell": f"J{at + 3}", **row} for at, row in enumerate(rows, 1)]
    blank = dict.fromkeys(PROBLEMS.columns, "")
    table = PROBLEMS.frame([list({**blank, **row}.values()) for row in said])
    file, read = upload("石桥镇", LATRINES, problems=table, round_name=round_name)
    store.save_submission(round_name, read, file.content, "李某", AT)


def counted(store: Store, round_name: str = ROUND) -> list[str]:
    return sorted(Diagnosis.of(store, scheme(), round_name).problems["description"])


@pytest.mark.parametrize("state", STATE_WORDS)
@pytest.mark.parametrize("action", MOVES)
def test_each_move_leads_on_from_its_own_states_and_is_refused_from_every_other(state: str, action: str) -> None:
    book, found = book_with(state)
    if state in MOVES[action].starts:
        assert walk(book, found.id, [action]).state == MOVES[action].ends
        return
    before = book.steps()
    with pytest.raises(StoreError, match=f"现在是“{STATE_WORDS[state]}”"):
        walk(book, found.id, [action])
    assert (one(book, found.id), book.steps()) == (found, before)


@pytest.mark.parametrize(
    ("state", "action", "said", "refusal"),
    [
        (RECTIFYING, "submit", Said(" ", done_on=DONE), "情况或原因"),
        (RECTIFYING, "submit", Said("已清理"), "完成日期"),
        (RECTIFYING, "submit", Said("已清理", done_on=date(2026, 3, 19)), "还没有到"),
        (RECTIFYING, "submit", Said("已清理", done_on=date(2026, 2, 28)), "早于发现日期"),
        (SUBMITTED, "close", Said("照片"), "核验人姓名"),
        (SUBMITTED, "close", Said("", "李主任"), "销号要有佐证"),
        (SUBMITTED, "close", Said("照片", "王某"), "核验人应当是另一个人"),
        (SUBMITTED, "return", Said("", "李主任"), "情况或原因"),
        (SUBMITTED, "return", Said("看不清"), "核验人姓名"),
        (CLOSED, "relapse", Said(""), "情况或原因"),
    ],
)
def test_a_move_without_what_it_needs_is_refused(state: str, action: str, said: Said, refusal: str) -> None:
    book, found = book_with(state)
    with pytest.raises(StoreError, match=refusal):
        book.move(found.id, found.version, action, said, "王某", AT)
    assert one(book, found.id) == found


def test_every_step_is_kept_with_who_when_what_and_the_day_of_rectification() -> None:
    book, found = book_with(RELAPSED)
    steps = book.steps(found.id)
    assert [(step.action, step.to_state) for step in steps] == [
        ("enter", OPEN), ("start", RECTIFYING), ("submit", SUBMITTED), ("close", CLOSED), ("relapse", RELAPSED),
    ]  # fmt: skip
    assert [step.version for step in steps] == [1, 2, 3, 4, 5]
    assert (steps[2].note, steps[2].done_on, steps[2].by, steps[2].at) == ("已清理", DONE, "王某", AT)
    assert (steps[3].note, steps[3].reviewer) == ("整改前后照片 2 张", "李主任")


def test_two_who_work_on_one_problem_see_each_other_instead_of_overwriting() -> None:
    book, found = book_with(SUBMITTED)
    book.move(found.id, found.version, "return", SAID["return"], "李主任", AT)
    with pytest.raises(StoreError, match=r"刚刚由李主任改过（3月18日 10:00，退回重改；照片看不清）"):
        book.move(found.id, found.version, "close", SAID["close"], "赵主任", AT)
    with pytest.raises(StoreError, match="刚刚由李主任改过"):
        book.edit(found.id, found.version, {"leader": "陈某"}, "赵主任", "换人")
    assert one(book, found.id).state == RETURNED


def test_what_is_withdrawn_stays_with_its_reason_and_moves_no_more() -> None:
    book, found = book_with()
    with pytest.raises(StoreError, match="撤销的原因"):
        book.withdraw(found.id, found.version, " ", "李主任")
    book.withdraw(found.id, found.version, "误报", "李主任", AT)
    kept = one(book, found.id)
    assert (kept.withdrawn_by, kept.withdrawn_reason, kept.counts) == ("李主任", "误报", False)
    with pytest.raises(StoreError, match="已由李主任撤销（误报）"):
        walk(book, found.id, ["start"])
    assert book.enter(ROUND, TOILET, "张工") != found.id


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"town": ""}, "镇"),
        ({"description": "  "}, "问题描述"),
        ({"source": ""}, "来源"),
        ({"due_on": None}, "整改时限"),
        ({"due_on": date(2026, 2, 1)}, "早于发现日期"),
    ],
)
def test_a_problem_that_does_not_say_enough_is_refused(other: dict[str, Any], refusal: str) -> None:
    with pytest.raises(StoreError, match=refusal):
        book_with(**other)


def test_the_same_problem_is_not_entered_twice_whatever_its_spaces_and_marks() -> None:
    book, found = book_with()
    with pytest.raises(StoreError, match=f"第 {found.id} 号（未整改）"):
        book.enter(ROUND, {**TOILET, "description": " 公厕　无人管护。"}, "张工")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=cmd|'/c calc'!A0", "\0\ud800", "。！？", "问" * 5000])
def test_hostile_texts_are_kept_as_text(text: str, store: Store) -> None:
    store.open_round(ROUND, "gd2021", "1")
    book = ProblemBook(store)
    number = book.enter(ROUND, {**TOILET, "description": text}, text)
    assert one(book, number).description == text.replace("\0", "␀").replace("\ud800", "?")
    book.move(number, 1, "start", Said(text, text), "王某")
    assert one(book, number).version == 2


def test_a_list_sent_anew_doubles_nothing_and_tells_what_changed() -> None:
    store = office()
    book = ProblemBook(store)
    send(store, {**TOILET, "leader": "陈某"})
    assert len(book.take_over(ROUND, "张工", AT).new) == 1
    assert not book.pending(ROUND)
    book.edit(1, 1, {"responsible_unit": "石桥镇政府"}, "张工", "落实责任", AT)
    later = {**TOILET, "description": "公厕无人管护。", "leader": "周某", "due_on": date(2026, 4, 2)}
    send(store, later, {**TOILET, "village": "下坝村"})
    taken = book.take_over(ROUND, "张工", AT)
    assert (len(taken.new), len(taken.changed)) == (1, 1)
    first, second = book.all()
    assert (first.leader, first.due_on, first.responsible_unit) == ("周某", date(2026, 4, 2), "石桥镇政府")
    assert dict(book.steps(1)[-1].changes) == {
        "leader": ("陈某", "周某"), "due_on": (date(2026, 3, 31), date(2026, 4, 2)),
    }  # fmt: skip
    assert second.village == "下坝村"


def test_what_the_latest_list_no_longer_holds_stays_in_the_ledger() -> None:
    store = office()
    book = ProblemBook(store)
    send(store, TOILET)
    book.take_over(ROUND, "张工", AT)
    send(store, {**TOILET, "village": "下坝村"})
    book.take_over(ROUND, "张工", AT)
    assert [(found.village, found.state) for found in book.all()] == [("上坝村", OPEN), ("下坝村", OPEN)]


def test_a_problem_entered_by_hand_that_a_list_then_names_is_filled_in_not_doubled() -> None:
    store = office()
    book = ProblemBook(store)
    book.enter(ROUND, {**TOILET, "leader": ""}, "张工", at=AT)
    send(store, {**TOILET, "leader": "陈某", "source": "群众反映"})
    book.take_over(ROUND, "张工", AT)
    (found,) = book.all()
    assert (found.leader, found.source) == ("陈某", "市级督导")


def test_what_is_closed_or_withdrawn_no_longer_counts_and_what_relapses_counts_again() -> None:
    store = office()
    send(store, TOILET, {**TOILET, "description": "垃圾堆放"})
    book = ProblemBook(store)
    book.take_over(ROUND, "张工", AT)
    assert counted(store) == ["公厕无人管护", "垃圾堆放"]
    walk(book, 1, ["start", "submit", "close"])
    assert counted(store) == ["垃圾堆放"]
    book.withdraw(2, 1, "误报", "李主任", AT)
    assert counted(store) == []
    walk(book, 1, ["relapse"])
    assert counted(store) == ["公厕无人管护"]
    send(store)
    assert counted(store) == ["公厕无人管护"]


def test_a_problem_entered_on_the_page_counts_in_its_round_and_not_in_the_one_before() -> None:
    book, _ = book_with()
    assert (counted(book.store), counted(book.store, EARLIER)) == (["公厕无人管护"], [])


def test_what_the_office_edits_stands_wherever_the_rounds_problems_are_listed() -> None:
    store = office()
    send(store, TOILET, {**TOILET, "description": "垃圾堆放"})
    book = ProblemBook(store)
    book.take_over(ROUND, "张工", AT)
    book.edit(1, 1, {"due_on": date(2026, 4, 5), "responsible_unit": "县住建局"}, "张工", "延期", AT)

    def listed(name: str) -> dict[str, tuple[date, str, str]]:
        rows = Diagnosis.of(store, scheme(), name).problems.to_dict("records")
        return {row["description"]: (row["due_on"].date(), row["responsible_unit"], row["cell"]) for row in rows}

    assert listed(ROUND) == {
        "公厕无人管护": (date(2026, 4, 5), "县住建局", "J4"), "垃圾堆放": (date(2026, 3, 31), "", "J5"),
    }  # fmt: skip
    kept = Freezer(store).freeze(lambda: Diagnosis.of(store, scheme(), ROUND), "张工")
    book.edit(1, 2, {"due_on": date(2026, 4, 9)}, "张工", "再延期", kept.at + timedelta(days=1))
    assert listed(ROUND)["公厕无人管护"][0] == date(2026, 4, 5), "a frozen round keeps what it was frozen with"


def test_the_rigid_items_and_the_order_of_towns_see_the_ledger() -> None:
    book, found = book_with()

    def hanging() -> tuple[int, float]:
        diagnosis = Diagnosis.of(book.store, scheme(), ROUND)
        board = diagnosis.town_board.set_index(["unit", "indicator"])["open_problems"]
        return int(board["石桥镇", "C1-02"]), float(diagnosis.ranking.set_index("unit")["open_problems"]["石桥镇"])

    assert hanging() == (1, 1)
    walk(book, found.id, ["start", "submit", "close"])
    assert hanging() == (0, 0)


def test_after_a_freeze_problems_move_on_and_the_frozen_round_keeps_its_own_list() -> None:
    store = office()
    send(store, TOILET)
    book = ProblemBook(store)
    book.take_over(ROUND, "张工", AT)
    entered = book.enter(ROUND, {**TOILET, "description": "垃圾堆放"}, "张工", at=AT)
    kept = Freezer(store).freeze(lambda: Diagnosis.of(store, scheme(), ROUND), "张工")
    later = kept.at + timedelta(days=1)
    walk(book, 1, ["start", "submit", "close"], later)
    book.edit(entered, 1, {"due_on": date(2026, 4, 9)}, "张工", "延期", later)
    book.withdraw(entered, 2, "误报", "张工", later)
    book.enter(ROUND, {**TOILET, "description": "污水横流"}, "张工", at=later)
    assert fingerprint(Diagnosis.of(store, scheme(), ROUND)) == kept.fingerprint
    Freezer(store).reopen(ROUND, "李主任", "更正", later)
    assert counted(store) == ["污水横流"]


def test_what_is_closed_in_a_later_round_does_not_make_an_earlier_one_look_better() -> None:
    store = office()
    send(store, TOILET, round_name=EARLIER)
    book = ProblemBook(store)
    book.take_over(EARLIER, "张工", AT)
    walk(book, 1, ["start", "submit", "close"], AT)
    assert counted(store, EARLIER) == []
    store.set_round_dates(ROUND, opened_on=date(2026, 3, 18))
    assert counted(store, EARLIER) == ["公厕无人管护"]


@pytest.mark.parametrize("taken_over", [False, True])
def test_a_problem_that_stands_on_a_list_twice_hangs_once_as_the_later_row_says_it(taken_over: bool) -> None:
    book = ProblemBook(office())
    send(book.store, {**TOILET, "severity": "一般"}, {**TOILET, "severity": "突出"})
    if taken_over:
        book.take_over(ROUND, "张工", AT)
    found = Diagnosis.of(book.store, scheme(), ROUND)
    assert found.problems["severity"].tolist() == ["突出"]
    board = found.town_board.set_index(["unit", "indicator"])
    assert board.loc[("石桥镇", "C1-02"), "open_problems"] == 1
