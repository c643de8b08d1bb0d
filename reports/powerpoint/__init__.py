"""A briefing as a PowerPoint file: native charts, tables and shapes on a master of our own."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO

import pptx
from pptx.presentation import Presentation

from data.timeless import timeless
from reports.blocks import Briefing
from reports.powerpoint.master import empty_presentation
from reports.powerpoint.paper import NARROW, WIDE, clean
from reports.powerpoint.slides import add_slides, marks

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

__all__ = ["MEDIA_TYPE", "marks", "presentation"]


def presentation(briefing: Briefing, wide: bool = True) -> bytes:
    """The briefing as the bytes of a pptx file, 16:9 or 4:3. The same briefing gives the same bytes.

    A slide whose text would have to be smaller than 16 points goes on to a further slide of the same title.
    """
    paper = WIDE if wide else NARROW
    made = pptx.Presentation(empty_presentation(paper))
    add_slides(made, briefing, paper)
    _describe(made, briefing)
    file = BytesIO()
    made.save(file)
    return timeless(file.getvalue())


def _describe(made: Presentation, briefing: Briefing) -> None:
    """The document's properties; its date is the briefing's, not the clock's."""
    properties, day = made.core_properties, _day(briefing.day)
    properties.title, properties.subject = clean(briefing.title), clean(briefing.round_name)
    properties.author = properties.last_modified_by = clean(briefing.county)
    properties.keywords, properties.comments = f"指纹 {clean(briefing.fingerprint)}", marks(briefing)
    properties.language, properties.revision = "zh-CN", 1
    properties.created = properties.modified = day


def _day(spoken: str) -> datetime:
    """The day in a spoken date such as 2026 年 3 月 18 日; the first of 2000 where none is told."""
    told = re.search(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})", spoken)
    try:
        year, month, day = map(int, told.groups()) if told else (2000, 1, 1)
        return datetime(year, month, day)
    except ValueError:
        return datetime(2000, 1, 1)
