"""What can be wrong in a workbook (校验问题): every message in one table, with codes that never change their meaning.

R1 the file, R2 its sheets, columns and rows, R3 a cell, R4 figures against each other, R5 the lists of problems,
evidence, visits and verifications, R6 the roster's workbook and the survey, R7 a workbook beside our score, its history
and the other towns. ``docs/findings.md`` lists the same table and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from data.findings.cells import CELLS, RELATIONS
from data.findings.checks import BESIDE_OTHERS, VILLAGES
from data.findings.lists import LISTS, VERIFICATIONS
from data.findings.loop import CATALOGUE, INNOVATION, RECTIFICATION, SURVEY
from data.findings.message import Message, Severity
from data.findings.roster import ROSTER
from data.findings.workbook import FILE, SHEETS

__all__ = ["LONGEST_TYPED", "MESSAGES", "THEMES", "Finding", "Message", "Severity", "finding"]

LONGEST_TYPED = 40
"""How many characters of what a clerk typed are repeated in a message."""

THEMES: tuple[Mapping[str, Message], ...] = (
    FILE,
    SHEETS,
    CELLS,
    RELATIONS,
    LISTS,
    VERIFICATIONS,
    RECTIFICATION,
    ROSTER,
    SURVEY,
    INNOVATION,
    CATALOGUE,
    VILLAGES,
    BESIDE_OTHERS,
)
"""The table, theme by theme; no code stands in two of them."""

MESSAGES: Mapping[str, Message] = MappingProxyType({code: said for theme in THEMES for code, said in theme.items()})
"""Every message there is, by code."""


@dataclass(frozen=True)
class Finding:
    """One thing wrong in a workbook, where it stands, and how to put it right.

    ``sheet`` and ``cell`` (A1 notation) are "" when the whole file or sheet is meant; ``typed`` is the text as typed.
    错误: the cell, row or file was not taken over. 警告: taken over, but somebody should look. 提示: for information.
    """

    code: str
    severity: Severity
    sheet: str
    cell: str
    message: str
    remedy: str
    indicator: str = ""
    typed: str = ""


def finding(code: str, sheet: str = "", cell: str = "", indicator: str = "", typed: str = "", **words: str) -> Finding:
    """The finding of that code; ``words`` fill the message's blanks, as does ``typed`` (shortened)."""
    message = MESSAGES[code]
    filling = {**words, "typed": _shortened(typed)}
    what, remedy = message.what.format(**filling), message.remedy.format(**filling)
    return Finding(code, message.severity, sheet, cell, what, remedy, indicator, typed)


def _shortened(typed: str) -> str:
    text = " ".join(typed.split())
    return text if len(text) <= LONGEST_TYPED else text[: LONGEST_TYPED - 1] + "…"
