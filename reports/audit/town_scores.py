"""计分: towns × items, in four blocks side by side (score, points that apply, worst, best)."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from reports.audit import paper
from reports.audit.entered import FIRST_COLUMN, FIRST_ROW, TOWN_VALUES
from reports.audit.rules import TOWN_STEPS, Item
from reports.audit.totals import RIGID_MARK, Card, Cells, score_of
from reports.audit.values import UNIT_HEADINGS, same_units
from scoring.formula import ROW
from scoring.formula_rows import letters
from scoring.scheme import Scheme

TOWN_SCORES = "计分"
SCORE, FULL, LOW, HIGH = range(4)
BLOCKS = ("得分", "应计分", "最低", "最高")
RIGID_ROW = 4


def town_scores(sheet: Worksheet, items: Sequence[Item], count: int) -> None:
    """The scores of every town."""
    paper.labelled(sheet, 1, ("指标编码", "指标名称", "分值", "刚性"))
    same_units(sheet, TOWN_VALUES, count, UNIT_HEADINGS)
    for block, name in enumerate(BLOCKS):
        for place, item in enumerate(items):
            column = _column(items, place, block)
            _headings(sheet, column, item, name)
            written = _written(items, place, block)
            for row in range(FIRST_ROW, FIRST_ROW + count):
                paper.formula(sheet, row, column, written, "score" if block == SCORE else "formula")
    paper.laid_out(sheet, (8, 14, 10, 8, 12), heights=(18, 56, 18, 18))


def _headings(sheet: Worksheet, column: int, item: Item, block: str) -> None:
    one = item.indicator
    told = (one.code, one.name, f"{one.points:g} 分", RIGID_MARK if one.rigid else "", block)
    paper.labelled(sheet, column, told, last="heading")


def _written(items: Sequence[Item], place: int, block: int) -> str:
    marks = items[place].marks
    if block == SCORE:
        low, high, full = (_cell(items, place, one) for one in (LOW, HIGH, FULL))
        return score_of(low, high, full, paper.elsewhere(TOWN_STEPS, marks.absent))
    return paper.elsewhere(TOWN_STEPS, {FULL: marks.full, LOW: marks.low, HIGH: marks.high}[block])


def _column(items: Sequence[Item], place: int, block: int) -> int:
    """The column of an item in a block; a block without items is one empty column."""
    return FIRST_COLUMN + block * max(len(items), 1) + place


def _cell(items: Sequence[Item], place: int, block: int) -> str:
    return f"${letters(_column(items, place, block))}{ROW}"


def town_card(scheme: Scheme, items: Sequence[Item]) -> Card:
    """The scores of the town in the row, as another sheet refers to them."""

    def block(number: int, row: str = ROW) -> str:
        ends = (_column(items, place, number) for place in (0, max(len(items), 1) - 1))
        first, last = (f"${letters(column)}{row}" for column in ends)
        return f"{TOWN_SCORES}!{first}:{last}"

    return Card(
        scheme, scheme.town_scale, tuple(_cells(items, place) for place in range(len(items))), score=block(SCORE),
        projected=block(SCORE), full=block(FULL), low=block(LOW), high=block(HIGH), rigid=block(SCORE, f"${RIGID_ROW}"),
    )  # fmt: skip


def _cells(items: Sequence[Item], place: int) -> Cells:
    low, high, full = (f"{TOWN_SCORES}!{_cell(items, place, one)}" for one in (LOW, HIGH, FULL))
    sure, may = (paper.elsewhere(TOWN_STEPS, one) for one in items[place].veto)
    one = items[place].indicator
    return Cells(one.code, one.rigid is not None, low, high, full, (sure, may))
