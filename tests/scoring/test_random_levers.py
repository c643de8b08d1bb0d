"""Random rules of one line: the change that is told gives full marks, and a hair less does not."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest

from scoring import Indicator, Scheme
from scoring.levers import levers
from tests.scoring.random_figures import Sheet, sharing_county, town, truthful
from tests.scoring.random_rules import LEAVES
from tests.scoring.random_runs import described, draws, towns_card
from tests.scoring.random_schemes import Freedom, one_item

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")
LINED = (
    "threshold", "yes_no", "ratio", "per_step", "interpolate", "manual", "imported", "scaled", "swing", "bands",
    "bonus", "count",
)  # fmt: skip
PLAIN = Freedom(kinds=LEAVES, depth=0, compares=False, events=False, policies=("leave_out",))
SUMS = replace(PLAIN, kinds=("sum", *(kind for kind in LINED if kind not in ("swing", "bonus"))), depth=2, once=True)
SHARED = Freedom(kinds=LEAVES, depth=0, events=False, policies=("leave_out",))
TOWNS = 6
Moves = Mapping[str, float]
"""By figure: what is added to it."""


def sheets_of(chance: random.Random, item: Indicator) -> list[Sheet]:
    found = [truthful(chance, item) for _ in range(TOWNS)]
    return [sharing_county(found[0], one) for one in found]


def moved(sheet: Sheet, moves: Moves) -> Sheet:
    """The sheet with its figures changed."""
    changed = {name: round(_figure(sheet, name) + by, 9) for name, by in moves.items()}
    return replace(sheet, figures={**sheet.figures, **changed})


def _figure(sheet: Sheet, name: str) -> float:
    figure = sheet.figures[name]
    assert isinstance(figure, float)
    return figure


def full_marks(scheme: Scheme, sheets: Sequence[Sheet]) -> list[bool]:
    """Which sheets lose nothing."""
    card = towns_card(scheme, list(sheets), one_group=True)
    return [bool(one) for one in card.low[:, 0] == card.full[:, 0]]


def told_moves(scheme: Scheme, sheets: Sequence[Sheet], lost: bool) -> Iterator[tuple[int, Moves]]:
    """The place of each sheet that is told something, with what it is told; the greater change of one figure counts."""
    found = levers(towns_card(scheme, list(sheets), one_group=True))
    for place in range(len(sheets)):
        mine = found[(found["unit"] == town(place)) & (found["lost"] == lost)]
        pick = max if lost else min
        moves: dict[str, float] = {}
        for name, by in zip(mine["input"], mine["change"], strict=True):
            moves[name] = pick(moves.get(name, by), by, key=abs)
        if moves:
            yield place, moves


def hair(item: Indicator, name: str, by: float) -> float:
    """A small step that matters: one whole case, or a thousandth of the way and never less than a thousandth."""
    return 1.0 if item.input(name).whole else max(abs(by) / 1000, 0.001)


def shortened(item: Indicator, moves: Moves) -> Iterator[Moves]:
    """The moves with one of them a hair less, each in turn."""
    for name, by in moves.items():
        yield {**moves, name: by - hair(item, name, by) * (1 if by > 0 else -1)}


def assert_told_rightly(scheme: Scheme, sheets: Sequence[Sheet]) -> int:
    """What is told gives full marks, and a hair less does not; how many were told something."""
    item = scheme.indicators[0]
    told = list(told_moves(scheme, sheets, lost=True))
    enough = [moved(sheets[place], moves) for place, moves in told]
    for (place, moves), full in zip(told, full_marks(scheme, enough) if told else (), strict=True):
        assert full, described(item, "not enough", sheets[place], moves)
    less = [(place, one) for place, moves in told for one in shortened(item, moves)]
    short = [moved(sheets[place], one) for place, one in less]
    for (place, one), full in zip(less, full_marks(scheme, short) if short else (), strict=True):
        assert not full, described(item, "more than enough", sheets[place], one)
    return len(told)


@pytest.mark.parametrize("kind", LINED)
def test_what_is_told_gives_full_marks_and_a_hair_less_does_not(kind: str) -> None:
    told = 0
    for chance in draws(f"levers {kind}", 25):
        scheme = one_item(chance, PLAIN, kind=kind)
        told += assert_told_rightly(scheme, sheets_of(chance, scheme.indicators[0]))
    assert told > 10


def straight(item: Indicator) -> bool:
    """Whether no value has a bend, beyond which a figure may move without any effect."""
    texts = [one.text for node in item.rule.walk() for one in node.expressions()]
    return not any("min(" in text or "max(" in text for text in texts)


@pytest.mark.parametrize("kind", LINED)
def test_the_slack_that_is_told_can_be_used_up_and_no_more_than_that(kind: str) -> None:
    told = 0
    for chance in draws(f"slack {kind}", 25):
        scheme = one_item(chance, PLAIN, kind=kind)
        item = scheme.indicators[0]
        sheets = sheets_of(chance, item) if straight(item) else []
        losing = {place for place, _ in told_moves(scheme, sheets, lost=True)} if sheets else set()
        for place, moves in told_moves(scheme, sheets, lost=False) if sheets else ():
            for name, by in moves.items() if place not in losing else ():
                used = [{name: by}, {name: by + hair(item, name, by)}, {name: by - hair(item, name, by)}]
                full = full_marks(scheme, [moved(sheets[place], one) for one in used])
                assert full[0], described(item, "lost before it is used up", sheets[place], name, by)
                assert full != [True, True, True], described(item, "more slack than told", sheets[place], name, by)
                told += 1
    assert told > 10


def test_all_that_is_told_of_the_parts_of_a_sum_gives_full_marks_together() -> None:
    told = 0
    for chance in draws("levers of sums", 40):
        scheme = one_item(chance, SUMS, kind="sum")
        item = scheme.indicators[0]
        sheets = sheets_of(chance, item)
        for place, moves in told_moves(scheme, sheets, lost=True) if straight(item) else ():
            full = full_marks(scheme, [moved(sheets[place], one) for one in (moves, *shortened(item, moves))])
            assert full == [True] + [False] * len(moves), described(item, sheets[place], moves)
            told += 1
    assert told > 10


@pytest.mark.parametrize("kind", ["threshold", "ratio", "per_step", "interpolate"])
def test_what_is_told_holds_among_peers_that_stay(kind: str) -> None:
    told = 0
    for chance in draws(f"levers among peers {kind}", 40):
        scheme = one_item(chance, SHARED, kind=kind)
        item = scheme.indicators[0]
        if not any(getattr(one, "compares", False) for one in item.rule.expressions()):
            continue
        sheets = sheets_of(chance, item)
        for place, moves in told_moves(scheme, sheets, lost=True):
            others = list(sheets)
            others[place] = moved(sheets[place], moves)
            assert full_marks(scheme, others)[place], described(item, place, *sheets, moves)
            told += 1
    assert told > 3
