"""Figures as they stand in a sheet, and the values they become."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any, NamedTuple

import numpy as np

from data.reading.book import Book
from data.reading.figures import (
    NOT_APPLICABLE,
    REPORTED,
    UNREPORTED,
    Reading,
    bounded,
    noted,
    plainly_good,
    read_figure,
)
from data.reading.notes import Notes
from data.reading.prepared import PERCENT, Figure
from data.reading.shares import Rate, Shares, hundredfold
from data.reading.text import Cell, blank, typed
from scoring.expression import Expression
from scoring.rounding import plain, snap
from scoring.scheme import Input
from scoring.span import Span

_FIVEFOLD = 5.0
"""A change of more than 500 % is seldom one."""


class Line(NamedTuple):
    """One figure of one unit where it stands: what is in its cell, and beside it the target and last year's value."""

    figure: Figure
    unit: str
    sample: str
    content: Cell
    cell: str
    target: Cell = ""
    target_cell: str = ""
    last_year: Cell = ""
    last_year_cell: str = ""


Slot = tuple[str, str, str, str]
"""unit, indicator, input, sample: what a value is of."""


@dataclass
class Value:
    """What a line came to."""

    line: Line
    reading: Reading
    target: float = nan
    last_year: float = nan

    @property
    def slot(self) -> Slot:
        """What it is a value of."""
        return self.line.unit, *self.line.figure.key, self.line.sample

    def row(self, sheet: str) -> tuple[Any, ...]:
        """The row of the table of values."""
        line, reading = self.line, self.reading
        return (
            *self.slot, reading.value, reading.status, self.target, self.last_year,
            sheet, line.cell, typed(line.content), line.target_cell, line.last_year_cell,
        )  # fmt: skip


class LineReader:
    """Reads the lines of one sheet and notes what is wrong with them."""

    def __init__(self, book: Book, sheet: str, notes: Notes) -> None:
        self.book, self.sheet, self.notes = book, sheet, notes

    def read(self, lines: Iterable[Line]) -> list[Value]:
        """The values of the lines. Each line is of another figure."""
        lines = list(lines)
        percents = self._percents(lines)
        values = [self._value(line, percents) for line in lines]
        self._settle_shares(values, percents)
        self._check_limits(values)
        return values

    def _value(self, line: Line, percents: frozenset[str]) -> Value:
        reading = self._reading(line.content, line.cell, line.figure, percents)
        one = line.figure.input
        if not one.asks_target and not one.asks_last_year:
            return Value(line, reading)
        value = Value(line, reading)
        if one.asks_target:
            value.target = self._beside(line, line.target, line.target_cell, "R321", reading, percents)
        if one.asks_last_year:
            value.last_year = self._beside(line, line.last_year, line.last_year_cell, "R322", reading, percents)
        return value

    def _reading(self, content: Cell, cell: str, figure: Figure, percents: frozenset[str]) -> Reading:
        if cell in percents:
            return (self._percentage if figure.input.unit == PERCENT else self._no_percentage)(content, cell, figure)
        if type(content) is float and plainly_good(content, figure.input):
            return Reading(content, REPORTED)
        reading = read_figure(content, figure)
        if reading.status == UNREPORTED and not reading.code and blank(content):
            return self._second_look(cell, figure)
        if reading.code:
            self._note(reading.code, cell, figure, typed(content), reading.words)
        return reading

    def _second_look(self, cell: str, figure: Figure) -> Reading:
        """A blank cell that is an error or a formula without a result."""
        fault = self.book.faults(self.sheet).get(cell)
        if fault is not None:
            self._note("R302" if fault else "R303", cell, figure, fault, {})
        return Reading()

    def _percentage(self, content: Cell, cell: str, figure: Figure) -> Reading:
        """A number shown as a percentage in a cell that asks for one: 0.95, seen as 95%, is 95.

        95 in such a cell is seen as 9500%; where that cannot be, 95 was meant.
        """
        number, one = float(str(content)), figure.input
        shown = hundredfold(number)
        reading, unscaled = bounded(shown, one), bounded(number, one)
        if reading.code and number > 1 and not unscaled.code:
            reading = noted(unscaled, "R325")
        else:
            reading = noted(reading, "R325" if abs(number) > _FIVEFOLD else "R312")
        self._note(reading.code, cell, figure, f"{plain(shown, 9)}%", reading.words)
        return reading

    def _no_percentage(self, content: Cell, cell: str, figure: Figure) -> Reading:
        """A number shown as a percentage where something else is asked for: 95% is no 0.95 万元."""
        self._note("R306", cell, figure, f"{plain(hundredfold(float(str(content))), 9)}%", {})
        return Reading(code="R306")

    def _settle_shares(self, values: Sequence[Value], percents: frozenset[str]) -> None:
        """Settle whether 0.95 in a cell for percent is 95 % or 0.95 %, and say it."""
        shares = Shares(values, percents)
        for rate in shares.doubtful():
            why = shares.why_share(rate)
            if why:
                self._take_as_share(rate, why)
            elif rate.input.low >= 0 and not shares.surely_percent(rate):
                self._note("R313", rate.cell, rate.owner.line.figure, typed(rate.content), {})

    def _take_as_share(self, rate: Rate, why: str) -> None:
        one, percentage = rate.owner, rate.as_share
        if rate.place == "value":
            one.reading = one.reading._replace(value=percentage, code="R324")
        elif rate.place == "target":
            one.target = percentage
        else:
            one.last_year = percentage
        words = {"read": plain(percentage, 9), "why": why}
        self._note("R324", rate.cell, one.line.figure, typed(rate.content), words)

    def _beside(
        self, line: Line, content: Cell, cell: str, missing: str, reading: Reading, percents: frozenset[str]
    ) -> float:
        """The target or last year's value beside a figure."""
        beside = self._reading(content, cell, line.figure, percents)
        if beside.status == UNREPORTED and blank(content) and reading.status == REPORTED:
            self._note(missing, cell or line.cell, line.figure, "", {})
        if beside.status == NOT_APPLICABLE and missing == "R321" and reading.status == UNREPORTED:
            self._note("R323", line.cell, line.figure, typed(content), {})
        return beside.value

    def _percents(self, lines: Sequence[Line]) -> frozenset[str]:
        """The cells whose number is shown as a percentage, where one is asked for or where it would be mistaken."""
        cells = [
            cell
            for line in lines
            for content, cell in (
                (line.content, line.cell),
                (line.target, line.target_cell),
                (line.last_year, line.last_year_cell),
            )
            if isinstance(content, float) and _may_be_percent(content, line.figure.input)
        ]
        return frozenset(self.book.container.percent_cells(self.sheet, cells)) if cells else frozenset()

    def _check_limits(self, values: Sequence[Value]) -> None:
        """Done ≤ base: a figure above what it cannot exceed is not taken over, nor a 不适用 beside a base."""
        limited = [one for one in values if one.line.figure.limit and one.reading.status != UNREPORTED]
        if not limited:
            return
        known = _Known(values)
        for one in limited:
            limit = known.limit(one)
            code = self._breach(one.reading, limit) if limit is not None else ""
            if code:
                words = {"base": known.words(one), "limit": plain(limit or 0, 9)}
                self._note(code, one.line.cell, one.line.figure, typed(one.line.content), words)
                one.reading = Reading(code=code)

    @staticmethod
    def _breach(reading: Reading, limit: float) -> str:
        """What is wrong with a figure under its limit. A unit that has a base has the task: left out of the county's
        sum while its base stays in, a 不适用 would take points from everybody.
        """
        if reading.status == NOT_APPLICABLE:
            return "R402" if snap(limit) > 0 else ""
        return "R401" if reading.value > limit and snap(reading.value) > snap(limit) else ""

    def _note(self, code: str, cell: str, figure: Figure, said: str, words: Mapping[str, str]) -> None:
        self.notes.add(code, self.sheet, cell, figure.indicator.code, said, **{"unit": figure.input.unit, **words})


def _may_be_percent(number: float, one: Input) -> bool:
    """Whether it matters that the number may be shown as a percentage."""
    return one.unit == PERCENT or (0 < abs(number) < 1 and not one.yes_no)


class _Known:
    """The figures of a sheet, for expressions over one unit's."""

    def __init__(self, values: Iterable[Value]) -> None:
        self.values = {one.slot: one for one in values}

    def limit(self, one: Value) -> float | None:
        """What the value cannot exceed; None when something it depends on is not known."""
        expression = one.line.figure.limit
        if expression is None:
            return None
        found = {name: self._number(one, name) for name in expression.names}
        if any(number != number for number in found.values()):
            return None
        return _reckoned(expression, found)

    def _number(self, one: Value, name: str) -> float:
        """The number that a name means for the unit and sample of ``one``; NaN when it is not known."""
        comparator, _, of = name.rpartition(".")
        unit, code, _, sample = one.slot
        meant = self.values.get((unit, code, of, sample))
        if meant is None:
            return nan
        numbers = {"": meant.reading.value, "target": meant.target, "last_year": meant.last_year}
        return numbers.get(comparator, nan)

    def words(self, one: Value) -> str:
        """The limit in words."""
        indicator = one.line.figure.indicator
        names = {each.id: each.name for each in indicator.inputs}
        expression = one.line.figure.limit
        return expression.words(lambda name: names.get(name, name)) if expression else ""


@dataclass(frozen=True)
class _Row:
    """One unit's figures as an expression sees them."""

    numbers: Mapping[str, float]

    def span(self, name: str) -> Span:
        return Span.known(np.array([self.numbers[name]]))

    def among_peers(self, function: str, value: Span) -> Span:
        """A sheet knows no other unit: whatever depends on them is not known."""
        return Span(np.array([-np.inf]), np.array([np.inf]), np.array([False]))


def _reckoned(expression: Expression, numbers: Mapping[str, float]) -> float | None:
    if expression.root.operator == "name":
        return numbers[expression.root.name]
    span = expression.span(_Row(numbers)).over(1)
    return None if span.absent[0] else float(span.high[0])
