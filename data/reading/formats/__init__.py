"""The kinds of files that can be read, each told by its content and never by its name."""

from __future__ import annotations

import re

from data.findings import Finding, finding
from data.limits import MEGABYTE, limits
from data.reading.container import Container, UnreadableError
from data.reading.formats import ods, xls, xlsb, xlsx
from data.reading.formats.parts import Parts
from data.reading.formats.text_table import text_table

ZIP = b"PK"
_WORDS = {
    b"%PDF": " PDF ",
    b"\xff\xd8\xff": "图片",
    b"\x89PNG": "图片",
    b"{\\rtf": " Word 文档",
    b"MIME-Version:": "网页",
}
_ARCHIVES = {b"Rar!": " RAR ", b"7z\xbc\xaf\x27\x1c": " 7z ", b"\x1f\x8b": " gz ", b"BZh": " bz2 "}
_WEB_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|meta|table|style)\b", re.I | re.S)
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}$")
_XML_TABLE = b"urn:schemas-microsoft-com:office:spreadsheet"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD = 2000


def opened(content: bytes) -> Container:
    """The workbook in the bytes. UnreadableError says what it is when it cannot be read, and what to do."""
    _refuse_by_size(content)
    if content.startswith(ZIP):
        return _in_zip(content)
    if content.startswith(xls.MAGIC):
        return xls.Xls(content)
    _refuse_by_first_bytes(content)
    table = text_table(content)
    if table is None:
        raise UnreadableError(finding("R102"))
    return table


def other_name(container: Container, file_name: str) -> Finding | None:
    """What is to be said when the file's name ends as another kind's does."""
    suffix = _SUFFIX.search(file_name.lower())
    if suffix is None or suffix[0] in container.suffixes:
        return None
    return finding("R121", typed=suffix[0], kind=container.suffixes[0])


def _in_zip(content: bytes) -> Container:
    parts = Parts(content)
    if xlsx.WORKBOOK in parts.names:
        return xlsx.Xlsx(parts)
    if xlsb.WORKBOOK in parts.names:
        return xlsb.Xlsb(parts)
    if ods.MIMETYPE in parts.names and parts.read(ods.MIMETYPE, _HEAD).startswith(ods.KIND):
        return ods.Ods(parts)
    raise UnreadableError(finding("R102" if "[Content_Types].xml" in parts.names else "R129"))


def _refuse_by_size(content: bytes) -> None:
    if not content:
        raise UnreadableError(finding("R101"))
    most = limits()
    if len(content) > most.file_bytes:
        raise UnreadableError(too_big(len(content), most.file_megabytes))


def too_big(size: int, limit: int) -> Finding:
    """What is said of a file of so many bytes."""
    return finding("R105", size=f"{-(-size * 10 // MEGABYTE) / 10:.1f}", limit=str(limit))


def _refuse_by_first_bytes(content: bytes) -> None:
    for start, kind in _WORDS.items():
        if content.startswith(start):
            raise UnreadableError(finding("R104", kind=kind))
    for start, kind in _ARCHIVES.items():
        if content.startswith(start):
            raise UnreadableError(finding("R136", kind=kind))
    head = _unmarked(content[:_HEAD])
    if _WEB_PAGE.match(head):
        raise UnreadableError(finding("R104", kind="网页（HTML）"))
    if _XML_TABLE in head:
        raise UnreadableError(finding("R104", kind=" XML 表格 2003 "))


def _unmarked(head: bytes) -> bytes:
    """Without a byte order mark, and without the zeros of letters of two bytes."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"")
