"""责任单位工作单 as a workbook: a department's one page, to be printed or handed over."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

from data.templates.forms import Column
from data.templates.look import add_styles, lines_needed
from data.templates.paper import Paper

SHEET = "工作单"
_WIDE = 20


def work_list_workbook(title: str, summary: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """The list as xlsx, one row a thing to do; text from workbooks stays text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    columns = [Column(head, head, _width(place, rows)) for place, head in enumerate(heads)]
    paper = Paper(book, SHEET, columns)
    first = paper.head(title, summary)
    for number, row in enumerate(rows, first):
        for column, text in zip(columns, row, strict=True):
            paper.put(number, column.key, text, "text" if column.width > _WIDE else "centred")
        paper.height(number, max(lines_needed(text, one.width) for one, text in zip(columns, row, strict=True)))
    paper.finish(title, freeze=f"A{first}")
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _width(place: int, rows: Sequence[Sequence[str]]) -> int:
    """Narrow for short texts, wide for sentences."""
    longest = max((len(row[place]) for row in rows), default=0)
    return 12 if longest <= 6 else 18 if longest <= 10 else 42
