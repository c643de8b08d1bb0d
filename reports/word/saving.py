"""Documents as bytes: the same for the same content, whenever and wherever they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from docx.document import Document

from data.timeless import timeless

_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Marks:
    """What a document says of itself in its properties."""

    title: str
    author: str
    fingerprint: str
    day: date


def saved(document: Document, marks: Marks) -> bytes:
    """The document as the bytes of a docx file."""
    properties = document.core_properties
    made = datetime.combine(marks.day, time())
    properties.title, properties.author, properties.last_modified_by = marks.title, marks.author, marks.author
    properties.created = properties.modified = properties.last_printed = made
    properties.keywords, properties.comments = marks.fingerprint, f"数据指纹 {marks.fingerprint}"
    properties.revision, properties.subject, properties.category = 1, "", ""
    written = BytesIO()
    document.save(written)
    return timeless(written.getvalue())


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of those files in their order; documents inside are compressed already."""
    packed = BytesIO()
    with ZipFile(packed, "w") as target:
        for name, content in members.items():
            member = ZipInfo(name, _EPOCH)
            member.compress_type, member.external_attr = ZIP_STORED, 0o600 << 16
            target.writestr(member, content)
    return packed.getvalue()
