"""The JSON Schema of scheme files, read off the rule kinds themselves, so that editors complete and check the YAML.

``python -m scoring.json_schema > docs/scheme.schema.json`` writes it; a test holds the file to the code.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from math import inf
from typing import Any

from scoring.expression import Condition, Expression
from scoring.rules import KINDS, Rule
from scoring.rules.bounds import GRAIN, Within
from scoring.survey import HOUSEHOLDS, PARTS, QUESTIONS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "number"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 1}
_EXPRESSION: dict[str, Any] = {
    "type": ["string", "number"],
    "description": "算式：填报项、数字、+ - * /、min、max、括号、同组比较",
}
_CONDITION: dict[str, Any] = {"type": "string", "description": "条件：含 >=、<=、>、< 或 ==，可用 and、or 连接"}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}
_REFERENCE = {
    name: {"$ref": f"#/$defs/{name}"} for name in ("rule", "indicator", "input", "case", "category", "sub_item")
}
_MODIFIERS = tuple(field.name for field in dataclasses.fields(Rule))


def json_schema() -> dict[str, Any]:
    """The schema of ``scheme.yaml`` and of a category file."""
    head, category = _head(), _REFERENCE["category"]
    return {
        "$schema": DIALECT,
        "title": "考核方案",
        "if": {"required": ["scheme"]},
        "then": head,
        "else": category,
        "$defs": {
            "rule": _rule(), "indicator": _indicator(), "input": _input(), "case": _case(),
            "category": _titled("sub_items", "sub_item"), "sub_item": _titled("indicators", "indicator"),
        },
    }  # fmt: skip


def _closed(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _titled(inside: str, name: str) -> dict[str, Any]:
    """A block with a code, a name, and what stands in it."""
    return _closed({"code": _TEXT, "name": _TEXT, inside: _list(name)}, ("code", "name", inside))


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _REFERENCE[name]}


def _head() -> dict[str, Any]:
    grade = _closed({"name": _TEXT, "at_least": _NUMBER, "first": _COUNT, "full": _TEXTS}, ("name",))
    veto = _closed({"cap": _TEXT, "down": _COUNT, "bar": {"type": "boolean"}})
    near = _closed({"share": {**_NUMBER, "minimum": 0, "maximum": 1}})
    share = {"type": "integer", "minimum": 0}
    duty = _closed({"lead": share, "support": share}, ("lead", "support"))
    levels = {"type": "object", "additionalProperties": {**_NUMBER, "exclusiveMinimum": 0}, "minProperties": 1}
    innovation = _closed({"component": _TEXT, "levels": levels}, ("component", "levels"))
    categories = {"type": "array", "items": {"anyOf": [_TEXT, _REFERENCE["category"]]}}
    properties = {
        "scheme": _TEXT, "version": {"type": ["string", "integer"]}, "name": _TEXT, "basis": _TEXT,
        "declares": {"type": "object", "additionalProperties": _NUMBER}, "grades": {"type": "array", "items": grade},
        "veto": veto, "town_scale": {**_NUMBER, "exclusiveMinimum": 0}, "ranking": {"type": "object"}, "near": near,
        "duty": duty, "innovation": innovation,
        "themes": _TEXTS, "components": _list("indicator"), "categories": categories,
    }  # fmt: skip
    required = ("scheme", "version", "name", "declares", "grades", "veto", "themes", "components", "categories")
    return _closed(properties, required)


def _indicator() -> dict[str, Any]:
    properties = {
        "code": _TEXT, "name": _TEXT, "points": _NUMBER, "rigid": _TEXT, "scope": {"enum": ["town", "county"]},
        "clause": _TEXT, "basis": _TEXT, "words": _TEXT, "lead": _TEXT, "support": _TEXTS, "evidence": _TEXTS,
        "inputs": _list("input"), "rule": _REFERENCE["rule"], "county_rule": _REFERENCE["rule"], "veto_if": _CONDITION,
        "cases": _list("case"),
    }  # fmt: skip
    return _closed(properties, ("code", "name", "points", "inputs", "rule"))


def _input() -> dict[str, Any]:
    bound = {"type": ["number", "null"]}
    properties = {
        "id": {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"}, "name": _TEXT, "unit": _TEXT,
        "roll_up": {"enum": ["sum", "mean", "max", "min"]}, "scope": {"enum": ["town", "county"]},
        "sampled": {"type": "boolean"}, "at_most": _EXPRESSION,
        "range": {"type": "array", "items": bound, "minItems": 2, "maxItems": 2}, "whole": {"type": "boolean"},
        "target": {"type": "boolean"}, "last_year": {"type": "boolean"}, "hint": _TEXT, "counted": _counted(),
        "surveyed": _surveyed(),
    }  # fmt: skip
    return _closed(properties, ("id", "name"))


def _counted() -> dict[str, Any]:
    narrowed = dict.fromkeys(("source", "severity", "indicator"), _TEXTS)
    return _closed({"problems": {"enum": ["open", "overdue"]}, **narrowed}, ("problems",))


def _surveyed() -> dict[str, Any]:
    kinds = {"type": "array", "items": {"enum": list(HOUSEHOLDS)}}
    properties = {"question": {"enum": list(QUESTIONS)}, "part": {"enum": list(PARTS)}, "households": kinds}
    return _closed(properties, ("question", "part"))


def _case() -> dict[str, Any]:
    given = {"type": "object", "additionalProperties": {"anyOf": [{"type": ["number", "null"]}, {"const": "不适用"}]}}
    many = {"type": "array", "items": given}
    properties = {
        "given": given, "score": _NUMBER, "low": _NUMBER, "high": _NUMBER,
        "state": {"enum": ["scored", "unreported", "not_applicable"]}, "samples": many, "peers": many,
        "unit": {"const": "county"}, "group": _TEXT, "why": _TEXT,
    }  # fmt: skip
    return _closed(properties)


def _rule() -> dict[str, Any]:
    """Exactly one kind, with its parameters, and any of the modifiers."""
    modifiers = {name: _parameter(typing.get_type_hints(Rule)[name]) for name in _MODIFIERS}
    kinds = {name: _kind(kind) for name, kind in sorted(KINDS.items())}
    return {
        "type": "object",
        "properties": {**modifiers, **kinds},
        "additionalProperties": False,
        "oneOf": [{"required": [name]} for name in kinds],
    }


def _kind(kind: type[Rule]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind, include_extras=True)
    fields = [field for field in dataclasses.fields(kind) if field.name != "points"]
    wanted = tuple(field.name for field in fields if field.default is dataclasses.MISSING)
    body = _closed({"points": _NUMBER, **{field.name: _parameter(hints[field.name]) for field in fields}}, wanted)
    described = {"description": (kind.__doc__ or "").strip().split("\n")[0]}
    return {"anyOf": [body, _parameter(hints[kind.bare])], **described} if kind.bare else {**body, **described}


def _parameter(hint: Any) -> dict[str, Any]:
    """One parameter by its type, and by what is said beside it."""
    hint = _plain(hint)
    if typing.get_origin(hint) is typing.Annotated:
        return {**_NUMBER, **_bounds(hint.__metadata__[0])}
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _parameter(typing.get_args(hint)[0])}
    if typing.get_origin(hint) is typing.Literal:
        return {"enum": list(typing.get_args(hint))}
    if dataclasses.is_dataclass(hint) and hint not in (Rule, Expression, Condition):
        return _record(hint)
    known = {
        Rule: _REFERENCE["rule"],
        Expression: _EXPRESSION,
        Condition: _CONDITION,
        float: _NUMBER,
        bool: {"type": "boolean"},
    }
    return known.get(hint, _TEXT)


def _bounds(bounds: Within) -> dict[str, Any]:
    """What an editor can check of the bounds; the grain of the grid is none of its business."""
    least = {"exclusiveMinimum": 0} if bounds.least == GRAIN else {"minimum": bounds.least}
    return least if bounds.most == inf else {**least, "maximum": bounds.most}


def _record(record: Any) -> dict[str, Any]:
    hints, fields = typing.get_type_hints(record, include_extras=True), dataclasses.fields(record)
    wanted = tuple(field.name for field in fields if field.default is dataclasses.MISSING)
    return _closed({field.name: _parameter(hints[field.name]) for field in fields}, wanted)


def _plain(hint: Any) -> Any:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return next(one for one in typing.get_args(hint) if one is not type(None))
    return hint


def written() -> str:
    """The schema as the file holds it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    print(written(), end="")
