"""The printed words against the points column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.lint.warning import warn
from scoring.located import Fault
from scoring.scheme import Indicator, Scheme

_GRANTED = re.compile(r"得\s*(\d+(?:\.\d+)?)\s*分")


def points_in_words(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """«…得3分»: the words must not grant more than the points column does; where they grant one amount only, and the
    rule has no base to start from, it must be the points.
    """
    granted = [float(found) for found in _GRANTED.findall(indicator.words)]
    if not granted:
        return
    most, points = max(granted), indicator.points
    too_much = most > points + 1e-9 and abs(sum(granted) - points) > 1e-9
    single = len(granted) == 1 and not indicator.rule.parts() and not hasattr(indicator.rule, "base")
    if too_much or (single and abs(most - points) > 1e-9):
        yield warn("S501", indicator, at="words", told=most, points=points)
