"""Schemes broken at random are refused with every fault at its place, or they are whole enough to be scored."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Scheme, SchemeError, parse_scheme, score, score_county
from scoring.grading import verdict
from scoring.levers import levers
from scoring.lint import lint_scheme
from scoring.located import Located
from scoring.ranking import ranking
from scoring.scheme_file import parse_blocks
from tests.scoring.any_scheme import examples
from tests.scoring.breaking import Block, broken, schemes_of_ours, text_of
from tests.scoring.random_figures import roster, rows_of, table, town, truthful, with_gaps
from tests.scoring.test_scheme_faults import faults_of, planted
from tests.scoring.tiny import TEXT

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")
SIGNS = "{}[]:-,#&*!|>'\"%@ \n\t甲1.<\u2028\ufeff"
LONGEST = 3000
"""So long a fault may be, place and remedy included: it quotes what is wrong, it does not repeat it."""


def refused_or_scored(text: str) -> None:
    """Either every fault has its place and its remedy, or the scheme scores a round and can tell of it."""
    try:
        scheme = parse_scheme({"scheme.yaml": text})
    except SchemeError as error:
        assert error.faults
        for fault in error.faults:
            assert fault.file == "scheme.yaml"
            assert 0 <= fault.line <= text.count("\n") + 1
            assert fault.message
            assert fault.remedy
            assert len(str(fault)) <= LONGEST
        str(error).encode()
    else:
        scored(scheme)


def scored(scheme: Scheme) -> None:
    """A round by the scheme: worst and best are numbers in order, and everything can be told."""
    chance = random.Random(0)
    items = (*scheme.indicators, *scheme.components)
    rows = (
        row
        for item in items
        for place in range(2)
        for row in rows_of(item, town(place), with_gaps(chance, truthful(chance, item), 0.2), "圩镇")
    )
    values = table(rows)
    for card in (score(scheme, values, roster(3)), score_county(scheme, values, roster(3))):
        assert np.isfinite([card.low, card.high, card.full]).all()
        assert (card.low <= card.high).all()
        assert all(card.reasons())
        for told in (levers, ranking, verdict):
            told(card)
    assert all(fault.message and fault.remedy for fault in lint_scheme(scheme))


@examples(60)
@given(schemes_of_ours())
def test_what_is_broken_was_whole_before(block: Block) -> None:
    scored(parse_scheme({"scheme.yaml": text_of(block)}))


@examples(400)
@given(broken())
def test_a_broken_scheme_is_refused_in_words_or_can_be_scored(block: Block) -> None:
    refused_or_scored(text_of(block))


@examples(150)
@given(broken(), st.data())
def test_a_file_with_signs_missing_or_out_of_place_is_refused_in_words_or_can_be_scored(
    block: Block, data: st.DataObject
) -> None:
    text = text_of(block)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 3))
        text = (
            text[:place]
            + data.draw(st.text("{}[]:-,#&*!|>'\"%@ \n\t甲1.<\u2028\ufeff", max_size=2))
            + text[place + cut :]
        )
    refused_or_scored(text)


@examples(150)
@given(broken())
def test_blocks_that_come_from_elsewhere_are_refused_in_words_or_can_be_scored(block: Block) -> None:
    try:
        scheme = parse_blocks(located(block), "scheme.yaml")
    except SchemeError as error:
        assert all(one.message and one.remedy for one in error.faults)
    else:
        scored(scheme)


def located(block: Any) -> Any:
    """The block as a reader of files gives it, each mapping on a line of its own."""
    if isinstance(block, dict):
        found = Located({key: located(one) for key, one in block.items()})
        found.line, found.lines = 1, dict.fromkeys(block, 1)
        return found
    return [located(one) for one in block] if isinstance(block, list) else block


# --- too much of it ---------------------------------------------------------------------------------------------------

RULE = "{count: {value: found, deduct: 1}}"
INPUT = "              - {id: judged"
INPUTS = "".join(f"              - {{id: x{n}, name: 户数}}\n" for n in range(20_000))
LONG = f"{{count: {{value: {'found + ' * 50_000}found, deduct: 1}}}}"
NESTED = f"{{count: {{value: {'(' * 140}found{')' * 140}, deduct: 1}}}}"
BOMB = "scheme: tiny\na0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
ENORMOUS = {
    "figures without end": (INPUT, INPUTS + INPUT, "超过 200 个"),
    "a number without end": ("points: 90\n", f"points: {'9' * 100_000}\n", "无法读成数字"),
    "a text without end": ("name: 日常工作", f"name: {'工' * 500_000}", "超过 20000 个字符"),
    "an expression without end": (RULE, LONG, "超过 300 个字符"),
    "brackets without end": ("name: 日常工作", f"name: {'[' * 100_000}", "嵌套超过 40 层"),
    "brackets in an expression": (RULE, NESTED, "嵌套过深"),
    "rules inside of rules": (RULE, "{best_of: [" * 15 + RULE + "]}" * 15, "嵌套超过 8 层"),
    "aliases of aliases": ("scheme: tiny\n", BOMB, "锚点和引用"),
    "a file without end": ("scheme: tiny", f"scheme: tiny\n#{'长' * 2_000_000}", "超过 2000000 个字符"),
}


@pytest.mark.parametrize("name", ENORMOUS)
def test_too_much_of_anything_is_refused_before_it_costs_anything(name: str) -> None:
    old, new, said = ENORMOUS[name]
    found = faults_of(planted(old, new))
    assert any(said in one.message for one in found), [str(one)[:200] for one in found]


def test_many_parts_are_only_many_parts() -> None:
    parts = ", ".join("{count: {value: found, deduct: 1, points: 0.01}}" for _ in range(1000))
    scored(parse_scheme({"scheme.yaml": TEXT.replace(RULE, f"{{sum: [{parts}]}}")}))
