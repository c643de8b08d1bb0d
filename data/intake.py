"""What one workbook said: the record that a reader makes and the store keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

if TYPE_CHECKING:
    from data.findings import Finding

Kind = Literal["town", "department", "inspection", "unknown"]

SOURCES: Mapping[str, str] = MappingProxyType({"town": "自报", "department": "核定", "inspection": "抽查"})
"""Which source (来源) a workbook of each kind is."""

PRECEDENCE = ("抽查", "核定", "自报")
"""The sources, the one that outranks the others first."""

STATUSES = ("reported", "unreported", "not_applicable")


class Shape:
    """The columns of a table and their dtypes, so that an empty table has them too."""

    def __init__(self, dtypes: Mapping[str, str]) -> None:
        self.dtypes: Mapping[str, str] = MappingProxyType(dict(dtypes))
        self.columns = tuple(dtypes)

    def empty(self) -> pd.DataFrame:
        """The table without a row."""
        return self.frame(())

    def frame(self, rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
        """The table of those rows, each a sequence in the order of ``columns``; None is a missing cell."""
        columns = list(zip(*rows, strict=True)) or [()] * len(self.columns)
        series = zip(self.dtypes.items(), columns, strict=True)
        return pd.DataFrame({name: pd.Series(list(cells), dtype=dtype) for (name, dtype), cells in series})

    def check(self, frame: pd.DataFrame, what: str) -> None:
        """ValueError when the frame's columns are not exactly these; ``what`` names it in the message."""
        if tuple(frame.columns) != self.columns:
            raise ValueError(f"{what} has the columns {list(frame.columns)}, not {list(self.columns)}")


_TEXT, _NUMBER, _YES_NO, _DATE = "str", "float64", "boolean", "datetime64[us]"

VALUES = Shape(
    {
        **dict.fromkeys(("unit", "indicator", "input", "sample"), _TEXT),
        "value": _NUMBER,
        "status": _TEXT,
        **dict.fromkeys(("target", "last_year"), _NUMBER),
        **dict.fromkeys(("sheet", "cell", "typed", "target_cell", "last_year_cell"), _TEXT),
    }
)
"""Reported figures (填报值). ``sample`` is "" or the sampled village; ``typed`` is what ``cell`` says as text."""

SELF_SCORES = Shape(
    {
        **dict.fromkeys(("unit", "indicator"), _TEXT),
        "self_score": _NUMBER,
        "loses": _YES_NO,
        **dict.fromkeys(("reason", "measure", "remark", "sheet", "cell"), _TEXT),
    }
)
"""自评分, 是否减分, 减分原因, 整改措施 and 备注 of each indicator."""

PROBLEMS = Shape(
    {
        **dict.fromkeys(("number", "source"), _TEXT),
        "found_on": _DATE,
        **dict.fromkeys(("town", "village", "place", "indicator"), _TEXT),
        "rigid": _YES_NO,
        **dict.fromkeys(("category", "description", "severity"), _TEXT),
        **dict.fromkeys(("responsible_unit", "responsible_person", "leader"), _TEXT),
        "due_on": _DATE,
        **dict.fromkeys(("sheet", "cell"), _TEXT),
    }
)
"""问题清单. ``source`` is who found it (国家暗访, 县级模拟考核 …); dates without a time of day, NaT when missing."""

EVIDENCE = Shape(
    {
        **dict.fromkeys(("unit", "indicator", "document", "kind", "reference", "issued_by"), _TEXT),
        **dict.fromkeys(("complete", "matches_field"), _YES_NO),
        **dict.fromkeys(("checked_by", "sheet", "cell"), _TEXT),
    }
)
"""佐证材料目录; ``complete`` and ``matches_field`` are missing where nobody has said."""

VALUE_COLUMNS = VALUES.columns
SELF_SCORE_COLUMNS = SELF_SCORES.columns
PROBLEM_COLUMNS = PROBLEMS.columns
EVIDENCE_COLUMNS = EVIDENCE.columns

VALUE_KEY = ("unit", "indicator", "input", "sample")


@dataclass(frozen=True, eq=False)
class Intake:
    """One workbook as read. Good rows are in the tables, bad cells in ``findings``.

    ``unit`` is the town or department, "" when unknown. Each table has exactly the columns of its Shape, no two values
    share unit, indicator, input and sample, and no two self-scores unit and indicator: a row typed twice is for the
    reader to set aside with a finding. ValueError otherwise.
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

    def __post_init__(self) -> None:
        """Check what the store relies on."""
        VALUES.check(self.values, "values")
        SELF_SCORES.check(self.self_scores, "self_scores")
        PROBLEMS.check(self.problems, "problems")
        EVIDENCE.check(self.evidence, "evidence")
        _refuse_doubles(self.values, VALUE_KEY, "values")
        _refuse_doubles(self.self_scores, ("unit", "indicator"), "self_scores")


def _refuse_doubles(frame: pd.DataFrame, key: Sequence[str], what: str) -> None:
    doubled = frame.loc[frame.duplicated(list(key)), list(key)]
    if len(doubled):
        raise ValueError(f"{what} has a row twice: {doubled.iloc[0].to_dict()}")
