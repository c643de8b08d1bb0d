"""Editing a problem of the ledger: with a reason, what was there before is kept, and nothing needed is made blank."""

from __future__ import annotations

from datetime import date

import pytest

from data.problem_book import ProblemBook
from data.store import StoreError
from tests.data.office import ROUND, office
from tests.data.test_problem_book import AT, TOILET, book_with, one, send


def test_an_edit_keeps_what_was_there_before_and_why() -> None:
    book, found = book_with()
    book.edit(found.id, found.version, {"due_on": date(2026, 4, 5), "leader": ""}, "张工", "县领导同意延期")
    last = book.steps(found.id)[-1]
    assert dict(last.changes) == {"due_on": (date(2026, 3, 31), date(2026, 4, 5))}
    assert (last.note, one(book, found.id).due_on) == ("县领导同意延期", date(2026, 4, 5))
    with pytest.raises(StoreError, match="没有改动"):
        book.edit(found.id, found.version + 1, {"leader": ""}, "张工", "无")
    with pytest.raises(StoreError, match="原因"):
        book.edit(found.id, found.version + 1, {"leader": "陈某"}, "张工", "")


def test_what_a_list_left_blank_stands_in_the_way_of_no_edit_but_cannot_be_made_blank() -> None:
    book = ProblemBook(office())
    send(book.store, {**TOILET, "source": "", "due_on": None})
    book.take_over(ROUND, "张工", AT)
    book.edit(1, 1, {"responsible_unit": "县住建局", "due_on": None}, "张工", "明确责任")
    assert (one(book, 1).responsible_unit, one(book, 1).source, one(book, 1).due_on) == ("县住建局", "", None)
    with pytest.raises(StoreError, match="早于发现日期"):
        book.edit(1, 2, {"due_on": date(2026, 2, 1)}, "张工", "补时限")
    book.edit(1, 2, {"due_on": date(2026, 4, 1)}, "张工", "补时限")
    with pytest.raises(StoreError, match="请填写整改时限"):
        book.edit(1, 3, {"due_on": None}, "张工", "去掉")
