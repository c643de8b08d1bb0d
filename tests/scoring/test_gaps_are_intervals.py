"""What is unreported leaves the score open between its worst and its best: proved by filling the gaps."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from figures import alone, examples, indicator, roster, rows_of, table, towns_table
from filling import filled, truthful, with_gaps
from hypothesis import given
from hypothesis import strategies as st
from reference import Sheet, of_towns
from reference_items import ITEMS

from scoring import COUNTY, Scorecard, score, score_county

CODES = tuple(ITEMS)
TOWN_CODES = tuple(code for code in CODES if of_towns(code))
INDEPENDENT = tuple(code for code in TOWN_CODES if code not in ("B1-03", "D3-02"))  # these look beyond the town
SEEDS = st.integers(0, 2**32 - 1)
HAIR = 2e-9


def assert_inside(low: float, high: float, found: list[tuple[float, float]], full: float, told: object) -> None:
    """Every (score, base) found lies between the ends, where the base is the one the ends were given for."""
    outside = [one for one, base in found if base == full and not low - HAIR <= one <= high + HAIR]
    assert not outside, (told, low, high, outside)


def cells(card: Scorecard) -> list[tuple[float, float]]:
    """(score, base) of each unit in the card's only column."""
    assert (card.low == card.high).all()
    return list(zip(card.low[:, 0], card.full[:, 0], strict=True))


@pytest.mark.parametrize("code", INDEPENDENT)
@examples(8)
@given(SEEDS)
def test_a_town_score_lies_inside_its_interval_however_its_gaps_are_filled(code: str, seed: int) -> None:
    chance = random.Random(seed)
    gappy = with_gaps(chance, truthful(chance, code))
    fillings = [filled(chance, code, gappy) for _ in range(16)]
    card = score(alone(code), towns_table(code, [gappy, *fillings]), roster(17))
    outcomes = [(card.low[place, 0], card.full[place, 0]) for place in range(1, 17)]
    assert_inside(card.low[0, 0], card.high[0, 0], outcomes, card.full[0, 0], (gappy, fillings))


@pytest.mark.parametrize("code", [code for code in CODES if code not in INDEPENDENT])
@examples(8)
@given(SEEDS)
def test_a_score_that_looks_beyond_the_unit_lies_inside_too(code: str, seed: int) -> None:
    chance = random.Random(seed)
    gappy = [with_gaps(chance, truthful(chance, code)) for _ in range(4 if of_towns(code) else 1)]
    if code == "B1-03":  # one figure for the whole county
        gappy = [_sharing(gappy[0], one) for one in gappy]
    open_card = _scored(code, gappy)
    for _ in range(6):
        fillings = [filled(chance, code, one) for one in gappy]
        fillings = [_sharing(fillings[0], one) for one in fillings]
        card = _scored(code, fillings)
        if card.absent.any():
            continue  # a peer that turns out to have no task is no peer: who takes part is taken as known
        for place, outcome in enumerate(cells(card)):
            low, high, full = (float(one[place, 0]) for one in (open_card.low, open_card.high, open_card.full))
            assert_inside(low, high, [outcome], full, (place, gappy, fillings))


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
@examples(4)
@given(SEEDS)
def test_the_county_lies_inside_its_interval_however_its_towns_fill_their_gaps(code: str, seed: int) -> None:
    chance = random.Random(seed)
    gappy = [with_gaps(chance, truthful(chance, code), 0.2) for _ in range(4)]
    gappy = [_sharing(gappy[0], one) for one in gappy]
    open_card = score_county(alone(code), towns_table(code, gappy), roster(4))
    low, high, full = (float(one[0, 0]) for one in (open_card.low, open_card.high, open_card.full))
    for _ in range(6):
        fillings = [filled(chance, code, one) for one in gappy]
        fillings = [_sharing(fillings[0], one) for one in fillings]
        outcome = cells(score_county(alone(code), towns_table(code, fillings), roster(4)))
        assert_inside(low, high, outcome, full, (gappy, fillings))


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
    for seed in range(6):
        chance = random.Random(seed)
        whole = truthful(chance, code)
        gappy = replace(whole, figures={key: figure for key, figure in whole.figures.items() if key != name})
        fillings = [filled(chance, code, gappy) for _ in range(80)]
        card = score(alone(code), towns_table(code, [gappy, *fillings]), roster(81))
        reached = [card.low[place, 0] for place in range(1, 81) if card.full[place, 0] == card.full[0, 0]]
        if reached:
            assert min(reached) <= card.low[0, 0] + 0.001, (gappy, card.reason(0, 0))
            assert max(reached) >= card.high[0, 0] - 0.001, (gappy, card.reason(0, 0))
