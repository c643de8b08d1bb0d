"""通报: the circular of one round in the layout of official documents, written into the office's template."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from reports.circular import placeholders as named
from reports.circular.attachments import Attachment, attachments
from reports.circular.demands import demands
from reports.circular.faults import faults
from reports.circular.lines import Line, said, whole_day
from reports.circular.overall import overall
from reports.circular.placeholders import UnfitTemplateError
from reports.circular.scores import scores
from reports.circular.template import check_template, filled, usual_template
from reports.circular.wording import Wording
from reports.material import Material
from reports.word import paper, styles
from reports.word.saving import Marks, saved
from reports.word.tables import add_table
from reports.word.text import clean, write

__all__ = ["UnfitTemplateError", "Wording", "check_template", "circular", "usual_template"]

DEMO = "演示数据，不代表任何真实地方"
SECTIONS = (overall, scores, faults, demands)


def circular(material: Material, wording: Wording, template: bytes | None = None) -> bytes:
    """The circular as the bytes of a docx file. UnfitTemplateError when the template cannot be used."""
    words = wording.cleaned()
    document = filled(template or usual_template(), _texts(material, words))
    styles.add_styles(document)
    listed = attachments(material)
    for line in _body(material):
        _write(_before(document, named.BODY), line)
    for line in _list(listed):
        _write(_before(document, named.LIST), line)
    _attach(document, material, listed)
    for name in named.BLOCKS:
        _drop(document, name)
    _fit_head(document)
    if material.demo:
        paper.mark_pages(document, DEMO, styles.MARK)
    return saved(document, Marks(words.title, words.issuer, material.fingerprint, words.day))


def _texts(material: Material, words: Wording) -> dict[str, object]:
    return {
        named.TITLE: words.title, named.ISSUER: words.issuer, named.NUMBER: words.number,
        named.ADDRESSEE: words.addressee, named.SIGNER: words.signer, named.DAY: whole_day(words.day),
        named.COUNTY: clean(material.county), named.ROUND: clean(material.diagnosis.round.name),
        named.FINGERPRINT: material.fingerprint, named.RED_HEAD: words.red_head,
    }  # fmt: skip


def _body(material: Material) -> list[Line]:
    scheme = material.diagnosis.scheme
    begin = f"根据《{scheme.name}》，现将{material.county}{material.diagnosis.round.name}情况通报如下。"
    return [said(begin), *(line for place, make in enumerate(SECTIONS, 1) for line in make(material, place))]


def _list(listed: list[Attachment]) -> list[Line]:
    titles = [f"{place}.{one.title}" for place, one in enumerate(listed, 1)]
    return [Line(styles.LIST_FIRST, f"附件：{titles[0]}"), *(Line(styles.LIST_NEXT, title) for title in titles[1:])]


def _before(document: Document, block: str) -> Paragraph | None:
    """A new paragraph in front of the block's place; None when the template has no such place."""
    place = _place(document, block)
    if place is None:
        return None
    new = document.add_paragraph()
    place.addprevious(new._p)
    return new


def _write(paragraph: Paragraph | None, line: Line) -> None:
    if paragraph is None:
        return
    paragraph.style = line.style
    if line.lead:
        write(paragraph, line.lead, bold=True)
    write(paragraph, line.text)


def _place(document: Document, block: str) -> Any:
    """The paragraph that marks where a block goes."""
    mark = named.block_mark(block)
    return next((one._p for one in document.paragraphs if one.text.strip() == mark), None)


def _drop(document: Document, block: str) -> None:
    place = _place(document, block)
    if place is not None:
        place.getparent().remove(place)


def _attach(document: Document, material: Material, listed: list[Attachment]) -> None:
    """Each attachment on pages of its own; what the template has after them follows on its own page."""
    place: Any = _place(document, named.ATTACHMENTS)
    rest = [one for one in place.itersiblings() if one.tag != qn("w:sectPr")]
    own: Any = _section_of(place)
    _end_section(_before(document, named.ATTACHMENTS), deepcopy(own))
    upright = _continuing(own)
    for number, one in enumerate(listed, 1):
        ends = deepcopy(upright)
        section = Section(ends, document.part)
        if one.sideways:
            paper.turn(section)
        last = _attachment(document, material, number, one, paper.inner_width(section))
        if number < len(listed) or rest:
            _end_section(last, ends)
        else:
            own.getparent().replace(own, ends)


def _attachment(document: Document, material: Material, number: int, one: Attachment, width: int) -> Paragraph:
    """Write one attachment; its last paragraph."""
    _write(_before(document, named.ATTACHMENTS), Line(styles.ATTACHMENT, f"附件{number}"))
    _write(_before(document, named.ATTACHMENTS), Line(styles.ATTACHMENT_TITLE, one.title))
    if one.table.rows:
        table = add_table(document, one.table, width)
        _place(document, named.ATTACHMENTS).addprevious(table._tbl)
    else:
        _write(_before(document, named.ATTACHMENTS), said(one.nothing))
    state = "已封存" if material.frozen else "未封存"
    source = f"{material.diagnosis.round.name}，数据{state}，数据指纹{material.fingerprint}。"
    note = _before(document, named.ATTACHMENTS)
    assert note is not None
    _write(note, Line(styles.TABLE_NOTE, f"注：{one.table.note if one.table.rows else ''}{source}"))
    return note


def _section_of(place: Any) -> Any:
    """The properties of the section in which a paragraph stands."""
    for one in place.itersiblings():
        found = one if one.tag == qn("w:sectPr") else one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if found is not None:
            return found
    return place.getparent().find(qn("w:sectPr"))


def _end_section(paragraph: Paragraph | None, section: Any) -> None:
    """End a section with that paragraph."""
    assert paragraph is not None
    if not paragraph.text:
        paragraph.style = styles.BREAK
    paragraph._p.get_or_add_pPr().append(section)


def _continuing(section: Any) -> Any:
    """The properties of a section like that one which begins a page, its page numbers going on."""
    copy = deepcopy(section)
    for tag in ("w:type", "w:pgNumType", "w:titlePg"):
        for found in copy.findall(qn(tag)):
            copy.remove(found)
    kind = OxmlElement("w:type")
    kind.set(qn("w:val"), "nextPage")
    copy.insert_element_before(kind, "w:pgSz", "w:pgMar", "w:cols", "w:docGrid")
    return copy


def _fit_head(document: Document) -> None:
    """The issuing office in red on one line, as large as it goes."""
    room = paper.inner_width(document.sections[0]).pt
    for paragraph in document.paragraphs:
        if paragraph.style is not None and paragraph.style.name == styles.HEAD_MARK and paragraph.text:
            size = max(22.0, min(styles.LOOKS[styles.HEAD_MARK].size, int(room / len(paragraph.text))))
            for run in paragraph.runs:
                run.font.size = Pt(size)
