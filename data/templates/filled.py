"""What somebody typed into a form: the demo county and corrected workbooks go through the template's own writer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

Key = tuple[str, str]
"""An indicator's code and an input's id."""

Typed = str | float | int | bool | date | None
"""What can stand in a cell. Text is always written as text, whatever it begins with; None leaves the cell blank."""

Row = Mapping[str, Typed]
"""A row of a list, by the keys of its columns in :mod:`data.templates.forms`."""


@dataclass(frozen=True)
class Visit:
    """One village visited: what was counted, and what was seen."""

    town: str
    village: str
    visited_on: Typed = None
    figures: Mapping[Key, Typed] = field(default_factory=dict)
    place: str = ""
    category: str = ""
    description: str = ""
    photos: str = ""


@dataclass(frozen=True)
class FieldCheck:
    """One figure of a town that an inspection team counted itself."""

    town: str
    figure: Key
    value: Typed = None
    place: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Filled:
    """The answers in a workbook.

    ``values``, ``targets`` and ``last_year`` are what stands in 完成情况, 年度目标任务 and 上年值 of each figure;
    ``self_scores`` maps an indicator's code to its self_score, loses, reason, measure, evidence and remark.
    Targets and last year's values given to the template itself go before those typed here. ``by_village`` is 分村明细:
    village → its figures.
    """

    values: Mapping[Key, Typed] = field(default_factory=dict)
    targets: Mapping[Key, Typed] = field(default_factory=dict)
    last_year: Mapping[Key, Typed] = field(default_factory=dict)
    self_scores: Mapping[str, Row] = field(default_factory=dict)
    problems: Sequence[Row] = ()
    evidence: Sequence[Row] = ()
    visits: Sequence[Visit] = ()
    field_checks: Sequence[FieldCheck] = ()
    by_village: Mapping[str, Mapping[Key, Typed]] = field(default_factory=dict)


NOTHING = Filled()
