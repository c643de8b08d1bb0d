"""What it takes to lose nothing: applied to the figure it gives full marks, and a hair less does not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import COUNTY, Scorecard, score, score_county
from scoring.levers import levers
from tests.scoring.figures import alone, examples, indicator, roster, rows_of, table, town, towns_table, typed
from tests.scoring.filling import truthful
from tests.scoring.reference import Sheet, of_towns
from tests.scoring.reference_items import ITEMS

MOVED_BY_NO_SINGLE_FIGURE = ("C1-01", "D3-02")  # villages together; a rank
CODES = tuple(code for code in ITEMS if code not in MOVED_BY_NO_SINGLE_FIGURE)
SEEDS = st.integers(0, 2**32 - 1)
COUNT = 5
Moves = dict[str, Decimal]


def scored(code: str, sheets: Sequence[Sheet]) -> Scorecard:
    if of_towns(code):
        return score(alone(code), towns_table(code, sheets), roster(len(sheets)))
    return score_county(alone(code), table(rows_of(COUNTY, code, sheets[0])))


def sheets_of(code: str, seed: int) -> list[Sheet]:
    chance = random.Random(seed)
    found = [truthful(chance, code) for _ in range(COUNT if of_towns(code) else 1)]
    county = {name: figure for name, figure in found[0].figures.items() if name.startswith("county.")}
    return [replace(one, figures={**one.figures, **county}) for one in found]


def moved(sheet: Sheet, moves: Moves) -> Sheet:
    figures = {name: typed(Decimal(sheet.figures[name]) + by) for name, by in moves.items()}
    return replace(sheet, figures={**sheet.figures, **figures})


def full_marks(code: str, sheets: Sequence[Sheet]) -> list[bool]:
    """Which sheets lose nothing, all scored in one go where the item is the towns'."""
    batches = [list(sheets)] if of_towns(code) else [[one] for one in sheets]
    cards = [scored(code, batch) for batch in batches if batch]
    return [bool(one) for card in cards for one in card.low[:, 0] == card.full[:, 0]]


def with_moves(code: str, sheets: Sequence[Sheet], lost: bool) -> list[tuple[Sheet, list[tuple[str, Decimal]]]]:
    """Each sheet with its levers (input, change): those that are lost, or those that are not."""
    batches = [list(sheets)] if of_towns(code) else [[one] for one in sheets]
    return [pair for batch in batches if batch for pair in _with_moves(code, batch, lost)]


def _with_moves(code: str, sheets: list[Sheet], lost: bool) -> list[tuple[Sheet, list[tuple[str, Decimal]]]]:
    found = levers(scored(code, sheets))
    found = found[found["lost"] == lost]
    units = [town(place) for place in range(len(sheets))] if of_towns(code) else [COUNTY]
    return [(sheet, _moves(found[found["unit"] == unit])) for unit, sheet in zip(units, sheets, strict=True)]


def _moves(found: pd.DataFrame) -> list[tuple[str, Decimal]]:
    return [(name, Decimal(repr(change))) for name, change in zip(found["input"], found["change"], strict=True)]


def together(moves: Sequence[tuple[str, Decimal]]) -> Moves:
    """All that must be gained at once; of two changes of one figure the greater."""
    found: Moves = {}
    for name, by in moves:
        found[name] = max(found.get(name, by), by, key=abs)
    return found


def smallest(moves: Sequence[tuple[str, Decimal]]) -> Moves:
    """The slack of each figure; where two parts rest on one figure, the smaller."""
    found: Moves = {}
    for name, by in moves:
        found[name] = min(found.get(name, by), by, key=abs)
    return found


def hair(code: str, name: str, by: Decimal) -> Decimal:
    """A small step that matters: one whole case, or a thousandth of the way and never less than a hundredth."""
    return Decimal(1) if indicator(code).input(name).whole else max(abs(by) / 1000, Decimal("0.01"))


@pytest.mark.parametrize("code", CODES)
@examples(3)
@given(SEEDS)
def test_what_is_missing_to_full_marks_gives_them_and_a_hair_less_does_not(code: str, seed: int) -> None:
    enough, short = [], []
    for sheet, found in with_moves(code, sheets_of(code, seed), lost=True):
        moves = together(found)
        enough += [moved(sheet, moves)] if moves else []
        for name, by in moves.items():
            less = by - hair(code, name, by) * (1 if by > 0 else -1)
            short.append(moved(sheet, {**moves, name: less}))
    assert not [sheet for sheet, full in zip(enough, full_marks(code, enough), strict=True) if not full]
    assert not [sheet for sheet, full in zip(short, full_marks(code, short), strict=True) if full]


@pytest.mark.parametrize("code", CODES)
@examples(3)
@given(SEEDS)
def test_a_unit_is_told_what_to_change_exactly_when_it_loses_points(code: str, seed: int) -> None:
    sheets = sheets_of(code, seed)
    told = [bool(found) for _, found in with_moves(code, sheets, lost=True)]
    assert told == [not one for one in full_marks(code, sheets)], sheets


@pytest.mark.parametrize("code", CODES)
@examples(3)
@given(SEEDS)
def test_the_slack_can_be_used_up_without_loss_and_no_more_than_that(code: str, seed: int) -> None:
    chance = random.Random(seed)
    better = [_bettered(chance, code, *one) for one in with_moves(code, sheets_of(code, seed), lost=True)]
    better = [sheet for sheet, full in zip(better, full_marks(code, better), strict=True) if full]
    kept, broken = [], []
    for sheet, found in with_moves(code, better, lost=False):
        for name, by in smallest(found).items():
            kept.append(moved(sheet, {name: by}))
            step = hair(code, name, by)
            broken.append([moved(sheet, {name: by + step}), moved(sheet, {name: by - step})])
    assert not [sheet for sheet, full in zip(kept, full_marks(code, kept), strict=True) if not full]
    assert not [pair for pair in broken if all(full_marks(code, pair))]


def _bettered(chance: random.Random, code: str, sheet: Sheet, found: list[tuple[str, Decimal]]) -> Sheet:
    """The sheet with all that is missing, and often a little more, so that there is slack to use up."""
    spare = Decimal(chance.choice([0, 1, 5]))
    yes_no = {one.id for one in indicator(code).inputs if one.yes_no}
    return moved(sheet, {name: by if by < 0 or name in yes_no else by + spare for name, by in together(found).items()})
