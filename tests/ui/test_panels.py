"""The parts pages are put together from."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from scoring import Fault, SchemeError
from ui.labels import days_left, loss_spans, places


def broken(error: Exception) -> AppTest:
    """A page on which that error came up."""
    at = AppTest.from_function(_page_that_breaks, kwargs={"error": error})
    return at.run()


def _page_that_breaks(error: Exception) -> None:
    from ui import panels

    assert panels.failure(error)


def test_a_page_that_breaks_says_so_in_chinese_and_shows_no_traceback() -> None:
    at = broken(ZeroDivisionError("division by zero"))
    assert "这一页没能打开" in at.get("html")[0].proto.body
    assert "division" not in at.markdown[0].value and not at.exception


def test_a_scheme_that_does_not_load_says_what_is_wrong_with_it() -> None:
    at = broken(SchemeError([Fault("a.yaml", 12, "A1-01", "分值不是数", "请改成数字")]))
    assert "分值不是数" in at.markdown[0].value


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (date(2026, 3, 31), "还有 12 天"),
        (date(2026, 3, 19), "今天"),
        (date(2026, 3, 16), "已过 3 天"),
        (None, "未定"),
    ],
)
def test_the_countdown_is_said_in_days(until: date | None, said: str) -> None:
    assert days_left(until, date(2026, 3, 19)) == said


def test_a_settled_place_is_one_number_and_an_open_one_is_a_span() -> None:
    assert places(pd.Series([3, 8]), pd.Series([3, 12])) == ["3", "8–12"]


def test_a_loss_below_a_hundredth_is_not_written_as_none() -> None:
    assert loss_spans(pd.Series([0.003, 0.0, 0.4]), pd.Series([0.0, 0.0, 1.6])) == ["＜0.01", "0.00", "0.40–2.00"]
