"""扣分原因 and 出处: the sentence behind each score that is not full, and where each figure came from.

These are texts of the system for whoever reads the figures; no formula refers to them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from openpyxl.worksheet.worksheet import Worksheet

from reports.audit import paper
from scoring.panel import Panel
from scoring.score import county_card, town_card
from scoring.scorecard import Scorecard

REASONS, SOURCES = "扣分原因", "出处"
SOURCE_COLUMNS = {
    "unit": "单位", "indicator": "指标编码", "input": "填报项", "sample": "村", "source": "来源", "typed": "所填原文",
    "file": "文件", "sheet": "工作表", "cell": "单元格",
}  # fmt: skip


def reasons(sheet: Worksheet, panel: Panel) -> None:
    """One row for each score that is open or short of full marks: the county's first, then town by town."""
    paper.headings(sheet, ("单位", "指标编码", "指标名称", "原因"))
    row = 2
    for card in (county_card(panel), town_card(panel)):
        for told in _told(card):
            for column, words in enumerate(told, 1):
                paper.text(sheet, row, column, words)
            row += 1
    paper.laid_out(sheet, (16, 10, 34, 110), across=False)


def _told(card: Scorecard) -> Iterator[tuple[str, str, str, str]]:
    short = np.isnan(card.score) | (card.high < card.full)
    for row, column in zip(*np.nonzero(short), strict=True):
        one = card.indicators[column]
        yield str(card.units[row]), one.code, one.name, card.reason(int(row), int(column))


def sources(sheet: Worksheet, figures: pd.DataFrame) -> None:
    """One row a reported figure: file, sheet, cell, and the text as it was typed, as far as they are known."""
    known = [name for name in SOURCE_COLUMNS if name in figures.columns]
    paper.headings(sheet, [SOURCE_COLUMNS[name] for name in known])
    for row, told in enumerate(figures[known].fillna("").itertuples(index=False), 2):
        for column, words in enumerate(told, 1):
            paper.text(sheet, row, column, words)
    paper.laid_out(sheet, (16, 10, 18, 14, 8, 20, 34, 16, 10), across=False)
