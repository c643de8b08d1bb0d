"""What would put lost points right (补齐): of each unit and item that lost points, figures that lose nothing more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

import pandas as pd

from data.counted_figures import counted_problems
from data.diagnosis import Diagnosis
from data.outlook import Figure
from data.problem_lists import keys_of
from data.templates.forms import is_county
from scoring.levers import levers
from scoring.scheme import COUNTY, COUNTY_ITSELF, Indicator, Input

Key = tuple[str, str]
"""Unit and indicator."""

Move = Mapping[Any, Any]
"""A row of ``scoring.levers``."""


@dataclass(frozen=True)
class Remedy:
    """One unit's item put right: ``text`` says what has to change, ``figures`` are the figures as they then stand.

    ``lost`` is what the unit has lost on the item for certain, on its own card; ``problems`` (``matched_by``) are those
    that have to be closed, where a figure is counted from the list of problems.
    """

    unit: str
    indicator: Indicator
    text: str
    lost: float
    figures: Mapping[Figure, float] = field(hash=False)
    problems: frozenset[str] = frozenset()

    @property
    def key(self) -> Key:
        """Unit and indicator."""
        return self.unit, self.indicator.code


def remedies(diagnosis: Diagnosis) -> dict[Key, Remedy]:
    """The remedies of a round by unit and indicator, those of rigid items first, then by the county's lost points.

    An item whose figures do not say what has to change (a score given by a reviewer that is already the best, a rank
    among others) has none.
    """
    towns, county = levers(diagnosis.towns), levers(diagnosis.county)
    own = [is_county(*_asked(diagnosis, row)) for row in zip(county["indicator"], county["input"], strict=True)]
    rows = pd.concat([towns, county[own]])
    moves: dict[Key, list[Move]] = {}
    for row in rows[rows["lost"].astype(bool)].to_dict("records"):
        moves.setdefault((row["unit"], row["indicator"]), []).append(row)
    losses = _losses(diagnosis)
    found = [_remedy(diagnosis, key, of, losses.get(key, 0.0)) for key, of in moves.items()]
    found += [one for one in _of_county_itself(diagnosis, losses) if one.key not in moves]
    towns_order = {unit: place for place, unit in enumerate(diagnosis.units)}

    def order(one: Remedy) -> tuple[bool, float, str, int]:
        code = one.indicator.code
        return one.indicator.rigid is None, -losses.get((COUNTY, code), 0.0), code, towns_order.get(one.unit, -1)

    return {one.key: one for one in sorted(filter(None, found), key=order)}


def together(chosen: Iterable[Remedy]) -> dict[Figure, float]:
    """The figures of several remedies."""
    return {figure: value for one in chosen for figure, value in one.figures.items()}


def closing(chosen: Iterable[Remedy]) -> frozenset[str]:
    """The problems that several remedies close."""
    return frozenset(key for one in chosen for key in one.problems)


def _asked(diagnosis: Diagnosis, key: Key) -> tuple[Indicator, Input]:
    indicator = diagnosis.scheme.indicator(key[0])
    return indicator, indicator.input(key[1])


def _remedy(diagnosis: Diagnosis, key: Key, moves: Sequence[Move], lost: float) -> Remedy | None:
    unit, indicator = key[0], diagnosis.scheme.indicator(key[1])
    figures: dict[Figure, float] = {}
    problems = set[str]()
    for move in moves:
        asked = indicator.input(move["input"])
        problems |= _counted(diagnosis, unit, asked)
        if asked.sampled:
            figures |= _villages(diagnosis, unit, indicator, asked, move["change"])
        elif isfinite(move["figure"]):
            figures[unit, indicator.code, asked.id, ""] = move["figure"] + move["change"]
    texts = [*dict.fromkeys(str(move["text"]) for move in moves), *_closing_words(problems)]
    return Remedy(unit, indicator, "；".join(texts), lost, figures, frozenset(problems)) if figures else None


def _counted(diagnosis: Diagnosis, unit: str, asked: Input) -> set[str]:
    """The problems that the figure counts."""
    if asked.counted is None:
        return set()
    towns = (*diagnosis.units, COUNTY) if unit == COUNTY else (unit,)
    rows = counted_problems(diagnosis.problems, asked.counted, towns, diagnosis.round.due_on)
    return set(keys_of(rows))


def _of_county_itself(diagnosis: Diagnosis, losses: Mapping[Key, float]) -> Iterator[Remedy]:
    """The county's own problems that are counted beside its towns' figures: closing them is the county's to do."""
    rows = diagnosis.values[diagnosis.values["sample"] == COUNTY_ITSELF]
    for code, name in rows.loc[rows["value"] > 0, ["indicator", "input"]].itertuples(index=False):
        indicator, asked = _asked(diagnosis, (code, name))
        counted = asked.counted
        if counted is None:
            continue
        problems = keys_of(counted_problems(diagnosis.problems, counted, (COUNTY,), diagnosis.round.due_on))
        text, figure = "；".join(_closing_words(problems)), (COUNTY, code, name, COUNTY_ITSELF)
        yield Remedy(COUNTY, indicator, text, losses.get((COUNTY, code), 0.0), {figure: 0.0}, frozenset(problems))


def _closing_words(problems: Collection[str]) -> list[str]:
    return [f"要办结清单上的 {len(problems)} 个问题"] if problems else []


def _villages(
    diagnosis: Diagnosis, unit: str, indicator: Indicator, asked: Input, change: float
) -> dict[Figure, float]:
    """The visited villages' figures at their best: none of what must be less, all of what must be more."""
    best = asked.low if change < 0 else asked.high
    values = diagnosis.values
    mine = (values["unit"] == unit) & (values["indicator"] == indicator.code) & (values["input"] == asked.id)
    rows = values[mine & (values["sample"] != "") & (values["status"] == "reported")]
    if not isfinite(best):
        return {}
    return {(unit, indicator.code, asked.id, str(one)): best for one in rows.loc[rows["value"] != best, "sample"]}


def _losses(diagnosis: Diagnosis) -> dict[Key, float]:
    """What each unit has lost on each item, on its own card."""
    tables = (diagnosis.town_gaps, diagnosis.county_gaps)
    rows = (zip(table["unit"], table["indicator"], table["lost"], strict=True) for table in tables)
    return {(str(unit), str(code)): float(lost) for table in rows for unit, code, lost in table}
