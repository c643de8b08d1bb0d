"""The texts of a workbook: cells, the numbers kept beside formulas, the names it gives to cells."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import EmptyCell

from reports.reconcile.reading.said import Said, property_texts, spoken

_FEWEST = 3
"""Headings that make a table."""


def workbook_texts(name: str, content: bytes) -> Iterator[Said]:
    """Cell by cell, a formula as its own text.

    A formula of ours keeps no number, so that whoever opens the workbook works it out; one that keeps a number says
    that too.
    """
    rules = load_workbook(BytesIO(content), read_only=True)
    kept = load_workbook(BytesIO(content), read_only=True, data_only=True)
    try:
        for sheet, beside in zip(rules.worksheets, kept.worksheets, strict=True):
            yield from _sheet(name, sheet, beside)
        for title, one in rules.defined_names.items():
            yield from spoken(name, f"名称“{title}”", str(one.value))
        yield from property_texts(name, rules.properties)
    finally:
        rules.close()
        kept.close()


def _sheet(name: str, sheet: Any, beside: Any) -> Iterator[Said]:
    headings: dict[int, str] = {}
    for cells, values in zip(sheet.iter_rows(), beside.iter_rows(values_only=True), strict=True):
        texts = {cell.column: str(cell.value) for cell in cells if not _blank(cell)}
        row = {heading: texts.get(column, "") for column, heading in headings.items()}
        for cell, value in zip(cells, values, strict=True):
            if _blank(cell):
                continue
            place, formula = f"“{sheet.title}”表 {cell.coordinate} 格", cell.data_type == "f"
            heading = headings.get(cell.column, "")
            yield Said(name, place, texts[cell.column], heading, row if heading and not formula else {})
            if formula and value is not None:
                yield Said(name, f"{place}存的数", str(value))
        if not headings and len(texts) >= _FEWEST:
            headings = texts


def _blank(cell: Any) -> bool:
    return isinstance(cell, EmptyCell) or cell.value is None
