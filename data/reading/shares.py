"""Percentages typed as shares: whether 0.95 beside «%» is 95 % or 0.95 %, settled by what stands around it.

What speaks for a share: the number it is a share of and its part stand beside it; the target or last year's value in
the same row are a hundred times as large; every other percentage of the sheet was typed so, too. Whatever is decided
is said, since a factor of a hundred may hang on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from data.reading.figures import REPORTED, bounded, plain_number
from data.reading.prepared import PERCENT
from data.reading.text import Cell
from scoring.rounding import snap
from scoring.scheme import Input

if TYPE_CHECKING:
    from data.reading.lines import Value

Place = Literal["value", "target", "last_year"]

_ALIKE = 3
"""How many percentages typed as shares make a habit."""
_NEAR = 3.0
"""Within what factor of each other two rates of one figure are taken to be in the same unit."""

BY_PARTS, BY_ROW, BY_HABIT = "与分子、分母相符", "与同一行的其他数相符", "本表的百分比都是这样写的"


@dataclass(frozen=True)
class Rate:
    """A percentage on the sheet: where it stands and what was read there; ``bare`` when typed without a sign."""

    owner: Value
    place: Place
    cell: str
    content: Cell
    number: float
    bare: bool

    @property
    def input(self) -> Input:
        """What is asked for."""
        return self.owner.line.figure.input

    @property
    def doubtful(self) -> bool:
        """Whether the number may be a share. 1 is one where nothing exceeds 100 %."""
        size = abs(self.number)
        return self.bare and (0 < size < 1 or (size == 1 and self.input.high == 100))

    @property
    def as_share(self) -> float:
        """The percentage if the number is a share."""
        return hundredfold(self.number)


def hundredfold(number: float) -> float:
    """A hundred times the number as it is written: 0.57 is 57 and nothing beside it."""
    return float(snap(float(Fraction(repr(number)) * 100)))


def rates(values: Sequence[Value], percents: frozenset[str]) -> Iterator[Rate]:
    """The percentages among the values with what stands beside them; ``percents`` are the cells shown as such."""
    for one in values:
        line = one.line
        if line.figure.input.unit != PERCENT:
            continue
        here: tuple[tuple[Place, str, Cell, float], ...] = (
            ("value", line.cell, line.content, one.reading.value),
            ("target", line.target_cell, line.target, one.target),
            ("last_year", line.last_year_cell, line.last_year, one.last_year),
        )
        for place, cell, content, number in here:
            if number == number:
                yield Rate(one, place, cell, content, number, cell not in percents and plain_number(content))


class Shares:
    """The percentages of a sheet, and what each doubtful one is."""

    def __init__(self, values: Sequence[Value], percents: frozenset[str]) -> None:
        self.rates = list(rates(values, percents))
        self.known = {one.slot: one for one in values} if any(one.doubtful for one in self.rates) else {}
        self.rows: Mapping[int, list[Rate]] = defaultdict(list)
        for one in self.rates:
            self.rows[id(one.owner)].append(one)

    def doubtful(self) -> list[Rate]:
        """Those that may be shares."""
        return [one for one in self.rates if one.doubtful]

    def why_share(self, rate: Rate) -> str:
        """Why the number is a share; "" when nothing tells that it is."""
        if bounded(rate.as_share, rate.input).code:
            return ""
        by_parts = self._by_parts(rate)
        by_row = None if by_parts is not None else self._by_row(rate)
        if by_parts or by_row:
            return BY_PARTS if by_parts else BY_ROW
        return BY_HABIT if by_parts is None and by_row is None and self._habit and rate.input.high == 100 else ""

    def surely_percent(self, rate: Rate) -> bool:
        """Whether what stands around it says that the number is a small percentage."""
        by_parts = self._by_parts(rate)
        return by_parts is False or (by_parts is None and self._by_row(rate) is False)

    def _by_parts(self, rate: Rate) -> bool | None:
        """Whether it is one figure of its indicator over that figure's base; None when it is neither share nor percent
        of any.
        """
        if rate.place != "value":
            return None
        for part in self._parts(rate):
            if _close(rate.as_share, part * 100):
                return True
            if _close(rate.number, part * 100):
                return False
        return None

    def _parts(self, rate: Rate) -> Iterator[float]:
        """The ratios of done to base in the same indicator, for the same unit."""
        unit, code, _, sample = rate.owner.slot
        for one in rate.owner.line.figure.indicator.inputs:
            done, limit = self.known.get((unit, code, one.id, sample)), one.at_most
            base = self.known.get((unit, code, limit.text.strip(), sample)) if limit else None
            if done and base and base.reading.value > 0 and done.reading.status == REPORTED:
                yield done.reading.value / base.reading.value

    def _by_row(self, rate: Rate) -> bool | None:
        """Whether it fits the other percentages of its row as a share (True) or as it is (False)."""
        others = [
            one.number for one in self.rows[id(rate.owner)] if one is not rate and not one.doubtful and one.number
        ]
        as_share = any(_near(rate.as_share, one) for one in others)
        as_is = any(_near(rate.number, one) for one in others)
        return None if as_share == as_is else as_share

    @property
    def _habit(self) -> bool:
        """Whether every percentage of the sheet that was typed without a sign is a share, and there are several."""
        bare = [one for one in self.rates if one.bare and one.number]
        return len(bare) >= _ALIKE and all(one.doubtful for one in bare)


def _close(one: float, other: float) -> bool:
    """Whether two percentages are the same but for how they were rounded."""
    return abs(one - other) <= max(0.006 * abs(other), 0.006)


def _near(one: float, other: float) -> bool:
    return one * other > 0 and 1 / _NEAR <= one / other <= _NEAR
