"""分村明细: the town's figures village by village, for those who want to show how a sum came about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from data.templates import checks
from data.templates.filled import Key, Typed
from data.templates.forms import Asked, Column, asked_of_town, visit_heading
from data.templates.look import lines_needed
from data.templates.meta import Meta
from data.templates.paper import LINE_HEIGHT, Paper
from scoring.scheme import Scheme

VILLAGE_SHEET = "分村明细"
VILLAGE_COLUMNS = (Column("village", "村", 12, ("行政村", "村名", "村居"), required=True),)

_AREAS = frozenset({"亩", "公顷", "平方米"})
"""Land is no whole number, but every village has its part of it."""
_HEAD_COLUMNS = 9
"""Across how many columns the title runs: the sheet is wider than a screen."""
_WIDTH = 11
_HINT = "可填可不填。要分村的，整列填到每个村，没有的填 0，合计要等于“填报表”的数；不分村的整列留空"


def asked_by_village(scheme: Scheme) -> tuple[Asked, ...]:
    """The town's figures that are the sum of its villages': what is counted in whole things, and land."""
    return tuple(
        one
        for one in asked_of_town(scheme)
        if one.input.roll_up == "sum" and not one.input.yes_no and (one.input.whole or one.input.unit in _AREAS)
    )


def write_villages(
    workbook: Workbook,
    meta: Meta,
    asked: Sequence[Asked],
    villages: Sequence[str],
    filled: Mapping[str, Mapping[Key, Typed]],
) -> None:
    """Add the sheet 分村明细: a row a village, a column a figure. ``filled``: village → its figures."""
    figures = [Column("/".join(one.key), visit_heading(one), _WIDTH) for one in asked]
    paper = Paper(workbook, VILLAGE_SHEET, (*VILLAGE_COLUMNS, *figures))
    first = _head(paper, meta)
    for row, village in enumerate(villages, first):
        paper.put(row, "village", village, "text")
        for place, one in enumerate(asked, 2):
            paper.put(row, place, filled.get(village, {}).get(one.key), "fill")
        paper.height(row, 1)
    _add_checks(paper, asked, first, first + len(villages) - 1)
    paper.finish(meta.footer, freeze=f"B{first}", title_rows="3:3")
    paper.sheet.sheet_properties.pageSetUpPr.fitToPage = False  # on one page's width nobody could read it
    paper.sheet.print_title_cols = "A:A"


def _head(paper: Paper, meta: Meta) -> int:
    """Title, facts and headings; the number of the first free row."""
    last = min(paper.width, _HEAD_COLUMNS)
    paper.span(1, f"{meta.unit}分村明细", "title", 30, last=last)
    paper.span(2, meta.line(_HINT), "facts", 3 * LINE_HEIGHT, last=last)
    for number, column in enumerate(paper.columns, 1):
        paper.put(3, number, column.heading, "heading")
    tallest = max(lines_needed(column.heading, column.width) for column in paper.columns)
    paper.sheet.row_dimensions[3].height = tallest * LINE_HEIGHT + 6
    return 4


def _add_checks(paper: Paper, asked: Sequence[Asked], first: int, last: int) -> None:
    """What the cells take; alike figures share one check."""
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    group: dict[tuple[object, ...], Asked] = {}
    for place, one in enumerate(asked, 2):
        likeness: tuple[object, ...] = (one.input.unit, one.input.low, one.input.high, one.input.whole)
        group.setdefault(likeness, replace(one, input=replace(one.input, hint="")))
        letter = get_column_letter(place)
        top, below = f"{letter}{first}", f"{letter}{first + 1}:{letter}{last}"
        alike[likeness] += [top, below] if last > first else [top]
    for likeness, cells in alike.items():
        checks.figure(paper.sheet, cells, group[likeness])
