"""Freezing a round (封存): its scheme, its figures and its results are fixed under one fingerprint.

A frozen round refuses every change that could move its results. To put something right the office opens it again with
a reason; the next freeze has the next number, and the earlier one stays as it was.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, Select, func, insert, select, update

from data.diagnosis import Diagnosis
from data.fingerprint import contents, fingerprint
from data.loop_tables import freezes
from data.scheme_versions import fingerprint_of
from data.store import Store
from data.store_engine import Change, StoreError, change
from data.store_rounds import round_id
from data.tables import revision_counter, rounds

FROZEN, OPEN = "frozen", "open"
NUMBERS = frozenset(
    ["value", "target", "last_year", "points", "full", "low", "high", "projected", "rank", "group_rank"]
)
"""The columns of numbers in the tables that a freeze keeps."""


@dataclass(frozen=True)
class Freeze:
    """One freeze of a round. ``number`` counts the freezes of the round from 1; ``projected`` is the county's total."""

    round_name: str
    number: int
    fingerprint: str
    data_revision: int
    projected: float
    by: str
    at: datetime
    reason: str
    reopened_by: str
    reopened_at: datetime | None
    reopened_reason: str


class Freezer:
    """Freezes the rounds of a store. Each method raises StoreError for what it refuses."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def freeze(
        self, diagnose: Callable[[], Diagnosis], by: str, reason: str = "", at: datetime | None = None
    ) -> Freeze:
        """Freeze the round of the diagnosis. A change that comes in between is noticed, and nothing is frozen."""
        revision, diagnosis = self.store.revision(), diagnose()
        _named(by)
        if not diagnosis.reported:
            raise StoreError(f"{diagnosis.round.name}还没有任何数据，不能封存。")
        with change(self.store.engine, "freeze", by.strip(), at) as one:
            if _revision_before(one) != revision:
                raise StoreError("测算之后数据又有变动，请重新核对后再封存。")
            _set_status(one, diagnosis.round.name, OPEN, FROZEN)
            _keep(one, diagnosis, revision, reason.strip())
        return self.freezes(diagnosis.round.name)[-1]

    def reopen(self, round_name: str, by: str, reason: str, at: datetime | None = None) -> None:
        """Open a frozen round again, for a correction; the reason is kept with the freeze."""
        _named(by)
        if not reason.strip():
            raise StoreError("请写明解除封存的原因。")
        with change(self.store.engine, "reopen", by.strip(), at) as one:
            _set_status(one, round_name, FROZEN, OPEN)
            latest = self._latest(one.connection, round_name)
            marks = {"reopened_by": one.by, "reopened_at": one.at, "reopened_reason": reason.strip()}
            one.connection.execute(update(freezes).where(freezes.c.id == latest.id).values(**marks))
            one.log(round_name, number=latest.number, reason=reason.strip())

    def freezes(self, round_name: str) -> list[Freeze]:
        """The freezes of a round, the first one first."""
        with self.store.engine.begin() as connection:
            found = connection.execute(_of_round(connection, round_name)).all()
        return [
            Freeze(round_name, *(getattr(row, name) for name in list(Freeze.__dataclass_fields__)[1:])) for row in found
        ]

    def kept(self, round_name: str, number: int) -> Mapping[str, pd.DataFrame]:
        """The tables that a freeze has kept: those of :func:`data.fingerprint.contents`."""
        with self.store.engine.begin() as connection:
            rows = connection.execute(_of_round(connection, round_name).where(freezes.c.number == number)).all()
        if not rows:
            raise StoreError(f"{round_name}没有第 {number} 次封存。")
        texts = json.loads(gzip.decompress(rows[0].content))
        return {name: _table(text) for name, text in texts.items()}

    def _latest(self, connection: Connection, round_name: str) -> Row[tuple[Any, ...]]:
        return connection.execute(_of_round(connection, round_name)).all()[-1]


def _of_round(connection: Connection, round_name: str) -> Select[tuple[Any, ...]]:
    return select(freezes).where(freezes.c.round_id == round_id(connection, round_name)).order_by(freezes.c.number)


def _named(by: str) -> None:
    if not by.strip():
        raise StoreError("请填写经办人姓名。")


def _revision_before(one: Change) -> int:
    """The revision of the store before this change raised it."""
    return int(one.connection.execute(select(revision_counter.c.revision)).scalar_one()) - 1


def _set_status(one: Change, round_name: str, before: str, after: str) -> None:
    key = round_id(one.connection, round_name)
    found = one.connection.execute(
        update(rounds).where(rounds.c.id == key, rounds.c.status == before).values(status=after)
    )
    if not found.rowcount:
        raise StoreError(f"{round_name}已经封存。" if after == FROZEN else f"{round_name}没有封存，不必解除。")


def _keep(one: Change, diagnosis: Diagnosis, revision: int, reason: str) -> None:
    key = round_id(one.connection, diagnosis.round.name)
    earlier = select(func.count()).select_from(freezes).where(freezes.c.round_id == key)
    row = {
        "round_id": key,
        "number": one.connection.execute(earlier).scalar_one() + 1,
        "fingerprint": fingerprint(diagnosis),
        "scheme_sha256": fingerprint_of(diagnosis.round),
        "data_revision": revision,
        "projected": diagnosis.verdict.projected,
        "content": _content(contents(diagnosis)),
        "reason": reason,
        **{name: getattr(one, name) for name in ("by", "at", "revision")},
    }
    one.connection.execute(insert(freezes).values(**row, reopened_by="", reopened_reason=""))
    one.log(diagnosis.round.name, number=row["number"], fingerprint=row["fingerprint"], reason=reason)


def _content(tables: Mapping[str, pd.DataFrame]) -> bytes:
    texts = {name: table.to_csv(index=False, lineterminator="\n") for name, table in tables.items()}
    return gzip.compress(json.dumps(texts, ensure_ascii=False).encode(), mtime=0)


def _table(text: str) -> pd.DataFrame:
    """A kept table: its numbers to the last digit, everything else as text."""
    table = pd.read_csv(StringIO(text), dtype=str, keep_default_na=False)
    numbers = [name for name in table.columns if name in NUMBERS]
    return table.assign(**{name: table[name].map(lambda number: float(number or "nan")) for name in numbers})
