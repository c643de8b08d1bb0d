"""部门核定表: the figures of the towns that a department answers for, beside what each town reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from data.templates import checks
from data.templates.filled import Row, Typed
from data.templates.forms import Asked, Column
from data.templates.look import lines_needed
from data.templates.meta import Meta
from data.templates.paper import Paper

VERIFICATION_SHEET = "核定表"

AGREED, AMENDED, REFUTED = "同意", "更正", "查不实"
OPINIONS = (AGREED, AMENDED, REFUTED)
"""同意: the town's figure stands. 更正 and 查不实: another figure stands, miscounted or without proof."""

NOT_REPORTED = "未填报"
"""What stands in 镇报数 where the town has not reported the figure."""

Slot = tuple[str, str, str]
"""A town, an indicator's code and an input's id."""

VERIFICATION_COLUMNS = (
    Column("code", "指标编码", 8.5, ("编码", "指标代码", "指标编号"), required=True),
    Column("content", "考核内容", 24, ("考核指标", "指标名称", "指标", "指标内容"), aid=True),
    Column("input", "填报项", 24, ("填报内容", "填报指标", "填报项目"), required=True),
    Column("unit", "单位", 7, ("计量单位",), aid=True),
    Column("town", "镇", 10, ("镇街", "乡镇", "所在镇"), required=True),
    Column("claimed", "镇报数", 11, ("镇级填报数", "自报数", "镇上报数", "上报数")),
    Column("opinion", "核定意见", 10, ("意见", "核定结论")),
    Column("value", "核定数", 12, ("核定值", "核实数", "部门核定数", "认定数"), required=True),
    Column("reason", "核定说明", 28, ("核定原因", "更正原因", "说明")),
    Column("basis", "依据", 22, ("核定依据", "佐证材料", "佐证")),
)

_STYLES = {"code": "code", "content": "text", "input": "text", "unit": "centred", "town": "centred", "claimed": "given"}
_FILLED = {"opinion": "fill_choice", "value": "fill", "reason": "fill_text", "basis": "fill_text"}


def write_verification(
    workbook: Workbook,
    meta: Meta,
    asked: Sequence[Asked],
    towns: Sequence[str],
    claimed: Mapping[Slot, Typed],
    filled: Mapping[Slot, Row],
    due: str = "",
) -> None:
    """Add the sheet 核定表. ``claimed`` is what the towns reported, ``filled`` what the department answers."""
    paper = Paper(workbook, VERIFICATION_SHEET, VERIFICATION_COLUMNS)
    title = f"{meta.unit}乡村振兴实绩模拟考核部门核定表"
    first = paper.head(title, meta.line("没有核定的行留空", due))
    for place, one in enumerate(asked):
        for row, town in enumerate(towns, first + place * len(towns)):
            _row(paper, row, one, town, claimed, filled)
    if towns:
        _add_checks(paper, asked, len(towns), first)
    paper.sheet.auto_filter.ref = f"A{first - 1}:{paper.letter('basis')}{first + len(asked) * len(towns) - 1}"
    paper.finish(meta.footer, freeze=f"{paper.letter('claimed')}{first}")


def _row(
    paper: Paper, row: int, one: Asked, town: str, claimed: Mapping[Slot, Typed], filled: Mapping[Slot, Row]
) -> None:
    slot = (town, *one.key)
    answers = filled.get(slot, {})
    cells: dict[str, Typed] = {
        "code": one.indicator.code, "content": one.indicator.name, "input": one.input.name,
        "unit": "是/否" if one.input.yes_no else one.input.unit, "town": town,
        "claimed": claimed.get(slot, NOT_REPORTED),
    }  # fmt: skip
    styles = {**_STYLES, **_FILLED, "value": "fill_choice" if one.input.yes_no else "fill"}
    for column in VERIFICATION_COLUMNS:
        paper.put(row, column.key, cells.get(column.key, answers.get(column.key)), styles[column.key])
    written = ((str(cells.get(key) or answers.get(key) or ""), key) for key in ("content", "input", "reason", "basis"))
    width = {column.key: column.width for column in VERIFICATION_COLUMNS}
    paper.height(row, max(lines_needed(text, width[key]) for text, key in written))


def _add_checks(paper: Paper, asked: Sequence[Asked], towns: int, first: int) -> None:
    """What each cell takes: of a figure the rows of all towns share one check."""
    start = {one.key: first + place * towns for place, one in enumerate(asked)}
    value, opinion = paper.letter("value"), paper.letter("opinion")
    for one in asked:
        row, limit = start[one.key], one.input.at_most
        base = start.get((one.indicator.code, limit.text.strip())) if limit else None
        cells = [f"{value}{place}" for place in range(row, row + towns)]
        checks.figure(paper.sheet, cells, one, f"{value}{base}" if base else "")
    last = first + len(asked) * towns - 1
    paper.sheet.add_data_validation(checks.choice(f"{opinion}{first}:{opinion}{last}", OPINIONS))
