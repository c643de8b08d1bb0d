"""A workbook made from the template with a unit's values in it, for a file that cannot be marked itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO

from openpyxl import Workbook

from data.findings import Finding
from data.intake import Intake, Kind
from data.reading import read_workbook
from data.returning.annotated import Annotated, annotated
from data.returning.list_sheet import Heading
from data.returning.refilled import Refill
from data.roster import Roster
from data.templates import (
    department_workbook,
    inspection_workbook,
    reporting_departments,
    town_workbook,
    verification_workbook,
    verifying_departments,
)
from data.templates.forms import asked_of_verification
from scoring.scheme import Scheme

_PLACES = ("cell", "target_cell", "last_year_cell")
_MADE_GOOD = frozenset((
    "R113", "R121", "R122", "R123", "R131", "R138", "R201", "R202", "R203", "R204", "R205", "R206", "R207", "R208",
    "R216", "R217", "R218", "R221", "R222", "R223", "R231",
))  # fmt: skip
"""Findings on the file, its sheets, columns and rows that no longer hold of a fresh template."""

Maker = Callable[[Intake, Scheme, Roster | None, str], bytes]


def from_template(
    intake: Intake, scheme: Scheme, roster: Roster | None, heading: Heading, about: Mapping[str, str]
) -> Annotated:
    """The template filled with what was read, marked in the same way.

    What the file said of cells is said of the cells in which the same answers stand now. Of a file that nobody can
    make out, only the list.
    """
    known = _named(intake, roster)
    make = _MAKERS.get(known.kind)
    if make is None or not known.unit or not _is_asked(scheme, known):
        return list_only(intake, heading, about)
    content = make(known, scheme, roster, heading.round_name)
    again = read_workbook(content, heading.file_name, scheme, roster)
    return annotated(content, _moved(known, again), replace(heading, unit=known.unit), about)


def _named(intake: Intake, roster: Roster | None) -> Intake:
    """The intake as a town's when nothing is known of it but the town that the file's name holds."""
    towns = [name for name in roster.town_names if name in intake.file_name] if roster else []
    unknown = intake.kind == "unknown" and not intake.unit and len(towns) == 1
    return replace(intake, kind="town", unit=towns[0]) if unknown else intake


def _town(intake: Intake, scheme: Scheme, roster: Roster | None, round_name: str) -> bytes:
    refill, listed = Refill(intake, scheme), roster.villages_of(intake.unit) if roster else ()
    villages = list(dict.fromkeys((*listed, *refill.villages)))
    return town_workbook(scheme, intake.unit, round_name, villages=villages, filled=refill.form())


def _department(intake: Intake, scheme: Scheme, _roster: Roster | None, round_name: str) -> bytes:
    return department_workbook(scheme, intake.unit, round_name, filled=Refill(intake, scheme).form())


def _inspection(intake: Intake, scheme: Scheme, roster: Roster | None, round_name: str) -> bytes:
    villages = {town: roster.villages_of(town) for town in roster.town_names} if roster else {}
    filled = Refill(intake, scheme).inspection()
    return inspection_workbook(scheme, round_name, villages, team=intake.unit, filled=filled)


def _verification(intake: Intake, scheme: Scheme, roster: Roster | None, round_name: str) -> bytes:
    """What the towns reported of figures that the department has not looked at is not known here and stays blank."""
    refill = Refill(intake, scheme)
    said = refill.opinions()
    towns = roster.town_names if roster else tuple(dict.fromkeys(town for town, _, _ in said))
    blank = {(town, *one.key): "" for one in asked_of_verification(scheme, intake.unit) for town in towns}
    claimed = {**blank, **refill.claims()}
    return verification_workbook(scheme, intake.unit, round_name, towns, claimed=claimed, filled=said)


_MAKERS: Mapping[Kind, Maker] = {
    "town": _town,
    "department": _department,
    "verification": _verification,
    "inspection": _inspection,
}


def _is_asked(scheme: Scheme, intake: Intake) -> bool:
    """Whether there is a template for the unit: of the departments not all report, nor verify."""
    asked = {"department": reporting_departments, "verification": verifying_departments}
    return intake.kind not in asked or intake.unit in asked[intake.kind](scheme)


def _moved(intake: Intake, again: Intake) -> list[Finding]:
    """The findings of the new workbook, and those of the old one that do not come up again by themselves."""
    said = {_sense(one) for one in again.findings}
    places = _new_places(intake, again)
    left = [one for one in intake.findings if _sense(one) not in said and one.code not in _MADE_GOOD]
    return [*again.findings, *(_in_place(one, places) for one in left)]


def _sense(one: Finding) -> tuple[str, str, str]:
    return one.code, one.indicator, one.typed


def _new_places(intake: Intake, again: Intake) -> dict[tuple[str, str], tuple[str, str]]:
    """Sheet and cell in the old file → sheet and cell of the same answer in the new one."""
    now = {_slot(row): row for row in again.values.to_dict("records")}
    places = {}
    for row in intake.values.to_dict("records"):
        new = now.get(_slot(row), {})
        for name in _PLACES:
            if row[name] and new.get(name):
                places[row["sheet"], row[name]] = (new["sheet"], new[name])
    return places


def _slot(row: Mapping[object, object]) -> tuple[object, ...]:
    return row["unit"], row["indicator"], row["input"], row["sample"]


def _in_place(one: Finding, places: Mapping[tuple[str, str], tuple[str, str]]) -> Finding:
    if (one.sheet, one.cell) in places:
        sheet, cell = places[one.sheet, one.cell]
        return replace(one, sheet=sheet, cell=cell)
    where = f"原文件“{one.sheet}”{one.cell}：" if one.sheet else ""
    return replace(one, sheet="", cell="", message=f"{where}{one.message}")


def list_only(intake: Intake, heading: Heading, about: Mapping[str, str]) -> Annotated:
    """A workbook with nothing but the list and a word of advice: nobody knows whose template to send."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "说明"
    sheet["A1"] = "这份文件读不出来，请按“需更正清单”处理后，用本单位的填报模板重新报送。"
    written = BytesIO()
    workbook.save(written)
    return annotated(written.getvalue(), intake.findings, heading, about)
