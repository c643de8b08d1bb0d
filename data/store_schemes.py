"""Scheme texts in the store, so that a round can name exactly the rules it was scored under."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from data.store_engine import Change, StoreError
from data.tables import schemes


@dataclass(frozen=True)
class SchemeVersion:
    """A stored scheme; ``sha256`` is of its code, version and files together."""

    sha256: str
    code: str
    version: str
    saved_at: datetime
    saved_by: str


def scheme_fingerprint(code: str, version: str, files: Mapping[str, str]) -> str:
    """The SHA-256 that stands for these files of this scheme, whatever their order."""
    text = json.dumps([code, version, dict(files)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def has_scheme(connection: Connection, sha256: str) -> bool:
    """Whether that scheme has been stored."""
    return connection.execute(select(schemes.c.code).where(schemes.c.sha256 == sha256)).first() is not None


def save_scheme(change: Change, sha256: str, code: str, version: str, files: Mapping[str, str]) -> None:
    """Keep the files of a scheme under its fingerprint, unless they are there already."""
    if has_scheme(change.connection, sha256):
        return
    row = {"sha256": sha256, "code": code, "version": version, "files": dict(files)}
    change.connection.execute(insert(schemes).values(**row, saved_at=change.at, saved_by=change.by))
    change.log(code, version=version, sha256=sha256)


def scheme_versions(connection: Connection) -> list[SchemeVersion]:
    """The stored schemes, the earliest first."""
    columns = [schemes.c[name] for name in SchemeVersion.__dataclass_fields__]
    rows = connection.execute(select(*columns).order_by(schemes.c.saved_at, schemes.c.sha256)).mappings()
    return [SchemeVersion(**row) for row in rows]


def scheme_files(connection: Connection, sha256: str) -> dict[str, str]:
    """The files of a stored scheme, name → text; StoreError when it is not there."""
    files = connection.execute(select(schemes.c.files).where(schemes.c.sha256 == sha256)).scalar_one_or_none()
    if files is None:
        raise StoreError(f"没有指纹为 {sha256} 的方案。")
    return dict(files)
