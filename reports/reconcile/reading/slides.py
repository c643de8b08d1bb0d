"""The texts of a presentation: frames, tables, charts with what is behind them, spoken descriptions, notes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from reports.reconcile.reading.said import Said, property_texts, spoken, table_texts
from reports.reconcile.reading.workbook import workbook_texts


def slides_texts(name: str, content: bytes) -> Iterator[Said]:
    """Everything that slides say, in their order."""
    presentation = Presentation(BytesIO(content))
    for number, slide in enumerate(presentation.slides, 1):
        for place, shape in enumerate(_shapes(slide.shapes), 1):
            yield from _shape(name, f"第 {number} 页第 {place} 处", shape)
        if slide.has_notes_slide:
            yield from _notes(name, f"第 {number} 页备注", slide.notes_slide)
    yield from property_texts(name, presentation.core_properties)


def _notes(name: str, place: str, notes: Any) -> Iterator[Said]:
    """The speaker's notes line by line, so that one line that differs is told by itself."""
    for shape in notes.shapes:
        if shape.has_text_frame:
            for number, line in enumerate(shape.text_frame.text.splitlines(), 1):
                yield from spoken(name, f"{place}第 {number} 行", line)


def _shapes(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        else:
            yield shape


def _shape(name: str, place: str, shape: Any) -> Iterator[Said]:
    if getattr(shape, "has_table", False):
        yield from table_texts(name, f"{place}（表）", [[cell.text for cell in row.cells] for row in shape.table.rows])
    elif getattr(shape, "has_chart", False):
        yield from _chart(name, f"{place}（图）", shape.chart)
    elif shape.has_text_frame:
        yield from spoken(name, place, shape.text_frame.text)
    for one in shape._element.xpath(".//p:cNvPr"):
        yield from spoken(name, f"{place}（替代文字）", f"{one.get('title', '')} {one.get('descr', '')}")


# --- charts -----------------------------------------------------------------------------------------------------------


def _chart(name: str, place: str, chart: Any) -> Iterator[Said]:
    for plot in chart.plots:
        labels = [str(one) for one in plot.categories]
        for series in plot.series:
            for label, value in zip(labels, series.values, strict=True):
                text = "" if value is None else repr(float(value))
                yield Said(name, f"{place}{series.name}：{label}", text, str(series.name), {"": label})
            yield from _labels(name, f"{place}{series.name}", series._element, labels)
    for number, title in enumerate(chart._chartSpace.iter(qn("c:title")), 1):
        yield from spoken(name, f"{place}标题 {number}", _letters(title))
    yield from _behind(name, place, chart)


def _labels(name: str, place: str, series: Any, labels: list[str]) -> Iterator[Said]:
    """The texts at the ends of the bars: what the hall reads."""
    for one in series.iter(qn("c:dLbl")):
        at = int(one.find(qn("c:idx")).get("val"))
        label = labels[at] if at < len(labels) else str(at + 1)
        yield from spoken(name, f"{place}：{label}（数据标签）", _letters(one))


def _behind(name: str, place: str, chart: Any) -> Iterator[Said]:
    """The workbook behind a chart: what it shows as soon as somebody edits it."""
    part = chart.part.chart_workbook.xlsx_part
    for one in workbook_texts(name, part.blob) if part is not None else ():
        yield Said(name, f"{place}图后数据{one.place}", one.text)


def _letters(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(qn("a:t"), qn("c:v")))
