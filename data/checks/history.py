"""This round beside the last one and this year beside the last: which figures move as no other town's do.

``docs/findings.md`` says in words how each rule works.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import Any

import pandas as pd

from data.checks.movements import movements
from data.checks.unit_slips import unit_slip
from data.checks.usual import LEAST_OTHERS, beside_the_others
from data.findings import Finding, finding
from data.intake import Intake
from data.standing import Standing
from scoring.rounding import plain, snap
from scoring.scheme import Scheme

LEAST_FALL = 0.02
"""A figure of what has been done may fall by this share, or by one, before it is asked about."""

_REFERENCES: Mapping[str, tuple[str, str]] = {"before": ("R701", "R702"), "last_year": ("R704", "R705")}
"""What a figure is held against, and the codes for an outlier and for a slip of the unit."""


def history(standing: Standing, intakes: Sequence[Intake]) -> Iterator[tuple[int, Finding]]:
    """A finding a figure that left its last round or last year as no other town's did, or that fell though it counts
    what is done. Each with the place of its workbook in ``intakes``; at most one a figure.
    """
    moved = movements(standing, intakes)
    told: set[Any] = set()
    for reference, codes in _REFERENCES.items():
        judged = beside_the_others(standing.scheme, moved, reference)
        for row in judged[judged["strange"] & (judged["place"] >= 0)].to_dict("records"):
            if row["line"] not in told:
                told.add(row["line"])
                yield int(row["place"]), _outlier(standing.scheme, row, codes)
    for row in _fallen(standing.scheme, moved).to_dict("records"):
        if row["line"] not in told:
            yield int(row["place"]), _fall(standing.scheme, row)


def _fallen(scheme: Scheme, moved: pd.DataFrame) -> pd.DataFrame:
    """The figures of what has been done that are lower than in the last round."""
    own = moved[(moved["place"] >= 0) & (moved["now"] < moved["before"])]
    keys = zip(own["indicator"], own["input"], strict=True)
    done = pd.Series([_counts_done(scheme, *key) for key in keys], own.index, dtype=bool)
    allowed = (own["before"] * LEAST_FALL).clip(lower=1.0)
    return own.loc[done & ((own["before"] - own["now"]) > allowed)]


def _counts_done(scheme: Scheme, code: str, name: str) -> bool:
    """Whether a figure counts what has been done so far: it has a base or a task of the year, and adds up."""
    one = scheme.indicator(code).input(name)
    return one.roll_up == "sum" and (one.at_most is not None or one.asks_target)


def _outlier(scheme: Scheme, row: Mapping[Any, Any], codes: tuple[str, str]) -> Finding:
    usual = float(row["ratio"])
    slip = unit_slip(float(row["now"]), float(row["reference"]), usual if 0 < usual < inf else 1.0)
    words = {"before": plain(row["reference"]), "now": plain(row["now"]), "change": slip or _change(row)}
    return _finding(scheme, codes[bool(slip)], row, others=_others(row), **words)


def _fall(scheme: Scheme, row: Mapping[Any, Any]) -> Finding:
    before, now = float(row["before"]), float(row["now"])
    return _finding(scheme, "R703", row, before=plain(before), now=plain(now), less=plain(snap(before - now)))


def _finding(scheme: Scheme, code: str, row: Mapping[Any, Any], **words: str) -> Finding:
    name = scheme.indicator(row["indicator"]).input(row["input"]).name
    return finding(code, row["sheet"], row["cell"], row["indicator"], row["typed"], name=name, **words)


def _change(row: Mapping[Any, Any]) -> str:
    """«增 35%», «降 60%», «是原来的 12.4 倍»; in units where there was none before."""
    now, before = float(row["now"]), float(row["reference"])
    if before == 0:
        return f"增加 {plain(now)}" if now else "不变"
    if now > 3 * before:
        return f"是原来的 {plain(now / before, 1)} 倍"
    return _in_per_cent(now / before)


def _in_per_cent(ratio: float) -> str:
    share = (ratio - 1) * 100
    if abs(share) < 0.05:
        return "不变"
    return f"{'增' if share > 0 else '降'} {plain(abs(share), 1)}%"


def _others(row: Mapping[Any, Any]) -> str:
    if row["others"] < LEAST_OTHERS:
        return "变动过大"
    return "其他镇一般从无到有" if row["ratio"] == inf else f"其他镇一般{_in_per_cent(float(row['ratio']))}"
