"""Where a line itself is unreported: the bounds still hold whatever it turns out to be."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.expression import Expression
from scoring.rows import Rows
from scoring.rules.bands import Band, Bands
from scoring.span import Span

RISING = Bands(
    points=1.0,
    value=Expression.parse("x"),
    bands=(
        Band(score=1.0, at_least=Expression.parse("target.x")),
        Band(score=0.5, at_least=Expression.parse("0"), rises_to=0.9),
    ),
)


def known(*numbers: float) -> Span:
    return Span.known(np.array(numbers))


def between(low: float, high: float) -> Span:
    return Span(np.array([low]), np.array([high]), np.array([False]))


@pytest.mark.parametrize("target", [50.0, 51.0, 60.0, 100.0, 1000.0])
def test_a_band_that_rises_to_an_unreported_edge_promises_no_more_than_any_edge_gives(target: float) -> None:
    open_ = RISING.score(Rows(1, {"x": known(50.0), "target.x": between(0.0, np.inf)}))
    filled = RISING.score(Rows(1, {"x": known(50.0), "target.x": known(target)}))
    assert open_.low[0] <= filled.low[0] <= filled.high[0] <= open_.high[0]


def test_a_band_rises_straight_between_two_reported_edges() -> None:
    outcome = RISING.score(Rows(3, {"x": known(0.0, 50.0, 100.0), "target.x": known(100.0, 100.0, 100.0)}))
    assert outcome.low.tolist() == outcome.high.tolist() == [0.5, 0.7, 1.0]


@pytest.mark.parametrize("divisor", [-5.0, -1.0, -0.001])
def test_a_quotient_by_what_may_be_below_or_exactly_0_holds_for_every_divisor(divisor: float) -> None:
    quotient = known(5.0) / between(-5.0, 0.0)
    assert quotient.low[0] <= 5.0 / divisor <= quotient.high[0]
