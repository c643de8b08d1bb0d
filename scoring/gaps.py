"""Where points are lost: one tidy table, and its sums by any key."""

from __future__ import annotations

import pandas as pd

from scoring.rounding import snap
from scoring.scorecard import Scorecard

COLUMNS = (
    "unit", "group", "indicator", "name", "category", "category_name", "sub_item", "sub_item_name", "rigid", "lead",
    "points", "full", "score", "low", "high", "state", "lost", "at_risk",
)  # fmt: skip


def gaps(card: Scorecard) -> pd.DataFrame:
    """One row a unit and item that counts for it, most lost first.

    ``lost`` is lost for certain (full − high); ``at_risk`` what unreported figures may still cost (high − low).
    """
    table = card.table().merge(_described(card), on="indicator", how="left")
    table = table[table["full"] > 0].assign(
        lost=lambda rows: snap(rows["full"] - rows["high"]), at_risk=lambda rows: snap(rows["high"] - rows["low"])
    )
    ordered = table.sort_values(["lost", "at_risk", "points"], ascending=False, kind="stable")
    return ordered[list(COLUMNS)].reset_index(drop=True)


def losses_by(table: pd.DataFrame, *keys: str) -> pd.DataFrame:
    """``lost``, ``at_risk`` and ``full`` of a gaps table summed by ``keys``, most lost first."""
    sums = table.groupby(list(keys), sort=False, dropna=False)[["lost", "at_risk", "full"]].sum().reset_index()
    sums[["lost", "at_risk", "full"]] = snap(sums[["lost", "at_risk", "full"]])
    return sums.sort_values(["lost", "at_risk"], ascending=False, kind="stable").reset_index(drop=True)


def _described(card: Scorecard) -> pd.DataFrame:
    return pd.DataFrame([
        {
            "indicator": one.code, "name": one.name, "category": one.category, "category_name": one.category_name,
            "sub_item": one.sub_item, "sub_item_name": one.sub_item_name,
            "rigid": one.rigid is not None, "lead": one.lead,
        }
        for one in card.indicators
    ])  # fmt: skip
