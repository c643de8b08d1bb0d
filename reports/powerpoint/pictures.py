"""Photographs on a slide, side by side in their own proportions, each with its caption below."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError
from pptx.slide import Slide

from charts.style import MUTED, RULE
from reports.blocks import Picture, Pictures
from reports.powerpoint.paper import Box
from reports.powerpoint.writing import Line, describe, emus, heights, plate, text_box, write

_GAP, _LOWEST, _HIGHEST = 14.0, 150.0, 420.0
_FORMATS = ("PNG", "JPEG")
UNREADABLE = "照片无法显示"


@dataclass(frozen=True)
class PicturesDrawing:
    """Some photographs of the same height."""

    pictures: Pictures
    largest: float = 20

    def needs(self, width: float, size: float) -> float:
        """A photograph must be high enough to see something in it."""
        return _LOWEST + self._captions(width, size)

    def most(self, width: float, size: float) -> float:
        """As high as they become at their width."""
        return min(_HIGHEST, width / max(len(self.pictures.pictures), 1)) + self._captions(width, size)

    def draw(self, slide: Slide, box: Box, size: float) -> None:
        """Each photograph in the middle of its column."""
        below = self._captions(box.width, size)
        for picture, place in zip(self.pictures.pictures, self._columns(box), strict=True):
            _draw(slide, picture, Box(place.left, box.top, place.width, box.height - below))
            words = Box(place.left, box.bottom - below + 4, place.width, below - 4)
            text_box(slide, "图片说明", words, [Line(picture.caption, size, align="center")])

    def _columns(self, box: Box) -> list[Box]:
        return box.columns(max(len(self.pictures.pictures), 1), _GAP)

    def _captions(self, width: float, size: float) -> float:
        each = self._columns(Box(0, 0, width, 0))[0].width
        return max((heights([Line(one.caption, size)], each) for one in self.pictures.pictures), default=0) + 6


def _draw(slide: Slide, picture: Picture, box: Box) -> None:
    size = _measured(picture.content)
    if size is None:
        empty = plate(slide, "照片", box, "#f4f6f9", RULE)
        write(empty.text_frame, [Line(UNREADABLE, 16, MUTED, align="center")], "middle")
        return
    part = min(box.width / size[0], box.height / size[1])
    width, height = size[0] * part, size[1] * part
    place = Box(box.left + (box.width - width) / 2, box.top + (box.height - height) / 2, width, height)
    shape: Any = slide.shapes.add_picture(BytesIO(picture.content), *emus(place))
    shape.name = "照片"
    describe(shape, picture.caption or "照片")


def _measured(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None where it is no picture that PowerPoint shows."""
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            image.load()
            return image.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
