"""Scoring many units at once, against the same amount of plain numpy arithmetic."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bench.clock import Line, timed
from scoring import load_scheme, score, score_county
from scoring.panel import Panel
from scoring.scheme import Scheme

SIZES = (20, 1_757, 26_842)
"""A county's towns, a province's towns, a province's villages."""

VILLAGES = 3


def lines() -> Iterator[Line]:
    """The baseline is one clip(a / b) × points per item over the same units: the least that 63 items can cost."""
    scheme = load_scheme("gd2021")
    for size in SIZES:
        values, units = random_values(scheme, size)
        figures, times = np.random.default_rng(1).random((2, 63, size)) + 0.1, 3 if size > 10_000 else 7
        base = timed(lambda figures=figures: plain(figures), times)
        yield Line(f"{size:,} units × 63 items, plain numpy", base)
        for what, run in (
            ("the long table into columns", lambda v=values, u=units: Panel(scheme, v, u)),
            ("score(): columns, rules, scorecard", lambda v=values, u=units: score(scheme, v, u)),
            ("score_county(): columns, roll-up, rules", lambda v=values, u=units: score_county(scheme, v, u)),
        ):
            yield Line(f"{size:,} units, {what}", timed(run, times), base)


def plain(figures: np.ndarray) -> np.ndarray:
    """Sixty-three ratios, clipped, rounded and summed."""
    return np.round(np.clip(figures[0] / figures[1], 0, 1) * 1.27, 9).sum(axis=0)


def random_values(scheme: Scheme, size: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every figure of every town-scope item for so many units, without gaps."""
    dice, units = np.random.default_rng(1), np.array([f"镇{n}" for n in range(size)], object)
    frames = []
    for indicator in (one for one in scheme.indicators if one.scope == "town"):
        for asked in (one for one in indicator.inputs if one.scope == "town"):
            many = VILLAGES if asked.sampled else 1
            frames.append(pd.DataFrame({
                "unit": np.repeat(units, many), "indicator": indicator.code, "input": asked.id,
                "sample": np.tile([f"村{n}" for n in range(many)], size) if asked.sampled else "",
                "value": dice.integers(0, 2 if asked.yes_no else 1000, size * many).astype(float), "status": "reported",
                "target": dice.integers(1, 1000, size * many).astype(float),
                "last_year": dice.integers(1, 1000, size * many).astype(float),
            }))  # fmt: skip
    return pd.concat(frames, ignore_index=True), pd.DataFrame({"unit": units, "group": ""})
