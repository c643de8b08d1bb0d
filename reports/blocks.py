"""What slides and documents are made of: sentences, big figures, lights, bars, tables, pictures.

Screen, PowerPoint, Word and Excel draw the same blocks, so that none of them can show another number. A number is
put into words once, where the block is made; whoever draws it writes ``text`` and never rounds again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Tone(StrEnum):
    """What a colour stands for; a word or a shape always says it too. Red is veto and nothing else."""

    PLAIN = "plain"
    VETO = "veto"
    CLOSE = "close"
    SAFE = "safe"
    UNREPORTED = "unreported"


@dataclass(frozen=True)
class Cell:
    """One cell of a table: what is printed, the number behind it for charts and spreadsheets, and its tone."""

    text: str
    number: float | None = None
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Column:
    """One column of a table. ``share`` is its part of the width; numbers stand on the right, short words may centre."""

    heading: str
    share: float
    align: str = "left"
    """left, right or center."""


@dataclass(frozen=True)
class Table:
    """A table; ``caption`` may be blank, ``note`` stands below it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """One number to be read from the last row of the hall: «预测总分» «90.22» «89.00–90.26»."""

    label: str
    text: str
    note: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Figures:
    """Some big figures side by side, six at most."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Light:
    """One rigid item: its state in a word and in a tone, and what it has lost or how near it is."""

    code: str
    name: str
    state: str
    tone: Tone
    detail: str = ""


@dataclass(frozen=True)
class Lights:
    """The rigid items as lights, grouped by theme in their order."""

    lights: tuple[Light, ...]


@dataclass(frozen=True)
class Bar:
    """One bar from 0 to ``value``, its text beside it; ``upper`` ends what is open (hatched), None where nothing is."""

    label: str
    value: float
    text: str
    upper: float | None = None
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Bars:
    """Horizontal bars, the greatest first unless their order says something else. ``unit`` names the quantity.

    ``full`` is the end of the scale where it is known (100 for rates), else the longest bar.
    """

    bars: tuple[Bar, ...]
    caption: str
    unit: str
    full: float | None = None


@dataclass(frozen=True)
class Picture:
    """A photograph with its caption; ``content`` is a PNG or JPEG, small enough for a slide."""

    content: bytes = field(repr=False)
    media_type: str
    caption: str


@dataclass(frozen=True)
class Pictures:
    """Some photographs side by side."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Sentences:
    """Lines of text, each a point of its own. ``title`` may be blank."""

    lines: tuple[str, ...]
    title: str = ""


Block = Table | Figures | Lights | Bars | Pictures | Sentences


@dataclass(frozen=True)
class Slide:
    """One slide. ``kind`` is the entry of the sequence it belongs to, ``key`` is unique in the briefing.

    ``headline`` is the one message; ``blocks`` stand below it, side by side when there are two and ``beside`` says so.
    ``town`` and ``indicator`` say what a number pinned on this slide is about ("" for none). ``notes`` are for the
    speaker: reasons with their values, clauses and cells.
    """

    kind: str
    key: str
    title: str
    headline: str
    tone: Tone = Tone.PLAIN
    blocks: tuple[Block, ...] = ()
    beside: bool = False
    town: str = ""
    indicator: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Briefing:
    """A sequence of slides made from one round, with the marks that every page of it carries."""

    title: str
    county: str
    round_name: str
    day: str
    fingerprint: str
    """As it is printed; the same on screen, in Word, PowerPoint and Excel."""

    frozen: bool
    demo: bool
    slides: tuple[Slide, ...]
