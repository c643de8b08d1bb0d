"""佐证材料目录 as a workbook, a sheet a unit, laid out as 佐证目录: what stands there can be put into that sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import pandas as pd
from openpyxl import Workbook

from data.evidence_documents import UNLISTED
from data.templates.filled import Typed
from data.templates.forms import EVIDENCE_COLUMNS, Column
from data.templates.look import add_styles, lines_needed
from data.templates.paper import Paper
from scoring.scheme import Scheme

TITLE = "佐证材料目录"

_COLUMNS = (*EVIDENCE_COLUMNS, Column("state", "现况", 11), Column("note", "县里核对意见", 30))
_WRAPPED = ("content", "document", "note")
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
        _write(Paper(book, name, _COLUMNS), scheme, unit, documents[documents["unit"] == unit], round_name)
    if not units:
        Paper(book, TITLE, _COLUMNS).head(TITLE, f"{round_name}　没有材料")
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
    first = row = paper.head(f"{unit}{TITLE}", f"轮次：{round_name}　填报单位：{unit}")
    for one in documents.to_dict("records"):
        cells = _cells(scheme, one)
        for column in _COLUMNS:
            paper.put(row, column.key, cells[column.key], "text" if column.key in _WRAPPED else "centred")
        paper.height(row, max(lines_needed(str(cells[column.key] or ""), column.width) for column in _COLUMNS))
        row += 1
    paper.sheet.auto_filter.ref = f"A{first - 1}:{paper.letter('note')}{max(row - 1, first)}"
    paper.finish(f"{round_name}{unit}{TITLE}", freeze=f"D{first}", growing=True)


def _cells(scheme: Scheme, one: Mapping[Any, Any]) -> dict[str, Typed]:
    said = one["state"] != UNLISTED
    lacking = f"还缺：{one['lacking']}" if one["lacking"] else ""
    return {
        "code": one["indicator"], "content": scheme.indicator(one["indicator"]).name, "document": one["document"],
        **{name: one[name] for name in ("kind", "reference", "issued_by")},
        "complete": _answer(one["complete"]) if said else None,
        "matches_field": _answer(one["matches_field"]) if said else None,
        "checked_by": one["check_by"] or one["checked_by"], "state": one["state"],
        "note": "；".join(filter(None, (one["note"], lacking))),
    }  # fmt: skip


def _answer(cell: Any) -> bool | None:
    return None if pd.isna(cell) else bool(cell)
