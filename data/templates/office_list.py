"""问题清单 that stands alone: the empty form for problems of any towns, which the office fills in."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from data.templates import checks
from data.templates.forms import META_SHEET, NO, PROBLEM_COLUMNS, PROBLEM_SHEET, SEVERITIES, SOURCES, YES, labelled
from data.templates.look import add_styles
from data.templates.meta import mark
from data.templates.paper import Paper
from scoring.scheme import COUNTY_ITSELF, Scheme

ROWS = 60
"""How many empty rows the form has; more can be added below."""

_STYLES = {
    "source": "fill_choice", "found_on": "fill_date", "town": "fill_choice", "rigid": "fill_choice",
    "severity": "fill_choice", "due_on": "fill_date",
}  # fmt: skip
_HOW = "一行一个问题；来源、镇、问题描述、整改时限必填；县一级的问题，镇填“县本级”，不填村，写明责任单位"


def office_list_workbook(scheme: Scheme, towns: Sequence[str]) -> bytes:
    """The empty form as xlsx, with the towns and the scheme's items to choose from."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    paper = Paper(book, PROBLEM_SHEET, PROBLEM_COLUMNS)
    first = paper.head(PROBLEM_SHEET, _HOW)
    last = first + ROWS - 1
    for row in range(first, last + 1):
        for column in PROBLEM_COLUMNS:
            paper.put(row, column.key, None, _STYLES.get(column.key, "fill_text"))
    mark(book, PROBLEM_SHEET, {})
    items = _listed(book, 4, [labelled(one) for one in scheme.indicators])
    places = _listed(book, 5, [*towns, COUNTY_ITSELF])
    choices = {"source": SOURCES, "town": places, "indicator": items, "rigid": (YES, NO), "severity": SEVERITIES}
    for key, words in choices.items():
        letter = paper.letter(key)
        paper.sheet.add_data_validation(checks.choice(f"{letter}{first}:{letter}{last}", words, strict=False))
    for key in ("found_on", "due_on"):
        letter = paper.letter(key)
        paper.sheet.add_data_validation(checks.day(f"{letter}{first}:{letter}{last}"))
    paper.finish(PROBLEM_SHEET, freeze=f"B{first}", growing=True)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _listed(book: Workbook, column: int, words: Sequence[str]) -> str:
    """Put the words down on the hidden sheet; the range of them for a drop-down."""
    for row, word in enumerate(words, 1):
        book[META_SHEET].cell(row, column, word).data_type = "s"
    letter = get_column_letter(column)
    return f"'{META_SHEET}'!${letter}$1:${letter}${len(words)}"
