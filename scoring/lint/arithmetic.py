"""Do the points add up?"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.lint.warning import warn
from scoring.located import Fault
from scoring.rules import Rule
from scoring.rules.bands import Bands, Categories
from scoring.rules.combine import Pool, Weighted
from scoring.rules.peers import Rank, share
from scoring.scheme import Indicator, Scheme


def points(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """The rule is worth what the points column says."""
    for rule, at in rules(indicator):
        if abs(rule.points - indicator.points) > 1e-9:
            yield warn("S101", indicator, at=at, rule=rule.points, points=indicator.points)


def parts(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """Sub-items add up to their item, at every level; weights add up to 1; a pool can be emptied."""
    for node, at in nodes(indicator):
        inner = [part.points for part in node.parts()]
        if inner and not node.parts_share and abs(sum(inner) - node.points) > 1e-9:
            yield warn("S102", indicator, at=at, parts=sum(inner), points=node.points)
        if isinstance(node, Pool) and sum(inner) < node.points - node.floor - 1e-9:
            yield warn("S104", indicator, at=at, parts=sum(inner), points=node.points - node.floor)
        if isinstance(node, Weighted) and abs(sum(one.weight for one in node.of) - 1) > 1e-9:
            yield warn("S103", indicator, at=at, weights=sum(one.weight for one in node.of))


def bands(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """Bands and places run from best to worst, else one can never be reached; none earns more than there is."""
    for node, at in nodes(indicator):
        if isinstance(node, Bands | Rank) and node.bands:
            yield from _in_order(indicator, node, at)
        scores = attainable(node)
        if scores and max(scores) > node.points + 1e-9:
            yield warn("S113", indicator, at=at, most=max(scores), points=node.points)
        if len(set(scores)) == 1:
            yield warn("S706", indicator, at=at)


def _in_order(indicator: Indicator, node: Bands | Rank, at: str) -> Iterator[Fault]:
    lines = edges(node)
    if lines != sorted(lines, reverse=True) or len(set(lines)) != len(lines):
        yield warn("S111", indicator, at=at)
    scores = [*(band.score for band in node.bands), node.otherwise]
    if scores != sorted(scores, reverse=True):
        yield warn("S112", indicator, at=at)


def edges(node: Bands | Rank) -> list[float]:
    """The lines of the table that are numbers, so turned that they should fall."""
    if isinstance(node, Rank):
        shares = [-share(band.top) for band in node.bands if band.top is not None]
        return shares if len(shares) == len(node.bands) else [-band.to for band in node.bands if band.top is None]
    lines = [band.edge.root.number for band in node.bands if band.edge.root.operator == "number"]
    return [-line for line in lines] if node.bands[0].at_most is not None else lines


def attainable(node: Rule) -> list[float]:
    """Every score that the table of a node names; none for a node without a table."""
    if isinstance(node, Bands):
        rising = [band.rises_to for band in node.bands[1:] if band.rises_to is not None]
        return [*(band.score for band in node.bands), *rising, node.otherwise]
    if isinstance(node, Rank) and node.bands:
        return [*(band.score for band in node.bands), node.otherwise]
    return [*(one.score for one in node.options), node.otherwise] if isinstance(node, Categories) else []


def rules(indicator: Indicator) -> list[tuple[Rule, str]]:
    """The indicator's rule, and the county's own where there is one, each with the key that it stands under."""
    found = ((indicator.rule, "rule"), (indicator.county_rule, "county_rule"))
    return [(rule, key) for rule, key in found if rule is not None]


def nodes(indicator: Indicator) -> Iterator[tuple[Rule, str]]:
    """Every node of every rule of the indicator, with the key that the rule stands under."""
    for rule, key in rules(indicator):
        yield from ((node, key) for node in rule.walk())
