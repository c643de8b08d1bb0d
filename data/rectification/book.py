"""整改台账 taken into a store: previewed, kept byte for byte with what it did, and listed afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from sqlalchemy import select

from data.receipts import Upload
from data.rectification.reading import LedgerRead
from data.rectification.taking import Desk, Taking
from data.store import Store
from data.store_engine import Change, StoreError, change
from data.store_submissions import keep_original
from data.tables import events
from scoring.scheme import Scheme

ACTION = "take_rectification"
_NOBODY = "未填"

Files = Sequence[tuple[Upload, LedgerRead]]


class _Undone(Exception):  # noqa: N818 - no error: it ends a preview
    """Takes back what a preview has done."""


@dataclass(frozen=True)
class TakenFile:
    """A workbook that was taken over: by whom and when, how many rows counted, and its original's SHA-256."""

    file_name: str
    sha256: str
    sender: str
    taken: int
    refused: int
    by: str
    at: datetime


class RectificationBook:
    """The workbooks of 整改台账 in a store. ``sender`` is OFFICE or the unit that hands them in."""

    def __init__(self, store: Store, scheme: Scheme) -> None:
        self.store, self.scheme = store, scheme

    def preview(self, files: Files, sender: str, by: str = "", at: datetime | None = None) -> list[Taking]:
        """What taking the files over would do; nothing is changed."""
        takings: list[Taking] = []
        try:
            with change(self.store.engine, ACTION, by.strip() or _NOBODY, at) as one:
                takings = self._take(one, files, sender)
                _undo()
        except _Undone:
            return takings

    def take(self, files: Files, sender: str, by: str, at: datetime | None = None) -> list[Taking]:
        """Take the files over: good rows count, the others are findings. StoreError when no row of them does."""
        if not by.strip():
            raise StoreError("请填写报送人或经办人姓名。")
        with change(self.store.engine, ACTION, by.strip(), at) as one:
            takings = self._take(one, files, sender)
            if not any(taking.taken for taking in takings):
                raise StoreError("没有可以采用的行，库中没有改动。")
            for (file, _), taking in zip(files, takings, strict=True):
                if taking.taken:
                    self._keep(one, file, taking, sender)
        return takings

    def taken(self) -> list[TakenFile]:
        """The workbooks that were taken over, the latest first."""
        mine = select(events).where(events.c.action == ACTION, events.c.subject != "")
        with self.store.engine.begin() as connection:
            rows = connection.execute(mine.order_by(events.c.id.desc())).mappings().all()
        files = [row for row in rows if "sha256" in row["details"]]
        return [TakenFile(row["subject"], **row["details"], by=row["by"], at=row["at"]) for row in files]

    def _take(self, one: Change, files: Files, sender: str) -> list[Taking]:
        """Each file on the ledger as the one before has left it."""
        return [Desk(one, self.scheme, sender).take(read) for _, read in files]

    def _keep(self, one: Change, file: Upload, taking: Taking, sender: str) -> None:
        keep_original(one.connection, taking.sha256, file.content)
        wrong = sum(found.severity == "错误" for found in taking.findings)
        one.log(file.name, sha256=taking.sha256, sender=sender, taken=len(taking.taken), refused=wrong)


def _undo() -> NoReturn:
    raise _Undone
