"""A scheme as the YAML files that say the same: :func:`parse_scheme` of them is the scheme again."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from math import isfinite, isinf
from typing import Any

import yaml

from scoring.expression import Condition, Expression
from scoring.item_file import WHOLE_UNITS
from scoring.rule_file import NEEDS
from scoring.rules import Rule
from scoring.scheme import Case, Category, Counted, Grade, Indicator, Innovation, Input, Scheme, SubItem, Veto
from scoring.scheme_file import NO_VETO
from scoring.survey import Surveyed

HEAD = "scheme.yaml"
_BESIDE = ("zero_if", "unless", "not_applicable")
"""Modifiers that stand after the kind instead of among its parameters."""
_LONGEST_LINE = 110
"""How long a mapping or list may be to stand on one line; a text of its own may be longer."""
_LONGEST_ROWS = 70
"""The same for a list of mappings, which is easier to read in rows."""

Block = dict[str, Any]


def scheme_texts(scheme: Scheme) -> dict[str, str]:
    """The scheme's files, name → text: the head, and one file a category in the scheme's order."""
    names = [f"{place:02d}.yaml" for place in range(1, len(scheme.categories) + 1)]
    parts = {name: _text(_category(one)) for name, one in zip(names, scheme.categories, strict=True)}
    return {HEAD: _text({**_head(scheme), "categories": names}), **parts}


# --- blocks -----------------------------------------------------------------------------------------------------------


def _head(scheme: Scheme) -> Block:
    return {
        "scheme": scheme.code, "version": scheme.version, "name": scheme.name, **_said(basis=scheme.basis),
        "declares": {key: plain_number(value) for key, value in scheme.declares.items()},
        "grades": [_grade(one) for one in scheme.grades],
        "veto": _veto(scheme.veto),
        "town_scale": plain_number(scheme.town_scale),
        "ranking": {"tie_break": list(scheme.tie_break)},
        "near": {"share": plain_number(scheme.near_share)},
        **_said(duty=scheme.shares and vars(scheme.shares), innovation=_levels(scheme.innovation)),
        "themes": list(scheme.themes),
        "components": [_indicator(one) for one in scheme.components],
    }  # fmt: skip


def _grade(grade: Grade) -> Block:
    least = {} if isinf(grade.at_least) else {"at_least": plain_number(grade.at_least)}
    return {"name": grade.name, **least, **_said(first=grade.first, full=list(grade.full))}


def _levels(innovation: Innovation | None) -> Block:
    if innovation is None:
        return {}
    levels = {name: plain_number(points) for name, points in innovation.levels}
    return {"component": innovation.component, "levels": levels}


def _veto(veto: Veto) -> Block | str:
    return _said(cap=veto.cap, down=veto.down, bar=veto.bar) or NO_VETO


def _category(category: Category) -> Block:
    return {"code": category.code, "name": category.name, "sub_items": [_sub_item(one) for one in category.sub_items]}


def _sub_item(sub_item: SubItem) -> Block:
    items = [_indicator(one) for one in sub_item.indicators]
    return {"code": sub_item.code, "name": sub_item.name, "indicators": items}


def _indicator(one: Indicator) -> Block:
    return {
        "code": one.code, "name": one.name, "points": plain_number(one.points), **_said(rigid=one.rigid),
        "scope": one.scope, **_said(clause=one.clause, basis=one.basis), "lead": one.lead,
        **_said(support=list(one.support), evidence=list(one.evidence), words=one.words),
        "inputs": [_input(each, one) for each in one.inputs],
        **_said(veto_if=one.veto_if and one.veto_if.text),
        "rule": rule_block(one.rule, one.points),
        **_said(county_rule=one.county_rule and rule_block(one.county_rule, one.points)),
        **_said(cases=[_case(each) for each in one.cases]),
    }  # fmt: skip


def _input(one: Input, indicator: Indicator) -> Block:
    bounded = (one.low, one.high) != (0.0, float("inf"))
    whole = {} if one.whole == (one.unit in WHOLE_UNITS) else {"whole": one.whole}
    used = _used(indicator)
    return {
        "id": one.id, "name": one.name, **_said(unit=one.unit), "roll_up": one.roll_up,
        **_said(scope=one.scope if one.scope != indicator.scope else "", sampled=one.sampled),
        **({} if one.at_most is None else {"at_most": _expression(one.at_most)}),
        **_said(range=[_bound(one.low), _bound(one.high)] if bounded else []), **whole,
        **_said(target=one.asks_target and f"target.{one.id}" not in used),
        **_said(last_year=one.asks_last_year and f"last_year.{one.id}" not in used, hint=one.hint),
        **_said(counted=one.counted and _counted(one.counted), surveyed=one.surveyed and _surveyed(one.surveyed)),
    }  # fmt: skip


def _counted(one: Counted) -> Block:
    narrowed = {key: list(getattr(one, key)) for key in ("source", "severity", "indicator")}
    return {"problems": one.problems, **_said(**narrowed)}


def _surveyed(one: Surveyed) -> Block:
    return {"question": one.question, "part": one.part, **_said(households=list(one.households))}


def _used(indicator: Indicator) -> set[str]:
    """The names that the indicator's rules use: what they compare with is asked for without saying so."""
    nodes = [node for rule in (indicator.rule, indicator.county_rule) if rule for node in rule.walk()]
    return {name for node in nodes for one in node.expressions() for name in one.names}


def _case(case: Case) -> Block:
    bounds = {key: getattr(case, key) for key in ("score", "low", "high")}
    villages, peers = ([_figures(one) for one in rows] for rows in (case.samples, case.peers))
    return {
        **_said(unit="county" if case.county else "", group=case.group),
        **_said(given=_figures(case.given), samples=villages, peers=peers),
        **{key: plain_number(bound) for key, bound in bounds.items() if bound is not None},
        **_said(state=case.state, why=case.why),
    }


def _figures(given: Mapping[str, Any]) -> Block:
    return {name: plain_number(figure) if isinstance(figure, float) else figure for name, figure in given.items()}


# --- rules ------------------------------------------------------------------------------------------------------------


def rule_block(rule: Rule, inherited: float | None) -> Block:
    """The rule as it is written; its points are left out where they follow from ``inherited`` or from the parts."""
    said = dict(_parameters(rule))
    if rule.points != _understood(rule, inherited):
        said["points"] = plain_number(rule.points)
    label = {key: said.pop(key) for key in ("label",) if key in said}
    beside = {key: said.pop(key) for key in _BESIDE if key in said}
    body = said if not rule.bare or set(said) != {rule.bare} else said[rule.bare]
    return {**label, rule.kind: body, **beside}


def _parameters(rule: Rule) -> Iterator[tuple[str, Any]]:
    """What must be said, the points apart."""
    said = said_fields(rule) - {"points"}
    for one in sorted(dataclasses.fields(rule), key=lambda one: one.name != "value"):
        if one.name in said:
            yield one.name, _parameter(getattr(rule, one.name), rule.points, rule.points if rule.parts_share else None)


def _parameter(given: Any, points: float | None, parts: float | None) -> Any:
    """A parameter as it is written; ``points`` is what a rule in it inherits, ``parts`` what those of a list do."""
    if isinstance(given, Rule):
        return rule_block(given, points)
    if isinstance(given, tuple):
        return [rule_block(one, parts) if isinstance(one, Rule) else _record(one, parts) for one in given]
    if isinstance(given, Condition):
        return given.text
    if isinstance(given, Expression):
        return _expression(given)
    return plain_number(given) if isinstance(given, float) else given


def _record(record: Any, points: float | None) -> Block:
    said = said_fields(record)
    names = [one.name for one in dataclasses.fields(record) if one.name in said]
    return {name: _parameter(getattr(record, name), points, None) for name in names}


def said_fields(shape: Any) -> set[str]:
    """The parameters of a rule, or of a row, that must be written: not at their default, or needed by another."""
    given = {one.name: getattr(shape, one.name) for one in dataclasses.fields(shape)}
    other = {one.name for one in dataclasses.fields(shape) if given[one.name] != one.default}
    needs = NEEDS.get(shape.kind, ()) if isinstance(shape, Rule) else ()
    return other | {needed for here, needed in needs if given[here] is not None}


def _understood(rule: Rule, inherited: float | None) -> float | None:
    """The points that the rule has when it says none."""
    if rule.parts_share or not hasattr(rule, "of"):
        return inherited
    return round(sum(part.points for part in rule.parts()), 9)


# --- scalars ----------------------------------------------------------------------------------------------------------


def plain_number(number: float) -> float | int:
    """The number without a needless fraction: 95 for 95.0."""
    return int(number) if isfinite(number) and number == int(number) and abs(number) < 1e15 else number


def number_in(text: str) -> float | int | None:
    """The number that is written exactly so; None for «95.0» or «x / 2», which are other texts."""
    for convert in (int, float):
        try:
            number = convert(text)
        except ValueError:
            continue
        if str(number) == text:
            return number
    return None


def _expression(one: Expression) -> Any:
    number = number_in(one.text)
    return one.text if number is None or not isfinite(number) else number


def _bound(number: float) -> float | int | None:
    return None if isinf(number) else plain_number(number)


def _said(**given: Any) -> Block:
    """What is not blank."""
    return {key: value for key, value in given.items() if value}


# --- the layout -------------------------------------------------------------------------------------------------------


class _Dumper(yaml.SafeDumper):
    """Puts what is short on one line, and everything else in blocks."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def serialize(self, node: yaml.Node) -> None:
        _lay_out(node)
        super().serialize(node)


def _text(block: Block) -> str:
    text: str = yaml.dump(block, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
    return text


def _lay_out(node: yaml.Node) -> int:
    """Choose the style of the node and of all in it; how long it is on one line."""
    if not isinstance(node, yaml.CollectionNode):
        return len(node.value) + (_LONGEST_LINE if "\n" in node.value else 2)
    parts = node.value if isinstance(node, yaml.SequenceNode) else [one for pair in node.value for one in pair]
    length = sum(_lay_out(one) for one in parts) + 2
    rows = isinstance(node, yaml.SequenceNode) and any(isinstance(one, yaml.MappingNode) for one in parts)
    node.flow_style = length <= (_LONGEST_ROWS if rows else _LONGEST_LINE)
    return length if node.flow_style else length + _LONGEST_LINE
