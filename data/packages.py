"""Zips of workbooks (压缩包), opened before anything is read: what is inside becomes files of the drop.

A zip may lie in a zip, once. Nothing is ever written to a disk, so a name in a zip is only a name.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from struct import unpack_from
from zipfile import BadZipFile, ZipFile, ZipInfo

from data.findings import Finding, finding
from data.limits import Limits, limits
from data.reading.formats import ZIP, too_big
from data.receipts import Upload

BETWEEN = " › "
"""Stands between a zip's name and the name of what is inside."""
MAX_FILES = 500
"""How many files a zip may hold."""
LONGEST_NAME = 120
"""How many characters of a name are kept."""

_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_LOCK_PREFIXES = ("~$", ".~", "._")
_WORKBOOK_PARTS = frozenset({"[Content_Types].xml", "mimetype", "xl/workbook.xml", "xl/workbook.bin"})
_NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_DIRECTORY_ENDS, _DIRECTORY_SIZE = b"PK\x05\x06", 12
_ENCRYPTED, _NAME_IS_UTF8 = 0x1, 0x800
_NOT_ZIP = (BadZipFile, ValueError, NotImplementedError, OSError)
_BROKEN = (BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, OSError)


@dataclass(frozen=True)
class Unopened(Upload):
    """A file that is not read: ``why`` says what is wrong."""

    why: Finding


Opener = Callable[[Upload], list[Upload]]


def is_workbook(name: str) -> bool:
    """Whether a file of a dropped folder is meant: not what Windows, macOS, Excel or WPS leave beside a workbook."""
    path = name.replace("\\", "/")
    last = path.rpartition("/")[2]
    ours = last.lower() not in _SYSTEM_FILES and not last.startswith(_LOCK_PREFIXES)
    return ours and not path.startswith("__MACOSX/")


def unpacked(uploads: Sequence[Upload], opener: Opener | None = None) -> list[Upload]:
    """The files of a drop, those in zips one by one as «包.zip › 表.xlsx», in their order.

    A zip that cannot be opened stays, as an Unopened. ``opener`` opens one zip, :func:`opened` when left out.
    """
    files = [inner for one in uploads for inner in _outer(one, opener or opened)]
    return list(_within(files, limits()))


def is_package(content: bytes) -> bool:
    """Whether the bytes are a zip of files and not a workbook, which is a zip inside too.

    Only the names in its directory are looked at, as bytes: whatever may be wrong with it is for another process.
    """
    directory = _directory(content) if content.startswith(ZIP) else b""
    return bool(directory) and not any(part.encode() in directory for part in _WORKBOOK_PARTS)


def opened(package: Upload) -> list[Upload]:
    """What is in a zip, and in the zips inside it."""
    return _opened(package, limits().unpacked_bytes, deeper=True)


def _outer(upload: Upload, opener: Opener) -> list[Upload]:
    looks_like_one = upload.content.startswith(ZIP) and not isinstance(upload, Unopened)
    fits = len(upload.content) <= limits().drop_bytes
    return opener(upload) if looks_like_one and fits and _may_be_package(upload) else [upload]


def _may_be_package(upload: Upload) -> bool:
    """A broken zip that is called one is told so as a zip, not as a workbook."""
    return upload.name.lower().endswith(".zip") or is_package(upload.content)


def _directory(content: bytes) -> bytes:
    """The part of a zip that lists its names; b"" when there is none."""
    end = content.rfind(_DIRECTORY_ENDS)
    if end < 0 or end + _DIRECTORY_SIZE + 4 > len(content):
        return b""
    (size,) = unpack_from("<I", content, end + _DIRECTORY_SIZE)
    return content[max(0, end - size) : end]


def _opened(package: Upload, most: int, *, deeper: bool) -> list[Upload]:
    try:
        with ZipFile(BytesIO(package.content)) as zipped:
            if _WORKBOOK_PARTS & set(zipped.namelist()):
                return [package]
            members = [one for one in zipped.infolist() if not _is_folder(one) and is_workbook(_name(one))]
            why = _wrong(members, most)
            if why is not None:
                return [_unopened(package, why)]
            return [file for one in members for file in _member(package, zipped, one, most, deeper)]
    except _NOT_ZIP:
        return [_unopened(package, finding("R134"))]


def _is_folder(member: ZipInfo) -> bool:
    return member.filename.endswith("/") and not member.file_size


def _wrong(members: Sequence[ZipInfo], most: int) -> Finding | None:
    """Why a zip is not opened."""
    if len(members) > MAX_FILES:
        return finding("R135", count=str(len(members)), limit=str(MAX_FILES))
    if not members:
        return finding("R132")
    if any(one.flag_bits & _ENCRYPTED for one in members):
        return finding("R128")
    if sum(one.file_size for one in members) > most:
        return finding("R130", limit=str(limits().unpacked_megabytes))
    return None


def _member(package: Upload, zipped: ZipFile, member: ZipInfo, most: int, deeper: bool) -> list[Upload]:
    """The file in a zip, or the files of a zip in it."""
    name, limit = f"{package.name}{BETWEEN}{_name(member)}", limits()
    inner = name.lower().endswith(".zip")
    if member.file_size > limit.file_bytes and not inner:
        return [Unopened(name, b"", too_big(member.file_size, limit.file_megabytes))]
    try:
        file = Upload(name, zipped.read(member))
    except _BROKEN:
        return [Unopened(name, b"", finding("R134" if inner else "R107"))]
    if not inner and not is_package(file.content):
        return [file]
    return _opened(file, most, deeper=False) if deeper else [Unopened(name, b"", finding("R129"))]


def _unopened(package: Upload, why: Finding) -> Unopened:
    return Unopened(package.name, package.content, why)


def _within(files: Sequence[Upload], most: Limits) -> Iterator[Upload]:
    """The files; those that are too big, or too much for the drop, unopened."""
    total = 0
    for one in files:
        total += len(one.content)
        why = None if isinstance(one, Unopened) else _too_much(one, total, most)
        yield one if why is None else _unopened(one, why)


def _too_much(file: Upload, total: int, most: Limits) -> Finding | None:
    if total > most.drop_bytes:
        return finding("R133", limit=str(most.drop_megabytes))
    if len(file.content) > most.file_bytes:
        return too_big(len(file.content), most.file_megabytes)
    return None


def _name(member: ZipInfo) -> str:
    """The name of a file in a zip as somebody may read it: in its true letters, without ways up or signs unseen."""
    said = member.filename
    if not member.flag_bits & _NAME_IS_UTF8:
        said = _in_true_letters(said)
    steps = [step for step in said.replace("\\", "/").split("/") if step not in ("", ".", "..") and step[1:2] != ":"]
    clean = _NOT_SHOWN.sub("", "/".join(steps)) or "未命名"
    return clean if len(clean) <= LONGEST_NAME else f"{clean[: LONGEST_NAME - 20]}…{clean[-19:]}"


def _in_true_letters(said: str) -> str:
    """A name that was read as the letters of the first PC, though most programs wrote UTF-8 or Chinese ones."""
    try:
        raw = said.encode("cp437")
    except UnicodeEncodeError:
        return said
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return said
