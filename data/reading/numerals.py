"""Numbers in figures and in Chinese words: 1,234.5, 3.2万, 3万2, 一百二十三, 壹佰贰拾叁, 二〇二六, 九十五点五.

Everything is an exact fraction: 3.2万 is 32000 and nothing beside it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

LONGEST = 60
"""Longer ones are no numbers that anybody typed."""

_PLAIN = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:'[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+")
_SCIENTIFIC = re.compile(r"([0-9]+(?:\.[0-9]+)?)[eE]([-+]?[0-9]{1,2})")
_FORMAL = str.maketrans(
    "零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億两兩俩〇○点點wW", "〇一二二三三四五六六七八九十百千万亿二二二〇〇..万万"
)
_SHORT_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")}
_SMALL = {"千": 1000, "百": 100, "十": 10}
_STEP = re.compile(r"([0-9]+|[一二三四五六七八九]?)([千百十])(〇?)")
_TAIL = re.compile(r"[0-9]+|[一二三四五六七八九]")
_APART = re.compile(r"([一二三四五六七八九])([一二三四五六七八九])")

SIGNS = "0-9.,'零〇○一二两俩三四五六七八九十百千万亿点廿卅卌壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億點兩wW"
"""The signs that a number may be made of, for a class of a regular expression."""


@lru_cache(maxsize=4096)
def numeral(text: str) -> Fraction | None:
    """The number that a text of nothing else says; None when it says none, or not plainly which.

    Without a sign and without blanks. Numbers that are short for a longer one are what people mean: 3万2 is 32000,
    一百二 is 120. 三四 (three or four), 3万20 (32000? 30020?) and 1,96 say none.
    """
    if not 0 < len(text) <= LONGEST:
        return None
    if _PLAIN.fullmatch(text):
        return Fraction(text.replace(",", "").replace("'", ""))
    power = _SCIENTIFIC.fullmatch(text)
    if power:
        return Fraction(power[1]) * Fraction(10) ** int(power[2])
    return _in_words(_settled(text))


def _settled(text: str) -> str:
    for short, tens in _SHORT_TENS.items():
        text = text.replace(short, tens)
    return text.translate(_FORMAL)


def _in_words(text: str) -> Fraction | None:
    """A number with 亿 and 万 in it, or a part of one."""
    for sign, worth in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(sign)
        if found:
            return _joined(_in_words(head) if head else None, worth, tail)
    return _below_ten_thousand(text)


def _joined(head: Fraction | None, worth: int, tail: str) -> Fraction | None:
    """``head`` times 万 or 亿, and what follows it."""
    if head is None or (tail and head.denominator != 1):
        return None
    rest = _rest(tail, worth)
    return None if rest is None else head * worth + rest


def _rest(tail: str, worth: int) -> Fraction | None:
    """What follows a unit of that worth. One digit alone is the next place below: the 2 of 3万2 is 2000."""
    if not tail:
        return Fraction(0)
    padded = tail[0] in "〇0"
    tail = tail.lstrip("〇0")
    if not tail:
        return None
    if _TAIL.fullmatch(tail) and not padded:
        places = len(str(worth)) - 1
        if len(tail) not in (1, places):
            return None
        return Fraction(_digits(tail)) * (worth // 10 if len(tail) == 1 else 1)
    rest = _in_words(tail)
    return rest if rest is not None and rest.denominator == 1 and rest < worth else None


def _below_ten_thousand(text: str) -> Fraction | None:
    """A number without 万 and 亿: figures, digits in words, or 千, 百 and 十 in their order."""
    if _PLAIN.fullmatch(text):
        return Fraction(text.replace(",", "").replace("'", ""))
    whole, point, decimals = text.partition(".")
    if point:
        return _with_decimals(whole, decimals)
    if all(sign in _DIGITS for sign in text):
        return _digit_by_digit(text)
    return _by_places(text)


def _with_decimals(whole: str, decimals: str) -> Fraction | None:
    """九十五点五, 3.2千. None for a mixture such as 3.五, and for more than a unit behind the decimals."""
    unit = _SMALL.get(decimals[-1:], 1)
    digits = decimals.rstrip("千百十") if unit > 1 else decimals
    if unit > 1 and len(digits) != len(decimals) - 1:
        return None
    if whole.isdigit() and digits.isdigit() and (whole + digits).isascii():
        return Fraction(f"{whole}.{digits}") * unit
    front = _below_ten_thousand(whole) if whole else None
    if front is None or front.denominator != 1 or not digits or any(sign not in _DIGITS for sign in digits):
        return None
    return (front + Fraction(_digits(digits), 10 ** len(digits))) * unit


def _digit_by_digit(text: str) -> Fraction | None:
    """一二三 is 123; 三四 is three or four, and 九五 nobody knows."""
    return None if not text or (len(text) == 2 and _APART.fullmatch(text)) else Fraction(_digits(text))


def _by_places(text: str) -> Fraction | None:
    total, worth, place, padded = 0, 10**4, 0, False
    while found := _STEP.match(text, place):
        count, unit, zero = found.groups()
        if _SMALL[unit] >= worth or not (count or unit == "十"):
            return None
        worth, place, padded = _SMALL[unit], found.end(), bool(zero)
        total += (_digits(count) if count else 1) * worth
    tail = text[place:]
    if not place or (padded and not tail):
        return None
    rest = _rest("〇" * padded + tail, worth) if tail else Fraction(0)
    return None if rest is None else total + rest


def _digits(text: str) -> int:
    return int("".join(str(_DIGITS.get(sign, sign)) for sign in text))
