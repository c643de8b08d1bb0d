"""The rigid board: five states, each with its reason, the margin to the line, and what to do first."""

from __future__ import annotations

import pandas as pd
import pytest

from scoring import COUNTY, Scorecard, score, score_county
from scoring.risk import CLOSE, NO_TASK, SAFE, STATES, UNCLEAR, VETOED, first_things, rigid_board
from tests.scoring.figures import alone, default_scheme, roster, rows_of, table, town, towns_table
from tests.scoring.reference import ABSENT, Sheet

SAFE_FIGURES = {"sown": "12000", "target.sown": "10000"}
PROOF = pd.DataFrame({"unit": [town(0)], "indicator": ["A1-01"], "complete": [True]})
NO_PROOF = PROOF.assign(complete=False)


def card_of(figures: dict[str, str | None], code: str = "A1-01") -> Scorecard:
    return score(alone(code), towns_table(code, [Sheet(figures)]), roster(1))


def board(figures: dict[str, str | None], proof: pd.DataFrame | None = PROOF, problems: int = 0) -> dict[str, object]:
    hanging = pd.DataFrame({"town": [town(0)] * problems, "indicator": ["A1-01"] * problems})
    return dict(rigid_board(card_of(figures), proof, hanging).iloc[0])


@pytest.mark.parametrize(
    ("figures", "proof", "problems", "state", "why"),
    [
        ({"sown": "9999", "target.sown": "10000"}, PROOF, 0, VETOED, "已失分，触发一票否决"),
        ({"sown": None, "target.sown": "10000"}, PROOF, 0, UNCLEAR, "数据未齐，不能认定满分"),
        ({"sown": "12000", "target.sown": None}, PROOF, 0, UNCLEAR, "数据未齐，不能认定满分"),
        (SAFE_FIGURES, None, 0, UNCLEAR, "数据为满分，但佐证材料未齐"),
        (SAFE_FIGURES, NO_PROOF, 0, UNCLEAR, "数据为满分，但佐证材料未齐"),
        (SAFE_FIGURES, PROOF, 2, CLOSE, "满分，但有 2 个未销号问题"),
        (SAFE_FIGURES, NO_PROOF, 2, UNCLEAR, "数据为满分，但佐证材料未齐，另有 2 个未销号问题"),
        (SAFE_FIGURES, PROOF, 0, SAFE, "满分，佐证齐全"),
        ({"sown": "0", "target.sown": "0"}, PROOF, 0, NO_TASK, "无此任务，不计入"),
        ({"sown": ABSENT}, PROOF, 0, NO_TASK, "无此任务，不计入"),
    ],
)  # fmt: skip
def test_each_state_has_its_reason(
    figures: dict[str, str | None], proof: pd.DataFrame | None, problems: int, state: str, why: str
) -> None:
    found = board(figures, proof, problems)
    assert (found["state"], found["why"]) == (state, why)


def test_a_margin_of_a_hair_is_close_and_says_how_much_is_left() -> None:
    found = board({"sown": "10040", "target.sown": "10000"})
    assert found["state"] == CLOSE
    assert found["why"] == "满分，但紧贴扣分线：粮食播种面积余量 40 亩"
    assert (found["margin"], found["margin_unit"]) == (40, "亩")


def test_a_figure_exactly_on_the_line_is_close() -> None:
    found = board({"sown": "10000", "target.sown": "10000"})
    assert (found["state"], found["margin"]) == (CLOSE, 0)


def test_a_loss_says_what_is_missing_in_the_figure_s_own_unit() -> None:
    found = board({"sown": "9600", "target.sown": "10000"})
    assert found["to_full_text"] == "粮食播种面积还差 400 亩"
    assert found["lost"] == pytest.approx(2.4)


def test_a_certain_loss_stays_one_although_another_figure_is_missing() -> None:
    figures = {"missed": "1", "unaided": None, "inaccurate": "0", "relapsed": None}
    found = rigid_board(card_of(figures, "B1-01")).iloc[0]
    assert (found["state"], found["lost"], found["at_risk"]) == (VETOED, 0.5, 3.5)


def test_a_document_that_is_not_complete_spoils_the_proof_of_those_that_are() -> None:
    mixed = pd.concat([PROOF, NO_PROOF])
    assert board(SAFE_FIGURES, mixed)["state"] == UNCLEAR


@pytest.mark.parametrize("complete", [None, pd.NA])
def test_a_document_of_which_nobody_says_that_it_is_complete_proves_nothing(complete: object) -> None:
    unsaid = PROOF.assign(complete=pd.array([complete], dtype="boolean"))
    assert board(SAFE_FIGURES, unsaid)["state"] == UNCLEAR


def test_a_complete_document_that_differs_from_the_field_proves_nothing() -> None:
    assert board(SAFE_FIGURES, PROOF.assign(matches_field=False))["state"] == UNCLEAR
    assert board(SAFE_FIGURES, PROOF.assign(matches_field=pd.array([None], dtype="boolean")))["state"] == SAFE


def test_the_county_is_proved_when_every_town_with_the_task_is() -> None:
    sheets = [Sheet(SAFE_FIGURES), Sheet(SAFE_FIGURES), Sheet({"sown": ABSENT})]
    values, units = towns_table("A1-01", sheets), roster(3)
    towns, county = score(alone("A1-01"), values, units), score_county(alone("A1-01"), values, units)
    both = pd.concat([PROOF, PROOF.assign(unit=town(1))])
    assert rigid_board(county, both, None, towns)["state"].tolist() == [SAFE]
    assert rigid_board(county, PROOF, None, towns)["state"].tolist() == [UNCLEAR]


def test_the_problems_of_all_towns_hang_on_the_county_s_item() -> None:
    values, units = towns_table("A1-01", [Sheet(SAFE_FIGURES)]), roster(1)
    county = score_county(alone("A1-01"), values, units)
    problems = pd.DataFrame({"town": ["石桥镇", "河口镇"], "indicator": ["A1-01", "A1-01"]})
    proof = PROOF.assign(unit=COUNTY)
    found = rigid_board(county, proof, problems).iloc[0]
    assert (found["state"], found["open_problems"]) == (CLOSE, 2)


def test_the_whole_scheme_has_nineteen_rigid_items_on_the_county_s_board() -> None:
    county = score_county(
        default_scheme(), table(rows_of(COUNTY, "A1-02", Sheet({"output": "1", "target.output": "1"})))
    )
    found = rigid_board(county)
    assert len(found) == 19
    assert found["points"].sum() == 44
    assert set(found["state"]) <= set(STATES)
    assert found.set_index("indicator")["state"]["A1-02"] == UNCLEAR, "full marks, but nothing proves them"


# --- what to do first -------------------------------------------------------------------------------------------------


def boards() -> tuple[pd.DataFrame, pd.DataFrame]:
    """A county of three towns: farmland lost in two of them, illegal building unreported in one, sown area safe."""
    sheets = {
        "A2-01": [_land("9000"), _land("9900"), _land("10000")],
        "A2-03": [_clean("0"), _clean("0"), _clean(None)],
        "A1-01": [Sheet(SAFE_FIGURES)] * 3,
    }
    rows = [row for code, each in sheets.items() for i, one in enumerate(each) for row in rows_of(town(i), code, one)]
    values, units = table(rows), roster(3)
    towns, county = score(default_scheme(), values, units), score_county(default_scheme(), values, units)
    return rigid_board(county, None, None, towns), rigid_board(towns)


def _land(area: str) -> Sheet:
    return Sheet({"farmland": area, "target.farmland": "10000"})


def _clean(cases: str | None) -> Sheet:
    return Sheet({"illegal": cases, "unpunished": "0"})


def test_first_comes_what_is_lost_and_the_towns_that_lose_it() -> None:
    county, towns = boards()
    found = first_things(county, towns, limit=100)
    assert found["priority"].tolist() == list(range(1, len(found) + 1))
    assert found["indicator"].tolist()[:2] == ["A2-01", "A2-01"]
    assert found["unit"].tolist()[:2] == [town(0), town(1)]
    assert found["what"][0] == "年度变更调查耕地面积还差 1000 亩"
    order = found["state"].map(STATES.index)
    assert order.is_monotonic_increasing, "lost before unclear before close"


def test_what_is_unclear_names_the_town_that_has_not_reported() -> None:
    county, towns = boards()
    found = first_things(county, towns, limit=100)
    unclear = found[(found["indicator"] == "A2-03")]
    assert town(2) in unclear["unit"].tolist()


def test_no_more_is_listed_than_was_asked_for() -> None:
    county, towns = boards()
    assert len(first_things(county, towns, limit=3)) == 3


def test_a_county_without_danger_has_nothing_to_do_first() -> None:
    values, units = towns_table("A1-01", [Sheet(SAFE_FIGURES)]), roster(1)
    towns, county = score(alone("A1-01"), values, units), score_county(alone("A1-01"), values, units)
    assert first_things(rigid_board(county, PROOF, None, towns), rigid_board(towns, PROOF)).empty
