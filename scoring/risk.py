"""The rigid items (刚性指标): five states, the margin to the line, and what to do first."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from scoring.levers import levers
from scoring.scheme import Indicator
from scoring.scorecard import Scorecard

VETOED, UNCLEAR, CLOSE, SAFE, NO_TASK = "已扣分", "待核", "临界", "满分有佐证", "不适用"
STATES = (VETOED, UNCLEAR, CLOSE, SAFE, NO_TASK)
"""Worst first. 待核 cannot be cleared: no figure, or no evidence. 临界 has full marks, but by a hair."""

COLUMNS = (
    "unit", "indicator", "name", "theme", "lead", "points", "score", "lost", "at_risk", "state", "margin",
    "margin_unit", "margin_text", "to_full_text", "why", "open_problems",
)  # fmt: skip


Move = dict[Any, Any]
"""One row of :func:`scoring.levers.levers`."""


def rigid_board(
    card: Scorecard,
    evidence: pd.DataFrame | None = None,
    problems: pd.DataFrame | None = None,
    towns: Scorecard | None = None,
) -> pd.DataFrame:
    """One row a unit and rigid item.

    ``evidence`` names the documents, as for :func:`proved`; ``problems`` (town, indicator) the open problems. For
    the county's card the problems of all towns count, and an item of the towns is proved when each of ``towns`` that
    has the task has proved it. ``margin`` is the slack to the line in ``margin_unit``.
    """
    rigid = [(place, one) for place, one in enumerate(card.indicators) if one.rigid]
    moves: dict[tuple[str, str], list[Move]] = {}
    for move in levers(card, tuple(one.code for _, one in rigid)).to_dict("records"):
        moves.setdefault((move["unit"], move["indicator"]), []).append(move)
    clear, hanging = proved(card, evidence, towns), _hanging(card, problems)
    rows = []
    for row, unit in enumerate(card.units):
        for place, one in rigid:
            key = (unit, one.code)
            rows.append(_row(card, row, place, one, moves.get(key, []), key in clear, hanging.get(key, 0)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(
    card: Scorecard, row: int, place: int, one: Indicator, moves: list[Move], proved: bool, hanging: int
) -> list[Any]:
    full, low, high = (float(matrix[row, place]) for matrix in (card.full, card.low, card.high))
    margin, unit, margin_text = _margin(moves)
    near = any(move["near"] for move in moves)
    state, why = _state(full, low, high, proved, hanging, near, margin_text)
    short = _to_full(moves)
    score, lost, at_risk = (low if low == high else np.nan), round(full - high, 9), round(high - low, 9)
    return [
        card.units[row], one.code, one.name, one.rigid, one.lead, one.points, score, lost, at_risk, state,
        margin, unit, margin_text, short, why, hanging,
    ]  # fmt: skip


def _state(
    full: float, low: float, high: float, proved: bool, hanging: int, near: bool, margin_text: str
) -> tuple[str, str]:
    """The state and, in a few words, why."""
    if full == 0:
        return NO_TASK, "无此任务，不计入"
    if high < full:
        return VETOED, "已失分，触发一票否决"
    if low < full:
        return UNCLEAR, "数据未齐，不能认定满分"
    if not proved:
        also = f"，另有 {hanging} 个未销号问题" if hanging else ""
        return UNCLEAR, f"数据为满分，但佐证材料未齐{also}"
    if hanging:
        return CLOSE, f"满分，但有 {hanging} 个未销号问题"
    if near:
        return CLOSE, f"满分，但紧贴扣分线：{margin_text}"
    return SAFE, "满分，佐证齐全"


def _margin(moves: list[Move]) -> tuple[float, str, str]:
    """The smallest slack among the figures that have not lost: (amount, unit, sentence)."""
    safe = [move for move in moves if not move["lost"]]
    if not safe:
        return np.nan, "", ""
    least = min(safe, key=lambda move: abs(move["change"]))
    return abs(least["change"]), least["input_unit"], least["text"]


def _to_full(moves: list[Move]) -> str:
    return "；".join(move["text"] for move in moves if move["lost"])


def proved(card: Scorecard, evidence: pd.DataFrame | None, towns: Scorecard | None = None) -> set[tuple[str, str]]:
    """(unit, indicator) with at least one document, every one said to be complete and none to differ from the field.

    ``evidence`` has the columns unit, indicator, complete and, where it is known, matches_field. On the county's card
    an item of the towns is proved when each of ``towns`` that has the task has proved it.
    """
    if evidence is None or evidence.empty:
        return set()
    good = evidence["complete"].eq(True).fillna(False).astype(bool)
    if "matches_field" in evidence:
        good &= ~evidence["matches_field"].eq(False).fillna(False).astype(bool)
    verdicts = good.groupby([evidence["unit"], evidence["indicator"]]).all()
    named = {(str(key[0]), str(key[1])) for key in verdicts.index[verdicts]}
    return _proved_by_towns(str(card.units[0]), named, towns) if card.is_county and towns is not None else named


def _proved_by_towns(county: str, named: set[tuple[str, str]], towns: Scorecard) -> set[tuple[str, str]]:
    """The same with the county's part of the towns' items made up from theirs."""
    shared = {(county, one.code) for one in towns.indicators}
    found = named - shared
    for place, one in enumerate(towns.indicators):
        asked = towns.units[towns.full[:, place] > 0]
        if len(asked) and all((str(unit), one.code) in named for unit in asked):
            found.add((county, one.code))
    return found


def _hanging(card: Scorecard, problems: pd.DataFrame | None) -> dict[tuple[str, str], int]:
    """Open problems by (unit, indicator); the county's are those of all its towns."""
    if problems is None or problems.empty:
        return {}
    unit = pd.Series(str(card.units[0]), problems.index) if card.is_county else problems["town"]
    counted = problems.groupby([unit, problems["indicator"]]).size()
    return {(str(key[0]), str(key[1])): int(count) for key, count in counted.items()}  # type: ignore[index]  # pairs


def first_things(county: pd.DataFrame, towns: pd.DataFrame, limit: int = 12) -> pd.DataFrame:
    """What to do first, from the county's and the towns' boards.

    The county's vetoed items come first, then those that cannot be cleared, then those by a hair; inside each, the
    towns where the points are lost. Columns: priority, state, indicator, name, theme, unit, what, lead, gain.
    """
    urgent = county[county["state"].isin((VETOED, UNCLEAR, CLOSE))]
    urgent = urgent.assign(order=urgent["state"].map(STATES.index)).sort_values(
        ["order", "points"], ascending=[True, False]
    )
    rows = [row for item in urgent.to_dict("records") for row in _things(item, towns)]
    table = pd.DataFrame(rows, columns=["state", "indicator", "name", "theme", "unit", "what", "lead", "gain"])
    return table.head(limit).assign(priority=range(1, min(limit, len(table)) + 1))


def _things(item: dict[Any, Any], towns: pd.DataFrame) -> list[dict[str, Any]]:
    """One county item as tasks: the towns in the same state (most lost first), else those that have lost or may lose
    any of it, else the lead department.
    """
    mine = towns[towns["indicator"] == item["indicator"]]
    alike = mine[mine["state"] == item["state"]]
    here = alike if len(alike) else mine[mine["lost"] + mine["at_risk"] > 0]
    here = here.sort_values(["lost", "at_risk"], ascending=False, kind="stable").head(3)
    shared = {key: item[key] for key in ("state", "indicator", "name", "theme", "lead")}
    gain = item["lost"] + item["at_risk"]
    if here.empty:
        return [{**shared, "unit": item["unit"], "what": item["to_full_text"] or item["why"], "gain": gain}]
    return [
        {**shared, "unit": row["unit"], "what": row["to_full_text"] or row["why"], "gain": gain}
        for row in here.to_dict("records")
    ]
