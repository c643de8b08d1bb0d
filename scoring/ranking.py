"""Ranking: standard competition ranks inside the group and over all, from stored precision.

A town whose figures are not complete is ranked by what is certain (its ``low``) and shown with the interval of places
it may still take: unreported is neither zero nor full, and nobody moves up by leaving a figure out.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.rounding import Array, printed_change, snap
from scoring.scorecard import Scorecard

Places = npt.NDArray[np.intp]


def ranking(
    card: Scorecard, previous: pd.DataFrame | None = None, open_problems: pd.Series | None = None
) -> pd.DataFrame:
    """The towns in order. ``previous`` is the ranking of the round before; ``open_problems`` counts them by unit.

    Columns: unit, group, score (NaN while open), low, high, projected, completeness, rank, rank_best, rank_worst,
    group_rank, group_rank_best, group_rank_worst, tied, rigid_lost, previous_rank, previous_group_rank, rank_change
    (+ is up), score_change (of what is certain, between the two totals as printed, since the hall subtracts them).
    Ties are broken only by the scheme's written keys; else they share the place.
    """
    table = card.totals()
    table["rigid_lost"] = snap(table["rigid_points"] - table["rigid_high"])
    table["open_problems"] = table["unit"].map(open_problems).fillna(0) if open_problems is not None else 0
    written = card.scheme.tie_break
    keys = _keys(table, written, "low", table["rigid_lost"])
    best, worst = (
        _keys(table, written, end, snap(table["rigid_points"] - table[f"rigid_{end}"])) for end in ("high", "low")
    )
    table["rank"] = competition_rank(keys)
    table["rank_best"], table["rank_worst"] = _possible(best, worst)
    table[["group_rank", "group_rank_best", "group_rank_worst"]] = 0
    for rows in table.groupby("group", sort=False).groups.values():
        here = table.index.get_indexer(rows)
        mine, best_here, worst_here = ([key[here] for key in each] for each in (keys, best, worst))
        table.loc[rows, "group_rank"] = competition_rank(mine)
        table.loc[rows, "group_rank_best"], table.loc[rows, "group_rank_worst"] = _possible(best_here, worst_here)
    table["tied"] = table.duplicated("rank", keep=False)
    return _compared(table, previous).sort_values(["rank", "group"], kind="stable").reset_index(drop=True)


def competition_rank(keys: list[Array]) -> Array:
    """1, 1, 3 …: one more than the number of units that are better. Greater keys are better, the first counts most."""
    order = np.lexsort([-key for key in reversed(keys)])
    ordered = np.column_stack(keys)[order]
    first = np.ones(len(order), bool)
    first[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    places = np.maximum.accumulate(np.where(first, np.arange(1, len(order) + 1), 0))
    ranks = np.empty(len(order), int)
    ranks[order] = places
    return ranks


def _keys(table: pd.DataFrame, tie_break: tuple[str, ...], end: str, rigid_lost: pd.Series) -> list[Array]:
    """What units are compared by, where each stands at that end of its interval; greater is better."""
    known = {"rigid": -rigid_lost, "open_problems": -table["open_problems"]}
    columns = [table[end].fillna(-1.0), *(known[name] for name in tie_break)]
    return [snap(column.to_numpy(float)) for column in columns]


def _possible(best: list[Array], worst: list[Array]) -> tuple[Places, Places]:
    """The best and the worst place each unit may still take, whatever the unreported figures turn out to be.

    All units are put in one order twice, as they stand at best and at worst: ahead of a unit at its best are those
    that are better even at their worst, ahead of it at its worst all that may be better.
    """
    order = competition_rank([np.concatenate(ends) for ends in zip(best, worst, strict=True)])
    at_best, at_worst = np.split(order, 2)
    return 1 + _ahead(at_worst, at_best), 1 + _ahead(at_best, at_worst) - (at_best < at_worst)


def _ahead(others: Array, mine: Array) -> Places:
    """How many of ``others`` stand before each of ``mine``."""
    return np.searchsorted(np.sort(others), mine, side="left")


def _compared(table: pd.DataFrame, previous: pd.DataFrame | None) -> pd.DataFrame:
    """The table with the change since the round before; NaN for a town that did not report anything in both rounds."""
    if previous is None or previous.empty:
        return table.assign(previous_rank=np.nan, previous_group_rank=np.nan, rank_change=np.nan, score_change=np.nan)
    before = previous[previous["projected"].notna()].set_index("unit")
    earlier = before[["rank", "group_rank", "low"]].reindex(table["unit"]).set_axis(table.index)
    earlier = earlier.where(table["projected"].notna())
    return table.assign(
        previous_rank=earlier["rank"],
        previous_group_rank=earlier["group_rank"],
        rank_change=earlier["rank"] - table["rank"],
        score_change=list(map(printed_change, earlier["low"], table["low"])),
    )
