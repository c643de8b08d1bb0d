"""What the sheets of a scheme's workbook have in common: cells, lines, drop-downs, print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from data.scheme_book.kinds import parameters, shapes
from data.scheme_book.layout import SheetPlan
from data.scheme_book.rule_rows import Typed
from data.templates.checks import choice
from data.templates.look import GREY, SOFT_INK, lines_needed
from data.templates.paper import Paper
from scoring.located import Fault, SchemeError, Spot

FIRST_ROW = 4
SPARE_ROWS = 40
"""How many empty rows a sheet has for what is to be added."""
LAST_CHOICE_ROW = 3_000
"""How far down the drop-downs and colours reach."""
LONGEST_TEXT = 32_000
_SHORTER = f"请缩短到 {LONGEST_TEXT} 个字以内"

_TEXT_FORMAT = "@"
_NUMBERS = frozenset({
    "points", "score", "low", "high",
    *(one.heading for shape in shapes().values() for one in parameters(shape) if one.sort == "number"),
})  # fmt: skip
"""The columns that hold plain numbers; in the others a number stays as it was typed, and 1.10 is not 1.1."""
_CENTRED = _NUMBERS | {
    "nature", "category", "sub_item", "code", "scope", "unit", "roll_up", "sampled", "whole", "target", "last_year",
    "node", "shape", "row", "group", "state", "rigid", "单位", "组别", "满分线或目标", "不低于", "不高于", "零分线",
    "前列占比", "方向", "不足一步", "反比", "取整方式", "比较范围", "合成方式", "不适用时",
}  # fmt: skip


def put(paper: Paper, row: int, column: int | str, content: Typed, style: str) -> Cell:
    """Write a cell. SchemeError when the text is longer than a cell can hold."""
    cell = paper.put(row, column, content, style)
    if isinstance(content, str) and len(content) > LONGEST_TEXT:
        spot = Spot(row, paper.sheet.title, cell.coordinate)
        raise SchemeError([Fault("", spot, "", f"「{content[:20]}……」有 {len(content)} 个字，单元格写不下", _SHORTER)])
    if column not in _NUMBERS:
        cell.number_format = _TEXT_FORMAT
    return cell


def put_line(paper: Paper, row: int, cells: Mapping[str, Typed]) -> None:
    """Write one row of a list, high enough for what stands in it."""
    lines = 1
    for column in paper.columns:
        content = cells.get(column.key)
        cell = put(paper, row, column.key, content, "centred" if column.key in _CENTRED else "text")
        if column.aid:
            as_aid(cell)
        if content is not None:
            lines = max(lines, lines_needed(str(content), column.width))
    paper.height(row, lines)


def put_spare_lines(paper: Paper, first: int) -> None:
    """Leave rows for what is to be added; they are not printed while they are empty."""
    for row in range(first, first + SPARE_ROWS):
        put_line(paper, row, {})


def as_aid(cell: Cell) -> None:
    """Show that the cell is only there to be read."""
    cell.fill = PatternFill("solid", fgColor=GREY)
    cell.font = Font(name=cell.font.name, size=cell.font.size, color=SOFT_INK)


def add_choices(paper: Paper, choices: Mapping[str, str | Sequence[str]]) -> None:
    """A drop-down down each of those columns."""
    for key, source in choices.items():
        letter = paper.letter(key)
        paper.sheet.add_data_validation(choice(f"{letter}{FIRST_ROW}:{letter}{LAST_CHOICE_ROW}", source))


def finish(paper: Paper, plan: SheetPlan, footer: str, last: int) -> None:
    """Frozen panes and the print set-up, down to the row ``last``; nothing is locked."""
    paper.finish(footer, freeze=plan.freeze)
    paper.sheet.protection.disable()
    paper.sheet.print_area = f"A1:{get_column_letter(paper.width)}{last}"
    paper.sheet.page_setup.fitToWidth = plan.pages_across
    if plan.title_columns:
        paper.sheet.print_title_cols = plan.title_columns
