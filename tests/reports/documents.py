"""Word documents read back: what stands in them and how it is set."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

HOSTILE = "{{ 7*7 }}{%p if 1 %}<w:br/>&amp;]]>\x07\x0b\u202e{ PAGE }石桥镇"
"""A name that would like to be a placeholder, a command, markup, a field."""


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def written(content: bytes) -> str:
    """All that stands in the body, its tables and the heads and feet of its pages, a line a paragraph."""
    document = opened(content)
    lines = [_text(one) for one in document.element.body.iter(qn("w:p"))]
    for section in document.sections:
        for part in (section.header, section.even_page_header, section.footer, section.even_page_footer):
            lines += [one.text for one in part.paragraphs]
    return "\n".join(lines)


def _text(paragraph: object) -> str:
    return "".join(one.text or "" for one in paragraph.iter(qn("w:t")))  # type: ignore[attr-defined]


def table_under(content: bytes, heading: str) -> list[dict[str, str]]:
    """The rows of the first table that has a column of that heading."""
    tables = ([[cell.text for cell in row.cells] for row in one.rows] for one in opened(content).tables)
    found = next(rows for rows in tables if heading in rows[0])
    return [dict(zip(found[0], row, strict=True)) for row in found[1:]]


def paragraphs_of(document: Document, style: str) -> list[Paragraph]:
    return [one for one in document.paragraphs if one.style is not None and one.style.name == style]


def repeats_its_head(table: Table) -> bool:
    first = table._tbl.tr_lst[0]
    return first.trPr is not None and first.trPr.find(qn("w:tblHeader")) is not None


def keeps_its_rows(table: Table) -> bool:
    return all(row.trPr is not None and row.trPr.find(qn("w:cantSplit")) is not None for row in table._tbl.tr_lst)


def fields(content: bytes) -> set[str]:
    """The fields of a document, wherever they stand."""
    with ZipFile(BytesIO(content)) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist() if name.endswith(".xml")]
    simple = [found.strip() for part in parts for found in re.findall(r'w:instr="([^"]*)"', part)]
    return {*simple, *(found for part in parts for found in re.findall(r"<w:instrText[^>]*>([^<]*)", part))}
