"""The same document twice is the same file twice: Office files without the moment at which they were written."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (2000, 1, 1, 0, 0, 0)
_WRITTEN = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
"""openpyxl puts the clock's time here, whatever the document says itself."""


def timeless(content: bytes) -> bytes:
    """The same zip with one fixed time on each member; a workbook also with a fixed day of its last change."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        workbook = "xl/workbook.xml" in source.namelist()
        for name in source.namelist():
            body = source.read(name)
            if workbook and name == "docProps/core.xml":
                body = _WRITTEN.sub(rb"\g<1>2000-01-01T00:00:00Z", body)
            member = ZipInfo(name, _EPOCH)
            member.compress_type, member.external_attr = ZIP_DEFLATED, 0o600 << 16
            target.writestr(member, body)
    return file.getvalue()
