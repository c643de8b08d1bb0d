"""The linter: what an official would want to know of a scheme before trusting it. It warns; it never rescales."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scoring.cases import work_cases
from scoring.lint import arithmetic, reach, sources, units, words
from scoring.lint.warning import CODES, ERROR, HINT, WARNING, Warn, warn
from scoring.located import Fault, SchemeError
from scoring.scheme import Scheme
from scoring.scheme_file import load_scheme

CHECKS = (
    arithmetic.points, arithmetic.parts, arithmetic.bands, sources.responsible, sources.proof, sources.theme,
    sources.counted, sources.unused, words.points_in_words, units.mixed, units.percentages,
    reach.lines, reach.branches, reach.alone,
)  # fmt: skip


def lint(code_or_path: str | Path) -> list[Fault]:
    """Everything to be said of the scheme at that place; one that cannot be loaded gives its faults."""
    try:
        return lint_scheme(load_scheme(code_or_path))
    except SchemeError as error:
        return error.faults


def lint_scheme(scheme: Scheme) -> list[Fault]:
    """Everything to be said of a loaded scheme, worst first, in the scheme's order."""
    found = [*_items(scheme), *_cases(scheme)]
    return sorted(found, key=lambda fault: (ERROR, WARNING, HINT).index(fault.severity))


def _items(scheme: Scheme) -> Iterator[Fault]:
    for indicator in (*scheme.indicators, *scheme.components):
        for check in CHECKS:
            yield from check(scheme, indicator)


def _cases(scheme: Scheme) -> Iterator[Fault]:
    for worked in work_cases(scheme):
        if worked.wrong:
            yield warn("S402", worked.indicator, at=worked.case.line, what=worked.wrong)


__all__ = ["CHECKS", "CODES", "ERROR", "HINT", "WARNING", "Fault", "Warn", "lint", "lint_scheme"]
