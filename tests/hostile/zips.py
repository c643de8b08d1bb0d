"""Zips that mean harm: bombs flat, nested and overlapping, false sizes, passwords, names that lead elsewhere."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from struct import pack
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MEGABYTE = 1024 * 1024
UTF8 = 0x800


def zipped(members: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A usual zip."""
    written = BytesIO()
    with ZipFile(written, "w", method) as target:
        for name, body in members.items():
            target.writestr(name, body)
    return written.getvalue()


def with_parts(workbook: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """A workbook with parts put in the place of its own, added, or (None) taken out."""
    with ZipFile(BytesIO(workbook)) as source:
        own = {name: source.read(name) for name in source.namelist()}
    return zipped({name: body for name, body in {**own, **parts}.items() if body is not None})


def part_of(workbook: bytes, name: str) -> bytes:
    """A part of a workbook."""
    with ZipFile(BytesIO(workbook)) as source:
        return source.read(name)


def raw_zip(members: Iterable[tuple[bytes, bytes]], flags: int = 0, size: int | None = None, copies: int = 1) -> bytes:
    """A zip written byte by byte: names in any letters, any flags, false sizes, or many entries over one body."""
    body, directory, count = b"", b"", 0
    for name, content in members:
        packed = zlib.compress(content, 9)[2:-4]
        said = len(content) if size is None else size
        facts = pack("<HHHHHIIIHH", 20, flags, 8, 0, 33, zlib.crc32(content), len(packed), said, len(name), 0)
        place = len(body)
        body += b"PK\x03\x04" + facts + name + packed
        for number in range(copies):
            own = name if copies == 1 else b"%d-%s" % (number, name)
            entry = pack("<HHHHHHIII", 20, 20, flags, 8, 0, 33, zlib.crc32(content), len(packed), said)
            directory += b"PK\x01\x02" + entry + pack("<HHHHHII", len(own), 0, 0, 0, 0, 0, place) + own
            count += 1
    ends = pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + ends


def nested(innermost: Mapping[str, bytes], depth: int) -> bytes:
    """A zip in a zip in a zip."""
    packed = zipped(innermost)
    for number in range(depth):
        packed = zipped({f"第{number + 1}层.zip": packed}, ZIP_STORED)
    return packed


def named(content: bytes, *names: str) -> bytes:
    """One file under several names, as they stand in the zip."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as target:
        for name in names:
            member = ZipInfo("x")
            member.filename = name
            target.writestr(member, content)
    return written.getvalue()
