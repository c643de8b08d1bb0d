"""Who answers, what proves it, and is everything that is asked for used?"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.expression import Condition, Expression
from scoring.lint.arithmetic import nodes
from scoring.lint.warning import warn
from scoring.located import Fault
from scoring.scheme import Indicator, Scheme


def responsible(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """A lead department, evidence for what is rigid, and the printed words."""
    if not indicator.lead:
        yield warn("S201", indicator, at="lead")
    if indicator.rigid and not indicator.evidence:
        yield warn("S202", indicator, at="evidence")
    if not indicator.words:
        yield warn("S203", indicator, at="words")


def proof(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """A worked case for each item."""
    if not indicator.cases:
        yield warn("S401", indicator, at="cases")


def theme(scheme: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """A rigid item's theme is one of the scheme's."""
    if indicator.rigid and indicator.rigid not in scheme.themes:
        yield warn("S301", indicator, at="rigid", theme=indicator.rigid, themes="、".join(scheme.themes))


def counted(scheme: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """What is counted of the list of problems names items of the scheme."""
    for asked in indicator.inputs:
        for code in asked.counted.indicator if asked.counted else ():
            if code not in scheme:
                yield warn("S302", indicator, at=asked.line, name=asked.name, code=code)


def unused(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """Every figure that is asked for serves a purpose."""
    used = {name.rpartition(".")[2] for one in _expressions(indicator) for name in one.names}
    for asked in indicator.inputs:
        if asked.id not in used:
            yield warn("S204", indicator, at=asked.line, name=asked.name)


def _expressions(indicator: Indicator) -> Iterator[Expression | Condition]:
    """Every expression of the indicator: its rules', its veto's, and what its figures may not exceed."""
    for node, _ in nodes(indicator):
        yield from node.expressions()
    yield from filter(None, (indicator.veto_if, *(one.at_most for one in indicator.inputs)))
