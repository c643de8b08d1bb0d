"""What each rule kind asks for, read off its class: its parameters, its table rows, its parts."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from data.scheme_book.words import CHOICES, HEADINGS, ROWS, SHAPES
from scoring.expression import Condition, Expression
from scoring.rules import KINDS, Rule

_KINDS: Mapping[str, Any] = KINDS
Sort = Literal["expression", "condition", "number", "yes_no", "choice", "text"]
_SORTS: Mapping[Any, Sort] = {
    Expression: "expression", Condition: "condition", float: "number", bool: "yes_no", str: "text",
}  # fmt: skip


@dataclass(frozen=True)
class Parameter:
    """One parameter of a kind or of a table row: its field, its column, what is written there."""

    field: str
    heading: str
    sort: Sort
    required: bool
    default: Any
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)
    """The literal in the scheme format → the word in the sheet."""


@dataclass(frozen=True)
class Slot:
    """Where further rows of a node go: rules (``many`` or one) or the rows of a table.

    ``record`` is the class of a row, None where the parts are rules and nothing else.
    """

    field: str
    many: bool
    record: type[Any] | None
    holds_rule: bool
    required: bool


def parameters(shape: Any) -> tuple[Parameter, ...]:
    """The parameters of a rule kind, or of a record, that stand in the columns of its own row."""
    return _rows_of(shape)[0]


def slots(kind: Any) -> tuple[Slot, ...]:
    """Where the rows below a node go."""
    return _rows_of(kind)[1]


@cache
def _rows_of(shape: Any) -> tuple[tuple[Parameter, ...], tuple[Slot, ...]]:
    hints = typing.get_type_hints(shape)
    fields = [(one, _without_none(hints[one.name])) for one in dataclasses.fields(shape)]
    return (
        tuple(_parameter(one, hint) for one, hint in fields if _is_scalar(hint)),
        tuple(_slot(one, hint) for one, hint in fields if not _is_scalar(hint)),
    )


@cache
def shapes() -> Mapping[str, Any]:
    """What can stand in the column 形态: the name of a kind or of a table row, and its class."""
    kinds = {SHAPES.get(name, name): kind for name, kind in _KINDS.items()}
    tables = [one.record for kind in _KINDS.values() for one in slots(kind) if one.record and not one.holds_rule]
    return {**kinds, **{shape_name(record): record for record in tables}}


def shape_name(shape: Any) -> str:
    """What a kind or a record is called in the column 形态."""
    name: str = shape.kind if issubclass(shape, Rule) else shape.__name__
    return SHAPES.get(name) or ROWS.get(name, name)


@cache
def headings() -> tuple[str, ...]:
    """The parameter columns: first in the order of the words, then any that have none."""
    records = [one.record for kind in _KINDS.values() for one in slots(kind) if one.record]
    used = {one.heading for shape in (*_KINDS.values(), *records) for one in parameters(shape)}
    known = [one for one in dict.fromkeys(HEADINGS.values()) if one in used]
    return (*known, *sorted(used - set(known)))


def _is_scalar(hint: Any) -> bool:
    return hint in _SORTS or typing.get_origin(hint) is Literal


def _parameter(one: dataclasses.Field[Any], hint: Any) -> Parameter:
    sort = _SORTS.get(hint, "choice")
    given = CHOICES.get(one.name, {})
    choices = {literal: given.get(literal, literal) for literal in typing.get_args(hint)} if sort == "choice" else {}
    required = one.default is dataclasses.MISSING and one.name != "points"
    return Parameter(one.name, HEADINGS.get(one.name, one.name), sort, required, one.default, choices)


def _slot(one: dataclasses.Field[Any], hint: Any) -> Slot:
    many = typing.get_origin(hint) is tuple
    inner = typing.get_args(hint)[0] if many else hint
    record = None if inner is Rule else inner
    holds_rule = record is None or Rule in typing.get_type_hints(record).values()
    return Slot(one.name, many, record, holds_rule, one.default is dataclasses.MISSING)


def _without_none(hint: Any) -> Any:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return next(one for one in typing.get_args(hint) if one is not type(None))
    return hint
