"""A scheme as it is uploaded: a workbook, one YAML file, or a zip of them. It is taken whole or refused whole."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from data.limits import MAX_BYTES, MEGABYTE
from data.reading.container import UnreadableError
from data.reading.isolated import readers
from data.scheme_book import read_scheme_workbook
from data.store_schemes import scheme_fingerprint
from scoring.located import MAX_CHARACTERS, Fault, SchemeError
from scoring.scheme import Scheme
from scoring.scheme_file import parse_scheme
from scoring.scheme_text import HEAD, scheme_texts

MAX_FILES = 100
"""How many YAML files a zip may hold."""

YAML = (".yaml", ".yml")
WORKBOOK = "xl/workbook.xml"
_NOT_ZIP = (BadZipFile, ValueError, NotImplementedError, OSError)
_BROKEN = (BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, OSError)


@dataclass(frozen=True)
class Candidate:
    """A scheme that could be kept: as it loads, and the texts that would be kept, file name → text."""

    scheme: Scheme
    texts: Mapping[str, str]

    @cached_property
    def fingerprint(self) -> str:
        """What it would be known by in the store."""
        return scheme_fingerprint(self.scheme.code, self.scheme.version, self.texts)


def read_uploaded_scheme(content: bytes, file_name: str) -> Candidate:
    """The scheme in an uploaded file. SchemeError lists every fault with file and line, or sheet and cell."""
    if len(content) > MAX_BYTES:
        raise _refused(file_name, f"文件超过 {MAX_BYTES // MEGABYTE} MB", "请确认传的是考核方案")
    archive = _archive(content)
    if archive is not None and WORKBOOK not in archive.namelist():
        return _from_texts(_zipped(archive, file_name), file_name)
    text = _text(content)
    if archive is None and text is not None:
        return _from_texts({file_name: text}, file_name)
    scheme = read_scheme_workbook(content, file_name)
    return Candidate(scheme, scheme_texts(scheme))


def read_uploaded_scheme_apart(content: bytes, file_name: str) -> Candidate:
    """The same, read in a process of its own: no upload can take the server down."""
    try:
        return readers().ask(read_uploaded_scheme, (content, file_name))
    except UnreadableError as stopped:
        why = stopped.finding
        raise _refused(file_name, why.message.removesuffix("。"), why.remedy.removesuffix("。")) from stopped


def _archive(content: bytes) -> ZipFile | None:
    if not content.startswith(b"PK"):
        return None
    try:
        return ZipFile(BytesIO(content), metadata_encoding="gb18030")
    except _NOT_ZIP:
        return None


def _text(content: bytes) -> str | None:
    """The content as text, in UTF-8 or as Windows saves Chinese; None when it is none."""
    if b"\0" in content or not content.strip():
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    return None


def _from_texts(texts: Mapping[str, str], file_name: str) -> Candidate:
    """The scheme whose head is ``scheme.yaml``, or the only file there is; it is kept under that name."""
    if sum(map(len, texts.values())) > MAX_CHARACTERS:
        raise _refused(file_name, f"方案文字超过 {MAX_CHARACTERS} 个字符", "请检查文件")
    named = next((one for one in (HEAD, "scheme.yml") if one in texts), None)
    head = named or (next(iter(texts)) if len(texts) == 1 else None)
    if head is None:
        raise _refused(file_name, "压缩包里没有 scheme.yaml", "请把方案文件夹中的全部 YAML 文件一起压缩")
    scheme = parse_scheme(texts, head)
    return Candidate(scheme, {HEAD if name == head else name: text for name, text in texts.items()})


def _zipped(archive: ZipFile, file_name: str) -> dict[str, str]:
    """The YAML files beside the head, by their names without the folder."""
    listed = [one for one in archive.infolist() if _is_yaml(one.filename)]
    if not listed:
        raise _refused(
            file_name, "压缩包里没有 YAML 文件", "请上传方案工作簿（.xlsx）、YAML 文件，或装有 YAML 文件的压缩包"
        )
    if len(listed) > MAX_FILES or sum(one.file_size for one in listed) > 4 * MAX_CHARACTERS:
        raise _refused(file_name, f"压缩包里的 YAML 文件超过 {MAX_FILES} 个或过大", "请确认传的是考核方案")
    folders = {PurePosixPath(one.filename).parent for one in listed}
    if len(folders) > 1:
        raise _refused(file_name, "压缩包里有几个文件夹都放了 YAML 文件", "一个压缩包请只放一个方案")
    return {PurePosixPath(one.filename).name: _unzipped(archive, one, file_name) for one in listed}


def _is_yaml(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix.lower() in YAML and not any(part.startswith((".", "__MACOSX")) for part in path.parts)


def _unzipped(archive: ZipFile, one: ZipInfo, file_name: str) -> str:
    """The text of a member. What it says of its size has been checked, and no more than that is ever read."""
    try:
        with archive.open(one) as part:
            content = part.read(one.file_size)
    except _BROKEN as fault:
        raise _refused(file_name, f"压缩包里的“{one.filename}”打不开", "请重新压缩，不要加密码") from fault
    text = _text(content) if content.strip() else ""
    if text is None:
        raise _refused(f"{file_name}：{one.filename}", "不是文字文件", "请用 UTF-8 编码保存")
    return text


def _refused(file: str, message: str, remedy: str) -> SchemeError:
    return SchemeError([Fault(file, 0, "", message, remedy)])
