"""What a workbook said, for programs (plain records) and for people (a few lines of text)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import pandas as pd

from data.findings import Severity
from data.intake import EVIDENCE, PROBLEMS, SELF_SCORES, VALUES, VERIFICATIONS, Intake
from data.shape import Shape

_SEVERITIES: Mapping[Severity, str] = {"错误": "errors", "警告": "warnings", "提示": "notices"}


def intake_record(intake: Intake) -> dict[str, Any]:
    """Everything that was read, as what JSON knows; unreported figures are null, numbers keep all their digits."""
    tables = {
        "values": _records(VALUES, intake.values), "self_scores": _records(SELF_SCORES, intake.self_scores),
        "problems": _records(PROBLEMS, intake.problems), "evidence": _records(EVIDENCE, intake.evidence),
        "verifications": _records(VERIFICATIONS, intake.verifications),
        "village_values": _records(VALUES, intake.village_values),
    }  # fmt: skip
    return {
        "file": intake.file_name, "sha256": intake.sha256, "readable": intake.readable, "kind": intake.kind,
        "unit": intake.unit, "town": intake.unit if intake.kind == "town" else "", "round": intake.round_name,
        "scheme": intake.scheme_code, "template_version": intake.template_version, "counts": _counts(intake),
        **tables, "findings": [asdict(one) for one in intake.findings],
    }  # fmt: skip


def intake_in_words(intake: Intake) -> str:
    """Whose it is, how much was read, and a line for each finding."""
    counts = _counts(intake)
    read = counts["reported"] + counts["not_applicable"]
    who = f"{intake.unit or '未识别单位'}，{intake.round_name or '未识别轮次'}"
    lines = [
        f"  {one.severity} {one.code} {one.sheet} {one.cell}：{one.message}{one.remedy}" for one in intake.findings
    ]
    return "\n".join([f"{intake.file_name}：{who}，读到 {read} 个填报值", *lines])


def _counts(intake: Intake) -> dict[str, int]:
    """Figures by their status, rows of the lists, findings by severity."""
    statuses = Counter(intake.values["status"])
    severities = Counter(one.severity for one in intake.findings)
    return {
        **{status: statuses[status] for status in ("reported", "not_applicable", "unreported")},
        "problems": len(intake.problems),
        "evidence": len(intake.evidence),
        **{name: severities[severity] for severity, name in _SEVERITIES.items()},
    }


def _records(shape: Shape, table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{key: _plain(cell) for key, cell in row.items()} for row in shape.records(table)]


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell
