"""改革创新: what a list of cases is worth, each case once at its highest level, within the component's points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.rounding import snap
from scoring.scheme import Scheme


@dataclass(frozen=True)
class Entry:
    """A case as far as it counts: what it is known by, its level, and its tier: 0 for the surest."""

    key: str
    level: str
    tier: int


@dataclass(frozen=True)
class Worth:
    """What an entry is worth by its level, what it adds to the sum of its tier and those before, and the position of
    the entry of the same case that counts instead (-1 where there is none).
    """

    points: float
    added: float
    instead: int


def listed_points(scheme: Scheme) -> Mapping[str, float]:
    """The points of each level; none where the scheme has no list."""
    return dict(scheme.innovation.levels) if scheme.innovation else {}


def cap_of(scheme: Scheme) -> float:
    """The most that all cases together can be worth; 0 where the scheme has no list."""
    return scheme.indicator(scheme.innovation.component).points if scheme.innovation else 0.0


def worths(points: Mapping[str, float], entries: Sequence[Entry]) -> list[Worth]:
    """What each entry is worth beside the others, before the cap.

    Of one case the highest level counts; where that is less sure than a lower one, it adds the difference. Of equals
    the surer one counts, then the earlier.
    """
    best: dict[str, tuple[float, int]] = {}
    found = {}
    for place in sorted(range(len(entries)), key=lambda place: _order(points, entries[place], place)):
        one = entries[place]
        worth, (before, counts) = points.get(one.level, 0.0), best.get(one.key, (0.0, -1))
        added = float(snap(worth - before)) if worth > before else 0.0
        found[place] = Worth(worth, added, counts if not added else -1)
        if counts < 0 or added:
            best[one.key] = (worth, place)
    return [found[place] for place in range(len(entries))]


def _order(points: Mapping[str, float], one: Entry, place: int) -> tuple[int, float, int]:
    return one.tier, -points.get(one.level, 0.0), place


def by_tier(entries: Sequence[Entry], found: Sequence[Worth], cap: float, tiers: int) -> list[float]:
    """What each tier adds to those before it, within the cap: the parts add up to the whole."""
    parts, reached = [], 0.0
    for tier in range(tiers):
        added = sum(worth.added for one, worth in zip(entries, found, strict=True) if one.tier == tier)
        sum_ = min(float(snap(reached + added)), cap)
        parts.append(float(snap(sum_ - reached)))
        reached = sum_
    return parts
