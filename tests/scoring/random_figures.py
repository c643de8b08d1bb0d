"""Figures at random for any scheme: what is true together, with gaps, and with something in every gap.

A sheet is one unit's figures of one item. What is drawn respects the inputs: their range, whole cases, done ≤ base.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from scoring import COUNTY, Indicator, Input
from tests.scoring.random_inputs import GROUPS

ABSENT = "不适用"
FAR = 1e9
"""Where a figure without an upper bound is as good as infinite."""
COLUMNS = ["unit", "group", "indicator", "input", "sample", "value", "status", "target", "last_year"]

Figure = float | str | None
"""A number, ``不适用``, or None: unreported."""
Figures = Mapping[str, Figure]


@dataclass(frozen=True)
class Sheet:
    """One unit's figures of one item (``x``, ``target.x``, ``last_year.x``, ``county.x``), and its villages'."""

    figures: Figures
    villages: tuple[Figures, ...] = ()


def names(indicator: Indicator) -> list[str]:
    """What one unit is asked for, bases before what is done on them."""
    found = []
    for asked in _based(one for one in indicator.inputs if not one.sampled):
        of_county = asked.scope == "county" and indicator.scope == "town"
        found.append(f"county.{asked.id}" if of_county else asked.id)
        found += [f"target.{asked.id}"] * asked.asks_target + [f"last_year.{asked.id}"] * asked.asks_last_year
    return found


def village_names(indicator: Indicator) -> list[str]:
    """What each sampled village is asked for."""
    return [one.id for one in _based(one for one in indicator.inputs if one.sampled)]


def _based(inputs: Iterable[Input]) -> list[Input]:
    return sorted(inputs, key=lambda one: one.at_most is not None)


# --- drawing ----------------------------------------------------------------------------------------------------------


def truthful(chance: random.Random, indicator: Indicator, villages: int = 3) -> Sheet:
    """A whole sheet of figures that can be true together."""
    count = chance.randint(1, villages) if village_names(indicator) else 0
    seen = tuple(_filled(chance, indicator, {}, village_names(indicator), far=12) for _ in range(count))
    return Sheet(_filled(chance, indicator, {}, names(indicator), far=120), seen)


def with_gaps(chance: random.Random, sheet: Sheet, share: float = 0.3) -> Sheet:
    """The sheet with some of its figures unreported."""
    return _mapped(sheet, lambda figure: None if chance.random() < share else figure)


def with_absences(chance: random.Random, sheet: Sheet, share: float = 0.1) -> Sheet:
    """The sheet with some of its figures not applicable."""
    return _mapped(sheet, lambda figure: ABSENT if chance.random() < share else figure)


def _mapped(sheet: Sheet, change: Any) -> Sheet:
    villages = tuple({name: change(figure) for name, figure in one.items()} for one in sheet.villages)
    return Sheet({name: change(figure) for name, figure in sheet.figures.items()}, villages)


def sharing_county(first: Sheet, other: Sheet) -> Sheet:
    """The other sheet with the first one's figures of the county."""
    county = {name: figure for name, figure in first.figures.items() if name.startswith("county.")}
    return replace(other, figures={**other.figures, **county})


def filled(chance: random.Random, indicator: Indicator, sheet: Sheet) -> Sheet:
    """The sheet with something in every gap, often something extreme."""
    villages = tuple(_filled(chance, indicator, one, village_names(indicator)) for one in sheet.villages)
    return Sheet(_filled(chance, indicator, sheet.figures, names(indicator)), villages)


def _filled(
    chance: random.Random, indicator: Indicator, figures: Figures, wanted: Sequence[str], far: float = FAR
) -> dict[str, Figure]:
    found = {name: figures[name] for name in wanted if figures.get(name) is not None}
    for name in wanted:
        if name not in found:
            found[name] = _number(chance, indicator, name, found, far)
    return {name: found[name] for name in wanted}


def _number(chance: random.Random, indicator: Indicator, name: str, found: Figures, far: float) -> float:
    """Something that the figure may be: an end, a number that the rules name, or anything."""
    asked = indicator.input(name.rpartition(".")[2])
    low, high = bounds(indicator, name, found, far)
    lines = [line for line in told(indicator) if low <= line <= high]
    known = [one for one in found.values() if isinstance(one, float)]
    beside = [one * share for one in (*known, *lines) for share in (1, 0.5, 0.6, 0.8, 0.9, 0.95, 1.2)]
    anything = [round(chance.uniform(max(low, -20), min(high, far, 120)), chance.choice((0, 1, 3))) for _ in range(3)]
    chosen = chance.choice([chance.choice([low, high, *anything]), chance.choice([*lines, *beside, *anything])])
    chosen = math.floor(chosen) if asked.whole or asked.yes_no else round(chosen, 6)
    return float(max(min(chosen, high), low)) + 0.0


def told(indicator: Indicator) -> list[float]:
    """The numbers that stand in the item's expressions: its lines."""
    nodes = (node for rule in indicator.rule.walk() for one in rule.expressions() for node in one.root.walk())
    found = {node.number for node in nodes if node.operator == "number"}
    return sorted(found | {0.0, 1.0, -5.0, -10.0})


def bounds(indicator: Indicator, name: str, found: Figures, far: float) -> tuple[float, float]:
    """What the figure may be: its range, at most what it is a part of, at least what is a part of it."""
    asked = indicator.input(name.rpartition(".")[2])
    low, high = max(asked.low, -far), min(asked.high, far)
    if "." in name:
        return low, high
    parts = [found.get(one.id) for one in indicator.inputs if one.at_most and one.at_most.text == name]
    low = max([low, *(one for one in parts if isinstance(one, float))])
    lid = found.get(asked.at_most.text) if asked.at_most else None
    return low, max(min(high, lid), low) if isinstance(lid, float) else max(high, low)


# --- as a table of values ---------------------------------------------------------------------------------------------


def town(place: int) -> str:
    """A town's name."""
    return f"镇{place:03d}"


def roster(count: int) -> pd.DataFrame:
    """The towns 镇000, 镇001, … in three groups."""
    return pd.DataFrame({"unit": [town(i) for i in range(count)], "group": [GROUPS[i % 3] for i in range(count)]})


def table(rows: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    """The long table of values; the county's figures, which every sheet repeats, stand in it once."""
    found = pd.DataFrame(list(rows), columns=COLUMNS)
    found = found.drop_duplicates(["unit", "indicator", "input", "sample"], ignore_index=True)
    return found.astype({"value": float, "target": float, "last_year": float})


def rows_of(indicator: Indicator, unit: str, sheet: Sheet, group: str = "") -> Iterator[tuple[Any, ...]]:
    """A sheet as rows of the long table; the county's figures on it stand under the county's name."""
    for place, figures in enumerate((sheet.figures, *sheet.villages)):
        sample = f"{unit}村{place}" if place else ""
        for (where, asked), fields in _by_input(unit, figures).items():
            numbers = [_plain(fields.get(one)) for one in ("value", "target", "last_year")]
            yield (where, group, indicator.code, asked, sample, numbers[0], _status(fields), numbers[1], numbers[2])


def town_values(indicator: Indicator, sheets: Sequence[Sheet]) -> pd.DataFrame:
    """The sheets as those of the towns of :func:`roster`; of a county's item the first as the county's."""
    if indicator.scope == "county":
        return table(rows_of(indicator, COUNTY, sheets[0]))
    return table(
        row for place, sheet in enumerate(sheets) for row in rows_of(indicator, town(place), sheet, GROUPS[place % 3])
    )


def _by_input(unit: str, figures: Figures) -> dict[tuple[str, str], dict[str, Figure]]:
    found: dict[tuple[str, str], dict[str, Figure]] = {}
    for name, figure in figures.items():
        prefix, _, asked = name.rpartition(".")
        field = prefix if prefix in ("target", "last_year") else "value"
        found.setdefault((COUNTY if prefix == "county" else unit, asked), {})[field] = figure
    return found


def _plain(figure: Figure) -> float:
    return math.nan if figure is None or isinstance(figure, str) else figure


def _status(fields: Mapping[str, Figure]) -> str:
    if ABSENT in fields.values():
        return "not_applicable"
    return "unreported" if fields.get("value") is None else "reported"
