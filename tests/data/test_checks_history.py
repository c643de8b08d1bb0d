"""This round beside the last one, this year beside the last: what moves as in no other town is asked about."""

from __future__ import annotations

import pytest

from data.checks import county_findings
from data.checks.unit_slips import unit_slip
from data.findings import Finding
from tests.data.county import OTHERS, OWN, all_towns, codes, county, found
from tests.data.office import ROUND, accepted, standing, upload

BEFORE = all_towns("C1-02 households 1#00")
"""1000 households in the first town, 1100 in the second, and so on."""


def grown(share: float, own: str) -> dict[str, str]:
    """Every town's households grown by that share, but the first town's."""
    sheets = {
        town: f"C1-02 households {round((1000 + 100 * place) * (1 + share))}" for place, town in enumerate(OTHERS, 1)
    }
    return {OWN: own, **sheets}


def own(before: str, now: str) -> list[Finding]:
    """What is found in the first town's form, all other towns being as before."""
    return found(county({**BEFORE, OWN: before}), grown(0, now))[OWN]


def test_a_figure_that_leaves_what_is_usual_is_shown_with_its_history_and_the_others() -> None:
    told = found(county(BEFORE), grown(0.03, "C1-02 households 1800"))
    assert codes(told[OWN]) == ["R701 F2"]
    assert told[OWN][0].message == "“常住农户数”上轮 1000，本轮 1800，增 80%，其他镇一般增 3%。"
    assert told[OWN][0].severity == "警告"
    assert not any(told[town] for town in OTHERS)


def test_the_same_movement_is_no_matter_where_every_town_has_it() -> None:
    assert not found(county(BEFORE), grown(0.8, "C1-02 households 1800"))[OWN]


def test_a_figure_that_stands_still_where_the_others_double_is_asked_about() -> None:
    told = found(county(BEFORE), grown(1, "C1-02 households 1000"))
    assert told[OWN][0].message == "“常住农户数”上轮 1000，本轮 1000，不变，其他镇一般增 100%。"


def test_where_the_towns_scatter_a_wider_movement_is_usual() -> None:
    factors = (0.5, 0.6, 0.8, 1.3, 1.7, 2.0, 2.4)
    drop = {
        town: f"C1-02 households {(1000 + 100 * place) * factors[place - 1]:.0f}"
        for place, town in enumerate(OTHERS, 1)
    }
    assert not found(county(BEFORE), {OWN: "C1-02 households 1900", **drop})[OWN]


@pytest.mark.parametrize(("before", "now", "asked"), [(3, 9, False), (0, 4, False), (3, 60, True), (0, 40, True)])
def test_small_numbers_make_no_noise(before: int, now: int, asked: bool) -> None:
    few = dict.fromkeys(OTHERS, "C1-02 faulty 4")
    store = county({**few, OWN: f"C1-02 faulty {before}"})
    told = found(store, {**few, OWN: f"C1-02 faulty {now}"})
    assert bool(told[OWN]) == asked


def test_with_few_other_towns_only_a_threefold_movement_is_asked_about() -> None:
    store = county({OWN: "C1-02 households 1000"})
    assert not found(store, {OWN: "C1-02 households 2500"})[OWN]
    (told,) = found(store, {OWN: "C1-02 households 4200"})[OWN]
    assert told.message == "“常住农户数”上轮 1000，本轮 4200，是原来的 4.2 倍，变动过大。"


def test_towns_accepted_earlier_in_the_round_say_what_is_usual_too() -> None:
    store = county(BEFORE)
    for town, sheet in grown(0.03, "").items():
        if town != OWN:
            accepted(store, town, sheet, round_name=ROUND)
    (told,) = found(store, {OWN: "C1-02 households 1800"})[OWN]
    assert "其他镇一般增 3%" in told.message


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (10_000, "正好 10 倍"),
        (100_000, "正好 100 倍"),
        (10_000_000, "正好 10000 倍"),
        (100, "正好为 1/10"),
        (10_150, "约 10 倍"),
        (96, "约为 1/10"),
    ],
)
def test_ten_or_ten_thousand_times_the_last_figure_is_called_a_slip_of_the_unit(now: int, words: str) -> None:
    (told,) = own("C1-02 households 1000", f"C1-02 households {now}")
    assert (told.code, told.cell) == ("R702", "F2")
    assert told.message == f"“常住农户数”上轮 1000，本轮 {now}，{words}，可能是单位或小数点写错。"


@pytest.mark.parametrize(("now", "before"), [(30, 10), (0, 10), (10, 0), (1250, 100), (940, 100), (5, 5), (1e9, 10)])
def test_no_other_ratio_is_a_slip_of_the_unit(now: float, before: float) -> None:
    assert unit_slip(now, before) == ""


def test_what_the_figure_would_have_grown_anyhow_does_not_hide_a_slip_of_the_unit() -> None:
    told = found(county(BEFORE), grown(0.2, "C1-02 households 12100"))
    assert "约 10 倍，可能是单位或小数点写错" in told[OWN][0].message
    assert unit_slip(12.1, 1) == ""


def test_where_most_towns_had_nothing_and_have_nothing_that_is_what_is_usual() -> None:
    none = {**dict.fromkeys(OTHERS, "C1-02 faulty 0"), OTHERS[0]: "C1-02 faulty 4"}
    (told,) = found(
        county({**none, OWN: "C1-02 faulty 0"}), {**none, OTHERS[0]: "C1-02 faulty 2", OWN: "C1-02 faulty 37"}
    )[OWN]
    assert told.message == "“未整改到位的问题厕所数”上轮 0，本轮 37，增加 37，其他镇一般不变。"


def test_where_the_others_began_this_round_a_town_that_did_not_is_told_so() -> None:
    before, now = dict.fromkeys(OTHERS, "C1-02 faulty 0"), dict.fromkeys(OTHERS, "C1-02 faulty 90")
    (told,) = found(county({**before, OWN: "C1-02 faulty 0"}), {**now, OWN: "C1-02 faulty 0"})[OWN]
    assert told.message == "“未整改到位的问题厕所数”上轮 0，本轮 0，不变，其他镇一般从无到有。"


def test_a_binary_fraction_is_still_exactly_ten_times() -> None:
    assert unit_slip(0.1 + 0.2, 0.03) == "正好 10 倍"


def test_last_years_figure_is_history_too() -> None:
    sheets = all_towns("D1-02 farms 100 last_year=98", own="D1-02 farms 200 last_year=98")
    told = found(county(), sheets)
    assert codes(told[OWN]) == ["R704 F2"]
    assert told[OWN][0].message.endswith("上年 98，今年 200，增 104.1%，其他镇一般增 2%。")
    slipped = found(county(), {**sheets, OWN: "B1-03 income 9800000 last_year=980"})
    assert codes(slipped[OWN]) == ["R705 F2"]


def test_a_figure_that_is_strange_beside_both_is_asked_about_once() -> None:
    before = all_towns("D1-02 farms 100 last_year=98")
    told = found(county(before), {**before, OWN: "D1-02 farms 500 last_year=98"})
    assert codes(told[OWN]) == ["R701 F2"]


def test_what_has_been_done_does_not_become_less() -> None:
    (told,) = own("C1-04 treated 80 target=90", "C1-04 treated 75 target=90")
    assert (told.code, told.cell) == ("R703", "F2")
    assert told.message == "“已完成生活污水治理的自然村数”是完成数，上轮 80，本轮 75，少了 5。"


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("C1-04 treated 80 target=90", "C1-04 treated 79 target=90"),
        ("C1-02 sanitary 5000", "C1-02 sanitary 4920"),
        ("C1-02 faulty 80", "C1-02 faulty 75"),
        ("C1-02 households 1000", "C1-02 households 950"),
    ],
)
def test_a_recount_by_a_hair_a_base_and_a_count_of_faults_may_fall(before: str, now: str) -> None:
    assert not own(before, now)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("B3-03 shared 0", "B3-03 shared 1"),
        ("C1-02 households 1000", "C1-02 households 不适用"),
        ("C1-02 households 1000", "C1-02 households 未填报"),
        ("C1-02 households 未填报", "C1-02 households 90000"),
        ("C1-01 minor@上坪村 1", "C1-01 minor@上坪村 900"),
    ],
)
def test_answers_gaps_and_visited_villages_have_no_history(before: str, now: str) -> None:
    assert not own(before, now)


def test_a_second_form_of_the_round_is_held_against_the_round_before() -> None:
    store = county(BEFORE)
    accepted(store, OWN, "C1-02 households 9000", round_name=ROUND)
    assert not found(store, grown(0, "C1-02 households 1000"))[OWN]


def test_two_files_of_one_town_are_not_each_others_peers() -> None:
    drop = [*[(OWN, f"C1-02 households {1800 + place}") for place in range(7)], *grown(0, "").items()]
    told = found(county(BEFORE), [(unit, sheet) for unit, sheet in drop if sheet])
    assert codes(told[OWN]) == ["R701 F2"] * 7


def test_a_departments_figure_is_held_against_its_own_last_one() -> None:
    store = county()
    file, read = upload("县统计局", "全县:D2-01 growth 9.6\n全县:D2-01 province_growth 9.9", kind="department")
    store.save_submission("第一轮", read, file.content, "李某")
    _, now = upload("县统计局", "全县:D2-01 growth 96\n全县:D2-01 province_growth 9.9", kind="department")
    ((told,),) = county_findings(standing(store), [now])
    assert "正好 10 倍" in told.message
