"""青禾县: its towns with villages, sizes and attached leaders, and its roster. Every name is made up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product

import pandas as pd

from data.demo.tables import chance, rows
from data.roster import LEADERS, TOWNS, VILLAGES, Roster
from scoring.scheme import Scheme

COUNTY_NAME = "青禾县"
_PLAIN_GROUP = "平原圩镇组"

_FIRST = "梅桂莲竹樟榕榄蕉柿枣石金银芦茅荷杨李罗谢温丘禾横长圆蓝黄龙鹤鹿雁上下"
_SECOND = "坪坑岭塘围垌寨陂屋岗埔坡湾社楼田溪"
_NOT_VILLAGES = frozenset({"茅坑村", "黄埔村", "金田村", "龙岗村"})
"""Names that would raise a smile, or belong to a famous place."""

_NOT_DEPARTMENTS = ("各镇", "各成员单位", "各镇各单位", "保险公司")
"""Whom a scheme names as supporting without meaning one department of the county."""


@dataclass(frozen=True)
class Town:
    """A town. ``strength`` is how well it does in each round, 0 being the county's mean; ``candour`` is how often it
    owns up to a loss in its self-score; ``sizes`` are its hamlets, households, 亩 of farmland and so on.
    """

    name: str
    group: str
    leader: str
    post: str
    villages: tuple[str, ...]
    strength: tuple[float, float, float]
    candour: float
    sizes: Mapping[str, float] = field(repr=False)


@cache
def towns() -> tuple[Town, ...]:
    """The towns in the order of the roster."""
    names = _village_names()
    return tuple(_town(row, [next(names) for _ in range(int(row["villages"]))]) for row in rows("towns"))


def chosen_towns(count: int | None = None) -> tuple[Town, ...]:
    """The first towns of each group in turn, ``count`` together; all of them when left out."""
    everyone = towns()
    if count is None:
        return everyone
    groups: dict[str, list[Town]] = {}
    for town in everyone:
        groups.setdefault(town.group, []).append(town)
    place = {town.name: (groups[town.group].index(town), everyone.index(town)) for town in everyone}
    picked = sorted(everyone, key=lambda town: place[town.name])[:count]
    return tuple(town for town in everyone if town in picked)


def roster(scheme: Scheme, members: Sequence[Town]) -> Roster:
    """The roster with these towns, and the departments that the scheme names."""
    return Roster(
        county=COUNTY_NAME,
        towns=TOWNS.frame((one.name, one.group, one.leader) for one in members),
        villages=VILLAGES.frame((one.name, village) for one in members for village in one.villages),
        departments=departments(scheme),
        leaders=LEADERS.frame((one.leader, one.post) for one in members),
    )


def departments(scheme: Scheme) -> tuple[str, ...]:
    """The departments that lead or support an item, in the scheme's order."""
    items = (*scheme.indicators, *scheme.components)
    named = dict.fromkeys(name for one in items for name in (one.lead, *one.support))
    return tuple(name for name in named if name and name not in _NOT_DEPARTMENTS)


def units(members: Sequence[Town]) -> pd.DataFrame:
    """The towns as units to be scored: ``unit`` and ``group``."""
    return pd.DataFrame({"unit": [one.name for one in members], "group": [one.group for one in members]})


def _town(row: Mapping[str, str], villages: Sequence[str]) -> Town:
    sizes = _sizes(row["town"], row["group"] == _PLAIN_GROUP, len(villages), row["without"].split())
    first, second, third = (float(row[name]) for name in ("first", "second", "third"))
    return Town(
        name=row["town"], group=row["group"], leader=row["leader"], post=row["post"], villages=tuple(villages),
        strength=(first, second, third), candour=float(row["candour"]), sizes=sizes,
    )  # fmt: skip


def _sizes(town: str, plain: bool, villages: int, without: Collection[str]) -> dict[str, float]:
    """How large everything in the town is: each size is drawn as a multiple of another; those in ``without`` are 0."""
    sizes: dict[str, float] = {"villages": villages}
    for row in rows("facts"):
        name, kind = row["fact"], "plain" if plain else "hill"
        drawn = chance(town, name).uniform(float(row[f"{kind}_low"]), float(row[f"{kind}_high"])) * sizes[row["of"]]
        sizes[name] = 0.0 if name in without else round(drawn, int(row["digits"]))
    # the town itself counts beside its villages where 村镇 are counted
    sizes["places"] = villages + 1
    return sizes


def _village_names() -> Iterator[str]:
    """Village names, none twice, in an order drawn once for the county."""
    pairs = [f"{first}{second}村" for first, second in product(_FIRST, _SECOND)]
    chance("villages").shuffle(pairs)
    yield from (name for name in pairs if name not in _NOT_VILLAGES)
