"""佐证台账: what is required, named, checked and complete, and the points that are claimed without sufficient evidence.

Sufficient is what :func:`scoring.risk.proved` says, the rule of the rigid board: every document that is required or
named is complete, and none differs from the field. An item that is not rigid and for which nothing is required needs
none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.diagnosis import Diagnosis
from data.evidence_documents import DIFFERS, GOOD, UNLISTED
from scoring import COUNTY
from scoring.risk import UNCLEAR, VETOED, proved
from scoring.rounding import Array, half_up
from scoring.scorecard import Scorecard

COUNTED = ("required", "listed", "complete", "differing", "checked")
"""Of the documents: required, those of them that are named, complete, at odds with the field, checked by the office.

``complete`` and ``differing`` are of the required ones too, so that no count exceeds ``required``.
"""

ITEM_COLUMNS = (
    "unit", "indicator", "name", "rigid", "lead", *COUNTED, "extra", "sufficient",
    "earned", "exposed", "county_exposed",
)  # fmt: skip

_SCORES = ("unit", "indicator", "name", "rigid", "lead", "earned", "sufficient")


@dataclass(frozen=True, eq=False)
class Ledger:
    """``documents``: a row each, columns of ``data.evidence_documents.DOCUMENTS``.

    ``items``: a row a unit and item that earns or is asked for documents, columns ITEM_COLUMNS. ``exposed`` are the
    points that the unit has earned by it (as far as reported) without sufficient evidence; ``county_exposed`` is the
    unit's share of the county's points in the same case, so that shares add up to the county's exactly: the county's
    score of the item is divided among the towns as they have earned it. ``county``: a row an item of the county, with
    ``earned``, ``exposed``, how many ``units`` lack evidence, ``waiting``: a rigid item that cannot be cleared,
    ``vetoed``: one that has lost points.
    """

    documents: pd.DataFrame
    items: pd.DataFrame
    county: pd.DataFrame

    @classmethod
    def of(cls, diagnosis: Diagnosis) -> Ledger:
        """The ledger of a scored round."""
        documents, items = diagnosis.documents, _items(diagnosis)
        return cls(documents, items, _county(diagnosis, items))

    @property
    def exposed(self) -> float:
        """The county's points without sufficient evidence."""
        return float(self.county["exposed"].sum())

    @property
    def waiting(self) -> int:
        """How many rigid items of the county are 待核 for want of evidence."""
        return int(self.county["waiting"].sum())

    def counts(self) -> dict[str, int]:
        """All units' documents: COUNTED, and ``extra``, those named besides what is required."""
        return {name: int(self.items[name].sum()) for name in (*COUNTED, "extra")}

    def summary(self) -> str:
        """«佐证：应有 1628 件，已列 1628 件，齐全 1598 件；3.21 分缺佐证支撑，其中刚性 4 项待核。»"""
        many = self.counts()
        points = f"{half_up(self.exposed):.2f}"
        told = f"{points} 分缺佐证支撑" if points != "0.00" else "得分都有佐证支撑"
        waiting = f"，其中刚性 {self.waiting} 项待核" if self.waiting else "，刚性没有因佐证待核的"
        listed = f"应有 {many['required']} 件，已列 {many['listed']} 件，齐全 {many['complete']} 件"
        return f"佐证：{listed}；{told}{waiting}。"

    def by(self, keys: Sequence[str]) -> pd.DataFrame:
        """The items added up: COUNTED, ``extra``, ``exposed``, ``county_exposed``, ``short`` (items without sufficient
        evidence) and ``rigid_short`` (those of them that are rigid), by columns of ``items``.
        """
        table = self.items.assign(short=~self.items["sufficient"])
        table = table.assign(rigid_short=table["short"] & (table["rigid"] != ""))
        added = [*COUNTED, "extra", "exposed", "county_exposed", "short", "rigid_short"]
        return table.groupby(list(keys), sort=False)[added].sum().reset_index()


def _items(diagnosis: Diagnosis) -> pd.DataFrame:
    """A row a unit and item, with the county's points shared out."""
    scored = pd.concat([_scored(diagnosis, diagnosis.towns), _scored(diagnosis, diagnosis.county)], ignore_index=True)
    own = scored["unit"].ne(COUNTY) | scored["indicator"].map(
        lambda code: diagnosis.scheme.indicator(code).scope == "county"
    )
    items = scored[own].merge(_counted(diagnosis.documents), how="left", on=["unit", "indicator"])
    counts = [*COUNTED, "extra"]
    items[counts] = items[counts].fillna(0).astype("int64")
    items["exposed"] = items["earned"].where(~items["sufficient"], 0.0)
    return items.assign(county_exposed=_shares(items, diagnosis.county))[list(ITEM_COLUMNS)]


def _scored(diagnosis: Diagnosis, card: Scorecard) -> pd.DataFrame:
    """What each unit of the card has earned by each item it has the task of, and whether it is proved."""
    clear = proved(card, diagnosis.documents, diagnosis.towns if card.is_county else None)
    rows, earned = [], _earned(card)
    for row, column in zip(*np.nonzero(card.full > 0), strict=True):
        one, unit = card.indicators[column], str(card.units[row])
        enough = (unit, one.code) in clear or not (one.evidence or one.rigid)
        rows.append((unit, one.code, one.name, one.rigid or "", one.lead, earned[row, column], enough))
    return pd.DataFrame(rows, columns=list(_SCORES)).astype({"earned": float, "sufficient": bool})


def _counted(documents: pd.DataFrame) -> pd.DataFrame:
    """The documents of each unit and item counted."""
    needed = documents["required"]
    flags = {
        "required": needed,
        "listed": needed & (documents["state"] != UNLISTED),
        "complete": needed & documents["state"].isin((GOOD, DIFFERS)),
        "differing": needed & (documents["state"] == DIFFERS),
        "checked": needed & documents["checked"],
        "extra": ~needed,
    }
    table = documents[["unit", "indicator"]].assign(**flags)
    return table.groupby(["unit", "indicator"], sort=False)[list(flags)].sum().reset_index()


def _earned(card: Scorecard) -> Array:
    """The points by what has been reported so far; where nothing has been, none are claimed."""
    return np.asarray(np.nan_to_num(card.projected, nan=0.0).clip(min=0.0))


def _shares(items: pd.DataFrame, county: Scorecard) -> pd.Series:
    """Of each row without sufficient evidence its share of the county's score of the item: as the towns have earned
    it, in equal parts where none has.
    """
    total = items.groupby("indicator")["earned"].transform("sum")
    count = items.groupby("indicator")["earned"].transform("size")
    share = (items["earned"] / total.where(total > 0)).fillna(1 / count)
    earned = dict(zip((one.code for one in county.indicators), _earned(county)[0], strict=True))
    points = items["indicator"].map(earned).astype(float)
    return (share * points).where(~items["sufficient"], 0.0)


def _county(diagnosis: Diagnosis, items: pd.DataFrame) -> pd.DataFrame:
    """A row an item of the county."""
    scored = _scored(diagnosis, diagnosis.county).drop(columns=["unit"])
    short = items[~items["sufficient"]]
    added = items.groupby("indicator")[[*COUNTED, "extra", "county_exposed"]].sum()
    table = scored.join(added, on="indicator").rename(columns={"county_exposed": "exposed"})
    unclear = _codes(diagnosis.county_board, UNCLEAR)
    return table.fillna({"exposed": 0.0, **dict.fromkeys((*COUNTED, "extra"), 0)}).assign(
        units=table["indicator"].map(short.groupby("indicator").size()).fillna(0).astype("int64"),
        waiting=table["indicator"].isin(unclear) & ~table["sufficient"],
        vetoed=table["indicator"].isin(_codes(diagnosis.county_board, VETOED)),
    )


def _codes(board: pd.DataFrame, state: str) -> set[Any]:
    return set(board.loc[board["state"] == state, "indicator"])
