"""Personal data (个人信息) in a workbook that must have none: columns of names, ID and telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from data.reading.text import Cell, heading_key, typed, visible

MASK = "＊＊＊"
"""What stands where a number has been taken out."""

_LONGEST_HEADING = 12
"""A longer text is a sentence: «不要填写农户姓名、身份证号»."""
_NAMING = re.compile(
    "姓名|名字|户主|户名|身份证|证件号|手机|电话号|联系电话|联系方式|联系人|银行卡|银行账号"
    "|(?:受访|被访|受调查|被调查)(?:人|者|对象)(?!类)"
)
_SHORT_NAMING = frozenset({"电话", "座机", "微信", "微信号", "证件", "住址", "家庭住址"})
"""Headings that name a person's number or address; in other cells such a word may be an answer."""

_JOINED = re.compile(r"(?<=\d)[\s\-‐‑–—](?=[\dXx])")
_IDENTITY = re.compile(r"(?<!\d)(?:[1-8]\d{16}[\dXx]|[1-8]\d{14})(?!\d)")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86|0086)?1[3-9]\d{9}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)[(（]?0(?:10|2\d|[3-9]\d{2})[)）]?[\s\-‐‑–—]?[2-9]\d{6,7}(?!\d)")
_CARD = re.compile(r"(?<!\d)\d{16,19}(?!\d)")
_CALLED = re.compile(r"(?:电话|手机|座机|联系|微信)\D{0,4}(\d[\d\-\s]{5,}\d)")
_NARROW = str.maketrans("０１２３４５６７８９Ｘｘ＋－\u3000", "0123456789Xx+- ")
"""Only the signs of a number: what else is written stays as it is."""


def names_persons(heading: Cell, alone: bool = True) -> bool:
    """Whether a heading asks for a person: 姓名, 户主, 身份证号 …; ``alone``: it is a heading for sure, so 电话 too."""
    key = heading_key(heading) if isinstance(heading, str) else ""
    if not key or len(key) > _LONGEST_HEADING:
        return False
    return bool(_NAMING.search(key)) or (alone and key in _SHORT_NAMING)


def personal_number(cell: Cell) -> str:
    """What kind of a person's number stands in a cell: 身份证号, 手机号, 电话号码, 银行卡号; "" when there is none."""
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        return ""
    if isinstance(cell, float) and abs(cell) >= 1e15:
        return "身份证号" if cell.is_integer() and _born(str(int(cell))) else ""
    return next((kind for kind, _ in _numbers(_narrow(typed(cell)))), "")


def masked(text: str) -> str:
    """The text with each such number replaced by MASK; the same text when it has none."""
    plain = _narrow(text)
    found = {number for _, number in _numbers(plain)}
    if not found:
        return text
    # the longest first, or a number within a longer one would leave its rest behind
    for number in sorted(found, key=len, reverse=True):
        plain = re.sub(r"[\s\-‐‑–—]?".join(map(re.escape, number)), MASK, plain)
    return plain


def _narrow(text: str) -> str:
    return visible(text).translate(_NARROW)


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    """The personal numbers in a text, each with its kind."""
    joined = _JOINED.sub("", text)
    for number in _IDENTITY.findall(joined):
        if _born(number):
            yield "身份证号", number
    for number in _MOBILE.findall(joined):
        yield "手机号", number
    for found in _LANDLINE.findall(text):
        yield "电话号码", found
    for number in _CARD.findall(text):
        if _is_card(number):
            yield "银行卡号", number
    for found in _CALLED.findall(text):
        yield "电话号码", found


def _born(number: str) -> bool:
    """Whether a day of birth stands where an ID number has it. The check digit does not count: one mistyped digit still
    leaves a person to be known by the others, and Excel spoils the last digits of a number so long.
    """
    if len(number) not in (15, 18) or number[0] not in "12345678":
        return False
    day = f"19{number[6:12]}" if len(number) == 15 else number[6:14]
    try:
        return 1900 <= date(int(day[:4]), int(day[4:6]), int(day[6:])).year <= date.today().year
    except ValueError:
        return False


def _is_card(number: str) -> bool:
    """Whether the digits satisfy Luhn's check, as those of bank cards do."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
