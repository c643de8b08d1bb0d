"""csv and its kin: text in whatever encoding and with whatever separator. It is one sheet, the form."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator

from data.findings import finding
from data.reading.container import Container, Look, UnreadableError, cell_name, note_extent
from data.reading.text import Cell
from data.templates.forms import FORM_SHEET, KIND_TITLES, VISIT_SHEET

SEPARATORS = (",", "\t", ";", "，", "|")
LOOKED_AT_LINES = 30
"""How many lines tell what separates the cells, and whose form it is."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAID = re.compile(r"sep=(.)\r?\n", re.I)


class TextTable(Container):
    """A table in a text file."""

    suffixes = (".csv", ".txt", ".tsv")
    only_sheet = True

    def __init__(self, text: str, separator: str) -> None:
        super().__init__()
        said = _SAID.match(text)
        self._lines = text[said.end() if said else 0 :].splitlines(keepends=True)
        self._separator = separator
        head = "".join(self._lines[:LOOKED_AT_LINES])
        self.name = VISIT_SHEET if KIND_TITLES["inspection"] in head else FORM_SHEET
        self._rows, look = self._table()
        self._looks = {self.name: look}
        self.remarks.append(finding("R131"))

    def sheet_names(self) -> tuple[str, ...]:
        """The one sheet there is."""
        return (self.name,)

    def rows(self, sheet: str) -> list[list[Cell]]:
        """The cells as text; numbers are understood where they are asked for."""
        return self._rows

    def _table(self) -> tuple[list[list[Cell]], Look]:
        """The rows, all of one length. A formula is no value: nobody reckons it."""
        rows, look = list[list[Cell]](), Look()
        for number, line in enumerate(self._read()):
            filled = [place for place, text in enumerate(line) if text.strip()]
            if filled:
                note_extent(self.name, number, filled[-1])
            rows.append(list[Cell](line[: filled[-1] + 1] if filled else []))
            for place in filled:
                if line[place].startswith("="):
                    self._set_aside(rows[-1], look, number, place)
        width = max(map(len, rows), default=0)
        return [[*row, *[""] * (width - len(row))] for row in rows], look

    def _read(self) -> Iterator[list[str]]:
        try:
            yield from csv.reader(self._lines, delimiter=self._separator)
        except csv.Error as fault:
            raise UnreadableError(finding("R107")) from fault

    @staticmethod
    def _set_aside(row: list[Cell], look: Look, number: int, place: int) -> None:
        name = cell_name(number, place)
        look.faults[name], look.formulas[name] = "", str(row[place])[1:]
        row[place] = ""


def text_table(content: bytes) -> TextTable | None:
    """The table in a text file; None when it is no text, or no table."""
    text = decoded(content)
    if text is None:
        return None
    separator = _separator(text)
    return TextTable(text, separator) if separator else None


def decoded(content: bytes) -> str | None:
    """The text in the bytes, by its mark, else UTF-8, else the Chinese encoding of Windows; None when it is no text."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _text(content[len(mark) :], encoding)
    zeros = Counter(place % 2 for place, byte in enumerate(content[:400]) if byte == 0)
    if zeros:
        return _text(content, "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be")
    return next((text for one in ("utf-8", "gb18030") if (text := _text(content, one)) is not None), None)


def _text(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _NO_TEXT.search(text) else text


def _separator(text: str) -> str:
    """The sign that stands in the most lines; "" when there is none in at least two."""
    said = _SAID.match(text)
    if said:
        return said[1]
    lines = [line for line in text.splitlines()[:LOOKED_AT_LINES] if line.strip()]
    counts = {sign: sum(sign in line for line in lines) for sign in SEPARATORS}
    best = max(SEPARATORS, key=lambda sign: (counts[sign], text.count(sign)))
    return best if counts[best] > 1 else ""
