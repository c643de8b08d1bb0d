"""The receipt (回执) of one uploaded workbook: what was read, what it changes, and whether it can be accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

import pandas as pd

from data.checks import own_findings
from data.checks.subject import Subject
from data.clock import day_of
from data.findings import Finding, Severity
from data.intake import SOURCES, Intake
from data.standing import Earlier, Interval, Prospect, Standing
from data.value_changes import CHANGES, value_changes

Punctuality = Literal["on_time", "late", "undated"]


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name and its bytes."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Counts:
    """How many figures of the workbook are reported (as a number), not applicable or unreported.

    ``changed`` counts those that differ from what the unit sent before, ``unchanged`` the others; both None when it
    has not sent anything before. ``problems`` and ``evidence`` are rows of the lists.
    """

    reported: int = 0
    not_applicable: int = 0
    unreported: int = 0
    changed: int | None = None
    unchanged: int | None = None
    problems: int = 0
    evidence: int = 0


@dataclass(frozen=True, eq=False)
class Receipt:
    """What the office is told of one workbook before it decides.

    ``compared_with`` is what the changes are against: the unit's submission of this round (``supersedes``), else its
    last one of an earlier round. ``scored`` is the unit whose score is shown, the town or 全县, "" for none.
    ``refusals`` say why it cannot be accepted; ``rivals`` are other files of the same drop for the same unit.
    """

    upload: Upload
    intake: Intake
    round_name: str
    punctuality: Punctuality
    counts: Counts = field(default_factory=Counts)
    changes: pd.DataFrame = field(default_factory=CHANGES.empty)
    compared_with: Earlier | None = None
    supersedes: Earlier | None = None
    scored: str = ""
    score_before: Interval | None = None
    score_after: Interval | None = None
    refusals: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()

    @property
    def acceptable(self) -> bool:
        """Whether it can be accepted; of rivals still only one."""
        return not self.refusals

    @property
    def stored(self) -> bool:
        """Whether this very file is what the store holds of the unit."""
        return self.supersedes is not None and self.supersedes.sha256 == self.intake.sha256

    @property
    def place(self) -> tuple[str, str]:
        """The kind and unit whose submission this would be."""
        return self.intake.kind, self.intake.unit

    def findings(self, severity: Severity) -> int:
        """How many findings of that severity there are."""
        return Counter(one.severity for one in self.intake.findings)[severity]

    def told(self, found: Iterable[Finding]) -> Receipt:
        """The receipt with these findings too; one that is known already is not said twice."""
        together = tuple(dict.fromkeys((*self.intake.findings, *found)))
        return replace(self, intake=replace(self.intake, findings=together))


def receipt(
    standing: Standing, upload: Upload, intake: Intake, at: datetime, foreseen: Prospect | None = None
) -> Receipt:
    """The receipt of one workbook as read, looked at ``at``, by what the store holds; with its prospect when known."""
    due_on = None if intake.kind == "verification" else standing.round.due_on  # departments verify what has come in
    bare = Receipt(upload, intake, standing.round.name, _punctuality(due_on, at))
    refusals = _refusals(standing, intake)
    if not intake.readable or intake.kind not in SOURCES or not intake.unit:
        return replace(bare, refusals=refusals)
    supersedes, compared_with = standing.earlier(intake), standing.last(intake)
    changes = _changes(standing, intake, compared_with)
    prospect = foreseen or standing.prospect(intake)
    checked = Subject(standing.scheme, standing.roster, intake, prospect.scored, prospect.card)
    return replace(
        bare.told(own_findings(checked)), counts=_counts(intake, changes if compared_with else None), changes=changes,
        compared_with=compared_with, supersedes=supersedes, scored=prospect.scored, score_before=prospect.before,
        score_after=prospect.after, refusals=refusals,
    )  # fmt: skip


def _punctuality(due_on: date | None, at: datetime) -> Punctuality:
    """The whole due day is on time."""
    if due_on is None:
        return "undated"
    return "on_time" if day_of(at) <= due_on else "late"


def _changes(standing: Standing, intake: Intake, compared_with: Earlier | None) -> pd.DataFrame:
    if compared_with is None:
        return CHANGES.empty()
    return value_changes(standing.scheme, standing.values_of(compared_with), intake.values)


def _counts(intake: Intake, changes: pd.DataFrame | None) -> Counts:
    statuses = Counter(intake.values["status"])
    counts = Counts(
        statuses["reported"], statuses["not_applicable"], statuses["unreported"],
        problems=len(intake.problems), evidence=len(intake.evidence),
    )  # fmt: skip
    if changes is None:
        return counts
    changed = len(changes.drop_duplicates(["unit", "indicator", "input", "sample"]))
    return replace(counts, changed=changed, unchanged=max(len(intake.values) - changed, 0))


def _refusals(standing: Standing, intake: Intake) -> tuple[str, ...]:
    if not intake.readable:
        return ("文件读不出来，见下方问题。",)
    checks = (_unit_refusal(standing, intake), _round_refusal(standing, intake), _repeat_refusal(standing, intake))
    return tuple(one for one in checks if one)


def _unit_refusal(standing: Standing, intake: Intake) -> str:
    if intake.kind not in SOURCES or not intake.unit:
        return "看不出是哪个单位的哪一种表。"
    roster = standing.roster
    departments = roster.departments or (intake.unit,)
    known = {"town": roster.town_names, "department": departments, "verification": departments}
    return "" if intake.unit in known.get(intake.kind, (intake.unit,)) else f"「{intake.unit}」不在单位名册中。"


def _round_refusal(standing: Standing, intake: Intake) -> str:
    if standing.round.status != "open":
        return f"「{standing.round.name}」已经封存，不再接收。"
    if intake.round_name and intake.round_name != standing.round.name:
        return f"这是「{intake.round_name}」的表，现在收的是「{standing.round.name}」。"
    return ""


def _repeat_refusal(standing: Standing, intake: Intake) -> str:
    earlier = standing.earlier(intake)
    return "与已接收的文件完全相同，不必再次接收。" if earlier and earlier.sha256 == intake.sha256 else ""
