"""Sheets with gaps, and what may stand in the gaps: figures that respect the inputs' ranges and done ≤ base."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from scoring import Input
from tests.scoring.figures import BASES, LINES, indicator, names, typed
from tests.scoring.reference import ABSENT, Sheet

FAR = Decimal(10) ** 9
"""Where a figure without an upper bound is as good as infinite."""

_FEW = Decimal(3)

Texts = Mapping[str, str | None]
"""Figures as text; None in a gap."""


def truthful(chance: random.Random, code: str, villages: int = 3) -> Sheet:
    """A whole sheet of figures that can be true together."""
    own, of_county, of_village = names(code)
    base = Decimal(chance.choice(BASES))
    known = _filled(chance, code, {}, (*own, *of_county), base, far=2 * base)
    seen = [
        Sheet(_filled(chance, code, {}, of_village, _FEW, far=12 * _FEW)) for _ in range(villages * bool(of_village))
    ]
    return Sheet(known, villages=seen)


def with_gaps(chance: random.Random, sheet: Sheet, share: float = 0.4) -> Sheet:
    """The sheet with some of its figures unreported."""
    villages = [replace(one, figures=_dropped(chance, one.figures, share)) for one in sheet.villages]
    return replace(sheet, figures=_dropped(chance, sheet.figures, share), villages=villages)


def _dropped(chance: random.Random, figures: Texts, share: float) -> dict[str, str | None]:
    return {name: figure if chance.random() > share else None for name, figure in figures.items()}


def filled(chance: random.Random, code: str, sheet: Sheet) -> Sheet:
    """The sheet with something in every gap; often something extreme."""
    own, of_county, of_village = names(code)
    known = [abs(Decimal(one)) for one in sheet.figures.values() if one not in (None, ABSENT)]
    base = max(known, default=Decimal(10))
    villages = [Sheet(_filled(chance, code, one.figures, of_village, _FEW)) for one in sheet.villages]
    return Sheet(_filled(chance, code, sheet.figures, (*own, *of_county), base), villages=villages)


def _filled(
    chance: random.Random, code: str, figures: Texts, wanted: tuple[str, ...], base: Decimal, far: Decimal = FAR
) -> dict[str, str]:
    found = {name: figure for name, figure in figures.items() if figure is not None}
    for name in sorted(wanted, key=lambda one: _depth(code, one)):
        if name not in found:
            found[name] = typed(_number(chance, code, name, found, base, far))
    return found


def _number(
    chance: random.Random, code: str, name: str, found: Mapping[str, str], base: Decimal, far: Decimal
) -> Decimal:
    """Something between the bounds: an end, the base times some line, or anything."""
    asked = _asked(code, name)
    low, high = _bounds(code, name, found)
    far = high if high < FAR else chance.choice([far, base * 2, base])
    chosen = chance.choice([low, far, low + 1, base * Decimal(chance.choice(LINES)) / 100, _between(chance, low, far)])
    if asked.whole or asked.yes_no:
        chosen = chosen.to_integral_value(ROUND_FLOOR)
        low, high = low.to_integral_value(ROUND_CEILING), high.to_integral_value(ROUND_FLOOR)
    return max(min(chosen, high), low)


def _between(chance: random.Random, low: Decimal, high: Decimal) -> Decimal:
    return low + (high - low) * chance.randint(0, 1000) / 1000


def _bounds(code: str, name: str, found: Mapping[str, str]) -> tuple[Decimal, Decimal]:
    """What the figure may be: its range, at most what it is a part of, at least what is a part of it."""
    asked = _asked(code, name)
    low, high = Decimal(repr(asked.low)), min(Decimal(repr(asked.high)), FAR)
    if "." in name:
        return low, high
    lid = asked.at_most.text if asked.at_most else ""
    return max(low, _least(code, name, found)), max(min(high, Decimal(found.get(lid, high))), low)


def _least(code: str, name: str, found: Mapping[str, str]) -> Decimal:
    """The greatest of the reported figures that are a part of this one, near or far."""
    parts = [one.id for one in indicator(code).inputs if one.at_most and one.at_most.text == name]
    return max((Decimal(found[one]) if one in found else _least(code, one, found) for one in parts), default=Decimal(0))


def _depth(code: str, name: str) -> int:
    """Bases before what is done on them."""
    asked = _asked(code, name)
    return 0 if "." in name or asked.at_most is None else 1 + _depth(code, asked.at_most.text)


def _asked(code: str, name: str) -> Input:
    return indicator(code).input(name.rpartition(".")[2])
