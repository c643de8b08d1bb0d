"""Lists as workbooks to sort and filter: the tables that stand behind a circular, a number as a number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from openpyxl.worksheet.worksheet import Worksheet

from charts.text import number
from data.timeless import timeless
from reports.audit import paper
from reports.blocks import Cell, Table
from reports.circular.attachments import department_account, problem_list
from reports.material import Material

_HEAD, _WIDTH = 3, 1.5
"""The row of the headings, and how many characters wide a column is for a share of 1."""
_EPOCH = datetime(2000, 1, 1)


def problem_workbook(material: Material) -> bytes:
    """The problems of the ledger that hang, a row each."""
    one = problem_list(material)
    return _workbook(material, one.title, one.table, one.nothing)


def account_workbook(material: Material) -> bytes:
    """What each unit answers for, a row each."""
    one = department_account(material)
    return _workbook(material, one.title, one.table, one.nothing)


def _workbook(material: Material, title: str, table: Table, nothing: str) -> bytes:
    workbook = paper.new_workbook()
    sheet = workbook.create_sheet(title)
    demo = "（演示数据）" if material.demo else ""
    paper.text(sheet, 1, 1, f"{material.county}{material.diagnosis.round.name}{title}{demo}", "title")
    state = "数据已封存" if material.frozen else "数据未封存，结果可能变动"
    paper.text(sheet, 2, 1, f"{state}，数据指纹 {material.fingerprint}。{table.note}", "note")
    _fill(sheet, table, nothing)
    properties = workbook.properties
    properties.creator, properties.title, properties.keywords = "", title, material.fingerprint
    properties.created = _EPOCH
    file = BytesIO()
    workbook.save(file)
    return timeless(file.getvalue())


def _fill(sheet: Worksheet, table: Table, nothing: str) -> None:
    paper.headings(sheet, [one.heading for one in table.columns], _HEAD)
    for row, cells in enumerate(table.rows, _HEAD + 1):
        _row(sheet, row, cells)
    if not table.rows:
        paper.text(sheet, _HEAD + 1, 1, nothing, "note")
    paper.laid_out(sheet, [max(8, one.share * _WIDTH) for one in table.columns], (26, 20), across=False)
    sheet.freeze_panes, sheet.print_title_rows = f"A{_HEAD + 1}", f"{_HEAD}:{_HEAD}"
    sheet.auto_filter.ref = f"A{_HEAD}:{sheet.cell(_HEAD, len(table.columns)).column_letter}{_HEAD + len(table.rows)}"


def _row(sheet: Worksheet, row: int, cells: Sequence[Cell]) -> None:
    """Numbers as numbers where they are written as such; what says more («＜0.01», «1.00–2.00») as text."""
    for column, cell in enumerate(cells, 1):
        if cell.number is not None and cell.text == number(cell.number, 0):
            paper.figure(sheet, row, column, cell.number, "count")
        elif cell.number is not None and cell.text == number(cell.number):
            paper.figure(sheet, row, column, cell.number, "formula")
        else:
            paper.text(sheet, row, column, cell.text)
