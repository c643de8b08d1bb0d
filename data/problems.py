"""What a problem (问题) is, the states it goes through until it is closed (销号), and the moves between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from data.county_itself import town_words
from data.intake import PROBLEMS
from scoring.scheme import COUNTY

OPEN, RECTIFYING, SUBMITTED, CLOSED, RETURNED, RELAPSED = (
    "open", "rectifying", "submitted", "closed", "returned", "relapsed",
)  # fmt: skip
STATE_WORDS = {
    OPEN: "未整改", RECTIFYING: "整改中", SUBMITTED: "待核验", CLOSED: "已销号", RETURNED: "退回", RELAPSED: "反弹",
}  # fmt: skip

ENTER, LIST, EDIT, WITHDRAW = "enter", "list", "edit", "withdraw"
"""What is done to a problem beside the moves: entered by hand, taken over from a list, edited, withdrawn."""

KEY_FIELDS = ("town", "village", "place", "indicator", "description")
"""What a problem is known again by."""

FIELDS = tuple(name for name in PROBLEMS.columns if name not in ("number", "sheet", "cell"))
"""What is said of a problem, without where it stands on its list."""

DAYS = ("found_on", "due_on")
_MARKS = re.compile(r"[\W_]+")
_BETWEEN_UNITS = re.compile(r"[、，,；;]")


@dataclass(frozen=True)
class Move:
    """One move: the states from which and to which it leads, and what has to be said with it."""

    action: str
    word: str
    starts: tuple[str, ...]
    ends: str
    needs: tuple[str, ...]


MOVES: Mapping[str, Move] = {
    move.action: move
    for move in (
        Move("start", "开始整改", (OPEN, RETURNED, RELAPSED), RECTIFYING, ()),
        Move("progress", "登记进展", (RECTIFYING,), RECTIFYING, ("note",)),
        Move("submit", "提交核验", (RECTIFYING,), SUBMITTED, ("note", "done_on")),
        Move("close", "核验通过并销号", (SUBMITTED,), CLOSED, ("reviewer", "evidence")),
        Move("return", "退回重改", (SUBMITTED,), RETURNED, ("reviewer", "note")),
        Move("relapse", "登记反弹", (CLOSED,), RELAPSED, ("note",)),
    )
}
ACTION_WORDS = {
    ENTER: "登记", LIST: "清单列入", EDIT: "修改", WITHDRAW: "撤销",
    **{action: move.word for action, move in MOVES.items()},
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What is said with a move: a note (整改情况, 佐证 or reason), who reviewed it, and when it was rectified."""

    note: str = ""
    reviewer: str = ""
    done_on: date | None = None


@dataclass(frozen=True)
class Problem:
    """One problem as it stands. ``id`` is its number in the ledger, ``number`` that on its list; ``submission`` is the
    list that named it last, None when none did. ``version`` is raised by every change.
    """

    id: int
    round_name: str
    origin: str
    matched_by: str
    submission: int | None
    number: str
    source: str
    found_on: date | None
    town: str
    village: str
    place: str
    indicator: str
    rigid: bool | None
    category: str
    description: str
    severity: str
    responsible_unit: str
    responsible_person: str
    leader: str
    due_on: date | None
    sheet: str
    cell: str
    state: str
    version: int
    by: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str

    @property
    def counts(self) -> bool:
        """Whether it still hangs: neither closed nor withdrawn."""
        return self.state != CLOSED and self.withdrawn_at is None

    @property
    def where(self) -> str:
        """«石桥镇上坝村，村口»; «县本级» for the county's own."""
        return "，".join(part for part in (f"{town_words(self.town)}{self.village}", self.place) if part)

    @property
    def of_county(self) -> bool:
        """Whether it is the county's own and no town's."""
        return self.town == COUNTY

    def overdue(self, today: date) -> bool:
        """Whether it still hangs although its day has passed."""
        return self.counts and self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class Step:
    """One thing that was done to a problem. ``changes`` tells the fields edited: name → (before, after)."""

    problem: int
    version: int
    action: str
    from_state: str
    to_state: str
    note: str
    reviewer: str
    done_on: date | None
    changes: Mapping[str, tuple[Any, Any]]
    by: str
    at: datetime


def moves_from(problem: Problem) -> list[Move]:
    """The moves that lead on from where the problem is."""
    if problem.withdrawn_at is not None:
        return []
    return [move for move in MOVES.values() if problem.state in move.starts]


def matched_by(fields: Mapping[str, Any]) -> str:
    """What a problem is known again by when its list is sent anew: spaces, marks and widths make no difference."""
    parts = [_plain(str(fields[name])) for name in KEY_FIELDS]
    return sha256("|".join(parts).encode("utf-8", "replace")).hexdigest()


def _plain(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold()) or text.strip()


def named_units(said: str) -> list[str]:
    """The units that are to put a problem right, as its 责任单位 names them."""
    return [name for part in _BETWEEN_UNITS.split(said) if (name := part.strip())]


def as_of(problem: Problem, steps: Iterable[Step], until: datetime) -> Problem | None:
    """The problem as it stood at that moment, its later steps undone; None when it was not there yet."""
    ordered = sorted(steps, key=lambda step: step.version)
    if not ordered or ordered[0].at > until:
        return None
    for step in reversed(ordered):
        if step.at > until:
            problem = _undone(problem, step)
    return problem


def _undone(problem: Problem, step: Step) -> Problem:
    before = {name: told for name, (told, _) in step.changes.items()}
    withdrawn = None if step.action == WITHDRAW else problem.withdrawn_at
    return replace(problem, **before, state=step.from_state, withdrawn_at=withdrawn)
