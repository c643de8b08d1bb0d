"""Every figure asked of every unit in a round, and how it was answered: given, 不适用, blank or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from data.intake import SOURCES
from data.roster import Roster
from data.shape import COUNT, TEXT, Shape
from data.store import Round, Store
from data.templates import reporting_departments
from data.templates.forms import Asked, asked_of_department, asked_of_town
from scoring.scheme import COUNTY, Scheme

ANSWERS = Shape(dict.fromkeys(("kind", "unit", "indicator", "input", "answer", "sheet", "cell", "typed"), TEXT))
"""A row a figure asked of a unit.

``answer`` is ``given`` (a number), ``not_applicable``, ``blank`` (nothing stands there, or nothing was sent) or
``wrong`` (what stands there could not be taken over). ``sheet`` and ``cell`` are "" where nothing was sent.
"""

ANSWERED = ("given", "not_applicable")
"""The answers that leave nothing open."""

FILLED = Shape({**dict.fromkeys(("kind", "unit", "part"), TEXT), **dict.fromkeys(("asked", "given", "wrong"), COUNT)})
"""A row a unit and part of the scheme: how many of its figures are asked of the unit, answered, and wrong."""

_FIGURE = ("kind", "unit", "indicator", "input")


def answers(store: Store, scheme: Scheme, chosen: Round) -> pd.DataFrame:
    """Every figure asked of the towns, then of the departments, in the order of roster and scheme; columns ANSWERS."""
    asked = pd.DataFrame(list(_asked(store.roster(), scheme)), columns=[*_FIGURE, "about"])
    keys = ["kind", "unit", "about", "indicator", "input"]
    said = _said(store, chosen.name).drop_duplicates(keys, keep="last")
    merged = asked.merge(said, "left", on=keys)
    blank = {"status": "unreported", "sheet": "", "cell": "", "typed": ""}
    filled = merged.assign(
        **{name: merged[name].astype("str").where(merged[name].notna(), blank[name]) for name in blank}
    )
    spoken = [_answer(*pair) for pair in zip(filled["status"], filled["typed"], strict=True)]
    rows = filled.assign(answer=spoken)[list(ANSWERS.columns)]
    return ANSWERS.frame(rows.itertuples(index=False, name=None))


def filled_by_category(table: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """How far each unit has filled in each category; ``part`` is its code, "" for the components. Columns of FILLED."""
    category = {one.code: one.category for one in scheme.indicators}
    return _filled(table.assign(part=[category.get(code, "") for code in table["indicator"]]))


def filled_by_indicator(table: pd.DataFrame) -> pd.DataFrame:
    """How far each unit has filled in each indicator; ``part`` is its code. Columns of FILLED."""
    return _filled(table.assign(part=table["indicator"]))


def _filled(parted: pd.DataFrame) -> pd.DataFrame:
    counted = parted.assign(given=parted["answer"].isin(ANSWERED), wrong=parted["answer"] == "wrong")
    grouped = counted.groupby(["kind", "unit", "part"], sort=False)
    sums = grouped.agg(asked=("answer", "size"), given=("given", "sum"), wrong=("wrong", "sum")).reset_index()
    return FILLED.frame(sums.itertuples(index=False, name=None))


def _asked(roster: Roster, scheme: Scheme) -> Iterator[tuple[str, ...]]:
    """Kind, unit, indicator, input, and about which unit the figure is."""
    of_town = asked_of_town(scheme)
    for town in roster.town_names:
        yield from _rows("town", town, of_town, town)
    for department in reporting_departments(scheme):
        yield from _rows("department", department, asked_of_department(scheme, department), COUNTY)


def _rows(kind: str, unit: str, asked: tuple[Asked, ...], about: str) -> Iterator[tuple[str, ...]]:
    return ((kind, unit, *one.key, about) for one in asked)


def _said(store: Store, round_name: str) -> pd.DataFrame:
    """What the current submissions say of each figure, by who sent it (``unit``) and about whom it is (``about``)."""
    sent = store.submissions(round_name)[["submission", "kind", "unit"]]
    values = pd.concat(
        [store.values(round_name, source) for source in dict.fromkeys(SOURCES.values())], ignore_index=True
    )
    kept = values.loc[values["sample"] == ""].rename(columns={"unit": "about"})
    return kept.merge(sent, on="submission")


def _answer(status: Any, typed: Any) -> str:
    if status == "reported":
        return "given"
    if status == "not_applicable":
        return "not_applicable"
    return "wrong" if str(typed).strip() else "blank"
