"""Random schemes: what is unreported leaves a score open, its ends hold for every filling, and both can come true."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest

from scoring import Indicator, Scheme, Scorecard
from scoring.rules import KINDS
from tests.scoring.random_figures import (
    Figure,
    Sheet,
    filled,
    names,
    sharing_county,
    told,
    truthful,
    with_absences,
    with_gaps,
)  # fmt: skip
from tests.scoring.random_runs import HAIR, absences, described, draws, towns_card
from tests.scoring.random_schemes import Freedom, one_item

ALONE = tuple(sorted(set(KINDS) - {"rank"}))
"""The kinds that can be scored without peers."""
BY_ITSELF = Freedom(compares=False, uneven=False, policies=("leave_out", "full", "zero", "to_siblings"))
"""Rules in which no unit looks at another, so that many fillings of one sheet can be scored side by side."""
ONCE = replace(BY_ITSELF, once=True, equals=False, policies=("leave_out", "full"))
"""Rules in which no figure stands twice, and none must hit a number exactly to matter."""
FILLINGS = 25
ENDLESS = 1e15
"""So much that anything over it is 0 on the grid of 1e-9."""


def inside(before: Scorecard, after: Scorecard, row: int, place: int) -> bool:
    """Whether what a filling brings lies between the ends.

    Where the base changes, what counts is what is kept of the points: where there proves to be no task nothing is lost.
    """
    low, high, full = (float(column[row, 0]) for column in (before.low, before.high, before.full))
    earned = float(after.low[place, 0])
    kept = full - (float(after.full[place, 0]) - earned)
    return any(low - HAIR <= one <= high + HAIR for one in (earned, kept))


def other_tasks(before: Scorecard, after: Scorecard, row: int, place: int) -> bool:
    """Whether the filling shows that who has which task was not as it seemed, where that is worth points: who has the
    task is taken as known (docs/decisions/0001).
    """
    pairs = zip(absences(before, row), absences(after, place), strict=True)
    return any((was and not now) or (now and not was and weighed) for (weighed, was), (_, now) in pairs)


@pytest.mark.parametrize("kind", ALONE)
def test_a_score_lies_inside_its_interval_however_the_gaps_are_filled(kind: str) -> None:
    for chance in draws(f"gaps {kind}", 12):
        scheme = one_item(chance, BY_ITSELF, kind=kind)
        item = scheme.indicators[0]
        gappy = with_gaps(chance, with_absences(chance, truthful(chance, item), 0.03))
        first = filled(chance, item, gappy)
        fillings = [sharing_county(first, filled(chance, item, gappy)) for _ in range(FILLINGS)]
        before, after = towns_card(scheme, [gappy], one_group=True), towns_card(scheme, fillings, one_group=True)
        assert (after.low == after.high).all(), described(item, *fillings)
        for place in range(FILLINGS if not before.absent[0, 0] else 0):
            good = inside(before, after, 0, place) or other_tasks(before, after, 0, place)
            assert good, described(item, gappy, fillings[place], before.reason(0, 0), after.reason(place, 0))


def test_an_open_value_earns_what_any_of_its_bands_may_even_where_a_better_band_earns_less() -> None:
    for chance in draws("bands in disorder", 80):
        scheme = one_item(chance, replace(BY_ITSELF, events=False, orderly=False, depth=0), kind="bands")
        item = scheme.indicators[0]
        gappy = with_gaps(chance, truthful(chance, item), 0.5)
        fillings = [filled(chance, item, gappy) for _ in range(FILLINGS)]
        before, after = towns_card(scheme, [gappy], one_group=True), towns_card(scheme, fillings, one_group=True)
        for place in range(FILLINGS if not before.absent[0, 0] else 0):
            good = inside(before, after, 0, place) or other_tasks(before, after, 0, place)
            assert good, described(item, gappy, fillings[place], before.reason(0, 0), after.reason(place, 0))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_score_among_peers_lies_inside_its_interval_however_all_fill_their_gaps(kind: str) -> None:
    for chance in draws(f"gaps among peers {kind}", 6):
        scheme = one_item(chance, Freedom(uneven=False), kind=kind)
        item = scheme.indicators[0]
        whole = [truthful(chance, item) for _ in range(4)]
        gappy = [with_gaps(chance, sharing_county(whole[0], one), 0.2) for one in whole]
        gappy = [sharing_county(gappy[0], one) for one in gappy]
        before = towns_card(scheme, gappy)
        for _ in range(4):
            fillings = [filled(chance, item, one) for one in gappy]
            fillings = [sharing_county(fillings[0], one) for one in fillings]
            after = towns_card(scheme, fillings)
            if any(other_tasks(before, after, row, row) for row in range(4)) or before.absent.any():
                continue
            for row in range(4):
                assert inside(before, after, row, row), described(item, row, *gappy, *fillings, before.reason(row, 0))


# --- both ends --------------------------------------------------------------------------------------------------------


def candidates(item: Indicator, sheet: Sheet, name: str) -> list[float]:
    """What may stand in one gap: its ends, everything on and beside the lines, times what is known."""
    asked = item.input(name.rpartition(".")[2])
    low, high = max(asked.low, -ENDLESS), min(asked.high, ENDLESS)
    lid = sheet.figures.get(asked.at_most.text) if asked.at_most and "." not in name else None
    parts = [sheet.figures.get(one.id) for one in item.inputs if one.at_most and one.at_most.text == name]
    high = min(high, lid) if isinstance(lid, float) else high
    low = max([low, *(one for one in parts if isinstance(one, float))])
    known = {one for one in sheet.figures.values() if isinstance(one, float)} | {1.0, 100.0}
    lines = told(item)
    found = {base * line / 100 for base in known for line in lines} | {base + line for base in known for line in lines}
    found |= {line * factor for line in lines for factor in (1, 3, 1 / 3)} | {low, high}
    beside = {round(one + by, 9) for one in found for by in (0, 0.01, -0.01, 1, -1)}
    return sorted({min(max(one, low), high) for one in beside})


def gaps_to_make(chance: random.Random, item: Indicator, sheet: Sheet) -> list[str]:
    """One or two figures of the sheet that are not tied to one another and may be any number."""
    free = [name for name in names(item) if not item.input(name.rpartition(".")[2]).whole and "county." not in name]
    return chance.sample(free, min(len(free), chance.randint(1, 2)))


def grid(chance: random.Random, item: Indicator, sheet: Sheet, gaps: list[str]) -> list[Sheet]:
    """The sheet with the gaps filled in every way, or in very many."""
    ways = list(itertools.product(*(candidates(item, sheet, name) for name in gaps)))
    ends = list(itertools.product(*(_ends(candidates(item, sheet, name)) for name in gaps)))
    ways = ways if len(ways) <= 400 else [*ends, *chance.sample(ways, 400)]
    return [replace(sheet, figures={**sheet.figures, **dict(zip(gaps, way, strict=True))}) for way in ways]


def _ends(found: list[float]) -> tuple[float, float]:
    return found[0], found[-1]


def both_ends(scheme: Scheme, sheet: Sheet, fillings: list[Sheet]) -> tuple[Scorecard, float, float]:
    """The open card, and how near the worst and the best of the fillings come to its ends, in shares of the points."""
    item = scheme.indicators[0]
    before, after = towns_card(scheme, [sheet]), towns_card(scheme, fillings, one_group=True)
    full = before.full[0, 0]
    kept = full - (after.full[:, 0] - after.low[:, 0])
    return before, (kept.min() - before.low[0, 0]) / item.points, (before.high[0, 0] - kept.max()) / item.points


@pytest.mark.parametrize("kind", ALONE)
def test_both_ends_of_the_interval_come_true_or_are_approached(kind: str) -> None:
    for chance in draws(f"ends {kind}", 8):
        scheme = one_item(chance, ONCE, kind=kind)
        item = scheme.indicators[0]
        whole = truthful(chance, item)
        gaps = gaps_to_make(chance, item, whole)
        if not gaps or 0.0 in whole.figures.values():  # 0 over an unknown base may be anything, or nothing at all
            continue
        figures: dict[str, Figure] = {name: one for name, one in whole.figures.items() if name not in gaps}
        sheet = replace(whole, figures=figures)
        before, below, above = both_ends(scheme, sheet, grid(chance, item, sheet, gaps))
        assert below < 0.002, described(item, "worst", gaps, sheet, before.low, below)
        assert above < 0.002, described(item, "best", gaps, sheet, before.high, above)
