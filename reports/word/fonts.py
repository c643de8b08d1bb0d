"""The fonts of official documents by name, and what stands in for them where they are not installed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

TITLE, BLACK, KAI, FANG, SONG = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"
LATIN = "Times New Roman"

FALLBACKS: Mapping[str, tuple[str, ...]] = {
    TITLE: ("STZhongsong", "华文中宋", "SimSun", "Noto Serif CJK SC"),
    BLACK: ("SimHei", "Noto Sans CJK SC"),
    KAI: ("KaiTi", "楷体", "STKaiti", "Noto Serif CJK SC"),
    FANG: ("FangSong", "仿宋", "STFangsong", "Noto Serif CJK SC"),
    SONG: ("SimSun", "Noto Serif CJK SC"),
}
"""Font → the names that Word, WPS and LibreOffice try in its place, in their order."""

_FONT_TABLE = "/word/fontTable.xml"


def fonts(properties: Any, east_asian: str) -> None:
    """Set the font of run properties (``w:rPr``): Chinese and full-width marks in the one, figures in the other."""
    found = properties.find(qn("w:rFonts"))
    if found is not None:
        properties.remove(found)
    written = f'<w:rFonts {nsdecls("w")} w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{east_asian}"/>'
    properties.insert(0, parse_xml(written))


def name_fallbacks(document: Document) -> None:
    """Write into the font table what may stand in for each font; a document without a font table stays without."""
    part: Any = next((one for one in document.part.package.iter_parts() if one.partname == _FONT_TABLE), None)
    if part is None:
        return
    table = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
    for name, others in FALLBACKS.items():
        for known in table.findall(qn("w:font")):
            if known.get(qn("w:name")) == name:
                table.remove(known)
        table.append(parse_xml(_font(name, others)))
    part._blob = etree.tostring(table, encoding="UTF-8", xml_declaration=True, standalone=True)


def _font(name: str, others: Iterable[str]) -> str:
    pitch = "fixed" if name in (FANG, KAI) else "auto"
    return (
        f'<w:font {nsdecls("w")} w:name="{name}"><w:altName w:val="{",".join(others)}"/><w:charset w:val="86"/>'
        f'<w:family w:val="auto"/><w:pitch w:val="{pitch}"/></w:font>'
    )
