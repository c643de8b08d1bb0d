"""Single figures put right on the page: what was typed is read like a cell of a workbook, with the same findings.

The figure is put on a sheet beside the others of its item, and that sheet is read by the reader that reads everybody's
workbooks. So range, whole numbers, units and done ≤ base hold here too, and nothing is written down twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, NamedTuple

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from data.findings import Finding
from data.intake import Intake, Kind
from data.reading import read_workbook
from data.store import Correction, Counting
from data.store_reading import effective
from data.templates.filled import Typed
from data.templates.forms import (
    FORM_COLUMNS,
    FORM_SHEET,
    META_SHEET,
    NOT_APPLICABLE,
    VISIT_COLUMNS,
    VISIT_SHEET,
    Asked,
    is_county,
    visit_heading,
)
from data.templates.meta import Meta
from scoring.scheme import COUNTY, Indicator, Input, Scheme

_LIMITS = ("R401", "R402")
_ERROR = "错误"
_ASKED_COLUMNS = ("code", "input", "target", "value", "last_year")


class Slot(NamedTuple):
    """A figure: of which unit, indicator and input, and of which sampled village ("" for the whole unit)."""

    unit: str
    indicator: str
    input: str
    sample: str = ""


@dataclass(frozen=True)
class Checked:
    """What was typed, as read. ``right`` is None when it cannot count; ``findings`` say why, or what is doubtful."""

    right: Correction | None
    findings: tuple[Finding, ...]

    @property
    def refusal(self) -> str:
        """Why it cannot count; "" when it can."""
        if self.right is not None:
            return ""
        return _told(self.findings) or "请填一个数，或“不适用”。"

    @property
    def doubts(self) -> str:
        """What somebody should look at though it counts."""
        return _told(self.findings) if self.right is not None else ""


def _told(findings: tuple[Finding, ...]) -> str:
    """The findings in a breath. On the page nothing becomes unreported: what cannot count is not taken over."""
    return " ".join(f"{one.message}{one.remedy}" for one in findings).replace("，按未填报处理", "，没有采用")


def checked(scheme: Scheme, values: pd.DataFrame, slot: Slot, typed: str) -> Checked:
    """What was typed for a figure, read beside the figures of the round that count (``values``).

    KeyError when the scheme has no such figure.
    """
    indicator = scheme.indicator(slot.indicator)
    asked = indicator.input(slot.input)
    sheet = _Sheet(scheme, indicator, slot, _known(values, slot), typed)
    intake = read_workbook(sheet.content(), "", scheme)
    found = [one for one in intake.findings if one.cell == sheet.cell or (one.cell and one.code in _LIMITS)]
    findings = tuple(replace(one, sheet="", cell="") for one in found)
    right = _right(intake, slot, asked, typed)
    wrong = any(one.severity == _ERROR for one in findings)
    return Checked(None if wrong else right, findings)


def counting(values: pd.DataFrame, slot: Slot) -> Counting:
    """What counts of a figure at the moment, by the round's values of any or all sources."""
    rows = effective(values[_of(values, slot)])
    if rows.empty:
        return Counting()
    row = rows.iloc[0]
    return Counting(str(row["source"]), str(row["status"]), float(row["value"]))


def _of(values: pd.DataFrame, slot: Slot) -> pd.Series[bool]:
    same = (values["unit"] == slot.unit) & (values["indicator"] == slot.indicator)
    return same & (values["input"] == slot.input) & (values["sample"] == slot.sample)


def _known(values: pd.DataFrame, slot: Slot) -> Mapping[str, Mapping[Any, Any]]:
    """The figures of the item that stand beside it, by input."""
    same = (values["unit"] == slot.unit) & (values["indicator"] == slot.indicator) & (values["sample"] == slot.sample)
    return {row["input"]: row for row in values[same].to_dict("records")}


def _right(intake: Intake, slot: Slot, asked: Input, typed: str) -> Correction | None:
    """The figure as it was read, whoever reports it; None when nothing was said."""
    rows = intake.values[(intake.values["input"] == asked.id) & (intake.values["indicator"] == slot.indicator)]
    if rows.empty or rows["status"].iloc[0] == "unreported":
        return None
    return Correction(*slot, float(rows["value"].iloc[0]), str(rows["status"].iloc[0]), typed.strip())


class _Sheet:
    """A workbook with the figures of one item, the typed one among them; ``cell`` says where that stands."""

    def __init__(
        self, scheme: Scheme, indicator: Indicator, slot: Slot, known: Mapping[str, Mapping[Any, Any]], typed: str
    ) -> None:
        self.indicator, self.slot, self.known, self.typed = indicator, slot, known, typed
        self.book = Workbook()
        self.cell = ""
        asked = indicator.input(slot.input)
        if asked.sampled:
            self._visit()
        else:
            self._form(is_county(indicator, asked))
        kind: Kind = "inspection" if asked.sampled else "department" if slot.unit == COUNTY else "town"
        hidden = self.book.create_sheet(META_SHEET)
        for fact in Meta.of(scheme, kind, slot.unit, "").facts():
            hidden.append(fact)

    def content(self) -> bytes:
        """The finished file."""
        written = BytesIO()
        self.book.save(written)
        return written.getvalue()

    def _form(self, county: bool) -> None:
        sheet = self._named(FORM_SHEET)
        sheet.append([one.heading for one in FORM_COLUMNS if one.key in _ASKED_COLUMNS])
        asked = [one for one in self.indicator.inputs if not one.sampled and is_county(self.indicator, one) == county]
        for row, one in enumerate(asked, 2):
            texts = [self.indicator.code, one.name, self._beside(one, "target"), None, self._beside(one, "last_year")]
            for column, content in enumerate(texts, 1):
                _write(sheet.cell(row, column), content)
            self._figure(sheet.cell(row, _ASKED_COLUMNS.index("value") + 1), one)

    def _visit(self) -> None:
        sheet = self._named(VISIT_SHEET)
        asked = [one for one in self.indicator.inputs if one.sampled]
        headings = [visit_heading(Asked(self.indicator, one)) for one in asked]
        sheet.append([*(one.heading for one in VISIT_COLUMNS), *headings])
        for column, text in enumerate((self.slot.unit, self.slot.sample), 1):
            _write(sheet.cell(2, column), text)
        for column, one in enumerate(asked, len(VISIT_COLUMNS) + 1):
            self._figure(sheet.cell(2, column), one)

    def _named(self, name: str) -> Worksheet:
        sheet: Worksheet = self.book.worksheets[0]
        sheet.title = name
        return sheet

    def _figure(self, cell: Cell, one: Input) -> None:
        if one.id == self.slot.input:
            self.cell = str(cell.coordinate)
            _write(cell, _as_number(self.typed))
            return
        row = self.known.get(one.id, {})
        absent = row.get("status") == "not_applicable"
        _write(cell, NOT_APPLICABLE if absent else _number(row.get("value")))

    def _beside(self, one: Input, column: str) -> Typed:
        return _number(self.known.get(one.id, {}).get(column))


def _number(given: Any) -> float | None:
    return None if given is None or pd.isna(given) else float(given)


def _as_number(typed: str) -> Typed:
    """A number where a spreadsheet would have made one of it."""
    try:
        return float(typed)
    except ValueError:
        return typed


def _write(cell: Cell, content: Typed) -> None:
    """Text as text, whatever it begins with."""
    if isinstance(content, str):
        cell.value, cell.data_type = content, "s"
    elif isinstance(content, float):
        cell.value, cell.data_type = repr(content), "n"


def figures_of(scheme: Scheme, unit: str) -> Iterator[Asked]:
    """The figures that a unit has, sampled villages' apart: the county's own, or a town's."""
    for indicator in (*scheme.indicators, *scheme.components):
        for one in indicator.inputs:
            if not one.sampled and is_county(indicator, one) == (unit == COUNTY):
                yield Asked(indicator, one)
