"""The sheets of scores: 计分 (towns × items), 汇总 (totals, ranks, grades) and 全县."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from openpyxl.worksheet.worksheet import Worksheet

from reports.audit import paper
from reports.audit.entered import FIRST_COLUMN, FIRST_ROW, TOWN_VALUES
from reports.audit.rules import COUNTY_STEPS, TOWN_STEPS, Item
from reports.audit.totals import Card, Cells, Standing
from reports.audit.values import UNIT_HEADINGS, same_units
from scoring.formula import NEVER, NOT_APPLICABLE, ROW, WAITING, quoted
from scoring.formula_rows import letters
from scoring.scheme import Scheme

TOWN_SCORES, SUMMARY, COUNTY_CARD = "计分", "汇总", "全县"
BLOCKS = ("得分", "应计分", "最低", "最高")


def score_of(low: str, high: str, full: str, absent: str) -> str:
    """One score: its number once nothing that is missing can change it; 不适用 where there is nothing to earn."""
    closed = f'IF(ROUND({high}-{low},9)=0,{low},"{WAITING}")'
    return closed if absent == NEVER else f"IF(AND({absent},{full}=0),{quoted(NOT_APPLICABLE)},{closed})"


def town_scores(sheet: Worksheet, items: Sequence[Item], count: int) -> None:
    """Units × items in four blocks side by side: score, points that apply, worst, best."""
    same_units(sheet, TOWN_VALUES, count, UNIT_HEADINGS)
    for block, name in enumerate(BLOCKS):
        for place, item in enumerate(items):
            column = FIRST_COLUMN + block * len(items) + place
            _item_headings(sheet, column, item, name)
            written = _town_cell(items, place, block)
            for row in range(FIRST_ROW, FIRST_ROW + count):
                paper.formula(sheet, row, column, written, "score" if block == 0 else "formula")
    paper.freeze(sheet, (6, 14, 10, 6, 11))


def _item_headings(sheet: Worksheet, column: int, item: Item, block: str) -> None:
    one = item.indicator
    told = (one.code, one.name, f"分值 {one.points:g}", "刚性" if one.rigid else "", block)
    for row, words in enumerate(told, 1):
        paper.text(sheet, row, column, words, "heading" if row in (1, 5) else "sub_heading")


def _town_cell(items: Sequence[Item], place: int, block: int) -> str:
    marks = items[place].marks
    if block == 0:
        low, high, full = (_town_ref(items, place, one) for one in (2, 3, 1))
        return score_of(low, high, full, _elsewhere(TOWN_STEPS, marks.absent))
    return _elsewhere(TOWN_STEPS, (marks.full, marks.low, marks.high)[block - 1])


def _town_ref(items: Sequence[Item], place: int, block: int) -> str:
    return f"${letters(FIRST_COLUMN + block * len(items) + place)}{ROW}"


def _elsewhere(sheet: str, text: str) -> str:
    """A cell of another sheet; a plain number or truth stays what it is."""
    return f"{sheet}!{text}" if text.startswith("$") else text


def town_card(scheme: Scheme, items: Sequence[Item]) -> Card:
    """The scores of the town in the row, as the sheet 汇总 refers to them."""

    def block(number: int, row: str = ROW) -> str:
        ends = (FIRST_COLUMN + number * len(items), FIRST_COLUMN + (number + 1) * len(items) - 1)
        first, last = (f"${letters(column)}{row}" for column in ends)
        return f"{TOWN_SCORES}!{first}:{last}"

    cells = []
    for place, item in enumerate(items):
        low, high, full = (f"{TOWN_SCORES}!{_town_ref(items, place, one)}" for one in (2, 3, 1))
        veto = tuple(_elsewhere(TOWN_STEPS, one) for one in item.veto)
        cells.append(Cells(item.indicator.code, item.indicator.rigid is not None, low, high, full, (veto[0], veto[1])))
    return Card(
        scheme, scheme.town_scale, tuple(cells), score=block(0), projected=block(0), full=block(1), low=block(2),
        high=block(3), rigid=block(0, "$4"),
    )  # fmt: skip


# --- 汇总 -------------------------------------------------------------------------------------------------------------

SUMMARY_COLUMNS = (
    "适用分值", "得分", "最低", "最高", "按已报测算", "完整度", "刚性失分", "未销号问题", "排名依据", "最低（缺为 0）",
    "最高（缺为 0）", "名次", "最好名次", "最差名次", "组内名次", "组内最好", "组内最差", "否决项数", "可能否决项数",
    "按分值等次", "等次序号", "等次", "最低等次序号", "最低等次", "最高等次序号", "最高等次",
)  # fmt: skip


def summary(sheet: Worksheet, card: Card, count: int, open_problems: np.ndarray) -> None:
    """Totals on the scheme's scale, ranks and grades, a row a town."""
    paper.text(sheet, 1, 1, "汇总：总分、名次、等次", "title")
    paper.text(sheet, 2, 1, f"总分＝得分÷适用分值×{card.scale:g}（缺项折算）；名次按已确定的得分排列", "note")
    same_units(sheet, TOWN_VALUES, count, UNIT_HEADINGS)
    written = dict(_summary(card, count))
    for place, name in enumerate(SUMMARY_COLUMNS):
        column = FIRST_COLUMN + place
        paper.text(sheet, FIRST_ROW - 1, column, name, "heading")
        for row in range(FIRST_ROW, FIRST_ROW + count):
            if name == "未销号问题":
                paper.figure(sheet, row, column, float(open_problems[row - FIRST_ROW]))
            else:
                paper.formula(sheet, row, column, written[name], "score" if name in ("得分", "名次", "等次") else "formula")
    paper.freeze(sheet, (6, 14, 10, 6, 11))


def _summary(card: Card, count: int) -> Iterator[tuple[str, str]]:
    """Each column of 汇总 with its formula."""

    def own(name: str) -> str:
        return f"${letters(FIRST_COLUMN + SUMMARY_COLUMNS.index(name))}{ROW}"

    def both(name: str) -> tuple[str, str]:
        cell = own(name)
        ends = (cell.replace(ROW, f"${row}") for row in (FIRST_ROW, FIRST_ROW + max(count, 1) - 1))
        return cell, ":".join(ends)

    yield from _totals(card, own("最低"), own("最高"))
    yield "排名依据", f"IF(ISNUMBER({own('最低')}),{own('最低')},-1)"
    for end in ("最低", "最高"):
        yield f"{end}（缺为 0）", f"IF(ISNUMBER({own(end)}),{own(end)},0)"
    numbers = f"$D${FIRST_ROW}:$D${FIRST_ROW + max(count, 1) - 1}"
    standing = Standing(
        both("排名依据"), both("刚性失分"), both("未销号问题"), both("最低（缺为 0）"), both("最高（缺为 0）"),
        (f"$D{ROW}", numbers), card.scheme.tie_break,
    )  # fmt: skip
    for grouped, (rank, best, worst) in enumerate((("名次", "最好名次", "最差名次"), ("组内名次", "组内最好", "组内最差"))):
        yield rank, standing.rank(bool(grouped))
        yield best, standing.best(own(rank), bool(grouped))
        yield worst, standing.worst(own(rank), bool(grouped))
    yield from _grades(card, own, own("名次"))


def _totals(card: Card, low: str, high: str) -> Iterator[tuple[str, str]]:
    yield "适用分值", f"ROUND(SUM({card.full}),9)"
    yield "最低", card.scaled(card.low)
    yield "最高", card.scaled(card.high)
    yield "得分", card.scored(low, high)
    yield "按已报测算", card.so_far()
    yield "完整度", card.completeness()
    yield "刚性失分", card.rigid_lost()


def _grades(card: Card, own, place: str) -> Iterator[tuple[str, str]]:  # type: ignore[no-untyped-def]
    """The grades by points and after the veto: of what is projected, of the worst and of the best that may come."""
    yield "否决项数", card.vetoes()
    yield "可能否决项数", card.vetoes(possibly=True)
    yield "等次序号", card.grade(f"IF(ISNUMBER({own('按已报测算')}),{own('按已报测算')},{own('最低')})", place)
    yield "按分值等次", card.named(own("等次序号"))
    yield "等次", card.after_veto(own("等次序号"), own("否决项数"))
    yield "最低等次序号", card.grade(own("最低"), place, possibly=True)
    yield "最低等次", card.after_veto(own("最低等次序号"), own("可能否决项数"))
    yield "最高等次序号", card.grade(own("最高"), place)
    yield "最高等次", card.after_veto(own("最高等次序号"), own("否决项数"))


# --- 全县 -------------------------------------------------------------------------------------------------------------

COUNTY_HEADINGS = ("指标编码", "指标名称", "分值", "刚性", "得分", "应计分", "最低", "最高", "按已报测算")
COUNTY_TOTALS = (
    "适用分值", "得分", "最低", "最高", "按已报测算", "完整度", "刚性失分", "否决项数", "可能否决项数", "按分值等次",
    "等次序号", "等次", "最低等次序号", "最低等次", "最高等次序号", "最高等次",
)  # fmt: skip
COUNTY_ITEMS_ROW = len(COUNTY_TOTALS) + 5


def county_card(sheet: Worksheet, scheme: Scheme, items: Sequence[Item], projected: np.ndarray) -> None:
    """The county: total, grade and veto on top, then a row an item."""
    first, last = COUNTY_ITEMS_ROW, COUNTY_ITEMS_ROW + len(items) - 1

    def block(letter: str) -> str:
        return f"${letter}${first}:${letter}${last}"

    card = Card(
        scheme, sum(item.indicator.points for item in items), tuple(_county_cells(items)), score=block("E"),
        projected=block("I"), full=block("F"), low=block("G"), high=block("H"), rigid=block("D"),
    )  # fmt: skip
    paper.text(sheet, 1, 1, "全县：总分、等次与各项得分", "title")
    _county_totals(sheet, card)
    paper.headings(sheet, COUNTY_HEADINGS, first - 1)
    for place, item in enumerate(items):
        _county_line(sheet, first + place, item, float(projected[place]))
    paper.freeze(sheet, (18, 40, 10, 8, 12), across=False)
    sheet.freeze_panes = None


def _county_totals(sheet: Worksheet, card: Card) -> None:
    rows = {name: row for row, name in enumerate(COUNTY_TOTALS, 3)}

    def own(name: str) -> str:
        return f"$B${rows[name]}"

    for name, written in (*_totals(card, own("最低"), own("最高")), *_grades(card, own, "0")):
        paper.text(sheet, rows[name], 1, name, "heading")
        paper.formula(sheet, rows[name], 2, written, "score")


def _county_cells(items: Sequence[Item]) -> Iterator[Cells]:
    for row, item in enumerate(items, COUNTY_ITEMS_ROW):
        veto = tuple(_elsewhere(COUNTY_STEPS, one) for one in item.veto)
        yield Cells(
            item.indicator.code, item.indicator.rigid is not None, f"$G${row}", f"$H${row}", f"$F${row}", (veto[0], veto[1])
        )


def _county_line(sheet: Worksheet, row: int, item: Item, projected: float) -> None:
    """One item of the county. What it is worth as far as reported is worked out by the system where it is open."""
    one, marks = item.indicator, item.marks
    for column, words in enumerate((one.code, one.name, None, "刚性" if one.rigid else ""), 1):
        if words is not None:
            paper.text(sheet, row, column, words)
    paper.figure(sheet, row, 3, one.points, "formula")
    low, high, full = f"$G${row}", f"$H${row}", f"$F${row}"
    paper.formula(sheet, row, 5, score_of(low, high, full, _elsewhere(COUNTY_STEPS, marks.absent)), "score")
    for column, text in ((6, marks.full), (7, marks.low), (8, marks.high)):
        paper.formula(sheet, row, column, _elsewhere(COUNTY_STEPS, text))
    system = quoted(WAITING) if np.isnan(projected) else repr(projected)
    paper.formula(sheet, row, 9, f'IF($E${row}="{WAITING}",{system},$E${row})', "system")
