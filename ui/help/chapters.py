"""The user manual as it stands in ``docs/manual``: one Markdown file a chapter, pictures beside it in ``docs/images``.

A chapter begins with its title, one sentence that says what it is about, and the pages it explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "manual"

_PICTURE = re.compile(r"^!\[([^\]]*)\]\(([^)]+)\)$", re.MULTILINE)
_QUOTED = re.compile(r"“([^”]+)”")


@dataclass(frozen=True)
class Picture:
    """A picture of the screen with what it shows."""

    path: Path
    caption: str


@dataclass(frozen=True)
class Chapter:
    """One task: its title, what it is about, the titles of the pages it explains, and the steps in Markdown."""

    title: str
    about: str
    pages: tuple[str, ...]
    body: str

    def parts(self) -> Iterator[str | Picture]:
        """The body in pieces: Markdown and pictures, in their order."""
        pieces = _PICTURE.split(self.body)
        for place in range(0, len(pieces), 3):
            if pieces[place].strip():
                yield pieces[place].strip()
            if place + 2 < len(pieces):
                yield Picture((FOLDER / pieces[place + 2]).resolve(), pieces[place + 1])

    def quoted(self) -> list[str]:
        """The words of the screen that the chapter quotes."""
        return _QUOTED.findall(self.body)


def chapters() -> list[Chapter]:
    """All chapters in the order of their files."""
    return [_chapter(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.md"))]


def _chapter(text: str) -> Chapter:
    title, about, pages, body = text.split("\n\n", 3)
    return Chapter(title.removeprefix("# "), about, tuple(_QUOTED.findall(pages)), body)
