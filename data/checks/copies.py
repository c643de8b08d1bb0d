"""照抄: two towns whose forms hold the same unusual figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from data.findings import Finding, finding
from data.intake import Intake
from data.standing import Standing
from scoring.rounding import plain, snap
from scoring.scheme import Scheme

LEAST_EQUAL = 5
"""How many different unusual figures must be equal before two forms are said to be alike."""

LEAST_DIGITS = 3
"""A figure of fewer digits that count (12, 40, 1 500) is found in many forms."""

COMMON_SHARE = 0.5
"""A figure that more than this share of the towns give is nobody's own."""

NEARLY_ALL = 0.8
"""From this share of the unusual figures on it is the other town's form, not a copied part."""

_EXAMPLES = 3
_FIGURE = ["indicator", "input"]


def copies(standing: Standing, intakes: Sequence[Intake]) -> Iterator[tuple[int, Finding]]:
    """A finding a workbook and town whose figures it repeats, with the workbook's place in ``intakes``.

    The towns are those of the other workbooks, and those of the store: by their accepted form of this round, else by
    their last one. Of a town with several forms the most alike one is named.
    """
    forms = pd.concat([*_dropped(intakes), _accepted(standing)], ignore_index=True)
    rows = forms[_unusual(forms)].assign(value=lambda unusual: snap(unusual["value"]))
    rows = rows[~_common(rows)]
    own = rows[rows["place"] >= 0]
    equal = own.merge(rows, on=[*_FIGURE, "value"], suffixes=("", "_other"))
    equal = equal[equal["unit"] != equal["unit_other"]]
    for _, both in equal.groupby(["place", "unit_other"], sort=False):
        alike = max((form for _, form in both.groupby("place_other")), key=len)
        if alike["value"].nunique() >= LEAST_EQUAL:
            yield int(alike["place"].iloc[0]), _alike(standing.scheme, alike, len(alike) / _shared(rows, alike))


def _dropped(intakes: Sequence[Intake]) -> Iterator[pd.DataFrame]:
    for place, one in enumerate(intakes):
        if one.kind == "town" and one.unit:
            yield _taken(one.values).assign(place=place, when="")


def _accepted(standing: Standing) -> pd.DataFrame:
    """Every town's last accepted form; ``when`` says in which round, "" for this one."""
    towns = standing.submissions[standing.submissions["kind"] == "town"]
    last = towns.drop_duplicates("unit", keep="last")
    here = last["round"] == standing.round.name
    when = last.assign(when=last["round"].where(~here, ""))[["submission", "when"]]
    return _taken(standing.values.merge(when, on="submission"), "when").assign(place=-1)


def _taken(values: pd.DataFrame, *more: str) -> pd.DataFrame:
    reported = values[(values["status"] == "reported") & (values["sample"] == "")]
    return reported[["unit", *_FIGURE, "value", "target", "sheet", "cell", *more]]


def _unusual(rows: pd.DataFrame) -> pd.Series[bool]:
    """Figures that two towns hardly share by chance: three digits that count, and not simply the task itself."""
    long = pd.Series([_digits(one) >= LEAST_DIGITS for one in rows["value"]], rows.index, dtype=bool)
    return long & (rows["value"] != rows["target"])


def _digits(number: float) -> int:
    """How many digits of a number count: 3 of 12.5, 2 of 1 500."""
    return len(plain(abs(number)).replace(".", "").strip("0"))


def _common(rows: pd.DataFrame) -> pd.Series[bool]:
    """Figures that many towns give."""
    towns = rows["unit"].nunique()
    sharing = rows.groupby([*_FIGURE, "value"])["unit"].transform("nunique")
    return sharing > max(2, COMMON_SHARE * towns)


def _shared(rows: pd.DataFrame, alike: pd.DataFrame) -> int:
    """In how many figures the two forms have something unusual."""
    first = alike.iloc[0]
    own = rows[rows["place"] == first["place"]]
    other = rows[(rows["place"] == first["place_other"]) & (rows["unit"] == first["unit_other"])]
    return len(own[_FIGURE].merge(other[_FIGURE]))


def _alike(scheme: Scheme, alike: pd.DataFrame, share: float) -> Finding:
    first = alike.iloc[0]
    examples = "、".join(_example(scheme, row) for row in alike.head(_EXAMPLES).to_dict("records"))
    words = {"town": f"「{first['unit_other']}」", "when": first["when_other"], "equal": str(len(alike))}
    return finding("R731" if share >= NEARLY_ALL else "R732", first["sheet"], "", **words, examples=examples)


def _example(scheme: Scheme, row: Mapping[Any, Any]) -> str:
    name = scheme.indicator(row["indicator"]).input(row["input"]).name
    return f"{row['cell']} {name} {plain(row['value'])}"
