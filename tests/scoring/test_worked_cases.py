"""The worked cases beside the rules of the default scheme: all hold, and they stand at every line that matters."""

from __future__ import annotations

from collections import Counter

import pytest

from scoring import Indicator
from scoring.cases import work
from scoring.scheme import Case
from tests.scoring.figures import default_scheme

SCHEME = default_scheme()
EVERY = (*SCHEME.indicators, *SCHEME.components)
EXAMPLE = "方案示例"


@pytest.mark.parametrize("indicator", EVERY, ids=lambda one: one.code)
def test_every_worked_case_of_an_item_holds(indicator: Indicator) -> None:
    wrong = [
        f"第 {one.line} 行：{found.wrong}" for one in indicator.cases if (found := work(SCHEME, indicator, one)).wrong
    ]
    assert wrong == []


@pytest.mark.parametrize("indicator", SCHEME.indicators, ids=lambda one: one.code)
def test_each_of_the_sixty_three_items_has_the_example_that_the_scheme_prints(indicator: Indicator) -> None:
    assert any(one.why.startswith(EXAMPLE) for one in indicator.cases)


@pytest.mark.parametrize("indicator", EVERY, ids=lambda one: one.code)
def test_an_item_s_cases_show_full_marks_and_a_loss_and_what_is_unreported(indicator: Indicator) -> None:
    scores = [one.score for one in indicator.cases if one.score is not None]
    assert max(scores) == indicator.points, "full marks"
    assert min(scores) < indicator.points, "a loss"
    assert any(one.low is not None for one in indicator.cases), "a gap"


@pytest.mark.parametrize("indicator", SCHEME.indicators, ids=lambda one: one.code)
def test_an_item_s_cases_stand_at_its_line_and_on_its_bad_side(indicator: Indicator) -> None:
    """Beside the printed example: a case exactly on the line, one that just misses it."""
    scored = [one for one in indicator.cases if one.score is not None and one.state != "not_applicable"]
    assert any(one.score == indicator.points for one in scored)
    assert len({one.score for one in scored}) >= 2
    assert len(scored) >= 3


def test_a_case_says_why_it_is_there_and_no_two_of_an_item_say_the_same() -> None:
    for indicator in EVERY:
        whys = Counter(one.why for one in indicator.cases)
        assert "" not in whys, indicator.code
        repeated = [why for why, times in whys.items() if times > 1 and indicator.code != "B1-02"]
        assert repeated == [], indicator.code


def test_a_case_that_does_not_hold_is_said_to_be_wrong() -> None:
    """Keeps the tests above honest."""
    indicator = SCHEME.indicator("A1-01")
    given = {"sown": 9600, "target.sown": 10000}
    assert work(SCHEME, indicator, Case(given, score=0.6)).wrong == ""
    assert work(SCHEME, indicator, Case(given, score=0.600001)).wrong
    assert work(SCHEME, indicator, Case(given, score=0.6, state="unreported")).wrong
    assert work(SCHEME, indicator, Case(given)).wrong
    assert work(SCHEME, indicator, Case({**given, "sown": None}, low=0, high=2)).wrong


def test_the_counts_and_sums_of_the_scheme_are_the_given_ones() -> None:
    assert (len(SCHEME.categories), sum(len(one.sub_items) for one in SCHEME.categories)) == (6, 21)
    assert (len(SCHEME.indicators), len(SCHEME.rigid)) == (63, 19)
    assert sum(one.points for one in SCHEME.rigid) == pytest.approx(44)
    assert (SCHEME.quantitative, SCHEME.total) == (80, 100)
    assert sum(one.scope == "town" for one in SCHEME.indicators) == 49
    assert {one.rigid for one in SCHEME.rigid} == set(SCHEME.themes)
