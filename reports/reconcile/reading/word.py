"""The texts of a Word document: body, tables, boxes, heads and feet of every kind of page, notes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from lxml import etree

from reports.reconcile.reading.said import Said, property_texts, spoken, table_texts

_BESIDE = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
"""Parts beside the body by the last word of their relationship's type."""
_LETTERS = (qn("w:t"), qn("w:delText"))
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}


def word_texts(name: str, content: bytes) -> Iterator[Said]:
    """Everything that a document says, in the order of its body."""
    document = Document(BytesIO(content))
    paragraph = table = 0
    for element in _blocks(document.element.body):
        if element.tag == qn("w:p"):
            paragraph += 1
            yield from spoken(name, f"第 {paragraph} 段", _text(element))
        else:
            table += 1
            rows = [[_cell(cell._tc) for cell in row.cells] for row in Table(element, document).rows]
            yield from table_texts(name, f"表 {table}", rows)
    for place, root in _beside(document):
        for number, one in enumerate(root.iter(qn("w:p")), 1):
            yield from spoken(name, f"{place}第 {number} 段", _text(one))
    yield from property_texts(name, document.core_properties)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables; what stands in a frame around some of them (a content control) like the rest."""
    for element in parent.iterchildren():
        if element.tag in (qn("w:p"), qn("w:tbl")):
            yield element
        elif element.tag != qn("w:sectPr"):
            yield from _blocks(element)


def _text(element: Any) -> str:
    """Every letter below an element: also in boxes, fields and links, and what is marked as put in or taken out."""
    return "".join(one.text or "" if one.tag in _LETTERS else _BREAKS.get(one.tag, "") for one in element.iter())


def _cell(cell: Any) -> str:
    return "\n".join(_text(one) for one in cell.iter(qn("w:p")))


def _beside(document: Any) -> Iterator[tuple[str, Any]]:
    seen: dict[str, int] = {}
    for one in document.part.rels.values():
        what = None if one.is_external else _BESIDE.get(one.reltype.rsplit("/", 1)[-1])
        if what:
            seen[what] = seen.get(what, 0) + 1
            yield f"{what} {seen[what]}", etree.fromstring(one.target_part.blob)
