"""How the page speaks of an item: its name, its rule, its figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from data.scheme_book.rule_rows import wording
from scoring import Indicator, Scheme
from scoring.rules import Rule
from scoring.rules.reader import RATES
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
    return _yes_said(one, f"{_in_words(one, one.rule)}{whole}{veto}。")


def _in_words(one: Indicator, rule: Rule) -> str:
    return rule.text(lambda name: wording(one, name))


def _yes_said(one: Indicator, text: str) -> str:
    """«是否被曝光为“是”» for «是否被曝光 ≥ 1»."""
    for asked in one.inputs:
        if asked.yes_no:
            text = re.sub(f"{re.escape(asked.name)} (≥|=) 1(?![0-9.]) ?", f"{asked.name}为“是”", text)
    return text


def figures(one: Indicator, given: Mapping[str, Any]) -> str:
    """The figures of a worked case: «未整改座数 4，年度目标任务 10»."""
    return "，".join(f"{wording(one, name)} {_figure(one, name, figure)}" for name, figure in given.items())


def _figure(one: Indicator, name: str, figure: Any) -> str:
    """One figure with its unit."""
    asked = next((each for each in one.inputs if each.id == name.rpartition(".")[2]), None)
    if figure is None or isinstance(figure, str):
        return figure or "未填报"
    if asked is not None and asked.yes_no and figure in (0, 1):
        return "是" if figure else "否"
    unit = asked.unit if asked is not None and not asked.yes_no else ""
    return f"{plain(float(figure), 9)}{'' if unit in RATES else ' '}{unit}".strip()
