"""Text as people type it, brought to one form before it is compared."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

Cell = int | float | str | bool | date | datetime | time | timedelta
"""What calamine makes of a cell; a blank one (and one with an error) is ""."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_NOT_A_WORD = re.compile(r"[\s:*、,.;_'\"“”/·-]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-"))


def visible(text: str) -> str:
    """Without the signs that nobody sees."""
    return _INVISIBLE.sub("", text)


@lru_cache(maxsize=8192)
def settled(text: str) -> str:
    """Without invisible signs, full-width letters made narrow, blanks at the ends and doubled ones gone."""
    return " ".join(unicodedata.normalize("NFKC", visible(text)).split())


@lru_cache(maxsize=8192)
def heading_key(text: str) -> str:
    """What a heading or a sheet's name is recognised by: no blanks, line breaks, punctuation or remarks in brackets."""
    return _NOT_A_WORD.sub("", _BRACKETED.sub("", settled(text).translate(_DASHES))).lower()


@lru_cache(maxsize=8192)
def code_key(text: str) -> str:
    """What an indicator's code is recognised by."""
    return settled(text).translate(_DASHES).replace(" ", "").upper()


def text_of(cell: Cell) -> str:
    """The cell's text, blanks at the ends gone: what stands in a list."""
    return cell.strip() if isinstance(cell, str) else typed(cell)


def typed(cell: Cell) -> str:
    """The cell as it was typed: 95 for 95.0, TRUE for a tick, a date as year-month-day."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return _typed_time(cell)


def _typed_time(cell: int | date | datetime | time | timedelta) -> str:
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat(sep=" ") if isinstance(cell, datetime) else str(cell)


def blank(cell: Cell) -> bool:
    """Whether nothing stands in the cell."""
    return cell == "" or (isinstance(cell, str) and not cell.strip())
