"""佐证材料目录 as a workbook, a sheet a unit, laid out as 佐证目录.

What stands there can be put into that sheet, or the office's answers loaded from it (:mod:`data.evidence_answers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import pandas as pd
from openpyxl import Workbook

from data.evidence_documents import UNLISTED
from data.templates import checks
from data.templates.filled import Typed
from data.templates.forms import EVIDENCE_COLUMNS, NO, YES, Column
from data.templates.look import add_styles, lines_needed
from data.templates.meta import mark
from data.templates.paper import Paper
from scoring.scheme import Scheme

TITLE = "佐证材料目录"

UNIT_LABEL = "填报单位："
"""What stands before the unit in the line under each title."""

COLUMNS = (
    *EVIDENCE_COLUMNS,
    Column("state", "现况", 11, aid=True),
    Column("note", "县里核对意见", 30),
    Column("check", "核对版本", 9),
)
SPARE_ROWS = 5
"""How many rows of each sheet are left for documents that nobody has named yet."""

UNSAID_SIGNS = "xx"
LACKING = "还缺："
"""What stands before the missing parts of a document, behind what the office has noted."""

_WRAPPED = ("content", "document")
_SPARE = dict.fromkeys(("code", "document", "kind", "reference", "issued_by"), "fill_text")
_NOT_IN_A_NAME = re.compile(r"[\\/*?:\[\]\x00-\x1f']")
_LONGEST_NAME = 28


def catalogue_workbook(scheme: Scheme, documents: pd.DataFrame, round_name: str) -> bytes:
    """The documents (columns of ``data.evidence_documents.DOCUMENTS``) as xlsx; text from workbooks stays text.

    The answers are those that count: where the office has checked, its own, with the name of who checked.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    units = list(dict.fromkeys(documents["unit"]))
    for unit, name in zip(units, sheet_names(units), strict=True):
        _write(Paper(book, name, COLUMNS), scheme, unit, documents[documents["unit"] == unit], round_name)
    if not units:
        Paper(book, TITLE, COLUMNS).head(TITLE, f"{round_name}　没有材料")
    mark(book, TITLE, {"scheme_code": scheme.code, "scheme_version": scheme.version, "round_name": round_name})
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def sheet_names(units: Iterable[str]) -> list[str]:
    """A name for each unit's sheet: what a sheet may not be called is left out, and no two are the same."""
    names: list[str] = []
    for place, unit in enumerate(units, 1):
        name = _NOT_IN_A_NAME.sub("", unit).strip()[:_LONGEST_NAME] or f"单位{place}"
        names.append(name if name.lower() not in {one.lower() for one in names} else f"{name[:24]}{place}")
    return names


def _write(paper: Paper, scheme: Scheme, unit: str, documents: pd.DataFrame, round_name: str) -> None:
    first = row = paper.head(f"{unit}{TITLE}", f"轮次：{round_name}　{UNIT_LABEL}{unit}")
    for one in documents.to_dict("records"):
        cells = _cells(scheme, one)
        for column in COLUMNS:
            paper.put(row, column.key, cells[column.key], _style(column.key))
        paper.height(row, max(lines_needed(str(cells[column.key] or ""), column.width) for column in COLUMNS))
        row += 1
    for _ in range(SPARE_ROWS):
        for column in COLUMNS:
            paper.put(row, column.key, None, _SPARE.get(column.key, _style(column.key)))
        row += 1
    for key in ("complete", "matches_field"):
        letter = paper.letter(key)
        cells_of = f"{letter}{first}:{letter}{max(row - 1, first)}"
        paper.sheet.add_data_validation(checks.choice(cells_of, (YES, NO), strict=False))
    paper.sheet.auto_filter.ref = f"A{first - 1}:{paper.letter('check')}{max(row - 1, first)}"
    paper.finish(f"{round_name}{unit}{TITLE}", freeze=f"D{first}", growing=True)


def signs(one: Mapping[Any, Any]) -> str:
    """Both answers in two signs, so that it is seen which of them have been changed since they went out."""
    answers = (_answer(one[name]) for name in ("complete", "matches_field"))
    return "".join("x" if answer is None else "1" if answer else "0" for answer in answers)


def noted(one: Mapping[Any, Any]) -> str:
    """What the office has noted of a document, and behind it the parts that are missing."""
    return "；".join(filter(None, (one["note"], f"{LACKING}{one['lacking']}" if one["lacking"] else "")))


def _style(key: str) -> str:
    if key in ("complete", "matches_field"):
        return "fill_choice"
    if key in ("checked_by", "note"):
        return "fill_text"
    return "grey" if key == "check" else "text" if key in _WRAPPED else "centred"


def _cells(scheme: Scheme, one: Mapping[Any, Any]) -> dict[str, Typed]:
    said = one["state"] != UNLISTED
    went_out = signs(one) if said else UNSAID_SIGNS
    return {
        "code": one["indicator"], "content": scheme.indicator(one["indicator"]).name, "document": one["document"],
        **{name: one[name] for name in ("kind", "reference", "issued_by")},
        "complete": _answer(one["complete"]) if said else None,
        "matches_field": _answer(one["matches_field"]) if said else None,
        "checked_by": one["check_by"] or one["checked_by"], "state": one["state"],
        "note": noted(one), "check": f"{one['check']}-{went_out}",
    }  # fmt: skip


def _answer(cell: Any) -> bool | None:
    return None if pd.isna(cell) else bool(cell)
