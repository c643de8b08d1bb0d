"""The template of a circular: the usual one, and an office's own, which is looked at before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # the package has no types
from jinja2 import TemplateError
from lxml.etree import LxmlError

from data.limits import limits
from data.timeless import timeless
from reports.circular import placeholders as named
from reports.circular.placeholders import Placeholders, UnfitTemplateError, block_mark
from reports.word import paper, styles

MOST_UNPACKED = 30 * 1024 * 1024
"""How big all parts of a template may be together; an office's own is far smaller."""

_BROKEN = (BadZipFile, OpcError, LxmlError, KeyError, ValueError, AttributeError, OSError, RuntimeError, EOFError)
_UNREADABLE = "这个文件不能作模板：打不开，或者不是 Word 文档。请在 Word 或 WPS 里另存为 .docx 再传。"


_USUAL = (
    (styles.BREAK, f"{{%p if {named.RED_HEAD} %}}"),
    (styles.HEAD_MARK, f"{{{{ {named.ISSUER} }}}}文件"),
    (styles.HEAD_NUMBER, f"{{{{ {named.NUMBER} }}}}"),
    (styles.BREAK, "{%p endif %}"),
    (styles.TITLE_LINE, f"{{{{ {named.TITLE} }}}}"),
    (styles.ADDRESSEE, f"{{{{ {named.ADDRESSEE} }}}}"),
    (styles.BODY, f"{{{{ {named.BODY} }}}}"),
    (styles.LIST_FIRST, f"{{{{ {named.LIST} }}}}"),
    (styles.SIGNATURE, ""),
    (styles.SIGNATURE, f"{{{{ {named.SIGNER} }}}}"),
    (styles.SIGNATURE, f"{{{{ {named.DAY} }}}}"),
    (styles.ATTACHMENT, f"{{{{ {named.ATTACHMENTS} }}}}"),
)


@cache
def usual_template() -> bytes:
    """The template that is used as long as the office has none of its own; it may take it and change it."""
    document = styles.blank()
    section = document.sections[0]
    paper.lay_out(section)
    paper.grid(section)
    paper.number_pages(document, section, styles.PAGE_ODD, styles.PAGE_EVEN)
    for style, text in _USUAL:
        document.add_paragraph(text, style)
    _red_line(document)
    written = BytesIO()
    document.save(written)
    return timeless(written.getvalue())


def _red_line(document: Document) -> None:
    """The line below the number of a document with a red head."""
    style: Any = document.styles[styles.HEAD_NUMBER]
    style.element.get_or_add_pPr().insert_element_before(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="18" w:space="6" w:color="E60012"/></w:pBdr>'
        ),
        "w:snapToGrid", "w:spacing", "w:ind", "w:jc",
    )  # fmt: skip


def check_template(content: bytes) -> None:
    """UnfitTemplateError when the template cannot be used."""
    filled(content, dict.fromkeys(named.MEANINGS, "文字"))


def filled(content: bytes, texts: Mapping[str, object]) -> Document:
    """The template with its texts written and its blocks marked (:func:`block_mark`)."""
    _check_package(content)
    reader = Placeholders()
    try:
        template = DocxTemplate(BytesIO(content))
        template.init_docx()
        _check_links(template.docx)
        template.render({**texts, **{name: block_mark(name) for name in named.BLOCKS}}, reader, autoescape=True)
    except TemplateError as error:
        raise UnfitTemplateError("模板里的占位符没有写完整：大括号要成对，如“{{ 标题 }}”。") from error
    except RecursionError as error:
        raise UnfitTemplateError(_UNREADABLE) from error
    except _BROKEN as error:
        raise UnfitTemplateError(_UNREADABLE) from error
    document: Document = template.docx
    _check_names(reader.seen)
    _check_blocks(document, reader.seen)
    return document


def _check_package(content: bytes) -> None:
    if len(content) > limits().file_bytes:
        raise UnfitTemplateError(f"模板超过 {limits().file_megabytes} MB，请压缩里面的图片再传。")
    try:
        with ZipFile(BytesIO(content)) as package:
            size = sum(one.file_size for one in package.infolist())
            macros = any(one.filename.lower().endswith("vbaproject.bin") for one in package.infolist())
    except _BROKEN as error:
        raise UnfitTemplateError(_UNREADABLE) from error
    if size > MOST_UNPACKED:
        raise UnfitTemplateError("模板展开后过大，请删去里面的大图片再传。")
    if macros:
        raise UnfitTemplateError("模板里带有宏，请另存为不含宏的 .docx 再传。")


def _check_links(document: Document) -> None:
    """A template brings everything along: nothing is fetched from elsewhere when the circular is opened."""
    for part in document.part.package.iter_parts():
        for one in part.rels.values():
            if one.is_external and one.reltype != RELATIONSHIP_TYPE.HYPERLINK:
                raise UnfitTemplateError("模板引用了外部文件（图片或模板），请改为插入到文档内再传。")


def _check_names(seen: set[str]) -> None:
    unknown = sorted(seen - set(named.MEANINGS))
    if unknown:
        known = "、".join(named.MEANINGS)
        raise UnfitTemplateError(f"模板里有不认识的占位符“{'”“'.join(unknown)}”。可用的是：{known}。")
    missing = [name for name in named.REQUIRED if name not in seen]
    if missing:
        told = "、".join(f"{{{{ {name} }}}}" for name in missing)
        raise UnfitTemplateError(f"模板里缺少占位符 {told}，请补上再传。")


def _check_blocks(document: Document, seen: set[str]) -> None:
    alone = [paragraph.text.strip() for paragraph in document.paragraphs]
    body: Any = document.element.body
    said = "".join(text.text or "" for text in body.iter(qn("w:t")))
    parts = document.part.package.iter_parts()
    beside = any(named.MARK.encode() in one.blob for one in parts if one is not document.part and one.blob)
    for name in named.BLOCKS:
        once = alone.count(block_mark(name)) == 1 == said.count(block_mark(name))
        if name in seen and (beside or not once):
            raise UnfitTemplateError(f"占位符 {{{{ {name} }}}} 要在正文里独占一段，并且只写一次。")
