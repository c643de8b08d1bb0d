"""The demo county's story, told by scoring what its workbooks said: each point of it is a sentence here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import pytest

from data.demo import EVALUATION_BY, RECTIFY_BY, ROUNDS
from data.place import DEMO_SETTING
from data.store import Store
from scoring import COUNTY, Scheme, Scorecard, load_scheme, score, score_county
from scoring.gaps import gaps, losses_by
from scoring.grading import Verdict, verdict
from scoring.ranking import ranking
from scoring.risk import CLOSE, NO_TASK, SAFE, STATES, UNCLEAR, VETOED, rigid_board
from scoring.rounding import half_up
from tests.demo_stores import demo_file

WEAKEST = {"农村人居环境整治", "巩固拓展脱贫攻坚成果"}


@dataclass(frozen=True, eq=False)
class Told:
    """One round of the demo county, scored from the store."""

    store: Store
    scheme: Scheme
    name: str
    before: Told | None

    @cached_property
    def values(self) -> pd.DataFrame:
        return self.store.values(self.name)

    @cached_property
    def towns(self) -> Scorecard:
        return score(self.scheme, self.values, self.store.roster().units())

    @cached_property
    def county(self) -> Scorecard:
        return score_county(self.scheme, self.values, self.store.roster().units())

    @cached_property
    def verdict(self) -> Verdict:
        return verdict(self.county)

    @cached_property
    def ranking(self) -> pd.DataFrame:
        counted = self.store.problems(self.name).groupby("town").size()
        table = ranking(self.towns, self.before.ranking if self.before else None, counted)
        return table.set_index("unit", drop=False)

    @cached_property
    def county_board(self) -> pd.DataFrame:
        evidence, problems = self.store.evidence(self.name), self.store.problems(self.name)
        return rigid_board(self.county, evidence, problems, self.towns).set_index("indicator")

    @cached_property
    def town_board(self) -> pd.DataFrame:
        return rigid_board(self.towns, self.store.evidence(self.name), self.store.problems(self.name))

    def town_verdict(self, town: str) -> Verdict:
        return verdict(self.towns, list(self.towns.units).index(town))


Rounds = tuple[Told, Told, Told]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """To be read only: others share it."""
    return Store(f"sqlite:///{demo_file(tmp_path_factory)}")


@pytest.fixture(scope="module")
def rounds(demo: Store) -> Rounds:
    scheme = load_scheme("gd2021")
    first = Told(demo, scheme, ROUNDS[0].name, None)
    second = Told(demo, scheme, ROUNDS[1].name, first)
    return first, second, Told(demo, scheme, ROUNDS[2].name, second)


@pytest.fixture(scope="module")
def third(rounds: Rounds) -> Told:
    return rounds[2]


def test_three_rounds_end_before_the_evaluation_and_the_store_says_that_it_is_a_demo(demo: Store) -> None:
    assert [one.name for one in demo.rounds()] == ["第一轮模拟考核", "第二轮模拟考核", "第三轮模拟考核"]
    due = [one.due_on for one in demo.rounds()]
    assert due == sorted(due)
    assert {(one.rectify_by, one.evaluation_by) for one in demo.rounds()} == {(RECTIFY_BY, EVALUATION_BY)}
    assert max(due) < RECTIFY_BY < EVALUATION_BY
    assert demo.setting(DEMO_SETTING) is True


def test_the_county_rises_from_82_through_86_to_just_above_90(rounds: Rounds) -> None:
    first, second, third = (one.verdict.projected for one in rounds)
    assert 81 <= first < 83
    assert 85 <= second < 87
    assert 90 <= third < 91


def test_in_the_third_round_the_points_are_enough_and_the_veto_takes_the_top_grade_away(third: Told) -> None:
    assert third.verdict.grade_by_points == "优秀"
    assert third.verdict.grade_final == "良好"
    assert "优秀被否决" in third.verdict.sentence


def test_in_the_third_round_what_is_unreported_can_still_cost_the_grade_by_points(third: Told) -> None:
    assert third.verdict.low < 90 < third.verdict.high


def test_the_county_is_vetoed_by_its_own_income_growth_and_by_what_the_towns_left_undone(third: Told) -> None:
    assert "D2-01" in third.verdict.vetoed
    assert {"B1-04", "C1-01", "C1-02"} <= set(third.verdict.vetoed)
    explained = third.county.explain(COUNTY, "D2-01")
    assert explained.high == pytest.approx(2.35)
    assert "9.6%" in explained.sentence
    assert "9.9%" in explained.sentence


def test_more_rigid_items_are_full_with_evidence_from_round_to_round(rounds: Rounds) -> None:
    safe = [int((one.county_board["state"] == SAFE).sum()) for one in rounds]
    assert safe == sorted(safe)
    assert safe[0] < safe[2]


def test_in_every_round_most_rigid_points_are_lost_on_living_conditions_and_poverty(rounds: Rounds) -> None:
    for one in rounds:
        lost = one.county_board.groupby("theme")["lost"].sum().sort_values(ascending=False)
        assert set(lost.index[:2]) == WEAKEST


def test_poverty_and_rural_construction_lose_the_greatest_share_of_their_points(rounds: Rounds) -> None:
    for one in rounds:
        table = gaps(one.county)
        table = table[table["category_name"].isin([category.name for category in one.scheme.categories])]
        lost = losses_by(table, "category_name").assign(share=lambda rows: rows["lost"] / rows["full"])
        worst = lost.sort_values("share", ascending=False)["category_name"].tolist()
        assert set(worst[:2]) == {"巩固拓展脱贫攻坚成果", "乡村建设"}


def test_all_five_states_of_a_rigid_item_are_seen_in_the_third_round(third: Told) -> None:
    assert set(third.town_board["state"]) == set(STATES)
    assert set(third.county_board["state"]) == {VETOED, UNCLEAR, CLOSE, SAFE}


def test_one_wrong_cell_keeps_a_rigid_item_of_the_county_from_being_cleared(third: Told) -> None:
    """高寨镇 typed 612.5 households into 住房安全有保障户数."""
    assert third.county_board.loc["B1-02", "state"] == UNCLEAR
    wrong = third.values.query("unit == '高寨镇' and indicator == 'B1-02' and status == 'unreported'")
    assert wrong["typed"].tolist() == ["612.5"]


def test_a_missing_document_keeps_a_full_item_from_being_safe(third: Told) -> None:
    assert third.county_board.loc["C1-03", ["state", "lost"]].tolist() == [UNCLEAR, 0.0]
    missing = third.store.evidence(third.name).query("indicator == 'C1-03' and complete == False")
    assert missing["unit"].tolist() == ["枫坪镇"]


def test_the_first_of_all_towns_is_vetoed_for_one_overdue_problem(third: Told) -> None:
    first = third.ranking.iloc[0]
    assert (first["unit"], first["rank"]) == ("石桥镇", 1)
    seen = third.town_verdict("石桥镇")
    assert seen.projected >= 90
    assert (seen.grade_by_points, seen.grade_final, seen.vetoed) == ("优秀", "良好", ("B1-04",))
    overdue = third.values.query("unit == '石桥镇' and indicator == 'B1-04' and input == 'overdue'")
    assert overdue["value"].tolist() == [1.0]


def test_some_towns_lose_no_rigid_point_and_keep_the_top_grade(third: Told) -> None:
    kept = [unit for unit in third.towns.units if third.town_verdict(unit).grade_final == "优秀"]
    assert set(kept) == {"禾丰镇", "云岭镇", "南塘镇", "罗洞镇"}


def test_one_town_is_far_behind_in_every_round(rounds: Rounds) -> None:
    for one in rounds:
        reported = one.ranking[one.ranking["completeness"] > 0.5]
        assert reported.iloc[-1]["unit"] == "大坑镇"
        assert reported["low"].iloc[-2] - reported["low"].iloc[-1] > 5


def test_two_towns_show_the_same_score_and_still_have_different_ranks(third: Told) -> None:
    pair = third.ranking.loc[["沙埔镇", "茶坳镇"]]
    assert half_up(pair["score"].iloc[0]) == half_up(pair["score"].iloc[1])
    assert pair["rank"].tolist() == [9, 10]


def test_one_town_climbs_and_one_falls_from_round_to_round(rounds: Rounds) -> None:
    ranks = {town: [int(one.ranking.loc[town, "rank"]) for one in rounds] for town in ("罗洞镇", "双井镇")}
    assert ranks["罗洞镇"] == sorted(ranks["罗洞镇"], reverse=True)
    assert ranks["双井镇"] == sorted(ranks["双井镇"])
    assert ranks["罗洞镇"][0] - ranks["罗洞镇"][2] >= 4
    assert ranks["双井镇"][2] - ranks["双井镇"][0] >= 4


def test_one_town_has_not_reported_in_the_first_round_and_no_other(rounds: Rounds) -> None:
    for place, one in enumerate(rounds):
        came = one.store.submissions(one.name)
        missing = set(one.towns.units) - set(came.loc[came["kind"] == "town", "unit"])
        assert missing == ({"高寨镇"} if place == 0 else set())
    assert rounds[0].ranking.loc["高寨镇", "high"] - rounds[0].ranking.loc["高寨镇", "low"] > 50


def test_one_town_was_late_in_the_second_round_and_nobody_else_ever(rounds: Rounds) -> None:
    late = []
    for one in rounds:
        came, due = one.store.submissions(one.name, current_only=False), one.store.round(one.name).due_on
        days = came["submitted_at"].dt.tz_convert("Asia/Shanghai").dt.date
        late += [(one.name, unit) for unit in came.loc[days > due, "unit"]]
    assert late == [("第二轮模拟考核", "长圩镇")]


def test_the_second_round_is_complete_and_has_a_settled_total(rounds: Rounds) -> None:
    assert rounds[1].verdict.settled
    assert (rounds[1].ranking["completeness"] == 1).all()


def test_three_towns_have_one_wrong_cell_each_in_the_third_round(third: Told) -> None:
    errors = third.store.findings(third.name).query("severity == '错误'")
    found = set(zip(errors["unit"], errors["indicator"], errors["code"], errors["typed"], strict=True))
    assert found == {
        ("双井镇", "A2-04", "R301", "已全部完成"),
        ("黄竹镇", "C3-01", "R401", "138"),
        ("高寨镇", "B1-02", "R309", "612.5"),
    }
    open_towns = third.ranking.loc[third.ranking["low"] < third.ranking["high"], "unit"]
    assert set(open_towns) == {"双井镇", "黄竹镇", "高寨镇"}


def test_one_town_noticed_its_slips_and_sent_its_workbook_again(third: Told) -> None:
    came = third.store.submissions(third.name, current_only=False).query("unit == '柳浦镇'")
    assert came["current"].tolist() == [False, True]
    assert came["submitted_at"].is_monotonic_increasing
    history = third.store.value_history(third.name, "柳浦镇", "C1-03", "covered")
    now, before = history["value"].tolist()
    assert before == 98
    assert now > before


def test_a_town_without_a_task_is_scored_on_the_rest(third: Told) -> None:
    """枫坪镇 has no 圩镇 of its own, 云岭镇 no pigs, 石桥镇 no abandoned land."""
    without = {("枫坪镇", "C2-01"), ("枫坪镇", "C2-02"), ("云岭镇", "A3-01"), ("云岭镇", "E4-01"), ("石桥镇", "A1-03")}
    table = third.towns.table()
    left_out = table[table["state"] == "not_applicable"]
    assert without <= set(zip(left_out["unit"], left_out["indicator"], strict=True))
    points = third.towns.totals().set_index("unit")["points"]
    assert points["枫坪镇"] < points["南塘镇"] == pytest.approx(points.max())
    assert NO_TASK in set(third.town_board.query("unit == '石桥镇'")["state"])


def test_the_overdue_problems_that_a_town_reports_are_those_on_its_list(rounds: Rounds) -> None:
    for one in rounds:
        problems, due = one.store.problems(one.name), pd.Timestamp(one.store.round(one.name).due_on)
        late = problems[problems["due_on"] < due].groupby("town").size()
        reported = one.values.query("indicator == 'B1-04' and input == 'overdue' and status == 'reported'")
        for unit, value in zip(reported["unit"], reported["value"], strict=True):
            assert value == late.get(unit, 0)


def test_some_sixty_problems_of_all_towns_name_village_owner_and_date(rounds: Rounds) -> None:
    listed = pd.concat([one.store.problems(one.name) for one in rounds]).query("responsible_unit != ''")
    known = listed.drop_duplicates(["town", "village", "description"])
    assert 50 <= len(known) <= 70
    assert known["town"].nunique() == 15
    assert known["source"].nunique() == 5
    assert known["due_on"].notna().all()
    assert (known["leader"] != "").all()
    assert 0.3 < known["rigid"].mean() < 0.7


def test_the_towns_think_better_of_themselves_than_their_figures_do(rounds: Rounds) -> None:
    for one in rounds:
        own = one.store.self_scores(one.name)
        table = own.merge(one.towns.table(), on=["unit", "indicator"]).query("score == score and full > 0")
        lost = table[table["score"] < table["full"] - 0.005]
        assert (lost["self_score"] >= lost["score"] - 0.005).all()
        assert (lost["self_score"] > lost["score"] + 0.005).mean() > 0.6
        admitted = lost[lost["loses"].astype(bool)]
        assert len(admitted) > 10
        assert (admitted[["reason", "measure"]] != "").all(axis=None)


def test_the_towns_funds_stay_within_the_county_s(third: Told) -> None:
    funds = third.values.query("input == 'funds'")
    of_towns = funds.query(f"indicator == 'B3-01' and unit != '{COUNTY}'")["value"].sum()
    of_county = funds.query(f"indicator == 'B3-02' and unit == '{COUNTY}'")["value"].item()
    assert 0.9 < of_towns / of_county <= 1


def test_every_visited_village_stands_in_the_roster_and_nothing_strange_is_found(rounds: Rounds) -> None:
    for one in rounds:
        assert not set(one.store.findings(one.name)["code"]) & {"R501", "R505", "R506", "R507", "R511", "R522"}
