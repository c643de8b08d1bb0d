"""One workbook against itself and our score: self-scores, evidence, sums over villages."""

from __future__ import annotations

from typing import Any

import pytest

from data.findings import Finding
from data.intake import EVIDENCE, SELF_SCORES, VALUES
from data.receipts import receipt
from tests.data.county import OWN, codes, county
from tests.data.office import IN_TIME, standing, upload

LATRINES = "C1-02 sanitary 960\nC1-02 households 1000\nC1-02 faulty 4"
"""Scores 1.6 of 2: 96 % of the latrines are safe, four faulty ones cost 0.4. A rigid item."""

INSURED = "F3-02 insured 7600 target=8000\nF3-02 insurable 10000"


def checked(sheet: str = LATRINES, unit: str = OWN, **parts: Any) -> list[Finding]:
    """What is found in a town's form beyond what the reader said."""
    return list(receipt(standing(county()), *upload(unit, sheet, **parts), IN_TIME).intake.findings)


def self_scores(*rows: tuple[str, float | None]) -> Any:
    """Indicator and self-score; the cells are in column H from row 2 on."""
    return SELF_SCORES.frame(
        (OWN, code, said, None, "", "", "", "填报表", f"H{number}") for number, (code, said) in enumerate(rows, 2)
    )


def evidence(*rows: tuple[str, bool | None]) -> Any:
    """Indicator, and whether the document is complete."""
    return EVIDENCE.frame(
        (OWN, code, "台账", "台账", "", "", complete, None, "", "佐证目录", "C4") for code, complete in rows
    )


def villages(*columns: tuple[str, str, dict[str, float | None]]) -> Any:
    """Indicator, input and the villages' figures; None is left blank. The first cell of a column is B4, C4 …"""
    return VALUES.frame(
        (OWN, code, name, village, value, "unreported" if value is None else "reported", None, None,
         "分村明细", f"{'BCDE'[column]}{row}", "", "", "")
        for column, (code, name, figures) in enumerate(columns)
        for row, (village, value) in enumerate(figures.items(), 4)
    )  # fmt: skip


def of(found: list[Finding], *wanted: str) -> list[Finding]:
    return [one for one in found if one.code in wanted]


def test_a_self_score_that_is_not_ours_is_shown_beside_ours_with_the_reason() -> None:
    (told,) = of(checked(self_scores=self_scores(("C1-02", 2.0))), "R711")
    assert (told.severity, told.sheet, told.cell, told.indicator) == ("提示", "填报表", "H2", "C1-02")
    assert told.message.startswith("自评 2 分，按规则算得 1.6 分：无害化户厕普及率：无害化卫生户厕户数 960 ÷ ")
    assert told.message.endswith("合计得 1.6 分。")


@pytest.mark.parametrize("said", [1.6, 1.60, None])
def test_our_own_score_and_no_score_are_no_finding(said: float | None) -> None:
    assert not of(checked(self_scores=self_scores(("C1-02", said))), "R711")


@pytest.mark.parametrize(
    ("said", "differs"), [(0.8, False), (0.76, False), (0.76543, True), (0.95, True), (1.0, True), (0.8001, True)]
)
def test_a_self_score_is_compared_to_the_decimals_it_was_typed_with(said: float, differs: bool) -> None:
    """Ours is 0.7575: 41.2 % of the projects are finished where 80 % are wanted for half a point."""
    half = "B2-02 planned 1000\nB2-02 started 1000\nB2-02 finished 412"
    assert bool(of(checked(half, self_scores=self_scores(("B2-02", said))), "R711")) == differs


def test_while_figures_are_missing_any_self_score_that_can_still_be_is_believed() -> None:
    open_item = "C1-02 households 1000\nC1-02 faulty 4"
    assert not of(checked(open_item, self_scores=self_scores(("C1-02", 1.2))), "R711")
    (told,) = of(checked(open_item, self_scores=self_scores(("C1-02", 2.0))), "R711")
    assert told.message.startswith("自评 2 分，按规则算得 0.6—1.6 分：")


def test_an_item_that_is_no_task_of_the_towns_is_not_compared() -> None:
    nothing = "C2-01 rating 不适用"
    assert not of(checked(nothing, self_scores=self_scores(("C2-01", 1.0), ("Z9-99", 1.0))), "R711")


def test_a_rigid_item_without_a_document_asks_and_another_one_informs() -> None:
    told = of(checked(f"{LATRINES}\n{INSURED}", evidence=evidence(("A1-01", True))), "R721", "R722", "R723")
    assert [(one.code, one.severity, one.cell) for one in told] == [("R721", "警告", "F2"), ("R722", "提示", "F5")]
    assert (
        told[0].message
        == "刚性指标「C1-02 农村户厕公厕建设管护与问题厕所整改」没有列出已备齐的佐证材料，不能认定满分。"
    )


@pytest.mark.parametrize(("complete", "asked"), [(True, False), (None, False), (False, True)])
def test_a_document_that_is_said_to_be_missing_is_none(complete: bool | None, asked: bool) -> None:
    told = of(checked(evidence=evidence(("C1-02", complete), ("A1-01", True))), "R721")
    assert bool(told) == asked


def test_a_form_without_any_document_is_told_once() -> None:
    told = of(checked(f"{LATRINES}\n{INSURED}"), "R721", "R722", "R723")
    assert codes(told) == ["R723 F2"]
    assert "涉及 2 项可得分的指标" in told[0].message


@pytest.mark.parametrize(
    "sheet", ["C1-02 sanitary 未填报\nC1-02 households 1000", "C2-01 rating 不适用", "C2-02 messes 90"]
)
def test_nothing_has_to_be_proved_where_no_point_is_earned(sheet: str) -> None:
    assert not of(checked(sheet), "R721", "R722", "R723")


def test_villages_that_do_not_add_up_are_shown_at_the_towns_figure() -> None:
    shared = villages(("C1-02", "households", {"上坪村": 400, "石桥村": 300, "大塘村": 280}))
    (told,) = of(checked(village_values=shared), "R403", "R404", "R405")
    assert (told.code, told.severity, told.sheet, told.cell) == ("R403", "警告", "填报表", "F3")
    assert told.message == "分村明细“常住农户数”合计 980，填报表填的是 1000，相差 20。"


def test_villages_that_add_up_to_the_last_digit_are_no_finding() -> None:
    area = "D3-02 moved 0.6\nD3-02 land 1000"
    shared = villages(("D3-02", "moved", {"上坪村": 0.1, "石桥村": 0.2, "大塘村": 0.3}))
    assert not of(checked(area, village_values=shared), "R403", "R404", "R405")


def test_a_column_that_misses_villages_names_them_and_is_not_summed_up() -> None:
    shared = villages(("C1-02", "households", {"上坪村": 400, "石桥村": None}))
    (told,) = of(checked(village_values=shared), "R403", "R404", "R405")
    assert (told.code, told.sheet, told.cell) == ("R405", "分村明细", "B4")
    assert told.message == "分村明细“常住农户数”缺 2 个村：石桥村、大塘村。"


def test_villages_broken_down_for_a_figure_that_is_not_reported_are_told() -> None:
    three = {"上坪村": 1.0, "石桥村": 2.0, "大塘村": 1.0}
    shared = villages(("C1-02", "faulty", three), ("C1-03", "hamlets", three))
    told = of(checked("C1-02 faulty 未填报", village_values=shared), "R403", "R404", "R405")
    assert codes(told) == ["R404 B4", "R404 C4"]


def test_a_blank_column_is_not_broken_down() -> None:
    shared = villages(("C1-02", "households", {"上坪村": None, "石桥村": None}))
    assert not of(checked(village_values=shared), "R403", "R404", "R405")


def test_of_a_town_without_known_villages_the_lines_of_the_sheet_are_summed_up() -> None:
    shared = villages(("C1-02", "households", {"甲村": 400, "乙村": 500}))
    (told,) = of(checked(unit="云岭镇", village_values=shared), "R403", "R404", "R405")
    assert told.code == "R403"
