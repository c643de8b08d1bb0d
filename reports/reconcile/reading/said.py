"""One text of a file with its place, and what the readers of all kinds of files share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Said:
    """One text of a file. In a table or a chart it has the heading of its column and its whole row, heading → text."""

    file: str
    place: str
    text: str
    heading: str = ""
    row: Mapping[str, str] = field(default_factory=dict)


def spoken(name: str, place: str, text: str) -> Iterator[Said]:
    """A text that stands by itself; nothing where it is blank."""
    if text.strip():
        yield Said(name, place, text.strip())


def table_texts(name: str, place: str, rows: Sequence[Sequence[str]]) -> Iterator[Said]:
    """The cells of a table whose first row is its headings; of equal headings the last one stands for the row."""
    if not rows:
        return
    headings = [text.strip() for text in rows[0]]
    for number, texts in enumerate(rows, 1):
        row = {} if number == 1 else dict(zip(headings, (text.strip() for text in texts), strict=False))
        for column, text in enumerate(texts):
            heading = headings[column] if column < len(headings) else ""
            yield Said(name, f"{place}第 {number} 行第 {column + 1} 列", text.strip(), heading if row else "", row)


def property_texts(name: str, properties: Any) -> Iterator[Said]:
    """What a document says of itself beside its content, its fingerprint among it."""
    told = {"标题": "title", "关键词": "keywords", "备注": "comments", "说明": "description"}
    for what, attribute in told.items():
        yield from spoken(name, f"文件属性“{what}”", str(getattr(properties, attribute, None) or ""))
