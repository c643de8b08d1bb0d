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
from data.templates import department_workbook, inspection_workbook, reporting_departments, town_workbook
from data.templates.filled import Key
from data.templates.forms import KIND_TITLES, asked_of_inspection
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
class Known:
    """What is written into a workbook beforehand: targets and last year's figures."""

    targets: Figures = field(default_factory=dict)
    last_year: Figures = field(default_factory=dict)


def issues(scheme: Scheme, chosen: Round, roster: Roster, known: Known) -> list[Issue]:
    """The workbooks of the round: each town's, each reporting department's, and one for inspections."""
    towns = [_town(scheme, chosen, roster, known, name) for name in roster.town_names]
    departments = [_department(scheme, chosen, known, name) for name in reporting_departments(scheme)]
    inspections = [_inspection(scheme, chosen, roster)] if asked_of_inspection(scheme) else []
    return [*towns, *departments, *inspections]


def bundle(sent: Sequence[Issue]) -> bytes:
    """Those workbooks in one zip, in a folder a kind."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for one in sent:
            archive.writestr(f"{KIND_TITLES[one.kind]}/{one.file_name}", one.content())
    return packed.getvalue()


def known_figures(store: Store, chosen: Round) -> Known:
    """The targets and last year's figures that any round up to this one has said; of two the later counts.

    They hold for the whole year, so that a town that has given them once need not type them again.
    """
    rounds = [one.name for one in store.rounds() if one.position <= chosen.position]
    values = [store.values(name) for name in rounds]
    return Known(_latest(values, "target"), _latest(values, "last_year"))


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


def _inspection(scheme: Scheme, chosen: Round, roster: Roster) -> Issue:
    def content() -> bytes:
        villages = {town: roster.villages_of(town) for town in roster.town_names}
        return inspection_workbook(scheme, chosen.name, villages, due_on=chosen.due_on)

    return Issue("inspection", INSPECTION_TEAM, _file_name("inspection", INSPECTION_TEAM, chosen), content)


def _file_name(kind: Kind, unit: str, chosen: Round) -> str:
    return _FORBIDDEN.sub("_", f"{chosen.name}-{unit}-{KIND_TITLES[kind]}.xlsx")
