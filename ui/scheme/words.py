"""How the page speaks of an item: its name, its rule, its figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.scheme_book.names import Names
from data.scheme_book.rule_rows import wording
from scoring import Indicator, Scheme
from scoring.rules import Rule
from ui.labels import plain


def all_items(scheme: Scheme) -> tuple[Indicator, ...]:
    """The items and the components, in the scheme's order."""
    return (*scheme.indicators, *scheme.components)


def called(one: Indicator) -> str:
    """«C1-02 农村户厕公厕建设管护与问题厕所整改»."""
    return f"{one.code} {one.name}"


def worth(one: Indicator) -> str:
    """«2 分», «2 分，刚性»."""
    return f"{plain(one.points)} 分{'，刚性' if one.rigid else ''}"


def told(one: Indicator) -> str:
    """The rule as the program understands it, in words."""
    whole = f"；全县另按：{_in_words(one, one.county_rule)}" if one.county_rule else ""
    veto = f"；{one.veto_if.words(lambda name: wording(one, name))} 的一票否优" if one.veto_if else ""
    return f"{_in_words(one, one.rule)}{whole}{veto}。"


def _in_words(one: Indicator, rule: Rule) -> str:
    return rule.text(lambda name: wording(one, name))


def figures(one: Indicator, given: Mapping[str, Any]) -> str:
    """The figures of a worked case: «未整改座数＝4；…»."""
    return Names(one.inputs).shown_figures(given).replace("=", "＝")
