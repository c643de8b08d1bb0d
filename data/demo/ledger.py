"""The demo county's ledger of problems: taken over from the lists round by round, rectified, closed by the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.demo.county import Town
from data.demo.dates import DemoRound, moment
from data.demo.problems import Problem as Listed
from data.demo.problems import problems
from data.demo.tables import chance
from data.problem_book import ProblemBook
from data.problems import MOVES, Problem, Said, matched_by
from data.store import Store

REVIEWER = "何敏"
"""Who reviews in the office; a made-up name."""

STARTED, HANDED_IN, SENT_BACK, MENDED = 0.7, 0.45, 0.15, 0.85
"""The shares of the listed problems on which work has begun, that are handed in by the third round, and sent back; and
of what the teams saw in villages, those mended by the next round.
"""

START, SUBMIT, CLOSE, RETURN = "start", "submit", "close", "return"


def keep_ledger(store: Store, members: Sequence[Town], one: DemoRound, office: str) -> None:
    """What happened in the ledger during a round, once its lists have come."""
    book, told = ProblemBook(store), _told(members)
    book.take_over(one.name, office, moment(one.due_on, 20 * 60))
    for found in book.all():
        if found.matched_by in told:
            _walk(book, found, one, _reached(told[found.matched_by], one))
        elif found.round_name != one.name and _luck(found) < MENDED:
            _walk(book, found, one, (START, SUBMIT, CLOSE))


def _luck(found: Problem) -> float:
    return chance("mended", found.town, found.village, found.description).random()


def _told(members: Sequence[Town]) -> Mapping[str, Listed]:
    """The problems of the story by what the ledger knows them by."""
    towns = {town.name: town for town in members}
    mine = [problem for problem in problems() if problem.town in towns]
    return {matched_by({**one.told, "village": towns[one.town].villages[one.village - 1]}): one for one in mine}


def _reached(problem: Listed, one: DemoRound) -> tuple[str, ...]:
    """How far a problem of the story has come by the round."""
    if not problem.listed(one):
        return START, SUBMIT, CLOSE
    luck = chance("ledger", problem.town, problem.told["description"])
    started, handed_in, sent_back = (luck.random() for _ in range(3))
    if started > STARTED:
        return ()
    if one.number < 3 or handed_in > HANDED_IN:
        return (START,)
    return (START, SUBMIT, RETURN) if sent_back < SENT_BACK else (START, SUBMIT)


def _walk(book: ProblemBook, found: Problem, one: DemoRound, actions: Sequence[str]) -> None:
    """Those of the moves that the problem has not made yet, on the evening of the round's last day."""
    person = found.responsible_person or found.town
    said = {
        START: (Said(), person),
        SUBMIT: (Said("已按要求整改到位，镇级复核通过。", done_on=one.due_on), person),
        CLOSE: (Said("整改前后照片、销号申请表", REVIEWER), REVIEWER),
        RETURN: (Said("照片看不出整改后的样子，请补拍。", REVIEWER), REVIEWER),
    }
    state, version, at = found.state, found.version, moment(one.due_on, 20 * 60 + 30)
    for action in actions:
        if state in MOVES[action].starts:
            words, by = said[action]
            book.move(found.id, version, action, words, by, at)
            state, version = MOVES[action].ends, version + 1
