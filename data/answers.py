"""Every figure asked of every unit in a round, and how it was answered: given, 不适用, blank or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from data.intake import CORRECTED
from data.roster import Roster
from data.shape import COUNT, TEXT, Shape
from data.store import Round, Store
from data.templates import reporting_departments
from data.templates.forms import Asked, asked_of_department, asked_of_town
from scoring.scheme import COUNTY, Scheme

ANSWERS = Shape(dict.fromkeys(("kind", "unit", "indicator", "input", "answer", "sheet", "cell", "typed"), TEXT))
"""A row a figure asked of a unit.

``answer`` is ``given`` (a number), ``not_applicable``, ``corrected`` (the office has put it right on the page),
``blank`` (nothing stands there, or nothing was sent) or ``wrong`` (what stands there could not be taken over).
``sheet`` and ``cell`` are "" where nothing was sent.
"""

ANSWERED = ("given", "not_applicable", "corrected")
"""The answers that leave nothing open."""

FILLED = Shape({**dict.fromkeys(("kind", "unit", "part"), TEXT), **dict.fromkeys(("asked", "given", "wrong"), COUNT)})
"""A row a unit and part of the scheme: how many of its figures are asked of the unit, answered, and wrong."""

_FIGURE = ("kind", "unit", "indicator", "input")
_ABOUT = ("about", "indicator", "input")
_GAPS = {"status": "unreported", "sheet": "", "cell": "", "typed": ""}


def answers(store: Store, scheme: Scheme, chosen: Round) -> pd.DataFrame:
    """Every figure asked of the towns, then of the departments, in the order of roster and scheme; columns ANSWERS.

    A figure that the office has put right on the page is answered by that.
    """
    asked = pd.DataFrame(list(_asked(store.roster(), scheme)), columns=[*_FIGURE, "about"])
    values = store.every_value(chosen.name).rename(columns={"unit": "about"})
    values = values[values["sample"] == ""]
    sent = values.merge(store.submissions(chosen.name)[["submission", "kind", "unit"]], on="submission")
    keys = ["kind", "unit", *_ABOUT]
    merged = asked.merge(sent.drop_duplicates(keys, keep="last"), "left", on=keys)
    filled = merged.assign(**{name: _text(merged[name], gap) for name, gap in _GAPS.items()})
    corrected = set(_figures(values[values["source"] == CORRECTED]))
    spoken = zip(_figures(filled), filled["status"], filled["typed"], strict=True)
    said = ["corrected" if figure in corrected else _answer(*cell) for figure, *cell in spoken]
    rows = filled.assign(answer=said)[list(ANSWERS.columns)]
    return ANSWERS.frame(rows.itertuples(index=False, name=None))


def unsettled(errors: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The errors (``unit``, ``sheet``, ``cell``) without those whose figure has been put right on the page.

    ``table`` has the columns of ANSWERS.
    """
    corrected = table[table["answer"] == "corrected"]
    settled = set(zip(corrected["unit"], corrected["sheet"], corrected["cell"], strict=True))
    places = zip(errors["unit"], errors["sheet"], errors["cell"], strict=True)
    return errors.loc[np.array([place not in settled for place in places], dtype=bool)]


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


def _figures(rows: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """About which unit, and which figure, each row is."""
    return zip(*(rows[name] for name in _ABOUT), strict=True)


def _text(column: pd.Series[Any], gap: str) -> pd.Series[Any]:
    """The column as text, ``gap`` where nothing was sent."""
    return column.astype("str").where(column.notna(), gap)


def _answer(status: Any, typed: Any) -> str:
    if status == "reported":
        return "given"
    if status == "not_applicable":
        return "not_applicable"
    return "wrong" if str(typed).strip() else "blank"
