"""Round against round: what moved each town's total and place, split exactly into four causes.

The causes act together, so what one of them does depends on which others are there already. Each cause therefore gets
its mean effect over all orders in which the four may set in (the Shapley value): the parts add up to the change, a
cause that is absent gets nothing, and two causes that do the same get the same. Nothing is left over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.panel import Panel
from scoring.ranking import ranking
from scoring.round_sides import CAUSES, Combine, Side, mixture, present
from scoring.rounding import SNAP_DIGITS
from scoring.score import county_card, town_card
from scoring.scorecard import Scorecard

Whole = npt.NDArray[np.int64]

GRID = 10**SNAP_DIGITS
"""Scores are whole numbers of the grid that they are settled on, so that sums are exact."""
MEASURES = ("total", "rank", "group_rank")
_ORDERS = factorial(len(CAUSES))


@dataclass(frozen=True, eq=False)
class RoundChange:
    """What moved between two rounds.

    ``towns``: a row a town that was in both, in the later round's order; columns ``unit`` and for each of MEASURES
    ``<measure>_before``, ``<measure>_after`` and ``<measure>_<cause>``; before + the four causes = after. Totals are
    what is certain, as in the ranking; a place that goes up is a smaller number. ``county``: the same of the county's
    projected total, one row, ``total`` alone. ``came`` and ``gone``: towns in one round only.
    """

    towns: pd.DataFrame
    county: pd.DataFrame
    came: tuple[str, ...]
    gone: tuple[str, ...]


def round_change(earlier: Side, later: Side, combine: Combine) -> RoundChange:
    """The change from one round to the next; ``combine`` lays judged figures over reported ones."""
    before, after = (list(one.units["unit"]) for one in (earlier, later))
    both = [unit for unit in after if unit in set(before)]
    mixtures = _standings(earlier, later, combine, both)
    towns = pd.DataFrame({"unit": pd.Series(both, dtype=str)})
    for measure in MEASURES:
        towns = towns.join(_split(measure, {which: found[0][measure] for which, found in mixtures.items()}))
    county = _split("total", {which: found[1] for which, found in mixtures.items()})
    came, gone = (tuple(unit for unit in one if unit not in both) for one in (after, before))
    return RoundChange(towns, county, came, gone)


def shown(towns: pd.DataFrame, measure: str = "total", places: int = 2) -> pd.DataFrame:
    """The change and its parts as they are printed: whole numbers of the last decimal, the parts adding up to the
    difference of the two printed figures. Columns: change and CAUSES.
    """
    unit = GRID // 10**places
    before, after = (_half_up(_on_grid(towns[f"{measure}_{end}"].to_numpy(float)), unit) for end in ("before", "after"))
    parts = np.column_stack([_on_grid(towns[f"{measure}_{cause}"].to_numpy(float)) for cause in CAUSES])
    columns = apportioned(parts, unit, after - before)
    return pd.DataFrame({"change": after - before, **dict(zip(CAUSES, columns.T, strict=True))}, index=towns.index)


def apportioned(parts: Whole, unit: int, totals: Whole) -> Whole:
    """Each row's parts in whole units that add up to the row's total: rounded down, the rest to the largest remainders.

    A part that is whole already is not touched, so nothing stays nothing. ``totals`` are less than one unit from the
    sum of the parts.
    """
    floors, remainders = np.divmod(parts, unit)
    missing = totals - floors.sum(axis=1)
    place = np.argsort(np.argsort(-remainders, axis=1, kind="stable"), axis=1, kind="stable")
    return np.asarray(floors + (place < missing[:, None]), np.int64)


def _subsets() -> list[frozenset[str]]:
    return [frozenset(some) for size in range(len(CAUSES) + 1) for some in combinations(CAUSES, size)]


def _standings(
    earlier: Side, later: Side, combine: Combine, both: list[str]
) -> dict[frozenset[str], tuple[Mapping[str, Whole], Whole]]:
    """How all stand in every mixture. Mixtures that differ in absent causes alone are one and scored once."""
    moving = present(earlier, later)
    found = {
        switched: _standing(earlier, later, switched, combine, both) for switched in _subsets() if switched <= moving
    }
    return {switched: found[switched & moving] for switched in _subsets()}


def _standing(
    earlier: Side, later: Side, switched: frozenset[str], combine: Combine, both: list[str]
) -> tuple[Mapping[str, Whole], Whole]:
    """Total and places of the towns, and the county's total, in one mixture of the two rounds."""
    mixed = mixture(earlier, later, switched, combine)
    panel = Panel(mixed.scheme, mixed.values, mixed.units)
    table = ranking(town_card(panel), open_problems=mixed.open_problems).set_index("unit").reindex(both)
    places = {name: _on_grid(table[name].to_numpy(float)) for name in ("rank", "group_rank")}
    return {"total": _on_grid(table["low"].to_numpy(float)), **places}, _projected(county_card(panel))


def _projected(card: Scorecard) -> Whole:
    total = card.totals().iloc[0]
    return _on_grid(np.array([total["low"] if np.isnan(total["projected"]) else total["projected"]], float))


def _split(measure: str, worth: Mapping[frozenset[str], Whole]) -> pd.DataFrame:
    """Before, after and the four parts of one measure."""
    before, after = worth[frozenset()], worth[frozenset(CAUSES)]
    parts = np.column_stack([_part(cause, worth) for cause in CAUSES])
    exact = apportioned(parts, _ORDERS, after - before)
    columns = {"before": before, "after": after, **dict(zip(CAUSES, exact.T, strict=True))}
    return pd.DataFrame({f"{measure}_{name}": column / GRID for name, column in columns.items()})


def _part(cause: str, worth: Mapping[frozenset[str], Whole]) -> Whole:
    """The effect of one cause summed over all orders of the four."""
    total = np.zeros_like(worth[frozenset()])
    for before in (one for one in worth if cause not in one):
        orders = factorial(len(before)) * factorial(len(CAUSES) - len(before) - 1)
        total += orders * (worth[before | {cause}] - worth[before])
    return total


def _on_grid(numbers: npt.NDArray[np.float64]) -> Whole:
    """Whole numbers of the grid; a total of nothing at all counts as 0."""
    return np.asarray(np.rint(np.nan_to_num(numbers) * GRID), np.int64)


def _half_up(grid: Whole, unit: int) -> Whole:
    return np.asarray(np.sign(grid) * ((np.abs(grid) + unit // 2) // unit), np.int64)
