"""What one workbook said: the record that a reader makes and the store keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import pandas as pd

from data.shape import DATE, NUMBER, TEXT, YES_NO, Shape

if TYPE_CHECKING:
    from data.findings import Finding

Kind = Literal["town", "department", "verification", "inspection", "survey", "unknown"]

SOURCES: Mapping[str, str] = MappingProxyType(
    {"town": "自报", "department": "核定", "verification": "核定", "inspection": "抽查"}
)
"""Which source (来源) a workbook of each kind is."""

CORRECTED = "更正"
"""The source of a single figure that the office has corrected on the page, with a reason."""

COUNTED = "清单"
"""The source of a figure that the scheme has counted from the list of problems."""

SURVEYED = "问卷"
"""The source of a figure that the scheme has counted from the survey (三度调查)."""

PRECEDENCE = (CORRECTED, COUNTED, SURVEYED, "抽查", "核定", "自报")
"""The sources, the one that outranks the others first."""

STATUSES = ("reported", "unreported", "not_applicable")


VALUES = Shape(
    {
        **dict.fromkeys(("unit", "indicator", "input", "sample"), TEXT),
        "value": NUMBER,
        "status": TEXT,
        **dict.fromkeys(("target", "last_year"), NUMBER),
        **dict.fromkeys(("sheet", "cell", "typed", "target_cell", "last_year_cell"), TEXT),
    }
)
"""Reported figures (填报值). ``sample`` is "" or the sampled village; ``typed`` is what ``cell`` says as text."""

SELF_SCORES = Shape(
    {
        **dict.fromkeys(("unit", "indicator"), TEXT),
        "self_score": NUMBER,
        "loses": YES_NO,
        **dict.fromkeys(("reason", "measure", "remark", "sheet", "cell"), TEXT),
    }
)
"""自评分, 是否减分, 减分原因, 整改措施 and 备注 of each indicator."""

PROBLEMS = Shape(
    {
        **dict.fromkeys(("number", "source"), TEXT),
        "found_on": DATE,
        **dict.fromkeys(("town", "village", "place", "indicator"), TEXT),
        "rigid": YES_NO,
        **dict.fromkeys(("category", "description", "severity"), TEXT),
        **dict.fromkeys(("responsible_unit", "responsible_person", "leader"), TEXT),
        "due_on": DATE,
        **dict.fromkeys(("sheet", "cell"), TEXT),
    }
)
"""问题清单. ``source`` is who found it (国家暗访, 县级模拟考核 …); dates without a time of day, NaT when missing."""

EVIDENCE = Shape(
    {
        **dict.fromkeys(("unit", "indicator", "document", "kind", "reference", "issued_by"), TEXT),
        **dict.fromkeys(("complete", "matches_field"), YES_NO),
        **dict.fromkeys(("checked_by", "sheet", "cell"), TEXT),
    }
)
"""佐证材料目录; ``complete`` and ``matches_field`` are missing where nobody has said."""

VERIFICATIONS = Shape(
    dict.fromkeys(("unit", "indicator", "input", "opinion", "claimed", "reason", "basis", "sheet", "cell"), TEXT)
)
"""What a department says of a town's figure on its 核定表: 核定意见, the figure as the town had claimed it (镇报数),
核定说明 and 依据. The verified figure itself is a row of VALUES; ``cell`` is that of the opinion.
"""

VALUE_COLUMNS = VALUES.columns
PROBLEM_COLUMNS = PROBLEMS.columns
EVIDENCE_COLUMNS = EVIDENCE.columns

VALUE_KEY = ("unit", "indicator", "input", "sample")


@dataclass(frozen=True, eq=False)
class Intake:
    """One workbook as read. Good rows are in the tables, bad cells in ``findings``.

    ``unit`` is the town or department, "" when unknown. Each table has exactly the columns of its Shape, no two values
    share unit, indicator, input and sample, and no two self-scores unit and indicator: a row typed twice is for the
    reader to set aside with a finding. ValueError otherwise. ``village_values`` is 分村明细: the town's figures village
    by village (``sample``), there only to be added up; the store keeps the file, not these rows.
    """

    file_name: str
    sha256: str
    readable: bool
    kind: Kind
    unit: str = ""
    round_name: str = ""
    scheme_code: str = ""
    template_version: str = ""
    values: pd.DataFrame = field(default_factory=VALUES.empty)
    self_scores: pd.DataFrame = field(default_factory=SELF_SCORES.empty)
    problems: pd.DataFrame = field(default_factory=PROBLEMS.empty)
    evidence: pd.DataFrame = field(default_factory=EVIDENCE.empty)
    findings: tuple[Finding, ...] = ()
    verifications: pd.DataFrame = field(default_factory=VERIFICATIONS.empty)
    village_values: pd.DataFrame = field(default_factory=VALUES.empty)

    def __post_init__(self) -> None:
        """Check what the store relies on."""
        VALUES.check(self.values, "values")
        SELF_SCORES.check(self.self_scores, "self_scores")
        PROBLEMS.check(self.problems, "problems")
        EVIDENCE.check(self.evidence, "evidence")
        VERIFICATIONS.check(self.verifications, "verifications")
        VALUES.check(self.village_values, "village_values")
        _refuse_doubles(self.values, VALUE_KEY, "values")
        _refuse_doubles(self.self_scores, ("unit", "indicator"), "self_scores")


def _refuse_doubles(frame: pd.DataFrame, key: Sequence[str], what: str) -> None:
    slots = list(zip(*(frame[name].tolist() for name in key), strict=True))
    if len(set(slots)) < len(slots):
        doubled = next(slot for slot in slots if slots.count(slot) > 1)
        raise ValueError(f"{what} has a row twice: {dict(zip(key, doubled, strict=True))}")
