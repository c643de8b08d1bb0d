"""What differs between two rules, parameter by parameter, said in words."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from math import isinf
from typing import Any, NamedTuple

from scoring.expression import Condition, Expression, Wording
from scoring.located import Spoken
from scoring.rounding import plain
from scoring.rules import Rule

NONE = "无"
WAY = "计分办法"


class Differing(NamedTuple):
    """One parameter: where it stands in the rule and what it is called, what it was, and what it is."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Tongue:
    """How a rule is spoken: its parameters and choices, and the figures in its expressions."""

    spoken: Spoken
    figure: Wording

    def said(self, given: Any) -> str:
        """One parameter as text."""
        if isinstance(given, Rule):
            return given.text(self.figure)
        if isinstance(given, Expression | Condition):
            return given.words(self.figure)
        if isinstance(given, bool):
            return "是" if given else "否"
        if isinstance(given, float):
            return "不限" if isinf(given) else plain(given, 9)
        return self.spoken(str(given)) if given else NONE


Points = tuple[float, float]
"""What a rule is worth by what stands above it: in the one version, and in the other."""


def rule_differences(before: Rule | None, after: Rule | None, tongue: Tongue, place: str = "") -> Iterator[Differing]:
    """Every parameter that differs, but for the points of the whole. Rules of another build are told as a whole."""
    yield from _rule(before, after, tongue, place, _worth(before, after))


def _rule(
    before: Rule | None, after: Rule | None, tongue: Tongue, place: str, inherited: Points | None
) -> Iterator[Differing]:
    if _alike(before, after):
        yield from _fields(before, after, tongue, place, inherited)
    elif before != after:
        yield Differing(place + WAY, tongue.said(before), tongue.said(after))


def _worth(before: Any, after: Any) -> Points | None:
    """The points of two rules; None when one is none."""
    return (before.points, after.points) if isinstance(before, Rule) and isinstance(after, Rule) else None


def _alike(before: Any, after: Any) -> bool:
    """Whether the two have the same build, so that they can be compared field by field."""
    if before is None or type(before) is not type(after):
        return False
    pairs = (_pair(before, after, one.name) for one in dataclasses.fields(before))
    return all(len(one) == len(other) for one, other in pairs if isinstance(one, tuple) and isinstance(other, tuple))


def _pair(before: Any, after: Any, name: str) -> tuple[Any, Any]:
    return getattr(before, name), getattr(after, name)


def _fields(before: Any, after: Any, tongue: Tongue, place: str, inherited: Points | None) -> Iterator[Differing]:
    for one in dataclasses.fields(before):
        old, new = _pair(before, after, one.name)
        if old == new or (one.name == "points" and (old, new) == inherited):
            continue
        if isinstance(old, tuple) and isinstance(new, tuple):
            yield from _several(before, after, one.name, tongue, place)
        elif isinstance(old, Rule) or isinstance(new, Rule):
            yield from _rule(old, new, tongue, place, _worth(before, after) or inherited)
        else:
            yield Differing(place + tongue.spoken(one.name), tongue.said(old), tongue.said(new))


def _several(before: Any, after: Any, name: str, tongue: Tongue, place: str) -> Iterator[Differing]:
    """The parts or rows under one field, one against one."""
    counted = _COUNTED.get(name, "项")
    shared = _worth(before, after) if getattr(before, "parts_share", False) else None
    for number, (old, new) in enumerate(zip(*_pair(before, after, name), strict=True), 1):
        named = f"{place}{_called(old, new) or f'第 {number} {counted}'}·"
        if isinstance(old, Rule):
            yield from _rule(old, new, tongue, named, shared)
        else:
            yield from _fields(old, new, tongue, named, shared)


_COUNTED = {"bands": "档", "cases": "类", "items": "类", "options": "类", "branches": "种情形"}
"""How the rows of a field are counted."""


def _called(before: Any, after: Any) -> str:
    """The name that the two share."""
    for name in ("label", "name", "group"):
        called = getattr(before, name, "")
        if called and called == getattr(after, name, ""):
            return str(called)
    return ""
