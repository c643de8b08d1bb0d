"""问题清单, 佐证目录 and 评分细则: the lists beside the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from data.templates import checks
from data.templates.filled import Row, Typed
from data.templates.forms import (
    EVIDENCE_COLUMNS,
    EVIDENCE_KINDS,
    EVIDENCE_SHEET,
    NO,
    PROBLEM_COLUMNS,
    PROBLEM_SHEET,
    RULE_SHEET,
    SEVERITIES,
    SOURCES,
    YES,
    Column,
)
from data.templates.look import lines_needed
from data.templates.meta import Backstage, Meta
from data.templates.paper import Paper
from scoring.rounding import plain
from scoring.scheme import COUNTY, COUNTY_ITSELF, Indicator

SPARE_ROWS = 20
"""How many empty rows a list has for what is yet to come."""

_RULE_COLUMNS = (
    Column("code", "指标编码", 9),
    Column("content", "考核内容", 28),
    Column("points", "分值", 7),
    Column("rigid", "刚性主题", 13),
    Column("words", "评分细则", 46),
    Column("hints", "填报口径", 34),
    Column("lead", "牵头单位（口径咨询）", 16),
    Column("clause", "方案条款", 15),
)

_PROBLEM_STYLES = {
    "number": "centred",
    "source": "fill_choice",
    "found_on": "fill_date",
    "rigid": "fill_choice",
    "severity": "fill_choice",
    "due_on": "fill_date",
}
_EVIDENCE_STYLES = {"kind": "fill_choice", "complete": "fill_choice", "matches_field": "fill_choice"}


def write_problems(
    workbook: Workbook, backstage: Backstage, meta: Meta, codes: str, villages: Sequence[str], rows: Sequence[Row]
) -> None:
    """Add the sheet 问题清单; ``codes`` is the range of the indicators to choose from."""
    paper = Paper(workbook, PROBLEM_SHEET, PROBLEM_COLUMNS)
    first = paper.head(f"{meta.unit}问题清单", meta.line("一行一个问题"))
    town = meta.unit if meta.kind == "town" else None
    for number in range(1, len(rows) + SPARE_ROWS + 1):
        row = rows[number - 1] if number <= len(rows) else {}
        cells = {"number": number, "town": town, **row}
        cells["town"] = COUNTY_ITSELF if cells["town"] == COUNTY else cells["town"]
        _list_row(paper, first + number - 1, cells, _PROBLEM_STYLES)
    last = first + len(rows) + SPARE_ROWS - 1
    _add_choices(
        paper, first, last, {"source": SOURCES, "severity": SEVERITIES, "rigid": (YES, NO), "indicator": codes}
    )
    _add_days(paper, first, last, ("found_on", "due_on"))
    if villages:
        _add_choices(paper, first, last, {"village": backstage.list_of(villages)})
    paper.finish(meta.footer, freeze="C4", growing=True)


def write_evidence(
    workbook: Workbook, meta: Meta, codes: str, indicators: Sequence[Indicator], rows: Sequence[Row]
) -> None:
    """Add the sheet 佐证目录 with what the scheme requires; ``rows`` fill in or add documents."""
    paper = Paper(workbook, EVIDENCE_SHEET, EVIDENCE_COLUMNS)
    first = row = paper.head(f"{meta.unit}佐证材料目录", meta.line("列出的是方案要求的材料，另有材料请在末尾加行"))
    typed = {(one.get("code"), one.get("document")): one for one in rows}
    for indicator in indicators:
        for document in indicator.evidence:
            given = {"code": indicator.code, "content": indicator.name, "document": document}
            _evidence_row(paper, row, {**given, **typed.pop((indicator.code, document), {})}, required=True)
            row += 1
    names = {one.code: one.name for one in indicators}
    for one in (*typed.values(), *({} for _ in range(SPARE_ROWS))):
        _evidence_row(paper, row, {"content": names.get(str(one.get("code"))), **one}, required=False)
        row += 1
    spare = row - SPARE_ROWS - len(typed)
    _add_choices(paper, first, row - 1, {"kind": EVIDENCE_KINDS, "complete": (YES, NO), "matches_field": (YES, NO)})
    _add_choices(paper, spare, row - 1, {"code": codes})
    paper.finish(meta.footer, freeze="D4", growing=True)


def write_rules(workbook: Workbook, meta: Meta, indicators: Sequence[Indicator], basis: str) -> None:
    """Add the sheet 评分细则: how each indicator is scored and counted, and whom to ask."""
    paper = Paper(workbook, RULE_SHEET, _RULE_COLUMNS)
    row = paper.head("评分细则与填报口径", basis)
    for indicator in indicators:
        cells = _rule_cells(indicator)
        for column in _RULE_COLUMNS:
            style = "centred" if column.key in ("code", "points", "rigid") else "text"
            paper.put(row, column.key, cells[column.key], style)
        paper.height(row, max(lines_needed(cells[column.key], column.width) for column in _RULE_COLUMNS))
        row += 1
    paper.finish(meta.footer, freeze="C4")


def _rule_cells(indicator: Indicator) -> dict[str, str]:
    hints = [f"{one.name}：{one.hint}" for one in indicator.inputs if one.hint]
    return {
        "code": indicator.code,
        "content": indicator.name,
        "points": plain(indicator.points),
        "rigid": indicator.rigid or "",
        "words": indicator.words,
        "hints": "\n".join(hints),
        "lead": indicator.lead,
        "clause": indicator.clause,
    }


def _list_row(paper: Paper, row: int, cells: Mapping[str, Typed], styles: Mapping[str, str]) -> None:
    lines = 1
    for column in paper.columns:
        content = cells.get(column.key)
        paper.put(row, column.key, content, styles.get(column.key, "fill_text"))
        lines = max(lines, lines_needed(str(content or ""), column.width))
    paper.height(row, lines)


def _evidence_row(paper: Paper, row: int, cells: Mapping[str, Typed], *, required: bool) -> None:
    fixed = {"code": "code", "content": "text", "document": "text"} if required else {"content": "grey"}
    _list_row(paper, row, cells, {**_EVIDENCE_STYLES, **fixed})


def _add_choices(paper: Paper, first: int, last: int, sources: Mapping[str, str | Sequence[str]]) -> None:
    """A drop-down down each of those columns; what is not on the list is let in after a question."""
    for key, source in sources.items():
        letter = paper.letter(key)
        paper.sheet.add_data_validation(checks.choice(f"{letter}{first}:{letter}{last}", source, strict=False))


def _add_days(paper: Paper, first: int, last: int, keys: Sequence[str]) -> None:
    for key in keys:
        letter = paper.letter(key)
        paper.sheet.add_data_validation(checks.day(f"{letter}{first}:{letter}{last}"))
