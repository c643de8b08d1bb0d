"""台账一致性清单 as a workbook, to be handed to towns, departments and teams."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

from data.consistency import SOURCES, Disagreement, Said
from data.templates.filled import Typed
from data.templates.forms import Column
from data.templates.look import add_styles, lines_needed
from data.templates.paper import Paper
from scoring.rounding import half_up

SHEET = "台账一致性清单"

_COLUMNS = (
    Column("number", "序号", 6),
    Column("unit", "镇", 10),
    Column("sample", "村", 10),
    Column("code", "指标编码", 9),
    Column("name", "考核内容", 26),
    Column("input", "填报项", 22),
    Column("measure", "计量单位", 8),
    *(Column(source, source, 10) for source in SOURCES),
    Column("counts", "采用", 8),
    Column("county", "牵动全县（分）", 9),
    Column("town", "牵动本镇（分）", 9),
    Column("veto", "否决", 14),
    Column("who", "由谁核清", 24),
    Column("places", "出处", 46),
    Column("reasons", "说明", 36),
)
_POINTS = ("county", "town")


def consistency_workbook(found: Sequence[Disagreement], title: str, summary: str) -> bytes:
    """The list as xlsx; text from workbooks stays text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    paper = Paper(book, SHEET, _COLUMNS)
    first = paper.head(f"{title}{SHEET}", summary)
    for row, one in enumerate(found, first):
        cells = _cells(one, row - first + 1)
        for column in _COLUMNS:
            cell = paper.put(row, column.key, cells[column.key], "text" if column.width > 20 else "centred")
            if column.key in _POINTS:
                cell.number_format = "0.00"
        paper.height(row, max(lines_needed(str(cells[column.key] or ""), column.width) for column in _COLUMNS))
    last = first + max(len(found), 1) - 1
    paper.sheet.auto_filter.ref = f"A{first - 1}:{paper.letter(_COLUMNS[-1].key)}{last}"
    paper.finish(f"{title}{SHEET}", freeze=f"{paper.letter('code')}{first}")
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def veto_words(one: Disagreement) -> str:
    """What of a veto hangs on the figure."""
    if one.county_veto:
        return "关系全县否决"
    if one.town_veto:
        return "关系本镇刚性扣分"
    return "刚性" if one.indicator.rigid else ""


def said_words(said: Sequence[Said]) -> str:
    """What a source says; of several teams all of it."""
    return "；".join(one.spoken for one in said)


def _cells(one: Disagreement, number: int) -> dict[str, Typed]:
    places = "\n".join(f"{said.source}：{said.place}" for said in one.said)
    reasons = "\n".join(f"{said.source}：{said.reason}" for said in one.said if said.reason)
    return {
        "number": number, "unit": one.unit, "sample": one.sample, "code": one.indicator.code,
        "name": one.indicator.name, "input": one.input.name, "measure": one.input.unit,
        **{source: said_words(one.of(source)) for source in SOURCES}, "counts": one.counting.source,
        "county": float(half_up(one.county_points)), "town": float(half_up(one.town_points)), "veto": veto_words(one),
        "who": "、".join(one.who) or "已由县里更正", "places": places, "reasons": reasons,
    }  # fmt: skip
