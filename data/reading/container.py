"""An uploaded file before anything parses it: what it is, how big it is inside, and a second look at its cells.

Calamine takes memory for the whole rectangle that a sheet's cells span, and gives a cell with an error back as a blank
one. Both are settled here, on the sheet's XML as it lies in the zip.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from functools import cached_property
from io import BytesIO
from posixpath import normpath
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from data.findings import Finding, finding

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
"""How big a file may be."""
MAX_UNZIPPED = 200 * MEGABYTE
"""How big all of its parts may be together."""
MAX_STRINGS = 2_000_000
"""How many different texts a file may claim to hold: calamine takes memory for as many at once."""
MAX_ROWS, MAX_COLUMNS = 9_999, 256
"""How far a cell with something in it may lie. ``_TOO_FAR`` says the same of its name; blank ones take no memory."""

_TOO_FAR = re.compile(
    rb"""r=["'](?:[A-Za-z]{3,}\d|[J-Zj-z][A-Za-z]\d|[Ii][W-Zw-z]\d|[A-Za-z]{1,2}\d{5})\d*["'][^>]*(?<!/)>(?!</)"""
)
_HEAD = 1000
_CLAIMED = re.compile(rb"""\b(?:uniqueCount|count)=["'](\d+)""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.S)
_NAME, _TYPE, _LOOK = (re.compile(rb'\b%s=["\']([^"\']*)' % key) for key in (b"r", b"t", b"s"))
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PERCENT_FORMATS = ("9", "10")

_OLD = {b"\xd0\xcf\x11\xe0": "旧版 .xls 或 .et ", b"%PDF": " PDF ", b"\xff\xd8\xff": "图片", b"\x89PNG": "图片"}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class UnreadableError(Exception):
    """The file cannot be read; ``finding`` says why."""

    def __init__(self, why: Finding) -> None:
        super().__init__(why.message)
        self.finding = why


class Container:
    """The parts of an xlsx file. UnreadableError when it is none, or too big inside."""

    def __init__(self, content: bytes) -> None:
        _refuse_by_first_bytes(content)
        try:
            self.zip = ZipFile(BytesIO(content))
            self.names = set(self.zip.namelist())
        except (BadZipFile, ValueError, NotImplementedError, OSError) as fault:
            raise UnreadableError(finding("R107")) from fault
        if "xl/workbook.xml" not in self.names:
            raise UnreadableError(self._not_a_workbook())
        if sum(one.file_size for one in self.zip.infolist()) > MAX_UNZIPPED:
            raise UnreadableError(finding("R106", limit=str(MAX_UNZIPPED // MEGABYTE)))
        self._check_strings()

    def sheet_xml(self, name: str) -> bytes:
        """The XML of a worksheet, found to be of sane extent; b"" when the file does not say where it is."""
        if name not in self._sheets:
            self._sheets[name] = self._read(self._paths[name]) if name in self._paths else b""
            if _TOO_FAR.search(self._sheets[name]):
                raise UnreadableError(finding("R108", sheet=name, rows=str(MAX_ROWS), columns=str(MAX_COLUMNS)))
        return self._sheets[name]

    def faults(self, name: str) -> dict[str, str]:
        """The cells of a sheet that look blank to calamine but are not, with their error ("": a formula unreckoned)."""
        xml = self.sheet_xml(name)
        if b't="e"' not in xml and b"<f" not in xml and b"<worksheet" in xml[:_HEAD]:
            return {}
        found = {}
        for attributes, body in _cells(xml):
            value = _first(_VALUE, body)
            if _first(_TYPE, attributes) == "e" or (not value and re.search(rb"<(?:\w+:)?f\b", body)):
                found[_first(_NAME, attributes)] = value
        return found

    def percent_cells(self, name: str, wanted: Iterable[str]) -> set[str]:
        """Which of the wanted cells show their number as a percentage (0.95 as 95%)."""
        looks, cells = self._percent_looks, set(wanted)
        if not looks or not cells:
            return set()
        shown = (attributes for attributes, _ in _cells(self.sheet_xml(name)) if _first(_LOOK, attributes) in looks)
        return cells & {_first(_NAME, attributes) for attributes in shown}

    def without_errors(self, name: str) -> bytes:
        """The file with the sheet's error cells left out, for a sheet that calamine refuses because of one."""
        path, repaired = self._paths.get(name, ""), BytesIO()
        with ZipFile(repaired, "w") as target:
            for member in self.zip.namelist():
                body = self._read(member)
                target.writestr(member, _CELL.sub(_unless_error, body) if member == path else body)
        return repaired.getvalue()

    @cached_property
    def _sheets(self) -> dict[str, bytes]:
        return {}

    @cached_property
    def _paths(self) -> dict[str, str]:
        """Sheet name → its part of the zip."""
        targets = {one.get("Id"): one.get("Target", "") for one in self._tree("xl/_rels/workbook.xml.rels")}
        paths = {}
        for sheet in self._tree("xl/workbook.xml").iter():
            key = next((value for name, value in sheet.items() if name.endswith("}id")), None)
            if sheet.tag.endswith("}sheet") and key in targets:
                target = targets[key]
                path = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
                paths[sheet.get("name", "")] = path
        return {name: path for name, path in paths.items() if path in self.names}

    @cached_property
    def _percent_looks(self) -> set[str]:
        """The numbers of the cell styles that show percentages."""
        if "xl/styles.xml" not in self.names:
            return set()
        tree = self._tree("xl/styles.xml")
        formats = {one.get("numFmtId") for one in tree.iter(f"{_MAIN}numFmt") if "%" in one.get("formatCode", "")}
        formats.update(_PERCENT_FORMATS)
        looks = tree.find(f"{_MAIN}cellXfs")
        return {str(n) for n, look in enumerate(looks if looks is not None else ()) if look.get("numFmtId") in formats}

    def _tree(self, path: str) -> ElementTree.Element:
        xml = self._read(path)
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
            raise UnreadableError(finding("R107"))
        try:
            return ElementTree.fromstring(xml)  # noqa: S314 - without a DOCTYPE there are no entities to expand
        except ElementTree.ParseError as fault:
            raise UnreadableError(finding("R107")) from fault

    def _read(self, path: str, most: int = -1) -> bytes:
        try:
            with self.zip.open(path) as part:
                return part.read(most)
        except (BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError, EOFError, OSError) as fault:
            raise UnreadableError(finding("R107")) from fault

    def _check_strings(self) -> None:
        if "xl/sharedStrings.xml" in self.names:
            head = self._read("xl/sharedStrings.xml", _HEAD)
            if any(len(claim) > 9 or int(claim) > MAX_STRINGS for claim in _CLAIMED.findall(head)):
                raise UnreadableError(finding("R107"))

    def _not_a_workbook(self) -> Finding:
        if any(name.startswith("xl/") for name in self.names):
            return finding("R104", kind=" .xlsb ")
        if "mimetype" in self.names or "content.xml" in self.names:
            return finding("R104", kind=" .ods ")
        return finding("R102")


def _refuse_by_first_bytes(content: bytes) -> None:
    if not content:
        raise UnreadableError(finding("R101"))
    if len(content) > MAX_BYTES:
        size = f"{len(content) / MEGABYTE:.1f}"
        raise UnreadableError(finding("R105", size=size, limit=str(MAX_BYTES // MEGABYTE)))
    if content.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in content:
        raise UnreadableError(finding("R103"))
    for start, kind in _OLD.items():
        if content.startswith(start):
            raise UnreadableError(finding("R104", kind=kind))
    if not content.startswith(b"PK"):
        raise UnreadableError(finding("R102"))


def _cells(xml: bytes) -> Iterable[tuple[bytes, bytes]]:
    """The attributes and the body of each cell."""
    return ((found[1], found[2] or b"") for found in _CELL.finditer(xml))


def _first(pattern: re.Pattern[bytes], text: bytes) -> str:
    found = pattern.search(text)
    return found[1].decode("utf-8", "replace") if found else ""


def _unless_error(found: re.Match[bytes]) -> bytes:
    return b"" if _first(_TYPE, found[1]) == "e" else found[0]
