"""The deck's parts for the page, and the whole as one file that needs neither the system nor a network."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from reports.blocks import Briefing
from reports.deck.markup import element, text
from reports.deck.slides import slides_html

HERE = Path(__file__).resolve().parent
SCRIPTS = ("walk.js", "panels.js")


@dataclass(frozen=True)
class Parts:
    """The deck for a page that has a place of its own for it: style sheet, slides, and the script that walks them.

    The script declares ``openDeck(element, heard)``; ``deck.css`` speaks of ``.deck`` only.
    """

    css: str
    html: str
    script: str


def deck_parts(briefing: Briefing, dark: bool = False) -> Parts:
    """The briefing's deck in parts."""
    theme = "dark" if dark else "light"
    deck = element(
        "div", element("div", slides_html(briefing), class_="slides"), class_="deck", data_theme=theme, tabindex="-1",
        data_round=briefing.round_name, data_fingerprint=briefing.fingerprint,
    )  # fmt: skip
    return Parts(read("deck.css"), deck, script())


def deck_html(briefing: Briefing, dark: bool = False) -> str:
    """The briefing as one HTML file: opened with two clicks on any computer, it asks nobody for anything."""
    parts = deck_parts(briefing, dark)
    walked = f"(() => {{\n{parts.script}\n{read('alone.js')}\n}})();"
    policy = (
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{_digest(walked)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{text(policy)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(briefing.title)}</title><style>html,body{{margin:0}}{parts.css}</style>"
    )
    body = f"{parts.html}<script>{walked}</script>"
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head><body>{body}</body></html>\n'


@cache
def script() -> str:
    """The script that walks a deck; declares ``openDeck``."""
    return "\n".join(read(name) for name in SCRIPTS)


@cache
def read(name: str) -> str:
    """A file beside this one."""
    return (HERE / name).read_text("utf-8")


def _digest(content: str) -> str:
    return b64encode(sha256(content.encode()).digest()).decode()
