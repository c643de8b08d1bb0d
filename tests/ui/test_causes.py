"""What moved each town: the printed parts add up, in points and in places."""

from __future__ import annotations

import re
from decimal import Decimal

import pandas as pd
import pytest

from tests.reports.rounds import gaps
from tests.ui.conftest import Open, demo, frames, usual, written
from ui.causes import WORDS

CAUSES = list(WORDS.values())


def asked(open_page: Open, fill: object, what: str) -> tuple[pd.DataFrame, str]:
    """The table of that view of the ranking page, and what the page says."""
    at = open_page(fill, "diagnose/ranking")
    at.session_state["ranking-view"] = "变化由来"
    at.session_state["causes-of"] = what
    assert not at.run().exception
    return frames(at)[0], written(at)


def decimals(column: pd.Series) -> list[Decimal]:
    return [Decimal(text.replace("−", "-").removeprefix("第")) for text in column]


def test_the_printed_causes_add_up_to_the_printed_change_of_every_total(open_page: Open) -> None:
    table, said = asked(open_page, demo, "得分")
    before, after, change = (decimals(table[name]) for name in ("上轮", "本轮", "变化"))
    parts = [decimals(table[name]) for name in CAUSES]
    assert [b - a for a, b in zip(before, after, strict=True)] == change
    assert [sum(row) for row in zip(*parts, strict=True)] == change
    assert any(parts[0]) and not any(parts[2])  # the demo county's figures moved, its scheme did not
    assert re.search(r"与“第.轮模拟考核”比较，全县预测总分 [\d.]+ → [\d.]+，[+−][\d.]+ 分：填报数据", said)


def test_the_causes_of_a_place_add_up_too_and_up_is_plus(open_page: Open) -> None:
    table, _ = asked(open_page, demo, "名次")
    before, after, change = (decimals(table[name]) for name in ("上轮", "本轮", "变化"))
    assert [a - b for a, b in zip(before, after, strict=True)] == change
    parts = [decimals(table[name]) for name in CAUSES]
    assert [sum(row) for row in zip(*parts, strict=True)] == change


@pytest.mark.parametrize("what", ["得分", "名次"])
def test_a_round_with_one_before_it_is_explained_whatever_is_missing(open_page: Open, what: str) -> None:
    table, said = asked(open_page, usual, what)
    assert len(table) and "各项相加恰为总变化" in said


def test_a_town_that_did_not_report_in_both_rounds_is_named_and_not_compared(open_page: Open) -> None:
    table, said = asked(open_page, gaps, "得分")
    assert "云岭镇" not in list(table["单位"])
    assert "有一轮没有报数、不比较的：云岭镇。" in said
