"""Numbers on the screen: rounded half up, once, and without needless zeros."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from scoring.rounding import half_up, plain, printed_change, snap


@pytest.mark.parametrize(
    ("number", "digits", "shown"),
    [
        (0.125, 2, "0.13"), (0.375, 2, "0.38"), (-0.125, 2, "-0.13"), (2.675, 2, "2.68"), (1.005, 2, "1.01"),
        (92.445, 2, "92.45"), (89.995, 2, "90.00"), (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (0.1 + 0.2, 1, "0.3"),
        (0.004999999, 2, "0.00"), (1e9 + 0.005, 2, "1000000000.01"), (2.9666666667, 4, "2.9667"),
    ],
)  # fmt: skip
def test_a_half_is_rounded_up_never_to_even(number: float, digits: int, shown: str) -> None:
    assert half_up(number, digits) == Decimal(shown)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(96.0, "96"), (96.5, "96.5"), (0.0, "0"), (-1e-10, "0"), (100.0, "100"), (1200.0, "1200"), (0.12345, "0.1235"),
     (float("inf"), "∞"), (float("-inf"), "−∞"), (float("nan"), "未填报")],
)  # fmt: skip
def test_a_number_in_a_sentence_carries_no_needless_zeros(number: float, shown: str) -> None:
    assert plain(number) == shown


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [(16.666666667, 33.333333333, 16.66), (90.224, 90.316, 0.1), (90.224, 90.2241, 0), (80.5, 80.1, -0.4)],
)
def test_a_printed_change_is_the_difference_of_the_two_numbers_beside_it(
    before: float, after: float, change: float
) -> None:
    assert printed_change(before, after) == change
    assert np.isnan(printed_change(float("nan"), after))


def test_settling_takes_the_noise_of_binary_arithmetic_away_and_nothing_else() -> None:
    assert snap(0.1 + 0.2) == 0.3
    assert snap(0.1 + 0.7) == 0.8
    assert snap(100 - 1e-6) != 100
    assert not np.signbit(snap(-0.0))
    assert np.isnan(snap(float("nan")))
    assert snap(float("inf")) == float("inf")


@pytest.mark.parametrize(
    ("number", "shown"),
    [(99.99997, "99.99997"), (99.4999996, "99.4999996"), (100.00001, "100.00001"), (2.999999802, "2.9999998"),
     (0.00002, "0.00002"), (-0.00002, "-0.00002"), (84.444444, "84.4444"), (99.9999999999, "100"),
     (12.3456789, "12.3457")],
)  # fmt: skip
def test_a_number_is_not_made_to_look_rounder_than_it_is(number: float, shown: str) -> None:
    assert plain(number) == shown
