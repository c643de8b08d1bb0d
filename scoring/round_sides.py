"""Two rounds side by side, and any mixture of them: one's figures under the other's rules, judgements, population."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pandas as pd

from scoring.scheme import COUNTY, Indicator, Scheme, SubItem

Combine = Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame]
CAUSES = ("data", "rule", "judgement", "population")
"""What can move a score: 数据 (what was reported), 规则 (the scheme), 评定 (verified, inspected, corrected figures) and
参评范围 (towns and items that came or went).
"""


@dataclass(frozen=True, eq=False)
class Side:
    """One round: ``reported`` and ``judged`` are tables of values, ``units`` the towns with their groups.

    ``judged`` are the figures that outrank what was reported. ``open_problems`` counts by town, for breaking ties.
    """

    scheme: Scheme
    reported: pd.DataFrame
    judged: pd.DataFrame
    units: pd.DataFrame
    open_problems: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))


@dataclass(frozen=True, eq=False)
class Mixture:
    """A round put together from two: its scheme, its values and its towns."""

    scheme: Scheme
    values: pd.DataFrame
    units: pd.DataFrame
    open_problems: pd.Series


def present(earlier: Side, later: Side) -> frozenset[str]:
    """The causes that can be at work; rules and population cannot where both rounds have the same."""
    same_rules = earlier.scheme is later.scheme
    same_towns = earlier.units[["unit", "group"]].equals(later.units[["unit", "group"]])
    absent = {"rule"} if same_rules else set()
    return frozenset(CAUSES) - absent - ({"population"} if same_rules and same_towns else set())


def mixture(earlier: Side, later: Side, switched: frozenset[str], combine: Combine) -> Mixture:
    """The earlier round with the causes in ``switched`` taken from the later one.

    What only one of the two rounds has (a town, an item, an input) brings its figures along from there: it is there or
    not by population and rule, and never counts as a figure that went missing. ``combine`` lays judged over reported.
    """
    of = {cause: later if cause in switched else earlier for cause in CAUSES}
    values = combine(
        _chosen(of["data"], earlier, later, "reported"), _chosen(of["judgement"], earlier, later, "judged")
    )
    scheme = _of_items(of["rule"].scheme, of["population"].scheme)
    return Mixture(scheme, values, of["population"].units, of["data"].open_problems)


def _chosen(side: Side, earlier: Side, later: Side, what: str) -> pd.DataFrame:
    """The side's rows, and those of the other that only the other can have."""
    other = earlier if side is later else later
    mine: pd.DataFrame = getattr(side, what)
    others: pd.DataFrame = getattr(other, what)
    kept = [rows for rows in (mine, others[_only_there(others, other, side)]) if len(rows)]
    return pd.concat(kept, ignore_index=True) if kept else mine


def _only_there(rows: pd.DataFrame, there: Side, here: Side) -> pd.Series:
    """Which rows are of a town or an input that the other round does not know."""
    asked = [f"{indicator}\0{put}" for indicator, put in zip(rows["indicator"], rows["input"], strict=True)]
    strange = ~pd.Series(asked, index=rows.index, dtype=object).isin(_asked(here.scheme))
    return strange | rows["unit"].isin(set(there.units["unit"]) - set(here.units["unit"]) - {COUNTY})


def _asked(scheme: Scheme) -> set[str]:
    return {f"{one.code}\0{put.id}" for one in (*scheme.indicators, *scheme.components) for put in one.inputs}


def _of_items(rules: Scheme, items: Scheme) -> Scheme:
    """The items of one scheme under the rules of another, as far as that one has them."""
    if rules is items:
        return rules
    known = {(one.code, one.component): one for one in (*rules.indicators, *rules.components)}

    def ruled(ones: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        return tuple(known.get((one.code, one.component), one) for one in ones)

    def part(sub: SubItem) -> SubItem:
        return replace(sub, indicators=ruled(sub.indicators))

    categories = tuple(replace(one, sub_items=tuple(map(part, one.sub_items))) for one in items.categories)
    return replace(rules, categories=categories, components=ruled(items.components))
