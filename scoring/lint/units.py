"""Units: like with like, and never a mean of percentages."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.expression import Node
from scoring.lint.arithmetic import nodes
from scoring.lint.warning import named, warn
from scoring.located import Fault
from scoring.rules.leaf import Leaf
from scoring.rules.reader import RATES
from scoring.scheme import Indicator, Scheme

_WAYS = {"sum": "求和", "mean": "平均", "max": "最大", "min": "最小"}
_LIKE_WITH_LIKE = ("+", "-", ">=", "<=", ">", "<", "==")


def mixed(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """Figures that are added, subtracted or compared have one unit."""
    found: dict[tuple[str, str], str] = {}
    for rule, at in nodes(indicator):
        for expression in rule.expressions():
            for node in expression.root.walk():
                found.update(dict.fromkeys(_pair(indicator, node), at))
    for (left, right), at in sorted(found.items()):
        units = (indicator.input(name.rpartition(".")[2]).unit for name in (left, right))
        names = (indicator.input(name.rpartition(".")[2]).name for name in (left, right))
        left_unit, right_unit = units
        left_name, right_name = names
        said = {"left": left_name, "right": right_name, "left_unit": left_unit, "right_unit": right_unit}
        yield warn("S601", indicator, at=at, **said)


def _pair(indicator: Indicator, node: Node) -> list[tuple[str, str]]:
    if node.operator not in _LIKE_WITH_LIKE or any(one.operator != "name" for one in node.operands):
        return []
    left, right = (one.name for one in node.operands)
    same = indicator.input(left.rpartition(".")[2]).unit == indicator.input(right.rpartition(".")[2]).unit
    return [] if same else [(left, right)]


def percentages(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """A town's percentage cannot be rolled up: it has to be given as what it is a quotient of."""
    if indicator.scope == "county":
        return
    for asked in indicator.inputs:
        if asked.unit in RATES and asked.scope == "town" and not asked.sampled:
            yield warn("S602", indicator, at=asked.line, name=asked.name, way=_WAYS[asked.roll_up])
    for node, at in nodes(indicator):
        if isinstance(node, Leaf) and node.unit in RATES and not _divides(node.value.root):
            plain_rates = all(indicator.input(name.rpartition(".")[2]).unit in RATES for name in node.value.names)
            if not plain_rates:
                yield warn("S603", indicator, at=at, text=node.value.words(named(indicator)))


def _divides(root: Node) -> bool:
    return any(node.operator == "/" for node in root.walk())
