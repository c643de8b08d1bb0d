"""The sheets of what was reported: 填报值 (towns), 全县填报值, 抽查村. Only the keys are formulas."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from reports.audit import paper
from reports.audit.entered import COUNTY_COLUMN, COUNTY_FIRST_ROW, FIELDS, FIRST_COLUMN, FIRST_ROW, Entered, Entry
from scoring.formula import NOT_APPLICABLE, ROW
from scoring.panel import Panel

UNIT_HEADINGS = ("序号", "单位", "组别", "组号")
FIGURE_HEADINGS = ("指标编码", "指标名称", "填报项", "栏目")
VILLAGE_HEADINGS = ("序号", "镇", "村", "镇序号")
Village = tuple[int, str]


def town_values(sheet: Worksheet, panel: Panel, entered: Entered) -> None:
    """One row a town, one column a figure."""
    paper.labelled(sheet, 1, FIGURE_HEADINGS)
    _units(sheet, panel)
    for place, entry in enumerate(entered.towns):
        column = FIRST_COLUMN + place
        _figure_headings(sheet, column, entry)
        figures, absent = panel.figures(entry.indicator, entry.asked, entry.field)
        for row in range(len(panel.units)):
            _reported(sheet, FIRST_ROW + row, column, figures[row], bool(absent[row]) and entry.field == "value")
    paper.laid_out(sheet, (8, 14, 10, 8, 13), heights=(18, 56, 56, 18))


def _units(sheet: Worksheet, panel: Panel) -> None:
    """The rows' names. Units of the same group have the number of the first of them, so that groups compare exactly."""
    paper.headings(sheet, UNIT_HEADINGS, FIRST_ROW - 1)
    first, last = FIRST_ROW, FIRST_ROW + max(len(panel.units), 1) - 1
    names, numbers = (f"${letter}${first}:${letter}${last}" for letter in "CA")
    for place, (unit, group) in enumerate(zip(panel.units, panel.groups, strict=True)):
        row = FIRST_ROW + place
        paper.figure(sheet, row, 1, place + 1, "text")
        paper.text(sheet, row, 2, unit)
        paper.text(sheet, row, 3, group)
        paper.formula(sheet, row, 4, f"SUMPRODUCT(MIN({numbers}+1E+9*(1-EXACT({names},$C{ROW}))))")


def same_units(sheet: Worksheet, source: str, rows: int, headings: tuple[str, ...]) -> None:
    """The first four columns of another sheet of the same units, by reference."""
    paper.headings(sheet, headings, FIRST_ROW - 1)
    for row in range(FIRST_ROW, FIRST_ROW + rows):
        for column, letter in enumerate("ABCD", 1):
            as_text = '&""' if letter in "BC" else ""
            paper.formula(sheet, row, column, f"{source}!${letter}{ROW}{as_text}", "text")


def county_values(sheet: Worksheet, panel: Panel, entered: Entered) -> None:
    """One row a figure that the county itself has reported, or may report instead of the towns' sum, and what
    counts for the county itself beside that sum."""
    paper.headings(sheet, ("指标编码", "指标名称", "填报项", "栏目", "单位", "全县填报", "县本级另计"))
    for place, entry in enumerate(entered.county):
        row = COUNTY_FIRST_ROW + place
        _told(sheet, row, entry)
        figures, absent = panel.figures(entry.indicator, entry.asked, entry.field, county=True)
        _reported(sheet, row, COUNTY_COLUMN, figures[0], bool(absent[0]) and entry.field == "value")
        if entry.has_part and (part := panel.beside_towns(entry.indicator, entry.asked)):
            paper.figure(sheet, row, COUNTY_COLUMN + 1, part)
    paper.laid_out(sheet, (10, 34, 34, 14, 8, 16, 12), across=False)


def _told(sheet: Worksheet, row: int, entry: Entry) -> None:
    told = (entry.indicator.code, entry.indicator.name, entry.asked.name, FIELDS[entry.field], entry.asked.unit)
    for column, words in enumerate(told, 1):
        paper.text(sheet, row, column, words)


def villages(panel: Panel, entered: Entered) -> list[Village]:
    """Every sampled village of any indicator, as (row of its town, name), town by town."""
    found: dict[Village, None] = {}
    for entries in entered.villages.values():
        sampled = panel.village_figures(entries[0].indicator)
        found |= dict.fromkeys(zip(sampled.owner.tolist(), map(str, sampled.names), strict=True))
    return sorted(found, key=lambda one: one[0])


def village_values(sheet: Worksheet, panel: Panel, entered: Entered, rows: list[Village]) -> None:
    """One row a sampled village; for each indicator a mark whether it is sampled for it, then its figures."""
    paper.labelled(sheet, 1, FIGURE_HEADINGS)
    paper.headings(sheet, VILLAGE_HEADINGS, FIRST_ROW - 1)
    for place, (owner, name) in enumerate(rows):
        row = FIRST_ROW + place
        paper.figure(sheet, row, 1, place + 1, "text")
        paper.text(sheet, row, 2, panel.units[owner])
        paper.text(sheet, row, 3, name)
        paper.figure(sheet, row, 4, owner + 1, "text")
    places = {village: FIRST_ROW + place for place, village in enumerate(rows)}
    for code, entries in entered.villages.items():
        _village_columns(sheet, panel, entered, places, code, entries)
    paper.laid_out(sheet, (8, 14, 14, 8, 13), heights=(18, 56, 56, 18))


def _village_columns(
    sheet: Worksheet, panel: Panel, entered: Entered, places: dict[Village, int], code: str, entries: tuple[Entry, ...]
) -> None:
    sampled = panel.village_figures(entries[0].indicator)
    rows = [places[owner, str(name)] for owner, name in zip(sampled.owner.tolist(), sampled.names, strict=True)]
    mark = FIRST_COLUMN + entered.village_places[code, ""]
    indicator = entries[0].indicator
    paper.labelled(sheet, mark, (code, indicator.name, "列入抽查（1 为是）", "", ""))
    for row in rows:
        paper.figure(sheet, row, mark, 1)
    for entry in entries:
        column = FIRST_COLUMN + entered.village_places[code, entry.asked.id]
        _figure_headings(sheet, column, entry)
        for row, value, absent in zip(rows, *sampled.figures[entry.asked.id], strict=True):
            _reported(sheet, row, column, value, absent)


def _figure_headings(sheet: Worksheet, column: int, entry: Entry) -> None:
    told = (entry.indicator.code, entry.indicator.name, entry.asked.name, FIELDS[entry.field], entry.asked.unit)
    paper.labelled(sheet, column, told)


def _reported(sheet: Worksheet, row: int, column: int, value: float, absent: bool) -> None:
    """A figure as it was reported: a number, 不适用, or nothing."""
    if absent:
        paper.text(sheet, row, column, NOT_APPLICABLE, "given")
    else:
        paper.figure(sheet, row, column, value)
