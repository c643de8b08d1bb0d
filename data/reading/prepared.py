"""What is looked for in the workbooks of a scheme, worked out once a scheme and not once a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from data.intake import Kind
from data.reading.text import code_key, heading_key
from data.templates.forms import (
    Asked,
    asked_of_county,
    asked_of_inspection,
    asked_of_town,
    reporting_departments,
    visit_heading,
)
from data.templates.village_sheet import asked_by_village
from scoring.expression import Expression
from scoring.scheme import Indicator, Input, Scheme

PERCENT = "%"
_KEPT = 8
"""How many schemes are kept prepared."""


@dataclass(frozen=True)
class Figure:
    """One figure that is asked for, with what it may be.

    ``unit_key`` is the unit as it is recognised behind a number; ``limit`` what the figure cannot exceed, or None.
    """

    indicator: Indicator
    input: Input
    unit_key: str
    limit: Expression | None

    @classmethod
    def of(cls, asked: Asked) -> Figure:
        """The figure that is asked for."""
        return cls(asked.indicator, asked.input, heading_key(asked.input.unit), asked.input.at_most)

    @property
    def key(self) -> tuple[str, str]:
        """The indicator's code and the input's id."""
        return self.indicator.code, self.input.id


Figures = Mapping[tuple[str, str], Figure]
"""By the indicator's code and the recognised name of the figure."""


class Prepared:
    """The figures of each kind of workbook and the ways in which sheets may name them."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        everything = (*scheme.indicators, *scheme.components)
        self.indicators: Mapping[str, Indicator] = {code_key(one.code): one for one in everything}
        self.by_name: Mapping[str, Indicator] = {heading_key(one.name): one for one in everything}
        self.figures: Mapping[Kind, Figures] = {
            "town": _by_name(asked_of_town(scheme)),
            "department": _by_name(asked_of_county(scheme)),
            "inspection": _by_name(asked_of_inspection(scheme)),
        }

    @cached_property
    def leads(self) -> frozenset[str]:
        """The departments that have county figures to report."""
        return frozenset(reporting_departments(self.scheme))

    @cached_property
    def visit_headings(self) -> Mapping[str, Figure]:
        """The figures of the inspection sheet by their headings."""
        return _by_heading(asked_of_inspection(self.scheme))

    @cached_property
    def village_headings(self) -> Mapping[str, Figure]:
        """The town's figures that can be broken down by village, by their headings."""
        return _by_heading(asked_by_village(self.scheme))

    @cached_property
    def by_bare_code(self) -> Mapping[str, str]:
        """Codes without points, dashes and leading zeros, where that still tells them apart → the code itself."""
        bare = [(bare_code(code), code) for code in self.indicators]
        count = Counter(one for one, _ in bare)
        return {one: code for one, code in bare if count[one] == 1}

    @cached_property
    def by_figure_name(self) -> Mapping[Kind, Mapping[str, Figure]]:
        """The figures of each kind of workbook by their recognised name, where only one has it."""
        return {kind: _only_ones(figures) for kind, figures in self.figures.items()}

    def indicator(self, text: str) -> Indicator | None:
        """The indicator meant by a code, by «code name», or by a name."""
        if text in self.indicators:
            return self.indicators[text]
        first, _, _ = text.strip().partition(" ")
        found = self.indicators.get(code_key(text)) or self.indicators.get(code_key(first))
        return found or self.by_name.get(heading_key(text))

    def named(self, kind: Kind, code: str) -> list[Figure]:
        """The figures of one indicator in a kind of workbook."""
        return self._of_indicator.get((kind, code), [])

    @cached_property
    def _of_indicator(self) -> Mapping[tuple[Kind, str], list[Figure]]:
        grouped: dict[tuple[Kind, str], list[Figure]] = {}
        for kind, figures in self.figures.items():
            for one in figures.values():
                grouped.setdefault((kind, one.indicator.code), []).append(one)
        return grouped


def _by_heading(asked: Sequence[Asked]) -> Mapping[str, Figure]:
    """By the heading with the indicator's code; the plain name serves where only one figure has it."""
    named = Counter(heading_key(one.input.name) for one in asked)
    plain = {heading_key(one.input.name): Figure.of(one) for one in asked if named[heading_key(one.input.name)] == 1}
    return {**plain, **{heading_key(visit_heading(one)): Figure.of(one) for one in asked}}


def _by_name(asked: Iterable[Asked]) -> Figures:
    return {(one.indicator.code, heading_key(one.input.name)): Figure.of(one) for one in asked}


def _only_ones(figures: Figures) -> Mapping[str, Figure]:
    count = Counter(name for _, name in figures)
    return {name: one for (_, name), one in figures.items() if count[name] == 1}


def bare_code(text: str) -> str:
    """A code without points, dashes, blanks and the zeros before its numbers: A1-1 for A1-01."""
    return ".".join(part.lstrip("0") or "0" for part in re.findall(r"[0-9]+|[^\W\d_]+", code_key(text)))


_prepared: dict[int, Prepared] = {}


def prepared(scheme: Scheme) -> Prepared:
    """The scheme's lookups, made at its first workbook. The scheme is kept alive, so that its id stays its own."""
    found = _prepared.get(id(scheme))
    if found is None:
        found = Prepared(scheme)
        for oldest in list(_prepared)[: 1 - _KEPT]:
            _prepared.pop(oldest, None)
        _prepared[id(scheme)] = found
    return found
