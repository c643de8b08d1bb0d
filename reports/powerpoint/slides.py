"""One slide: title, headline, blocks, the line at the bottom with the marks of the round, and the speaker's notes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.slide import Slide as Sheet

from reports.blocks import Briefing, Sentences, Slide, Tone
from reports.powerpoint.fitting import fits, pages, placed
from reports.powerpoint.master import (
    CONTENT_LAYOUT,
    COVER_LAYOUT,
    FOOTER,
    FOOTER_SIZE,
    HEADLINE,
    NAMESPACES,
    PAGE_NUMBER,
    TITLE_SIZE,
    page_number_field,
)  # fmt: skip
from reports.powerpoint.paper import Box, Paper, clean, ems, height_of, lines
from reports.powerpoint.writing import FILLED, WRITTEN, Line, describe, emus, plate, write

_HEADLINES = ((1, 28), (1, 26), (1, 24), (2, 28), (2, 26), (2, 24), (3, 24), (3, 22), (4, 20), (5, 18))
"""Lines and type of a headline, the best first: large, and rather one line than two."""

_HEADLINE_TOP, _BELOW = 43.0, 12.0
_BAR, _BESIDE_BAR = 6.0, 16.0
COVER = "cover"
_COVER_TITLES, _COVER_BAR = ((1, 48), (1, 42), (1, 36), (2, 44), (2, 36), (3, 32), (4, 28), (5, 24)), 270.0


def marks(briefing: Briefing) -> str:
    """What every page of the briefing carries: whose round it is, its fingerprint, whether it is frozen or a demo."""
    state = "已封存" if briefing.frozen else "未封存"
    demo = ("演示数据",) if briefing.demo else ()
    named = (briefing.county, briefing.round_name, f"指纹 {briefing.fingerprint}", state, *demo)
    return " · ".join(clean(one) for one in named)


def add_slides(presentation: Presentation, briefing: Briefing, paper: Paper) -> None:
    """All slides of the briefing, in their order; a slide too full for legible type goes on to a further one."""
    for slide in briefing.slides:
        if _is_cover(slide):
            _add_cover(presentation, slide, paper, marks(briefing))
        else:
            for part in pages(slide, _room(slide, paper)):
                _add(presentation, part, paper, marks(briefing))


def _is_cover(slide: Slide) -> bool:
    return slide.kind == COVER and all(isinstance(block, Sentences) for block in slide.blocks)


def _add_cover(presentation: Presentation, slide: Slide, paper: Paper, bottom: str) -> None:
    """The meeting's title large, and below it whose meeting it is."""
    sheet = presentation.slides.add_slide(presentation.slide_layouts[COVER_LAYOUT])
    title, below = sheet.placeholders
    title.name, below.name = "标题", "副标题"
    text, width = clean(slide.headline), title.width.pt
    size = next((one for count, one in _COVER_TITLES if len(lines(text, width / one)) <= count), 20)
    write(title.text_frame, [Line(slide.headline, size, FILLED[Tone.PLAIN], True)], "bottom")
    told = [line for block in slide.blocks if isinstance(block, Sentences) for line in block.lines]
    write(below.text_frame, [Line(line, 22, before=4) for line in told])
    bar = plate(sheet, "色条", Box(paper.margin, _COVER_BAR, 120, _BAR), FILLED[slide.tone])
    describe(bar, "")
    _finish(sheet, slide, bottom, paper)


def _room(slide: Slide, paper: Paper) -> Box:
    return _below(_headline(slide, paper)[0], paper)


def _below(headline: Box, paper: Paper) -> Box:
    return paper.below(headline.bottom + _BELOW)


def _headline(slide: Slide, paper: Paper) -> tuple[Box, float]:
    """The headline's box and type: the best below which all blocks have room, else the best of all."""
    width = paper.width - 2 * paper.margin - _BESIDE_BAR
    text = clean(slide.headline)
    sizes = [float(size) for count, size in _HEADLINES if len(lines(text, width / size)) <= count] or [16.0]
    found = [(_headline_box(text, width, size, paper), size) for size in sizes]
    return next((one for one in found if fits(slide, _below(one[0], paper))), found[0])


def _headline_box(text: str, width: float, size: float, paper: Paper) -> Box:
    height = height_of(text, width, size) if text else 0.0
    return Box(paper.margin + _BESIDE_BAR, _HEADLINE_TOP, width, height)


def _add(presentation: Presentation, slide: Slide, paper: Paper, bottom: str) -> None:
    sheet = presentation.slides.add_slide(presentation.slide_layouts[CONTENT_LAYOUT])
    _write_head(sheet, slide, paper)
    for part in placed(slide, _room(slide, paper)):
        part.drawing.draw(sheet, part.box, part.size)
    _finish(sheet, slide, bottom, paper)


def _finish(sheet: Sheet, slide: Slide, bottom: str, paper: Paper) -> None:
    """The bottom line, and what only the speaker sees."""
    _write_bottom(sheet, bottom, paper)
    if slide.notes:
        frame = sheet.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = "\n".join(clean(note) for note in slide.notes)


def _write_head(sheet: Sheet, slide: Slide, paper: Paper) -> None:
    title: Any = sheet.shapes.title
    title.name = "标题"
    size = min(TITLE_SIZE, paper.title.width / max(ems(clean(slide.title)), 1))
    write(title.text_frame, [Line(slide.title, round(max(size, 10)), FILLED[Tone.PLAIN], True)], "middle")
    box, size = _headline(slide, paper)
    headline: Any = next(one for one in sheet.placeholders if one.placeholder_format.idx == HEADLINE)
    if not box.height:
        headline._element.getparent().remove(headline._element)
        return
    headline.name = "要点"
    headline.left, headline.top, headline.width, headline.height = emus(box)
    write(headline.text_frame, [Line(slide.headline, size, WRITTEN[slide.tone], True)])
    bar = plate(sheet, "色条", replace(box, left=paper.margin, width=_BAR), FILLED[slide.tone])
    describe(bar, "")


def _write_bottom(sheet: Sheet, text: str, paper: Paper) -> None:
    """Footer and page number as placeholders of the layout, last in the reading order."""
    size = min(float(FOOTER_SIZE), paper.footer.width / max(ems(text), 1))
    tree = sheet.shapes._spTree
    number = len(sheet.part.package.presentation_part.presentation.slides)
    tree.append(_placeholder(tree.max_shape_id + 1, "页脚", f'type="ftr" sz="quarter" idx="{FOOTER}"', ""))
    footer: Any = next(one for one in sheet.placeholders if one.placeholder_format.idx == FOOTER)
    write(footer.text_frame, [Line(text, round(size, 1), WRITTEN[Tone.UNREPORTED])], "middle")
    field = page_number_field(str(number))
    tree.append(_placeholder(tree.max_shape_id + 1, "页码", f'type="sldNum" sz="quarter" idx="{PAGE_NUMBER}"', field))


def _placeholder(number: int, name: str, kind: str, content: str) -> Any:
    return parse_xml(
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f"</p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>"
        f"<a:p>{content}</a:p></p:txBody></p:sp>"
    )
