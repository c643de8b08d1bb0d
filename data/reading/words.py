"""Words with a fixed meaning in the lists: yes and no, days."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from data.reading.figures import NO_WORDS, YES_WORDS
from data.reading.text import Cell, settled, typed

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+[\d:.]+)?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050
"""The days 2000-01-01 to 2099-12-31 as Excel counts them."""


def yes_no(cell: Cell) -> bool | None:
    """Whether the cell says yes or no; None when it says neither."""
    word = settled(typed(cell)).upper()
    return True if word in YES_WORDS else False if word in NO_WORDS else None


def day(cell: Cell) -> date | None:
    """The day in a cell; None when it is none. A date that lost its format is a number of days since 1900."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float) and _FIRST_SERIAL <= cell <= _LAST_SERIAL:
        return _SERIAL_EPOCH + timedelta(days=int(cell))
    text = settled(typed(cell))
    found = _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
