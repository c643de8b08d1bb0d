"""全县: the county's total, grade and veto on top, then a row an item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from reports.audit import paper
from reports.audit.projection import PROJECTION_STEPS, Projected
from reports.audit.rules import COUNTY_STEPS, Item
from reports.audit.totals import GRADES, RIGID_MARK, TOTALS, Card, Cells, score_of
from scoring.formula import WAITING, quoted
from scoring.scheme import Scheme

COUNTY_SCORES = "全县"
HEADINGS = ("指标编码", "指标名称", "分值", "刚性", "得分", "应计分", "最低", "最高", "按已报测算")
TOTALS_ROW = 3
ITEMS_ROW = TOTALS_ROW + len((*TOTALS, *GRADES)) + 2


def county_scores(sheet: Worksheet, scheme: Scheme, items: Sequence[Item], so_far: Sequence[Projected | None]) -> None:
    """The county's card."""
    paper.text(sheet, 1, 1, "全县：总分、等次与各项得分", "title")
    rows = {name: row for row, name in enumerate((*TOTALS, *GRADES), TOTALS_ROW)}

    def own(name: str) -> str:
        return f"$B${rows[name]}"

    card = _card(scheme, items)
    for name, written in (*card.totals(own), *card.grades(own, place="0")):
        paper.text(sheet, rows[name], 1, name, "heading")
        paper.formula(sheet, rows[name], 2, written, paper.style_of(name))
    paper.headings(sheet, HEADINGS, ITEMS_ROW - 1)
    for place, item in enumerate(items):
        _line(sheet, ITEMS_ROW + place, item, so_far[place])
    paper.laid_out(sheet, (18, 44, 10, 8, 13), heights=(28,), across=False)
    sheet.freeze_panes = None


def _card(scheme: Scheme, items: Sequence[Item]) -> Card:
    last = ITEMS_ROW + len(items) - 1
    score, full, low, high, projected, rigid = (f"${letter}${ITEMS_ROW}:${letter}${last}" for letter in "EFGHID")
    scale = sum(item.indicator.points for item in items)
    return Card(scheme, scale, tuple(_cells(items)), score, projected, full, low, high, rigid)


def _cells(items: Sequence[Item]) -> Iterator[Cells]:
    for row, item in enumerate(items, ITEMS_ROW):
        sure, may = (paper.elsewhere(COUNTY_STEPS, one) for one in item.veto)
        one = item.indicator
        yield Cells(one.code, one.rigid is not None, f"$G${row}", f"$H${row}", f"$F${row}", (sure, may))


def _line(sheet: Worksheet, row: int, item: Item, so_far: Projected | None) -> None:
    """One item; where it is open, also its score over the towns that have reported in full."""
    one, marks = item.indicator, item.marks
    for column, words in ((1, one.code), (2, one.name), (4, RIGID_MARK if one.rigid else "")):
        paper.text(sheet, row, column, words)
    paper.figure(sheet, row, 3, one.points, "formula")
    absent = paper.elsewhere(COUNTY_STEPS, marks.absent)
    paper.formula(sheet, row, 5, score_of(f"$G${row}", f"$H${row}", f"$F${row}", absent), "score")
    for column, text in ((6, marks.full), (7, marks.low), (8, marks.high)):
        paper.formula(sheet, row, column, paper.elsewhere(COUNTY_STEPS, text))
    waiting = quoted(WAITING)
    paper.formula(sheet, row, 9, f"IF($E${row}={waiting},{_projected(so_far) if so_far else waiting},$E${row})")


def _projected(so_far: Projected) -> str:
    cells = (so_far.count, so_far.marks.low, so_far.marks.high)
    count, low, high = (paper.elsewhere(PROJECTION_STEPS, one) for one in cells)
    return f"IF(AND({count}>0,ROUND({high}-{low},9)=0),{low},{quoted(WAITING)})"
