"""A list of problems (问题清单) that stands alone, of any towns: bytes in, rows out, never an exception."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from data.findings import Finding
from data.intake import PROBLEMS
from data.reading.book import Book
from data.reading.container import UnreadableError
from data.reading.formats import other_name
from data.reading.lists import ListReader
from data.reading.notes import Notes
from data.reading.prepared import prepared
from data.reading.tables import find_sheet, find_table
from data.roster import Roster
from data.templates.forms import META_SHEET, PROBLEM_COLUMNS, PROBLEM_SHEET
from scoring.scheme import Scheme

Read = tuple[str, list[dict[str, Any]], tuple[Finding, ...]]
"""The SHA-256 of the bytes, the rows by the names of ``data.intake.PROBLEMS``, and what is wrong in the file."""


def read_office_list(content: bytes, file_name: str, scheme: Scheme, roster: Roster) -> Read:
    """What the list says. A row that names no town has "" for it: there is no unit whose list it would be."""
    notes, rows = Notes(), list[dict[str, Any]]()
    try:
        book = Book(content)
        for one in (*filter(None, [other_name(book.container, file_name)]), *book.container.remarks):
            notes.keep(one)
        rows = _rows(book, scheme, roster, notes)
    except UnreadableError as why:
        notes.keep(why.finding)
    return sha256(content).hexdigest(), rows, notes.findings


def _rows(book: Book, scheme: Scheme, roster: Roster, notes: Notes) -> list[dict[str, Any]]:
    grid = find_sheet(book, PROBLEM_SHEET, PROBLEM_COLUMNS, notes, (META_SHEET,))
    if grid is None:
        notes.add("R516")
        return []
    table = find_table(grid, PROBLEM_COLUMNS, notes, {})
    if table is None:
        return []
    told = ListReader(prepared(scheme), "", roster, table, notes).problems("")
    return [dict(zip(PROBLEMS.columns, row, strict=True)) for row in told]
