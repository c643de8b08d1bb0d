"""Putting texts and shapes on a slide: plain runs in Chinese, never a field or a link; names and alternative texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Emu, Pt

from charts.style import AMBER, BLUE, GREEN, GREY, HATCH, INK, MUTED, RED
from reports.blocks import Tone
from reports.powerpoint.paper import LINE, Box, clean, height_of

ALIGN = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}
ANCHOR = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}
WRITTEN = {Tone.PLAIN: INK, Tone.VETO: RED, Tone.CLOSE: INK, Tone.SAFE: GREEN, Tone.UNREPORTED: MUTED}
"""The colours that texts may have on white; amber would not be legible."""

FILLED = {Tone.PLAIN: BLUE, Tone.VETO: RED, Tone.CLOSE: AMBER, Tone.SAFE: GREEN, Tone.UNREPORTED: GREY}
"""The colours of surfaces."""

ON_FILLED = {Tone.CLOSE: INK, Tone.UNREPORTED: INK}
"""What is written on a surface, white apart."""

PALE = {Tone.VETO: "#fbe9ea", Tone.CLOSE: "#fdf3d9", Tone.UNREPORTED: "#eef0f2"}
"""Grounds behind ink."""

WHITE = "#ffffff"
SMALLEST = 16.0
"""Nothing that is meant to be read in the hall is smaller."""


@dataclass(frozen=True)
class Line:
    """One paragraph: its text, its type in points, its look. ``before`` is the room above it in points."""

    text: str
    size: float
    colour: str = INK
    bold: bool = False
    align: str = "left"
    before: float = 0
    bullet: bool = False

    def height(self, width: float) -> float:
        """What it takes in a box of that inner width."""
        return self.before + height_of(clean(self.text), width - (self.size if self.bullet else 0), self.size)


def heights(lines: Iterable[Line], width: float) -> float:
    """What the paragraphs take together."""
    return sum(line.height(width) for line in lines)


def colour(code: str) -> RGBColor:
    """The colour of «#rrggbb»."""
    return RGBColor(*bytes.fromhex(code[1:]))  # type: ignore[no-untyped-call]


def emus(box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    """Left, top, width and height in the drawing's units."""
    left, top, width, height = (Emu(round(length * 12_700)) for length in (box.left, box.top, box.width, box.height))
    return left, top, width, height


def write(frame: Any, lines: Iterable[Line], anchor: str = "top", margins: tuple[float, float] = (0, 0)) -> None:
    """The paragraphs into a frame that wraps and never changes its size. ``margins`` are left-right and top-bottom."""
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, ANCHOR[anchor]
    frame.margin_left = frame.margin_right = Pt(margins[0])
    frame.margin_top = frame.margin_bottom = Pt(margins[1])
    for place, line in enumerate(lines):
        _write_line(frame.paragraphs[0] if place == 0 else frame.add_paragraph(), line)


def _write_line(paragraph: Any, line: Line) -> None:
    paragraph.alignment = ALIGN[line.align]
    paragraph.line_spacing = Pt(round(line.size * LINE, 1))
    paragraph.space_before, paragraph.space_after = Pt(line.before), Pt(0)
    run = paragraph.add_run()
    run.text = clean(line.text)
    run.font.size, run.font.bold = Pt(line.size), line.bold
    run.font.color.rgb = colour(line.colour)
    run.font.language_id = MSO_LANGUAGE_ID.SIMPLIFIED_CHINESE
    if line.bullet:
        _bullet(paragraph, line.size)


def _bullet(paragraph: Any, size: float) -> None:
    """A bullet that the lines hang beside."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(round(size * 12_700)))
    properties.set("indent", str(-round(size * 12_700)))
    sign = properties.makeelement(qn("a:buChar"), {"char": "•"})
    properties.append(sign)


def text_box(slide: Slide, name: str, box: Box, lines: Iterable[Line], anchor: str = "top") -> Any:
    """Paragraphs in a text box of their own."""
    shape = slide.shapes.add_textbox(*emus(box))
    shape.name = name
    write(shape.text_frame, lines, anchor)
    return shape


def plate(slide: Slide, name: str, box: Box, fill: str, edge: str = "", dashed: bool = False) -> Any:
    """A rectangle in that colour, with an edge where one is given; its text can be written afterwards."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *emus(box))
    shape.name = name
    shape.shadow.inherit = False
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(fill)
    if edge:
        shape.line.color.rgb = colour(edge)
        shape.line.width = Pt(1)
        if dashed:
            shape.line.dash_style = 4
    else:
        shape.line.fill.background()
    return shape


def tone_plate(slide: Slide, name: str, box: Box, tone: Tone) -> Any:
    """A light in the colour of its tone, grey for none; what is unreported has a dashed edge besides."""
    unreported = tone is Tone.UNREPORTED
    return plate(
        slide, name, box, MUTED if tone is Tone.PLAIN else FILLED[tone], HATCH if unreported else "", unreported
    )


def describe(shape: Any, text: str) -> None:
    """The alternative text of a shape; blank marks it as mere decoration."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", clean(text))
    if not text:
        properties.append(_decoration(properties))


def _decoration(properties: Any) -> Any:
    listed = properties.makeelement(qn("a:extLst"), {})
    extension = listed.makeelement(qn("a:ext"), {"uri": "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"})
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    extension.append(extension.makeelement(f"{{{space}}}decorative", {"val": "1"}, {"adec": space}))
    listed.append(extension)
    return listed
