"""A unit among its peers: means and extremes over all units scored together, or over each unit's group."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from scoring.rounding import Array
from scoring.span import Mask, Span

Groups = npt.NDArray[np.object_] | None


def among(function: str, value: Span, groups: Groups) -> Span:
    """``peers.mean``, ``group.max`` …: one figure a unit. Units without the task do not count.

    A unit with no peer beside it has nothing to be compared with: its figure is open on both sides (同组不足).
    """
    scope, _, what = function.partition(".")
    number, size = _members(len(value.low), groups if scope == "group" else None)
    here = ~value.absent
    seen = np.bincount(number[here], minlength=size)
    low, high = (_FUNCTIONS[what](column[here], number[here], seen) for column in (value.low, value.high))
    alone = (seen < 2)[number]
    low, high = np.where(alone, -np.inf, low[number]), np.where(alone, np.inf, high[number])
    return Span(low, low, value.absent) if value.closed and not alone.any() else Span(low, high, value.absent)


def among_others(function: str, value: Span, groups: Groups) -> Span:
    """The same over the others only, for known values: the figure a unit must reach while the others stay."""
    scope, _, what = function.partition(".")
    number, size = _members(len(value.low), groups if scope == "group" else None)
    here = ~value.absent
    seen = np.bincount(number[here], minlength=size)[number] - here
    others = _OTHERS[what](value.low, number, here, size)
    column = np.where(seen < 1, np.nan, others)
    return Span(column, column, value.absent)


def _mean_of_others(column: Array, number: npt.NDArray[np.intp], here: Mask, size: int) -> Array:
    with np.errstate(invalid="ignore"):  # an open figure leaves nothing known of the others
        total = np.bincount(number[here], column[here], size)[number] - np.where(here, column, 0.0)
    count = np.bincount(number[here], minlength=size)[number] - here
    return np.asarray(total / np.maximum(count, 1))


def _max_of_others(column: Array, number: npt.NDArray[np.intp], here: Mask, size: int) -> Array:
    masked = np.where(here, column, -np.inf)
    first = np.full(size, -np.inf)
    np.maximum.at(first, number, masked)
    holders = np.bincount(number[masked == first[number]], minlength=size)
    rest = np.where(masked == first[number], -np.inf, masked)
    second = np.full(size, -np.inf)
    np.maximum.at(second, number, rest)
    alone_at_top = (masked == first[number]) & (holders[number] == 1)
    return np.where(alone_at_top, second[number], first[number])


def _min_of_others(column: Array, number: npt.NDArray[np.intp], here: Mask, size: int) -> Array:
    return -_max_of_others(-column, number, here, size)


_OTHERS = {"mean": _mean_of_others, "max": _max_of_others, "min": _min_of_others}


def _members(count: int, groups: Groups) -> tuple[npt.NDArray[np.intp], int]:
    """The number of each unit's group, and how many groups there are."""
    if groups is None:
        return np.zeros(count, np.intp), 1
    names, number = np.unique(groups.astype(str), return_inverse=True)
    return number, max(len(names), 1)


def _mean(column: Array, number: npt.NDArray[np.intp], seen: npt.NDArray[np.intp]) -> Array:
    return np.asarray(np.bincount(number, column, len(seen)) / np.maximum(seen, 1))


def _max(column: Array, number: npt.NDArray[np.intp], seen: npt.NDArray[np.intp]) -> Array:
    found = np.full(len(seen), -np.inf)
    np.maximum.at(found, number, column)
    return found


def _min(column: Array, number: npt.NDArray[np.intp], seen: npt.NDArray[np.intp]) -> Array:
    return -_max(-column, number, seen)


_FUNCTIONS: dict[str, Callable[[Array, npt.NDArray[np.intp], npt.NDArray[np.intp]], Array]] = {
    "mean": _mean,
    "max": _max,
    "min": _min,
}


def ranks(value: Span, best: str, groups: Groups) -> tuple[Array, Array, Array]:
    """(best possible rank, worst possible rank, number ranked) of each unit, by competition rank in its group."""
    number, size = _members(len(value.low), groups)
    ordered = (value if best == "highest" else -value).snapped()
    highest, lowest, many = np.zeros(len(number)), np.zeros(len(number)), np.zeros(len(number))
    for group in range(size):
        rows: Mask = number == group
        highest[rows], lowest[rows], many[rows] = _ranks(ordered.take(rows))
    return highest, lowest, many


def _ranks(value: Span) -> tuple[Array, Array, int]:
    here = ~value.absent
    best = 1 + _above(value.low[here], value.high)
    itself = np.asarray(here & (value.high > value.low), dtype=float)
    worst = 1 + _above(value.high[here], value.low) - itself
    return best, np.maximum(worst, best), int(here.sum())


def _above(others: Array, mine: Array) -> Array:
    """How many of the others are greater, for each of mine."""
    ordered = np.sort(others)
    return np.asarray(len(ordered) - np.searchsorted(ordered, mine, side="right"), dtype=float)
