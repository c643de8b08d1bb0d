"""What each town reports: figures that grow out of its sizes and its strength, unless the story says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from data.demo.county import Town
from data.demo.dates import DemoRound
from data.demo.problems import overdue
from data.demo.tables import chance, rows
from data.templates.filled import Key, Typed
from data.templates.forms import NOT_APPLICABLE, asked_of_county
from scoring.rounding import half_up
from scoring.scheme import Input, Scheme

Amount = float | str
"""A figure, or 不适用."""

ROUND_COLUMNS = ("first", "second", "third")
_DIGITS = {"万元": 2, "吨": 1, "分": 1}
"""Decimals of a unit that is not counted in whole cases; 亩 and the rest have none."""

NOISE = 0.3
"""Chance moves a town by at most this share of what its strength moves it."""


@dataclass(frozen=True)
class Figures:
    """The figures of one unit in one round: reported, the year's target, last year's."""

    values: dict[Key, Amount]
    targets: dict[Key, float]
    last_year: dict[Key, float]


@dataclass(frozen=True)
class Recipe:
    """How a town's figure comes about: ``levels`` per cent of a size or of another figure of the indicator, moved by
    the town's strength × ``spread``, at most ``most`` per cent. Without ``of`` the level is the figure itself.
    ``task`` and ``last`` give target and last year's figure: per cent, or the name of a size.
    """

    key: Key
    of: str
    levels: tuple[float, float, float]
    spread: float
    most: float
    task: str
    last: str


@cache
def recipes() -> tuple[Recipe, ...]:
    """The recipes in the order in which they build on one another."""
    return tuple(_recipe(row) for row in rows("figures"))


def town_figures(scheme: Scheme, town: Town, one: DemoRound) -> Figures:
    """What the town would report in the round if it made no slip."""
    figures = Figures({}, {}, {})
    for recipe in recipes():
        _add(figures, scheme, recipe, town, one)
    return figures


def county_figures(scheme: Scheme, department: str, one: DemoRound) -> Figures:
    """The county's own figures of the indicators that the department leads."""
    figures = Figures({}, {}, {})
    led = {asked.key for asked in asked_of_county(scheme) if asked.indicator.lead == department}
    for row in rows("county"):
        key = (row["indicator"], row["input"])
        if key in led:
            figures.values[key] = _number(row[ROUND_COLUMNS[one.number - 1]])
            _put(figures.targets, key, row["target"])
            _put(figures.last_year, key, row["last_year"])
    return figures


def long_table(figures: Mapping[str, Figures]) -> pd.DataFrame:
    """The figures of those units as a table of values."""
    table = [
        (unit, key[0], key[1], "", *_value_and_status(value), one.targets.get(key), one.last_year.get(key))
        for unit, one in figures.items()
        for key, value in one.values.items()
    ]
    columns = ["unit", "indicator", "input", "sample", "value", "status", "target", "last_year"]
    return pd.DataFrame(table, columns=columns).astype({"value": float, "target": float, "last_year": float})


def typed(scheme: Scheme, values: Mapping[Key, Amount]) -> dict[Key, Typed]:
    """The figures as a clerk types them: whole numbers without decimals, 是 and 否 for yes and no."""
    return {key: _typed(_input(scheme, key), value) for key, value in values.items()}


def _add(figures: Figures, scheme: Scheme, recipe: Recipe, town: Town, one: DemoRound) -> None:
    asked, key = _input(scheme, recipe.key), recipe.key
    base = _base(figures, recipe, town)
    if recipe.task:
        figures.targets[key] = _settled(asked, base * float(recipe.task) / 100)
    figures.values[key] = _amount(figures, asked, recipe, base, town, one)
    if recipe.last:
        figures.last_year[key] = _last_year(figures, asked, recipe, town)
    if figures.values[key] == NOT_APPLICABLE:
        figures.targets.pop(key, None)


def _amount(figures: Figures, asked: Input, recipe: Recipe, base: float, town: Town, one: DemoRound) -> Amount:
    told = _told().get((town.name, *recipe.key), ("", "", ""))[one.number - 1]
    if told == NOT_APPLICABLE:
        return told
    if recipe.key == ("B1-04", "overdue"):
        return float(overdue(town, one))
    level = _level(recipe, town, one)
    amount = base * level / 100 if recipe.of else level
    if told.startswith("-"):
        amount += float(told)
    elif told:
        amount = float(told)
    return min(_settled(asked, max(amount, asked.low)), asked.high, _limit(figures, asked, recipe))


def _level(recipe: Recipe, town: Town, one: DemoRound) -> float:
    luck = chance(town.name, *recipe.key).uniform(-NOISE, NOISE) * recipe.spread
    level = recipe.levels[one.number - 1] + town.strength[one.number - 1] * recipe.spread + luck
    return min(level, recipe.most)


def _limit(figures: Figures, asked: Input, recipe: Recipe) -> float:
    """What the figure cannot exceed: done ≤ base."""
    base = figures.values.get((recipe.key[0], asked.at_most.text)) if asked.at_most else None
    return float(base) if base is not None else float("inf")


def _last_year(figures: Figures, asked: Input, recipe: Recipe, town: Town) -> float:
    if recipe.last in town.sizes:
        return town.sizes[recipe.last]
    return _settled(asked, float(figures.values[recipe.key]) * float(recipe.last) / 100)


def _base(figures: Figures, recipe: Recipe, town: Town) -> float:
    of = figures.values.get((recipe.key[0], recipe.of), town.sizes.get(recipe.of, 0.0))
    return 0.0 if of == NOT_APPLICABLE else float(of)


@cache
def _told() -> dict[tuple[str, str, str], Sequence[str]]:
    """What the story says of single figures, in each round: a figure, 不适用, or -3 for three fewer; "" for nothing."""
    return {
        (row["town"], row["indicator"], row["input"]): [row[name] for name in ROUND_COLUMNS] for row in rows("story")
    }


def _recipe(row: Mapping[str, str]) -> Recipe:
    first, second, third = (float(row[name]) for name in ROUND_COLUMNS)
    return Recipe(
        key=(row["indicator"], row["input"]), of=row["of"], levels=(first, second, third), spread=float(row["spread"]),
        most=float(row["most"] or "inf"), task=row["task"], last=row["last"],
    )  # fmt: skip


def _input(scheme: Scheme, key: Key) -> Input:
    return scheme.indicator(key[0]).input(key[1])


def _settled(asked: Input, amount: float) -> float:
    return float(half_up(amount, 0 if asked.whole else _DIGITS.get(asked.unit, 0)))


def _value_and_status(value: Amount) -> tuple[float, str]:
    if isinstance(value, str):
        return float("nan"), "not_applicable"
    return value, "reported"


def _typed(asked: Input, value: Amount) -> Typed:
    if asked.yes_no and not isinstance(value, str):
        return value >= 1
    return _number(value)


def _number(amount: Amount) -> Amount:
    if amount == NOT_APPLICABLE:
        return amount
    number = float(amount)
    return int(number) if number.is_integer() else number


def _put(figures: dict[Key, float], key: Key, written: str) -> None:
    if written:
        figures[key] = float(_number(written))
