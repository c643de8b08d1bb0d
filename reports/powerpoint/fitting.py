"""Where the blocks of a slide stand and how large their type is; what does not fit goes on to a further slide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.blocks import Bars, Block, Figures, Lights, Pictures, Sentences, Slide, Table
from reports.powerpoint import drawing
from reports.powerpoint.bars import BarsDrawing
from reports.powerpoint.drawing import Drawing
from reports.powerpoint.figures import FiguresDrawing
from reports.powerpoint.lights import LightsDrawing
from reports.powerpoint.paper import Box
from reports.powerpoint.pictures import PicturesDrawing
from reports.powerpoint.sentences import SentencesDrawing
from reports.powerpoint.tables import TableDrawing
from reports.powerpoint.writing import SMALLEST

SIZES = (26.0, 24.0, 22.0, 20.0, 18.0, SMALLEST)
_LAST_RESORT = (14.0, 12.0, 10.0, 8.0)
"""Only for what cannot be cut, such as one row with a very long text."""

_GAP, _TIGHT, _BETWEEN = 16.0, 9.0, 28.0
"""Room between blocks one below the other, between those in the smallest type, and side by side."""

CONTINUED = "（续）"

_NARROW_ONES = (Bars, Sentences)
"""What may stand side by side where one below the other does not fit, and the shares of the first and the second."""

_SHARES = (0.58, 0.42)


@dataclass(frozen=True)
class Placed:
    """One block in its box, with the size of its type."""

    drawing: Drawing
    box: Box
    size: float


@dataclass(frozen=True)
class Row:
    """Blocks side by side, each with its share of the width."""

    drawings: tuple[Drawing, ...]
    shares: tuple[float, ...] = (1.0,)

    def needs(self, width: float, size: float) -> float:
        """The height of the highest."""
        return max(
            one.needs(part, min(size, one.largest))
            for one, part in zip(self.drawings, self._widths(width), strict=True)
        )

    def most(self, width: float, size: float) -> float:
        """The height beyond which more room is of no use to any of them."""
        return max(
            one.most(part, min(size, one.largest)) for one, part in zip(self.drawings, self._widths(width), strict=True)
        )

    def place(self, box: Box, size: float) -> Iterator[Placed]:
        """Each in its part of the box."""
        left, common, widths = box.left, min(size, *(one.largest for one in self.drawings)), self._widths(box.width)
        needed = [one.needs(width, common) for one, width in zip(self.drawings, widths, strict=True)]
        wished = [
            one.most(width, common) - need for one, width, need in zip(self.drawings, widths, needed, strict=True)
        ]
        part = min(
            [(box.height - need) / wish for need, wish in zip(needed, wished, strict=True) if wish > 0], default=0
        )
        for one, width, need, wish in zip(self.drawings, widths, needed, wished, strict=True):
            height = min(need + max(0.0, min(part, 1.0)) * wish, box.height)
            yield Placed(one, Box(left, box.top, width, height), common)
            left += width + _BETWEEN

    def _widths(self, width: float) -> list[float]:
        return [share * (width - _BETWEEN * (len(self.shares) - 1)) for share in self.shares]


@dataclass(frozen=True)
class Arrangement:
    """Rows of blocks, one below the other."""

    rows: tuple[Row, ...]

    def fits(self, room: Box, size: float) -> bool:
        """Whether all rows fit in type of that size."""
        needed = sum(row.needs(room.width, size) for row in self.rows)
        return needed + _gap(size) * (len(self.rows) - 1) <= room.height

    def largest(self, room: Box) -> float:
        """The largest type in which all rows fit."""
        return next((size for size in (*SIZES, *_LAST_RESORT) if self.fits(room, size)), _LAST_RESORT[-1])

    def place(self, room: Box) -> list[Placed]:
        """Every block in its box; what is left over goes to the rows that can use it."""
        size = self.largest(room)
        needed = [row.needs(room.width, size) for row in self.rows]
        wished = [row.most(room.width, size) - need for row, need in zip(self.rows, needed, strict=True)]
        spare = max(0.0, room.height - sum(needed) - _gap(size) * (len(self.rows) - 1))
        part = min(1.0, spare / sum(wished)) if sum(wished) > 0 else 0.0
        found: list[Placed] = []
        top = room.top
        for row, need, wish in zip(self.rows, needed, wished, strict=True):
            height = min(need + part * wish, room.bottom - top)
            found += row.place(Box(room.left, top, room.width, height), size)
            top += height + _gap(size)
        return found


def _gap(size: float) -> float:
    return _GAP if size > SMALLEST else _TIGHT


def drawing_of(block: Block) -> Drawing:
    """What draws that block."""
    match block:
        case Table():
            return TableDrawing(block)
        case Figures():
            return FiguresDrawing(block)
        case Lights():
            return LightsDrawing(block)
        case Bars():
            return BarsDrawing(block)
        case Pictures():
            return PicturesDrawing(block)
        case Sentences():
            return SentencesDrawing(block)


def placed(slide: Slide, room: Box) -> list[Placed]:
    """The blocks in their boxes, in the arrangement that allows the largest type."""
    if not slide.blocks:
        return []
    return max(_arrangements(slide), key=lambda one: one.largest(room)).place(room)


def fits(slide: Slide, room: Box) -> bool:
    """Whether everything on the slide fits in type of the smallest size that can be read."""
    return not slide.blocks or any(one.fits(room, SMALLEST) for one in _arrangements(slide))


def _arrangements(slide: Slide) -> list[Arrangement]:
    """The ways in which the blocks may stand: as the slide says; or else the last two side by side."""
    drawings = [drawing_of(block) for block in slide.blocks]
    if slide.beside and len(drawings) == 2:
        return [Arrangement((Row(tuple(drawings), (0.5, 0.5)),))]
    stacked = [Row((one,)) for one in drawings]
    found = [Arrangement(tuple(stacked))]
    if len(drawings) > 1 and all(isinstance(block, _NARROW_ONES) for block in slide.blocks[-2:]):
        last = Row((drawings[-2], drawings[-1]), _SHARES)
        found.append(Arrangement((*stacked[:-2], last)))
    return found


def pages(slide: Slide, room: Box) -> Iterator[Slide]:
    """The slide, or the slides it takes to show it in type that the last row can read."""
    while not fits(slide, room):
        kept, rest = _parted(slide, room)
        yield replace(slide, blocks=kept, beside=False)
        if not rest:
            return
        title = f"{slide.title.removesuffix(CONTINUED)}{CONTINUED}"
        slide = replace(slide, key=f"{slide.key}-2", title=title, blocks=rest, beside=False, notes=())
    yield slide


def _parted(slide: Slide, room: Box) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What stays on the slide, and what goes on: whole blocks where there are several, else a part of the only one."""
    blocks = slide.blocks
    for kept in range(len(blocks) - 1, 0, -1):
        if fits(replace(slide, blocks=blocks[:kept], beside=False), room):
            return blocks[:kept], blocks[kept:]
    at = _items_that_fit(slide, room)
    if not 0 < at < drawing.count(blocks[0]):
        return blocks[:1], blocks[1:]
    part, rest = drawing.cut(blocks[0], at)
    return (part,), (rest, *blocks[1:])


def _items_that_fit(slide: Slide, room: Box) -> int:
    """How many items of the first block a slide takes when they are shared evenly among as few slides as will do."""
    block = slide.blocks[0]
    whole = drawing.count(block)
    fitting = (at for at in range(whole - 1, 0, -1) if fits(replace(slide, blocks=(drawing.cut(block, at)[0],)), room))
    most = next(fitting, 1)
    return -(-whole // -(-whole // most)) if whole else 0
