"""Columns of values that may be open: the arithmetic of intervals, one array operation at a time.

A town that has not reported a figure is neither zero nor full: its figure lies somewhere between two bounds, and so
does everything computed from it. A :class:`Span` carries both bounds for all units at once. Where nothing is missing
the two bounds are the same array, and each operation is done once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from scoring.rounding import Array, snap

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Span:
    """One value a unit, as bounds ``low`` ≤ ``high`` (equal when known), and ``absent`` where it does not apply."""

    low: Array
    high: Array
    absent: Mask

    @classmethod
    def known(cls, numbers: Any, absent: Any = None) -> Span:
        """A span without gaps. ``numbers`` is an array or one number for all units."""
        column = np.asarray(numbers, dtype=float)
        return cls(column, column, np.zeros(column.shape, bool) if absent is None else np.asarray(absent, bool))

    @property
    def closed(self) -> bool:
        """Whether every value is known, so that one bound serves for both."""
        return self.low is self.high

    @property
    def open(self) -> Mask:
        """Where the value is not known."""
        return np.zeros(np.shape(self.low), bool) if self.closed else (self.low != self.high) & ~self.absent

    def over(self, count: int) -> Span:
        """The span spread over ``count`` units (a constant becomes a column)."""
        if np.shape(self.low) == np.shape(self.absent) == (count,):
            return self
        low = np.broadcast_to(self.low, (count,))
        high = low if self.closed else np.broadcast_to(self.high, (count,))
        return Span(low, high, np.broadcast_to(self.absent, (count,)))

    def take(self, rows: Any) -> Span:
        """The span of the chosen rows."""
        low = self.low[rows]
        return Span(low, low if self.closed else self.high[rows], self.absent[rows])

    def snapped(self) -> Span:
        """The span settled on the grid of 1e-9."""
        low = snap(self.low)
        return Span(low, low if self.closed else snap(self.high), self.absent)

    def rising(self, function: Callable[[Array], Array]) -> Span:
        """The image under a function that never falls."""
        low = function(self.low)
        return Span(low, low if self.closed else function(self.high), self.absent)

    def falling(self, function: Callable[[Array], Array]) -> Span:
        """The image under a function that never rises."""
        high = function(self.low)
        return Span(high if self.closed else function(self.high), high, self.absent)

    def __add__(self, other: Span) -> Span:
        low = self.low + other.low
        return Span(low, low if self._both_closed(other) else self.high + other.high, self.absent | other.absent)

    def __sub__(self, other: Span) -> Span:
        return self + (-other)

    def __neg__(self) -> Span:
        return self.falling(np.negative)

    def __mul__(self, other: Span) -> Span:
        return self._corners(other, _product, other.low, other.high, self.absent | other.absent)

    def __truediv__(self, other: Span) -> Span:
        """Quotient; where the divisor is known to be zero there is no base, and the value is absent."""
        baseless = (other.low == 0) & (other.high == 0)
        quotient = self._corners(other, _quotient, other.low, other.high, self.absent | other.absent | baseless)
        straddles = (other.low < 0) & (other.high >= 0) & ~baseless
        if straddles.any():
            low, high = np.where(straddles, -np.inf, quotient.low), np.where(straddles, np.inf, quotient.high)
            quotient = Span(low, high, quotient.absent)
        return quotient.rising(lambda column: np.where(baseless, 0.0, column)) if baseless.any() else quotient

    def smaller(self, other: Span) -> Span:
        """The smaller of the two, unit by unit."""
        return self._pairwise(other, np.minimum)

    def larger(self, other: Span) -> Span:
        """The larger of the two, unit by unit."""
        return self._pairwise(other, np.maximum)

    def _both_closed(self, other: Span) -> bool:
        return self.closed and other.closed

    def _pairwise(self, other: Span, pick: Any) -> Span:
        low = pick(self.low, other.low)
        return Span(low, low if self._both_closed(other) else pick(self.high, other.high), self.absent | other.absent)

    def _corners(
        self, other: Span, operate: Callable[[Array, Array], Array], low: Array, high: Array, absent: Mask
    ) -> Span:
        if self._both_closed(other):
            column = operate(self.low, low)
            return Span(column, column, absent)
        corners = [operate(mine, theirs) for mine in (self.low, self.high) for theirs in (low, high)]
        return Span(np.minimum.reduce(corners), np.maximum.reduce(corners), absent)


def _product(left: Array, right: Array) -> Array:
    with np.errstate(invalid="ignore"):
        return np.where((left == 0) | (right == 0), 0.0, left * right)


def _quotient(left: Array, right: Array) -> Array:
    """Left ÷ right at one corner. 0 ÷ 0 may be anything: nothing done on a base that may prove to be none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        plain = left / right
    return np.where(np.isnan(plain), np.where(left == 0, np.inf, 0.0), plain)
