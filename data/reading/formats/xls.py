"""xls and et: the records of BIFF8 (and BIFF5) in an OLE file, as far as a second look needs them (MS-XLS 2.4)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from struct import error as struct_error
from struct import unpack_from

import olefile

from data.findings import finding
from data.reading.container import MAX_COLUMNS, MAX_ROWS, Container, Look, UnreadableError, cell_name, note_extent
from data.reading.formats.errors import error_word

MAGIC = b"\xd0\xcf\x11\xe0"
ENCRYPTED, STREAMS, MACROS = "EncryptedPackage", ("Workbook", "Book"), "_VBA_PROJECT_CUR"

_BOF, _EOF, _SHEET, _PASSWORD, _DAYS_FROM_1904, _BOOKS = 0x0809, 0x000A, 0x0085, 0x002F, 0x0022, 0x01AE
_XF, _FORMAT, _ROW, _COLUMNS = 0x00E0, 0x041E, 0x0208, 0x007D
_FORMULA, _ERROR_OR_YES, _MANY = 0x0006, 0x0205, 0x00BD
_CELLS = frozenset({_FORMULA, _ERROR_OR_YES, _MANY, 0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6})
_THIS_BOOK, _ADD_INS = 0x0401, 0x3A01
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_PERCENT_FORMATS = {9, 10}
_CUT_OFF = (struct_error, IndexError)
Record = tuple[int, bytes]


class Xls(Container):
    """A workbook of one binary stream."""

    suffixes = (".xls", ".et", ".xlt", ".ett")

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.stream, macros = _stream(content)
        try:
            self._globals = list(records(self.stream, 0))
            self._places = dict(self._sheet_places())
        except _CUT_OFF as fault:
            raise UnreadableError(finding("R107")) from fault
        if any(kind == _PASSWORD for kind, _ in self._globals):
            raise UnreadableError(finding("R103"))
        self._note_company(macros)
        for name in self._places:  # calamine parses all sheets at once
            self.look(name)

    def _note_company(self, macros: bool) -> None:
        if macros:
            self.remarks.append(finding("R122"))
        if any(kind == _BOOKS and _count(body) not in (_THIS_BOOK, _ADD_INS) for kind, body in self._globals):
            self.remarks.append(finding("R123"))
        if any(kind == _DAYS_FROM_1904 and body[:1] == b"\x01" for kind, body in self._globals):
            self.remarks.append(finding("R138"))

    def _sheet_places(self) -> Iterator[tuple[str, int]]:
        """Where each sheet begins."""
        for kind, body in self._globals:
            if kind == _SHEET:
                yield _short_text(body[6:], self._is_old), unpack_from("<I", body)[0]

    @cached_property
    def _is_old(self) -> bool:
        """Whether texts are of one byte a letter, as before Excel 97."""
        kind, body = self._globals[0] if self._globals else (0, b"")
        return kind == _BOF and len(body) > 2 and unpack_from("<H", body)[0] < 0x0600

    @cached_property
    def _percent_looks(self) -> set[int]:
        """The numbers of the cell styles that show percentages."""
        formats = set(_PERCENT_FORMATS)
        formats.update(
            unpack_from("<H", body)[0] for kind, body in self._globals if kind == _FORMAT and b"%" in body[2:]
        )
        styles = [body for kind, body in self._globals if kind == _XF]
        return {number for number, body in enumerate(styles) if unpack_from("<H", body, 2)[0] in formats}

    def _scan(self, sheet: str) -> Look:
        look = Look()
        try:
            for kind, body in records(self.stream, self._places[sheet]) if sheet in self._places else ():
                self._note(look, sheet, kind, body)
        except _CUT_OFF as fault:
            raise UnreadableError(finding("R107")) from fault
        return look

    def _note(self, look: Look, sheet: str, kind: int, body: bytes) -> None:
        if kind in _CELLS:
            for row, column, style in _cells(kind, body):
                note_extent(sheet, row, column)
                if style in self._percent_looks:
                    look.percents.add(cell_name(row, column))
            _note_cell(look, kind, body)
        elif kind == _ROW:
            row = unpack_from("<H", body)[0]
            if row < MAX_ROWS and body[12] & _ROW_HIDDEN:
                look.hidden_rows.add(row)
        elif kind == _COLUMNS:
            first, last, _, _, flags = unpack_from("<5H", body)
            if flags & _COLUMN_HIDDEN:
                look.hidden_columns.update(range(first, min(last + 1, MAX_COLUMNS)))


def _count(body: bytes) -> int:
    """The second number of a record."""
    return int(unpack_from("<H", body, 2)[0])


def _stream(content: bytes) -> tuple[bytes, bool]:
    """The workbook's stream, and whether there are macros beside it."""
    if ENCRYPTED.encode("utf-16-le") in content:
        raise UnreadableError(finding("R103"))
    try:
        with olefile.OleFileIO(BytesIO(content)) as ole:
            name = next((one for one in STREAMS if ole.exists(one)), "")
            return (ole.openstream(name).read() if name else b""), ole.exists(MACROS)
    except UnreadableError:
        raise
    except Exception as fault:  # whatever a damaged file makes the library stumble over
        raise UnreadableError(finding("R107")) from fault


def records(stream: bytes, place: int) -> Iterator[Record]:
    """The records from a place to the end of its part, charts inside left out. A cut-off file ends where it ends."""
    depth, end = 0, len(stream)
    while place + 4 <= end:
        kind, size = unpack_from("<HH", stream, place)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def _cells(kind: int, body: bytes) -> Iterator[tuple[int, int, int]]:
    """Row, column and style of the cells of a record."""
    row, column, style = unpack_from("<3H", body)
    if kind != _MANY:
        yield row, column, style
        return
    for number in range((len(body) - 6) // 6):
        yield row, column + number, unpack_from("<H", body, 4 + 6 * number)[0]


def _note_cell(look: Look, kind: int, body: bytes) -> None:
    row, column = unpack_from("<HH", body)
    if kind == _ERROR_OR_YES and body[7] == 1:
        look.faults[cell_name(row, column)] = error_word(body[6])
    if kind == _FORMULA:
        look.formulas[cell_name(row, column)] = ""
        if body[12:14] == b"\xff\xff" and body[6] == 2:
            look.faults[cell_name(row, column)] = error_word(body[8])


def _short_text(body: bytes, old: bool) -> str:
    """A text with its length in one byte before it."""
    if old:
        return body[1 : 1 + body[0]].decode("gb18030", "replace")
    wide = body[1] & 1
    text = body[2 : 2 + body[0] * (2 if wide else 1)]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")
