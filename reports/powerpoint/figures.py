"""Big figures on a slide, side by side: what is counted, the number, and what to know about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.slide import Slide

from charts.style import MUTED, RULE
from reports.blocks import Figure, Figures, Tone
from reports.powerpoint.paper import Box, clean, ems
from reports.powerpoint.writing import FILLED, PALE, SMALLEST, WRITTEN, Line, heights, plate, write

_ABOVE = 6.0
_GROUND = "#f4f6f9"
_ALIKE = 1.3


def _gap(size: float) -> float:
    """Room between the cards: less where room is scarce."""
    return 6.0 if size <= SMALLEST else 12.0


def _side(size: float) -> float:
    """Margin left and right in a card."""
    return 2.0 if size <= SMALLEST else 8.0


def _inner(width: float, count: int, size: float) -> float:
    """The width of the text in one of so many cards."""
    return (width - _gap(size) * (count - 1)) / max(count, 1) - 2 * _side(size)


def _times(size: float) -> float:
    """How many times as large as the words around it a number is: less where room is scarce."""
    return 1.8 if size <= SMALLEST else 2.5


@dataclass(frozen=True)
class FiguresDrawing:
    """Some figures in one row, in two where they are too wide."""

    figures: Figures
    largest: float = 24

    def needs(self, width: float, size: float) -> float:
        """The rows that make the numbers largest."""
        rows = self._rows(width, size)
        return sum(self._row_height(row, width, size, len(rows[0])) for row in rows) + _gap(size) * (len(rows) - 1)

    def most(self, width: float, size: float) -> float:
        """More room makes no figure larger."""
        return self.needs(width, size)

    def draw(self, slide: Slide, box: Box, size: float) -> None:
        """Each figure as one text on its ground."""
        rows, top = self._rows(box.width, size), box.top
        columns = max(len(rows[0]), 1)
        for row in rows:
            height = self._row_height(row, box.width, size, columns)
            places = box.columns(columns, _gap(size))
            texts = _words(row, places[0].width - 2 * _side(size), size)
            for figure, words, place in zip(row, texts, places, strict=False):
                _draw(slide, figure, Box(place.left, top, place.width, height), words, _side(size))
            top += height + _gap(size)

    def _rows(self, width: float, size: float) -> list[tuple[Figure, ...]]:
        """One row while its numbers stay large, else two; in the smallest type they need only fit."""
        figures, enough = self.figures.figures, (1.5 if size > SMALLEST else 1) * size
        inner = _inner(width, len(figures), size)
        least = min((_number_size(one, inner, size) for one in figures), default=size)
        if len(figures) < 3 or (least >= enough and self._labels_fit(inner, size)):
            return [figures]
        half = -(-len(figures) // 2)
        return [figures[:half], figures[half:]]

    def _labels_fit(self, inner: float, size: float) -> bool:
        return all(len(figure.label) * size <= 2 * inner for figure in self.figures.figures)

    def _row_height(self, row: tuple[Figure, ...], width: float, size: float, columns: int) -> float:
        inner = _inner(width, columns, size)
        return max((heights(lines, inner) for lines in _words(row, inner, size)), default=0) + 2 * _ABOVE


def _draw(slide: Slide, figure: Figure, box: Box, words: list[Line], side: float) -> None:
    card = plate(slide, f"数字 {clean(figure.label)}", box, PALE.get(figure.tone, _GROUND), RULE)
    write(card.text_frame, words, "middle", (side, _ABOVE / 2))


def _number_size(figure: Figure, inner: float, size: float) -> float:
    """The number's type: as large as its length allows, so that it stays on one line where it can."""
    allowed = 0.96 * inner / max(ems(clean(figure.text)), 1)
    return max(min(_times(size) * size, allowed), size)


def _words(row: Sequence[Figure], inner: float, size: float) -> list[list[Line]]:
    """The paragraphs of every figure in a row, their numbers alike as long as that leaves them large."""
    sizes = [_number_size(figure, inner, size) for figure in row]
    if sizes and min(sizes) >= _ALIKE * size:
        sizes = [min(sizes)] * len(sizes)
    return [_paragraphs(figure, size, number) for figure, number in zip(row, sizes, strict=True)]


def _paragraphs(figure: Figure, size: float, number: float) -> list[Line]:
    note = [Line(figure.note, size, MUTED)] if clean(figure.note) else []
    text = FILLED[Tone.PLAIN] if figure.tone is Tone.PLAIN else WRITTEN[figure.tone]
    return [Line(figure.label, size), Line(figure.text, number, text, True), *note]
