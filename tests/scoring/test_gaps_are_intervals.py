"""What is unreported leaves the score open between its worst and its best: proved by filling the gaps."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import COUNTY, Scorecard, score, score_county
from tests.scoring.figures import alone, examples, indicator, roster, rows_of, table, towns_table
from tests.scoring.filling import filled, truthful, with_gaps
from tests.scoring.reference import Sheet, of_towns
from tests.scoring.reference_items import ITEMS

CODES = tuple(ITEMS)
TOWN_CODES = tuple(code for code in CODES if of_towns(code))
INDEPENDENT = tuple(code for code in TOWN_CODES if code not in ("B1-03", "D3-02"))  # these look beyond the town
SEEDS = st.integers(0, 2**32 - 1)
HAIR = 2e-9


def assert_inside(before: Scorecard, place: int, kept: list[float], told: object) -> None:
    """What is kept of the unit's points, however the gaps are filled, lies between the two ends."""
    low, high = before.low[place, 0] - HAIR, before.high[place, 0] + HAIR
    outside = [one for one in kept if not low <= one <= high]
    assert not outside, (told, low, high, outside)


def kept(before: Scorecard, after: Scorecard, place: int, filled_place: int) -> float:
    """What a filling keeps of the points: where there proves to be no task, nothing is lost."""
    assert after.low[filled_place, 0] == after.high[filled_place, 0]
    return float(before.full[place, 0] - (after.full[filled_place, 0] - after.low[filled_place, 0]))


@pytest.mark.parametrize("code", INDEPENDENT)
@examples(6)
@given(SEEDS)
def test_a_town_score_lies_inside_its_interval_however_its_gaps_are_filled(code: str, seed: int) -> None:
    chance = random.Random(seed)
    gappy = with_gaps(chance, truthful(chance, code))
    fillings = [filled(chance, code, gappy) for _ in range(16)]
    card = score(alone(code), towns_table(code, [gappy, *fillings]), roster(17))
    if not card.absent[0, 0]:  # an event that is unreported does not hold open a unit without the task
        assert_inside(card, 0, [kept(card, card, 0, place) for place in range(1, 17)], (gappy, fillings))


@pytest.mark.parametrize("code", [code for code in CODES if code not in INDEPENDENT])
@examples(6)
@given(SEEDS)
def test_a_score_that_looks_beyond_the_unit_lies_inside_too(code: str, seed: int) -> None:
    chance = random.Random(seed)
    gappy = [with_gaps(chance, truthful(chance, code)) for _ in range(4 if of_towns(code) else 1)]
    if code == "B1-03":  # one figure for the whole county
        gappy = [_sharing(gappy[0], one) for one in gappy]
    open_card = _scored(code, gappy)
    for _ in range(5):
        fillings = [filled(chance, code, one) for one in gappy]
        fillings = [_sharing(fillings[0], one) for one in fillings]
        card = _scored(code, fillings)
        if card.absent.any() or open_card.absent.any():
            continue  # a peer that turns out to have no task is no peer: who takes part is taken as known
        for place, sheet in enumerate(gappy):
            assert_inside(open_card, place, [kept(open_card, card, place, place)], (sheet, fillings))


def _sharing(first: Sheet, other: Sheet) -> Sheet:
    """The other sheet with the first one's figures of the county."""
    own = {name: figure for name, figure in other.figures.items() if not name.startswith("county.")}
    county = {name: figure for name, figure in first.figures.items() if name.startswith("county.")}
    return replace(other, figures={**own, **county})


def _scored(code: str, sheets: list[Sheet]) -> Scorecard:
    if of_towns(code):
        return score(alone(code), towns_table(code, sheets), roster(len(sheets)))
    return score_county(alone(code), table(rows_of(COUNTY, code, sheets[0])))


@pytest.mark.parametrize("code", TOWN_CODES)
@examples(3)
@given(SEEDS)
def test_the_county_lies_inside_its_interval_however_its_towns_fill_their_gaps(code: str, seed: int) -> None:
    chance = random.Random(seed)
    gappy = [with_gaps(chance, truthful(chance, code), 0.2) for _ in range(4)]
    gappy = [_sharing(gappy[0], one) for one in gappy]
    open_card = score_county(alone(code), towns_table(code, gappy), roster(4))
    for _ in range(0 if open_card.absent[0, 0] else 5):
        fillings = [filled(chance, code, one) for one in gappy]
        fillings = [_sharing(fillings[0], one) for one in fillings]
        card = score_county(alone(code), towns_table(code, fillings), roster(4))
        assert_inside(open_card, 0, [kept(open_card, card, 0, 0)], (gappy, fillings))


def _named_once(code: str, name: str) -> bool:
    """Whether the figure stands in the rule once only, so that the interval must be tight."""
    rule = indicator(code).rule
    named = [one for node in rule.walk() for part in node.expressions() for one in part.root.names()]
    return named.count(name) == 1


ONCE = [
    (code, name) for code in INDEPENDENT for name in truthful(random.Random(0), code).figures if _named_once(code, name)
]


@pytest.mark.parametrize(("code", "name"), ONCE)
def test_both_ends_of_the_interval_can_come_true(code: str, name: str) -> None:
    for seed in range(4):
        chance = random.Random(seed)
        whole = truthful(chance, code)
        gappy = replace(whole, figures={key: figure for key, figure in whole.figures.items() if key != name})
        fillings = [filled(chance, code, gappy) for _ in range(60)]
        card = score(alone(code), towns_table(code, [gappy, *fillings]), roster(61))
        reached = [kept(card, card, 0, place) for place in range(1, 61)]
        assert min(reached) <= card.low[0, 0] + 0.001, (gappy, card.reason(0, 0))
        assert max(reached) >= card.high[0, 0] - 0.001, (gappy, card.reason(0, 0))
