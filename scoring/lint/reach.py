"""Lines that can never be reached, branches that never come, comparisons without peers."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.expression import Expression, Node
from scoring.lint.arithmetic import nodes
from scoring.lint.warning import warn
from scoring.located import Fault
from scoring.rules.bands import Categories
from scoring.rules.choices import Case
from scoring.rules.leaf import Lined
from scoring.rules.peers import Rank
from scoring.rules.slopes import Interpolate
from scoring.scheme import Indicator, Scheme


def lines(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """A line above the greatest possible value: a rate of a part can be at most 100."""
    for node in nodes(indicator):
        if isinstance(node, Interpolate) and node.full_at.text == node.zero_at.text:
            yield warn("S702", indicator)
        if not isinstance(node, Lined) or getattr(node, "better", "higher") == "lower" or _falls(node):
            continue
        line, most = node.line(), greatest(indicator, node.value)
        if line.root.operator == "number" and line.root.number > most + 1e-9:
            yield warn("S701", indicator, line=line.root.number, most=most)


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
    for node in nodes(indicator):
        if isinstance(node, Case):
            texts = [one.when.text for one in node.branches]
            for place, text in enumerate(texts):
                if text in texts[:place]:
                    yield warn("S703", indicator, text=text)
        if isinstance(node, Categories):
            codes = [one.code for one in node.options]
            for code in sorted({one for one in codes if codes.count(one) > 1}):
                yield warn("S704", indicator, code=code)


def alone(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """The county is one unit: a rule that compares peers needs another one for it."""
    if indicator.county_rule is not None:
        return
    compares = any(isinstance(node, Rank) or _looks_at_peers(node) for node in indicator.rule.walk())
    if compares:
        yield warn("S705", indicator)


def _looks_at_peers(node: object) -> bool:
    return any(isinstance(field, Expression) and field.compares for field in vars(node).values())
