"""汇总: totals on the scheme's scale, completeness, lost rigid points, ranks and grades, a row a town."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from reports.audit import paper
from reports.audit.entered import FIRST_COLUMN, FIRST_ROW, TOWN_VALUES
from reports.audit.standing import Standing
from reports.audit.totals import GRADES, TOTALS, Card
from reports.audit.values import UNIT_HEADINGS, same_units
from scoring.formula import ROW
from scoring.formula_rows import letters
from scoring.scheme import COUNTY_ITSELF

SUMMARY = "汇总"
OPEN_PROBLEMS, AT_WORST, AT_BEST = "未销号问题", "排名依据", "最好时的排名依据"
RANKS, GROUP_RANKS = ("名次", "最好名次", "最差名次"), ("组内名次", "组内最好", "组内最差")
COLUMNS = (*TOTALS, OPEN_PROBLEMS, *RANKS, *GROUP_RANKS, *GRADES, AT_WORST, AT_BEST)


def summary(sheet: Worksheet, card: Card, count: int, open_problems: Sequence[float], own: int) -> None:
    """What comes of the scores of every town. ``open_problems`` is a number a town, ``own`` the county's own."""
    paper.text(sheet, 1, 1, "汇总：总分、名次、等次", "title")
    beside = f"另有{COUNTY_ITSELF}未销号问题 {own} 个，不计入各镇。" if own else ""
    note = f"总分＝得分÷适用分值×{card.scale:g}（缺项折算）；名次按已确定的得分排列。{beside}"
    paper.text(sheet, 2, 1, note, "note")
    same_units(sheet, TOWN_VALUES, count, UNIT_HEADINGS)
    written = dict(_written(card, count))
    for column, name in enumerate(COLUMNS, FIRST_COLUMN):
        paper.text(sheet, FIRST_ROW - 1, column, name, "heading")
        for place in range(count):
            if name == OPEN_PROBLEMS:
                paper.figure(sheet, FIRST_ROW + place, column, open_problems[place], "given_count")
            else:
                paper.formula(sheet, FIRST_ROW + place, column, written[name], paper.style_of(name))
    paper.laid_out(sheet, (8, 14, 10, 8, 12), heights=(28, 18))


def _own(name: str) -> str:
    """The town's own cell in that column."""
    return f"${letters(FIRST_COLUMN + COLUMNS.index(name))}{ROW}"


def _written(card: Card, count: int) -> Iterator[tuple[str, str]]:
    """Each column with its formula."""
    yield from card.totals(_own)
    yield from card.grades(_own, _own("名次"))
    yield AT_WORST, f"IF(ISNUMBER({_own('最低')}),{_own('最低')},-1)"
    yield AT_BEST, f"IF(ISNUMBER({_own('最高')}),{_own('最高')},-1)"
    columns = (AT_WORST, AT_BEST, "刚性失分", "可能刚性失分", OPEN_PROBLEMS)
    cells = (*(_own(name) for name in columns), f"$D{ROW}")
    standing = Standing(card.scheme.tie_break, *((cell, _whole(cell, count)) for cell in cells))
    for grouped, (rank, best, worst) in ((False, RANKS), (True, GROUP_RANKS)):
        yield rank, standing.rank(grouped)
        yield best, standing.best(grouped)
        yield worst, standing.worst(grouped)


def _whole(cell: str, count: int) -> str:
    """The cells of all towns in the cell's column."""
    first, last = (cell.replace(ROW, f"${row}") for row in (FIRST_ROW, FIRST_ROW + max(count, 1) - 1))
    return f"{first}:{last}"
