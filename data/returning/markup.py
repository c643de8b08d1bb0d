"""XML as it lies in a workbook: read without entities or outside files, written back with its prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

Element = etree._Element

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class SurgeryError(Exception):
    """The workbook cannot be marked as it is; the town gets one made from the template instead."""


def parsed(xml: bytes) -> Element:
    """The root of that XML. SurgeryError when it is none, declares entities, or nests absurdly deep."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise SurgeryError("a part declares a document type")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise SurgeryError("a part is not well-formed") from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise SurgeryError("a part declares a document type")
    return root


def written(root: Element) -> bytes:
    """The XML of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(element: Element) -> str:
    """The element's name without its namespace; "" for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def namespace(element: Element) -> str:
    """The element's namespace."""
    return etree.QName(element).namespace or ""


def relation_key(root: Element) -> str:
    """The name of the attribute that holds a relation's id (``r:id``), in strict and in usual workbooks."""
    return f"{{{STRICT_RELATIONS if namespace(root) == STRICT_MAIN else RELATIONS}}}id"


def child(parent: Element, name: str) -> Element | None:
    """The first child of that local name."""
    return next((one for one in parent if local(one) == name), None)


def children(parent: Element, name: str) -> list[Element]:
    """The children of that local name."""
    return [one for one in parent if local(one) == name]


def added(parent: Element, name: str, text: str | None = None, /, **attributes: str) -> Element:
    """A new last child in the parent's own namespace."""
    one = etree.SubElement(parent, f"{{{namespace(parent)}}}{name}", dict(attributes))
    if text is not None:
        one.text = text
        if text != text.strip() or "\n" in text:
            one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return one


def put_after(parent: Element, new: Element, earlier: Iterable[str]) -> None:
    """Put a child where the format's fixed order wants it: right after the last of those that come earlier."""
    names = set(earlier)
    places = [place for place, one in enumerate(parent) if local(one) in names]
    parent.insert(places[-1] + 1 if places else 0, new)


def is_true(text: str | None) -> bool:
    """Whether an attribute says yes."""
    return text in ("1", "true", "on", "t")


def safe(text: str) -> str:
    """The text without signs that XML cannot hold, and with what Excel would take for an escape escaped."""
    return _ESCAPE.sub("_x005F_", _UNPRINTABLE.sub("", text))
