"""The list of innovation cases: entered, loaded, edited, taken back, carried on; a frozen round takes nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.innovation.account import InnovationAccount
from data.innovation.book import InnovationBook, InnovationCase, Taken
from data.innovation.reading import read_cases
from data.innovation.words import FIELDS, levels_of
from data.innovation.writing import cases_workbook
from data.loop_tables import metadata
from data.store import Store
from data.store_engine import StoreError
from data.tables import rounds
from tests.data.test_innovation_reading import LEVELS, POOL, ROSTER, SCHEME

NAME, NEXT = "第一轮", "第二轮"
AIM = {"name": "数字田长", "unit": "白沙镇", "level": "国家", "certainty": "aim"}


@pytest.fixture
def book(store_with_round: Store) -> InnovationBook:
    return InnovationBook(store_with_round)


def freeze(store: Store, name: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(rounds.update().where(rounds.c.name == name).values(status="frozen"))


def load(book: InnovationBook, *rows: Any, name: str = NAME) -> Taken:
    content = cases_workbook(SCHEME, name, rows)
    return book.take_over(name, read_cases(content, "案例.xlsx", LEVELS, ROSTER, name), content, "张工")


def counting(book: InnovationBook, name: str = NAME) -> list[InnovationCase]:
    return [one for one in book.of_round(name) if one.counts]


def test_an_entered_case_is_there_with_who_entered_it_and_raises_the_revision(book: InnovationBook) -> None:
    before = book.store.revision()
    number = book.enter(NAME, POOL, "张工")
    (found,) = book.of_round(NAME)
    assert (found.id, found.by, found.version, found.awarded_on) == (number, "张工", 1, date(2025, 11, 3))
    assert {name: getattr(found, name) for name in FIELDS} == dict(POOL)
    assert book.store.revision() == before + 1


@pytest.mark.parametrize(
    ("change", "by", "said"),
    [
        ({}, " ", "请填写经办人姓名"),
        ({"name": " "}, "张工", "请填写案例名称"),
        ({"unit": ""}, "张工", "请填写申报单位"),
        ({"level": ""}, "张工", "请填写级别"),
        ({"certainty": "sure"}, "张工", "认定情况请选已认定、待认定、争取"),
        ({"document": ""}, "张工", "请写明认定文件"),
    ],
)
def test_a_case_that_lacks_something_is_refused(book: InnovationBook, change: Any, by: str, said: str) -> None:
    with pytest.raises(StoreError, match=said):
        book.enter(NAME, {**POOL, **change}, by)
    assert book.of_round(NAME) == []


def test_the_same_unit_cannot_enter_the_same_case_at_one_level_twice(book: InnovationBook) -> None:
    book.enter(NAME, POOL, "张工")
    with pytest.raises(StoreError, match="同一单位同一级别的案例已有：第 1 号"):
        book.enter(NAME, {**POOL, "name": "积分制管人居环境典型案例"}, "李工")
    book.enter(NAME, {**POOL, "level": "国家"}, "李工")


def test_two_people_do_not_overwrite_each_other(book: InnovationBook) -> None:
    number = book.enter(NAME, AIM, "张工")
    book.edit(number, 1, {"certainty": "likely"}, "李工", "已公示")
    with pytest.raises(StoreError, match="刚刚由李工改过"):
        book.edit(number, 1, {"level": "省"}, "张工", "改级别")
    with pytest.raises(StoreError, match="没有改动"):
        book.edit(number, 2, {"certainty": "likely"}, "张工", "再存一次")
    with pytest.raises(StoreError, match="请写明修改的原因"):
        book.edit(number, 2, {"level": "省"}, "张工", "")
    (found,) = book.of_round(NAME)
    assert (found.certainty, found.level, found.version) == ("likely", "国家", 2)


def test_a_case_taken_back_stays_on_the_list_with_the_reason_and_no_longer_counts(book: InnovationBook) -> None:
    number = book.enter(NAME, POOL, "张工")
    book.withdraw(number, 1, "不是本年度的", "李工")
    (found,) = book.of_round(NAME)
    assert (found.counts, found.withdrawn_by, found.withdrawn_reason) == (False, "李工", "不是本年度的")
    with pytest.raises(StoreError, match="已由李工撤销"):
        book.edit(number, 2, {"level": "国家"}, "张工", "改")
    assert load(book, POOL) == Taken(withdrawn=1)


def test_a_list_sent_again_updates_what_differs_and_doubles_nothing(book: InnovationBook) -> None:
    assert load(book, POOL, AIM) == Taken(new=2)
    assert load(book, POOL, {**AIM, "certainty": "likely"}) == Taken(changed=1, same=1)
    first, second = counting(book)
    assert (first.file, first.cell, second.certainty, second.version) == ("案例.xlsx", "A4", "likely", 2)
    assert book.store.original(str(first.sha256)).startswith(b"PK")


def test_a_list_without_a_case_is_refused(book: InnovationBook) -> None:
    with pytest.raises(StoreError, match="没有可采用的内容"):
        load(book)


def test_the_next_round_takes_over_what_counts_and_leaves_the_round_before_as_it_was(book: InnovationBook) -> None:
    load(book, POOL, AIM)
    book.withdraw(2, 1, "不报了", "张工")
    book.store.open_round(NEXT, "gd2021", "1")
    freeze(book.store, NAME)
    assert book.carry_over(NEXT, "张工") == Taken(new=1)
    (carried,) = book.of_round(NEXT)
    book.edit(carried.id, 1, {"level": "国家"}, "张工", "升级")
    assert [one.level for one in counting(book)] == ["省"]
    assert counting(book, NEXT)[0].file == "案例.xlsx"
    with pytest.raises(StoreError, match="上一轮没有"):
        book.carry_over(NEXT, "张工")


@pytest.mark.parametrize("act", ["enter", "edit", "withdraw", "load", "carry"])
def test_a_frozen_round_takes_no_change(book: InnovationBook, act: str) -> None:
    number = book.enter(NAME, POOL, "张工")
    freeze(book.store, NAME)
    acts = {
        "enter": lambda: book.enter(NAME, AIM, "张工"),
        "edit": lambda: book.edit(number, 1, {"level": "国家"}, "张工", "升级"),
        "withdraw": lambda: book.withdraw(number, 1, "误报", "张工"),
        "load": lambda: load(book, AIM),
        "carry": lambda: book.carry_over(NAME, "张工"),
    }
    with pytest.raises(StoreError, match="已经封存"):
        acts[act]()
    assert [one.version for one in book.of_round(NAME)] == [1]


def test_every_change_is_in_the_log_with_before_and_after(book: InnovationBook) -> None:
    number = book.enter(NAME, AIM, "张工")
    book.edit(number, 1, {"certainty": "likely"}, "李工", "已公示")
    with book.store.engine.begin() as connection:
        rows = connection.execute(metadata.tables["events"].select()).mappings().all()
    edit = next(row for row in rows if row["action"] == "edit_case")
    assert edit["details"] == {"reason": "已公示", "before": {"certainty": "aim"}, "after": {"certainty": "likely"}}


def test_the_account_adds_up_what_counts_under_the_schemes_list(book: InnovationBook) -> None:
    load(book, POOL, {**POOL, "unit": "县委农办", "level": "国家", "certainty": "likely"}, AIM)
    account = InnovationAccount.made(SCHEME, counting(book), (3.0, 3.0))
    assert (account.certain, account.likely, account.aim, account.open) == (3, 2, 5, 0)
    table = account.cases[["name", "certainty", "points", "added", "instead"]].to_numpy().tolist()
    assert [row[1:] for row in table] == [["已认定", 3, 3, 0], ["待认定", 5, 2, 0], ["争取", 5, 5, 0]]
    assert account.summary() == (
        "改革创新：已认定 1 个案例，按清单计 3.00 分（封顶 10.00 分）；待认定再加 2.00 分，争取再加 5.00 分。"
    )
    assert list(account.of_unit("白沙镇")["name"]) == ["数字田长"]
    assert account.by_level().to_numpy().tolist()[0] == ["国家", 5.0, 0, 1, 1]
    assert levels_of(SCHEME) == ("国家", "省", "市", "县")


def test_a_case_that_two_units_report_is_one_case_in_every_count(book: InnovationBook) -> None:
    load(book, POOL, {**POOL, "unit": "县委农办"})
    account = InnovationAccount.made(SCHEME, counting(book), (3.0, 3.0))
    assert account.summary().startswith("改革创新：已认定 1 个案例，按清单计 3.00 分")
    assert account.many("已认定") == 1 == account.by_level()["已认定"].sum()
    assert len(account.repeated) == 1
