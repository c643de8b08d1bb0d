"""Which required document (方案要求的材料) a named one is.

Cautious: what is not plainly the same stays apart, to be seen on both sides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_MARKS = re.compile(r"[\s\u200b\ufeff《》〈〉「」『』“”‘’\"'、,，.。;；:：·_\-—–/\\()\[\]【】〔〕]+")
_ENDING = re.compile(r"\.(pdf|docx?|xlsx?|wps|et|jpe?g|png|zip|rar)$")
_COPY = re.compile(r"(复印件|扫描件|电子版|电子档|原件|盖章版|盖章件)$")
_JOINT = re.compile(r"[及和与]")
_WITHOUT = re.compile(r"(未|无|缺|没有|暂缺|欠)$")

_SHORTEST_PART = 2
"""A «及» that leaves less than this on one side stands inside a word («普及率»), not between two documents."""


@dataclass(frozen=True)
class Match:
    """What a named document stands for: the place of the required one, and of the part of it where it is only that."""

    required: int
    part: int | None = None


@lru_cache(maxsize=8192)
def normal(name: str) -> str:
    """What a document is known again by: no blanks, marks, remarks in brackets, file endings or «扫描件».

    A name that is nothing but a remark is kept whole.
    """
    plain = _ENDING.sub("", unicodedata.normalize("NFKC", name).strip().casefold())
    bare = _MARKS.sub("", _REMARK.sub("", plain))
    return _COPY.sub("", bare) or _MARKS.sub("", plain)


@lru_cache(maxsize=4096)
def parts_of(required: str) -> tuple[str, ...]:
    """The documents that one entry of the scheme asks for together: «收益分配方案及公示照片» asks for two."""
    parts = tuple(_JOINT.split(normal(required)))
    return parts if len(parts) > 1 and all(len(one) >= _SHORTEST_PART for one in parts) else ()


def matched(required: Sequence[str], named: Iterable[str]) -> list[Match | None]:
    """For each named document what it stands for, or None.

    It stands for a required one when both are the same by :func:`normal`, when it is one of the parts of it, or when it
    ends with its whole name («石桥镇2025年户厕摸排台账»); of several such endings the longest.
    """
    return [_match(tuple(required), one) for one in named]


@lru_cache(maxsize=8192)
def _match(required: tuple[str, ...], name: str) -> Match | None:
    said, wanted = normal(name), [normal(one) for one in required]
    if said in wanted:
        return Match(wanted.index(said))
    for place, one in enumerate(required):
        if said in parts_of(one):
            return Match(place, parts_of(one).index(said))
    endings = [place for place, one in enumerate(wanted) if _ends_with(said, one)]
    return Match(max(endings, key=lambda place: len(wanted[place]))) if endings else None


def _ends_with(said: str, wanted: str) -> bool:
    """Whether the name is the wanted one with something before it that does not say that it is missing."""
    before = said.removesuffix(wanted)
    return bool(wanted) and before != said and not _WITHOUT.search(before)
