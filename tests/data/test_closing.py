"""销号预告: what closing a problem would do is said before it is done, and why where it does nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.closing import closing_effect, settled_words
from data.diagnosis import Diagnosis
from data.freezing import Freezer
from data.problem_book import ProblemBook
from data.store import Correction, Counting, Store
from scoring.scheme_file import parse_scheme, scheme_path
from tests.data.office import EARLIER, ROUND, scheme
from tests.data.test_counted_figures import FIGURE, LATE, store_with
from tests.data.test_problem_book import AT


def effect(store: Store, number: int = 1) -> str:
    problem = next(one for one in ProblemBook(store).all() if one.id == number)
    return closing_effect(Diagnosis.of(store, scheme(), ROUND), problem)


def test_the_last_overdue_problem_says_which_veto_it_lifts_and_how_many_are_left() -> None:
    said = effect(store_with(LATE))
    assert said.startswith("全县 +25.00 分（75.00 → 100.00）；石桥镇 +")
    assert "刚性 B1-04 不再扣分；全县否决项 1 → 0；全县等次一般 → 优秀" in said


def test_one_of_several_says_what_it_brings_and_that_the_item_still_loses() -> None:
    said = effect(store_with(LATE, LATE))
    assert "全县 +25.00 分（50.00 → 75.00）" in said
    assert "不再扣分" not in said and "否决项" not in said
    both = effect(store_with(LATE, {**LATE, "town": "云岭镇"}))
    assert "石桥镇的刚性 B1-04 不再扣分，全县仍在扣分" in both


def test_what_it_brings_is_what_the_hall_gets_by_subtracting_the_two_totals_it_reads() -> None:
    store = store_with(*[LATE] * 3, beside="\nB2-01 lapses 5")
    assert "全县 +16.66 分（16.67 → 33.33）" in effect(store), "of 0.5 of 3 points, which is 16.67 by itself"


STILL: dict[str, tuple[list[dict[str, Any]], str]] = {
    "due on the day itself": ([{**LATE, "due_on": date(2026, 3, 20)}], "（3月20日）没有逾期，不计入 B1-04"),
    "due later": ([{**LATE, "due_on": date(2026, 3, 21)}], "整改时限3月21日"),
    "of another source": ([{**LATE, "source": "群众反映"}], "来源“群众反映”的问题不计入 B1-04"),
    "one of too many": ([LATE] * 5, "由 5 变为 4，得分不变"),
}


@pytest.mark.parametrize("name", STILL)
def test_what_moves_no_score_says_why(name: str) -> None:
    problems, why = STILL[name]
    said = effect(store_with(*problems))
    assert said.startswith("对得分没有影响：")
    assert why in said


def test_a_figure_of_the_county_as_a_whole_is_counted_over_all_towns() -> None:
    files = {one.name: one.read_text("utf-8") for one in scheme_path("gd2021").glob("*.yaml")}
    before, cut, after = files["b.yaml"].partition("      - code: B1-04")
    whole = parse_scheme(files | {"b.yaml": before + cut + after.replace("scope: town", "scope: county", 1)})
    store = store_with(*[LATE] * 5, {**LATE, "town": "云岭镇"})
    problem = ProblemBook(store).all()[0]
    assert "由 6 变为 5，得分不变" in closing_effect(Diagnosis.of(store, whole, ROUND), problem)


def test_a_figure_that_the_office_has_put_right_does_not_follow_the_list() -> None:
    store = store_with(LATE)
    store.correct(ROUND, Correction(*FIGURE, 2.0, "reported", "2"), "复核", Counting("自报", "reported", 3.0), "王某")
    assert "采用的是更正的数，不随清单变" in effect(store)


def test_a_problem_that_hangs_on_a_rigid_item_says_what_is_left_there() -> None:
    store = store_with({**LATE, "source": "群众反映"}, {**LATE, "source": "群众反映"})
    assert "刚性 B1-02 还有 1 个未销号问题" in effect(store)


def test_a_round_that_no_longer_follows_the_ledger_says_so() -> None:
    store = store_with(LATE)
    assert settled_words(store.round(ROUND), store.rounds()) == ""
    assert settled_words(store.round(EARLIER), store.rounds()) == "", "the next round was opened on no known day"
    store.set_round_dates(ROUND, opened_on=AT.date())
    assert f"得分看{ROUND}" in settled_words(store.round(EARLIER), store.rounds())
    Freezer(store).freeze(lambda: Diagnosis.of(store, scheme(), ROUND), "张工")
    assert "已封存" in settled_words(store.round(ROUND), store.rounds())
