"""What a list of innovation cases is worth: each once at its highest level, the surest first, within the cap."""

from __future__ import annotations

import random

import pytest

from scoring.innovation import Entry, by_tier, worths

POINTS = {"国家": 5.0, "省": 3.0, "市": 1.0, "县": 0.5}


def parts(*entries: tuple[str, str, int], cap: float = 10.0) -> list[float]:
    """What each of the three tiers adds."""
    listed = [Entry(*one) for one in entries]
    return by_tier(listed, worths(POINTS, listed), cap, 3)


def added(*entries: tuple[str, str, int]) -> list[tuple[float, int]]:
    """What each entry adds, and in whose favour it does not."""
    return [(worth.added, worth.instead) for worth in worths(POINTS, [Entry(*one) for one in entries])]


def test_cases_add_up_by_level_within_the_cap() -> None:
    assert parts(("a", "国家", 0), ("b", "省", 0), ("c", "县", 0)) == [8.5, 0, 0]
    assert parts(("a", "国家", 0), ("b", "国家", 0), ("c", "县", 0)) == [10, 0, 0]
    assert parts() == [0, 0, 0]


def test_the_same_case_counts_once_at_its_highest_level_wherever_it_stands() -> None:
    assert added(("a", "市", 0), ("a", "省", 0), ("a", "县", 0)) == [(0, 1), (3, -1), (0, 1)]
    assert added(("a", "省", 0), ("a", "省", 0)) == [(3, -1), (0, 0)]


def test_a_higher_level_that_is_only_likely_adds_the_difference() -> None:
    assert added(("a", "市", 0), ("a", "省", 1), ("a", "国家", 2)) == [(1, -1), (2, -1), (2, -1)]
    assert parts(("a", "市", 0), ("a", "省", 1), ("a", "国家", 2)) == [1, 2, 2]


def test_a_lower_level_that_is_only_likely_adds_nothing() -> None:
    assert added(("a", "市", 1), ("a", "省", 0)) == [(0, 1), (3, -1)]


def test_what_the_cap_leaves_is_given_to_the_surer_tiers_first() -> None:
    assert parts(("a", "国家", 0), ("b", "国家", 1), ("c", "国家", 2), cap=7) == [5, 2, 0]


def test_a_level_that_the_scheme_does_not_list_is_worth_nothing() -> None:
    assert parts(("a", "乡", 0)) == [0, 0, 0]


@pytest.mark.parametrize("seed", range(30))
def test_the_tiers_add_up_to_each_cases_best_level_within_the_cap(seed: int) -> None:
    chance = random.Random(seed)
    entries = [(chance.choice("abcd"), chance.choice(list(POINTS)), chance.randrange(3)) for _ in range(12)]
    best = sum(max(POINTS[level] for key, level, _ in entries if key == one) for one in {key for key, *_ in entries})
    certain = [(key, level, tier) for key, level, tier in entries if tier == 0]
    assert sum(parts(*entries, cap=9.0)) == min(best, 9.0)
    assert parts(*entries, cap=9.0)[0] == parts(*certain, cap=9.0)[0]
