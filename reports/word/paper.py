"""The sheet of paper: A4 as GB/T 9704 has it, upright or on its side, and page numbers outside, «— 1 —»."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _Footer, _Header
from docx.shared import Length, Mm

WIDTH, HEIGHT = Mm(210), Mm(297)
LINE_PITCH = 579
"""Twentieths of a point from line to line: 22 lines in 225 mm."""


@dataclass(frozen=True)
class Margins:
    """The margins of a page, in millimetres; ``below`` is how far the page number stands from the lower edge."""

    top: float
    bottom: float
    left: float
    right: float
    below: float


OFFICIAL = Margins(37, 35, 28, 26, 24)
"""天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm."""


def lay_out(section: Section, margins: Margins = OFFICIAL) -> None:
    """Size and margins of an upright page."""
    section.page_width, section.page_height, section.orientation = WIDTH, HEIGHT, WD_ORIENT.PORTRAIT
    section.top_margin, section.right_margin = Mm(margins.top), Mm(margins.right)
    section.bottom_margin, section.left_margin = Mm(margins.bottom), Mm(margins.left)
    section.header_distance, section.footer_distance = Mm(margins.top * 0.4), Mm(margins.below)


def turn(section: Section) -> None:
    """Lay the page of a section on its left side, its margins with it."""
    width, height = section.page_width, section.page_height
    top, right, bottom, left = (
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin
    )  # fmt: skip
    section.page_width, section.page_height, section.orientation = height, width, WD_ORIENT.LANDSCAPE
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = left, top, right, bottom
    room = Length(max(0, int(right or 0) - Mm(8)))
    section.footer_distance = min(section.footer_distance or room, room)


def inner_width(section: Section) -> Length:
    """How wide the text of a section may be."""
    sides = (section.page_width, section.left_margin, section.right_margin)
    width, left, right = (int(one or 0) for one in sides)
    return Length(width - left - right)


def grid(section: Section) -> None:
    """22 lines a page. Characters are drawn closer by their style: programs disagree about a grid of characters."""
    properties: Any = section._sectPr
    for found in properties.findall(qn("w:docGrid")):
        properties.remove(found)
    properties.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{LINE_PITCH}"/>'))


def number_pages(document: Document, section: Section, odd: str, even: str) -> None:
    """«— 1 —» below each page, outside: styles ``odd`` for the right-hand pages and ``even`` for the left-hand ones."""
    document.settings.odd_and_even_pages_header_footer = True
    _numbered(section.footer, odd)
    _numbered(section.even_page_footer, even)


def _numbered(footer: _Footer, style: str) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = style
    paragraph.add_run("— ")
    add_field(paragraph, "PAGE")
    paragraph.add_run(" —")


def add_field(paragraph: Any, code: str) -> None:
    """A field of ours (PAGE, NUMPAGES) at the end of a paragraph; text from elsewhere never becomes one."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {code} ")
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
    paragraph._p.append(field)


def mark_pages(document: Document, mark: str, style: str) -> None:
    """A mark («演示数据») at the head of every page, below what stands there already."""
    seen: set[str] = set()
    for place, section in enumerate(document.sections):
        kinds: list[_Header] = [section.header]
        if document.settings.odd_and_even_pages_header_footer:
            kinds.append(section.even_page_header)
        if section.different_first_page_header_footer:
            kinds.append(section.first_page_header)
        for header in kinds:
            if not (place and header.is_linked_to_previous):
                _mark(header, mark, style, seen)


def _mark(header: _Header, mark: str, style: str, seen: set[str]) -> None:
    """Mark a head once, however many sections share it."""
    missing = header.is_linked_to_previous
    header.is_linked_to_previous = False
    if header.part.partname in seen:
        return
    seen.add(header.part.partname)
    paragraph = header.paragraphs[0] if missing else header.add_paragraph()
    paragraph.style = style
    paragraph.add_run(mark)
