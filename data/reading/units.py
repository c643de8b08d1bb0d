"""Units of measurement as people write them, and what one is in another: exactly, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

_FAMILIES: Mapping[str, Mapping[str, Fraction]] = {
    "money": {"元 圆 块 块钱 元整 圆整 元正 圆正 元人民币": Fraction(1), "角": Fraction(1, 10)},
    "area": {
        "平方米 平米 平方 ㎡ m2 m²": Fraction(1),
        "亩 市亩": Fraction(2000, 3),
        "公顷 ha": Fraction(10**4),
        "平方公里 平方千米 k㎡ km2 km²": Fraction(10**6),
    },
    "length": {
        "毫米 mm": Fraction(1, 1000),
        "厘米 cm": Fraction(1, 100),
        "米 m": Fraction(1),
        "公里 千米 km": Fraction(1000),
    },
    "weight": {
        "克 g": Fraction(1, 1000),
        "斤 市斤": Fraction(1, 2),
        "公斤 千克 kg": Fraction(1),
        "吨 t": Fraction(1000),
    },
    "volume": {"升 l": Fraction(1, 1000), "立方米 立方 方 m3 m³": Fraction(1)},
    "share": {
        "‱": Fraction(1, 10**4),
        "‰": Fraction(1, 1000),
        "%": Fraction(1, 100),
        "成": Fraction(1, 10),
    },
    "points": {"个百分点 百分点": Fraction(1)},
    "people": {"人 名 位 个人": Fraction(1)},
    "days": {"天 日": Fraction(1)},
}
"""Family → the ways to write a unit → how many of the family's base unit it is."""

_COUNTED = frozenset("处座家所项件宗起份条名位场次批")
"""What is counted piece by piece, so that a clerk may say 个 for it."""
_SCALES: Mapping[str, int] = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


class Unit(NamedTuple):
    """A unit: what it measures, and how many of the family's base unit it is. Other units are families of their own."""

    family: str
    worth: Fraction


def _known() -> Iterable[tuple[str, Unit]]:
    for family, units in _FAMILIES.items():
        for names, worth in units.items():
            for name in names.split():
                yield name, Unit(family, worth)


_UNITS: Mapping[str, Unit] = dict(_known())


@lru_cache(maxsize=1024)
def unit(text: str) -> Unit:
    """The unit of that name: 万元, 亿元 and 万亩 are so many of the one behind them."""
    plain = text.strip()
    known = _UNITS.get(plain) or _UNITS.get(plain.lower())
    if known:
        return known
    if plain[:1] in _SCALES and len(plain) > 1:
        inner = unit(plain[1:])
        return Unit(inner.family, inner.worth * _SCALES[plain[0]])
    return Unit(f"“{plain}”", Fraction(1))


@lru_cache(maxsize=4096)
def factor(typed: str, asked: str) -> Fraction | None:
    """What a number in the unit ``typed`` is multiplied by to be in the unit ``asked``; None when it cannot be."""
    one, other = unit(typed), unit(asked)
    if one.family == other.family:
        return one.worth / other.worth
    return Fraction(1) if typed == "个" and asked in _COUNTED else None


def known(text: str) -> bool:
    """Whether a text is a unit of measurement that we know."""
    return not unit(text).family.startswith("“") or text == "个" or text in _COUNTED


def scale(asked: str) -> int:
    """How many are counted as one: 10000 for 万元, 1 for 元."""
    if asked in _UNITS or asked[:1] not in _SCALES or len(asked) < 2:
        return 1
    return _SCALES[asked[0]] * scale(asked[1:])
