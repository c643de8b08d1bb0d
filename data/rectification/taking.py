"""What a 整改台账 that came back does in the ledger: each row becomes moves under the same rules as on the page.

A town or department brings a problem to 待核验 at most; only the office closes it, sends it back or registers a
relapse. A row is taken whole or not at all. The preview runs the very same steps and takes them back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from data.clock import day_of
from data.county_itself import town_words
from data.findings import Finding, finding
from data.problem_book import make_move
from data.problems import CLOSED, MOVES, OPEN, RECTIFYING, RELAPSED, RETURNED, SUBMITTED, Problem, Said, Step
from data.rectification.columns import MEASURE, PASSED, REVIEW, concerns, known_answers, same_problem
from data.rectification.reading import LedgerRead, Row
from data.store_engine import Change, StoreError
from data.store_problems import read_problems, read_steps, refuse_overtaken
from scoring.scheme import Scheme

OFFICE = ""
"""Who hands a workbook in when it is the office itself."""

_WORK = frozenset({"measure", "done_on", "progress"})
_REVIEW_WORDS = {"reviewer": "复核人", "remark": "复核说明", "closed_on": "销号日期"}
_WAITING = {SUBMITTED: "正在等县里核验", CLOSED: "已销号"}

Moves = list[tuple[str, Said]]


@dataclass(frozen=True)
class Taken:
    """One row taken over: what was done to the problem, from which state to which."""

    number: int
    where: str
    description: str
    actions: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True)
class Taking:
    """What one file does: the rows taken over, how many said nothing new, and what is wrong in it."""

    file_name: str
    sha256: str
    taken: tuple[Taken, ...] = ()
    unchanged: int = 0
    findings: tuple[Finding, ...] = ()


class RefusedError(Exception):
    """A row is not taken over; ``why`` says so."""

    def __init__(self, why: Finding) -> None:
        super().__init__(why.message)
        self.why = why


@dataclass
class Desk:
    """Where files are taken over: inside a change, for one sender (OFFICE or a unit)."""

    one: Change
    scheme: Scheme
    sender: str
    problems: dict[int, Problem] = field(init=False)
    steps: Mapping[int, list[Step]] = field(init=False)

    def __post_init__(self) -> None:
        """Read the ledger."""
        self.problems = {found.id: found for found in read_problems(self.one.connection)}
        steps = groupby(read_steps(self.one.connection), lambda step: step.problem)
        self.steps = {number: list(of) for number, of in steps}

    def take(self, read: LedgerRead) -> Taking:
        """Take a file over, row by row."""
        taken, findings, unchanged = list[Taken](), list(read.findings), 0
        for row in (one for one in read.rows if one.sound):
            try:
                done, remarks = self._row(row)
            except RefusedError as refusal:
                findings.append(refusal.why)
                continue
            findings += remarks
            taken += [done] if done else []
            unchanged += done is None
        if not taken and not findings and read.rows:
            findings.append(finding("R588"))
        return Taking(read.file_name, read.sha256, tuple(taken), unchanged, tuple(findings))

    def _row(self, row: Row) -> tuple[Taken | None, list[Finding]]:
        """What was done with a row; None where it says nothing new."""
        found = self.problems.get(row.number)
        if found is None:
            raise _refused("R572", row, typed=str(row.number))
        new = row.said.new_beside(known_answers(self.steps[found.id]))
        remarks = list[Finding]()
        if self.sender and new & set(REVIEW):
            remarks, new = [finding("R577", row.sheet, row.cell)], new - set(REVIEW)
        if not new:
            return None, remarks
        self._refuse_strange(row, found)
        moves = list(moves_of(row, found.state, new, day_of(self.one.at)))
        if not moves:
            return None, remarks
        self._make(row, found, moves)
        return _taken(found, moves), remarks

    def _refuse_strange(self, row: Row, found: Problem) -> None:
        """Refuse a row that means another problem, one that has moved on, or one that is not the sender's."""
        if not same_problem(row.description, found):
            raise _refused("R583", row, typed=str(found.id))
        if self.sender and not concerns(self.sender, found, self.scheme):
            who = found.responsible_unit or town_words(found.town)
            raise _refused("R581", row, typed=str(found.id), unit=self.sender, who=who)
        try:
            refuse_overtaken(self.one.connection, found, row.version)
        except StoreError as refusal:
            raise _refused("R574", row, why=str(refusal)) from refusal

    def _make(self, row: Row, found: Problem, moves: Moves) -> None:
        """All moves of a row, or none of them."""
        try:
            with self.one.connection.begin_nested():
                for place, (action, said) in enumerate(moves):
                    make_move(self.one, found.id, found.version + place, action, said)
        except StoreError as refusal:
            raise _refused("R578", row, why=str(refusal)) from refusal


def moves_of(row: Row, state: str, new: frozenset[str], today: date) -> Iterator[tuple[str, Said]]:
    """The moves that the new answers of a row mean for a problem in that state. Refused when they mean none."""
    if "relapsed" in new:
        yield "relapse", Said(row.said.remark if "remark" in new else "")
        state = RELAPSED
    if new & _WORK:
        yield from _work(row, state, new)
    if "conclusion" in new:
        yield _review(row, "remark" in new, today)
    elif "relapsed" not in new and (given := [word for name, word in _REVIEW_WORDS.items() if name in new]):
        raise _refused("R580", row, which="、".join(given))


def _work(row: Row, state: str, new: frozenset[str]) -> Iterator[tuple[str, Said]]:
    """What the unit has done: begun, come further, handed in for review."""
    said = row.said
    if state in _WAITING:
        raise _refused("R584", row, typed=str(row.number), state=_WAITING[state])
    if state in (OPEN, RETURNED, RELAPSED):
        yield "start", Said(said.measure if "measure" in new else "")
    elif state == RECTIFYING and "measure" in new:
        yield "progress", Said(MEASURE + said.measure)
    if not new & {"done_on", "progress"}:
        return
    if not said.progress:
        raise _refused("R579", row)
    yield ("submit", Said(said.progress, done_on=said.done_on)) if said.done_on else ("progress", Said(said.progress))


def _review(row: Row, remarked: bool, today: date) -> tuple[str, Said]:
    """What the office has found, with the day of closing where it is another than that of loading.

    A remark that stood there before (``remarked`` is False) is of an earlier review and proves nothing now.
    """
    said, remark = row.said, row.said.remark if remarked else ""
    _refuse_wrong_day(row, today)
    if said.conclusion != PASSED:
        return "return", Said(remark, said.reviewer)
    day = f"（销号日期 {said.closed_on}）" if said.closed_on and said.closed_on != today else ""
    return "close", Said(f"{remark}{day}" if remark else "", said.reviewer)


def _refuse_wrong_day(row: Row, today: date) -> None:
    closed, done = row.said.closed_on, row.said.done_on
    if closed and closed > today:
        raise _refused("R586", row, typed=closed.isoformat(), why="还没有到")
    if closed and done and closed < done:
        raise _refused("R586", row, typed=closed.isoformat(), why="早于完成日期")


def _refused(code: str, row: Row, typed: str = "", **words: str) -> RefusedError:
    return RefusedError(finding(code, row.sheet, row.cell, typed=typed, **words))


def _taken(found: Problem, moves: Sequence[tuple[str, Said]]) -> Taken:
    actions = tuple(action for action, _ in moves)
    after = MOVES[actions[-1]].ends
    return Taken(found.id, found.where, found.description, actions, found.state, after)
