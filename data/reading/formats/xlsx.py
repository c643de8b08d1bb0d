"""xlsx and xlsm, strict or not: a second look by patterns, since only few sheets need more than a glance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from html import unescape
from io import BytesIO
from posixpath import normpath
from zipfile import ZipFile

from data.findings import finding
from data.reading.container import MAX_COLUMNS, MAX_ROWS, Container, Look, UnreadableError
from data.reading.formats.parts import Parts, checked_xml

WORKBOOK = "xl/workbook.xml"
MAX_STRINGS = 2_000_000
"""How many different texts a file may claim to hold: calamine takes memory for as many at once."""
MACROS, LINKS = "xl/vbaProject.bin", ("xl/externalLinks/", "xl/connections.xml")
_OUTSIDE = b'TargetMode="External"'

_TOO_FAR = re.compile(
    rb"""r=["'](?:[A-Za-z]{3,}\d|[J-Zj-z][A-Za-z]\d|[Ii][W-Zw-z]\d|[A-Za-z]{1,2}\d{5})\d*["'][^>]*(?<!/)>(?!</)"""
)
_HEAD = 1000
_CLAIMED = re.compile(rb"""\b(?:uniqueCount|count)=["'](\d+)""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.S)
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_NAME, _TYPE, _LOOK, _MIN, _MAX = (
    re.compile(rb'\b%s=["\']([^"\']*)' % key) for key in (b"r", b"t", b"s", b"min", b"max")
)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*))")
_SIGNS = (b't="e"', b"t='e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
_PERCENT_FORMATS = ("9", "10")
_YES = ("1", "true", "on")


class Xlsx(Container):
    """A workbook of XML parts."""

    suffixes = (".xlsx", ".xlsm", ".xltx", ".xltm", ".et")

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        self._xml: dict[str, bytes] = {}
        self._check_strings()
        note_company(self, parts)
        if any(
            one.get("date1904") in _YES for one in self.parts.tree(WORKBOOK).iter() if one.tag.endswith("workbookPr")
        ):
            self.remarks.append(finding("R138"))

    def check(self, sheet: str) -> None:
        """UnreadableError when the sheet's cells lie too far apart."""
        self.sheet_xml(sheet)

    def sheet_xml(self, sheet: str) -> bytes:
        """The XML of a worksheet, found to be of sane extent; b"" when the file does not say where it is."""
        if sheet not in self._xml:
            path = self._paths.get(sheet)
            xml = self.parts.xml(path) if path else b""
            if _TOO_FAR.search(xml):
                raise UnreadableError(finding("R108", sheet, rows=str(MAX_ROWS), columns=str(MAX_COLUMNS)))
            self._xml[sheet] = xml
        return self._xml[sheet]

    def percent_cells(self, sheet: str, wanted: Iterable[str]) -> set[str]:
        """Which of the wanted cells show their number as a percentage."""
        looks, cells = self._percent_looks, set(wanted)
        if not looks or not cells:
            return set()
        shown = (attributes for attributes, _ in _cells(self.sheet_xml(sheet)) if _first(_LOOK, attributes) in looks)
        return cells & {_first(_NAME, attributes) for attributes in shown}

    def without_errors(self, sheet: str) -> bytes:
        """The file with the sheet's error cells left out."""
        path, repaired = self._paths.get(sheet, ""), BytesIO()
        with ZipFile(repaired, "w") as target:
            for member in self.parts.zip.namelist():
                body = self.parts.read(member)
                target.writestr(member, _CELL.sub(_unless_error, body) if member == path else body)
        return repaired.getvalue()

    def _scan(self, sheet: str) -> Look:
        xml, look = self.sheet_xml(sheet), Look()
        if any(sign in xml for sign in _SIGNS):
            for attributes, body in _cells(xml):
                _note_cell(look, attributes, body)
        if b"hidden=" in xml:
            look.hidden_rows.update(_hidden_rows(xml))
            look.hidden_columns.update(_hidden_columns(xml))
        return look

    @cached_property
    def _paths(self) -> dict[str, str]:
        """Sheet name → its part of the zip."""
        targets = targets_in(self.parts, "xl/_rels/workbook.xml.rels")
        paths = {}
        for sheet in self.parts.tree(WORKBOOK).iter():
            key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
            if sheet.tag.endswith("}sheet") and key in targets:
                paths[sheet.get("name", "")] = targets[key]
        return {name: path for name, path in paths.items() if path in self.parts.names}

    @cached_property
    def _percent_looks(self) -> set[str]:
        """The numbers of the cell styles that show percentages."""
        if "xl/styles.xml" not in self.parts.names:
            return set()
        tree = self.parts.tree("xl/styles.xml")
        formats = {one.get("numFmtId") for one in tree.iter("{*}numFmt") if "%" in one.get("formatCode", "")}
        formats.update(_PERCENT_FORMATS)
        looks = tree.find("{*}cellXfs")
        return {str(n) for n, look in enumerate(looks if looks is not None else ()) if look.get("numFmtId") in formats}

    def _check_strings(self) -> None:
        if "xl/sharedStrings.xml" in self.parts.names:
            head = checked_xml(self.parts.read("xl/sharedStrings.xml", _HEAD))
            if any(len(claim) > 9 or int(claim) > MAX_STRINGS for claim in _CLAIMED.findall(head)):
                raise UnreadableError(finding("R107"))


def targets_in(parts: Parts, path: str) -> dict[str, str]:
    """Relation id → part, of a workbook's relations."""
    found = {}
    for one in parts.tree(path):
        target = one.get("Target", "")
        found[one.get("Id", "")] = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
    return found


def note_company(container: Container, parts: Parts) -> None:
    """Say what comes with a workbook and is neither run nor followed."""
    if MACROS in parts.names:
        container.remarks.append(finding("R122"))
    relations = (name for name in parts.names if name.endswith(".rels"))
    if any(name.startswith(LINKS) for name in parts.names) or any(_OUTSIDE in parts.read(one) for one in relations):
        container.remarks.append(finding("R123"))


def _note_cell(look: Look, attributes: bytes, body: bytes) -> None:
    """Note a cell that holds an error or a formula. A formula that came to a blank text has been reckoned."""
    formula = _FORMULA.search(body)
    kind = _first(_TYPE, attributes)
    if formula is None and kind != "e":
        return
    name = _first(_NAME, attributes)
    if formula is not None:
        look.formulas[name] = unescape((formula[1] or b"").decode("utf-8", "replace"))
    value = _first(_VALUE, body)
    if kind == "e" or (not value and kind != "str"):
        look.faults[name] = value


def _hidden_rows(xml: bytes) -> Iterator[int]:
    number = 0
    for found in _ROW.finditer(xml):
        said = _first(_NAME, found[1])
        number = int(said) if said.isdecimal() else number + 1
        if _HIDDEN.search(found[1]) and number <= MAX_ROWS:
            yield number - 1


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for found in _COLUMN.finditer(xml):
        low, high = _first(_MIN, found[1]), _first(_MAX, found[1])
        if _HIDDEN.search(found[1]) and low.isdecimal() and high.isdecimal():
            yield from range(int(low) - 1, min(int(high), MAX_COLUMNS))


def _cells(xml: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The attributes and the body of each cell."""
    return ((found[1], found[2] or b"") for found in _CELL.finditer(xml))


def _first(pattern: re.Pattern[bytes], text: bytes) -> str:
    found = pattern.search(text)
    return found[1].decode("utf-8", "replace") if found else ""


def _unless_error(found: re.Match[bytes]) -> bytes:
    return b"" if _first(_TYPE, found[1]) == "e" else found[0]
