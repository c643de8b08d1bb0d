"""The paragraph styles of official documents. A document that has a style of that name keeps its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from reports.word.fonts import BLACK, FANG, KAI, SONG, TITLE, fonts, name_fallbacks

TITLE_LINE, ADDRESSEE, BODY, HEADING, SUB_HEADING, POINT = (
    "公文标题", "公文主送", "公文正文", "公文一级标题", "公文二级标题", "公文三级标题",
)  # fmt: skip
SIGNATURE, LIST_FIRST, LIST_NEXT, ATTACHMENT, ATTACHMENT_TITLE = (
    "公文落款", "附件说明", "附件说明续行", "附件序号", "附件标题",
)  # fmt: skip
TABLE_HEAD, TABLE_TEXT, TABLE_NOTE, BREAK = "表头", "表格文字", "表注", "分节"
HEAD_MARK, HEAD_NUMBER, PAGE_ODD, PAGE_EVEN, MARK = "发文机关标志", "发文字号", "页码单页", "页码双页", "页眉标记"

CHARACTER = 16.0
"""3号, the size of the body, in points."""
PITCH = 28.95
"""From line to line: 22 lines in 225 mm."""
CLOSER = -5
"""By how many twentieths of a point characters of the body are drawn closer, so that 28 stand in 156 mm."""

_KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer"}
_AFTER_SNAP = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
_LEFT, _CENTER, _RIGHT, _JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY,
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """How a paragraph looks: font, size and line pitch in points, indents in characters, outline level from 0.

    ``kept``: on the same page as what follows.
    """

    font: str
    size: float
    pitch: float
    across: WD_ALIGN_PARAGRAPH = _LEFT
    first: float = 0
    left: float = 0
    right: float = 0
    bold: bool = False
    level: int | None = None
    color: RGBColor | None = None
    before: float = 0
    after: float = 0
    kept: bool = False


_RED = RGBColor(0xE6, 0x00, 0x12)

LOOKS: Mapping[str, Look] = {
    TITLE_LINE: Look(TITLE, 22, 34, _CENTER, after=PITCH),
    ADDRESSEE: Look(FANG, CHARACTER, PITCH),
    BODY: Look(FANG, CHARACTER, PITCH, _JUSTIFY, first=2),
    HEADING: Look(BLACK, CHARACTER, PITCH, _JUSTIFY, first=2, level=0),
    SUB_HEADING: Look(KAI, CHARACTER, PITCH, _JUSTIFY, first=2, level=1),
    POINT: Look(FANG, CHARACTER, PITCH, _JUSTIFY, first=2, bold=True, level=2),
    SIGNATURE: Look(FANG, CHARACTER, PITCH, _RIGHT, right=4, kept=True),
    LIST_FIRST: Look(FANG, CHARACTER, PITCH, first=2, kept=True),
    LIST_NEXT: Look(FANG, CHARACTER, PITCH, first=5, kept=True),
    ATTACHMENT: Look(BLACK, CHARACTER, PITCH),
    ATTACHMENT_TITLE: Look(TITLE, 22, 34, _CENTER, before=6, after=10, level=0),
    TABLE_HEAD: Look(BLACK, 10.5, 16, _CENTER),
    TABLE_TEXT: Look(FANG, 10.5, 16),
    TABLE_NOTE: Look(FANG, 10.5, 17, before=4),
    BREAK: Look(FANG, 1, 1),
    HEAD_MARK: Look(TITLE, 42, 60, _CENTER, color=_RED, before=70),
    HEAD_NUMBER: Look(FANG, CHARACTER, PITCH, _CENTER, before=30, after=2 * PITCH),
    PAGE_ODD: Look(SONG, 14, 18, _RIGHT, right=1),
    PAGE_EVEN: Look(SONG, 14, 18, _LEFT, left=1),
    MARK: Look(BLACK, 10.5, 14, _RIGHT),
}


def blank() -> Document:
    """An empty document with nothing of its maker's in it: no picture, no foreign styles."""
    return docx.Document(BytesIO(_blank()))


@cache
def _blank() -> bytes:
    """The empty document, made once."""
    document = docx.Document()
    styles: Any = document.styles.element
    for style in list(styles.findall(qn("w:style"))):
        if style.find(qn("w:name")).get(qn("w:val")).title() not in {one.title() for one in _KEPT}:
            styles.remove(style)
    _drop(document.part.rels, ("stylesWithEffects", "customXml", "numbering"))
    _drop(document.part.package.rels, ("thumbnail",))
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(CHARACTER)
    fonts(normal.element.get_or_add_rPr(), FANG)
    normal.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>'))
    for name in ("Header", "Footer"):
        _without_tabs(document.styles[name])
    add_styles(document)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _drop(relations: Any, kinds: tuple[str, ...]) -> None:
    for key in [key for key, one in relations.items() if one.reltype.rpartition("/")[2] in kinds]:
        del relations[key]


def _without_tabs(style: Any) -> None:
    for tabs in style.element.iter(qn("w:tabs")):
        tabs.getparent().remove(tabs)
        return


def add_styles(document: Document, looks: Mapping[str, Look] = LOOKS) -> None:
    """The styles that the document does not have yet, and what may stand in for their fonts."""
    known = {style.name for style in document.styles}
    for name, look in looks.items():
        if name not in known:
            _add(document, name, look)
    name_fallbacks(document)


def _add(document: Document, name: str, look: Look) -> None:
    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    fonts(style.element.get_or_add_rPr(), look.font)
    style.font.size, style.font.bold = Pt(look.size), look.bold
    if look.color is not None:
        style.font.color.rgb = look.color
    shape = style.paragraph_format
    shape.alignment, shape.line_spacing_rule, shape.line_spacing = look.across, WD_LINE_SPACING.EXACTLY, Pt(look.pitch)
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.widow_control = False
    if look.kept or look.level is not None:
        shape.keep_with_next = True
    if look.size == CHARACTER:
        style.element.get_or_add_rPr().find(qn("w:sz")).addprevious(_valued("w:spacing", CLOSER))
    style.element.get_or_add_pPr().insert_element_before(_valued("w:snapToGrid", 0), *_AFTER_SNAP)
    _indent(style.element.get_or_add_pPr(), look)


def _indent(properties: Any, look: Look) -> None:
    """Indents in characters, in points beside them for programs that do not count characters."""
    indents = properties.get_or_add_ind()
    for name, count in (("firstLine", look.first), ("left", look.left), ("right", look.right)):
        if count:
            indents.set(qn(f"w:{name}Chars"), str(round(count * 100)))
            indents.set(qn(f"w:{name}"), str(round(count * look.size * 20)))
    if look.level is not None:
        properties.append(_valued("w:outlineLvl", look.level))


def _valued(tag: str, number: int) -> Any:
    """An element whose one word is a number."""
    element: Any = OxmlElement(tag)
    element.set(qn("w:val"), str(number))
    return element
