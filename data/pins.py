"""Numbers disputed at the meeting (会上存疑): pinned while they stand on the screen, settled afterwards.

A pin changes no result, so a frozen round takes it too. Nothing is deleted: a pin that came to nothing says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data.loop_tables import pins
from data.store import Store
from data.store_engine import Change, StoreError, change
from data.store_rounds import round_id

OPEN, PROBLEM, APPEAL, DISMISSED = "open", "problem", "appeal", "dismissed"
OUTCOME_WORDS = {OPEN: "待处理", PROBLEM: "转为问题", APPEAL: "转为申诉", DISMISSED: "无需处理"}
LONGEST = 500
"""Signs that are kept of each text of a pin; a browser hands them over, and nobody types so much at a meeting."""


@dataclass(frozen=True)
class Disputed:
    """What was disputed: on which slide, which number as it was shown, and what was said to it.

    ``mark`` is given where it was pinned and known nowhere else, so that handing it over twice keeps it once.
    ``fingerprint`` is that of the results shown; ``town`` and ``indicator`` are "" where the slide is about neither.
    """

    mark: str
    slide: str
    shown: str
    note: str = ""
    town: str = ""
    indicator: str = ""
    fingerprint: str = ""


@dataclass(frozen=True)
class Pin:
    """One pin as it stands. ``outcome_number`` is that of the problem or appeal made of it; ``reason`` why it came to
    nothing. ``version`` is raised by every change.
    """

    number: int
    disputed: Disputed
    by: str
    at: datetime
    outcome: str
    outcome_number: int | None
    reason: str
    settled_by: str
    settled_at: datetime | None
    version: int


class PinBook:
    """The pins of a store. Each method raises StoreError for what it refuses."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def pin(self, round_name: str, said: Disputed, by: str = "", at: datetime | None = None) -> int:
        """Keep what was disputed; its number. Nothing changes when a pin of that mark is known."""
        if not said.mark.strip() or not said.shown.strip():
            raise StoreError("没有说明标记的是哪个数。")
        known = self._number_of(said.mark)
        if known is not None:
            return known
        texts = {name: getattr(said, name).strip()[:LONGEST] for name in Disputed.__dataclass_fields__}
        with change(self.store.engine, "pin", by.strip(), at) as one:
            row = {**texts, **_unsettled(one), "round_id": round_id(one.connection, round_name)}
            number = one.connection.execute(insert(pins).values(**row).returning(pins.c.id)).scalar_one()
            one.log(texts["slide"], round=round_name, pin=number, shown=texts["shown"], note=texts["note"])
        return int(number)

    def of_round(self, round_name: str) -> list[Pin]:
        """The pins of a round in the order in which they came."""
        with self.store.engine.begin() as connection:
            mine = pins.c.round_id == round_id(connection, round_name)
            return [_read(row) for row in connection.execute(select(pins).where(mine).order_by(pins.c.id))]

    def settle(
        self, number: int, version: int, outcome: str, by: str,
        outcome_number: int | None = None, reason: str = "", at: datetime | None = None,
    ) -> None:  # fmt: skip
        """Say what became of a pin: the problem or appeal of that number, or nothing for a reason.

        ``version`` is that of the pin as it was read. A settled pin may be settled anew; the log keeps both.
        """
        _refuse_unsaid(outcome, outcome_number, reason, by)
        with change(self.store.engine, "settle_pin", by.strip(), at) as one:
            found = current_pin(one.connection, number, version)
            settled = {"settled_by": one.by, "settled_at": one.at, "version": version + 1}
            said = {"outcome": outcome, "outcome_number": outcome_number, "reason": reason.strip()}
            one.connection.execute(update(pins).where(pins.c.id == number).values(**said, **settled))
            one.log(found.disputed.slide, pin=number, before=found.outcome, after=said)

    def refuse_changed(self, number: int, version: int) -> None:
        """StoreError when the pin has been settled since that version, before something is made of it twice."""
        with self.store.engine.begin() as connection:
            current_pin(connection, number, version)

    def _number_of(self, mark: str) -> int | None:
        with self.store.engine.begin() as connection:
            found = connection.execute(select(pins.c.id).where(pins.c.mark == mark.strip())).scalar_one_or_none()
        return None if found is None else int(found)


def current_pin(connection: Connection, number: int, version: int) -> Pin:
    """The pin of that number; StoreError when there is none or it has been changed since that version."""
    row = connection.execute(select(pins).where(pins.c.id == number)).first()
    if row is None:
        raise StoreError(f"没有编号为 {number} 的会上标记。")
    if row.version != version:
        raise StoreError(f"第 {number} 条标记刚刚由{row.settled_by}办理（{OUTCOME_WORDS[row.outcome]}），请重新核对。")
    return _read(row)


def _refuse_unsaid(outcome: str, outcome_number: int | None, reason: str, by: str) -> None:
    if not by.strip():
        raise StoreError("请填写经办人姓名。")
    if outcome == DISMISSED and not reason.strip():
        raise StoreError("请写明无需处理的原因。")
    if outcome in (PROBLEM, APPEAL) and outcome_number is None:
        raise StoreError("没有问题或申诉的编号。")


def _unsettled(one: Change) -> dict[str, Any]:
    made = {"by": one.by, "at": one.at, "revision": one.revision, "version": 1}
    return {**made, "outcome": OPEN, "reason": "", "settled_by": ""}


def _read(row: Any) -> Pin:
    said = Disputed(**{name: getattr(row, name) for name in Disputed.__dataclass_fields__})
    same = [name for name in Pin.__dataclass_fields__ if name not in ("number", "disputed")]
    return Pin(number=row.id, disputed=said, **{name: getattr(row, name) for name in same})
