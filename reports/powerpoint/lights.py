"""The rigid items as lights on a slide: a coloured plate with the state's word, the name and the detail beside it."""

from __future__ import annotations

from dataclasses import dataclass

from pptx.slide import Slide

from charts.style import MUTED
from reports.blocks import Light, Lights
from reports.powerpoint.paper import Box, clean, ems
from reports.powerpoint.writing import ON_FILLED, WHITE, Line, describe, heights, text_box, tone_plate, write

_GAP, _INSIDE = 10.0, 6.0
_COLUMNS = (2, 3, 4, 5)


@dataclass(frozen=True)
class LightsDrawing:
    """Lights in rows, read from left to right."""

    lights: Lights
    largest: float = 20

    def needs(self, width: float, size: float) -> float:
        """All rows, in as many columns as make them lowest."""
        return min(self._height(width, size, columns) for columns in _COLUMNS)

    def most(self, width: float, size: float) -> float:
        """Rows may stand a little wider apart."""
        return self.needs(width, size) * 1.25

    def draw(self, slide: Slide, box: Box, size: float) -> None:
        """Each light as a plate and a text of its own."""
        columns = min(_COLUMNS, key=lambda one: self._height(box.width, size, one))
        spare = box.height - self._height(box.width, size, columns)
        between = _GAP / 2 + max(0.0, spare) / max(len(self.lights.lights) / columns, 1) * 0.5
        top, places = box.top, box.columns(columns, _GAP)
        for row in self._rows(columns):
            height = self._row_height(row, places[0].width, size)
            for light, place in zip(row, places, strict=False):
                _draw(slide, light, Box(place.left, top, place.width, height), self._plate_width(size), size)
            top += height + min(between, 12)

    def _rows(self, columns: int) -> list[tuple[Light, ...]]:
        lights = self.lights.lights
        return [lights[at : at + columns] for at in range(0, len(lights), columns)]

    def _height(self, width: float, size: float, columns: int) -> float:
        each = (width - _GAP * (columns - 1)) / columns
        rows = [self._row_height(row, each, size) for row in self._rows(columns)]
        return sum(rows) + _GAP / 2 * max(len(rows) - 1, 0)

    def _row_height(self, row: tuple[Light, ...], width: float, size: float) -> float:
        plate = self._plate_width(size)
        sides = [
            height
            for light in row
            for height in (
                heights(_words(light, size), width - plate - _INSIDE),
                heights([_state(light, size)], plate - 4),
            )
        ]
        return max(sides) + 6

    def _plate_width(self, size: float) -> float:
        """Room for three signs a line: 已扣分, and longer states in two lines."""
        longest = max((ems(clean(light.state)) for light in self.lights.lights), default=2)
        return min(longest, 3.1) * size + 8


def _words(light: Light, size: float) -> list[Line]:
    detail = [Line(light.detail, size, MUTED)] if clean(light.detail) else []
    return [Line(light.name, size, bold=True), *detail]


def _state(light: Light, size: float) -> Line:
    return Line(light.state, size, ON_FILLED.get(light.tone, WHITE), True, "center")


def _draw(slide: Slide, light: Light, box: Box, plate_width: float, size: float) -> None:
    lamp = tone_plate(slide, f"灯 {clean(light.code)}", Box(box.left, box.top, plate_width, box.height), light.tone)
    write(lamp.text_frame, [_state(light, size)], "middle", (2, 0))
    describe(lamp, f"{light.name}：{light.state}。{light.detail}")
    left = box.left + plate_width + _INSIDE
    words = Box(left, box.top, box.right - left, box.height)
    text_box(slide, f"刚性 {clean(light.code)}", words, _words(light, size), "middle")
