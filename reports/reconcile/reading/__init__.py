"""What stands in a produced file, text by text, each with its place: read back without knowing how it was written."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from docx.opc.exceptions import OpcError as WordPackageError
from lxml.etree import LxmlError
from openpyxl.utils.exceptions import InvalidFileException
from pptx.exc import PythonPptxError

from reports.reconcile.reading.said import Said
from reports.reconcile.reading.slides import slides_texts
from reports.reconcile.reading.web_page import page_texts
from reports.reconcile.reading.word import word_texts
from reports.reconcile.reading.workbook import workbook_texts

__all__ = ["OFFICE", "Said", "UnreadableError", "said_in"]

OFFICE = (".docx", ".pptx", ".xlsx")
_BROKEN = (
    BadZipFile, WordPackageError, PythonPptxError, InvalidFileException, LxmlError, zlib.error, struct.error,
    LookupError, ValueError, TypeError, AttributeError, AssertionError, OSError, EOFError, RuntimeError,
)  # fmt: skip
"""What the libraries raise over a file that is damaged or is something else."""


class UnreadableError(Exception):
    """A file that cannot be opened as what its name says."""


def said_in(name: str, content: bytes) -> list[Said]:
    """Everything that a file says: Word, PowerPoint, Excel, the slides as a page, and zips of them.

    UnreadableError when it is damaged; a file of another kind says nothing.
    """
    reader = _READERS.get(PurePosixPath(name).suffix.lower())
    if reader is None:
        return []
    try:
        return list(reader(name, content))
    except _BROKEN as error:
        raise UnreadableError(f"{name} 打不开：文件已损坏，或不是它的扩展名所说的格式") from error


def _zip(name: str, content: bytes) -> Iterator[Said]:
    with ZipFile(BytesIO(content)) as archive:
        for inside in sorted(archive.namelist()):
            yield from said_in(f"{name}/{inside}", archive.read(inside))


_READERS = {
    ".docx": word_texts,
    ".pptx": slides_texts,
    ".xlsx": workbook_texts,
    ".html": page_texts,
    ".zip": _zip,
}
