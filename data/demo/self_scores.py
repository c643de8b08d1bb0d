"""What the towns think of themselves (自评分): mostly full marks, whatever the figures beside it say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from data.demo.county import Town
from data.demo.dates import RECTIFY_BY, DemoRound
from data.demo.tables import chance
from data.templates.filled import Row
from scoring.levers import levers
from scoring.rounding import half_up
from scoring.scorecard import Scorecard

_MEASURES = (
    "分管领导牵头，{day}前完成",
    "逐项明确到人，{day}前完成",
    "会同{lead}核实销号",
)
_REASON_LENGTH = 40


def self_scores(card: Scorecard, members: Sequence[Town], one: DemoRound) -> dict[str, dict[str, Row]]:
    """By town and indicator: self-score, whether points are lost, reason and measure."""
    moves = levers(card)
    reasons = moves[moves["lost"].astype(bool)].groupby(["unit", "indicator"], sort=False)["text"].agg("；".join)
    table = card.table().to_dict("records")
    lead = {item.code: item.lead for item in card.indicators}
    said: dict[str, dict[str, Row]] = {town.name: {} for town in members}
    candour = {town.name: town.candour for town in members}
    for row in table:
        unit, code = row["unit"], row["indicator"]
        if row["full"] > 0:
            said[unit][code] = _said(row, candour[unit], lead[code], reasons, one)
    return said


def _said(row: Mapping[Any, Any], candour: float, lead: str, reasons: pd.Series[str], one: DemoRound) -> Row:
    unit, code, points = str(row["unit"]), str(row["indicator"]), float(row["points"])
    luck = chance("self", unit, code, one.number)
    lost = float(row["full"] - row["high"])
    if lost < 0.005 or luck.random() > candour:
        return {"self_score": points, "loses": False}
    # even who owns up to a loss tends to own up to half of it
    admitted = lost * luck.choice((0.5, 0.5, 1.0))
    measure = luck.choice(_MEASURES).format(day=f"{RECTIFY_BY.month} 月 {RECTIFY_BY.day} 日", lead=lead)
    return {
        "self_score": float(half_up(points - admitted)), "loses": True,
        "reason": str(reasons.get((unit, code), "对照细则有差距"))[:_REASON_LENGTH], "measure": measure,
    }  # fmt: skip
