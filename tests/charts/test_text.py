"""Numbers and names as they are written on charts and in tables."""

from __future__ import annotations

import pytest

from charts.text import interval, lines, number, percent, room, safe, signed


@pytest.mark.parametrize(
    ("value", "shown"), [(0.125, "0.13"), (2.675, "2.68"), (92.0, "92.00"), (-0.001, "0.00"), (float("nan"), "—")]
)
def test_a_number_has_two_decimals_half_up(value: float, shown: str) -> None:
    assert number(value) == shown


def test_an_interval_is_written_with_a_dash_and_a_closed_one_as_one_number() -> None:
    assert interval(81.3, 88.9) == "81.30–88.90"
    assert interval(81.3, 81.3000000001) == "81.30"


@pytest.mark.parametrize(("value", "shown"), [(0.5, "+0.50"), (-0.5, "−0.50"), (0.004, "持平"), (float("nan"), "—")])
def test_a_change_carries_its_sign(value: float, shown: str) -> None:
    assert signed(value) == shown


@pytest.mark.parametrize(
    ("share", "shown"), [(1.0, "100%"), (0.999, "99%"), (0.0, "0%"), (0.001, "1%"), (0.93, "93%"), (float("nan"), "—")]
)
def test_almost_all_is_not_written_as_all_nor_almost_none_as_none(share: float, shown: str) -> None:
    assert percent(share) == shown


def test_a_name_is_broken_into_even_lines_none_of_which_begins_with_a_stop() -> None:
    broken = lines("平安乡村（信访、矛盾纠纷化解率）", 8)
    assert "".join(broken) == "平安乡村（信访、矛盾纠纷化解率）"
    assert len(broken) == 2 and not broken[1].startswith("、")
    assert lines("粮食总产量", 8) == ["粮食总产量"]


def test_two_latin_letters_take_the_room_of_one_character() -> None:
    assert room("15亩") == 2
    assert room("耕地") == 2


def test_tags_and_line_breaks_in_a_name_are_made_harmless() -> None:
    assert safe("<b>石\n桥</b>") == "&lt;b&gt;石 桥&lt;/b&gt;"
