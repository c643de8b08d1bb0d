"""xlsb: the records of BIFF12, as far as a second look needs them (MS-XLSB 2.4 and 2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from struct import error as struct_error
from struct import unpack_from

from data.findings import finding
from data.reading.container import MAX_COLUMNS, MAX_ROWS, Container, Look, UnreadableError, cell_name, note_extent
from data.reading.formats.errors import error_word
from data.reading.formats.parts import Parts
from data.reading.formats.xlsx import note_company, targets_in

WORKBOOK = "xl/workbook.bin"

_ROW, _BLANK, _ERROR, _FORMULA_ERROR = 0, 1, 3, 11
_CELLS, _FORMULAS = range(2, 12), range(8, 12)
_FORMAT, _STYLE, _COLUMNS, _WORKBOOK_FACTS, _SHEET, _STYLES, _STYLES_END = 44, 47, 60, 153, 156, 617, 618
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x10, 0x01
_PERCENT_FORMATS = {9, 10}


class Xlsb(Container):
    """A workbook of binary parts."""

    suffixes = (".xlsb",)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        note_company(self, parts)
        self._read_workbook()

    def _read_workbook(self) -> None:
        """Where each sheet lies, and how the workbook counts days."""
        targets = targets_in(self.parts, "xl/_rels/workbook.bin.rels")
        self._paths: dict[str, str] = {}
        for kind, body in records(self.parts.read(WORKBOOK)):
            if kind == _SHEET:
                relation, end = _text(body, 8)
                self._paths[_text(body, end)[0]] = targets.get(relation, "")
            elif kind == _WORKBOOK_FACTS and body[:1] and body[0] & 1:
                self.remarks.append(finding("R138"))

    @cached_property
    def _percent_looks(self) -> set[int]:
        """The numbers of the cell styles that show percentages."""
        formats, looks, number, inside = set(_PERCENT_FORMATS), set[int](), 0, False
        part = "xl/styles.bin"
        for kind, body in records(self.parts.read(part)) if part in self.parts.names else ():
            if kind == _FORMAT and "%" in _text(body, 2)[0]:
                formats.add(unpack_from("<H", body)[0])
            elif kind in (_STYLES, _STYLES_END):
                inside = kind == _STYLES
            elif kind == _STYLE and inside:
                if unpack_from("<H", body, 2)[0] in formats:
                    looks.add(number)
                number += 1
        return looks

    def _scan(self, sheet: str) -> Look:
        path, look, row = self._paths.get(sheet, ""), Look(), 0
        if path not in self.parts.names:
            return look
        try:
            for kind, body in records(self.parts.read(path)):
                if kind == _ROW:
                    row = unpack_from("<I", body)[0]
                    if row < MAX_ROWS and len(body) > 11 and body[11] & _ROW_HIDDEN:
                        look.hidden_rows.add(row)
                elif kind == _COLUMNS:
                    _note_columns(look, body)
                elif kind in _CELLS:
                    self._note_cell(look, sheet, row, kind, body)
        except struct_error as fault:
            raise UnreadableError(finding("R107")) from fault
        return look

    def _note_cell(self, look: Look, sheet: str, row: int, kind: int, body: bytes) -> None:
        column, style = unpack_from("<II", body)
        note_extent(sheet, row, column)
        name = cell_name(row, column)
        if kind in (_ERROR, _FORMULA_ERROR):
            look.faults[name] = error_word(body[8] if len(body) > 8 else 0)
        if kind in _FORMULAS:
            look.formulas[name] = ""
        if style & 0xFFFFFF in self._percent_looks:
            look.percents.add(name)


def _note_columns(look: Look, body: bytes) -> None:
    first, last = unpack_from("<II", body)
    if len(body) > 16 and body[16] & _COLUMN_HIDDEN:
        look.hidden_columns.update(range(first, min(last + 1, MAX_COLUMNS)))


def records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part: kind and body. UnreadableError when one is cut off."""
    place, end = 0, len(stream)
    while place < end:
        kind, place = _number(stream, place, 2)
        size, place = _number(stream, place, 4)
        if place + size > end:
            raise UnreadableError(finding("R107"))
        yield kind, stream[place : place + size]
        place += size


def _number(stream: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    number = 0
    for shift in range(most):
        if place >= len(stream):
            raise UnreadableError(finding("R107"))
        byte = stream[place]
        place += 1
        number |= (byte & 0x7F) << 7 * shift
        if byte < 0x80:
            break
    return number, place


def _text(body: bytes, place: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    try:
        length = unpack_from("<I", body, place)[0]
    except struct_error as fault:
        raise UnreadableError(finding("R107")) from fault
    end = place + 4 + 2 * (0 if length == 0xFFFFFFFF else length)
    return body[place + 4 : end].decode("utf-16-le", "replace"), end
