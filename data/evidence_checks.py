"""What the office has found of a document on checking it (佐证核对): 是否齐全, 是否与实地一致, a note, by whom.

The latest check of a document counts; the earlier ones are superseded and kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, insert, select, update

from data.document_names import normal
from data.loop_tables import evidence_checks
from data.named_documents import Named, add_named, read_named
from data.shape import COUNT, MOMENT, TEXT, YES_NO, Shape
from data.store import Store
from data.store_engine import Change, StoreError, change
from data.store_rounds import open_round_id, round_id

CHECKS = Shape(
    {
        "check": COUNT,
        **dict.fromkeys(("unit", "indicator", "document"), TEXT),
        **dict.fromkeys(("complete", "matches_field"), YES_NO),
        **dict.fromkeys(("note", "by"), TEXT),
        "at": MOMENT,
        "superseded_by": "Int64",
    }
)
"""A row a check. An answer is missing where the office leaves it to the unit's own word."""


@dataclass(frozen=True)
class Document:
    """A document of a unit and an item. Two spellings that :func:`data.document_names.normal` makes one are one."""

    unit: str
    indicator: str
    name: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is known again by."""
        return self.unit, self.indicator, normal(self.name)


@dataclass(frozen=True)
class Answer:
    """What was found. An answer that is None leaves it to the unit's own word."""

    complete: bool | None
    matches_field: bool | None
    note: str = ""


@dataclass(frozen=True)
class Check:
    """One check that is to be entered; ``seen`` is the check that it takes the place of, 0 for none."""

    document: Document
    answer: Answer
    by: str
    seen: int
    named: Named | None = None
    """What is said of a document that nobody has named yet; the check then names it, and needs no answer."""

    @property
    def answered(self) -> bool:
        """Whether anything was found."""
        return self.answer.complete is not None or self.answer.matches_field is not None


class EvidenceChecks:
    """The checks of a store. Each method raises StoreError for what it refuses."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def check(
        self, round_name: str, document: Document, answer: Answer, by: str, seen: int = 0, at: datetime | None = None
    ) -> int:
        """Enter a check; its number. ``seen`` is the number of the check that counted when the document was looked
        at, 0 for none: when another has come in between, nothing is overwritten.

        A check with neither answer gives the unit's own word back its weight, and has to say why.
        """
        _refuse_empty(document, answer, by)
        with change(self.store.engine, "check_evidence", by.strip(), at) as one:
            key = open_round_id(one.connection, round_name)
            return _enter(one, key, round_name, Check(document, answer, by.strip(), seen))

    def check_all(
        self, round_name: str, checks: Sequence[Check], by: str, file_name: str, at: datetime | None = None
    ) -> None:
        """Enter the checks that a list brings, all of them or none; each under the name of who has checked."""
        if not by.strip() or not checks:
            raise StoreError("请填写经办人姓名。" if checks else "这份目录没有要登记的核对。")
        with change(self.store.engine, "load_checks", by.strip(), at) as one:
            key = open_round_id(one.connection, round_name)
            for each in checks:
                named = each.named
                told = _name(one, key, round_name, each, named, file_name) if named is not None else each
                if named is None or told.answered:
                    _refuse_empty(told.document, told.answer, told.by)
                    _enter(one, key, round_name, told, file_name)

    def of_round(self, round_name: str) -> pd.DataFrame:
        """The checks of a round that count; columns of CHECKS."""
        found = self.history(round_name)
        return found[found["superseded_by"].isna()].reset_index(drop=True)

    def history(self, round_name: str, document: Document | None = None) -> pd.DataFrame:
        """Every check of a round, or of one document, the earliest first; columns of CHECKS."""
        with self.store.engine.begin() as connection:
            rows = _rows(connection, round_id(connection, round_name))
        kept = [row for row in rows if document is None or _document(row).key == document.key]
        names = ["id", *CHECKS.columns[1:]]
        return CHECKS.frame([getattr(row, name) for name in names] for row in kept)


def _refuse_empty(document: Document, answer: Answer, by: str) -> None:
    if not by.strip():
        raise StoreError("请填写核对人姓名。")
    if not (document.unit and document.indicator and normal(document.name)):
        raise StoreError("请选择要核对的材料。")
    if answer.complete is None and answer.matches_field is None and not answer.note.strip():
        raise StoreError("请选择核对结论；要恢复填报单位自己的说法，请在备注里写明原因。")


def _refuse_overtaken(before: Row[Any] | None, seen: int) -> None:
    if (before.id if before is not None else 0) != seen:
        who = before.by if before is not None else "别人"
        raise StoreError(f"这份材料刚刚由{who}核对过，请看过再核对。")


def _name(one: Change, key: int, round_name: str, check: Check, said: Named, file_name: str) -> Check:
    """Name a document; its check, which takes the place of the one that had taken the document off, if any.

    StoreError when it has been named in between, or was taken off and nothing is said of it now.
    """
    document, before = check.document, _counting(one.connection, key, check.document)
    off = before is not None and before.complete is None and before.matches_field is None
    known = read_named(one.connection, round_name)
    rows = zip(known["unit"], known["indicator"], known["document"], strict=True)
    if not off and document.key in {Document(*row).key for row in rows}:
        raise StoreError(f"“{document.name}”刚刚已经列入，请重新导入这份目录。")
    if off and not check.answered:
        raise StoreError(f"“{document.name}”已经撤下，重新列入要填是否齐全。")
    where = {"unit": document.unit, "indicator": document.indicator, "document": document.name.strip()}
    add_named(one, key, where, said, file_name)
    one.log(document.unit, round=round_name, indicator=document.indicator, document=document.name, file=file_name)
    return replace(check, seen=before.id if before is not None else 0)


def _enter(one: Change, key: int, round_name: str, check: Check, file_name: str = "") -> int:
    """Enter a check and supersede the one before it; StoreError when another has come in between."""
    document, answer = check.document, check.answer
    before = _counting(one.connection, key, document)
    _refuse_overtaken(before, check.seen)
    number = _insert(one, key, check)
    if before is not None:
        marks = update(evidence_checks).where(evidence_checks.c.id == before.id)
        one.connection.execute(marks.values(superseded_by=number))
    said = {name: getattr(answer, name) for name in ("complete", "matches_field", "note")}
    told = {"before": _told(before), "after": said, **({"file": file_name} if file_name else {})}
    one.log(document.unit, round=round_name, indicator=document.indicator, document=document.name, **told)
    return number


def _insert(one: Change, key: int, check: Check) -> int:
    document, answer = check.document, check.answer
    row = {
        "round_id": key, "unit": document.unit, "indicator": document.indicator, "document": document.name.strip(),
        "complete": answer.complete, "matches_field": answer.matches_field, "note": answer.note.strip(),
        "by": check.by.strip(), "at": one.at, "revision": one.revision,
    }  # fmt: skip
    made = insert(evidence_checks).values(**row).returning(evidence_checks.c.id)
    return int(one.connection.execute(made).scalar_one())


def _rows(connection: Connection, key: int) -> list[Row[Any]]:
    mine = select(evidence_checks).where(evidence_checks.c.round_id == key)
    return list(connection.execute(mine.order_by(evidence_checks.c.id)).all())


def _counting(connection: Connection, key: int, document: Document) -> Row[Any] | None:
    rows = _rows(connection, key)
    return next((row for row in rows if row.superseded_by is None and _document(row).key == document.key), None)


def _document(row: Row[Any]) -> Document:
    return Document(row.unit, row.indicator, row.document)


def _told(row: Row[Any] | None) -> dict[str, Any]:
    return {} if row is None else {name: getattr(row, name) for name in ("complete", "matches_field", "note", "by")}
