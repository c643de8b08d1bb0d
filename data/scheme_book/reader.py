"""Reading a scheme's workbook: the scheme it says, or every fault at once with its sheet and cell."""

from __future__ import annotations

from data.reading.book import Book
from data.reading.container import UnreadableError
from data.scheme_book.cells import Faults, Row, sheet_rows
from data.scheme_book.head import GRADES_DEPTH, head_block
from data.scheme_book.items import Items, Sheets
from data.scheme_book.layout import GRADE_COLUMNS, HEAD_SHEET, ITEM_SHEET, PLANS
from data.scheme_book.words import spoken
from scoring.located import Fault, SchemeError
from scoring.scheme import Scheme
from scoring.scheme_file import parse_blocks

_ORDER = {plan.name: place for place, plan in enumerate(PLANS)}


def read_scheme_workbook(content: bytes, file_name: str) -> Scheme:
    """The scheme in a workbook. SchemeError lists every fault, in the order of the sheets, when there is any."""
    faults = Faults(file_name)
    try:
        rows, grades = _sheets(Book(content), faults)
    except UnreadableError as error:
        why = error.finding
        fault = Fault(file_name, 0, "", why.message.removesuffix("。"), why.remedy.removesuffix("。"))
        raise SchemeError([fault]) from error
    if faults.found:
        raise SchemeError(faults.found)
    try:
        return _scheme(rows, grades, faults)
    except SchemeError as error:
        raise SchemeError(sorted(error.faults, key=_place)) from None


def _sheets(book: Book, faults: Faults) -> tuple[list[list[Row]], list[Row]]:
    """The rows of the sheets in their order, and those of the table of grades."""
    rows = [sheet_rows(book, plan.name, plan.columns, faults) for plan in PLANS]
    grades = sheet_rows(book, HEAD_SHEET.name, GRADE_COLUMNS, faults, GRADES_DEPTH) if rows[0] else []
    return rows, grades


def _scheme(rows: list[list[Row]], grades: list[Row], faults: Faults) -> Scheme:
    facts, items, inputs, rules, cases = rows
    head = head_block(facts, grades, faults)
    categories, components = Items(Sheets(items, inputs, rules, cases), faults).blocks()
    head.update(categories=categories, components=components)
    if any(fault.sheet == ITEM_SHEET.name for fault in faults.found):
        head["declares"] = {}  # a wrong cell counts as nothing: what the items add up to says nothing either
    head.lines.update(categories=head.line, components=head.line)
    return parse_blocks(head, faults.file, spoken, faults.found)


def _place(fault: Fault) -> tuple[int, int, int, str]:
    """Where a fault stands: the file first, then sheet by sheet, row by row."""
    letters = fault.cell.rstrip("0123456789")
    return _ORDER.get(fault.sheet, -1), int(fault.line), len(letters), letters
