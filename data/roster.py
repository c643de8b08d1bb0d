"""The county's roster (花名册): its towns with group and attached leader, villages, departments and leaders."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from data.shape import TEXT, Shape

TOWNS = Shape(dict.fromkeys(("town", "group", "leader"), TEXT))
VILLAGES = Shape(dict.fromkeys(("town", "village"), TEXT))
LEADERS = Shape(dict.fromkeys(("name", "post"), TEXT))


@dataclass(frozen=True, eq=False)
class Roster:
    """Who takes part. The order of the rows is the order in which they are shown.

    ``towns``: town, group, leader (挂点领导, "" for none); ``villages``: town, village; ``leaders``: name, post.
    ValueError when a town, department, leader or a town's village stands there twice, or a village's town is missing.
    """

    county: str = ""
    towns: pd.DataFrame = field(default_factory=TOWNS.empty)
    villages: pd.DataFrame = field(default_factory=VILLAGES.empty)
    departments: tuple[str, ...] = ()
    leaders: pd.DataFrame = field(default_factory=LEADERS.empty)

    def __post_init__(self) -> None:
        """Check the columns and the names."""
        TOWNS.check(self.towns, "towns")
        VILLAGES.check(self.villages, "villages")
        LEADERS.check(self.leaders, "leaders")
        _refuse_doubles("镇", self.towns["town"])
        _refuse_doubles("村", self.villages["town"] + " " + self.villages["village"])
        _refuse_doubles("责任单位", pd.Series(self.departments, dtype="str"))
        _refuse_doubles("领导", self.leaders["name"])
        strangers = sorted(set(self.villages["town"]) - set(self.town_names))
        if strangers:
            raise ValueError(f"名册中的村所属的镇不存在：{'、'.join(strangers)}")

    @cached_property
    def town_names(self) -> tuple[str, ...]:
        """The towns, in the roster's order."""
        return tuple(self.towns["town"])

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups, in the order in which they first appear."""
        return tuple(dict.fromkeys(self.towns["group"]))

    def villages_of(self, town: str) -> tuple[str, ...]:
        """The town's villages, in the roster's order; none for an unknown town."""
        return self._villages.get(town, ())

    def units(self) -> pd.DataFrame:
        """The towns as units to be scored: columns ``unit`` and ``group``."""
        return self.towns[["town", "group"]].rename(columns={"town": "unit"})

    @cached_property
    def _villages(self) -> dict[str, tuple[str, ...]]:
        return {str(town): tuple(rows) for town, rows in self.villages.groupby("town", sort=False)["village"]}


def _refuse_doubles(what: str, names: pd.Series[str]) -> None:
    doubled = sorted(set(names[names.duplicated()]))
    if doubled:
        raise ValueError(f"名册中的{what}重复：{'、'.join(doubled)}")
