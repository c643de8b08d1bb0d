"""From a cell to a figure: number, yes or no, not applicable, or nothing, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from math import isfinite, nan
from types import MappingProxyType
from typing import NamedTuple

from data.reading.prepared import PERCENT, Figure
from data.reading.text import Cell, heading_key, settled, typed, visible
from data.templates.forms import in_words
from scoring.rounding import plain, snap
from scoring.scheme import Input

REPORTED, UNREPORTED, NOT_APPLICABLE = "reported", "unreported", "not_applicable"

ABSURD = 1e12
"""No figure of a county is as large as this."""

_NOT_APPLICABLE = frozenset(
    [
        "不适用",
        "/",
        "\\",
        "—",
        "——",
        "–",
        "-",
        "--",
        "无此任务",
        "无任务",
        "无该项任务",
        "无此项任务",
        "不涉及",
        "缺项",
        "N/A",
        "NA",
    ]
)
YES_WORDS = frozenset(
    ["是", "有", "√", "✓", "✔", "☑", "对", "达标", "已达标", "已完成", "完成", "1", "Y", "YES", "TRUE"]
)
NO_WORDS = frozenset(
    ["否", "无", "×", "✗", "✘", "✕", "X", "没有", "未达标", "不达标", "未完成", "0", "N", "NO", "FALSE"]
)
_NOTHING_SAID = frozenset(["无", "没有", "暂无", "有", "是", "否"])
_HALF_WIDTH = str.maketrans(
    {**{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}, "−": "-", "　": " ", "。": "."}
)
_NUMBER = re.compile(r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+)(.*)")
_UNIT_LIKE = re.compile(r"[^\d\s.,+\-*/()]{1,6}")
_NO_WORDS: Mapping[str, str] = MappingProxyType({})


class Reading(NamedTuple):
    """What a cell says: its value (NaN when none), its status, and the code of what is to be said about it."""

    value: float = nan
    status: str = UNREPORTED
    code: str = ""
    words: Mapping[str, str] = _NO_WORDS


BLANK = Reading()
ABSENT = Reading(status=NOT_APPLICABLE)


def read_figure(cell: Cell, figure: Figure) -> Reading:
    """The figure in a cell. A wrong one is unreported, with the code of the finding."""
    one = figure.input
    if isinstance(cell, str):
        return _from_text(cell, figure)
    if isinstance(cell, (date, time, timedelta)):
        return Reading(code="R304")
    if one.yes_no:
        return _yes_no(typed(cell))
    if isinstance(cell, bool):
        return Reading(code="R301", words={"allowed": in_words(one)})
    return bounded(float(cell), one)


def plainly_good(value: float, one: Input) -> bool:
    """Whether the number needs no second thought: the usual case, settled at once."""
    return (
        one.low <= value <= one.high
        and abs(value) < ABSURD
        and (not one.whole or value.is_integer())
        and not one.yes_no
        and one.unit != PERCENT
    )


def bounded(value: float, one: Input) -> Reading:
    """The number as a reading: refused when it cannot be a true figure of this input."""
    if not isfinite(value) or abs(value) >= ABSURD:
        return Reading(code="R310")
    if value < one.low:
        return Reading(code="R307", words={"low": plain(one.low)})
    if value > one.high:
        return Reading(code="R308", words={"high": plain(one.high)})
    if one.whole and not value.is_integer():
        settled_value = float(snap(value))
        if not settled_value.is_integer():
            return Reading(code="R309", words={"unit": one.unit})
        value = settled_value
    return Reading(value, REPORTED)


def _from_text(text: str, figure: Figure) -> Reading:
    word = settled(text).replace(" ", "").upper()
    if not word:
        return BLANK
    if word in _NOT_APPLICABLE:
        return ABSENT
    if figure.input.yes_no:
        return _yes_no(word)
    if word in _NOTHING_SAID:
        return Reading(code="R311")
    return _from_number_text(text, figure)


def _yes_no(word: str) -> Reading:
    if word in YES_WORDS or word in NO_WORDS:
        return Reading(float(word in YES_WORDS), REPORTED)
    return Reading(code="R305")


def _from_number_text(text: str, figure: Figure) -> Reading:
    """A number that was typed as text, with separators, blanks or its unit: «１,２３４ 户»."""
    one, tight = figure.input, "".join(visible(text).translate(_HALF_WIDTH).split())
    found = _NUMBER.fullmatch(tight)
    if not found:
        return Reading(code="R301", words={"allowed": in_words(one)})
    number, unit = found.groups()
    if unit and heading_key(unit) != figure.unit_key and unit != one.unit:
        return _wrong_unit(unit, one)
    reading = bounded(float(number.replace(",", "")), one)
    plainly = not unit and text.strip() == number
    return (
        reading if reading.code or plainly else reading._replace(code="R312", words={"read": plain(reading.value, 9)})
    )


def _wrong_unit(unit: str, one: Input) -> Reading:
    if _UNIT_LIKE.fullmatch(unit):
        return Reading(code="R306", words={"unit": one.unit})
    return Reading(code="R301", words={"allowed": in_words(one)})


def looks_like_share(value: float, one: Input) -> bool:
    """Whether a percentage was perhaps typed as a share (0.95 for 95 %)."""
    return one.unit == PERCENT and one.low >= 0 and 0 < value < 1
