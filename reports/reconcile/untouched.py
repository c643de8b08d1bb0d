"""What no reader of a file speaks of must not have changed either since the file was written.

The texts of a file are compared one by one. What is left is how it looks and what it carries along: the colour of a
light, a photograph, a number's format, the page's program.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from reports.reconcile.difference import Difference
from reports.reconcile.reading import OFFICE

_ZIPS = (*OFFICE, ".zip")


def touched(name: str, produced: bytes, made: bytes) -> Iterator[Difference]:
    """Every part of a file that is not as it was made anew."""
    if produced == made:
        return
    told = "文字和数没有不同，但生成后被改动过或另存过：请改用 report 写出的那份，或重新生成"
    parts = list(_differing_parts(name, produced, made))
    for file, part in parts or [(name, "")]:
        yield Difference(file, part, told)


def _differing_parts(name: str, produced: bytes, made: bytes) -> Iterator[tuple[str, str]]:
    """File and part; a file in a zip is a file."""
    there, wanted = _parts(name, produced), _parts(name, made)
    for part in [*there, *(one for one in wanted if one not in there)]:
        found, expected = there.get(part), wanted.get(part)
        if found == expected:
            continue
        if found is not None and expected is not None and _is_zip(part):
            yield from _differing_parts(f"{name}/{part}", found, expected)
        else:
            yield name, f"部件“{part}”"


def _is_zip(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _ZIPS


def _parts(name: str, content: bytes) -> dict[str, bytes]:
    if not _is_zip(name):
        return {}
    try:
        with ZipFile(BytesIO(content)) as archive:
            return {one: archive.read(one) for one in archive.namelist()}
    except BadZipFile:
        return {}
