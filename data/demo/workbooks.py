"""The demo county's workbooks: filled by the template's own writer, as the towns, departments and teams sent them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from data.demo.by_village import by_village
from data.demo.claims import answers, claimed, field_checks, reported, verifying
from data.demo.county import Town, chosen_towns, units
from data.demo.dates import ROUNDS, DemoRound, moment
from data.demo.evidence import evidence_rows
from data.demo.figures import county_figures, long_table, town_figures, typed
from data.demo.problems import problem_rows
from data.demo.self_scores import self_scores
from data.demo.slips import Slip, slips
from data.demo.survey import survey_files
from data.demo.tables import chance
from data.demo.visits import visit_table, visits
from data.intake import Kind
from data.templates import (
    Filled,
    department_workbook,
    inspection_workbook,
    reporting_departments,
    town_workbook,
    verification_workbook,
)
from data.templates.filled import Row
from data.templates.forms import KIND_TITLES, asked_of_department
from data.templates.workbooks import INSPECTION_TEAM
from scoring import score
from scoring.scheme import COUNTY, Scheme

NOT_REPORTED = frozenset({("高寨镇", 1)})
"""Who does not report at all in which round."""

LATE = frozenset({("长圩镇", 2)})
"""Who reports after the round's figures were due."""

CORRECTED_AFTER = timedelta(hours=3)
"""How long a town needs to notice its slips and send its workbook again."""


class DemoWorkbook(NamedTuple):
    """A workbook as it was sent: its file name, its bytes, by whom and when (with a time zone)."""

    file_name: str
    content: bytes
    submitted_by: str
    submitted_at: datetime


@dataclass(frozen=True)
class _Sent:
    """A workbook that is written only when it is asked for."""

    file_name: str
    submitted_by: str
    submitted_at: datetime
    write: Callable[[], bytes]


def demo_workbooks(scheme: Scheme, one: DemoRound, towns: int | None = None) -> Iterator[DemoWorkbook]:
    """The workbooks of a round in the order in which they came. ``towns`` makes it a smaller county."""
    for sent in _Mail(scheme, one, chosen_towns(towns)).sent():
        yield DemoWorkbook(sent.file_name, sent.write(), sent.submitted_by, sent.submitted_at)


def count_workbooks(scheme: Scheme, rounds: Sequence[DemoRound], towns: int | None = None) -> int:
    """How many workbooks those rounds have."""
    return sum(len(_Mail(scheme, one, chosen_towns(towns)).sent()) for one in rounds)


def write_demo(scheme: Scheme, folder: Path) -> int:
    """Write all workbooks of all rounds, a folder a round; how many there are."""
    written = 0
    for one in ROUNDS:
        here = folder / one.name
        here.mkdir(parents=True, exist_ok=True)
        for workbook in demo_workbooks(scheme, one):
            (here / workbook.file_name).write_bytes(workbook.content)
            written += 1
        for file_name, content in survey_files(scheme, chosen_towns(), one):
            (here / file_name).write_bytes(content)
            written += 1
    return written


def town_content(scheme: Scheme, town: Town, one: DemoRound, filled: Filled) -> bytes:
    """The town's workbook with those answers."""
    figures = town_figures(scheme, town, one)
    return town_workbook(
        scheme, town.name, one.name, villages=town.villages, targets=figures.targets, last_year=figures.last_year,
        due_on=one.due_on, filled=filled,
    )  # fmt: skip


def town_filled(scheme: Scheme, town: Town, one: DemoRound, said: Mapping[str, Row]) -> Filled:
    """The town's answers, without slips."""
    items = [item for item in scheme.indicators if item.scope == "town"]
    values = typed(scheme, town_figures(scheme, town, one).values)
    return Filled(
        values=values, self_scores=said, problems=problem_rows(scheme, town, one),
        evidence=evidence_rows(town.name, items, one), by_village=by_village(town, one, values),
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Mail:
    """What is sent to the office in one round."""

    scheme: Scheme
    one: DemoRound
    members: Sequence[Town]

    def sent(self) -> list[_Sent]:
        """Everything, in the order in which it comes."""
        towns = (sent for town in self.members for sent in self._of_town(town))
        departments = (self._of_department(name) for name in reporting_departments(self.scheme))
        verified = (self._of_verification(name) for name in verifying(self.scheme, self.one, self.members))
        return sorted((*towns, *departments, self._of_inspection(), *verified), key=lambda sent: sent.submitted_at)

    def _of_town(self, town: Town) -> Iterator[_Sent]:
        """The town's workbook; where it noticed slips of its own, the corrected one too."""
        if (town.name, self.one.number) in NOT_REPORTED:
            return
        made = slips(town, self.one)
        mended = [slip for slip in made if not slip.corrected]
        name, at = self._file_name("town", town.name), self._town_sent_at(town)
        yield _Sent(name, f"{town.name}资料员", at, partial(self._write_town, town, made))
        if mended != made:
            again = name.replace(".xlsx", "（更正）.xlsx")
            yield _Sent(again, f"{town.name}资料员", at + CORRECTED_AFTER, partial(self._write_town, town, mended))

    def _of_department(self, department: str) -> _Sent:
        write = partial(self._write_department, department)
        name = self._file_name("department", department)
        return _Sent(name, f"{department}业务股", self._sent_at(department), write)

    def _of_verification(self, department: str) -> _Sent:
        """In the night after the towns' figures have come."""
        write = partial(self._write_verification, department)
        minutes = 23 * 60 + 20 + chance("verified", department, self.one.number).randrange(35)
        name = self._file_name("verification", department)
        return _Sent(name, f"{department}业务股", moment(self.one.due_on, minutes), write)

    def _of_inspection(self) -> _Sent:
        name = self._file_name("inspection", INSPECTION_TEAM)
        return _Sent(name, INSPECTION_TEAM, moment(self.one.due_on, 17 * 60 + 20), self._write_inspection)

    def _write_town(self, town: Town, made: Sequence[Slip]) -> bytes:
        filled = town_filled(self.scheme, town, self.one, self._said[town.name])
        values = {**filled.values, **claimed(town, self.one), **{slip.key: slip.typed for slip in made}}
        return town_content(self.scheme, town, self.one, replace(filled, values=values))

    def _write_department(self, department: str) -> bytes:
        figures = county_figures(self.scheme, department, self.one)
        items = {asked.indicator.code: asked.indicator for asked in asked_of_department(self.scheme, department)}
        led = [item for item in items.values() if item.scope == "county"]
        filled = Filled(typed(self.scheme, figures.values), evidence=evidence_rows(department, led, self.one))
        return department_workbook(
            self.scheme, department, self.one.name, targets=figures.targets, last_year=figures.last_year,
            due_on=self.one.due_on, filled=filled,
        )  # fmt: skip

    def _write_verification(self, department: str) -> bytes:
        in_time = [town for town in self.members if (town.name, self.one.number) not in LATE | NOT_REPORTED]
        figures = {
            town.name: {
                **typed(self.scheme, town_figures(self.scheme, town, self.one).values),
                **claimed(town, self.one),
            }
            for town in in_time
        }
        seen = reported(self.one, in_time, figures)
        said = answers(self.scheme, department, self.one, in_time)
        return verification_workbook(
            self.scheme, department, self.one.name, [town.name for town in self.members], claimed=seen,
            filled={slot: row for slot, row in said.items() if slot in seen}, due_on=self.one.due_on,
        )  # fmt: skip

    def _write_inspection(self) -> bytes:
        villages = {town.name: town.villages for town in self.members}
        checks = field_checks(self.scheme, self.one, self.members)
        filled = Filled(visits=visits(self.members, self.one), field_checks=checks)
        return inspection_workbook(self.scheme, self.one.name, villages, due_on=self.one.due_on, filled=filled)

    @cached_property
    def _said(self) -> dict[str, dict[str, Row]]:
        """The self-scores of all towns, who know their own figures and what the teams have found."""
        figures = {town.name: town_figures(self.scheme, town, self.one) for town in self.members}
        departments = [county_figures(self.scheme, name, self.one) for name in reporting_departments(self.scheme)]
        tables = [long_table(figures), *(long_table({COUNTY: one}) for one in departments)]
        found = pd.concat([*tables, visit_table(self.members, self.one)], ignore_index=True)
        return self_scores(score(self.scheme, found, units(self.members)), self.members, self.one)

    def _town_sent_at(self, town: Town) -> datetime:
        if (town.name, self.one.number) in LATE:
            return moment(self.one.due_on, 24 * 60 + 22 * 60 + 16)
        return self._sent_at(town.name)

    def _sent_at(self, unit: str) -> datetime:
        """Some minute between nine and eight in the evening of the last three days, mostly of the last."""
        luck = chance("sent", unit, self.one.number)
        days_before = luck.choice((0, 0, 0, 1, 1, 2))
        return moment(self.one.due_on - timedelta(days=days_before), 9 * 60 + luck.randrange(11 * 60))

    def _file_name(self, kind: Kind, unit: str) -> str:
        return f"{self.one.name}-{unit}-{KIND_TITLES[kind]}.xlsx"
