"""The right of reply (申诉): before a round is frozen, a town or department may contest a score; the office answers.

The register (申诉—处理—改分) is kept whole: who said what when, what the office answered, and what was corrected.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data.loop_tables import appeals
from data.store import Store
from data.store_engine import Change, StoreError, change
from data.store_rounds import open_round_id, refuse_frozen, round_id

PENDING, ACCEPTED, DECLINED = "pending", "accepted", "declined"
WORDS = {PENDING: "待答复", ACCEPTED: "采纳", DECLINED: "不采纳"}


@dataclass(frozen=True)
class Appeal:
    """One appeal. ``unit`` contests the score of ``town`` (or 全县) in ``indicator``; ``wanted`` is what it asks for.

    ``correction`` is the number of the correction made of it, None while there is none. ``version`` is raised by every
    change, so that an answer to what has changed meanwhile is refused.
    """

    number: int
    unit: str
    town: str
    indicator: str
    claim: str
    wanted: str
    by: str
    at: datetime
    state: str = PENDING
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    correction: int | None = None
    version: int = 1


class AppealBook:
    """The register of a store. Each method raises StoreError for what it refuses."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def file(
        self, round_name: str, unit: str, town: str, indicator: str, claim: str, wanted: str, by: str,
        at: datetime | None = None,
    ) -> int:  # fmt: skip
        """Enter an appeal; its number. A reason and a name are needed, and a round that is not frozen."""
        _asked(("申诉单位", unit), ("申诉指标", indicator), ("申诉理由", claim), ("申诉人姓名", by))
        said = {"unit": unit, "town": town, "indicator": indicator, "claim": claim.strip(), "wanted": wanted.strip()}
        with change(self.store.engine, "appeal", by.strip(), at) as one:
            row = {**said, **_unanswered(one), "round_id": open_round_id(one.connection, round_name)}
            number = one.connection.execute(insert(appeals).values(**row).returning(appeals.c.id)).scalar_one()
            one.log(unit, round=round_name, appeal=number, indicator=indicator)
        return int(number)

    def answer(
        self, number: int, version: int, accepted: bool, words: str, by: str,
        correction: int | None = None, at: datetime | None = None,
    ) -> None:  # fmt: skip
        """Answer an appeal in writing. ``version`` is that of the appeal as it was read."""
        _asked(("答复意见", words), ("答复人姓名", by))
        with change(self.store.engine, "answer_appeal", by.strip(), at) as one:
            found = _appeal(one.connection, number)
            refuse_frozen(one.connection, found.round_id)
            if found.version != version:
                raise StoreError(f"申诉 {number} 刚刚由{found.answered_by or found.by}改过，请重新核对后再答复。")
            state = ACCEPTED if accepted else DECLINED
            said = {"state": state, "answer": words.strip(), "answered_by": one.by, "answered_at": one.at}
            marks = {**said, "correction_id": correction, "version": version + 1}
            one.connection.execute(update(appeals).where(appeals.c.id == number).values(**marks))
            one.log(found.unit, appeal=number, before=found.state, after=state, answer=words.strip())

    def of_round(self, round_name: str) -> list[Appeal]:
        """The appeals of a round in the order in which they came."""
        with self.store.engine.begin() as connection:
            mine = appeals.c.round_id == round_id(connection, round_name)
            rows = connection.execute(select(appeals).where(mine).order_by(appeals.c.id)).all()
        return [_read(row) for row in rows]


def _unanswered(one: Change) -> dict[str, Any]:
    made = {"by": one.by, "at": one.at, "revision": one.revision}
    return {**made, "state": PENDING, "answer": "", "answered_by": "", "version": 1}


def _appeal(connection: Connection, number: int) -> Any:
    row = connection.execute(select(appeals).where(appeals.c.id == number)).first()
    if row is None:
        raise StoreError(f"没有编号为 {number} 的申诉。")
    return row


def _read(row: Any) -> Appeal:
    same = [name for name in Appeal.__dataclass_fields__ if name not in ("number", "correction")]
    return Appeal(number=row.id, correction=row.correction_id, **{name: getattr(row, name) for name in same})


def _asked(*given: tuple[str, str]) -> None:
    for label, text in given:
        if not text.strip():
            raise StoreError(f"请填写{label}。")
