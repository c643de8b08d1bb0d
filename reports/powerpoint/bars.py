"""Bars on a slide: a native chart with its numbers in a workbook behind it, to be edited where it is shown."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from charts.style import GREY, HATCH, INK, MUTED
from reports.blocks import Bar, Bars, Tone
from reports.powerpoint.master import FACE
from reports.powerpoint.paper import LINE, Box, clean, ems, lines
from reports.powerpoint.writing import FILLED, SMALLEST, Line, colour, describe, emus, heights, text_box

OPEN = "未定部分"
"""What the series of the hatched ends is called."""

_GAP, _PITCH, _TIGHT, _WIDEST_NAME, _LOWEST = 4.0, 0.4, 0.25, 0.62, 64.0
_SHORTEST, _SHORT = 0.27, 0.2
"""Bars have so much of the width as long as their type can be smaller, and so much when it cannot."""

_SHEET = "Sheet1"


@dataclass(frozen=True)
class BarsDrawing:
    """Horizontal bars with their caption above; each bar has its name on the left and its text at its end."""

    bars: Bars
    largest: float = 22

    def needs(self, width: float, size: float) -> float:
        """Caption, and of every bar the lines of its name with some room between."""
        if size > SMALLEST and self._bar_width(width, size) < _SHORTEST * width:
            return math.inf
        return self._caption_height(width, size) + self._rows(width, size) + 4

    def most(self, width: float, size: float) -> float:
        """Bars may grow to twice the height of their type."""
        return self.needs(width, size) + 1.4 * size * len(self.bars.bars)

    def draw(self, slide: Slide, box: Box, size: float) -> None:
        """The caption and the chart, or that there is nothing to compare."""
        text_box(
            slide, "图题", Box(box.left, box.top, box.width, self._caption_height(box.width, size)), self._head(size)
        )
        top = box.top + self._caption_height(box.width, size)
        if self.bars.bars:
            height = min(box.bottom, box.top + self.most(box.width, size)) - top
            self._chart(slide, Box(box.left, top, box.width, height), size)

    def _head(self, size: float) -> list[Line]:
        unit = f"（{self.bars.unit}）" if clean(self.bars.unit) and self.bars.unit not in self.bars.caption else ""
        nothing = [] if self.bars.bars else [Line("暂无可比的内容。", size, MUTED)]
        return [Line(f"{self.bars.caption}{unit}", size, bold=True), *nothing]

    def _caption_height(self, width: float, size: float) -> float:
        return heights(self._head(size), width) + _GAP

    def _rows(self, width: float, size: float) -> float:
        room = (self._name_width(width, size) - 8) / size
        fullest = max((len(lines(clean(bar.label), room)) for bar in self.bars.bars), default=0)
        pitch = _PITCH if size > SMALLEST else _TIGHT
        return max((fullest * LINE + pitch) * size * len(self.bars.bars), _LOWEST if fullest else 0)

    def _name_width(self, width: float, size: float) -> float:
        """As wide as the longest name, but names rather take a second line than leave no room for bars."""
        longest = max((ems(clean(bar.label)) for bar in self.bars.bars), default=0) * size * 1.04 + 12
        beside = width - self._text_width(size) - (_SHORTEST if size > SMALLEST else _SHORT) * width
        return min(longest, _WIDEST_NAME * width, max(beside, 7 * size))

    def _bar_width(self, width: float, size: float) -> float:
        return width - self._name_width(width, size) - self._text_width(size)

    def _text_width(self, size: float) -> float:
        return max((ems(clean(bar.text)) for bar in self.bars.bars), default=0) * size * 1.04 + 14

    def _chart(self, slide: Slide, box: Box, size: float) -> None:
        series = _series(self.bars)
        drawn: Any = CategoryChartData(number_format="0.00")  # type: ignore[no-untyped-call]
        drawn.categories = [clean(bar.label) or "—" for bar in self.bars.bars]
        for name, values in series.items():
            drawn.add_series(name, values)
        frame: Any = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *emus(box), drawn)
        frame.name = "条形图"
        describe(frame, self.spoken())
        chart = frame.chart
        chart.part.chart_workbook.update_from_xlsx_blob(_workbook(self.bars, series))
        _type(chart, size)
        self._axes(chart)
        self._place(chart, box, size)
        self._paint(chart, size)

    def spoken(self) -> str:
        """What the chart shows, for those who cannot see it."""
        listed = "；".join(f"{bar.label} {bar.text}" for bar in self.bars.bars)
        return f"条形图：{self.bars.caption}，单位：{self.bars.unit}。{listed}。"

    def _axes(self, chart: Any) -> None:
        chart.has_legend, chart.has_title = False, False
        names, values = chart.category_axis, chart.value_axis
        names.reverse_order, names.has_major_gridlines = True, False
        names.major_tick_mark = names.minor_tick_mark = XL_TICK_MARK.NONE
        names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        names.format.line.color.rgb = colour(MUTED)
        values.has_major_gridlines, values.visible = False, False
        values.minimum_scale, values.maximum_scale = _scale(self.bars)

    def _place(self, chart: Any, box: Box, size: float) -> None:
        """The bars between the names on the left and the room for texts on the right."""
        name, text = self._name_width(box.width, size), self._text_width(size)
        inner = {
            "x": name / box.width,
            "y": 0.01,
            "w": max(box.width - name - text, 0.1 * box.width) / box.width,
            "h": 0.98,
        }
        placed = "".join(f'<c:{side} val="{part:.4f}"/>' for side, part in inner.items())
        layout = parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/>{placed}</c:manualLayout></c:layout>'
        )
        plot = chart._chartSpace.chart.plotArea
        for old in plot.findall(qn("c:layout")):
            plot.remove(old)
        plot.insert(0, layout)

    def _paint(self, chart: Any, size: float) -> None:
        plot = chart.plots[0]
        plot.gap_width, plot.overlap, plot.vary_by_categories = 55, 100, False
        solid = plot.series[-1]
        for place, bar in enumerate(self.bars.bars):
            fill = solid.points[place].format.fill
            fill.solid()
            fill.fore_color.rgb = colour(FILLED[bar.tone])
            if bar.tone is Tone.UNREPORTED:
                _hatch(fill)
            if _is_open(bar):
                _hatch(plot.series[0].points[place].format.fill)
            _label(plot.series[0] if _is_open(bar) else solid, place, bar, size)


def _is_open(bar: Bar) -> bool:
    return bar.upper is not None and math.isfinite(bar.upper) and bar.upper != bar.value


def _series(bars: Bars) -> dict[str, list[float | None]]:
    """The series as they are drawn: the open ends first, so that the bars lie over them."""
    values = [bar.value if math.isfinite(bar.value) else None for bar in bars.bars]
    ends = [bar.upper if _is_open(bar) else None for bar in bars.bars]
    name = clean(bars.unit) or clean(bars.caption) or "数值"
    return {OPEN: ends, name: values} if any(map(_is_open, bars.bars)) else {name: values}


def _scale(bars: Bars) -> tuple[float, float]:
    ends = [end for bar in bars.bars for end in (bar.value, bar.upper or 0.0) if math.isfinite(end)]
    longest = max([*ends, 0.0]) if bars.full is None else max([*ends, bars.full])
    return min([*ends, 0.0]), longest or 1.0


def _hatch(fill: Any) -> None:
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb, fill.back_color.rgb = colour(HATCH), colour(GREY)


def _label(series: Any, place: int, bar: Bar, size: float) -> None:
    """The bar's text at its end, as the block says it."""
    label = series.points[place].data_label
    label.text_frame.word_wrap = False
    paragraph = label.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = clean(bar.text)
    run.font.size, run.font.bold = Pt(size), True
    run.font.color.rgb = colour(INK)
    label.position = XL_LABEL_POSITION.OUTSIDE_END


def _type(chart: Any, size: float) -> None:
    """The chart's type: the house's font for Latin and for East Asian signs."""
    chart.font.size, chart.font.name = Pt(size), FACE
    chart.font.color.rgb = colour(INK)
    properties = chart._chartSpace.xpath("c:txPr//a:defRPr")[0]
    properties.set("lang", "zh-CN")
    latin = properties.find(qn("a:latin"))
    latin.addnext(properties.makeelement(qn("a:ea"), {"typeface": FACE}))


def _workbook(bars: Bars, series: dict[str, list[float | None]]) -> bytes:
    """The chart's numbers as a workbook; a name that looks like a formula or a link stays a text."""
    file = BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    workbook.set_properties({"created": datetime(2000, 1, 1)})
    sheet = workbook.add_worksheet(_SHEET)
    for row, bar in enumerate(bars.bars, 1):
        sheet.write_string(row, 0, clean(bar.label))
    for column, (name, values) in enumerate(series.items(), 1):
        sheet.write_string(0, column, name)
        for row, value in enumerate(values, 1):
            if value is not None:
                sheet.write_number(row, column, value)
    workbook.close()
    return file.getvalue()
