"""改革创新案例 as a workbook: the empty form, or the cases that there are, to be filled in and loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from data.innovation.words import CERTAINTY_WORDS, COLUMNS, SHEET, levels_of
from data.templates import checks
from data.templates.look import add_styles, lines_needed
from data.templates.paper import Paper
from scoring.innovation import cap_of
from scoring.rounding import plain
from scoring.scheme import Scheme

SPARE_ROWS = 20
"""How many empty rows the form has for what is yet to come."""

_STYLES = {"level": "fill_choice", "certainty": "fill_choice", "awarded_on": "fill_date"}


def cases_workbook(scheme: Scheme, round_name: str, rows: Sequence[Mapping[str, Any]] = ()) -> bytes:
    """The rows (FIELDS each) and some empty ones as xlsx; text stays text, whatever it begins with."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    paper = Paper(book, SHEET, COLUMNS)
    first = paper.head(SHEET, f"轮次：{round_name}　　{how(scheme)}")
    last = first + len(rows) + SPARE_ROWS - 1
    for row in range(first, last + 1):
        _write(paper, row, rows[row - first] if row - first < len(rows) else {})
    for key, words in (("level", levels_of(scheme)), ("certainty", tuple(CERTAINTY_WORDS.values()))):
        letter = paper.letter(key)
        paper.sheet.add_data_validation(checks.choice(f"{letter}{first}:{letter}{last}", words, strict=False))
    days = paper.letter("awarded_on")
    paper.sheet.add_data_validation(checks.day(f"{days}{first}:{days}{last}"))
    paper.finish(f"{round_name}{SHEET}", freeze=f"B{first}", growing=True)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def how(scheme: Scheme) -> str:
    """«一行一个案例；国家 5 分、省 3 分…，合计不超过 10 分；同一案例只按最高级别计一次。»"""
    if scheme.innovation is None:
        return "一行一个案例；方案没有写明各级别的分值。"
    points = "、".join(f"{name} {plain(worth)} 分" for name, worth in scheme.innovation.levels)
    return f"一行一个案例；{points}，合计不超过 {plain(cap_of(scheme))} 分；同一案例只按最高级别计一次。"


def _write(paper: Paper, row: int, cells: Mapping[str, Any]) -> None:
    lines = 1
    for column in COLUMNS:
        content = cells.get(column.key)
        if column.key == "certainty":
            content = CERTAINTY_WORDS.get(str(content), "")
        paper.put(row, column.key, content, _STYLES.get(column.key, "fill_text"))
        lines = max(lines, lines_needed(str(content or ""), column.width))
    paper.height(row, lines)
