"""下发: the workbooks of a round for towns, departments and inspection teams, prefilled with what the store knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd

from data.intake import Kind
from data.roster import Roster
from data.store import Round, Store
from data.templates import (
    department_workbook,
    inspection_workbook,
    reporting_departments,
    town_workbook,
    verification_workbook,
    verifying_departments,
)
from data.templates.filled import Key, Row, Typed
from data.templates.forms import KIND_TITLES, NO, NOT_APPLICABLE, YES, asked_of_inspection, asked_of_verification
from data.templates.verification import AGREED, NOT_REPORTED, OPINIONS, Slot
from data.templates.workbooks import INSPECTION_TEAM
from scoring.scheme import COUNTY, Scheme

Figures = Mapping[str, Mapping[Key, float]]
"""Unit → indicator and input → figure."""

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class Issue:
    """One workbook to be sent out; ``content`` writes it."""

    kind: Kind
    unit: str
    file_name: str
    content: Callable[[], bytes]


@dataclass(frozen=True)
class Verified:
    """What a department has answered to a town's figure: opinion, figure (NaN for 不适用), reason, basis."""

    opinion: str
    value: float
    reason: str
    basis: str


@dataclass(frozen=True)
class Known:
    """What is written into a workbook beforehand: targets, last year's figures, and for departments to verify what the
    towns have reported in this round (``claimed``; NaN for 不适用) and what they have answered to that already.
    """

    targets: Figures = field(default_factory=dict)
    last_year: Figures = field(default_factory=dict)
    claimed: Mapping[Slot, float] = field(default_factory=dict)
    verified: Mapping[Slot, Verified] = field(default_factory=dict)


def issues(scheme: Scheme, chosen: Round, roster: Roster, known: Known) -> list[Issue]:
    """The workbooks of the round: each town's, each reporting department's, one for inspections, and each verifying
    department's.
    """
    towns = [_town(scheme, chosen, roster, known, name) for name in roster.town_names]
    departments = [_department(scheme, chosen, known, name) for name in reporting_departments(scheme)]
    inspections = [_inspection(scheme, chosen, roster)] if asked_of_inspection(scheme) else []
    verified = [_verification(scheme, chosen, roster, known, name) for name in verifying_departments(scheme)]
    return [*towns, *departments, *inspections, *verified]


def bundle(sent: Sequence[Issue]) -> bytes:
    """Those workbooks in one zip, in a folder a kind."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for one in sent:
            archive.writestr(f"{KIND_TITLES[one.kind]}/{one.file_name}", one.content())
    return packed.getvalue()


def known_figures(store: Store, chosen: Round) -> Known:
    """The targets and last year's figures that any round up to this one has said (of two the later counts), and what
    the towns have reported in this one.

    The first two hold for the whole year, so that a town that has given them once need not type them again.
    """
    rounds = [one.name for one in store.rounds() if one.position <= chosen.position]
    values = [store.values(name) for name in rounds]
    claimed = _claimed(store.values(chosen.name, "自报"))
    verified = _verified(store.verifications(chosen.name), _claimed(store.values(chosen.name, "核定")), claimed)
    return Known(_latest(values, "target"), _latest(values, "last_year"), claimed, verified)


def _claimed(values: pd.DataFrame) -> dict[Slot, float]:
    said = values[(values["status"] != "unreported") & (values["sample"] == "")]
    columns = (said[name] for name in ("unit", "indicator", "input", "value"))
    return {(str(unit), str(code), str(asked)): float(value) for unit, code, asked, value in zip(*columns, strict=True)}


def _verified(told: pd.DataFrame, values: Mapping[Slot, float], claimed: Mapping[Slot, float]) -> dict[Slot, Verified]:
    """The answers that still stand: an answer to a figure that the town has changed since is to be given anew."""
    columns = (told[name] for name in ("unit", "indicator", "input", "opinion", "claimed", "reason", "basis"))
    answers = {}
    for unit, code, asked, opinion, seen, reason, basis in zip(*columns, strict=True):
        slot = (str(unit), str(code), str(asked))
        if opinion in OPINIONS and slot in values and _still(seen, claimed.get(slot)):
            answers[slot] = Verified(str(opinion), values[slot], str(reason), str(basis))
    return answers


def _still(seen: str, claimed: float | None) -> bool:
    """Whether the town says what the department has seen."""
    if claimed is None or claimed != claimed:
        return seen in ((NOT_REPORTED, "") if claimed is None else (NOT_APPLICABLE,))
    try:
        return float({YES: "1", NO: "0"}.get(seen, seen)) == claimed
    except ValueError:
        return False


def _latest(rounds: Sequence[pd.DataFrame], beside: str) -> Figures:
    """The last figure said in that column, by unit."""
    figures: dict[str, dict[Key, float]] = defaultdict(dict)
    for values in rounds:
        rows = values[values[beside].notna() & (values["sample"] == "")]
        columns = (rows[name] for name in ("unit", "indicator", "input", beside))
        for unit, indicator, asked, figure in zip(*columns, strict=True):
            figures[str(unit)][str(indicator), str(asked)] = float(figure)
    return figures


def _town(scheme: Scheme, chosen: Round, roster: Roster, known: Known, town: str) -> Issue:
    def content() -> bytes:
        return town_workbook(
            scheme, town, chosen.name, villages=roster.villages_of(town), due_on=chosen.due_on,
            targets=known.targets.get(town), last_year=known.last_year.get(town),
        )  # fmt: skip

    return Issue("town", town, _file_name("town", town, chosen), content)


def _department(scheme: Scheme, chosen: Round, known: Known, name: str) -> Issue:
    def content() -> bytes:
        return department_workbook(
            scheme, name, chosen.name, due_on=chosen.due_on,
            targets=known.targets.get(COUNTY), last_year=known.last_year.get(COUNTY),
        )  # fmt: skip

    return Issue("department", name, _file_name("department", name, chosen), content)


def _verification(scheme: Scheme, chosen: Round, roster: Roster, known: Known, name: str) -> Issue:
    def content() -> bytes:
        yes_no = {one.key for one in asked_of_verification(scheme, name) if one.input.yes_no}
        claimed = {slot: _shown(value, slot[1:] in yes_no) for slot, value in known.claimed.items()}
        filled = {slot: _answer(one, slot[1:] in yes_no) for slot, one in known.verified.items()}
        return verification_workbook(scheme, name, chosen.name, roster.town_names, claimed=claimed, filled=filled)

    return Issue("verification", name, _file_name("verification", name, chosen), content)


def _answer(one: Verified, yes_no: bool) -> Row:
    value = None if one.opinion == AGREED else _shown(one.value, yes_no)
    return {"opinion": one.opinion, "value": value, "reason": one.reason, "basis": one.basis}


def _shown(claimed: float, yes_no: bool) -> Typed:
    """A town's figure as the department is to see it."""
    if claimed != claimed:
        return NOT_APPLICABLE
    if yes_no:
        return claimed == 1
    return int(claimed) if claimed.is_integer() else claimed


def _inspection(scheme: Scheme, chosen: Round, roster: Roster) -> Issue:
    def content() -> bytes:
        villages = {town: roster.villages_of(town) for town in roster.town_names}
        return inspection_workbook(scheme, chosen.name, villages, due_on=chosen.due_on)

    return Issue("inspection", INSPECTION_TEAM, _file_name("inspection", INSPECTION_TEAM, chosen), content)


def _file_name(kind: Kind, unit: str, chosen: Round) -> str:
    return _FORBIDDEN.sub("_", f"{chosen.name}-{unit}-{KIND_TITLES[kind]}.xlsx")
