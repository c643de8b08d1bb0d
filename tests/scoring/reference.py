"""A second scoring engine, to check the first: one figure at a time, in exact fractions, from the rules' printed words.

Nothing here comes from ``scoring``. The rules stand in :mod:`reference_items` as they are printed in the scheme; from
the scheme's files only the plain facts are read (which inputs there are, how they add up to the county). Figures are
decimal text as an official types it (``"9600"``), or ``"不适用"``. Every figure must be there: what is unreported is
not the business of this engine, it raises KeyError.

Agreed with the scheme's format: what is held against a line is settled on a grid of 1e-9 first; a part whose figures
are ``不适用``, or whose denominator is 0, is left out of the base; an event that forfeits the item does so, and for all
its points, whatever else is reported.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ABSENT = "不适用"
SCHEME = Path(__file__).resolve().parents[2] / "schemes" / "gd2021"
FIELDS = ("", "target.", "last_year.")

Figures = Mapping[str, str | Fraction | None]
"""Figures by name: text, ``不适用``, or (in sums) exact numbers; None is unreported."""


class NotApplicableError(Exception):
    """The unit does not have the task that is asked for."""


@dataclass(frozen=True)
class Sheet:
    """One unit's figures of one item: ``x``, ``target.x``, ``last_year.x``, ``county.x``; its villages; its peers."""

    figures: Figures
    villages: Sequence[Sheet] = ()
    peers: Sequence[Sheet] = ()

    def __getitem__(self, name: str) -> Fraction:
        """The figure; NotApplicableError when the unit has no such task, KeyError when it is unreported."""
        asked = name.rpartition(".")[2]
        if ABSENT in (self.figures.get(name), self.figures.get(asked)):
            raise NotApplicableError(name)
        figure = self.figures[name]
        if figure is None:
            raise KeyError(name)
        return Fraction(figure)


@dataclass(frozen=True)
class Part:
    """So many points, and how many of them a sheet earns before they are cut to 0…points."""

    points: Fraction
    earned: Callable[[Fraction, Sheet], Fraction]


@dataclass(frozen=True)
class Item:
    """An item as printed: its words, its parts, the event that forfeits all, the county's own yardstick."""

    words: str
    parts: tuple[Part, ...]
    event: str = ""
    full_without_task: bool = False
    county: tuple[Part, ...] = ()

    @property
    def points(self) -> Fraction:
        """What the item is worth."""
        return sum((one.points for one in self.parts), Fraction(0))


@dataclass(frozen=True)
class Scored:
    """Points earned out of the points that apply; ``applies``: whether the unit has anything of the task."""

    earned: Fraction
    full: Fraction
    applies: bool = True


# --- the few things the rules' words say -----------------------------------------------------------------------------


def part(points: str, earned: Callable[[Fraction, Sheet], Fraction]) -> Part:
    """A part worth so many points."""
    return Part(Fraction(points), earned)


def item(
    words: str, *parts: Part, event: str = "", full_without_task: bool = False, county: Part | None = None
) -> Item:
    """An item of these words and parts."""
    return Item(words, parts, event, full_without_task, (county,) if county else ())


def settled(number: Fraction) -> Fraction:
    """The number on the grid of 1e-9."""
    return Fraction(round(number * 10**9), 10**9)


def share(number: Fraction, base: Fraction) -> Fraction:
    """Number ÷ base; without a base there is no task."""
    if base == 0:
        raise NotApplicableError
    return number / base


def percent(number: Fraction, base: Fraction) -> Fraction:
    """The share in percent."""
    return share(number, base) * 100


def below(value: Fraction, line: Fraction | str) -> Fraction:
    """How far the value stays below the line, 0 on or above it."""
    return max(Fraction(line) - value, Fraction(0))


def begun(short: Fraction) -> Fraction:
    """Whole steps, one begun counting as one: 不足1个按1个计."""
    return Fraction(math.ceil(settled(short)))


def whole(more: Fraction) -> Fraction:
    """Whole cases only: 每超1个."""
    return Fraction(math.floor(settled(more)))


def reached(value: Fraction, line: Fraction | str) -> int:
    """1 on or above the line, else 0."""
    return int(settled(value - Fraction(line)) >= 0)


def between(value: Fraction, zero: str, full: str) -> Fraction:
    """0 at one end, 1 at the other, straight between."""
    return (value - Fraction(zero)) / (Fraction(full) - Fraction(zero))


def band(value: Fraction, scores: Mapping[str, str]) -> Fraction:
    """The score of the first line (best first) that the value reaches; 0 below all."""
    return next((Fraction(score) for line, score in scores.items() if reached(value, line)), Fraction(0))


def best(*ways: Callable[[], Fraction]) -> Fraction:
    """The best of several ways; a way that does not apply does not count."""
    found = [earned for earned in map(_tried, ways) if earned is not None]
    if not found:
        raise NotApplicableError
    return max(found)


def _tried(way: Callable[[], Fraction]) -> Fraction | None:
    try:
        return way()
    except NotApplicableError:
        return None


def mean(numbers: Iterable[Fraction | None]) -> Fraction:
    """The mean of those that apply."""
    kept = [one for one in numbers if one is not None]
    if not kept:
        raise NotApplicableError
    return sum(kept, Fraction(0)) / len(kept)


def over_villages(village: Callable[[Sheet], Fraction], sheet: Sheet) -> Fraction:
    """The mean over the sampled villages; KeyError where nobody has looked at one yet."""
    if not sheet.villages:
        raise KeyError("villages")
    return mean(_tried(lambda one=one: village(one)) for one in sheet.villages)


def third(place: Fraction, scores: tuple[str, str, str]) -> Fraction:
    """The score of the third of the field in which a place (rank ÷ number of units) lies."""
    return Fraction(scores[0 if place <= Fraction(1, 3) else 1 if place <= Fraction(2, 3) else 2])


def place(value: Callable[[Sheet], Fraction], sheet: Sheet) -> Fraction:
    """Rank ÷ number of units among all that take part, equals ranked alike. KeyError when alone."""
    own = settled(value(sheet))
    tried = (_tried(lambda peer=peer: settled(value(peer))) for peer in sheet.peers)
    others = [one for one in tried if one is not None]
    if not others:
        raise KeyError("peers")
    return Fraction(1 + sum(other > own for other in others), 1 + len(others))


# --- scoring ---------------------------------------------------------------------------------------------------------


def scored(item: Item, sheet: Sheet, of_county: bool = False) -> Scored:
    """One unit's score of one item."""
    parts = item.county if of_county and item.county else item.parts
    kept = [(one.points, earned) for one in parts if (earned := _earned(one, sheet)) is not None]
    full = sum((points for points, _ in kept), Fraction(0))
    if item.event and _happened(sheet, item.event):
        return Scored(Fraction(0), item.points)
    if not kept and item.full_without_task:
        return Scored(item.points, item.points, applies=False)
    return Scored(sum((earned for _, earned in kept), Fraction(0)), full, applies=bool(kept))


def _earned(one: Part, sheet: Sheet) -> Fraction | None:
    earned = _tried(lambda: one.earned(one.points, sheet))
    return None if earned is None else min(max(earned, Fraction(0)), one.points)


def _happened(sheet: Sheet, event: str) -> bool:
    try:
        return sheet[event] >= 1
    except NotApplicableError:
        return False


def on_scale(scores: Iterable[Scored], scale: int = 100) -> Fraction | None:
    """缺项折算: what was earned out of what applies, on the scale; None when nothing applies."""
    table = list(scores)
    full = sum((one.full for one in table), Fraction(0))
    return sum((one.earned for one in table), Fraction(0)) / full * scale if full else None


# --- the county ------------------------------------------------------------------------------------------------------


def county_sheet(code: str, towns: Sequence[Sheet], own: Figures) -> Sheet:
    """The county's figures of a town item: its towns', each input by its own roll-up, and what only the county has."""
    figures: dict[str, str | Fraction] = dict(own)
    for asked in inputs(code):
        if asked.get("scope", "town") == "county" or asked.get("sampled"):
            continue
        for prefix in FIELDS:
            rolled = _rolled(asked, prefix + asked["id"], towns)
            if rolled is not None:
                figures[prefix + asked["id"]] = rolled
    return Sheet(figures, villages=[village for town in towns for village in town.villages])


def _rolled(asked: Mapping[str, Any], name: str, towns: Sequence[Sheet]) -> str | Fraction | None:
    """By the input's roll-up over the towns with the task; ABSENT when none has it, None where nothing is asked."""
    with_task = [one for one in towns if one.figures.get(asked["id"]) != ABSENT]
    if not with_task:
        return ABSENT
    found = [one[name] for one in with_task if name in one.figures]
    if not found:
        return None
    total = sum(found, Fraction(0))
    return {"sum": total, "mean": total / len(found), "max": max(found), "min": min(found)}[asked.get("roll_up", "sum")]


# --- the plain facts of the scheme's files ---------------------------------------------------------------------------


@cache
def facts() -> dict[str, dict[str, Any]]:
    """Every indicator of the default scheme as its file has it, by code, in the scheme's order."""
    head = yaml.safe_load((SCHEME / "scheme.yaml").read_text(encoding="utf-8"))
    files = [yaml.safe_load((SCHEME / name).read_text(encoding="utf-8")) for name in head["categories"]]
    return {one["code"]: one for each in files for sub in each["sub_items"] for one in sub["indicators"]}


def inputs(code: str) -> list[dict[str, Any]]:
    """The inputs of an indicator as its file has them."""
    return list(facts()[code]["inputs"])


def of_towns(code: str) -> bool:
    """Whether the item is scored per town."""
    return facts()[code]["scope"] == "town"
