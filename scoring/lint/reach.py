"""Lines that can never be reached, branches that never come, comparisons without peers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from scoring.expression import Condition, Expression, Node
from scoring.lint.arithmetic import nodes
from scoring.lint.warning import named, warn
from scoring.located import Fault
from scoring.rules.bands import Categories
from scoring.rules.choices import Case
from scoring.rules.leaf import Lined
from scoring.rules.peers import Rank
from scoring.rules.slopes import Interpolate
from scoring.scheme import Indicator, Scheme

Value = TypeVar("Value")


def lines(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """A line above the greatest possible value: a rate of a part can be at most 100."""
    for node, at in nodes(indicator):
        if isinstance(node, Interpolate) and node.full_at.root == node.zero_at.root:
            yield warn("S702", indicator, at=at)
        if not isinstance(node, Lined) or getattr(node, "better", "higher") == "lower" or _falls(node):
            continue
        line, most = node.line(), greatest(indicator, node.value)
        if line.root.operator == "number" and line.root.number > most + 1e-9:
            yield warn("S701", indicator, at=at, line=line.root.number, most=most)


def _falls(node: Lined) -> bool:
    """Whether less is better: a line from below says nothing then."""
    if isinstance(node, Interpolate):
        ends = (node.full_at.root, node.zero_at.root)
        return all(end.operator == "number" for end in ends) and ends[0].number < ends[1].number
    bands = getattr(node, "bands", ())
    return getattr(node, "at_most", None) is not None or bool(bands and bands[0].at_most)


def greatest(indicator: Indicator, value: Expression) -> float:
    """The greatest value that the expression can take: the input's own bound, or 100 for a part of a whole × 100."""
    root = value.root
    if root.operator == "name":
        return indicator.input(root.name.rpartition(".")[2]).high
    if root.operator == "*" and root.operands[1].operator == "number" and _is_share(indicator, root.operands[0]):
        return root.operands[1].number
    return 1.0 if _is_share(indicator, root) else float("inf")


def _is_share(indicator: Indicator, node: Node) -> bool:
    """``part / whole`` where the part is declared to be at most the whole."""
    if node.operator != "/" or any(one.operator != "name" for one in node.operands):
        return False
    part, whole = (one.name for one in node.operands)
    lid = indicator.input(part.rpartition(".")[2]).at_most
    return "." not in part and lid is not None and lid.text == whole


def branches(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """A branch, or a category, that stands there twice."""
    for node, at in nodes(indicator):
        if isinstance(node, Case):
            for words in _doubled(one.when.words(named(indicator)) for one in node.branches):
                yield warn("S703", indicator, at=at, text=words)
        if isinstance(node, Categories):
            for code in _doubled(one.code for one in node.options):
                yield warn("S704", indicator, at=at, code=code)


def alone(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """The county is one unit: a rule that compares peers needs another one for it."""
    rule = indicator.county_rule or indicator.rule
    if any(isinstance(node, Rank) or _looks_at_peers(node.expressions()) for node in rule.walk()):
        yield warn("S705", indicator, at="county_rule" if indicator.county_rule else "rule")
    elif indicator.veto_if is not None and _looks_at_peers([indicator.veto_if]):
        yield warn("S705", indicator, at="veto_if")


def _looks_at_peers(expressions: Iterable[Expression | Condition]) -> bool:
    return any(one.compares for one in expressions)


def _doubled(found: Iterable[Value]) -> list[Value]:
    """What occurs more than once."""
    return [one for one, times in Counter(found).items() if times > 1]
