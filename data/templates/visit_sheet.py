"""暗访表: a row for each village visited, a column for each figure counted there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from data.templates import checks
from data.templates.filled import Visit
from data.templates.forms import VISIT_COLUMNS, VISIT_REMARK_COLUMNS, VISIT_SHEET, Asked, Column, visit_heading
from data.templates.look import lines_needed
from data.templates.meta import Backstage, Meta
from data.templates.paper import Paper

SPARE_ROWS = 20


def write_visits(
    workbook: Workbook,
    backstage: Backstage,
    meta: Meta,
    asked: Sequence[Asked],
    villages: Mapping[str, Sequence[str]],
    visits: Sequence[Visit],
) -> None:
    """Add the sheet 暗访表: the visits made, else a row for each village of ``villages`` (town → its villages)."""
    figures = [Column("/".join(one.key), visit_heading(one), 16) for one in asked]
    paper = Paper(workbook, VISIT_SHEET, (*VISIT_COLUMNS, *figures, *VISIT_REMARK_COLUMNS))
    first = paper.head(f"{meta.unit}村级暗访表", meta.line("一行一个村，没有发现问题的填 0，没有去的村留空"))
    listed = [Visit(town, village) for town, names in villages.items() for village in names]
    rows = [*(visits or listed), *(Visit("", "") for _ in range(SPARE_ROWS))]
    for row, visit in enumerate(rows, first):
        _visit_row(paper, row, asked, visit)
    last = first + len(rows) - 1
    for number, one in enumerate(asked, len(VISIT_COLUMNS) + 1):
        letter = get_column_letter(number)
        checks.figure(paper.sheet, [f"{letter}{first}:{letter}{last}"], one)
    days = paper.letter("visited_on")
    paper.sheet.add_data_validation(checks.day(f"{days}{first}:{days}{last}"))
    if villages:
        towns = checks.choice(f"A{first}:A{last}", backstage.list_of(list(villages)), strict=False)
        paper.sheet.add_data_validation(towns)
    paper.finish(meta.footer, freeze="D4", growing=True)


def _visit_row(paper: Paper, row: int, asked: Sequence[Asked], visit: Visit) -> None:
    paper.put(row, "town", visit.town, "fill_text")
    paper.put(row, "village", visit.village, "fill_text")
    paper.put(row, "visited_on", visit.visited_on, "fill_date")
    for number, one in enumerate(asked, len(VISIT_COLUMNS) + 1):
        paper.put(row, number, visit.figures.get(one.key), "fill_choice" if one.input.yes_no else "fill")
    lines = 1
    for column in VISIT_REMARK_COLUMNS:
        text = str(getattr(visit, column.key))
        paper.put(row, column.key, text, "fill_text")
        lines = max(lines, lines_needed(text, column.width))
    paper.height(row, lines)
