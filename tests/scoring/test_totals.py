"""From items to a town's total and from towns to the county, by examples that can be checked on paper."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from scoring import COUNTY, Scorecard, score, score_county
from scoring.risk import NO_TASK, UNCLEAR, VETOED, rigid_board
from tests.scoring.figures import alone, default_scheme, roster, rows_of, table, town, towns_table
from tests.scoring.reference import ABSENT, Sheet
from tests.scoring.tiny import card_of, tiny


def towns(code: str, *sheets: dict[str, str | None]) -> Scorecard:
    return score(alone(code), towns_table(code, [Sheet(one) for one in sheets]), roster(len(sheets)))


def county(code: str, *sheets: dict[str, str | None]) -> Scorecard:
    return score_county(alone(code), towns_table(code, [Sheet(one) for one in sheets]), roster(len(sheets)))


# --- 缺项折算 ---------------------------------------------------------------------------------------------------------


def test_a_town_is_measured_by_what_applies_to_it() -> None:
    totals = card_of({"甲": (45, 0), "乙": (45, "不适用"), "丙": ("不适用", 5)}).totals().set_index("unit")
    assert totals["low"].tolist() == [55, 50, 50]
    assert totals["points"].tolist() == [100, 90, 10]
    assert totals["completeness"].tolist() == [1, 1, 1]


def test_a_town_without_any_task_has_no_total() -> None:
    totals = card_of({"甲": ("不适用", "不适用")}).totals()
    assert totals["points"].tolist() == [0]
    assert pd.isna(totals["low"][0])


def test_a_part_that_does_not_apply_takes_its_points_out_of_the_base() -> None:
    figures = {"schooled": "0", "children": "0", "insured": "999", "people": "1000", "housed": "9", "watered": "9",
               "homes": "9"}  # fmt: skip
    card = towns("B1-02", figures)
    assert (card.low[0, 0], card.full[0, 0], card.state[0, 0]) == (2, 2.25, "scored")
    assert card.totals()["low"][0] == pytest.approx(2 / 2.25 * 100)


def test_only_where_the_rule_says_so_does_a_town_without_the_task_get_full_marks() -> None:
    assert towns("A2-04", {"built": "0", "target.built": "0"}).low[0, 0] == 1.2
    assert towns("A3-01", {"stock": "0", "target.stock": "0"}).full[0, 0] == 0


def test_an_event_that_is_not_reported_keeps_the_points_open_even_where_there_is_no_task() -> None:
    scheme = tiny(
        ("unit: 宗, range: [0, 10]}", "unit: 宗}\n              - {id: events, name: 群体性事件起数, unit: 起}"),
        ("deduct: 1}}", "deduct: 1}, zero_if: events >= 1}"),
    )
    rows = [("甲", math.nan), ("乙", 0.0), ("丙", 1.0)]
    absent = [{"unit": unit, "input": "found", "status": "not_applicable"} for unit, _ in rows]
    events = [{"unit": unit, "input": "events", "value": event, "status": "reported"} for unit, event in rows]
    card = score(scheme, pd.DataFrame([*absent, *events]).assign(indicator="T1-02"))
    found = card.table().set_index(["indicator", "unit"]).loc["T1-02"]
    assert found["state"].tolist() == ["unreported", "not_applicable", "scored"]
    assert found[["low", "high", "full"]].to_numpy().tolist() == [[0, 10, 10], [0, 0, 0], [0, 0, 10]]
    assert "群体性事件起数未填报" in card.explain("甲", "T1-02").sentence
    assert rigid_board(card).set_index("unit")["state"].tolist() == [UNCLEAR, NO_TASK, VETOED]


def test_unreported_points_stay_in_the_base_and_open_the_total() -> None:
    totals = card_of({"甲": (None, 0)}).totals()
    assert (totals["low"][0], totals["high"][0], totals["points"][0]) == (10, 100, 100)
    assert totals["completeness"][0] == pytest.approx(0.1)


# --- towns to county --------------------------------------------------------------------------------------------------


def test_a_ratio_of_the_county_is_the_ratio_of_sums_not_the_mean_of_percentages() -> None:
    card = county("C4-02", {"standard": "10", "villages": "10"}, {"standard": "0", "villages": "30"})
    assert card.low[0, 0] == pytest.approx(0.6 * 10 / 40)


def test_cases_of_the_towns_add_up_and_the_points_are_lost_once_for_the_county() -> None:
    assert county("B2-01", {"lapses": "1"}, {"lapses": "2"}, {"lapses": "0"}).low[0, 0] == pytest.approx(0.4)


def test_a_town_without_the_task_is_not_in_the_mean() -> None:
    assert county("C2-02", {"messes": "2"}, {"messes": "4"}, {"messes": ABSENT}).low[0, 0] == pytest.approx(0.3)


def test_the_county_s_mean_is_over_the_villages_not_over_the_towns() -> None:
    clean, dirty = {"minor": "0", "severe": "0", "exposed": "0"}, {"minor": "20", "severe": "0", "exposed": "0"}
    sheets = [Sheet({}, [Sheet(clean)] * 3), Sheet({}, [Sheet(dirty)])]
    values = towns_table("C1-01", sheets)
    assert score(alone("C1-01"), values, roster(2)).low[:, 0].tolist() == [4, 0]
    assert score_county(alone("C1-01"), values, roster(2)).low[0, 0] == 3, "three of four villages, not half"


def test_what_the_county_reports_itself_is_not_rolled_up() -> None:
    rows = [*rows_of(town(0), "B2-01", Sheet({"lapses": "1"})), *rows_of(COUNTY, "B2-01", Sheet({"lapses": "4"}))]
    assert score_county(alone("B2-01"), table(rows), roster(1)).low[0, 0] == pytest.approx(0.2)


def test_one_town_that_has_not_reported_leaves_the_county_open() -> None:
    card = county("B2-01", {"lapses": "1"}, {"lapses": None})
    assert (card.low[0, 0], card.high[0, 0]) == (0, 0.8)
    assert card.projected[0, 0] == pytest.approx(0.8), "as far as reported"


def test_the_total_as_far_as_reported_is_never_above_the_best_that_can_come() -> None:
    sown = rows_of(town(0), "A1-01", Sheet({"sown": "12000", "target.sown": "10000"}))
    toilets = rows_of(town(0), "C1-02", Sheet({"sanitary": None, "households": "1000", "faulty": "4"}))
    total = score(default_scheme(), table([*sown, *toilets]), roster(1)).totals().iloc[0]
    assert total["low"] < total["high"] < 100, "the toilets have lost points whatever is still reported"
    assert total["projected"] == total["high"], "what is settled alone has full marks"


def test_a_county_in_which_no_town_has_the_task_has_none() -> None:
    card = county("B2-01", {"lapses": ABSENT}, {"lapses": ABSENT})
    assert (card.full[0, 0], card.state[0, 0]) == (0, "not_applicable")


def test_the_county_s_card_holds_all_items_and_both_components_out_of_a_hundred() -> None:
    rows = rows_of(COUNTY, "P-01", Sheet({"review": "8.5"}))
    card = score_county(default_scheme(), table(rows))
    assert len(card.indicators) == 65
    assert card.scale == 100
    assert card.units.tolist() == [COUNTY]
    row, column = card.place(COUNTY, "P-01")
    assert card.low[row, column] == 8.5
    assert (card.totals()["low"][0], card.totals()["high"][0]) == pytest.approx((8.5 + 0.3, 98.5), abs=0.01)


def test_the_towns_card_holds_the_forty_nine_items_that_towns_are_scored_on() -> None:
    card = score(default_scheme(), table([]), roster(2))
    assert len(card.indicators) == 49
    assert card.totals()["completeness"].tolist() == [0, 0]


# --- exact lines ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reported", "target", "points"),
    [(0.1 + 0.2, 0.3, 3), (0.3, 0.1 + 0.2, 3), (0.1 + 0.7, 0.8, 3), (1.1 + 2.2, 3.3, 3), (4.35 * 100, 435, 3),
     (0.299999, 0.3, 0), (0.300001, 0.3, 3)],
)  # fmt: skip
def test_binary_arithmetic_moves_no_figure_across_its_line(reported: float, target: float, points: float) -> None:
    values = towns_table("A2-01", [Sheet({"farmland": "1", "target.farmland": "1"})])
    values = values.assign(value=reported, target=target)
    assert score(alone("A2-01"), values, roster(1)).low[0, 0] == points


@pytest.mark.parametrize(("passed", "score_"), [("980", 1), ("979.99999", 0.8), ("970", 0.8), ("969.99999", 0.6)])
def test_a_step_is_begun_only_below_the_line(passed: str, score_: float) -> None:
    sheet = Sheet({"passed": passed, "tested": "1000", "accidents": "0"})
    card = score_county(alone("A3-02"), table(rows_of(COUNTY, "A3-02", sheet)))
    assert card.low[0, 0] == pytest.approx(score_)


@pytest.mark.parametrize(("hamlets", "treated", "target"), [("7", "3", "5"), ("11", "6", "10"), ("13", "9", "15")])
def test_sixty_per_cent_of_a_task_is_sixty_per_cent_of_any_base(hamlets: str, treated: str, target: str) -> None:
    """3/7 of 5/7 is 60 %, although neither rate has an end in decimals."""
    card = towns("C1-04", {"treated": treated, "hamlets": hamlets, "target.treated": target})
    assert card.low[0, 0] == pytest.approx(1.2)
