"""The one place where numbers are rounded: exactness on boundaries, and half up for display."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

SNAP_DIGITS = 9
"""Values are settled on a grid of 1e-9 before they meet a line, so that binary noise cannot move them across it."""


def snap(numbers: Any) -> Any:
    """The numbers settled on the grid of 1e-9; infinities and NaN stay as they are."""
    return np.round(numbers, SNAP_DIGITS) + 0.0  # + 0.0: no minus zero on the screen


def half_up(number: float, digits: int = 2) -> Decimal:
    """The number as it is shown: rounded half up (0.125 → 0.13, −0.125 → −0.13), never half to even."""
    settled = Decimal(repr(float(snap(number))))
    return settled.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def plain(number: float, digits: int = 4) -> str:
    """The number in a sentence: no needless zeros, at most ``digits`` decimals, half up (96.0 → '96')."""
    if number != number or number in (float("inf"), float("-inf")):
        return {float("inf"): "∞", float("-inf"): "−∞"}.get(number, "未填报")
    text = format(half_up(number, digits), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
