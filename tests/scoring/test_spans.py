"""Arithmetic with figures that may be anything between two bounds, against trying out what is between them."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.span import Span
from tests.scoring.figures import examples

Bounds = tuple[float, float]
FIGURES = st.integers(-20, 20).map(lambda tenths: tenths / 2)
INTERVALS = st.tuples(FIGURES, FIGURES).map(lambda ends: (min(ends), max(ends)))
OPERATIONS: dict[str, tuple[Callable[[Span, Span], Span], Callable[[float, float], float]]] = {
    "sum": (Span.__add__, lambda left, right: left + right),
    "difference": (Span.__sub__, lambda left, right: left - right),
    "product": (Span.__mul__, lambda left, right: left * right),
    "quotient": (Span.__truediv__, lambda left, right: left / right),
    "smaller": (Span.smaller, min),
    "larger": (Span.larger, max),
}


def span(bounds: Bounds) -> Span:
    column = np.array([bounds[0]])
    return Span(column, column if bounds[0] == bounds[1] else np.array([bounds[1]]), np.array([False]))


def within(bounds: Bounds) -> list[float]:
    """Figures of the interval: its ends, and some between."""
    return sorted({*np.linspace(*bounds, 5).tolist(), *((0.0,) if bounds[0] <= 0 <= bounds[1] else ())})


@pytest.mark.parametrize("name", OPERATIONS)
@examples(50)
@given(INTERVALS, INTERVALS)
def test_the_outcome_of_any_two_figures_lies_between_the_bounds(name: str, left: Bounds, right: Bounds) -> None:
    operate, plainly = OPERATIONS[name]
    found = operate(span(left), span(right))
    for one, other in itertools.product(within(left), within(right)):
        if name == "quotient" and other == 0:
            continue
        assert found.low[0] - 1e-9 <= plainly(one, other) <= found.high[0] + 1e-9


@pytest.mark.parametrize("name", [name for name in OPERATIONS if name != "quotient"])
@examples(30)
@given(INTERVALS, INTERVALS)
def test_the_bounds_are_no_wider_than_needed(name: str, left: Bounds, right: Bounds) -> None:
    operate, plainly = OPERATIONS[name]
    found = operate(span(left), span(right))
    outcomes = [plainly(one, other) for one, other in itertools.product(left, right)]
    assert (found.low[0], found.high[0]) == pytest.approx((min(outcomes), max(outcomes)))


@examples(30)
@given(INTERVALS, st.tuples(st.integers(1, 20), st.integers(1, 20)).map(lambda ends: (min(ends) / 2, max(ends) / 2)))
def test_a_quotient_by_what_is_surely_positive_is_tight_too(left: Bounds, right: Bounds) -> None:
    found = span(left) / span(right)
    outcomes = [one / other for one, other in itertools.product(left, right)]
    assert (found.low[0], found.high[0]) == pytest.approx((min(outcomes), max(outcomes)))


def test_a_reported_base_of_zero_is_no_base() -> None:
    found = span((3, 3)) / span((0, 0))
    assert found.absent[0]
    assert (found.low[0], found.high[0]) == (0, 0)


def test_a_base_that_may_prove_to_be_zero_leaves_the_quotient_open() -> None:
    found = span((0, 0)) / span((0, np.inf))
    assert not found.absent[0]
    assert (found.low[0], found.high[0]) == (0, np.inf)
    found = span((6, 6)) / span((0, 3))
    assert (found.low[0], found.high[0]) == (2, np.inf)


def test_a_base_of_unknown_sign_makes_the_quotient_anything() -> None:
    found = span((1, 2)) / span((-1, 1))
    assert (found.low[0], found.high[0]) == (-np.inf, np.inf)


def test_what_does_not_apply_spreads_to_all_that_is_computed_from_it() -> None:
    absent = Span(np.array([1.0]), np.array([1.0]), np.array([True]))
    for operate, _ in OPERATIONS.values():
        assert operate(absent, span((1, 2))).absent[0]
        assert operate(span((1, 2)), absent).absent[0]


def test_an_absent_figure_is_not_open() -> None:
    absent = Span(np.array([0.0]), np.array([5.0]), np.array([True]))
    assert not absent.open[0]
    assert span((0, 5)).open[0]
    assert not span((5, 5)).open[0]


def test_a_rising_and_a_falling_function_keep_the_bounds_in_order() -> None:
    for found in (span((1, 4)).rising(np.sqrt), span((1, 4)).falling(np.negative)):
        assert found.low[0] < found.high[0]
    assert (-span((1, 4))).low[0] == -4


def test_unknown_bounds_do_not_become_numbers_by_being_multiplied_with_nothing() -> None:
    found = span((0, 0)) * span((0, np.inf))
    assert (found.low[0], found.high[0]) == (0, 0)


def test_one_constant_serves_all_units() -> None:
    found = Span.known(5.0).over(3)
    assert found.low.tolist() == [5, 5, 5]
    assert found.take(np.array([True, False, True])).low.tolist() == [5, 5]
