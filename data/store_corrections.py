"""Single figures put right on the page (更正): by whom, when, why, and what counted before. Nothing is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from data.intake import CORRECTED, VALUE_KEY
from data.shape import COUNT, MOMENT, NUMBER, TEXT, Shape
from data.store_engine import Change, StoreError
from data.store_reading import effective, read_counting, round_submissions
from data.store_rounds import open_round_id, refuse_frozen, round_id
from data.tables import corrections, rounds

CORRECTIONS = Shape(
    {
        "correction": COUNT,
        **dict.fromkeys(("round", *VALUE_KEY), TEXT),
        "value": NUMBER,
        **dict.fromkeys(("status", "typed", "reason", "by"), TEXT),
        "corrected_at": MOMENT,
        "revision": COUNT,
        "before": "object",
        "current": "bool",
        "withdrawn_at": MOMENT,
        **dict.fromkeys(("withdrawn_by", "withdrawn_reason"), TEXT),
    }
)
"""``before`` is what counted until then: source, status, value, typed, file, sheet and cell."""

FILE = "页面更正"
"""What stands for the file of a figure that came from no file."""

_BEFORE = ("source", "status", "value", "typed", "file", "sheet", "cell")


@dataclass(frozen=True)
class Counting:
    """What counts of one figure: its source («» when nobody has said anything), status and number (NaN for none)."""

    source: str = ""
    status: str = "unreported"
    value: float = nan

    def says(self, other: Counting) -> bool:
        """Whether both are the same."""
        same = self.value == other.value or (isnan(self.value) and isnan(other.value))
        return same and (self.source, self.status) == (other.source, other.status)


@dataclass(frozen=True)
class Correction:
    """A figure as it should count: of which unit, indicator, input and sampled village, and as it was typed."""

    unit: str
    indicator: str
    input: str
    sample: str
    value: float
    status: str
    typed: str

    @property
    def slot(self) -> tuple[str, str, str, str]:
        """What it is a figure of."""
        return self.unit, self.indicator, self.input, self.sample


def correct(
    change: Change, round_name: str, right: Correction, reason: str, seen: Counting, counted: pd.DataFrame | None = None
) -> int:
    """Let the corrected figure count from now on; the correction's number.

    ``seen`` is what the page showed; ``counted`` are the figures counted from the list of problems.
    StoreError when something else counts by now, the round is not open, the reason
    or the name is blank, or the figure says nothing or nothing new.
    """
    connection, key = change.connection, open_round_id(change.connection, round_name)
    _check(change, right, reason)
    row = _counting_row(connection, round_name, right.slot, counted)
    present = Counting(row["source"], row["status"], row["value"]) if row else Counting()
    if not present.says(seen):
        raise StoreError(f"这个数刚刚有变动，现为{_spoken(present)}，请核对后再更正。")
    if present.status == right.status and (right.status != "reported" or present.value == right.value):
        raise StoreError("更正后的数与现在的数相同。")
    number = _insert(change, key, right, reason.strip(), row)
    _supersede(connection, key, right, number)
    after = {"status": right.status, "value": _json(right.value), "typed": right.typed}
    change.log(
        right.unit, round=round_name, correction=number, indicator=right.indicator, input=right.input,
        sample=right.sample, before=_before(row), after=after, reason=reason.strip(),
    )  # fmt: skip
    return number


def withdraw_correction(change: Change, number: int, reason: str) -> None:
    """Take a correction back with a reason; what it had superseded counts again."""
    connection, table = change.connection, corrections
    row = connection.execute(select(table).where(table.c.id == number)).first()
    if row is None:
        raise StoreError(f"没有编号为 {number} 的更正。")
    name = refuse_frozen(connection, row.round_id)
    if not reason.strip():
        raise StoreError("撤回更正须写明原因。")
    if not change.by.strip():
        raise StoreError("请填写撤回人姓名。")
    if row.withdrawn_at is not None:
        raise StoreError(f"更正 {number} 已经撤回。")
    passed_on = update(table).where(table.c.superseded_by == number).values(superseded_by=row.superseded_by)
    connection.execute(passed_on)
    marks = {"withdrawn_at": change.at, "withdrawn_by": change.by, "withdrawn_reason": reason.strip()}
    connection.execute(update(table).where(table.c.id == number).values(marks))
    change.log(row.unit, round=name, correction=number, reason=reason.strip())


def read_corrections(connection: Connection, round_name: str, current_only: bool = True) -> pd.DataFrame:
    """The corrections of a round, oldest first; columns of CORRECTIONS."""
    table = corrections.c
    named = {
        "correction": table.id, "round": rounds.c.name, "corrected_at": table.at, "current": _is_current(),
    }  # fmt: skip
    columns = [named[name] if name in named else table[name] for name in CORRECTIONS.columns]
    which = [table.round_id == round_id(connection, round_name), *([_is_current()] if current_only else [])]
    statement = select(*columns).join_from(corrections, rounds).where(*which).order_by(table.id)
    return CORRECTIONS.frame(connection.execute(statement).all())


def as_values(table: pd.DataFrame) -> pd.DataFrame:
    """Corrections as rows of values. Their numbers are negative where a submission's stands."""
    known = table[[*VALUE_KEY, "value", "status", "typed", "by", "revision", "current", "reason", "withdrawn_reason"]]
    return known.assign(
        target=nan, last_year=nan, file=FILE, sheet="", cell="", source=CORRECTED, sha256="", target_cell="",
        last_year_cell="", submission=-table["correction"], submitted_at=table["corrected_at"],
    )  # fmt: skip


def _is_current() -> ColumnElement[bool]:
    return and_(corrections.c.superseded_by.is_(None), corrections.c.withdrawn_at.is_(None))


def _check(change: Change, right: Correction, reason: str) -> None:
    if not reason.strip():
        raise StoreError("更正须写明原因。")
    if not change.by.strip():
        raise StoreError("请填写更正人姓名。")
    if right.status not in ("reported", "not_applicable"):
        raise StoreError("更正须给出一个数，或“不适用”。")


def _counting_row(
    connection: Connection, round_name: str, slot: tuple[str, str, str, str], counted: pd.DataFrame | None
) -> dict[Any, Any]:
    """The row of the figure that counts, {} for none."""
    came = round_submissions(connection, round_name)
    corrected = as_values(read_corrections(connection, round_name))
    rows = read_counting(connection, came, _of(corrected, slot), slot)
    if counted is not None and len(mine := _of(counted, slot)):
        rows = effective(pd.concat([rows, mine], ignore_index=True))
    return dict(rows.iloc[0]) if len(rows) else {}


def _of(values: pd.DataFrame, slot: tuple[str, str, str, str]) -> pd.DataFrame:
    return values[(values[list(VALUE_KEY)] == list(slot)).all(axis="columns")]


def _insert(change: Change, key: int, right: Correction, reason: str, row: dict[Any, Any]) -> int:
    said = {name: getattr(right, name) for name in ("unit", "indicator", "input", "sample", "status", "typed")}
    columns = {
        **said, "value": None if isnan(right.value) else right.value, "round_id": key, "reason": reason,
        "by": change.by, "at": change.at, "revision": change.revision, "before": _before(row), "withdrawn_by": "",
        "withdrawn_reason": "",
    }  # fmt: skip
    added = insert(corrections).values(columns).returning(corrections.c.id)
    return int(change.connection.execute(added).scalar_one())


def _supersede(connection: Connection, key: int, right: Correction, number: int) -> None:
    same = [corrections.c[name] == part for name, part in zip(VALUE_KEY, right.slot, strict=True)]
    earlier = [corrections.c.round_id == key, corrections.c.id != number, _is_current(), *same]
    connection.execute(update(corrections).where(*earlier).values(superseded_by=number))


def _before(row: dict[Any, Any]) -> dict[str, Any]:
    return {name: _json(row[name]) for name in _BEFORE} if row else {}


def _json(given: Any) -> Any:
    if isinstance(given, str):
        return given
    return None if given is None or isnan(given) else float(given)


def _spoken(present: Counting) -> str:
    if present.status == "reported":
        return f" {present.value:.15g}（{present.source}）"
    return f"“不适用”（{present.source}）" if present.status == "not_applicable" else "未填报"
