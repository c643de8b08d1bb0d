"""The parts of a file that is a zip inside: xlsx, xlsm, xlsb and ods."""

from __future__ import annotations

import zlib
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from data.findings import finding
from data.limits import MEGABYTE, limits
from data.reading.container import UnreadableError

NOT_ZIP = (BadZipFile, ValueError, NotImplementedError, OSError)
"""What opening a file that is no zip raises."""
BROKEN_PART = (BadZipFile, zlib.error, KeyError, ValueError, RuntimeError, EOFError, OSError)
"""What reading a part of a broken zip raises; ValueError where its directory points before the file's beginning."""

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


class Parts:
    """A zip whose size inside has been checked. UnreadableError when it is none, or too big."""

    def __init__(self, content: bytes) -> None:
        try:
            self.zip = ZipFile(BytesIO(content))
        except NOT_ZIP as fault:
            raise UnreadableError(finding("R107")) from fault
        self.names = set(self.zip.namelist())
        most = limits()
        if sum(one.file_size for one in self.zip.infolist()) > most.unpacked_bytes:
            raise UnreadableError(finding("R106", limit=str(most.unpacked_bytes // MEGABYTE)))

    def read(self, path: str, most: int = -1) -> bytes:
        """The bytes of a part, at most so many."""
        try:
            with self.zip.open(path) as part:
                return part.read(most)
        except BROKEN_PART as fault:
            raise UnreadableError(finding("R107")) from fault

    def xml(self, path: str) -> bytes:
        """The XML of a part, found to define no entities: no program writes any into a workbook."""
        return checked_xml(self.read(path))

    def tree(self, path: str) -> ElementTree.Element:
        """The XML of a part as a tree."""
        try:
            return ElementTree.fromstring(self.xml(path))  # noqa: S314 - there are no entities to expand
        except ElementTree.ParseError as fault:
            raise UnreadableError(finding("R107")) from fault


def checked_xml(xml: bytes) -> bytes:
    """The XML itself. UnreadableError when it has a DOCTYPE, or an encoding in which one could hide."""
    if xml[:2] in _WIDE or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise UnreadableError(finding("R107"))
    return xml
