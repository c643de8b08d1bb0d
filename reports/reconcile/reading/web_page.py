"""The texts of the slides as a page: what is shown, what is spoken, and how long the bars are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from reports.reconcile.reading.said import Said, spoken, table_texts

_TEXTS: Any = etree.XPath(".//text()[not(ancestor::table)]")
_AROUND: Any = etree.XPath("//text()[not(ancestor::section) and not(parent::script) and not(parent::style)]")
_SPOKEN = {
    "data-pin": "存疑时记下的字",
    "data-title": "页名",
    "data-town": "所指的镇",
    "data-indicator": "所指的指标",
    "data-round": "轮次",
    "data-fingerprint": "指纹",
    "aria-label": "朗读的字",
    "alt": "替代文字",
    "title": "提示",
    "style": "长短",
}
"""Attributes that somebody hears or sees, and what they are."""


def page_texts(name: str, content: bytes) -> Iterator[Said]:
    """Everything that a page says, slide by slide."""
    tree = html.document_fromstring(content.decode("utf-8"))
    for number, slide in enumerate(tree.iter("section"), 1):
        place = f"第 {number} 页"
        for count, table in enumerate(slide.iter("table"), 1):
            rows = [[_inner(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
            yield from table_texts(name, f"{place}表 {count}", rows)
            yield from spoken(name, f"{place}表 {count} 题", "".join(map(_inner, table.iter("caption"))))
        yield from _lines(name, place, _TEXTS(slide))
        yield from _attributes(name, place, slide.iter())
    yield from _lines(name, "页外", _AROUND(tree))
    yield from _attributes(name, "页外", (one for one in tree.iter() if not _in_slide(one)))


def _lines(name: str, place: str, texts: Any) -> Iterator[Said]:
    for count, text in enumerate((one for one in map(str, texts) if one.strip()), 1):
        yield from spoken(name, f"{place}第 {count} 处", text)


def _attributes(name: str, place: str, elements: Any) -> Iterator[Said]:
    for element in elements:
        for attribute, what in _SPOKEN.items():
            yield from spoken(name, f"{place}{what}", element.get(attribute, ""))


def _in_slide(element: Any) -> bool:
    return element.tag == "section" or next(element.iterancestors("section"), None) is not None


def _inner(element: Any) -> str:
    return "".join(element.itertext()).strip()
