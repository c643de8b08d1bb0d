"""Photos and documents that prove what was done about a problem: kept byte for byte, known by content, never opened.

What a file is called says nothing of what it is; what may be attached is told by its first bytes. Pictures are shown as
small copies of our own making.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps
from sqlalchemy import Connection, insert, select, update

from data.limits import limits
from data.loop_tables import attachments, problems
from data.store import Store
from data.store_engine import Change, StoreError, change
from data.store_submissions import keep_original

KINDS = {
    b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf",
    b"PK\x03\x04": "application/zip",
}  # fmt: skip
"""First bytes → what it is; Word, Excel and WPS documents of today are zips."""

SHOWN = 320
"""Pixels of a small copy's longer side."""
MOST_PIXELS = 80_000_000
"""A picture that claims more is kept, and not opened for a small copy."""


@dataclass(frozen=True)
class Attachment:
    """One file attached to a problem. ``withdrawn_at`` is None as long as it counts."""

    id: int
    problem: int
    sha256: str
    name: str
    media_type: str
    by: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str

    @property
    def is_picture(self) -> bool:
        """Whether a small copy of it can be shown."""
        return self.media_type.startswith("image/")


class Attachments:
    """The files attached to the problems of a store. Each method raises StoreError for what it refuses."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def attach(self, problem: int, name: str, content: bytes, by: str, at: datetime | None = None) -> int:
        """Attach a file to a problem; its number. The same bytes are attached to one problem once."""
        _refuse_unfit(name, content, by)
        with change(self.store.engine, "attach", by.strip(), at) as one:
            fingerprint = sha256(content).hexdigest()
            _refuse_known(one.connection, problem, name, fingerprint)
            keep_original(one.connection, fingerprint, content)
            number = _insert(one, problem, name, fingerprint, content)
            one.log(str(problem), attachment=number, name=name, sha256=fingerprint)
        return number

    def of(self, problem: int) -> list[Attachment]:
        """The files attached to a problem, the withdrawn ones too, in the order in which they came."""
        mine = select(attachments).where(attachments.c.problem_id == problem).order_by(attachments.c.id)
        with self.store.engine.begin() as connection:
            return [_read(row) for row in connection.execute(mine).mappings()]

    def withdraw(self, number: int, by: str, reason: str, at: datetime | None = None) -> None:
        """Take a file back with a reason; it is kept and no longer proves anything."""
        if not by.strip() or not reason.strip():
            raise StoreError("请填写经办人姓名和撤下的原因。")
        with change(self.store.engine, "withdraw_attachment", by.strip(), at) as one:
            marks = {"withdrawn_at": one.at, "withdrawn_by": one.by, "withdrawn_reason": reason.strip()}
            which = (attachments.c.id == number, attachments.c.withdrawn_at.is_(None))
            if not one.connection.execute(update(attachments).where(*which).values(**marks)).rowcount:
                raise StoreError("这个附件已经撤下。")
            one.log(str(number), reason=reason.strip())


def _refuse_unfit(name: str, content: bytes, by: str) -> None:
    if not by.strip():
        raise StoreError("请填写上传人姓名。")
    if media_type(content) is None:
        raise StoreError(f"「{name}」不是照片、PDF 或办公文档，没有存。")
    if len(content) > limits().file_bytes:
        raise StoreError(f"「{name}」超过 {limits().file_megabytes} MB，请压缩后再传。")


def _refuse_known(connection: Connection, problem: int, name: str, fingerprint: str) -> None:
    if connection.execute(select(problems.c.id).where(problems.c.id == problem)).first() is None:
        raise StoreError(f"没有第 {problem} 号问题。")
    same = (attachments.c.problem_id == problem, attachments.c.sha256 == fingerprint)
    kept = attachments.c.withdrawn_at.is_(None)
    if connection.execute(select(attachments.c.id).where(*same, kept)).first() is not None:
        raise StoreError(f"「{name}」已经传过了。")


def _insert(one: Change, problem: int, name: str, fingerprint: str, content: bytes) -> int:
    row = {"problem_id": problem, "sha256": fingerprint, "name": name, "media_type": media_type(content), "by": one.by}
    marks = {"at": one.at, "revision": one.revision, "withdrawn_by": "", "withdrawn_reason": ""}
    added = insert(attachments).values(**row, **marks).returning(attachments.c.id)
    return int(one.connection.execute(added).scalar_one())


def media_type(content: bytes) -> str | None:
    """What the file is by its first bytes; None for what cannot be attached."""
    return next((kind for head, kind in KINDS.items() if content.startswith(head)), None)


def small_copy(content: bytes, side: int = SHOWN) -> bytes | None:
    """A small JPEG of a picture, turned upright, without what a camera writes beside it; None when it is no picture.

    ``side``: pixels of its longer side at most.
    """
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.draft("RGB", (side * 2, side * 2))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        return None
    upright.thumbnail((side, side))
    copy = BytesIO()
    upright.save(copy, "JPEG", quality=80)
    return copy.getvalue()


def _read(row: Any) -> Attachment:
    same = [name for name in Attachment.__dataclass_fields__ if name != "problem"]
    return Attachment(problem=row["problem_id"], **{name: row[name] for name in same})
