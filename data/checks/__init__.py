"""Checks (核对) of a workbook that has been read: against itself, our score, its history and the other towns.

The reader says what is wrong with a cell; here is what only shows beside something else. Every check is a pure
function that gives findings, and this list is all there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from data.checks.copies import copies
from data.checks.evidence import evidence_named
from data.checks.history import history
from data.checks.self_scores import self_scores
from data.checks.subject import Subject
from data.checks.village_sums import village_sums
from data.findings import Finding
from data.intake import Intake
from data.standing import Standing

OWN_CHECKS: Sequence[Callable[[Subject], Iterator[Finding]]] = (village_sums, self_scores, evidence_named)
"""What one workbook can be asked alone."""

COUNTY_CHECKS: Sequence[Callable[[Standing, Sequence[Intake]], Iterable[tuple[int, Finding]]]] = (history, copies)
"""What needs the other towns. Each finding comes with the place of its workbook in the drop."""


def own_findings(subject: Subject) -> tuple[Finding, ...]:
    """What the checks say of one workbook alone."""
    return tuple(one for check in OWN_CHECKS for one in check(subject))


def county_findings(standing: Standing, intakes: Sequence[Intake]) -> list[tuple[Finding, ...]]:
    """What the checks say of the workbooks of one drop, beside each other and what the store holds; one tuple a
    workbook, in their order.
    """
    found: list[list[Finding]] = [[] for _ in intakes]
    for check in COUNTY_CHECKS if intakes else ():
        for place, one in check(standing, intakes):
            found[place].append(one)
    return [tuple(ones) for ones in found]
