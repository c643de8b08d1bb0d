"""A table on a slide: native cells, three lines, a header row, tones as grounds behind words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Emu, Pt

from charts.style import INK, MUTED, RULE
from reports.blocks import Cell, Table, Tone
from reports.powerpoint.paper import Box, clean, ems
from reports.powerpoint.writing import PALE, SMALLEST, WRITTEN, Line, colour, describe, emus, heights, text_box, write

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_SIDE, _ABOVE = 6.0, 3.0
"""Margins inside a cell."""

_GAP = 6.0


@dataclass(frozen=True)
class TableDrawing:
    """A table with its caption above and its note below."""

    table: Table
    largest: float = 22

    def needs(self, width: float, size: float) -> float:
        """Caption, head, rows and note, each as high as its fullest cell."""
        if size > SMALLEST and sum(self._leasts(width, size)) > width:
            return math.inf
        return self._around(width, size) + sum(self._row_heights(width, size))

    def most(self, width: float, size: float) -> float:
        """Rows may stand wider apart."""
        return self.needs(width, size) + 1.2 * size * (len(self.table.rows) + 1)

    def draw(self, slide: Slide, box: Box, size: float) -> None:
        """Caption, table and note, one below the other."""
        top = self._caption(slide, box, size)
        rows = self._row_heights(box.width, size)
        spare = max(0.0, min(box.height, self.most(box.width, size)) - self.needs(box.width, size)) / len(rows)
        rows = [row + spare for row in rows]
        place = Box(box.left, top, box.width, sum(rows))
        frame = slide.shapes.add_table(len(rows), len(self.table.columns), *emus(place))
        self._fill(frame, rows, self._widths(box.width, size), size)
        if self._below():
            note = Box(box.left, place.bottom + _GAP, box.width, heights(self._note(size), box.width))
            text_box(slide, "表注", note, self._note(size))

    def _caption(self, slide: Slide, box: Box, size: float) -> float:
        """Write the caption; where the table begins."""
        if not clean(self.table.caption):
            return box.top
        lines = [Line(self.table.caption, size, bold=True)]
        place = Box(box.left, box.top, box.width, heights(lines, box.width))
        text_box(slide, "表题", place, lines)
        return place.bottom + _GAP

    def _around(self, width: float, size: float) -> float:
        caption = [Line(self.table.caption, size, bold=True)] if clean(self.table.caption) else []
        taken = [heights(lines, width) + _GAP for lines in (caption, self._note(size)) if lines]
        return sum(taken)

    def _below(self) -> str:
        """What stands below: the note, or that there is nothing in the table."""
        return clean(self.table.note) or ("" if self.table.rows else "表中暂无内容。")

    def _note(self, size: float) -> list[Line]:
        return (
            [Line(self._below(), max(SMALLEST, size - 4) if size >= SMALLEST else size, MUTED)] if self._below() else []
        )

    def _head(self) -> tuple[Cell, ...]:
        return tuple(Cell(column.heading) for column in self.table.columns)

    def _row_heights(self, width: float, size: float) -> list[float]:
        widths = self._widths(width, size)
        return [self._row_height(row, widths, size) for row in (self._head(), *self.table.rows)]

    def _row_height(self, row: Sequence[Cell], widths: Sequence[float], size: float) -> float:
        inner = (Line(cell.text, size).height(width - 2 * _SIDE) for cell, width in zip(row, widths, strict=True))
        return max(inner) + 2 * _ABOVE

    def _widths(self, width: float, size: float) -> list[float]:
        """The columns' widths: their shares, but numbers and short words stay on one line as long as there is room."""
        columns = self.table.columns
        whole = sum(max(column.share, 0.01) for column in columns)
        wanted = [max(column.share, 0.01) / whole * width for column in columns]
        return _at_least(wanted, self._leasts(width, size), width)

    def _leasts(self, width: float, size: float) -> list[float]:
        return [min(self._least(place, size), 0.5 * width) for place in range(len(self.table.columns))]

    def _least(self, place: int, size: float) -> float:
        """What a column needs: all of a number or short word, at least four signs of anything else."""
        texts = [ems(clean(row[place].text)) for row in (self._head(), *self.table.rows)]
        short = self.table.columns[place].align != "left" or max(texts, default=0) <= 6
        return (max(texts, default=0) if short and max(texts) <= 9 else 4) * size + 2 * _SIDE + 2

    def _fill(self, frame: Any, rows: Sequence[float], widths: Sequence[float], size: float) -> None:
        frame.name = "表格"
        describe(frame, self._spoken())
        table = frame.table
        table._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
        table.first_row, table.horz_banding = True, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Emu(int(width * 12_700))
        for row, height in zip(table.rows, rows, strict=True):
            row.height = Emu(round(height * 12_700))
        for at, cells in enumerate((self._head(), *self.table.rows)):
            for place, cell in enumerate(cells):
                self._cell(table.cell(at, place), cell, place, at, size)

    def _cell(self, target: Any, cell: Cell, place: int, row: int, size: float) -> None:
        bold = row == 0 or cell.tone is Tone.VETO
        write(target.text_frame, [Line(cell.text, size, WRITTEN[cell.tone], bold, self.table.columns[place].align)])
        target.margin_left = target.margin_right = Pt(_SIDE)
        target.margin_top = target.margin_bottom = Pt(_ABOVE)
        target.vertical_anchor = 3
        ground = PALE.get(cell.tone)
        if ground:
            target.fill.solid()
            target.fill.fore_color.rgb = colour(ground)
        else:
            target.fill.background()
        _lines(target, row, len(self.table.rows))

    def _spoken(self) -> str:
        headings = "、".join(column.heading for column in self.table.columns)
        return f"表格：{self.table.caption or headings}，{len(self.table.rows)} 行；列：{headings}。"


def _at_least(wanted: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """The wanted widths with none below its least; the others give what is missing. Too narrow: in proportion."""
    if sum(least) >= width:
        return [one * width / sum(least) for one in least]
    spare = [max(have - need, 0.0) for have, need in zip(wanted, least, strict=True)]
    missing = sum(max(need - have, 0.0) for have, need in zip(wanted, least, strict=True))
    part = missing / sum(spare) if missing else 0.0
    return [max(need, have - part * give) for have, need, give in zip(wanted, least, spare, strict=True)]


def _lines(target: Any, row: int, last: int) -> None:
    """The three lines: above and below the head, below the last row; hairlines between the others."""
    properties = target._tc.get_or_add_tcPr()
    fill = [one for one in properties if one.tag in (qn("a:solidFill"), qn("a:noFill"))]
    above = (INK, 1.5) if row == 0 else None
    below = (INK, 1.5 if row == last else 0.75) if row in (0, last) else (RULE, 0.5)
    for place, (side, line) in enumerate((("lnL", None), ("lnR", None), ("lnT", above), ("lnB", below))):
        properties.insert(place, _line(properties, side, line))
    for one in fill:
        properties.append(one)


def _line(properties: Any, side: str, line: tuple[str, float] | None) -> Any:
    if line is None:
        edge = properties.makeelement(qn(f"a:{side}"), {"w": "0"})
        edge.append(edge.makeelement(qn("a:noFill"), {}))
        return edge
    edge = properties.makeelement(qn(f"a:{side}"), {"w": str(round(line[1] * 12_700)), "cmpd": "sng"})
    fill = edge.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": line[0][1:].upper()}))
    edge.append(fill)
    return edge
