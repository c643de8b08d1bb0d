"""佐证材料: whether a document is named for what is claimed."""

from __future__ import annotations

from collections.abc import Iterator

from data.checks.subject import Subject
from data.findings import Finding, finding
from data.templates.forms import labelled
from scoring.scheme import Indicator


def evidence_named(subject: Subject) -> Iterator[Finding]:
    """A finding an item that earns points here with no document that is said to be there; one for all when the
    workbook names no document at all. An item for which the scheme asks no document is not looked at.
    """
    if subject.intake.kind not in ("town", "department"):
        return
    cells, named = subject.first_cells(), _named(subject)
    bare = [one for one in _earning(subject) if one.code in cells and one.code not in named]
    if bare and not named:
        yield finding("R723", *next(iter(cells.values())), count=str(len(bare)))
        return
    for one in bare:
        sheet, cell = cells[one.code]
        yield finding("R721" if one.rigid else "R722", sheet, cell, one.code, which=labelled(one))


def _named(subject: Subject) -> set[str]:
    """The items with a document that is not said to be missing."""
    listed = subject.intake.evidence
    return set(listed.loc[listed["complete"].fillna(True), "indicator"])


def _earning(subject: Subject) -> Iterator[Indicator]:
    """The items with documents of their own that earn points by the figures as they are."""
    outcomes = subject.outcomes()
    for code in outcomes.index[outcomes["low"] > 0]:
        indicator = subject.scheme.indicator(str(code))
        if indicator.evidence:
            yield indicator
