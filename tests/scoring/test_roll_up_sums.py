"""The county against the towns' raw numbers, added up here by hand: sums, ratios of sums, means, weights of towns.

Nothing of the core's roll-up is used. The figures are taken from the sheets in fractions; what they come to is typed in
as if the county had reported it itself, or is put into the rule's own arithmetic.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from scoring import COUNTY, Indicator, score, score_county
from scoring.rules import KINDS
from tests.scoring.random_figures import (
    ABSENT,
    Figure,
    Sheet,
    names,
    roster,
    rows_of,
    sharing_county,
    table,
    town_values,
    truthful,
    with_absences,
)
from tests.scoring.random_runs import HAIR, described, draws
from tests.scoring.random_schemes import Freedom, one_item
from tests.scoring.tiny import tiny

TOWNS = 6
PLAIN = Freedom(kinds=tuple(sorted(set(KINDS) - {"samples"})))
WAYS: Mapping[str, Callable[[list[Fraction]], Fraction]] = {
    "sum": lambda found: sum(found, Fraction(0)), "mean": lambda found: sum(found, Fraction(0)) / len(found),
    "max": max, "min": min,
}  # fmt: skip


def added_up(item: Indicator, sheets: Sequence[Sheet]) -> Sheet:
    """One sheet for the whole county: each figure by its own way of adding up, over the towns that have the task."""
    return Sheet({name: _added(item, name, sheets) for name in names(item)})


def _added(item: Indicator, name: str, sheets: Sequence[Sheet]) -> Figure:
    prefix, _, last = name.rpartition(".")
    if prefix == "county":
        return sheets[0].figures[name]
    own = (last, f"target.{last}", f"last_year.{last}")
    here = [one.figures for one in sheets if ABSENT not in (one.figures.get(each) for each in own)]
    known = [Fraction(repr(one[name])) for one in here]
    return float(WAYS[item.input(last).roll_up](known)) if known else ABSENT


def towns_of(chance: random.Random, item: Indicator) -> list[Sheet]:
    """A whole sheet a town; some towns have no such task."""
    sheets = [truthful(chance, item) for _ in range(TOWNS)]
    return [sharing_county(sheets[0], with_absences(chance, one)) for one in sheets]


@pytest.mark.parametrize("kind", PLAIN.kinds)
def test_the_county_scores_as_if_it_had_reported_what_its_towns_come_to(kind: str) -> None:
    for chance in draws(f"roll-up {kind}", 15):
        scheme = one_item(chance, PLAIN, kind=kind)
        item = scheme.indicators[0]
        sheets = towns_of(chance, item)
        rolled = score_county(scheme, town_values(item, sheets), roster(TOWNS))
        typed = score_county(scheme, table(rows_of(item, COUNTY, added_up(item, sheets))), roster(TOWNS))
        for column in ("low", "high", "full"):
            ours, by_hand = getattr(rolled, column)[0, 0], getattr(typed, column)[0, 0]
            assert abs(ours - by_hand) <= HAIR, described(item, *sheets, added_up(item, sheets), rolled.reason(0, 0))


RATE = (
    ("{id: found, name: 未整改宗数, unit: 宗, range: [0, 10]}", "{id: done, name: 已整改, unit: 宗, at_most: all}\n"
     "              - {id: all, name: 应整改, unit: 宗}"),
    ("{count: {value: found, deduct: 1}}", "{ratio: {value: done / all, target: 0.8}}"),
)  # fmt: skip
VILLAGES = (
    ("unit: 宗, range: [0, 10]}", "unit: 宗, sampled: true}"),
    ("{count: {value: found, deduct: 1}}", "{samples: {combine: mean, rule: {count: {value: found, deduct: 1}}}}"),
)


def table_of(figures: Sequence[Mapping[str, float]], village: Sequence[str] | None = None) -> pd.DataFrame:
    """The figures of the tiny scheme's second item, a row of ``figures`` a town (or a village of that town)."""
    rows = [
        {"unit": (village or [f"镇{place}" for place in range(len(figures))])[place], "indicator": "T1-02",
         "input": name, "sample": f"村{place}" if village else "", "value": value}
        for place, one in enumerate(figures) for name, value in one.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_a_rate_of_the_county_is_the_towns_rates_weighed_by_their_bases() -> None:
    scheme = tiny(*RATE)
    for chance in draws("weights", 40):
        bases = [chance.choice((1, 3, 10, 400, 9000)) for _ in range(TOWNS)]
        done = [chance.randint(0, base) for base in bases]
        values = table_of([{"done": d, "all": b} for d, b in zip(done, bases, strict=True)])
        weights = [Fraction(base, sum(bases)) for base in bases]
        rate = sum(weight * Fraction(d, b) for weight, d, b in zip(weights, done, bases, strict=True))
        assert rate == Fraction(sum(done), sum(bases))
        county, towns = score_county(scheme, values), score(scheme, values)
        assert abs(county.low[0, 1] - float(10 * min(Fraction(1), rate / Fraction(8, 10)))) <= HAIR
        by_hand = [
            float(10 * min(Fraction(1), Fraction(d, b) / Fraction(8, 10))) for d, b in zip(done, bases, strict=True)
        ]
        assert np.allclose(towns.low[:, 1], by_hand, rtol=0, atol=HAIR)


def test_a_mean_over_villages_counts_every_village_of_the_county_once() -> None:
    scheme = tiny(*VILLAGES)
    for chance in draws("villages", 40):
        owners = [f"镇{chance.randint(0, 3)}" for _ in range(chance.randint(1, 12))]
        found = [chance.randint(0, 14) for _ in owners]
        values = table_of([{"found": number} for number in found], owners)
        earned = [Fraction(max(10 - number, 0)) for number in found]
        county, towns = score_county(scheme, values), score(scheme, values)
        assert abs(county.low[0, 1] - float(sum(earned) / len(earned))) <= HAIR
        for row, unit in enumerate(towns.units):
            own = [one for one, owner in zip(earned, owners, strict=True) if owner == unit]
            assert abs(towns.low[row, 1] - float(sum(own) / len(own))) <= HAIR


def test_the_county_s_total_is_the_sum_of_its_items_out_of_those_that_apply() -> None:
    scheme = tiny()
    for chance in draws("totals of the county", 30):
        judged, found = ([chance.randint(0, 10) for _ in range(TOWNS)] for _ in range(2))
        values = pd.concat([
            table_of([{"found": one} for one in found]),
            table_of([{"judged": one} for one in judged]).assign(indicator="T1-01"),
        ])  # fmt: skip
        total = score_county(scheme, values).totals()["score"][0]
        assert abs(total - (min(sum(judged), 90) + max(10 - sum(found), 0))) <= HAIR
