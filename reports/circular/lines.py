"""Paragraphs of a circular, and how numerals, days and lists of names are written in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from reports.word.styles import BODY, HEADING, SUB_HEADING

DIGITS = "零一二三四五六七八九十"


class Line(NamedTuple):
    """One paragraph: its style, what it begins with in bold, and its text."""

    style: str
    text: str
    lead: str = ""


def heading(place: int, title: str) -> Line:
    """«一、总体情况»."""
    return Line(HEADING, f"{numeral(place)}、{title}")


def sub_heading(place: int, title: str) -> Line:
    """«（一）测算结果»."""
    return Line(SUB_HEADING, f"（{numeral(place)}）{title}")


def point(place: int, lead: str, text: str) -> Line:
    """«1.农村生活污水治理率。…», what comes before the text in bold."""
    return Line(BODY, text, f"{place}.{lead}")


def said(text: str) -> Line:
    """A plain paragraph."""
    return Line(BODY, text)


def numeral(number: int) -> str:
    """The number from 1 to 99 in Chinese: 三, 十, 十二, 二十, 四十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def day_text(day: date | None, today: date) -> str:
    """«12月7日», with its year where that is not this one; «规定时限» for none."""
    if day is None:
        return "规定时限"
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def whole_day(day: date) -> str:
    """«2026年11月24日»."""
    return f"{day.year}年{day.month}月{day.day}日"


def named(names: Iterable[str], most: int, unit: str) -> str:
    """«石桥镇、白沙镇», «石桥镇、白沙镇等 9 个镇» where there are more than ``most``."""
    told: Sequence[str] = list(names)
    more = f"等{len(told)}{unit}" if len(told) > most else ""
    return "、".join(told[:most]) + more
