"""Rounds for the audit workbook: schemes and figures at random, with names that look like formulas."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd

from scoring import COUNTY, Indicator, Scheme
from scoring.rules import KINDS
from scoring.scheme import SubItem
from tests.scoring.random_figures import (
    Sheet,
    roster,
    rows_of,
    sharing_county,
    table,
    town_values,
    truthful,
    with_absences,
    with_gaps,
)  # fmt: skip
from tests.scoring.random_schemes import FREE, one_item, random_scheme

ODD_NAMES = ("=SUM(1)", "+乙镇", "-丙镇", "@丁镇", '戊"镇', "己&镇<", "庚'镇", "~*辛镇?")
"""Names of towns that a spreadsheet could take for something else."""


@cache
def whole_scheme(seed: int) -> Scheme:
    """A scheme of a few items, with components, grades and veto."""
    return random_scheme(random.Random(f"whole {seed}"))


@cache
def scheme_of_all_kinds(seed: int) -> Scheme:
    """A scheme with an item of every kind of rule; other kinds are nested in it."""
    chance = random.Random(f"kinds {seed}")
    drawn = [one_item(chance, kind=kind) for kind in sorted(KINDS)]
    drawn.append(one_item(chance, replace(FREE, orderly=False), kind="bands"))
    items = tuple(
        replace(one.indicators[0], code=f"A1-{place:02d}", name=f"=指标{place}") for place, one in enumerate(drawn, 1)
    )
    head = drawn[0]
    category = replace(head.categories[0], sub_items=(SubItem("A1", "小项", items),))
    return replace(head, categories=(category,), declares={})


def drawn_values(scheme: Scheme, seed: int, towns: int, gaps: float, absences: float = 0.05) -> pd.DataFrame:
    """A table of values for the towns of the roster: figures that crowd at the lines, gaps, 不适用."""
    chance = random.Random(f"values {seed}")
    items = (*scheme.indicators, *scheme.components)
    tables = [town_values(one, _sheets(chance, one, towns, gaps, absences)) for one in items]
    found = pd.concat([*tables, _of_county_itself(chance, items)], ignore_index=True)
    return found.drop_duplicates(["unit", "indicator", "input", "sample"], keep="last", ignore_index=True)


def _sheets(chance: random.Random, item: Indicator, towns: int, gaps: float, absences: float) -> Sequence[Sheet]:
    count = towns if item.scope == "town" else 1
    drawn = [with_absences(chance, with_gaps(chance, truthful(chance, item), gaps), absences) for _ in range(count)]
    return [sharing_county(drawn[0], one) for one in drawn]


def _of_county_itself(chance: random.Random, items: Iterable[Indicator]) -> pd.DataFrame:
    """Now and then the county gives a figure of its own instead of the sum of its towns'."""
    chosen = [one for one in items if one.scope == "town" and chance.random() < 0.1]
    return table(row for one in chosen for row in rows_of(one, COUNTY, Sheet(truthful(chance, one).figures)))


def with_odd_names(values: pd.DataFrame, units: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same round with names that look like formulas; villages bear the same names in every town."""
    names = dict(zip(units["unit"], ODD_NAMES, strict=False))
    villages = values["sample"].str.replace(r"^.*村", "=村", regex=True)
    return values.assign(unit=values["unit"].replace(names), sample=villages), units.replace({"unit": names})


def units_of(count: int) -> pd.DataFrame:
    """The towns and their groups."""
    return roster(count)
