"""A scheme written as YAML says what it said before."""

from __future__ import annotations

import dataclasses

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scoring import Scheme, load_scheme, parse_scheme
from scoring.expression import Expression
from scoring.located import Located
from scoring.rule_file import RuleReader
from scoring.rules import KINDS, Rule
from scoring.scheme_text import plain_number, rule_block, scheme_texts
from tests.scoring.any_scheme import Known, examples, first_difference, indicators, rules, schemes

KNOWN = Known(("a", "target.b", "last_year.a"), ("c",))


@pytest.mark.parametrize("code", ["gd2021", "shapes"])
def test_a_scheme_of_ours_written_and_read_again_is_the_same(code: str) -> None:
    scheme = load_scheme(code)
    assert first_difference(scheme, parse_scheme(scheme_texts(scheme))) == ""


@examples(60)
@given(schemes())
def test_any_scheme_written_and_read_again_is_the_same(scheme: Scheme) -> None:
    assert first_difference(scheme, parse_scheme(scheme_texts(scheme))) == ""


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@examples(15)
@given(st.data())
def test_a_rule_of_each_kind_is_read_again_as_it_was_written(kind: type[Rule], data: st.DataObject) -> None:
    indicator = data.draw(indicators("Z-1", kind))
    faults: list[tuple[int, str, str]] = []
    reader = RuleReader(lambda *fault: faults.append(fault), {one.id: one for one in indicator.inputs}, indicator.scope)
    block = located(yaml.safe_load(yaml.safe_dump(rule_block(indicator.rule, indicator.points), sort_keys=False)))
    back = reader.rule(block, 1, indicator.points)
    assert faults == []
    assert first_difference(indicator.rule, back) == ""


def located(block: object) -> object:
    """Plain mappings as the loader has them."""
    if isinstance(block, list):
        return [located(one) for one in block]
    if not isinstance(block, dict):
        return block
    made = Located({key: located(value) for key, value in block.items()})
    made.line, made.lines = 1, dict.fromkeys(made, 1)
    return made


def test_a_deduction_of_0_and_a_lid_of_0_are_said() -> None:
    shapes = load_scheme("shapes")
    free = dataclasses.replace(shapes.indicator("A1-04").rule, deduct=0.0)  # type: ignore[call-arg]
    assert rule_block(free, 10.0)["count"]["deduct"] == 0
    category, *others = shapes.categories
    sub = category.sub_items[0]
    lidded = dataclasses.replace(
        sub.indicators[0],
        inputs=tuple(dataclasses.replace(one, at_most=Expression.parse("0")) for one in sub.indicators[0].inputs),
    )
    changed = dataclasses.replace(sub, indicators=(lidded, *sub.indicators[1:]))
    scheme = dataclasses.replace(shapes, categories=(dataclasses.replace(category, sub_items=(changed,)), *others))
    assert first_difference(scheme, parse_scheme(scheme_texts(scheme))) == ""


def test_points_that_follow_from_the_whole_or_the_parts_are_not_repeated() -> None:
    scheme = load_scheme("gd2021")
    assert "points" not in str(rule_block(scheme.indicator("A1-01").rule, 3.0))
    toilets = rule_block(scheme.indicator("C1-02").rule, 2.0)
    assert set(toilets) == {"sum"}
    assert [part["points"] for one in toilets["sum"] for part in one.values() if isinstance(part, dict)] == [1, 1]


def test_what_is_short_stands_on_one_line() -> None:
    texts = scheme_texts(load_scheme("gd2021"))
    lines = [line for text in texts.values() for line in text.splitlines()]
    assert any(
        line.strip() == "- {id: hamlets, name: 自然村总数, unit: 个, roll_up: sum, hint: 不含已整村搬迁的自然村}"
        for line in lines
    )
    assert list(texts) == ["scheme.yaml", *(f"{number:02d}.yaml" for number in range(1, 7))]


def test_whole_numbers_are_written_without_a_fraction() -> None:
    assert [str(plain_number(one)) for one in (95.0, 0.5, -3.0, 1e20)] == ["95", "0.5", "-3", "1e+20"]


@examples(20)
@given(rules(KNOWN))
def test_what_is_drawn_covers_rules_that_say_themselves_in_words(rule: Rule) -> None:
    assert rule.text(lambda name: name)
