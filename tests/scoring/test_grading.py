"""Grades: inclusive bounds, what a veto leaves of them, and what is said while figures are missing."""

from __future__ import annotations

import pytest

from scoring.grading import Verdict, capped, grade_of, verdict
from tests.scoring.tiny import Figures, card_of, tiny


def verdict_of(judged: float | None, found: float | None, *changes: tuple[str, str]) -> Verdict:
    return verdict(card_of({"石桥镇": (judged, found)}, scheme=tiny(*changes)))


@pytest.mark.parametrize(
    ("total", "name"),
    [(100, "优秀"), (90, "优秀"), (89.999999, "良好"), (80, "良好"), (79.999999, "一般"), (0, "一般"),
     (29.999999999999996 * 3, "优秀"), (0.1 + 0.2 + 79.7, "良好")],
)  # fmt: skip
def test_the_bound_of_a_grade_belongs_to_the_better_grade_and_noise_does_not_move_it(total: float, name: str) -> None:
    assert grade_of(tiny(), total).name == name


@pytest.mark.parametrize(("before", "after"), [("优秀", "良好"), ("良好", "良好"), ("一般", "一般")])
def test_a_veto_lowers_to_the_cap_and_never_raises(before: str, after: str) -> None:
    grade = next(one for one in tiny().grades if one.name == before)
    assert capped(tiny(), grade, vetoed=True).name == after
    assert capped(tiny(), grade, vetoed=False).name == before


def test_full_rigid_points_keep_the_grade_by_points() -> None:
    found = verdict_of(85, 0)
    assert (found.grade_by_points, found.grade_final, found.vetoed, found.to_top) == ("优秀", "优秀", (), 0)
    assert found.sentence == "得 95.00 分，按分值为优秀；刚性指标全部满分。"


def test_one_deducted_point_on_a_rigid_item_costs_the_top_grade_although_the_points_are_there() -> None:
    found = verdict_of(85, 1)
    assert (found.low, found.grade_by_points, found.grade_final, found.vetoed) == (94, "优秀", "良好", ("T1-02",))
    assert found.sentence == "得 94.00 分，按分值为优秀；刚性 1 项已扣分，优秀被否决，等次降为良好。"


def test_a_hundredth_of_a_point_is_a_deduction_too() -> None:
    assert verdict_of(90, 0.01).vetoed == ("T1-02",)
    assert verdict_of(90, 0.01).grade_final == "良好"


def test_a_veto_is_said_even_where_the_points_fall_short_anyway() -> None:
    found = verdict_of(71, 1)
    assert (found.grade_by_points, found.grade_final) == ("良好", "良好")
    assert found.sentence == "得 80.00 分，距优秀还差 10.00 分；刚性 1 项已扣分，优秀被否决。"


def test_what_is_lacking_to_the_top_grade_is_said_to_two_decimals() -> None:
    assert verdict_of(77.6, 0).to_top == pytest.approx(2.4)
    assert "距优秀还差 2.40 分" in verdict_of(77.6, 0).sentence


def test_an_unreported_rigid_figure_is_no_veto_yet_but_may_become_one() -> None:
    found = verdict_of(90, None)
    assert (found.vetoed, found.unclear) == ((), ("T1-02",))
    assert (found.low, found.high) == (90, 100)
    assert (found.grade_low, found.grade_high) == ("良好", "优秀")
    assert not found.settled


def test_an_unreported_plain_figure_opens_the_total_but_no_veto() -> None:
    found = verdict_of(None, 0)
    assert (found.low, found.high, found.grade_low, found.grade_high) == (10, 100, "一般", "优秀")
    assert (found.vetoed, found.unclear) == ((), ())


def test_a_certain_loss_is_a_veto_although_other_figures_are_missing() -> None:
    found = verdict_of(None, 2)
    assert (found.vetoed, found.grade_high) == (("T1-02",), "良好")


def test_an_item_without_task_can_neither_veto_nor_be_unclear() -> None:
    table = card_of({"石桥镇": (90, 0)})
    assert verdict(table).vetoed == ()


def test_a_settled_total_has_the_same_grade_at_both_ends() -> None:
    found = verdict_of(80, 0)
    assert found.settled
    assert found.grade_low == found.grade_high == found.grade_final == "优秀"


def test_a_scheme_may_have_four_grades_and_another_cap() -> None:
    four = (
        ("  - {name: 良好, at_least: 80}\n", "  - {name: 良好, at_least: 75}\n  - {name: 合格, at_least: 60}\n"),
        ("veto: {cap: 良好}", "veto: {cap: 合格}"),
    )
    assert verdict_of(70, 0, *four).grade_final == "良好"
    assert verdict_of(90, 5, *four).grade_final == "合格"
    assert verdict_of(20, 5, *four).grade_final == "一般"


def test_nothing_reported_has_no_grade_to_speak_of_yet() -> None:
    towns: dict[str, Figures] = {"石桥镇": (None, None)}
    found = verdict(card_of(towns))
    assert (found.low, found.high) == (0, 100)
    assert found.sentence == "尚无可计分的数据，请先导入各镇填报表。"


def test_the_sentence_counts_what_waits_as_the_lights_do_where_it_is_told() -> None:
    card = card_of({"石桥镇": (90, None)})
    assert "另有 2 项待核" in verdict(card, waiting=2).sentence
    assert "另有" not in verdict(card, waiting=0).sentence
    assert "另有 1 项数据未齐" in verdict(card).sentence


def test_a_quota_goes_by_the_ranking_unless_a_place_is_given() -> None:
    quota = tiny(("{name: 优秀, at_least: 90}", "{name: 优秀, first: 1}"), ("veto: {cap: 良好}", "veto: 无"))
    card = card_of({"甲": (80, 0), "乙": (90, 0), "丙": (85, 0)}, scheme=quota)
    assert [verdict(card, row).grade_final for row in range(3)] == ["良好", "优秀", "良好"]
    assert verdict(card, 0, place=1).grade_final == "优秀"
    assert verdict(card, 1, place=0).grade_final == "良好", "no place, no quota"
