"""Documents named by a list of evidence (佐证材料目录) that came back, although no workbook of a unit names them.

They stand beside those of the workbooks, with a negative number where others have their submission. One that was
named by mistake is taken off by a check that answers nothing and says why (:func:`data.evidence_documents.settled`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, insert, select

from data.loop_tables import named_documents
from data.shape import COUNT, MOMENT, TEXT, YES_NO, Shape
from data.store_engine import Change
from data.store_reading import STORED_EVIDENCE_COLUMNS
from data.store_rounds import round_id

LISTED = "目录"
"""What stands for the source of a document that a list has named."""

_ROWS = Shape(
    {
        **dict.fromkeys(STORED_EVIDENCE_COLUMNS, TEXT),
        **dict.fromkeys(("complete", "matches_field"), YES_NO),
        "submission": COUNT,
        "submitted_at": MOMENT,
    }
)


@dataclass(frozen=True)
class Named:
    """What a list says of a document that it names: 类型, 文号或日期, 形成单位, and where it says so."""

    kind: str
    reference: str
    issued_by: str
    sheet: str
    cell: str


def read_named(connection: Connection, round_name: str) -> pd.DataFrame:
    """The documents of a round that lists have named; columns of ``data.store_reading.STORED_EVIDENCE_COLUMNS``."""
    mine = named_documents.c.round_id == round_id(connection, round_name)
    rows = connection.execute(select(named_documents).where(mine).order_by(named_documents.c.id)).mappings()
    return _ROWS.frame([_row(row) for row in rows])


def _row(row: Mapping[Any, Any]) -> list[Any]:
    more = {"submission": -row["id"], "submitted_at": row["at"], "source": LISTED}
    blank = {"complete": None, "matches_field": None}
    return [{**row, **more, **blank}.get(name, "") for name in _ROWS.columns]


def add_named(one: Change, key: int, where: Mapping[str, str], said: Named, file_name: str) -> None:
    """Enter a document inside a change; ``where`` has its unit, indicator and document, ``key`` is the round's."""
    told = {name: getattr(said, name) for name in Named.__dataclass_fields__}
    made = {"by": one.by, "at": one.at, "revision": one.revision, "file": file_name, "round_id": key}
    one.connection.execute(insert(named_documents).values(**where, **told, **made))
