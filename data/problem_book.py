"""The ledger of problems (问题销号台账): entered, moved on, closed by the office, never deleted.

Problems belong to the work, not to a round's results: they move on whether or not a round is frozen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from data.clock import day_of
from data.problem_lists import Pending, pending, take_over
from data.problems import EDIT, ENTER, FIELDS, MOVES, OPEN, STATE_WORDS, WITHDRAW, Move, Problem, Said, Step, matched_by
from data.store import Store
from data.store_engine import Change, StoreError, change
from data.store_problems import (
    add_problem,
    change_problem,
    has_attachment,
    read_problem,
    read_problems,
    read_steps,
    refuse_overtaken,
)
from data.store_rounds import round_id
from scoring.scheme import COUNTY, COUNTY_ITSELF

FIELD_WORDS = {
    "source": "来源", "found_on": "发现日期", "town": "镇", "village": "村", "place": "点位", "indicator": "关联指标",
    "rigid": "是否刚性", "category": "问题类别", "description": "问题描述", "severity": "严重程度",
    "responsible_unit": "责任单位", "responsible_person": "责任人", "leader": "责任领导", "due_on": "整改时限",
}  # fmt: skip
_BLANK: Mapping[str, Any] = {"found_on": None, "rigid": None, "due_on": None}


class KnownProblemError(StoreError):
    """The ledger has the same problem already, under ``number``."""

    def __init__(self, known: Problem) -> None:
        super().__init__(f"台账里已有同一问题：第 {known.id} 号（{STATE_WORDS[known.state]}）。")
        self.number = known.id


class ProblemBook:
    """The ledger of a store. Each method raises StoreError for what it refuses."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def all(self) -> list[Problem]:
        """Every problem, the withdrawn ones too, in the order in which they came."""
        with self.store.engine.begin() as connection:
            return read_problems(connection)

    def steps(self, number: int | None = None) -> list[Step]:
        """Every step, or those of one problem."""
        with self.store.engine.begin() as connection:
            return read_steps(connection, number)

    def enter(
        self, round_name: str, given: Mapping[str, Any], by: str, origin: str = "page", at: datetime | None = None
    ) -> int:
        """Enter a problem; its number. ``given`` are FIELDS; town, description, source and a day are needed."""
        fields = {name: _BLANK.get(name, "") for name in FIELDS} | _stripped(given)
        _named(by, "登记人")
        refuse_incomplete(fields)
        with change(self.store.engine, "enter_problem", by.strip(), at) as one:
            _refuse_known(one.connection, fields)
            row = {"origin": origin, "matched_by": matched_by(fields), "number": "", "sheet": "", "cell": ""}
            key = round_id(one.connection, round_name)
            return add_problem(one, {**fields, **row, "round_id": key}, ENTER, OPEN)

    def pending(self, round_name: str) -> Pending:
        """What the round's lists say that the ledger does not know yet."""
        with self.store.engine.begin() as connection:
            return pending(connection, round_name, read_problems(connection))

    def take_over(self, round_name: str, by: str, at: datetime | None = None) -> Pending:
        """Take the round's lists over into the ledger; what was new and what had changed."""
        _named(by, "经办人")
        with change(self.store.engine, "take_over_problems", by.strip(), at) as one:
            return take_over(one, round_name)

    def move(self, number: int, version: int, action: str, said: Said, by: str, at: datetime | None = None) -> None:
        """Move a problem on. ``version`` is that of the problem as it was read."""
        _named(by, "经办人")
        with change(self.store.engine, f"{action}_problem", by.strip(), at) as one:
            make_move(one, number, version, action, said)

    def edit(
        self, number: int, version: int, given: Mapping[str, Any], by: str, reason: str, at: datetime | None = None
    ) -> None:
        """Edit fields of a problem with a reason; what was there before is kept. Nothing happens without a change."""
        _named(by, "经办人")
        if not reason.strip():
            raise StoreError("请写明修改的原因。")
        with change(self.store.engine, "edit_problem", by.strip(), at) as one:
            found = _current(one, number, version)
            after = _stripped(given)
            changes = {name: (getattr(found, name), told) for name, told in after.items()}
            changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
            if not changes:
                raise StoreError("没有改动。")
            fields = {name: after.get(name, getattr(found, name)) for name in FIELDS}
            refuse_incomplete(fields, changes)  # a list may lack what this edit is not about
            change_problem(one, found, EDIT, found.state, Said(reason.strip()), changes)

    def withdraw(self, number: int, version: int, reason: str, by: str, at: datetime | None = None) -> None:
        """Take a problem back that is none (误报, 重复), with a reason; it stays in the ledger and no longer counts."""
        _named(by, "经办人")
        if not reason.strip():
            raise StoreError("请写明撤销的原因。")
        with change(self.store.engine, "withdraw_problem", by.strip(), at) as one:
            found = _current(one, number, version)
            marks = {"withdrawn_at": one.at, "withdrawn_by": one.by, "withdrawn_reason": reason.strip()}
            change_problem(one, found, WITHDRAW, found.state, Said(reason.strip()), {}, **marks)


def make_move(one: Change, number: int, version: int, action: str, said: Said) -> None:
    """Move a problem on inside a change. StoreError when it has been changed since, or the move is not allowed."""
    said = replace(said, note=said.note.strip(), reviewer=said.reviewer.strip())
    found = _current(one, number, version)
    move = _allowed(found, action)
    _refuse_unsaid(one, found, move, said)
    change_problem(one, found, action, move.ends, said, {})


def _named(by: str, who: str) -> None:
    if not by.strip():
        raise StoreError(f"请填写{who}姓名。")


def _stripped(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: told.strip() if isinstance(told, str) else told for name, told in given.items()}


def refuse_incomplete(fields: Mapping[str, Any], told: Collection[str] = FIELDS) -> None:
    """StoreError when one of the fields that are ``told`` is needed and blank, or does not go with the others."""
    for name in ("town", "description", "source", "due_on"):
        if name in told and not fields[name]:
            raise StoreError(f"请填写{FIELD_WORDS[name]}。")
    _refuse_unowned(fields)
    days = fields["found_on"], fields["due_on"]
    if {"found_on", "due_on"} & set(told) and all(days) and days[1] < days[0]:
        raise StoreError("整改时限早于发现日期，请核对。")


def _refuse_unowned(fields: Mapping[str, Any]) -> None:
    """A problem of the county itself is of no village, and a department has to put it right."""
    if fields["town"] != COUNTY:
        return
    if not fields["responsible_unit"]:
        raise StoreError(f"{COUNTY_ITSELF}的问题请填写责任单位：由哪个部门整改。")
    if fields["village"]:
        raise StoreError(f"{COUNTY_ITSELF}的问题不填村；是某个村的问题，请选这个村所在的镇。")


def _refuse_known(connection: Connection, fields: Mapping[str, Any]) -> None:
    key = matched_by(fields)
    known = [one for one in read_problems(connection) if one.matched_by == key and one.withdrawn_at is None]
    if known:
        raise KnownProblemError(known[0])


def _current(one: Change, number: int, version: int) -> Problem:
    found = read_problem(one.connection, number)
    refuse_overtaken(one.connection, found, version)
    if found.withdrawn_at is not None:
        raise StoreError(f"第 {number} 号问题已由{found.withdrawn_by}撤销（{found.withdrawn_reason}），不能再办。")
    return found


def _allowed(found: Problem, action: str) -> Move:
    move = MOVES[action]
    if found.state not in move.starts:
        starts = "、".join(STATE_WORDS[state] for state in move.starts)
        raise StoreError(f"第 {found.id} 号问题现在是“{STATE_WORDS[found.state]}”，只有{starts}的才能{move.word}。")
    return move


def _refuse_unsaid(one: Change, found: Problem, move: Move, said: Said) -> None:
    """StoreError when something is missing that the move needs."""
    proved = bool(said.note) or ("evidence" in move.needs and has_attachment(one.connection, found.id))
    wanted = {
        "note": (bool(said.note), "请写明情况或原因。"),
        "done_on": (said.done_on is not None, "请填写完成日期。"),
        "reviewer": (bool(said.reviewer), "请填写核验人姓名。"),
        "evidence": (proved, "销号要有佐证：请上传照片、文件，或写明佐证材料名称、文号。"),
    }
    for need in move.needs:
        given, refusal = wanted[need]
        if not given:
            raise StoreError(refusal)
    _refuse_wrong_day(found, said.done_on, day_of(one.at))
    _refuse_own_review(one, found, said)


def _refuse_wrong_day(found: Problem, done_on: date | None, today: date) -> None:
    if done_on and done_on > today:
        raise StoreError("完成日期还没有到，请核对。")
    if done_on and found.found_on and done_on < found.found_on:
        raise StoreError("完成日期早于发现日期，请核对。")


def _refuse_own_review(one: Change, found: Problem, said: Said) -> None:
    """Whoever submitted a problem for review does not review it."""
    if not said.reviewer:
        return
    submitted = [step for step in read_steps(one.connection, found.id) if step.action == "submit"]
    if submitted and submitted[-1].by == said.reviewer:
        raise StoreError(f"这个问题由{said.reviewer}提交，核验人应当是另一个人。")
