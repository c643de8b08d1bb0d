"""The list of a file that was returned before: which cells it marked, and what they were filled with."""

from __future__ import annotations

from data.returning.book import Book
from data.returning.look import BEFORE, CELL, SHEET
from data.returning.marks import Grounds
from data.returning.markup import Element, child, children
from data.returning.places import place_of

_LOOKED_AT_ROWS = 20


def old_grounds(book: Book, part: str) -> Grounds:
    """Sheet and cell → the fill before it was marked, as the list in that part remembers it."""
    strings = _shared(book)
    rows = [_row(one, strings) for one in _rows(book.package.look(part))]
    for number, row in enumerate(rows[:_LOOKED_AT_ROWS]):
        columns = {text: column for column, text in row.items()}
        if {SHEET, CELL, BEFORE} <= columns.keys():
            sheet, cell, before = columns[SHEET], columns[CELL], columns[BEFORE]
            return {
                (one.get(sheet, ""), one.get(cell, "")): one[before] for one in rows[number + 1 :] if one.get(before)
            }
    return {}


def _rows(root: Element) -> list[Element]:
    found = child(root, "sheetData")
    return children(found, "row") if found is not None else []


def _shared(book: Book) -> list[Element]:
    part = book.part_of("sharedStrings")
    return children(book.package.look(part), "si") if part else []


def _row(row: Element, strings: list[Element]) -> dict[int, str]:
    """Column → text of a row's cells."""
    found = {}
    for cell in children(row, "c"):
        place = place_of(cell.get("r") or "")
        if place:
            found[place[1]] = _text(cell, strings)
    return found


def _text(cell: Element, strings: list[Element]) -> str:
    if cell.get("t") == "inlineStr":
        return _said(child(cell, "is"))
    value = child(cell, "v")
    said = (value.text or "") if value is not None else ""
    if cell.get("t") == "s":
        return _said(strings[int(said)]) if said.isdigit() and int(said) < len(strings) else ""
    return said


def _said(text: Element | None) -> str:
    return "".join(one.text or "" for one in text.iter("{*}t")) if text is not None else ""
