"""Sentences on a slide, each a point of its own."""

from __future__ import annotations

from dataclasses import dataclass

from pptx.slide import Slide

from charts.style import BLUE
from reports.blocks import Sentences
from reports.powerpoint.paper import Box, clean
from reports.powerpoint.writing import SMALLEST, Line, heights, text_box


@dataclass(frozen=True)
class SentencesDrawing:
    """Points under a title, where there is one."""

    sentences: Sentences
    largest: float = 26

    def needs(self, width: float, size: float) -> float:
        """All lines at that size."""
        return heights(self._lines(size), width) + 2

    def most(self, width: float, size: float) -> float:
        """More room is of no use."""
        return self.needs(width, size)

    def draw(self, slide: Slide, box: Box, size: float) -> None:
        """All in one text box."""
        text_box(slide, "文字", box, self._lines(size))

    def _lines(self, size: float) -> list[Line]:
        title = [Line(self.sentences.title, size, BLUE, True)] if clean(self.sentences.title) else []
        many = len(self.sentences.lines) > 1
        points = [
            Line(
                line,
                size,
                before=round((0.35 if size > SMALLEST else 0.15) * size, 1) if place or title else 0,
                bullet=many,
            )
            for place, line in enumerate(self.sentences.lines)
        ]
        return [*title, *points]
