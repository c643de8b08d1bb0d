"""The unannounced visits (暗访): three to five villages a town and round, the weaker the town the more is found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pandas as pd

from data.demo.county import Town
from data.demo.dates import DemoRound
from data.demo.tables import chance, rows
from data.templates import Visit
from data.templates.filled import Key, Typed

MINOR, SEVERE, EXPOSED = ("C1-01", "minor"), ("C1-01", "severe"), ("C1-01", "exposed")

_MINOR = ((2.9, 1.2), (2.2, 1.15), (1.5, 1.9))
_SEVERE = ((0.5, 0.3), (0.4, 0.28), (0.25, 0.35))
"""For each round: places found in a village of a town of strength 0, and how many fewer for each unit of strength."""

_EXPOSED = {("大坑镇", 1): 0}
"""Which visited village of a town was exposed by a visit of the province, by town and round."""


def visits(members: Sequence[Town], one: DemoRound) -> list[Visit]:
    """Every village visited in the round, town by town."""
    return [visit for town in members for visit in _of_town(town, one)]


def _of_town(town: Town, one: DemoRound) -> list[Visit]:
    luck = chance("visits", town.name, one.number)
    villages = sorted(luck.sample(range(len(town.villages)), luck.randint(3, 5)))
    day = one.opened_on + timedelta(days=luck.randint(1, (one.due_on - one.opened_on).days - 1))
    exposed = _EXPOSED.get((town.name, one.number))
    return [
        _visit(town, town.villages[village], day, one, place == exposed, luck) for place, village in enumerate(villages)
    ]


def _visit(town: Town, village: str, day: date, one: DemoRound, exposed: bool, luck: Random) -> Visit:
    strength = town.strength[one.number - 1]
    minor, severe = (_found(*rates[one.number - 1], strength, luck) for rates in (_MINOR, _SEVERE))
    figures: dict[Key, Typed] = {MINOR: minor, SEVERE: severe, EXPOSED: exposed}
    seen = luck.choice(rows("visits"))
    if not minor and not severe:
        return Visit(town.name, village, day, figures)
    return Visit(
        town.name, village, day, figures, place=seen["place"], category="村庄清洁",
        description=seen["severe" if severe else "minor"], photos=_photos(minor + severe, luck),
    )  # fmt: skip


def _found(mean: float, better: float, strength: float, luck: Random) -> int:
    """A whole number whose mean is the expected one; 0 for sure where nothing is expected."""
    return int(max(mean - better * strength, 0.0) + luck.random())


def _photos(count: int, luck: Random) -> str:
    first = luck.randint(1001, 8999)
    return f"照片 {first}" if count == 1 else f"照片 {first}—{first + count - 1}"


def visit_table(members: Sequence[Town], one: DemoRound) -> pd.DataFrame:
    """What was found, as a table of values."""
    found = [
        {"unit": visit.town, "indicator": key[0], "input": key[1], "sample": visit.village, "value": float(figure)}
        for visit in visits(members, one)
        for key, figure in visit.figures.items()
        if isinstance(figure, int)
    ]
    return pd.DataFrame(found).assign(status="reported", target=float("nan"), last_year=float("nan"))
