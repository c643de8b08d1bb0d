"""The rows of a scheme's workbook as they were typed: each cell knows its place, and each wrong one is a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from data.reading.book import LETTERS, Book, Grid
from data.reading.text import Cell, blank, heading_key, settled, typed, visible
from data.scheme_book.layout import REMARK
from data.scheme_book.names import number_in
from data.scheme_book.words import NO, YES
from data.templates.forms import Column
from scoring.located import Fault, Located, Spot

HEADING_ROWS = 10
"""How far down the headings may stand."""
_YES_WORDS = {
    YES: True,
    "有": True,
    "√": True,
    "true": True,
    "1": True,
    NO: False,
    "无": False,
    "false": False,
    "0": False,
}


class Faults:
    """What is wrong in one file, as it comes up."""

    def __init__(self, file: str) -> None:
        self.file, self.found = file, list[Fault]()

    def add(self, line: int, message: str, remedy: str, indicator: str = "") -> None:
        """Note a fault at a line or a cell."""
        self.found.append(Fault(self.file, line, indicator, message, remedy))


@dataclass(frozen=True)
class Row:
    """One row of a sheet, its cells by the key of their column."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    letters: Mapping[str, str]
    percents: frozenset[str] = field(default=frozenset(), compare=False)

    def spot(self, key: str) -> Spot:
        """The cell of a column; the row's first cell where the sheet has no such column."""
        return Spot(self.number, self.sheet, f"{self.letters.get(key, 'A')}{self.number}")

    def blank(self, key: str) -> bool:
        """Whether nothing stands there."""
        return blank(self.cells.get(key, ""))


class Typing:
    """What the cells of a row mean; what has no meaning is a fault, and a stand-in goes on in its place."""

    def __init__(self, faults: Faults, row: Row, indicator: str = "") -> None:
        self.faults, self.row, self.indicator = faults, row, indicator

    def report(self, key: str, message: str, remedy: str) -> None:
        """Note a fault at the cell of a column."""
        self.faults.add(self.row.spot(key), message, remedy, self.indicator)

    def text(self, key: str) -> str:
        """The text of a cell; "" where nothing stands."""
        cell = self.row.cells.get(key, "")
        if isinstance(cell, date | time | timedelta):
            self.report(key, f"「{typed(cell)}」被当成了日期或时间", "请把单元格格式设为“文本”，重新填写")
            return ""
        return visible(typed(cell)).strip()

    def number(self, key: str, share: bool = False) -> float | int | None:
        """The number in a cell, None where nothing stands. A percentage is only taken where a ``share`` is asked."""
        text = self.text(key)
        if not text:
            return None
        if self.row.spot(key).cell in self.row.percents and not share:
            self.report(key, "这一格是百分数格式", "请把单元格格式设为“常规”，百分之九十五写 95")
            return 0
        number = number_in(text)
        if number is None:
            self.report(key, f"「{text}」不是数字", "请只写数字，不带单位")
            return 0
        return number

    def choice(self, key: str, words: Mapping[str, str]) -> str | None:
        """The key of the word that was chosen, None where nothing stands."""
        text = settled(self.text(key))
        found = next((meant for meant, word in words.items() if text in (word, meant)), None)
        if text and found is None:
            self.report(key, f"「{text}」不在可选的范围内", f"请选：{'、'.join(words.values())}")
            return next(iter(words))
        return found

    def yes(self, key: str) -> bool | None:
        """是 or 否, None where nothing stands."""
        text = settled(self.text(key)).lower()
        if text and text not in _YES_WORDS:
            self.report(key, f"「{text}」应为是或否", f"请选：{YES}、{NO}")
        return _YES_WORDS.get(text)

    def located(self, values: Mapping[str, Any], places: Mapping[str, str] | None = None) -> Located:
        """The values as a block that knows its cells; ``places`` says the column of a key that is called otherwise."""
        places = places or {}
        block = Located({key: value for key, value in values.items() if value is not None})
        block.lines = {key: self.row.spot(places.get(key, key)) for key in values}
        block.line = next(iter(block.lines.values()))
        return block


def sheet_rows(
    book: Book, name: str, columns: Sequence[Column], faults: Faults, depth: int = HEADING_ROWS
) -> list[Row]:
    """The filled rows below the headings, which stand in the first ``depth`` rows of the sheet.

    None, with a fault, where the sheet or one of the headings is missing.
    """
    found = next((one for one in book.names if heading_key(one) == heading_key(name)), None)
    grid = book.grid(found) if found else None
    if found is None or grid is None:
        faults.add(
            Spot(0, name), f"缺少工作表「{name}」" if found is None else "工作表无法读取", "请从导出的方案工作簿改起"
        )
        return []
    headings = _heading_row(grid, columns, depth)
    places = _places(grid, headings, columns, faults)
    missing = [one.heading for one in columns if one.required and one.key not in places]
    if missing:
        message = f"缺少「{'」「'.join(missing)}」列"
        faults.add(
            Spot(headings + 1, name, grid.cell(headings, 0) if grid.rows else ""),
            message,
            "请恢复表头，各列标题不要改动",
        )
        return []
    _report_errors(book, found, faults)
    return list(_rows(book, grid, headings, places, columns))


def _heading_row(grid: Grid, columns: Sequence[Column], depth: int) -> int:
    """The row, near the top, that has most of the headings."""
    wanted = {heading_key(one.heading) for one in columns}
    rows = grid.rows[:depth]
    hits = [len(wanted & {heading_key(typed(cell)) for cell in row}) for row in rows]
    return hits.index(max(hits)) if hits else 0


def _places(grid: Grid, headings: int, columns: Sequence[Column], faults: Faults) -> dict[str, int]:
    """The place of each column by key; a heading that is unknown or doubled is a fault."""
    keys = {heading_key(one.heading): one.key for one in columns}
    places: dict[str, int] = {}
    for place, cell in enumerate(grid.rows[headings] if grid.rows else ()):
        heading = heading_key(typed(cell))
        spot = Spot(grid.top + headings + 1, grid.name, grid.cell(headings, place))
        if heading in keys and keys[heading] not in places:
            places[keys[heading]] = place
        elif heading in keys:
            faults.add(spot, f"「{typed(cell)}」列出现多次", "请只保留一列")
        elif heading and heading != REMARK:
            faults.add(spot, f"没有「{typed(cell)}」这一列", f"请改成表中应有的标题；另外的话写在“{REMARK}”列")
    return places


def _report_errors(book: Book, name: str, faults: Faults) -> None:
    for cell, error in book.faults(name).items():
        row = int("".join(filter(str.isdigit, cell)) or 0)
        what = f"单元格的内容是错误值 {error}" if error else "单元格的公式没有计算结果"
        faults.add(Spot(row, name, cell), what, "请直接写文字或数字")


def _rows(book: Book, grid: Grid, headings: int, places: Mapping[str, int], columns: Sequence[Column]) -> Iterator[Row]:
    letters = {key: LETTERS[grid.left + place] for key, place in places.items()}
    read = {one.key for one in columns if not one.aid} & set(places)
    percents = _percents(book, grid)
    for number, row in enumerate(grid.rows[headings + 1 :], headings + 1):
        cells = {key: row[places[key]] for key in read}
        if not all(map(blank, cells.values())):
            yield Row(grid.name, grid.top + number + 1, cells, letters, percents)


def _percents(book: Book, grid: Grid) -> frozenset[str]:
    """The cells that show a number as a percentage."""
    numbers = (
        grid.cell(row, column)
        for row, cells in enumerate(grid.rows)
        for column, cell in enumerate(cells)
        if isinstance(cell, int | float)
    )
    return frozenset(book.container.percent_cells(grid.name, numbers))
