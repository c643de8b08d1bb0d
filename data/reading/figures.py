"""From a cell to a figure: number, yes or no, not applicable, or nothing, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import isfinite, nan
from types import MappingProxyType
from typing import NamedTuple

from data.reading.prepared import PERCENT, Figure
from data.reading.spoken import LONGEST, REMARK, Spoken, spoken
from data.reading.text import Cell, heading_key, typed
from data.reading.units import factor, scale
from data.reading.words import (
    NO_WORDS,
    NOT_APPLICABLE_WORD,
    YES_WORDS,
    explained_answer,
    not_applicable,
    pending,
    says_nothing,
    word_of,
    yes_no,
)
from data.templates.forms import in_words
from scoring.rounding import plain, snap
from scoring.scheme import Input

REPORTED, UNREPORTED, NOT_APPLICABLE = "reported", "unreported", "not_applicable"

ABSURD = 1e12
"""No figure of a county is as large as this."""

IN_UNIT = "单位里已有“万”或“亿”"
"""Why 3.2万 beside the unit 万元 is a question."""

_LONGEST_UNIT = 6
_STOPS = ".,;、。!"
_PLAIN = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_DAYS = (date(2000, 1, 1), date(2099, 12, 31))
"""When a date in a cell for numbers is one of these, Excel has made it of a fraction or a range."""
_NO_WORDS: Mapping[str, str] = MappingProxyType({})


class Reading(NamedTuple):
    """What a cell says: its value (NaN when none), its status, and the code of what is to be said about it."""

    value: float = nan
    status: str = UNREPORTED
    code: str = ""
    words: Mapping[str, str] = _NO_WORDS


BLANK = Reading()
ABSENT = Reading(status=NOT_APPLICABLE)
ABSENT_IN_OTHER_WORDS = Reading(status=NOT_APPLICABLE, code="R326")

ANSWERS = {word: Reading(float(word in YES_WORDS), REPORTED) for word in YES_WORDS | NO_WORDS}


def read_figure(cell: Cell, figure: Figure) -> Reading:
    """The figure in a cell. A wrong one is unreported, with the code of the finding."""
    one = figure.input
    if isinstance(cell, str):
        return _from_text(cell, figure)
    if isinstance(cell, (date, time, timedelta)):
        return Reading(code="R317" if _made_of_a_fraction(cell) and not one.yes_no else "R304")
    if one.yes_no:
        return _answer(typed(cell))
    if isinstance(cell, bool):
        return _no_number(one)
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
    return Reading(value + 0.0, REPORTED)  # + 0.0: no minus zero


def noted(reading: Reading, code: str, **words: str) -> Reading:
    """The reading with a remark on how it came about; a refused one keeps its own code."""
    if reading.code:
        return reading
    return reading._replace(code=code, words={"read": plain(reading.value, 9), **words})


def _made_of_a_fraction(cell: date | time | timedelta) -> bool:
    if isinstance(cell, datetime):
        return cell.time() == time() and _made_of_a_fraction(cell.date())
    return isinstance(cell, date) and _DAYS[0] <= cell <= _DAYS[1]


def _no_number(one: Input) -> Reading:
    return Reading(code="R301", words={"allowed": in_words(one)})


def _from_text(text: str, figure: Figure) -> Reading:
    one, stripped = figure.input, text.strip()
    if _PLAIN.fullmatch(stripped) and not one.yes_no:
        return bounded(float(stripped), one)
    word = word_of(text)
    if not word:
        return BLANK
    if len(word) > LONGEST:
        return Reading(code="R305") if one.yes_no else _no_number(one)
    if one.yes_no and word in ANSWERS:
        return ANSWERS[word]
    if not_applicable(word):
        return ABSENT if word == NOT_APPLICABLE_WORD else ABSENT_IN_OTHER_WORDS
    if pending(word):
        return Reading(code="R327")
    if one.yes_no:
        return _answer(word)
    if says_nothing(word):
        return Reading(code="R311")
    return _fitted(spoken(text), figure, text)


def _answer(word: str) -> Reading:
    """Yes or no: a word or a tick, or one with a remark behind it."""
    if word.rstrip(_STOPS) in ANSWERS:
        return ANSWERS[word.rstrip(_STOPS)]
    ticked, explained = yes_no(word), explained_answer(word)
    if ticked is not None:
        return Reading(float(ticked), REPORTED, "R312", {"read": "“是”" if ticked else "“否”"})
    if explained is not None:
        return Reading(float(explained), REPORTED, "R319", {"read": "“是”" if explained else "“否”", "why": REMARK})
    return Reading(code="R305")


def _fitted(said: Spoken, figure: Figure, text: str) -> Reading:
    """What was said, as a number in the unit of the figure."""
    one, number = figure.input, said.number
    if number is None:
        return _refused(said.flaw, one)
    if said.signed and one.low >= 0:
        return _no_number(one)
    if said.summed and one.unit == PERCENT:
        return Reading(code="R320")
    if said.remark and not said.unit and heading_key(said.remark) == figure.unit_key:
        said = said._replace(unit=one.unit, doubt="")
    times = _times(said, figure)
    if times is None:
        return _wrong_unit(said.unit, one)
    return _remarked(bounded(float(number * times), one), said, one, text)


def _refused(flaw: str, one: Input) -> Reading:
    if flaw == "R301":
        return _no_number(one)
    return Reading(code=flaw, words={"unit": one.unit})


def _times(said: Spoken, figure: Figure) -> Fraction | None:
    """What the number is multiplied by to be one in the figure's unit; None when its own unit does not fit."""
    one = figure.input
    if not said.unit:
        return Fraction(1, scale(one.unit)) if said.big else Fraction(1)
    if said.unit == one.unit or heading_key(said.unit) == figure.unit_key:
        return Fraction(1)
    exact = factor(said.unit, one.unit)
    if exact is None and one.whole and said.unit.startswith(one.unit) and said.unit[len(one.unit) :] in one.name:
        return Fraction(1)
    return exact


def _wrong_unit(unit: str, one: Input) -> Reading:
    more_than_a_unit = len(unit) > _LONGEST_UNIT or (unit.startswith(one.unit) and bool(one.unit))
    return _no_number(one) if more_than_a_unit else Reading(code="R306", words={"unit": one.unit})


def _remarked(reading: Reading, said: Spoken, one: Input, text: str) -> Reading:
    """The reading with what is to be said about it."""
    if said.doubt:
        return noted(reading, "R319", why=said.doubt)
    if said.big and not said.unit and scale(one.unit) > 1:
        return noted(reading, "R319", why=IN_UNIT)
    if said.summed:
        return noted(reading, "R315")
    converted = bool(said.unit) and factor(said.unit, one.unit) not in (None, 1)
    if converted and one.unit != PERCENT and not word_of(text).endswith(word_of(one.unit)):
        return noted(reading, "R318", unit=one.unit)
    return noted(reading, "R312")


def plain_number(cell: Cell) -> bool:
    """Whether a cell holds a number and nothing else: no sign of a unit, no words."""
    return isinstance(cell, float) or (isinstance(cell, str) and bool(_PLAIN.fullmatch(cell.strip())))
