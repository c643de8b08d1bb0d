"""Ranks: competition ranking from stored precision, ties broken only by what the scheme writes, open places."""

from __future__ import annotations

import itertools
import random
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.ranking import competition_rank, ranking
from scoring.rounding import half_up
from tests.scoring.figures import examples
from tests.scoring.tiny import Figures, card_of, tiny

NO_TIE_BREAK = (("[rigid, open_problems]", "[]"),)


def ranks(towns: dict[str, Figures], **more: object) -> dict[str, int]:
    return ranking(card_of(towns), **more).set_index("unit")["rank"].to_dict()  # type: ignore[arg-type]


def test_two_firsts_are_followed_by_a_third() -> None:
    assert ranks({"甲": (80, 0), "乙": (80, 0), "丙": (70, 0)}) == {"甲": 1, "乙": 1, "丙": 3}


def test_three_seconds_are_followed_by_a_fifth() -> None:
    towns: dict[str, Figures] = {"甲": (80, 0), "乙": (70, 0), "丙": (70, 0), "丁": (70, 0), "戊": (60, 0)}
    assert list(ranks(towns).values()) == [1, 2, 2, 2, 5]


def test_those_who_share_a_place_are_said_to_be_tied() -> None:
    table = ranking(card_of({"甲": (80, 0), "乙": (80, 0), "丙": (70, 0)})).set_index("unit")
    assert table["tied"].to_dict() == {"甲": True, "乙": True, "丙": False}


def test_of_equal_totals_the_one_that_lost_no_rigid_point_stands_first() -> None:
    assert ranks({"甲": (80, 1), "乙": (79, 0)}) == {"甲": 2, "乙": 1}


def test_then_the_one_with_fewer_open_problems_stands_first() -> None:
    towns: dict[str, Figures] = {"甲": (80, 1), "乙": (79, 0), "丙": (79, 0)}
    assert ranks(towns, open_problems=pd.Series({"乙": 3, "丙": 2})) == {"甲": 3, "乙": 2, "丙": 1}


def test_a_town_without_listed_problems_has_none() -> None:
    assert ranks({"甲": (79, 0), "乙": (79, 0)}, open_problems=pd.Series({"乙": 1})) == {"甲": 1, "乙": 2}


def test_nothing_breaks_a_tie_that_the_scheme_does_not_write() -> None:
    card = card_of({"甲": (80, 1), "乙": (79, 0)}, scheme=tiny(*NO_TIE_BREAK))
    table = ranking(card, open_problems=pd.Series({"甲": 5})).set_index("unit")
    assert table["rank"].to_dict() == {"甲": 1, "乙": 1}


def test_ranks_come_from_the_stored_precision_not_from_two_decimals() -> None:
    assert ranks({"甲": (80.001, 0), "乙": (80.004, 0), "丙": (80.002, 0)}) == {"甲": 3, "乙": 1, "丙": 2}


def test_binary_noise_is_no_difference() -> None:
    assert ranks({"甲": (0.1 + 0.2, 0), "乙": (0.3, 0)}) == {"甲": 1, "乙": 1}


def test_each_group_has_its_own_ranks() -> None:
    towns: dict[str, Figures] = {"甲": (80, 0), "乙": (70, 0), "丙": (60, 0), "丁": (60, 0)}
    table = ranking(card_of(towns, {"甲": "圩镇", "乙": "山区镇", "丙": "圩镇", "丁": "山区镇"})).set_index("unit")
    assert table["rank"].to_dict() == {"甲": 1, "乙": 2, "丙": 3, "丁": 3}
    assert table["group_rank"].to_dict() == {"甲": 1, "丙": 2, "乙": 1, "丁": 2}


def test_a_town_with_open_figures_is_ranked_by_what_is_certain_and_shown_with_its_places() -> None:
    table = ranking(card_of({"甲": (80, 0), "乙": (None, 0), "丙": (70, 0)})).set_index("unit")
    assert table.loc["乙", ["rank", "rank_best", "rank_worst"]].tolist() == [3, 1, 3]
    assert table.loc["甲", ["rank", "rank_best", "rank_worst"]].tolist() == [1, 1, 2]
    assert table.loc["丙", ["rank", "rank_best", "rank_worst"]].tolist() == [2, 2, 3]
    assert table.loc["乙", "completeness"] == pytest.approx(0.1)
    assert pd.isna(table.loc["乙", "score"])


def test_nobody_moves_up_by_leaving_a_figure_out() -> None:
    reported = ranks({"甲": (10, 0), "乙": (20, 0)})["甲"]
    assert ranks({"甲": (None, 0), "乙": (20, 0)})["甲"] >= reported


def test_the_change_since_the_round_before_counts_upwards() -> None:
    before = ranking(card_of({"甲": (60, 0), "乙": (70, 0)}))
    after = ranking(card_of({"甲": (80, 0), "乙": (70, 0), "丙": (1, 0)}), previous=before).set_index("unit")
    assert after["rank_change"].to_dict()["甲"] == 1
    assert after["rank_change"].to_dict()["乙"] == -1
    assert after["score_change"].to_dict()["甲"] == 20
    assert pd.isna(after["rank_change"]["丙"]), "a town that was not there has no change"


@pytest.mark.parametrize("silent", ["before", "after"])
def test_a_town_that_reported_nothing_in_one_of_the_rounds_has_neither_risen_nor_fallen(silent: str) -> None:
    told: dict[str, Figures] = {"甲": (60, 0), "乙": (70, 0)}
    quiet: dict[str, Figures] = {"甲": (None, None), "乙": (70, 0)}
    before, after = (quiet, told) if silent == "before" else (told, quiet)
    table = ranking(card_of(after), previous=ranking(card_of(before))).set_index("unit")
    moved = table[["previous_rank", "previous_group_rank", "rank_change", "score_change"]]
    assert moved.loc["甲"].isna().all() and moved.loc["乙"].notna().all()


def test_the_printed_change_is_the_difference_of_the_printed_totals() -> None:
    before = ranking(card_of({"甲": (60.004, 0)}))
    after = ranking(card_of({"甲": (80.006, 0)}), previous=before)
    assert (half_up(before["low"][0]), half_up(after["low"][0])) == (Decimal("70.00"), Decimal("90.01"))
    assert after["score_change"][0] == 20.01, "not 20.00, which the bare difference of 20.002 rounds to"


def test_a_county_without_towns_has_an_empty_ranking() -> None:
    assert ranking(card_of({})).empty


POSSIBLE = {"judged": (0.0, 30.0, 60.0, 90.0), "found": (0.0, 3.0, 10.0)}


@examples(25)
@given(st.integers(0, 2**32 - 1))
def test_the_places_a_town_may_take_hold_for_every_filling_of_every_gap(seed: int) -> None:
    chance = random.Random(seed)
    towns = {name: _drawn(chance) for name in "甲乙丙丁"}
    groups = {name: chance.choice(["圩镇", "山区镇"]) for name in towns}
    problems = pd.Series({name: chance.randint(0, 2) for name in towns})
    open_table = ranking(card_of(towns, groups), open_problems=problems).set_index("unit")
    for filling in _fillings(chance, towns):
        table = ranking(card_of(filling, groups), open_problems=problems).set_index("unit").loc[list(towns)]
        for place in ("rank", "group_rank"):
            bounds = open_table.loc[list(towns), [f"{place}_best", f"{place}_worst"]]
            inside = (table[place] >= bounds[f"{place}_best"]) & (table[place] <= bounds[f"{place}_worst"])
            assert inside.all(), (towns, filling, problems.to_dict(), bounds, table[place])


def _drawn(chance: random.Random) -> Figures:
    judged = chance.choice([None, *POSSIBLE["judged"], 80.0])
    return judged, chance.choice([None, *POSSIBLE["found"]])


def _fillings(chance: random.Random, towns: dict[str, Figures]) -> list[dict[str, Figures]]:
    ways = [
        [(judged, found) for judged in _ways("judged", figures[0]) for found in _ways("found", figures[1])]
        for figures in towns.values()
    ]
    every = list(itertools.islice(itertools.product(*ways), 5000))
    return [dict(zip(towns, one, strict=True)) for one in chance.sample(every, min(len(every), 12))]


def _ways(asked: str, figure: float | None) -> tuple[float, ...]:
    return POSSIBLE[asked] if figure is None else (figure,)


@examples(50)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=12))
def test_a_rank_is_one_more_than_the_number_of_better_units(keys: list[tuple[int, int]]) -> None:
    columns = [pd.Series(column, dtype=float).to_numpy() for column in zip(*keys, strict=True)]
    assert competition_rank(columns).tolist() == [1 + sum(other > mine for other in keys) for mine in keys]
