"""一镇一单、一部门一单: a page for each town and each department, as Word documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from charts.text import room
from data.clock import spoken_day
from data.returning.workbook import safe_name
from reports.material import Material
from reports.slips.departments import department_slips
from reports.slips.fitting import PITCH, SIZE, fitted
from reports.slips.slip import DEPARTMENT, TITLES, TOWN, Slip
from reports.slips.towns import town_slips
from reports.word import paper, styles
from reports.word.fonts import BLACK, FANG, TITLE
from reports.word.saving import Marks, saved, zipped
from reports.word.styles import Look
from reports.word.tables import add_table
from reports.word.text import clean, write

__all__ = ["DEPARTMENT", "TITLES", "TOWN", "slips", "together"]

MARGINS = paper.Margins(top=20, bottom=18, left=18, right=18, below=9)
DEMO = "演示数据，不代表任何真实地方"
LONGEST_NAME = 60
"""Characters of a file name."""

NAME, SUMMARY, PART, HEAD, TEXT, NOTE, FOOT = "单名", "单摘要", "单小标题", "单表头", "单表格文字", "单表注", "单页脚"
LOOKS: Mapping[str, Look] = {
    NAME: Look(TITLE, 20, 30, WD_ALIGN_PARAGRAPH.CENTER, after=4),
    SUMMARY: Look(FANG, 12, 18, WD_ALIGN_PARAGRAPH.JUSTIFY, first=2),
    PART: Look(BLACK, 12, 18, before=4, after=2, kept=True),
    HEAD: Look(BLACK, SIZE, PITCH, WD_ALIGN_PARAGRAPH.CENTER),
    TEXT: Look(FANG, SIZE, PITCH),
    NOTE: Look(FANG, 9, 13, before=2),
    FOOT: Look(FANG, 9, 12, WD_ALIGN_PARAGRAPH.CENTER),
}
_SUMMARY_WIDTH = 40
"""Characters of a line of the summary."""
_TITLE_HEIGHT, _RECEIPT_HEIGHT, _SPARE = 36.0, 24.0, 14.0

_MAKERS: Mapping[str, Callable[[Material], list[Slip]]] = {TOWN: town_slips, DEPARTMENT: department_slips}


def slips(material: Material, kind: str) -> bytes:
    """A zip of one document for each town (TOWN) or department (DEPARTMENT), and of one with all of them."""
    made = _MAKERS[kind](material)
    title = TITLES[kind]
    names = _distinct([f"{title}_{one.unit}" for one in made])
    files = {name: _document(material, [one], f"{title}：{one.unit}") for name, one in zip(names, made, strict=True)}
    whole = {f"{title}（合订）.docx": _document(material, made, title)} if made else {}
    return zipped({**whole, **files})


def together(material: Material, kind: str) -> bytes:
    """One document with all slips of that kind, a page each."""
    return _document(material, _MAKERS[kind](material), TITLES[kind])


def _distinct(stems: Sequence[str]) -> list[str]:
    """File names that every system takes, no two of them the same."""
    taken: set[str] = set()
    names = []
    for stem in stems:
        name, number = safe_name(clean(stem))[:LONGEST_NAME], 2
        different = name
        while different.lower() in taken:
            different, number = f"{name}（{number}）", number + 1
        taken.add(different.lower())
        names.append(f"{different}.docx")
    return names


def _document(material: Material, made: Sequence[Slip], title: str) -> bytes:
    document = styles.blank()
    styles.add_styles(document, LOOKS)
    section = document.sections[0]
    paper.lay_out(section, MARGINS)
    _foot(document, material)
    for place, one in enumerate(made):
        _page(document, material, one, first=not place)
    if material.demo:
        paper.mark_pages(document, DEMO, styles.MARK)
    return saved(document, Marks(title, material.county, material.fingerprint, material.today))


def _foot(document: Document, material: Material) -> None:
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    state = "数据已封存" if material.frozen else "数据未封存，结果可能变动"
    told = f"{material.county}{material.diagnosis.round.name}，{state}，数据指纹 {material.fingerprint}"
    footer.paragraphs[0].style = FOOT
    write(footer.paragraphs[0], f"{told}，{spoken_day(material.today)}制")


def _page(document: Document, material: Material, one: Slip, first: bool) -> None:
    name = document.add_paragraph(style=NAME)
    name.paragraph_format.page_break_before = not first
    write(name, f"{one.unit}{TITLES[one.kind]}（{material.diagnosis.round.name}）")
    for line in one.summary:
        write(document.add_paragraph(style=SUMMARY), line)
    section = document.sections[0]
    width = paper.inner_width(section)
    for part, table in zip(one.parts, fitted(one.parts, width.pt, _room(one)), strict=True):
        write(document.add_paragraph(style=PART), part.title)
        if table.rows:
            add_table(document, table, width, HEAD, TEXT)
        told = table.note if table.rows else part.nothing
        if told:
            write(document.add_paragraph(style=NOTE), told)
    write(document.add_paragraph(style=PART), one.receipt)


def _room(one: Slip) -> float:
    """The height in points that is left for the tables."""
    lines = sum(-(-(room(line) + 2) // _SUMMARY_WIDTH) for line in one.summary)
    inner = (297 - MARGINS.top - MARGINS.bottom) / 25.4 * 72
    return inner - _TITLE_HEIGHT - lines * 18 - _RECEIPT_HEIGHT - _SPARE
