"""Workbooks spoiled in five different ways, with the findings that a reader must make of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from data.demo.county import Town, chosen_towns
from data.demo.dates import DemoRound
from data.demo.workbooks import town_content, town_filled
from data.templates.filled import Key, Typed
from data.templates.forms import EVIDENCE_SHEET, FORM_COLUMNS, FORM_SHEET, KIND_TITLES
from scoring.scheme import Scheme

STRANGER = "白石镇"
"""A town that is not of the county."""

_FIRST_ROW = 4


class Spoiled(NamedTuple):
    """A spoiled workbook: for which town it was sent, and the codes of findings that must be made of it."""

    file_name: str
    content: bytes
    town: str
    codes: tuple[str, ...]


def spoiled_workbooks(scheme: Scheme, one: DemoRound, towns: int | None = None) -> Iterator[Spoiled]:
    """Five workbooks: no workbook at all, a stranger's, doubled and unknown codes, wrong figures, parts missing."""
    members = chosen_towns(towns)
    ways: tuple[tuple[Callable[[Scheme, Town, DemoRound], bytes], tuple[str, ...]], ...] = (
        (_no_workbook, ("R102",)),
        (_of_a_stranger, ("R115", "R116")),
        (_doubled_codes, ("R211", "R213", "R216")),
        (_wrong_figures, ("R301", "R307", "R309", "R401")),
        (_parts_missing, ("R201", "R204")),
    )
    for place, (spoil, codes) in enumerate(ways):
        town = members[place % len(members)]
        name = f"{one.name}-{town.name}-{KIND_TITLES['town']}.xlsx"
        yield Spoiled(name, spoil(scheme, town, one), town.name, codes)


def _no_workbook(_scheme: Scheme, town: Town, one: DemoRound) -> bytes:
    return f"{town.name}{one.name}填报情况：见附件。".encode()


def _of_a_stranger(scheme: Scheme, town: Town, one: DemoRound) -> bytes:
    return _written(scheme, replace(town, name=STRANGER), one)


def _doubled_codes(scheme: Scheme, town: Town, one: DemoRound) -> bytes:
    """One figure stands there twice and differs; another has a code that does not exist."""

    def spoil(workbook: Workbook) -> None:
        sheet = workbook[FORM_SHEET]
        faulty, covered = (_row_of(scheme, sheet, key) for key in (("C1-02", "faulty"), ("C1-03", "covered")))
        for column in ("code", "input", "unit"):
            sheet.cell(covered, _column(column)).value = sheet.cell(faulty, _column(column)).value
        sheet.cell(_row_of(scheme, sheet, ("D2-03", "strong")), _column("code")).value = "D9-99"

    return _changed(_written(scheme, town, one), spoil)


def _wrong_figures(scheme: Scheme, town: Town, one: DemoRound) -> bytes:
    """Text where a number belongs, fewer than none, part of a village, more done than there is."""
    wrong: dict[Key, Typed] = {
        ("A1-01", "sown"): "完成年度任务",
        ("A2-03", "illegal"): -1,
        ("C1-05", "livable"): 4.5,
        ("C1-03", "covered"): 99_999,
    }
    return _written(scheme, town, one, wrong)


def _parts_missing(scheme: Scheme, town: Town, one: DemoRound) -> bytes:
    """Without the list of evidence, and without the column of last year's figures."""

    def spoil(workbook: Workbook) -> None:
        del workbook[EVIDENCE_SHEET]
        sheet = workbook[FORM_SHEET]
        column = [sheet.cell(row, _column("last_year")) for row in range(_FIRST_ROW - 1, sheet.max_row + 1)]
        for cell in column:
            if not isinstance(cell, MergedCell):
                cell.value = None

    return _changed(_written(scheme, town, one), spoil)


def _written(scheme: Scheme, town: Town, one: DemoRound, wrong: dict[Key, Typed] | None = None) -> bytes:
    filled = town_filled(scheme, town, one, {})
    return town_content(scheme, town, one, replace(filled, values={**filled.values, **(wrong or {})}))


def _changed(content: bytes, spoil: Callable[[Workbook], None]) -> bytes:
    workbook = load_workbook(BytesIO(content))
    spoil(workbook)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _row_of(scheme: Scheme, sheet: Worksheet, key: Key) -> int:
    """The row of the form with that figure."""
    wanted = (key[0], scheme.indicator(key[0]).input(key[1]).name)
    places = (_column("code"), _column("input"))
    rows = range(_FIRST_ROW, sheet.max_row + 1)
    return next(row for row in rows if tuple(sheet.cell(row, place).value for place in places) == wanted)


def _column(key: str) -> int:
    return 1 + [column.key for column in FORM_COLUMNS].index(key)
