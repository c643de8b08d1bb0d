"""The one place where numbers are rounded: exactness on boundaries, and half up for display."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

SNAP_DIGITS = 9
"""Values are settled on a grid of 1e-9 before they meet a line, so that binary noise cannot move them across it."""

_ANY_SIZE = Context(prec=340)
"""Digits enough for the greatest float: an absurd figure is shown, it does not stop the page."""


def snap(numbers: Any) -> Any:
    """The numbers settled on the grid of 1e-9; infinities and NaN stay as they are."""
    with np.errstate(over="ignore"):  # what is divided by next to nothing is as good as infinite
        return np.round(numbers, SNAP_DIGITS) + 0.0  # + 0.0: no minus zero on the screen


def half_up(number: float, digits: int = 2) -> Decimal:
    """The number as it is shown: rounded half up (0.125 → 0.13, −0.125 → −0.13), never half to even."""
    settled = float(snap(number))
    exact = Decimal(repr(settled if isfinite(settled) else float(number)))
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP, context=_ANY_SIZE)


def printed_change(before: float, after: float) -> float:
    """How far two totals are apart as they are printed, since the hall subtracts them; NaN where one is not known.

    Taken as decimals, so that the difference has no tail.
    """
    return float(half_up(after) - half_up(before))


def plain(number: float, digits: int = 4) -> str:
    """The number in a sentence: no needless zeros, half up, ``digits`` decimals (96.0 → '96').

    More where they would make it look rounder than it is: 99.99997 that misses a line at 100 is not said to be 100.
    """
    if number != number or number in (float("inf"), float("-inf")):
        return {float("inf"): "∞", float("-inf"): "−∞"}.get(number, "未填报")
    text = format(half_up(number, _telling(number, digits)), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _telling(number: float, digits: int) -> int:
    """How many decimals tell the number from one of two decimals that it is not."""
    shown = half_up(number, digits)
    if shown != half_up(number, 2) or shown == half_up(number, SNAP_DIGITS):
        return digits
    return next(more for more in range(digits + 1, SNAP_DIGITS + 1) if half_up(number, more) != shown)
