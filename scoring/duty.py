"""责任账: the points lost on each item shared between its leading and its supporting units, without a remainder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

import pandas as pd

from scoring.rounding import SNAP_DIGITS
from scoring.scheme import Indicator, Scheme, Shares

GRID: int = 10**SNAP_DIGITS
"""Points are whole numbers of the grid that they are settled on, so that sums are exact."""

LEAD, SUPPORT = "牵头", "配合"
NOBODY = "未定牵头单位"
"""Who answers for an item whose scheme names no leading unit."""

COLUMNS = (
    "unit", "collective", "role", "indicator", "name", "rigid", "points", "share", "lost", "at_risk",
)  # fmt: skip

_EVERYBODY = "各"
_AMOUNTS = ("lost", "at_risk")


DEFAULT = Shares()
"""How lost points are shared where the scheme does not say."""


def is_collective(unit: str) -> bool:
    """Whether the name stands for many units, none of them named: 各镇, 各成员单位. It keeps a line of its own."""
    return unit.startswith(_EVERYBODY)


def duties(scheme: Scheme, gaps: pd.DataFrame, shares: Shares = DEFAULT) -> pd.DataFrame:
    """A row an item and unit that leads or supports it; columns COLUMNS.

    ``gaps`` is the county's (:func:`scoring.gaps.gaps`). ``share`` is the unit's part of the item, from 0 to 1. Of
    each item, ``lost`` and ``at_risk`` of its units add up to the item's own, to the last of nine decimals.
    """
    rows = [
        row for item in gaps.to_dict("records") for row in _of_item(scheme.indicator(item["indicator"]), item, shares)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _of_item(one: Indicator, item: dict[Any, Any], shares: Shares) -> Iterator[tuple[Any, ...]]:
    parties = _parties(one, shares)
    weights = [weight for _, _, weight in parties]
    parts = [_parts(float(item[name]), weights) for name in _AMOUNTS]
    for place, (unit, role, weight) in enumerate(parties):
        amounts = (part[place] for part in parts)
        share = weight / sum(weights)
        yield (
            unit, is_collective(unit), role, one.code, one.name, one.rigid is not None, one.points, share, *amounts,
        )  # fmt: skip


def _parties(one: Indicator, shares: Shares) -> list[tuple[str, str, int]]:
    """Unit, role and weight of everybody who answers for the item, the leading unit first."""
    lead = one.lead or NOBODY
    supporting = [unit for unit in dict.fromkeys(one.support) if unit != lead]
    if not supporting:
        return [(lead, LEAD, 1)]
    return [(lead, LEAD, shares.lead * len(supporting)), *((unit, SUPPORT, shares.support) for unit in supporting)]


def _parts(amount: float, weights: Sequence[int]) -> list[float]:
    """The amount shared by the weights; what the grid leaves over goes to the largest remainders."""
    if not isfinite(amount):
        return [amount if weight else 0.0 for weight in weights]
    whole, unit = _on_grid(amount), sum(weights)
    return [part / GRID for part in _apportioned([whole * weight for weight in weights], unit, whole)]


def _apportioned(parts: Sequence[int], unit: int, total: int) -> list[int]:
    """The parts in whole units that add up to the total: rounded down, the rest to the largest remainders.

    As ``scoring.round_change.apportioned``, with numbers of any size: a deduction without a floor has no end.
    """
    floors = [part // unit for part in parts]
    order = sorted(range(len(parts)), key=lambda place: -(parts[place] % unit))
    for place in order[: total - sum(floors)]:
        floors[place] += 1
    return floors


def _on_grid(amount: float) -> int:
    return round(amount * GRID)


def by_unit(table: pd.DataFrame) -> pd.DataFrame:
    """What each unit answers for, most lost first, the names that stand for many last.

    ``table`` has the columns COLUMNS. Columns: unit, collective, led and supported (items), lost_lead, lost_support,
    lost, at_risk. The lost points of all units add up to those of the table.
    """
    sums = [_unit_row(str(unit), rows) for unit, rows in table.groupby("unit", sort=False)]
    columns = ["unit", "collective", "led", "supported", "lost_lead", "lost_support", "lost", "at_risk"]
    found = pd.DataFrame(sums, columns=columns)
    order = ["collective", "lost", "at_risk"]
    return found.sort_values(order, ascending=[True, False, False], kind="stable", ignore_index=True)


def _unit_row(unit: str, rows: pd.DataFrame) -> tuple[Any, ...]:
    leads = rows["role"] == LEAD
    lead, support, lost, at_risk = (
        _total(part) for part in (rows.loc[leads, "lost"], rows.loc[~leads, "lost"], rows["lost"], rows["at_risk"])
    )
    count = int(leads.sum())
    return unit, is_collective(unit), count, len(rows) - count, lead, support, lost, at_risk


def printed(amounts: pd.Series) -> list[float]:
    """The amounts in hundredths that add up to their total rounded half up, so that the sheet's column adds up."""
    if not all(isfinite(amount) for amount in amounts):
        return [float(amount) for amount in amounts]
    whole, unit = [_on_grid(amount) for amount in amounts], GRID // 100
    return [hundredths / 100 for hundredths in _apportioned(whole, unit, (sum(whole) + unit // 2) // unit)]


def printed_account(units: pd.DataFrame) -> pd.DataFrame:
    """``lost``, ``lost_lead``, ``lost_support`` and ``at_risk`` of :func:`by_unit` in hundredths that add up: each
    unit's two parts to its lost points, and the units' lost points to the whole.
    """
    lost, at_risk = (printed(units[name]) for name in _AMOUNTS)
    pairs = zip(lost, units["lost_lead"], units["lost_support"], strict=True)
    split = pd.DataFrame([_printed_parts(*one) for one in pairs], columns=["lost_lead", "lost_support"])
    return split.assign(lost=lost, at_risk=at_risk)


def _printed_parts(total: float, *parts: float) -> list[float]:
    """The parts in hundredths that add up to the total, which is rounded already."""
    if not isfinite(total):
        return list(parts)
    return [part / 100 for part in _apportioned([_on_grid(part) for part in parts], GRID // 100, round(total * 100))]


def _total(amounts: pd.Series) -> float:
    """The sum, exact on the grid."""
    return sum(map(_on_grid, amounts)) / GRID if all(isfinite(amount) for amount in amounts) else float(amounts.sum())
