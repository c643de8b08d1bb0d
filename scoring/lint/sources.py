"""Who answers, what proves it, and is everything that is asked for used?"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.lint.arithmetic import nodes
from scoring.lint.warning import warn
from scoring.located import Fault
from scoring.scheme import Indicator, Scheme


def responsible(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """A lead department, evidence for what is rigid, and the printed words."""
    if not indicator.lead:
        yield warn("S201", indicator)
    if indicator.rigid and not indicator.evidence:
        yield warn("S202", indicator)
    if not indicator.words:
        yield warn("S203", indicator)


def proof(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """A worked case for each item."""
    if not indicator.cases:
        yield warn("S401", indicator)


def theme(scheme: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """A rigid item's theme is one of the scheme's."""
    if indicator.rigid and indicator.rigid not in scheme.themes:
        yield warn("S301", indicator, theme=indicator.rigid, themes="、".join(scheme.themes))


def unused(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """Every figure that is asked for serves a purpose."""
    used = {name.rpartition(".")[2] for node in nodes(indicator) for one in node.expressions() for name in one.names}
    used |= set(indicator.veto_if.names) if indicator.veto_if else set()
    used |= {name for one in indicator.inputs if one.at_most for name in one.at_most.names}
    for asked in indicator.inputs:
        if asked.id not in used:
            yield warn("S204", indicator, name=asked.name)
