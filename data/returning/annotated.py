"""A workbook marked as it is: everything else in the file stays what and where it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.findings import Finding
from data.returning.book import Book, Sheet
from data.returning.list_sheet import HEADING_ROW, Heading, items_of, list_sheet
from data.returning.marks import Marker
from data.returning.markup import SurgeryError
from data.returning.old_list import old_grounds
from data.returning.package import Package
from data.returning.styles import Styles
from data.templates.correction import CORRECTION_SHEET, is_correction_sheet


@dataclass(frozen=True)
class Annotated:
    """A marked file, and the ending its name must have."""

    content: bytes
    ending: str


def annotated(content: bytes, findings: Sequence[Finding], heading: Heading, about: Mapping[str, str]) -> Annotated:
    """The file with those findings marked and listed on its first sheet; marks of an earlier return are gone.

    ``about`` names indicators by their codes. SurgeryError when the file cannot be marked.
    """
    book = Book(Package(content))
    where = book.part_of("styles")
    if not where:
        raise SurgeryError("a workbook without styles")
    styles = Styles(book.package.tree(where))
    marker = Marker(book, styles)
    _clean(book, marker)
    sheets = book.sheets()
    grounds = _marked(marker, sheets, findings)
    items = items_of(findings, [one.name for one in sheets if one.visible], about)
    xml = list_sheet(book.namespace, styles, heading, items, grounds)
    book.put_first(CORRECTION_SHEET, xml, f"${HEADING_ROW}:${HEADING_ROW}")
    return Annotated(book.package.content(), book.ending)


def _clean(book: Book, marker: Marker) -> None:
    """Take out the list and the marks of an earlier return."""
    lists = [one for one in book.sheets() if is_correction_sheet(one.name)]
    grounds: dict[tuple[str, str], str] = {}
    for one in lists:
        grounds.update(old_grounds(book, one.part))
        book.take_out(one.name)
    marker.clean(book.sheets(), grounds)


def _marked(marker: Marker, sheets: Sequence[Sheet], findings: Sequence[Finding]) -> dict[tuple[str, str], str]:
    """Mark every sheet with findings on cells; what the coloured cells were filled with before."""
    on = defaultdict(list)
    for one in findings:
        if one.cell:
            on[one.sheet].append(one)
    grounds: dict[tuple[str, str], str] = {}
    for sheet in sheets:
        if on[sheet.name]:
            grounds.update(marker.mark(sheet, on[sheet.name]))
    return grounds
