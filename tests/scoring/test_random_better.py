"""Random schemes: a better figure never lowers a score, and one unit alone among its peers never has full marks."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from scoring import Indicator, Scheme
from scoring.rules import KINDS
from tests.scoring.random_directions import DOWN, UNCLEAR, UP, directions
from tests.scoring.random_figures import Sheet, bounds, sharing_county, told, truthful, village_names
from tests.scoring.random_rules import LEAVES
from tests.scoring.random_runs import HAIR, absences, described, draws, towns_card
from tests.scoring.random_schemes import Freedom, one_item

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")
BY_ITSELF = Freedom(compares=False, floors=False, equals=False, policies=("leave_out", "full", "zero", "to_siblings"))
"""Rules in which no unit looks at another and forfeiting is never a gain: nothing goes below 0."""
AMONG_PEERS = Freedom(kinds=LEAVES, depth=0, events=False, floors=False, policies=("leave_out",), rounding=False)
COMPARING = ("threshold", "ratio", "per_step", "interpolate", "scaled", "rank")
SOMETIMES_MONOTONE = tuple(sorted(set(KINDS) - {"categories", "rank"}))


def rising(chance: random.Random, item: Indicator, sheet: Sheet, name: str) -> list[float]:
    """Figures from the least to the greatest that may stand under the name, the others staying."""
    holder = sheet.villages[0] if name in village_names(item) else sheet.figures
    others = {key: figure for key, figure in holder.items() if key != name}
    low, high = bounds(item, name, others, far=300.0)
    asked = item.input(name.rpartition(".")[2])
    known = [one for one in others.values() if isinstance(one, float)]
    lines = [*told(item), *(base * line / 100 for line in told(item) for base in known)]
    found = {low, high, *(chance.uniform(low, high) for _ in range(6)), *chance.sample(lines, min(len(lines), 8))}
    kept = {float(int(one)) if asked.whole or asked.yes_no else round(one, 6) for one in found}
    return sorted(one for one in kept if low <= one <= high and (one or name not in divisors(item)))


def divisors(item: Indicator) -> set[str]:
    """The figures without which there is no base."""
    nodes = (node for rule in item.rule.walk() for one in rule.expressions() for node in one.root.walk())
    return {name for node in nodes if node.operator == "/" for name in node.operands[1].names()}


def with_figure(item: Indicator, sheet: Sheet, name: str, figure: float) -> Sheet:
    """The sheet with another figure under that name; a village's figure in the first village, the only one then."""
    if name in village_names(item):
        return replace(sheet, villages=({**sheet.villages[0], name: figure},))
    return replace(sheet, figures={**sheet.figures, name: figure})


def clear(chance: random.Random, item: Indicator) -> tuple[str, int] | None:
    """A figure that goes one way only; None when there is none."""
    own = [(name, way) for name, way in sorted(directions(item).items()) if way != UNCLEAR]
    return chance.choice(own) if own else None


def never_worse(scores: list[float], way: int) -> bool:
    """Whether the scores never fall (``way`` DOWN: never rise)."""
    return bool((np.diff(scores) * way >= -HAIR).all())


@pytest.mark.parametrize("kind", SOMETIMES_MONOTONE)
def test_a_better_figure_never_lowers_the_score(kind: str) -> None:
    moved = 0
    for chance in draws(f"better {kind}", 15):
        scheme = one_item(chance, BY_ITSELF, kind=kind)
        item = scheme.indicators[0]
        sheet, chosen = truthful(chance, item), clear(chance, item)
        if chosen is None:
            continue
        name, way = chosen
        sheets = [with_figure(item, sheet, name, one) for one in rising(chance, item, sheet, name)]
        cards = _cards(scheme, sheets, name)
        scores = _alike(cards)
        assert never_worse(scores, way), described(item, chosen, sheet, scores)
        moved += len(set(scores)) > 1
    assert moved >= 1, "no figure that was moved has moved a score"


def _cards(scheme: Scheme, sheets: list[Sheet], name: str) -> list[tuple[list[tuple[bool, bool]], float]]:
    """What applies to each sheet, and its score; side by side unless the county's figure is the one that moves."""
    if name.startswith("county."):
        cards = [towns_card(scheme, [one], one_group=True) for one in sheets]
        return [(absences(card, 0), float(card.low[0, 0])) for card in cards]
    card = towns_card(scheme, sheets, one_group=True)
    return [(absences(card, row), float(card.low[row, 0])) for row in range(len(sheets))]


def _alike(cards: list[tuple[list[tuple[bool, bool]], float]]) -> list[float]:
    """The scores of those to which the same parts apply: another base is another yardstick."""
    usual, _ = Counter(str(applies) for applies, _ in cards).most_common(1)[0]
    return [score for applies, score in cards if str(applies) == usual]


def comparing(chance: random.Random, kind: str) -> Scheme:
    """A scheme of one item whose rule looks at the peers."""
    while True:
        scheme = one_item(chance, AMONG_PEERS, kind=kind)
        rule = scheme.indicators[0].rule
        if kind == "rank" or any(getattr(one, "compares", False) for one in rule.expressions()):
            return scheme


@pytest.mark.parametrize("kind", COMPARING)
def test_a_unit_that_gets_better_never_loses_among_peers_that_stay(kind: str) -> None:
    for chance in draws(f"better among peers {kind}", 6):
        scheme = comparing(chance, kind)
        item = scheme.indicators[0]
        sheets = [truthful(chance, item) for _ in range(4)]
        sheets = [sharing_county(sheets[0], one) for one in sheets]
        chosen = clear(chance, item)
        if chosen is None or chosen[0].startswith("county."):
            continue
        name, way = chosen
        moved = [with_figure(item, sheets[0], name, one) for one in rising(chance, item, sheets[0], name)]
        cards = [towns_card(scheme, [one, *sheets[1:]], one_group=True) for one in moved]
        scores = [float(card.low[0, 0]) for card in cards if not card.absent[0, 0]]
        assert never_worse(scores, way), described(item, chosen, *sheets, scores)


@pytest.mark.parametrize("kind", COMPARING)
def test_a_unit_alone_among_its_peers_is_open_and_never_has_full_marks(kind: str) -> None:
    for chance in draws(f"alone {kind}", 12):
        scheme = comparing(chance, kind)
        item = scheme.indicators[0]
        card = towns_card(scheme, [truthful(chance, item)])
        if not card.absent[0, 0]:
            assert card.low[0, 0] < card.full[0, 0], described(item, card.reason(0, 0))
            assert np.isnan(card.score[0, 0])
            assert card.state[0, 0] == "unreported"


def test_the_directions_are_what_an_official_would_say() -> None:
    """Keeps the tests above honest: what is called better is better."""
    chance = random.Random(0)
    for kind, sort, way in (
        ("count", "cases", DOWN),
        ("imported", "mark", UP),
        ("manual", "mark", UP),
        ("yes_no", "answer", UP),
    ):
        found = directions(one_item(chance, AMONG_PEERS, kind=kind).indicators[0])
        assert {one for name, one in found.items() if name.startswith(sort)} == {way}
