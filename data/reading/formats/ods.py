"""ods: one XML part, walked through once, since its cells have no names and are repeated by counts."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from data.findings import finding
from data.reading.container import MAX_COLUMNS, MAX_ROWS, Container, Look, UnreadableError, cell_name, note_extent
from data.reading.formats.parts import Parts

MIMETYPE, CONTENT, MANIFEST = "mimetype", "content.xml", "META-INF/manifest.xml"
KIND = b"application/vnd.oasis.opendocument.spreadsheet"

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_SHEET, _ROW, _COLUMN = f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-column"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_TYPE, _CALC_TYPE, _FORMULA = f"{_OFFICE}value-type", f"{_CALC}value-type", f"{_TABLE}formula"
_ROWS, _COLUMNS = f"{_TABLE}number-rows-repeated", f"{_TABLE}number-columns-repeated"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 p"
_NAME, _VISIBILITY = f"{_TABLE}name", f"{_TABLE}visibility"
_HIDDEN = ("collapse", "filter")


class Ods(Container):
    """An OpenDocument spreadsheet."""

    suffixes = (".ods", ".ots")

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        if MANIFEST in parts.names and b"encryption-data" in parts.read(MANIFEST):
            raise UnreadableError(finding("R103"))
        self._looks = _Walk().through(parts.xml(CONTENT))
        if any(name.startswith("Basic/") and not name.endswith(".xml") for name in parts.names):
            self.remarks.append(finding("R122"))


class _Walk:
    """One pass through a spreadsheet's XML; where it is, and what it has seen."""

    def __init__(self) -> None:
        self.looks: dict[str, Look] = {}
        self.look, self.sheet, self.depth = Look(), "", 0
        self.row, self.rows = 0, 1
        self.column, self.columns = 0, 1
        self.next_column = 0
        self.cell: Mapping[str, str] = {}
        self.text: list[str] | None = None
        self.shown = False

    def through(self, xml: bytes) -> dict[str, Look]:
        """The second look at every sheet. UnreadableError when the XML is broken, or a cell lies too far."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._end
        parser.CharacterDataHandler = self._hear
        try:
            parser.Parse(xml, True)
        except expat.ExpatError as fault:
            raise UnreadableError(finding("R107")) from fault
        return self.looks

    def _begin(self, tag: str, said: dict[str, str]) -> None:
        if tag in _CELLS:
            self.cell, self.columns, self.shown = said, _count(said, _COLUMNS), False
            self.text = [] if said.get(_CALC_TYPE) == "error" else None
        elif tag == _TEXT:
            self.shown = True
        elif tag == _ROW:
            self.column, self.rows = 0, _count(said, _ROWS)
            if said.get(_VISIBILITY) in _HIDDEN:
                self.look.hidden_rows.update(range(self.row, min(self.row + self.rows, MAX_ROWS)))
        elif tag == _COLUMN:
            first, self.next_column = self.next_column, self.next_column + _count(said, _COLUMNS)
            if said.get(_VISIBILITY) in _HIDDEN:
                self.look.hidden_columns.update(range(first, min(self.next_column, MAX_COLUMNS)))
        elif tag == _SHEET:
            self._begin_sheet(said.get(_NAME, ""))

    def _begin_sheet(self, name: str) -> None:
        """A table inside a cell belongs to its sheet and is not looked at."""
        self.depth += 1
        if self.depth == 1:
            self.look = self.looks[name] = Look()
            self.sheet, self.row, self.next_column = name, 0, 0

    def _end(self, tag: str) -> None:
        if tag in _CELLS:
            self._note_cell()
            self.column += self.columns
        elif tag == _ROW:
            self.row += self.rows
        elif tag == _SHEET:
            self.depth -= 1

    def _hear(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def _note_cell(self) -> None:
        kind, formula = self.cell.get(_TYPE), self.cell.get(_FORMULA)
        if kind is None and formula is None:
            return
        note_extent(self.sheet, self.row + self.rows - 1, self.column + self.columns - 1)
        if formula is None and kind != "percentage" and self.text is None:
            return
        for name in self._names():
            if formula is not None:
                self.look.formulas[name] = formula
            if self.text is not None or (kind is None and not self.shown):
                self.look.faults[name] = "".join(self.text or ())
            if kind == "percentage":
                self.look.percents.add(name)

    def _names(self) -> list[str]:
        """The cells that the element stands for."""
        rows, columns = range(self.row, self.row + self.rows), range(self.column, self.column + self.columns)
        return [cell_name(row, column) for row in rows for column in columns]


def _count(said: Mapping[str, str], key: str) -> int:
    text = said.get(key, "1")
    return int(text) if text.isdecimal() and len(text) < 10 else 1
