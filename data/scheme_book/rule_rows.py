"""A rule as rows of the sheet 规则: one a node, then the rows of its tables, then its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from data.reading.text import typed
from data.scheme_book.kinds import Parameter, Slot, parameters, shape_name, slots
from data.scheme_book.listed import quoted
from data.scheme_book.names import Names
from data.scheme_book.words import NO, OTHERWISE, YES
from scoring.expression import Condition, Expression
from scoring.rules import Rule
from scoring.scheme import Indicator
from scoring.scheme_text import number_in, plain_number, said_fields

Typed = str | float | int | None

_SHOWN_ALWAYS = frozenset({"points", "score", "better", "best", "steps", "within", "combine"})
"""What is written even where it is what would be meant without."""


@dataclass(frozen=True)
class RuleRow:
    """One row: its node's number, its shape, what stands in the parameter columns by heading, and the rule in words."""

    node: str
    shape: str
    cells: Mapping[str, Typed] = field(default_factory=dict)
    told: str = ""


def rule_rows(rule: Rule, indicator: Indicator) -> Iterator[RuleRow]:
    """The rows of the whole rule, the root first."""
    names = Names(indicator.inputs)
    yield from _node("1", rule, {}, names, indicator)


def _node(number: str, rule: Rule, given: Mapping[str, Typed], names: Names, indicator: Indicator) -> Iterator[RuleRow]:
    told = rule.text(lambda name: wording(indicator, name))
    yield RuleRow(number, shape_name(type(rule)), {**given, **_cells(rule, names)}, told)
    for slot in slots(type(rule)):
        if not slot.holds_rule:
            for record in getattr(rule, slot.field):
                yield RuleRow(number, shape_name(type(record)), _cells(record, names))
    for place, (part, beside) in enumerate(_parts(rule, names), 1):
        yield from _node(f"{number}.{place}", part, beside, names, indicator)


def _parts(rule: Rule, names: Names) -> Iterator[tuple[Rule, Mapping[str, Typed]]]:
    """The parts in the order of the rule, each with what the parent says of it (weight, case, group)."""
    for slot in slots(type(rule)):
        held = getattr(rule, slot.field)
        if slot.holds_rule and held is not None:
            for one in held if slot.many else (held,):
                yield _part(one, slot, rule, names)


def _part(one: Any, slot: Slot, parent: Rule, names: Names) -> tuple[Rule, Mapping[str, Typed]]:
    if slot.record is not None:
        return one.rule, _cells(one, names, escape=True)
    return one, dict.fromkeys(chosen_by(type(parent)), OTHERWISE)


def chosen_by(kind: Any) -> tuple[str, ...]:
    """The headings by which a kind chooses among its parts, where one part may be for all other units."""
    single = any(not slot.many for slot in slots(kind))
    records = [slot.record for slot in slots(kind) if slot.many and slot.holds_rule and slot.record]
    return tuple(one.heading for record in records if single for one in parameters(record))


def _cells(shape: Any, names: Names, escape: bool = False) -> dict[str, Typed]:
    """What stands in the parameter columns; blank where it is what would be meant anyhow."""
    said, written = said_fields(shape) | _SHOWN_ALWAYS, {}
    for one in parameters(type(shape)):
        given = getattr(shape, one.field)
        if one.field in said:
            written[one.heading] = _typed(one, given, names)
            if escape and one.sort == "text" and (given == OTHERWISE or given.startswith("「")):
                written[one.heading] = quoted(given)
    return {heading: cell for heading, cell in written.items() if cell is not None}


def _typed(parameter: Parameter, given: Any, names: Names) -> Typed:
    if given is None:
        return None
    if isinstance(given, Expression | Condition):
        return expression_cell(given, names)
    if parameter.sort == "choice":
        return parameter.choices[given]
    if parameter.sort == "yes_no":
        return YES if given else NO
    return plain_number(given) if isinstance(given, float) else str(given)


def expression_cell(one: Expression | Condition, names: Names) -> Typed:
    """An expression as it stands in a cell: a number as such where it comes back so, everything else as text."""
    number = number_in(one.text)
    return names.shown(one.text) if number is None or typed(float(number)) != one.text else number


def wording(indicator: Indicator, name: str) -> str:
    """A name of an expression as it is spoken."""
    prefix, _, last = name.rpartition(".")
    asked = next((one.name for one in indicator.inputs if one.id == last), last)
    return {"target": f"{asked}年度目标任务", "last_year": f"上年{asked}"}.get(prefix, asked)
