"""What every message of the table consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["错误", "警告", "提示"]

ERROR: Severity = "错误"
WARNING: Severity = "警告"
NOTICE: Severity = "提示"


@dataclass(frozen=True)
class Message:
    """What a code says: ``what`` and ``remedy`` are format strings."""

    severity: Severity
    what: str
    remedy: str
