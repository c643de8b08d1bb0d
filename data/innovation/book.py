"""The list of cases of a store, round by round: entered, loaded, edited, taken back, carried into the next round.

Each round has its own cases, so that what was presented stays as it was; a frozen round refuses every change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data.clock import spoken
from data.innovation.reading import CaseList
from data.innovation.words import CERTAIN, CERTAINTY_WORDS, FIELD_WORDS, FIELDS, key_of
from data.loop_tables import innovation_cases
from data.store import Store
from data.store_engine import Change, StoreError, change
from data.store_rounds import all_rounds, open_round_id, refuse_frozen, round_id
from data.store_submissions import keep_original
from data.tables import rounds

_BLANK: Mapping[str, Any] = {"awarded_on": None}
Key = tuple[str, str, str]
"""What a case is known again by, the unit, and the level."""


@dataclass(frozen=True)
class InnovationCase:
    """One case in one round; ``certainty`` is one of CERTAINTY_WORDS. ``withdrawn_at`` is None as long as it counts."""

    id: int
    round_name: str
    name: str
    unit: str
    level: str
    document: str
    awarded_on: date | None
    practice: str
    effect: str
    certainty: str
    sha256: str | None
    file: str
    sheet: str
    cell: str
    version: int
    by: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str

    @property
    def key(self) -> Key:
        """The same case of the same unit at the same level has the same."""
        return key_of(self.name), self.unit, self.level

    @property
    def counts(self) -> bool:
        """Whether it has not been taken back."""
        return self.withdrawn_at is None


@dataclass(frozen=True)
class Taken:
    """What a list changed: how many cases are new, changed, as before, and how many had been taken back and stay so."""

    new: int = 0
    changed: int = 0
    same: int = 0
    withdrawn: int = 0


class InnovationBook:
    """The cases of a store. Each method raises StoreError for what it refuses."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def of_round(self, round_name: str) -> list[InnovationCase]:
        """The cases of a round in the order in which they came, those taken back too."""
        with self.store.engine.begin() as connection:
            return _of_round(connection, round_id(connection, round_name))

    def enter(self, round_name: str, given: Mapping[str, Any], by: str, at: datetime | None = None) -> int:
        """Enter a case; its number. ``given`` are FIELDS."""
        fields = _complete(given, by)
        with change(self.store.engine, "enter_case", by.strip(), at) as one:
            key = open_round_id(one.connection, round_name)
            _refuse_known(_of_round(one.connection, key), fields)
            return _insert(one, key, fields)

    def edit(
        self, number: int, version: int, given: Mapping[str, Any], by: str, reason: str, at: datetime | None = None
    ) -> None:
        """Change fields of a case that was looked at as of ``version``, with a reason."""
        _refuse_blank(reason, "请写明修改的原因。")
        with change(self.store.engine, "edit_case", by.strip(), at) as one:
            found = _current(one.connection, number, version)
            fields = _complete({**_fields(found), **given}, by)
            others = [each for each in _beside(one.connection, found) if each.id != number]
            _refuse_known(others, fields)
            if not _update(one, found, fields, reason.strip()):
                raise StoreError("没有改动。")

    def withdraw(self, number: int, version: int, reason: str, by: str, at: datetime | None = None) -> None:
        """Take a case back with a reason; it stays on the list and no longer counts."""
        _refuse_blank(by, "请填写经办人姓名。")
        _refuse_blank(reason, "请写明撤销的原因。")
        with change(self.store.engine, "withdraw_case", by.strip(), at) as one:
            found = _current(one.connection, number, version)
            marks = {"withdrawn_at": one.at, "withdrawn_by": one.by, "withdrawn_reason": reason.strip()}
            _write(one, found, marks)
            one.log(f"案例 {number}", name=found.name, reason=reason.strip())

    def take_over(self, round_name: str, read: CaseList, content: bytes, by: str, at: datetime | None = None) -> Taken:
        """Take over what a workbook lists. A case known already is updated; what the list leaves out stays."""
        _refuse_blank(by, "请填写经办人姓名。")
        if not read.acceptable:
            raise StoreError("这份案例表没有可采用的内容，或是别的轮次的，没有载入。")
        with change(self.store.engine, "load_cases", by.strip(), at) as one:
            key = open_round_id(one.connection, round_name)
            keep_original(one.connection, read.sha256, content)
            beside = {"sha256": read.sha256, "file": read.file_name}
            return _take(one, key, [{**row, **beside} for row in read.rows], f"载入 {read.file_name}")

    def carry_over(self, round_name: str, by: str, at: datetime | None = None) -> Taken:
        """Take over the cases that count in the round before; those the unit has in this round already, at whatever
        level, stay as they are.
        """
        _refuse_blank(by, "请填写经办人姓名。")
        with change(self.store.engine, "carry_cases", by.strip(), at) as one:
            key = open_round_id(one.connection, round_name)
            known = {case.key[:2] for case in _of_round(one.connection, key)}
            earlier = _before(one.connection, round_name)
            rows = [_fields(case) | _place(case) for case in earlier if case.counts and case.key[:2] not in known]
            if not rows:
                raise StoreError("上一轮没有这一轮还没有的案例。")
            return _take(one, key, rows, "沿用上一轮")


def _before(connection: Connection, round_name: str) -> list[InnovationCase]:
    names = [one.name for one in all_rounds(connection)]
    place = names.index(round_name)
    return _of_round(connection, round_id(connection, names[place - 1])) if place else []


def _take(one: Change, key: int, rows: Iterable[Mapping[str, Any]], reason: str) -> Taken:
    known = {case.key: case for case in _of_round(one.connection, key)}
    count = {"new": 0, "changed": 0, "same": 0, "withdrawn": 0}
    for row in rows:
        found = known.get((key_of(row["name"]), row["unit"], row["level"]))
        if found is None:
            _insert(one, key, row)
            count["new"] += 1
        elif not found.counts:
            count["withdrawn"] += 1
        else:
            count["changed" if _update(one, found, row, reason) else "same"] += 1
    return Taken(**count)


def _complete(given: Mapping[str, Any], by: str) -> dict[str, Any]:
    """All fields, blanks at the ends gone; StoreError when something is missing."""
    _refuse_blank(by, "请填写经办人姓名。")
    blank = {name: _BLANK.get(name, "") for name in FIELDS}
    fields = blank | {name: told.strip() if isinstance(told, str) else told for name, told in given.items()}
    for name in ("name", "unit", "level", "certainty"):
        _refuse_blank(str(fields[name] or ""), f"请填写{FIELD_WORDS[name]}。")
    if fields["certainty"] not in CERTAINTY_WORDS:
        raise StoreError(f"认定情况请选{'、'.join(CERTAINTY_WORDS.values())}。")
    if fields["certainty"] == CERTAIN and not fields["document"]:
        raise StoreError("已认定的案例请写明认定文件；没有文件的先按待认定登记。")
    return fields


def _refuse_blank(text: str, refusal: str) -> None:
    if not text.strip():
        raise StoreError(refusal)


def _refuse_known(cases: Sequence[InnovationCase], fields: Mapping[str, Any]) -> None:
    wanted = (key_of(fields["name"]), fields["unit"], fields["level"])
    known = next((one for one in cases if one.key == wanted), None)
    if known:
        back = "，已撤销" if not known.counts else ""
        raise StoreError(f"同一单位同一级别的案例已有：第 {known.id} 号“{known.name}”{back}。")


def _current(connection: Connection, number: int, version: int) -> InnovationCase:
    """The case of that number in a round that is open; StoreError when somebody else has changed it since."""
    row = connection.execute(_select().where(innovation_cases.c.id == number)).mappings().first()
    if row is None:
        raise StoreError(f"没有第 {number} 号案例。")
    found = InnovationCase(**row)
    refuse_frozen(connection, round_id(connection, found.round_name))
    if found.version != version:
        raise StoreError(f"第 {number} 号案例刚刚由{found.by}改过（{spoken(found.at)}），请看过再办。")
    if not found.counts:
        raise StoreError(f"第 {number} 号案例已由{found.withdrawn_by}撤销（{found.withdrawn_reason}），不能再改。")
    return found


def _select() -> Any:
    own = [innovation_cases.c[name] for name in InnovationCase.__dataclass_fields__ if name != "round_name"]
    return select(*own, rounds.c.name.label("round_name")).join_from(innovation_cases, rounds)


def _of_round(connection: Connection, key: int) -> list[InnovationCase]:
    mine = _select().where(innovation_cases.c.round_id == key).order_by(innovation_cases.c.id)
    return [InnovationCase(**row) for row in connection.execute(mine).mappings()]


def _beside(connection: Connection, found: InnovationCase) -> list[InnovationCase]:
    return _of_round(connection, round_id(connection, found.round_name))


def _fields(case: InnovationCase) -> dict[str, Any]:
    return {name: getattr(case, name) for name in FIELDS}


def _place(case: InnovationCase) -> dict[str, Any]:
    return {name: getattr(case, name) for name in ("sha256", "file", "sheet", "cell")}


def _insert(one: Change, key: int, row: Mapping[str, Any]) -> int:
    place = {"sha256": None, "file": "", "sheet": "", "cell": ""}
    made = {"version": 1, "by": one.by, "at": one.at, "revision": one.revision, "withdrawn_by": ""}
    columns = {**place, **row, **made, "withdrawn_reason": "", "round_id": key}
    added = insert(innovation_cases).values(**columns).returning(innovation_cases.c.id)
    number = int(one.connection.execute(added).scalar_one())
    one.log(f"案例 {number}", after=_written(row))
    return number


def _update(one: Change, found: InnovationCase, row: Mapping[str, Any], reason: str) -> bool:
    """Write what differs, with before and after in the log; whether anything did."""
    before = _fields(found)
    changed = {name: row[name] for name in FIELDS if row[name] != before[name]}
    if changed:
        _write(one, found, changed)
        told = {name: before[name] for name in changed}
        one.log(f"案例 {found.id}", reason=reason, before=_written(told), after=_written(changed))
    return bool(changed)


def _write(one: Change, found: InnovationCase, columns: Mapping[str, Any]) -> None:
    marks = {"version": found.version + 1, "by": one.by, "at": one.at, "revision": one.revision}
    which = innovation_cases.c.id == found.id
    one.connection.execute(update(innovation_cases).where(which).values(**columns, **marks))


def _written(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _said(row[name]) for name in FIELDS if name in row}


def _said(told: Any) -> Any:
    return told.isoformat() if isinstance(told, date) else told
