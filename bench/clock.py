"""Timing: the median of several runs, after one that warms up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Line:
    """One measured thing; ``baseline`` is the seconds of what it is compared with, None for the baseline itself."""

    what: str
    seconds: float
    baseline: float | None = None


def timed(run: Callable[[], object], times: int = 7) -> float:
    """Median seconds of a call."""
    run()
    taken = []
    for _ in range(times):
        start = perf_counter()
        run()
        taken.append(perf_counter() - start)
    return median(taken)
