"""The one sentence of the receiving page."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from data.completeness import COMPLETENESS
from data.store import Round
from ui.intake.message import sentence

TODAY = date(2026, 3, 18)
ROUND = Round("第三轮", "gd2021", "1", due_on=date(2026, 3, 20))


def drawn(text: str) -> pd.DataFrame:
    """A row a line: unit, standing and number of errors; a department is one whose name begins with 县."""
    rows = []
    for line in text.split("\n"):
        unit, standing, errors = line.split()
        kind = "department" if unit.startswith("县") else "town"
        rows.append((kind, unit, "", standing, "", "", None, 10, 0, 0, 0, int(errors), 0, 1))
    return COMPLETENESS.frame(rows)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "石桥镇 on_time 0\n云岭镇 late 2\n安和镇 missing 0\n县财政局 on_time 1",
            ("第三轮：3 镇已报 2 镇，未报安和镇；1 镇逾期报送；2 份有错误待更正；截止3月20日，还有 2 天。", "near"),
        ),
        ("石桥镇 on_time 0\n云岭镇 on_time 0", ("第三轮：2 镇都已交表；没有待更正的错误。", "safe")),
        ("石桥镇 missing 0\n云岭镇 missing 0", ("第三轮：2 镇都还没有报；截止3月20日，还有 2 天。", "near")),
        (
            "甲镇 on_time 0\n乙镇 missing 0\n丙镇 missing 0\n丁镇 missing 0\n戊镇 missing 0",
            ("第三轮：5 镇已报 1 镇，未报乙镇、丙镇、丁镇等 4 镇；截止3月20日，还有 2 天。", "near"),
        ),
    ],
)
def test_it_says_who_has_reported_what_is_wrong_and_how_long_there_is(table: str, expected: tuple[str, str]) -> None:
    assert sentence(ROUND, drawn(table), TODAY) == expected


def test_without_a_due_date_no_deadline_is_named() -> None:
    undated = Round("第三轮", "gd2021", "1")
    assert sentence(undated, drawn("石桥镇 missing 0"), TODAY)[0] == "第三轮：1 镇都还没有报。"
