"""汇报模式 without a browser: what is shown and in which order, the deck started and left, and what was disputed."""

from __future__ import annotations

import re

from tests.ui.conftest import Open, demo, written

PAGE = "meeting/briefing"
NAME = "第二轮模拟考核"


def test_the_page_says_how_many_slides_there_are_and_that_the_round_is_not_frozen(open_page: Open) -> None:
    at = open_page(demo, PAGE)
    assert re.search(r"的汇报共 \d+ 页，指纹 .*尚未封存，上会前请先封存", written(at))
