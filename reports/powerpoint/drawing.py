"""What every kind of block can do on a slide: say how high it must be, draw itself, be cut in two."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from pptx.slide import Slide

from reports.blocks import Bars, Block, Lights, Sentences, Table
from reports.powerpoint.paper import Box

ITEMS: dict[type, str] = {Table: "rows", Bars: "bars", Lights: "lights", Sentences: "lines"}
"""What of a block can go on to the next slide."""


class Drawing(Protocol):
    """A block on a slide. Sizes are those of its type in points."""

    @property
    def largest(self) -> float:
        """The largest type it looks well in."""

    def needs(self, width: float, size: float) -> float:
        """The height it needs at that width."""

    def most(self, width: float, size: float) -> float:
        """The height beyond which more room is of no use to it."""

    def draw(self, slide: Slide, box: Box, size: float) -> None:
        """Put it on the slide, inside the box."""


def count(block: Block) -> int:
    """How many items it could be cut between."""
    return len(_items(block))


def cut(block: Block, at: int) -> tuple[Block, Block]:
    """The block up to that item, and the rest of it with the same head and scale."""
    items: Any = _items(block)
    field = ITEMS[type(block)]
    if isinstance(block, Bars) and block.full is None:
        block = replace(block, full=max(max(bar.value, bar.upper or bar.value) for bar in block.bars))
    first: Any = replace(block, **{field: items[:at]})
    if isinstance(first, Table):
        first = replace(first, note="")
    return first, replace(block, **{field: items[at:]})


def _items(block: Block) -> tuple[Any, ...]:
    field = ITEMS.get(type(block))
    return getattr(block, field) if field else ()
