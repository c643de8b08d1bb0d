"""The sheet a slide is drawn on: its two formats, boxes on it, the texts' metrics. All lengths are points (1/72 in).

Texts are measured by one rule that needs no fonts: a Chinese sign is one em wide, Latin signs and digits are as wide as
the bold ones of a wide font, and a space as wide as programs make it between Chinese and Latin. A line is 1.3 times as
high as its type; every paragraph is set with that height exactly, so that another font moves no line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

LINE = 1.3
"""Height of a line in parts of the type's size."""

_WIDE_FROM = 0x2E7F
_WIDE = "“”‘’—…·×÷±≥≤→←↑↓①②③④⑤⑥⑦⑧⑨⑩"
_WIDTHS = {" ": 0.75, **dict.fromkeys(".,:;!|'il()", 0.42), **dict.fromkeys("MWmw%@&+−=<>~", 1.0)}
_LATIN, _CAPITAL = 0.7, 0.8
_NEVER_FIRST = "，。、；：？！）》〉】〕」』”’％%…,.;:?!)]}"
_WORDS = re.compile(r"[!-~−–]+|\s+|.", re.DOTALL)
"""What stays together on a line: a run of Latin signs, or one Chinese sign."""

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\ufffb\ufffe\uffff]+"
)


@dataclass(frozen=True)
class Box:
    """A rectangle on a slide."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    def columns(self, count: int, gap: float) -> list[Box]:
        """The box cut into columns of equal width."""
        width = (self.width - gap * (count - 1)) / count
        return [replace(self, left=self.left + place * (width + gap), width=width) for place in range(count)]


@dataclass(frozen=True)
class Paper:
    """The size of all slides and what surrounds their blocks."""

    width: float
    height: float
    margin: float

    @property
    def title(self) -> Box:
        """Where a slide's title stands."""
        return Box(self.margin, 14, self.width - 2 * self.margin, 26)

    @property
    def footer(self) -> Box:
        """The line at the bottom, without the page number."""
        return Box(self.margin, self.height - 28, self.width - 2 * self.margin - 70, 20)

    @property
    def page_number(self) -> Box:
        """Where the page number stands."""
        return replace(self.footer, left=self.width - self.margin - 66, width=66)

    def below(self, top: float) -> Box:
        """What is left for the blocks below that line."""
        return Box(self.margin, top, self.width - 2 * self.margin, self.footer.top - 6 - top)


WIDE = Paper(960, 540, 40)
"""16:9, as PowerPoint makes it: 13.333 by 7.5 inches."""

NARROW = Paper(720, 540, 30)
"""4:3, for older projectors: 10 by 7.5 inches."""


def clean(text: str) -> str:
    """The text in one line without signs that cannot be seen: control signs, signs that turn the reading direction."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def ems(text: str) -> float:
    """How wide the text is, in parts of its type's size."""
    return sum(map(_sign_width, text))


def _sign_width(sign: str) -> float:
    if ord(sign) > _WIDE_FROM or sign in _WIDE:
        return 1.0
    return _WIDTHS.get(sign, _CAPITAL if sign.isupper() else _LATIN)


def lines(text: str, room: float) -> list[str]:
    """The text broken into lines of at most so many ems, words kept whole; a stop never begins a line."""
    broken = [""]
    for word in _WORDS.findall(text):
        if ems(broken[-1] + word.rstrip()) <= room or not broken[-1]:
            broken[-1] += word
        elif word in _NEVER_FIRST and len(broken[-1]) > 1:
            broken[-1], taken = broken[-1][:-1], broken[-1][-1]
            broken.append(taken + word)
        elif not word.isspace():
            broken.append(word)
        broken[-1:] = _chopped(broken[-1], room)
    return broken


def _chopped(word: str, room: float) -> list[str]:
    """A word that is longer than a line, in pieces that are not."""
    pieces = [word]
    while ems(pieces[-1].rstrip()) > room and len(pieces[-1]) > 1:
        last = pieces.pop()
        cut = next((at for at in range(1, len(last)) if ems(last[: at + 1]) > room), len(last))
        pieces += [last[:cut], last[cut:]]
    return pieces


def height_of(text: str, width: float, size: float) -> float:
    """The height of the text as a paragraph in a box of that inner width."""
    return len(lines(text, width / size)) * size * LINE
