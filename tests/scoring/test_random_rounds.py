"""Random schemes: any round can be scored, ranked, graded and told, an empty one too."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pytest

from scoring import COUNTY, Indicator, Scheme, Scorecard, score, score_county
from scoring.gaps import gaps
from scoring.grading import verdict
from scoring.levers import levers
from scoring.ranking import ranking
from scoring.risk import STATES, first_things, rigid_board
from scoring.scheme import BARRED
from tests.scoring.random_figures import (
    ABSENT,
    Sheet,
    names,
    roster,
    rows_of,
    sharing_county,
    table,
    town,
    truthful,
    village_names,
    with_absences,
    with_gaps,
)
from tests.scoring.random_inputs import GROUPS
from tests.scoring.random_runs import draws
from tests.scoring.random_schemes import random_scheme

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")
ENGLISH = re.compile(r"[A-Za-z_]{2,}|[,;?!]")
"""A word of the code, or a half-width sign, that must not come through to a sentence."""
Reported = Callable[[random.Random, Indicator], Sheet]


def nothing(chance: random.Random, item: Indicator) -> Sheet:
    """Not a single figure."""
    return Sheet({})


def not_applicable(chance: random.Random, item: Indicator) -> Sheet:
    """Everything 不适用."""
    own, of_village = (dict.fromkeys(found, ABSENT) for found in (names(item), village_names(item)))
    return Sheet(own, (of_village,) if of_village else ())


def zeros(chance: random.Random, item: Indicator) -> Sheet:
    """Everything reported as 0."""
    own, of_village = (dict.fromkeys(found, 0.0) for found in (names(item), village_names(item)))
    return Sheet(own, (of_village,) if of_village else ())


def enormous(chance: random.Random, item: Indicator) -> Sheet:
    """Everything a thousand million million, true or not."""
    own, of_village = (dict.fromkeys(found, 1e15) for found in (names(item), village_names(item)))
    return Sheet(own, (of_village,) if of_village else ())


def usual(chance: random.Random, item: Indicator) -> Sheet:
    """Figures with gaps."""
    return with_gaps(chance, with_absences(chance, truthful(chance, item)), 0.15)


ROUNDS = {
    "nothing reported": (nothing, 3), "nothing applies": (not_applicable, 3), "all zero": (zeros, 3),
    "enormous": (enormous, 3), "one town": (usual, 1), "no town": (usual, 0), "forty towns": (usual, 40),
}  # fmt: skip


def values_of(chance: random.Random, scheme: Scheme, reported: Reported, towns: int) -> pd.DataFrame:
    """A round of the whole scheme as the long table of values."""
    items = (*scheme.indicators, *scheme.components)
    return table(row for item in items for row in _rows(chance, item, reported, towns))


def _rows(chance: random.Random, item: Indicator, reported: Reported, towns: int) -> Iterator[tuple[object, ...]]:
    if item.scope == "county":
        yield from rows_of(item, COUNTY, reported(chance, item))
        return
    sheets = [reported(chance, item) for _ in range(towns)]
    for place, sheet in enumerate(sheets):
        yield from rows_of(item, town(place), sharing_county(sheets[0], sheet), GROUPS[place % 3])


@pytest.mark.parametrize("name", ROUNDS)
def test_any_round_can_be_scored_and_told_in_chinese(name: str) -> None:
    reported, towns = ROUNDS[name]
    for chance in draws(f"rounds {name}", 3 if towns > 10 else 8):
        scheme = random_scheme(chance)
        values, units = values_of(chance, scheme, reported, towns), roster(towns)
        card, county = score(scheme, values, units), score_county(scheme, values, units)
        assert list(card.units) == list(units["unit"])
        assert list(county.units) == [COUNTY]
        for one in (card, county):
            scored_in_full(one)
            told_in_chinese(one, codes_of(scheme))
        ranked(card)
        graded(scheme, card, county)
        lit(card, county)


def codes_of(scheme: Scheme) -> set[str]:
    """What may stand in a sentence although it is no Chinese."""
    return {one.code for one in (*scheme.indicators, *scheme.components)}


def scored_in_full(card: Scorecard) -> None:
    """Every score is a number or open between two numbers, and has one of the three states."""
    rows = card.table()
    assert np.isfinite(rows[["full", "low", "high"]].to_numpy(float)).all()
    assert set(rows["state"]) <= {"scored", "unreported", "not_applicable"}
    assert (rows["score"].isna() == (rows["low"] != rows["high"])).all()
    assert len(card.totals()) == len(card.units)
    assert len(gaps(card)) == (card.full > 0).sum()


def told_in_chinese(card: Scorecard, codes: set[str]) -> None:
    """Reasons, rules in words and levers are sentences."""
    reasons = card.reasons()
    sentences = [*reasons, *levers(card)["text"]]
    for item in card.indicators if len(card.units) else ():
        explained = card.explain(str(card.units[0]), item.code)
        sentences += [explained.rule, *(step.sentence for step in explained.steps)]
    for sentence in sentences:
        assert sentence
        assert not ENGLISH.search(sentence), sentence


def ranked(card: Scorecard) -> None:
    """Every town has a place, between its best and its worst."""
    found = ranking(card)
    assert len(found) == len(card.units)
    for place in ("rank", "group_rank"):
        assert (found[f"{place}_best"] <= found[place]).all()
        assert (found[place] <= found[f"{place}_worst"]).all()
        assert found[place].between(1, max(len(found), 1)).all()


def graded(scheme: Scheme, card: Scorecard, county: Scorecard) -> None:
    """Every unit has a grade of the scheme, worst, best and as far as reported."""
    known = {grade.name for grade in scheme.grades} | {BARRED.name}
    order = [grade.name for grade in scheme.grades] + [BARRED.name]
    for one in (card, county):
        for row in range(len(one.units)):
            found = verdict(one, row, place=row + 1)
            assert {found.grade_low, found.grade_high, found.grade_by_points, found.grade_final} <= known
            assert order.index(found.grade_high) <= order.index(found.grade_low)
            assert order.index(found.grade_by_points) <= order.index(found.grade_final)
            assert not ENGLISH.search(found.sentence), found.sentence


def lit(card: Scorecard, county: Scorecard) -> None:
    """Every rigid item has one of the five states for every unit."""
    towns, whole = rigid_board(card), rigid_board(county, towns=card)
    assert set(towns["state"]) | set(whole["state"]) <= set(STATES)
    assert len(towns) == len(card.units) * sum(one.rigid is not None for one in card.indicators)
    assert len(first_things(whole, towns)) <= 12
