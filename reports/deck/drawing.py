"""Every kind of block as HTML. What can be disputed carries ``data-pin``: the number in the words it is pinned with."""

from __future__ import annotations

from base64 import b64encode
from functools import singledispatch

from reports.blocks import (
    Bar,
    Bars,
    Block,
    Cell,
    Column,
    Figure,
    Figures,
    Light,
    Lights,
    Picture,
    Pictures,
    Sentences,
    Table,
    Tone,
)
from reports.deck.markup import element, text

SHAPES = {Tone.VETO: "✕", Tone.CLOSE: "△", Tone.SAFE: "●", Tone.UNREPORTED: "？", Tone.PLAIN: "—"}
"""The shape that goes with a light's colour, as on every page."""

LONG_FIGURE = 7
"""A big figure of more signs than this is written smaller."""

COLUMNS = {1: 1, 2: 2, 4: 2}
"""How many figures stand side by side, by their number, unless all do; three otherwise."""

SHORT = 5
"""Signs of a heading or cell that is never broken into two lines; a town's name is seldom longer."""

_MEDIA = ("image/png", "image/jpeg")


@singledispatch
def drawn(block: Block) -> str:
    """The block as HTML."""
    raise TypeError(f"no drawing for {type(block).__name__}")


@drawn.register
def _(block: Figures) -> str:
    count = len(block.figures)
    figures = "".join(_figure(one) for one in block.figures)
    return element("dl", figures, class_="block figures", style=f"--count:{count};--columns:{COLUMNS.get(count, 3)}")


def _figure(one: Figure) -> str:
    note = element("dd", text(one.note), class_="note") if one.note else ""
    size = "number long" if len(one.text) > LONG_FIGURE else "number"
    told = f"{one.label}：{one.text}" + (f"（{one.note}）" if one.note else "")
    content = element("dt", text(one.label)) + element("dd", text(one.text), class_=size) + note
    return element("div", content, class_=one.tone, data_pin=told)


@drawn.register
def _(block: Lights) -> str:
    return element("ul", "".join(_light(one) for one in block.lights), class_="block lights")


def _light(one: Light) -> str:
    head = element("span", SHAPES[one.tone], class_="shape", aria_hidden="true") + element("b", text(one.state))
    detail = element("span", text(one.detail), class_="detail") if one.detail else ""
    said = element("span", text(f"{one.code} {one.name}".strip()), class_="name")
    told = f"{one.code} {one.name}：{one.state}" + (f"，{one.detail}" if one.detail else "")
    content = element("span", head + detail, class_="state") + said
    return element("li", content, class_=one.tone, data_pin=told)


@drawn.register
def _(block: Bars) -> str:
    full = block.full or max([0.0, *(max(one.value, one.upper or 0.0) for one in block.bars)]) or 1.0
    rows = "".join(_bar(one, full, block.unit) for one in block.bars)
    caption = element("figcaption", text(block.caption)) if block.caption else ""
    listed = element("ul", rows, class_="bars", aria_label=f"{block.caption}（{block.unit}）")
    return element("figure", caption + listed, class_="block chart")


def _bar(one: Bar, full: float, unit: str) -> str:
    parts = element("span", class_="solid", style=f"width:{_percent(one.value, full)}")
    if one.upper is not None and one.upper > one.value:
        parts += element("span", class_="open", style=f"width:{_percent(one.upper - max(one.value, 0.0), full)}")
    track = element("span", parts, class_="track", aria_hidden="true")
    content = element("span", text(one.label), class_="name") + track + element("b", text(one.text))
    told = one.text if unit in one.text else f"{one.text} {unit}"
    return element("li", content, class_=_toned(one.tone, one.label + one.text), data_pin=f"{one.label}：{told}")


def _percent(part: float, full: float) -> str:
    return f"{min(max(part / full, 0.0), 1.0) * 100:.2f}%"


@drawn.register
def _(block: Table) -> str:
    caption = element("caption", text(block.caption)) if block.caption else ""
    whole = sum(one.share for one in block.columns) or 1.0
    columns = "".join(f'<col style="width:{one.share / whole * 100:.2f}%">' for one in block.columns)
    heads = "".join(
        element("th", text(one.heading), class_=_whole(one.align, one.heading), scope="col") for one in block.columns
    )
    body = "".join(_row(block.columns, row) for row in block.rows)
    note = element("p", text(block.note), class_="note") if block.note else ""
    head = element("thead", element("tr", heads))
    table = element("table", caption + element("colgroup", columns) + head + element("tbody", body))
    return element("div", table + note, class_="block table")


def _heading(column: Column) -> str:
    return element("th", text(column.heading), class_=_whole(column.align, column.heading), scope="col")


def _row(columns: tuple[Column, ...], row: tuple[Cell, ...]) -> str:
    pairs = list(zip(columns, row, strict=True))
    subject = next((place for place, (column, _) in enumerate(pairs) if column.align == "left"), 0)
    others = [f"{column.heading} {cell.text}" for at, (column, cell) in enumerate(pairs) if at != subject and cell.text]
    cells = "".join(_cell(column, cell) for column, cell in pairs)
    return element("tr", cells, data_pin=f"{row[subject].text}：{'，'.join(others)}" if others else row[subject].text)


def _cell(column: Column, cell: Cell) -> str:
    kind = _whole(f"{column.align} {_toned(cell.tone, cell.text)}", cell.text)
    return element("td", element("span", text(cell.text)), class_=kind)


def _toned(tone: Tone, said: str) -> str:
    """The class of a tone; what does not say its shape itself gets it from the style sheet."""
    said_already = tone is Tone.PLAIN or any(shape in said for shape in SHAPES.values())
    return str(tone) if said_already else f"{tone} bare"


def _whole(kind: str, said: str) -> str:
    """The class, and that short words stay on one line."""
    return f"{kind} whole" if len(said) <= SHORT else kind


@drawn.register
def _(block: Pictures) -> str:
    return element("div", "".join(_picture(one) for one in block.pictures), class_="block pictures")


def _picture(one: Picture) -> str:
    """The photo with its caption; of any other kind of file only the caption."""
    known = one.media_type in _MEDIA
    source = f"data:{one.media_type};base64,{b64encode(one.content).decode()}" if known else ""
    image = f'<img src="{source}" alt="{text(one.caption)}">' if known else element("p", "照片打不开", class_="absent")
    return element("figure", image + element("figcaption", text(one.caption)), data_pin=f"照片：{one.caption}")


@drawn.register
def _(block: Sentences) -> str:
    title = element("h2", text(block.title)) if block.title else ""
    lines = "".join(element("li", text(line), data_pin=line) for line in block.lines)
    return element("div", title + element("ul", lines), class_="block sentences")
