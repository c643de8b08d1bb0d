"""Colours and words of the marks. The colours are found again in a file that comes back, so they never change."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from data.findings import Severity
from data.templates.look import WRONG

SEVERITIES: tuple[Severity, ...] = ("错误", "警告", "提示")
"""The worst first."""

FILLS: Mapping[Severity, str] = MappingProxyType({"错误": f"FF{WRONG}", "警告": "FFFFDC8C"})
"""The ground of a marked cell. What is only for information keeps its own."""

NOTE_TITLE = "【退回更正】"
NOTE_AUTHOR = "退回更正"
REMEDY = "改正"
MOST_IN_NOTE = 8
"""How many findings one comment spells out."""

SHEET, CELL, BEFORE = "工作表", "单元格", "原底色"
"""Headings of the list by which a list that comes back is read; what stands under the last one is not shown."""
