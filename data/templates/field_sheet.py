"""抽查核实表: figures of whole towns that an inspection team counted itself, beside the villages it visited."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from data.templates import checks
from data.templates.filled import FieldCheck, Typed
from data.templates.forms import Asked, Column
from data.templates.look import lines_needed
from data.templates.meta import Backstage, Meta
from data.templates.paper import Paper

FIELD_SHEET = "抽查核实表"
SPARE_ROWS = 15

FIELD_COLUMNS = (
    Column("town", "镇", 12, ("镇街", "乡镇"), required=True),
    Column("figure", "填报项", 52, ("填报内容", "核实项目"), required=True),
    Column("value", "抽查数", 12, ("核实数", "实地数"), required=True),
    Column("place", "点位", 24, ("地点", "位置")),
    Column("reason", "核实说明", 40, ("说明", "情况说明")),
)


def figure_label(asked: Asked) -> str:
    """A figure as a choice in a drop-down: «C1-02 未整改问题厕所数（座）»."""
    unit = "是/否" if asked.input.yes_no else asked.input.unit
    return f"{asked.indicator.code} {asked.input.name}（{unit}）"


def write_field_checks(
    workbook: Workbook,
    backstage: Backstage,
    meta: Meta,
    asked: Sequence[Asked],
    towns: Sequence[str],
    made: Sequence[FieldCheck],
) -> None:
    """Add the sheet 抽查核实表: the checks made, and empty rows. ``asked`` are the figures to choose from."""
    paper = Paper(workbook, FIELD_SHEET, FIELD_COLUMNS)
    first = paper.head(f"{meta.unit}抽查核实表", meta.line("只填对全镇总数作了现场核实的，没有的留空"))
    label = {one.key: figure_label(one) for one in asked}
    rows = [_cells(one, label) for one in made] + [{}] * SPARE_ROWS
    for row, cells in enumerate(rows, first):
        for column in FIELD_COLUMNS:
            paper.put(row, column.key, cells.get(column.key), "fill" if column.key == "value" else "fill_text")
        paper.height(row, max(lines_needed(str(cells.get(one.key) or ""), one.width) for one in FIELD_COLUMNS))
    last = first + len(rows) - 1
    lists = {"figure": [label[one.key] for one in asked], "town": towns}
    for key, words in lists.items():
        if words:
            cells_of = f"{paper.letter(key)}{first}:{paper.letter(key)}{last}"
            paper.sheet.add_data_validation(checks.choice(cells_of, backstage.list_of(words), strict=False))
    paper.finish(meta.footer, freeze=f"A{first}", growing=True)


def _cells(one: FieldCheck, label: dict[tuple[str, str], str]) -> dict[str, Typed]:
    return {
        "town": one.town, "figure": label[one.figure], "value": one.value, "place": one.place, "reason": one.reason,
    }  # fmt: skip
