"""The slides of a briefing as HTML, each with its message on top and the marks of the round below."""

from __future__ import annotations

from reports.blocks import Briefing, Slide, Tone
from reports.deck.drawing import drawn
from reports.deck.markup import element, text

LONG_HEADLINE = 42
"""A headline of more signs than this is written smaller; it would take more than two lines of a 4:3 projector."""


def slides_html(briefing: Briefing) -> str:
    """Every slide, one after another; a sentence in their place when there are none."""
    shown = briefing.slides or (
        Slide("empty", "empty", briefing.title, "没有选定要汇报的页面。", tone=Tone.UNREPORTED),
    )
    return "".join(_slide(briefing, one, place, len(shown)) for place, one in enumerate(shown, 1))


def marks(briefing: Briefing) -> str:
    """What every page carries: county, round, day, fingerprint, whether it is frozen, whether it is a demo."""
    state = "已封存" if briefing.frozen else "未封存"
    known = [briefing.county, briefing.round_name, briefing.day, f"指纹 {briefing.fingerprint}", state]
    return "　".join([part for part in known if part] + ["演示数据"] * briefing.demo)


def _slide(briefing: Briefing, one: Slide, place: int, many: int) -> str:
    header = element("p", text(one.title), class_="title") + _headline(one)
    beside = " beside" if one.beside and len(one.blocks) == 2 else ""
    body = "".join(drawn(block) for block in one.blocks)
    content = element("header", header) + element("div", body, class_=f"body{beside}") + _notes(one)
    return element(
        "section", content + _footer(briefing, place, many), class_=f"slide {one.kind}", data_key=one.key,
        data_title=one.title, data_town=one.town, data_indicator=one.indicator,
        aria_label=f"第 {place} 页，共 {many} 页：{one.title}",
    )  # fmt: skip


def _headline(one: Slide) -> str:
    size = " long" if len(one.headline) > LONG_HEADLINE else ""
    return element("h1", text(one.headline), class_=f"headline {one.tone}{size}")


def _footer(briefing: Briefing, place: int, many: int) -> str:
    page = element("button", f"{place}／{many}", type="button", class_="page", aria_label="翻到哪一页")
    return element("footer", element("span", text(marks(briefing)), class_="marks") + page)


def _notes(one: Slide) -> str:
    """The speaker's notes; shown when asked for."""
    lines = "".join(element("li", text(line)) for line in one.notes)
    return element("ul", lines, class_="notes", hidden="hidden") if one.notes else ""
