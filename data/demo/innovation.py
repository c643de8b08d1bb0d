"""The demo county's cases of innovation: listed in a workbook each round, loaded through the same reader as anybody's.

By the third round those recognised add up to what the county's workbook reports (县级填报表, 改革创新得分).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data.demo.dates import DemoRound, moment, shifted
from data.demo.figures import ROUND_COLUMNS
from data.demo.tables import rows
from data.innovation.book import InnovationBook
from data.innovation.reading import read_cases
from data.innovation.words import FIELDS, SHEET, certainty_in, levels_of
from data.innovation.writing import cases_workbook
from data.roster import Roster
from data.store import Store
from scoring.scheme import Scheme


def list_cases(store: Store, scheme: Scheme, members: Roster, one: DemoRound, office: str) -> None:
    """Load the round's workbook of cases; units that the smaller county does not have are left out."""
    known = {*members.town_names, *members.departments}
    listed = [row for row in case_rows(one) if row["unit"] in known]
    name, content = f"{one.name}-{SHEET}.xlsx", cases_workbook(scheme, one.name, listed)
    read = read_cases(content, name, levels_of(scheme), members, one.name)
    if read.acceptable:
        InnovationBook(store).take_over(one.name, read, content, office, moment(one.due_on, 19 * 60))


def case_rows(one: DemoRound) -> Sequence[Mapping[str, Any]]:
    """The cases of a round as they are listed."""
    column = ROUND_COLUMNS[one.number - 1]
    return [_case(row, row[column]) for row in rows("innovation") if row[column]]


def _case(row: Mapping[str, str], certainty: str) -> dict[str, Any]:
    day = row["awarded_on"]
    told = {name: row[name] for name in FIELDS if name in row}
    recognised = certainty == "已认定"
    return {
        **told, "certainty": certainty_in(certainty), "document": row["document"] if recognised else "",
        "awarded_on": shifted(date.fromisoformat(day)) if day and recognised else None,
    }  # fmt: skip
