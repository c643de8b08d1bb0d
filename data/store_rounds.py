"""Rounds (轮次): which mock assessment a figure belongs to, under which scheme, and its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from sqlalchemy import Connection, func, insert, select, update

from data.store_engine import Change, StoreError
from data.store_schemes import scheme_files, scheme_versions
from data.tables import rounds


class RoundDates(TypedDict, total=False):
    """The dates of a round: opened, towns' figures due, problems rectified, evaluation over. Each may be unknown."""

    opened_on: date | None
    due_on: date | None
    rectify_by: date | None
    evaluation_by: date | None


@dataclass(frozen=True)
class Round:
    """One round. ``position`` counts from 1 in the order of opening; ``status`` is ``open`` or ``frozen``.

    ``scheme_sha256`` names the stored text of the scheme, or is None when the scheme has not been stored.
    """

    name: str
    scheme_code: str
    scheme_version: str
    opened_on: date | None = None
    due_on: date | None = None
    rectify_by: date | None = None
    evaluation_by: date | None = None
    scheme_sha256: str | None = None
    position: int = 0
    status: str = "open"


_COLUMNS = [rounds.c[name] for name in Round.__dataclass_fields__]


def all_rounds(connection: Connection) -> list[Round]:
    """The rounds in their order."""
    return [Round(**row) for row in connection.execute(select(*_COLUMNS).order_by(rounds.c.position)).mappings()]


def round_id(connection: Connection, name: str) -> int:
    """The key of that round; StoreError when there is none of that name."""
    found = connection.execute(select(rounds.c.id).where(rounds.c.name == name)).scalar_one_or_none()
    if found is None:
        raise StoreError(f"没有名为“{name}”的轮次。")
    return int(found)


def open_round_id(connection: Connection, name: str) -> int:
    """The key of that round; StoreError when it is frozen, for nothing may then move its results."""
    key = round_id(connection, name)
    refuse_frozen(connection, key)
    return key


def refuse_frozen(connection: Connection, key: int) -> str:
    """The name of the round of that key; StoreError when it is frozen."""
    name, status = connection.execute(select(rounds.c.name, rounds.c.status).where(rounds.c.id == key)).one()
    if status != "open":
        raise StoreError(f"「{name}」已经封存，不再改动；确需更正的，请先解除封存。")
    return str(name)


def read_round(connection: Connection, name: str) -> Round:
    """The round of that name; StoreError when there is none."""
    key = round_id(connection, name)
    return Round(**connection.execute(select(*_COLUMNS).where(rounds.c.id == key)).mappings().one())


def open_round(change: Change, opened: Round) -> Round:
    """Add the round after the last one; StoreError when its name is blank or taken, or its scheme is not stored."""
    connection = change.connection
    if not opened.name.strip():
        raise StoreError("轮次名称不能为空。")
    if opened.name in {one.name for one in all_rounds(connection)}:
        raise StoreError(f"轮次“{opened.name}”已经存在，请换一个名称。")
    if opened.scheme_sha256 is not None:
        scheme_files(connection, opened.scheme_sha256)
    position = (connection.execute(select(func.max(rounds.c.position))).scalar_one() or 0) + 1
    columns = {**opened.__dict__, "position": position}
    connection.execute(insert(rounds).values(columns))
    change.log(opened.name, scheme=opened.scheme_code, version=opened.scheme_version)
    return Round(**columns)


def set_dates(change: Change, name: str, dates: RoundDates) -> None:
    """Change those dates of the round, leaving its other dates; the log keeps before and after."""
    connection = change.connection
    key = round_id(connection, name)
    columns = [rounds.c[one] for one in dates]
    before = connection.execute(select(*columns).where(rounds.c.id == key)).mappings().one()
    if "due_on" in dates and dates["due_on"] != before["due_on"]:
        refuse_frozen(connection, key)  # what is overdue is counted as of that day
    connection.execute(update(rounds).where(rounds.c.id == key).values(**dates))
    change.log(name, before=_written(dict(before)), after=_written(dict(dates)))


def set_scheme(change: Change, name: str, sha256: str, reason: str) -> None:
    """Put the round under another stored scheme; the log keeps before, after and why.

    StoreError when the round is closed, the reason is blank, or the scheme is not stored or already the round's.
    """
    connection, before = change.connection, read_round(change.connection, name)
    after = next((one for one in scheme_versions(connection) if one.sha256 == sha256), None)
    if after is None:
        raise StoreError(f"没有指纹为 {sha256} 的方案。")
    if before.status != "open":
        raise StoreError(f"{name}已封存，不能改用别的方案。")
    if before.scheme_sha256 == sha256:
        raise StoreError(f"{name}本来就按这一版方案计分。")
    if not reason.strip():
        raise StoreError("请写明改用这一版方案的原因。")
    columns = {"scheme_code": after.code, "scheme_version": after.version, "scheme_sha256": sha256}
    connection.execute(update(rounds).where(rounds.c.name == name).values(**columns))
    change.log(name, reason=reason.strip(), before={key: getattr(before, key) for key in columns}, after=columns)


def _written(dates: dict[str, Any]) -> dict[str, str | None]:
    return {name: day and day.isoformat() for name, day in dates.items()}
