"""Intakes drawn as text, as a reader would have made them."""

from __future__ import annotations

import hashlib
from typing import Any

from data.intake import VALUES, Intake, Kind

_STATUS = {"未填报": "unreported", "不适用": "not_applicable"}


def intake(unit: str, sheet: str, kind: Kind = "town", content: bytes = b"", **parts: Any) -> Intake:
    """The intake of a workbook whose lines are ``[town:]indicator input[@village] value [target=…] [last_year=…]``.

    A line without a town is about ``unit``. Its cells are those of the line in column F, its target's in E.
    """
    lines = [line.split() for line in sheet.strip().splitlines()]
    rows = [_row(unit, line, number) for number, line in enumerate(lines, start=2)]
    sha256 = hashlib.sha256(content).hexdigest()
    return Intake(f"{unit}.xlsx", sha256, True, kind, unit, "第一轮", "gd2021", "1", VALUES.frame(rows), **parts)


def _row(unit: str, line: list[str], number: int) -> tuple[Any, ...]:
    indicator, named, typed, *others = line
    *town, code = indicator.split(":")
    name, _, sample = named.partition("@")
    beside = dict(other.split("=") for other in others)
    target, last_year = (float(beside[one]) if one in beside else None for one in ("target", "last_year"))
    status = _STATUS.get(typed, "reported")
    value = float(typed) if status == "reported" else None
    written = "" if typed == "未填报" else typed
    cells = ("填报表", f"F{number}", written, f"E{number}" if "target" in beside else "", "")
    return (town[0] if town else unit, code, name, sample, value, status, target, last_year, *cells)
