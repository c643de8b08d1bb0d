"""Do the points add up?"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.lint.warning import warn
from scoring.located import Fault
from scoring.rules import Rule
from scoring.rules.bands import Bands
from scoring.rules.combine import Pool, Weighted
from scoring.scheme import Indicator, Scheme


def points(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """The rule is worth what the points column says."""
    for rule in rules(indicator):
        if abs(rule.points - indicator.points) > 1e-9:
            yield warn("S101", indicator, rule=rule.points, points=indicator.points)


def parts(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """Sub-items add up to their item, at every level; weights add up to 1; a pool can be emptied."""
    for node in nodes(indicator):
        inner = [part.points for part in node.parts()]
        if inner and not node.parts_share and abs(sum(inner) - node.points) > 1e-9:
            yield warn("S102", indicator, parts=sum(inner), points=node.points)
        if isinstance(node, Pool) and sum(inner) < node.points - 1e-9:
            yield warn("S104", indicator, parts=sum(inner), points=node.points)
        if isinstance(node, Weighted) and abs(sum(one.weight for one in node.of) - 1) > 1e-9:
            yield warn("S103", indicator, weights=sum(one.weight for one in node.of))


def bands(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """Bands run from best to worst; else one can never be reached."""
    for node in nodes(indicator):
        if isinstance(node, Bands) and node.bands:
            yield from _one_table(indicator, node)


def _one_table(indicator: Indicator, node: Bands) -> Iterator[Fault]:
    edges = [band.edge.root.number for band in node.bands if band.edge.root.operator == "number"]
    rising = node.bands[0].at_most is not None
    if edges != sorted(edges, reverse=not rising) or len(set(edges)) != len(edges):
        yield warn("S111", indicator)
    scores = [*(band.score for band in node.bands), node.otherwise]
    if scores != sorted(scores, reverse=True):
        yield warn("S112", indicator)
    if max(scores) > node.points + 1e-9:
        yield warn("S113", indicator, most=max(scores), points=node.points)
    if len(set(scores)) == 1:
        yield warn("S706", indicator)


def rules(indicator: Indicator) -> list[Rule]:
    """The indicator's rule, and the county's own where there is one."""
    return [rule for rule in (indicator.rule, indicator.county_rule) if rule is not None]


def nodes(indicator: Indicator) -> Iterator[Rule]:
    """Every node of every rule of the indicator."""
    for rule in rules(indicator):
        yield from rule.walk()
