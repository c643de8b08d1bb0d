"""What stands in a produced file, text by text, each with its place: read back without knowing how it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from lxml import etree, html
from openpyxl import load_workbook
from pptx import Presentation


@dataclass(frozen=True)
class Said:
    """One text of a file. In a table or a chart it has the heading of its column and its whole row, heading → text."""

    file: str
    place: str
    text: str
    heading: str = ""
    row: Mapping[str, str] = field(default_factory=dict)


class UnreadableError(Exception):
    """A file that cannot be opened as what its name says."""


def said_in(name: str, content: bytes) -> list[Said]:
    """Everything that a file says: Word, PowerPoint, Excel, the slides as a page, and zips of them.

    UnreadableError when it is damaged; a file of another kind says nothing.
    """
    reader = _READERS.get(PurePosixPath(name).suffix.lower())
    if reader is None:
        return []
    try:
        return list(reader(name, content))
    except (BadZipFile, KeyError, ValueError, OSError, etree.LxmlError) as error:
        raise UnreadableError(f"{name} 打不开：文件已损坏，或不是它的扩展名所说的格式") from error


# --- Word -------------------------------------------------------------------------------------------------------------


def _word(name: str, content: bytes) -> Iterator[Said]:
    document = Document(BytesIO(content))
    paragraph = table = 0
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            paragraph += 1
            yield from _spoken(name, f"第 {paragraph} 段", Paragraph(element, document).text)
        elif element.tag == qn("w:tbl"):
            table += 1
            rows = [[cell.text for cell in row.cells] for row in WordTable(element, document).rows]
            yield from _table(name, f"表 {table}", rows)
    for number, section in enumerate(document.sections, 1):
        for what, part in (("页眉", section.header), ("页脚", section.footer)):
            if not part.is_linked_to_previous:
                text = "\n".join(one.text for one in part.paragraphs)
                yield from _spoken(name, f"第 {number} 节{what}", text)


# --- PowerPoint -------------------------------------------------------------------------------------------------------


def _slides(name: str, content: bytes) -> Iterator[Said]:
    for number, slide in enumerate(Presentation(BytesIO(content)).slides, 1):
        for place, shape in enumerate(_shapes(slide.shapes), 1):
            yield from _shape(name, f"第 {number} 页第 {place} 处", shape)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            yield from _spoken(name, f"第 {number} 页备注", slide.notes_slide.notes_text_frame.text)


def _shapes(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        else:
            yield shape


def _shape(name: str, place: str, shape: Any) -> Iterator[Said]:
    if getattr(shape, "has_table", False):
        yield from _table(name, f"{place}（表）", [[cell.text for cell in row.cells] for row in shape.table.rows])
    elif getattr(shape, "has_chart", False):
        yield from _chart(name, f"{place}（图）", shape.chart)
    elif shape.has_text_frame:
        yield from _spoken(name, place, shape.text_frame.text)


def _chart(name: str, place: str, chart: Any) -> Iterator[Said]:
    for plot in chart.plots:
        labels = [str(one) for one in plot.categories]
        for series in plot.series:
            for label, value in zip(labels, series.values, strict=True):
                text = "" if value is None else repr(float(value))
                yield Said(name, f"{place}{series.name}：{label}", text, str(series.name), {"": label})


# --- Excel ------------------------------------------------------------------------------------------------------------


def _workbook(name: str, content: bytes) -> Iterator[Said]:
    """Cell by cell, a formula as its own text: no number of it is stored, so that whoever opens it works it out."""
    workbook = load_workbook(BytesIO(content), read_only=True)
    try:
        for sheet in workbook.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        yield Said(name, f"“{sheet.title}”表 {cell.coordinate} 格", str(cell.value))
    finally:
        workbook.close()


# --- slides as a page -------------------------------------------------------------------------------------------------


_TEXTS: Any = etree.XPath(".//text()[not(ancestor::table)]")


def _page(name: str, content: bytes) -> Iterator[Said]:
    tree = html.document_fromstring(content.decode("utf-8"))
    for number, slide in enumerate(tree.iter("section"), 1):
        place = f"第 {number} 页"
        for count, table in enumerate(slide.iter("table"), 1):
            rows = [[_inner(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
            yield from _table(name, f"{place}表 {count}", rows)
        texts = (str(one).strip() for one in _TEXTS(slide))
        for count, text in enumerate((one for one in texts if one), 1):
            yield Said(name, f"{place}第 {count} 处", text)


def _inner(element: Any) -> str:
    return "".join(element.itertext()).strip()


# --- zips, and what all share -----------------------------------------------------------------------------------------


def _zip(name: str, content: bytes) -> Iterator[Said]:
    with ZipFile(BytesIO(content)) as archive:
        for inside in sorted(archive.namelist()):
            yield from said_in(f"{name}/{inside}", archive.read(inside))


def _spoken(name: str, place: str, text: str) -> Iterator[Said]:
    if text.strip():
        yield Said(name, place, text.strip())


def _table(name: str, place: str, rows: list[list[str]]) -> Iterator[Said]:
    """The cells of a table whose first row is its headings; equal headings are told apart by their column."""
    if not rows:
        return
    headings = [text.strip() for text in rows[0]]
    for number, texts in enumerate(rows, 1):
        row = {} if number == 1 else dict(zip(headings, (text.strip() for text in texts), strict=False))
        for column, text in enumerate(texts):
            heading = headings[column] if column < len(headings) else ""
            yield Said(name, f"{place}第 {number} 行第 {column + 1} 列", text.strip(), heading if row else "", row)


_READERS = {".docx": _word, ".pptx": _slides, ".xlsx": _workbook, ".html": _page, ".zip": _zip}
