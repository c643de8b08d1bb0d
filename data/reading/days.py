"""Days as people write them: 2026.3.20, 20260320, 2026年3月20日, 3月20日, 三月二十日, and as Excel counts them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from data.reading.numerals import numeral
from data.reading.text import Cell, settled, typed

_NUMBER = r"(?:[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_FULL = re.compile(
    rf"([0-9]{{4}}|[0-9]{{2}}(?=年|\.|')|[〇零○一二三四五六七八九]{{4}})(?:年|[-/.、,])({_NUMBER})(?:月|[-/.、,])({_NUMBER})[日号]?"
)
_USUAL = re.compile(r"[0-9]{4}(?:([-/])[0-9]{1,2}\1[0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)(?: [0-9:]+)?")
_COMPACT = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")
_NO_YEAR = re.compile(rf"({_NUMBER})月({_NUMBER})[日号]?|([0-9]{{1,2}})[./-]([0-9]{{1,2}})")
_CLOCK = re.compile(r"[T ]*(?:[上下]午)?[0-9]{1,2}(?:[:时点][0-9]{1,2}){1,2}(?:[:分][0-9]{1,2}(?:\.[0-9]+)?)?秒?分?$")
_WEEKDAY = re.compile(r"\(?(?:星期|周)[一二三四五六日天]\)?$")
_FRAME = re.compile(r"^(?:于|已于)|(?:前|止|完成|销号|整改到位|前完成)$")
_NOT_A_DAY_OF = re.compile(
    rf"(?:(?:[0-9]{{4}}|[0-9]{{2}})[年./-])?(?:{_NUMBER}月|[0-9]{{1,2}})?(?:份|底|末|初|中|中旬|上旬|下旬|上中旬)?(?:前|底前)?"
)
_LONGEST = 60
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)


class DayReading(NamedTuple):
    """The day that was meant, and the code of what is to be said about it."""

    day: date | None = None
    code: str = ""


def read_day(cell: Cell, year: int | None = None, from_1904: bool = False) -> DayReading:
    """The day in a cell. ``year`` is the one meant where none is written; ``from_1904`` how its book counts days.

    R508: no year was written and ``year`` was taken. R510: it is not said which day. R502: no day at all.
    """
    if isinstance(cell, datetime):
        return _sane(cell.date())
    if isinstance(cell, date):
        return _sane(cell)
    if isinstance(cell, float):
        return _of_number(cell, from_1904)
    text = typed(cell)
    return _of_text(_stripped(text), year) if len(text) <= _LONGEST else DayReading(code="R502")


def usual(cell: Cell) -> bool:
    """Whether a day stands there as a date or as everybody writes it: 2026-03-20, 2026/3/20, 2026年3月20日."""
    return isinstance(cell, date) or bool(_USUAL.fullmatch(settled(typed(cell))))


def common_year(cells: Iterable[Cell], from_1904: bool = False) -> int | None:
    """The year that most of the full dates among the cells are in; None when there is none, or no one year."""
    years = Counter(found.year for cell in cells if (found := read_day(cell, None, from_1904).day))
    ranked = years.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def _sane(day: date) -> DayReading:
    return DayReading(day) if _FIRST <= day <= _LAST else DayReading(code="R502")


def _of_number(number: float, from_1904: bool) -> DayReading:
    """20260320, or a date that lost its format: the days since 1900, or since 1904 in a book that counts so."""
    compact = _COMPACT.fullmatch(typed(number))
    if compact:
        return _made(*compact.groups())
    epoch = _EPOCH_1904 if from_1904 else _EPOCH
    if not 0 <= number <= 100_000:
        return DayReading(code="R502")
    return _sane(epoch + timedelta(days=int(number)))


@lru_cache(maxsize=2048)
def _stripped(text: str) -> str:
    """The text without blanks, the time of day, the weekday and words such as «前»."""
    tight = _CLOCK.sub("", settled(text).replace("。", "."))
    tight = _WEEKDAY.sub("", "".join(tight.split())).strip("'\"“”,;、.:")
    return _FRAME.sub("", tight)


def _of_text(tight: str, year: int | None) -> DayReading:
    full = _FULL.fullmatch(tight) or _COMPACT.fullmatch(tight)
    if full:
        return _made(*full.groups())
    short = _NO_YEAR.fullmatch(tight)
    if short:
        month, day = (one for one in short.groups() if one)
        found = _made(str(year), month, day) if year else DayReading(code="R510")
        return DayReading(found.day, "R508") if found.day else found
    return DayReading(code="R510" if _names_a_month(tight) else "R502")


def _names_a_month(tight: str) -> bool:
    return (
        bool(tight)
        and bool(_NOT_A_DAY_OF.fullmatch(tight))
        and bool(re.search(r"[月年旬底末]|[0-9]{4}[./-][0-9]", tight))
    )


def _made(year: str, month: str, day: str) -> DayReading:
    try:
        return _sane(date(_year(year), _number(month), _number(day)))
    except ValueError:
        return DayReading(code="R502")


def _year(text: str) -> int:
    number = _number(text)
    return number + 2000 if number < 100 else number


def _number(text: str) -> int:
    found = numeral(text)
    if found is None:
        raise ValueError(text)
    return int(found)
