"""Figures for the scoring tests: sheets of decimal text, as tables the product takes, and how to draw them at random.

What is drawn crowds around the lines: a base times a percentage that some rule names, moved by nothing, by a millionth,
by one unit.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from scoring import COUNTY, Indicator, Scheme, load_scheme
from scoring.scheme import Category, SubItem
from tests.scoring.reference import ABSENT, Sheet, facts, inputs

COLUMNS = ["unit", "group", "indicator", "input", "sample", "value", "status", "target", "last_year"]
GROUPS = ("圩镇", "山区镇")

LINES = (
    "100", "99.9", "99.7", "99.5", "98", "97", "95", "94", "90", "85", "80", "75", "60", "50", "40", "10", "101", "120",
)  # fmt: skip
BASES = (
    "1", "3", "7", "10", "12", "45", "100", "300", "333.3", "1000", "2.08", "10.7", "0.3", "2500", "10000", "34567.89",
)  # fmt: skip
NUDGES = ("0", "0", "0", "0.000001", "-0.000001", "1", "-1", "0.1", "-0.1", "0.01", "-4", "-5", "-20", "0.05")


def examples(count: int) -> settings:
    """So many examples a test: no deadline, and the same ones each time where CI is set."""
    unhurried = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(
        max_examples=count, deadline=None, derandomize=bool(os.environ.get("CI")), suppress_health_check=unhurried
    )


@cache
def default_scheme() -> Scheme:
    """The default scheme, loaded once."""
    return load_scheme("gd2021")


@cache
def alone(code: str) -> Scheme:
    """The default scheme with this one item only, so that a test costs what it must."""
    scheme = default_scheme()
    one = scheme.indicator(code)
    category = Category(one.category, one.category_name, (SubItem(one.sub_item, one.sub_item_name, (one,)),))
    return replace(scheme, categories=(category,), components=())


@cache
def indicator(code: str) -> Indicator:
    """An indicator of the default scheme."""
    return default_scheme().indicator(code)


# --- sheets as a table of values --------------------------------------------------------------------------------------


def rows_of(unit: str, code: str, sheet: Sheet, group: str = "") -> Iterator[dict[str, Any]]:
    """A unit's sheet as rows of the long table; the county's figures on it stand under the county's name."""
    for sample, each in [("", sheet), *((f"{unit}村{i}", village) for i, village in enumerate(sheet.villages, 1))]:
        for (where, asked), fields in _by_input(unit, each).items():
            yield {
                "unit": where, "group": group, "indicator": code, "input": asked, "sample": sample,
                "status": _status(fields.get("value")),
                **{name: _number(fields.get(name)) for name in ("value", "target", "last_year")},
            }  # fmt: skip


def _by_input(unit: str, sheet: Sheet) -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for name, figure in sheet.figures.items():
        prefix, _, asked = name.rpartition(".")
        field = prefix if prefix in ("target", "last_year") else "value"
        found.setdefault((COUNTY if prefix == "county" else unit, asked), {})[field] = figure
    return found


def _status(value: Any) -> str:
    return "not_applicable" if value == ABSENT else "unreported" if value is None else "reported"


def _number(figure: Any) -> float:
    """The figure as a reader of workbooks has it: the nearest binary number."""
    return math.nan if figure in (None, ABSENT) else float(figure)


def table(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The long table of values; the county's figures, which every sheet repeats, stand in it once."""
    found = pd.DataFrame(list(rows), columns=COLUMNS)
    return found.drop_duplicates(["unit", "indicator", "input", "sample"], ignore_index=True).astype(
        {"value": float, "target": float, "last_year": float}
    )


def town(place: int) -> str:
    """A town's name."""
    return f"镇{place:03d}"


def towns_table(code: str, sheets: Sequence[Sheet]) -> pd.DataFrame:
    """The sheets as towns 镇000, 镇001, …"""
    return table(row for place, sheet in enumerate(sheets) for row in rows_of(town(place), code, sheet))


def roster(count: int) -> pd.DataFrame:
    """The towns 镇000, 镇001, … in two groups."""
    return pd.DataFrame({"unit": [town(i) for i in range(count)], "group": [GROUPS[i % 2] for i in range(count)]})


# --- drawing ----------------------------------------------------------------------------------------------------------


@cache
def names(code: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What an item's worked cases are given: (the unit's own names, the county's names, a village's names)."""
    given: dict[str, None] = {}
    villages: dict[str, None] = {}
    for case in facts()[code]["cases"]:
        given |= dict.fromkeys(case.get("given", {}))
        for village in case.get("samples", ()):
            villages |= dict.fromkeys(village)
    own = tuple(name for name in given if not name.startswith("county."))
    return own, tuple(name for name in given if name.startswith("county.")), tuple(villages)


def typed(number: Decimal) -> str:
    """A decimal as an official types it."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def bounded(code: str, name: str, number: Decimal) -> Decimal:
    """The number, moved into what can be a true figure of the input."""
    asked = next(one for one in inputs(code) if one["id"] == name.rpartition(".")[2])
    low, high = asked.get("range", (0, 1 if asked.get("unit") == "是否" else None))
    number = number if low is None else max(number, Decimal(str(low)))
    return number if high is None else min(number, Decimal(str(high)))


def near_lines(base: str) -> st.SearchStrategy[Decimal]:
    """Numbers on and beside the lines that some rule draws on this base."""
    lines, nudges = st.sampled_from(LINES), st.sampled_from(NUDGES)
    return st.builds(lambda line, nudge: Decimal(base) * Decimal(line) / 100 + Decimal(nudge), lines, nudges)


def decimals() -> st.SearchStrategy[Decimal]:
    """Anything an official may type: up to 50 000 with up to three decimals, or few whole cases."""
    few = st.integers(0, 12).map(Decimal)
    many = st.integers(0, 50_000_000).map(lambda thousandths: Decimal(thousandths) / 1000)
    return st.one_of(few, many)


def numbers(base: str) -> st.SearchStrategy[Decimal]:
    """Mostly beside the lines of the base, the base itself, few cases, or anything."""
    return st.one_of(near_lines(base), st.just(Decimal(base)), decimals())


@st.composite
def figures(draw: st.DrawFn, code: str, wanted: tuple[str, ...], absences: bool = True) -> dict[str, str]:
    """Figures of an item under the wanted names, all around one base."""
    base = draw(st.sampled_from(BASES))
    found = {name: typed(bounded(code, name, draw(numbers(base)))) for name in wanted}
    plain = [name for name in wanted if "." not in name]
    if absences and plain and draw(st.integers(0, 9)) == 0:
        found[draw(st.sampled_from(plain))] = draw(st.sampled_from([ABSENT, "0"]))
    return found


@st.composite
def sheets(draw: st.DrawFn, code: str, county: Mapping[str, str] | None = None, absences: bool = True) -> Sheet:
    """A whole sheet of an item; ``county`` are the county's figures that all sheets share."""
    own, _, of_village = names(code)
    found = draw(figures(code, own, absences))
    village = figures(code, of_village, absences).map(Sheet)
    villages = draw(st.lists(village, min_size=1, max_size=4)) if of_village else ()
    return Sheet({**found, **(county or {})}, villages=tuple(villages))


@st.composite
def many_sheets(draw: st.DrawFn, code: str, least: int = 1, most: int = 8, absences: bool = True) -> list[Sheet]:
    """Sheets of several towns of one county, each knowing its peers."""
    county = draw(figures(code, names(code)[1], absences=False))
    found = draw(st.lists(sheets(code, county, absences), min_size=least, max_size=most))
    return [replace(one, peers=tuple(found[:i] + found[i + 1 :])) for i, one in enumerate(found)]


def random_sheet(chance: random.Random, code: str, wanted: tuple[str, ...] | None = None) -> Sheet:
    """A sheet at random, for bulk: drawn like :func:`sheets`, without the means to shrink it."""
    own, _, of_village = names(code)
    count = chance.randint(1, 4) if of_village and wanted is None else 0
    villages = [Sheet(_random_figures(chance, code, of_village)) for _ in range(count)]
    return Sheet(_random_figures(chance, code, own if wanted is None else wanted), villages=villages)


def _random_figures(chance: random.Random, code: str, wanted: tuple[str, ...]) -> dict[str, str]:
    base = Decimal(chance.choice(BASES))
    found = {}
    for name in wanted:
        line, nudge = Decimal(chance.choice(LINES)), Decimal(chance.choice(NUDGES))
        anything = Decimal(chance.randint(0, 10_000_000)) / 1000
        number = chance.choice([base * line / 100 + nudge, base, anything, Decimal(chance.randint(0, 12))])
        found[name] = typed(bounded(code, name, number))
    return found
