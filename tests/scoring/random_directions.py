"""Which way a rule goes: whether more of a figure can only raise the score, only lower it, or neither.

Read off the rules' words, not off what they compute. Figures are taken to be at least what their input allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scoring import Indicator
from scoring.expression import Condition, Expression, Node
from scoring.rules import Rule

UP, DOWN, UNCLEAR = 1, -1, 0
Ways = Iterator[tuple[str, int]]
"""The names, each with the way in which it moves what it stands in."""

_SIDES = {">=": (UP, DOWN), ">": (UP, DOWN), "<=": (DOWN, UP), "<": (DOWN, UP), "==": (UNCLEAR, UNCLEAR)}


def directions(item: Indicator) -> dict[str, int]:
    """For each figure of the rule: UP where more of it never costs, DOWN where it never gains, else UNCLEAR."""
    found: dict[str, set[int]] = {}
    for name, way in _Reader(item).rule(item.rule):
        found.setdefault(name, set()).add(way)
    return {name: ways.pop() if len(ways) == 1 else UNCLEAR for name, ways in found.items()}


class _Reader:
    """Reads the rules of one item."""

    def __init__(self, item: Indicator) -> None:
        self.item = item

    def rule(self, rule: Rule) -> Ways:
        """What moves the rule's score, in its parts and by its events."""
        leaf = getattr(self, f"_{rule.kind}", None)
        yield from leaf(rule) if leaf else ()
        for branch in getattr(rule, "branches", ()):
            yield from self._turned(self.condition(branch.when), UNCLEAR)
        for part in (*rule.parts(), *([rule.rule] if rule.kind == "samples" else [])):  # type: ignore[attr-defined]
            yield from self.rule(part)
        yield from self._turned(self.condition(rule.zero_if), DOWN)
        yield from self.condition(rule.unless)

    def condition(self, condition: Condition | None) -> Ways:
        """What makes a condition come true."""
        yield from self._node(condition.root) if condition else ()

    # --- leaves ---------------------------------------------------------------------------------------------------

    def _held(self, value: Expression, line: Expression, way: int) -> Ways:
        yield from self._turned(self._node(value.root), way)
        yield from self._turned(self._node(line.root), -way)

    def _threshold(self, rule: Any) -> Ways:
        yield from self._held(rule.value, rule.line(), UP if rule.at_least else DOWN)

    def _per_step(self, rule: Any) -> Ways:
        yield from self._held(rule.value, rule.full_at, UP if rule.better == "higher" else DOWN)

    def _ratio(self, rule: Any) -> Ways:
        yield from self._node(Node("/", (rule.value.root, rule.target.root)))

    def _scaled(self, rule: Any) -> Ways:
        share = Node("/", (rule.value.root, rule.standard.root))
        yield from self._turned(self._node(share), DOWN if rule.inverse else UP)

    def _interpolate(self, rule: Any) -> Ways:
        ends = rule.full_at.root, rule.zero_at.root
        rising = _number(ends[0]) > _number(ends[1]) if all(map(_is_number, ends)) else True
        yield from self._turned(self._node(rule.value.root), UP if rising else DOWN)

    def _bands(self, rule: Any) -> Ways:
        yield from self._turned(self._node(rule.value.root), UP if rule.bands[0].at_least else DOWN)

    def _rank(self, rule: Any) -> Ways:
        yield from self._turned(self._node(rule.value.root), UP if rule.best == "highest" else DOWN)

    def _categories(self, rule: Any) -> Ways:
        yield from self._turned(self._node(rule.value.root), UNCLEAR)

    def _value(self, rule: Any) -> Ways:
        yield from self._node(rule.value.root)

    _yes_no = _manual = _imported = _swing = _bonus = _value

    def _count(self, rule: Any) -> Ways:
        for one in rule.deductions:
            yield from self._turned(self._node(one.value.root), DOWN)

    def _tally(self, rule: Any) -> Ways:
        for one in rule.items:
            yield from self._turned(self._node(one.value.root), UP if one.add > 0 else DOWN)

    # --- expressions ----------------------------------------------------------------------------------------------

    def _node(self, node: Node) -> Ways:
        """What raises the node's value (or makes it true)."""
        if node.operator == "name":
            yield node.name, UP
        elif node.operator == "neg":
            yield from self._turned(self._node(node.operands[0]), DOWN)
        elif node.operator in _SIDES or node.operator == "-":
            for operand, way in zip(node.operands, _SIDES.get(node.operator, (UP, DOWN)), strict=True):
                yield from self._turned(self._node(operand), way)
        elif node.operator in ("*", "/"):
            yield from self._scaled_by_one_another(node)
        elif not node.operator.startswith(("peers", "group")):  # a unit among its peers moves them less than itself
            for operand in node.operands:
                yield from self._node(operand)

    def _scaled_by_one_another(self, node: Node) -> Ways:
        left, right = node.operands
        yield from self._turned(self._node(left), UP if self._never_negative(right) else UNCLEAR)
        way = DOWN if node.operator == "/" else UP
        yield from self._turned(self._node(right), way if self._never_negative(left) else UNCLEAR)

    def _never_negative(self, node: Node) -> bool:
        if node.operator == "number":
            return node.number >= 0
        if node.operator == "name":
            return self.item.input(node.name.rpartition(".")[2]).low >= 0
        if node.operator in ("-", "neg"):
            return False
        told = [self._never_negative(one) for one in node.operands]
        return any(told) if node.operator == "max" else all(told)

    def _turned(self, ways: Ways, by: int) -> Ways:
        for name, way in ways:
            yield name, way * by


def _is_number(node: Node) -> bool:
    return node.operator == "number" or (node.operator == "neg" and _is_number(node.operands[0]))


def _number(node: Node) -> float:
    return node.number if node.operator == "number" else -_number(node.operands[0])
