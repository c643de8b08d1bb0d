"""What is usual in the county: how far a figure has moved beside how far it moved in the other towns."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.checks.movements import FIGURE
from scoring.scheme import Scheme

LEAST_OTHERS = 5
"""How many other towns must have both figures before they say what is usual."""

USUAL_FACTOR, LONE_FACTOR = 1.5, 3.0
"""By what factor a figure may leave what is usual; the wider one where no other towns say what that is."""

SPREADS = 5.0
"""How many spreads of the other towns it may leave it by, if that is more."""

LEAST_SIZE, LEAST_SHARE = 10.0, 0.05
"""What is added to both figures before they are divided, so that small numbers make no noise: 5 % of the county's
median, and at least ten in counted things, one in others.
"""

_SPREAD_OF_MAD = 1.4826
"""A normal distribution's standard deviation as a multiple of its median absolute deviation."""


def beside_the_others(scheme: Scheme, moved: pd.DataFrame, reference: str) -> pd.DataFrame:
    """The figures that have a reference (``before`` or ``last_year``), with what is usual in the county.

    Added columns: ``reference``; ``move``, the logarithm of the figure by its reference; ``usual``, the median of the
    moves over the towns; ``ratio``, the same of the bare ratios (∞ where there was nothing); ``others``, how many other
    towns there are; ``strange``, whether it moved as the others do not. A figure below zero has no ratio and is left
    out.
    """
    known = moved.assign(reference=moved[reference])
    known = known[(known["now"] >= 0) & (known["reference"] >= 0)]
    size = _size(scheme, known)
    move = np.log((known["now"] + size) / (known["reference"] + size))
    known = known.assign(move=move, ratio_here=(known["now"] / known["reference"]).fillna(1.0))  # none then, none now
    judged = known.join(_usual(known[known["peer"]]), on=FIGURE)
    return judged.assign(strange=_strange(judged))


def _usual(peers: pd.DataFrame) -> pd.DataFrame:
    """By figure: usual, spread, ratio, others."""
    grouped = peers.groupby(FIGURE)
    found = grouped.agg(usual=("move", "median"), ratio=("ratio_here", "median"), others=("move", "size"))
    away = (peers["move"] - peers.join(found["usual"], on=FIGURE)["usual"]).abs()
    spread = away.groupby([peers[name] for name in FIGURE]).median() * _SPREAD_OF_MAD
    return found.assign(others=found["others"] - 1, spread=spread)


def _strange(judged: pd.DataFrame) -> pd.Series[bool]:
    enough = judged["others"] >= LEAST_OTHERS
    allowed = (SPREADS * judged["spread"]).clip(lower=np.log(USUAL_FACTOR)).where(enough, np.log(LONE_FACTOR))
    return (judged["move"] - judged["usual"].where(enough, 0.0)).abs() > allowed


def _size(scheme: Scheme, known: pd.DataFrame) -> pd.Series[float]:
    """What is added to a figure and its reference; never 0."""
    median = known.groupby(FIGURE)["reference"].transform("median")
    keys = zip(known["indicator"], known["input"], strict=True)
    least = [LEAST_SIZE if scheme.indicator(code).input(name).whole else 1.0 for code, name in keys]
    return (median * LEAST_SHARE).clip(lower=pd.Series(least, known.index, dtype=float))
