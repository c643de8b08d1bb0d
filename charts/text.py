"""How numbers and names are written: two decimals half up, intervals, long names in lines, nothing read as markup."""

from __future__ import annotations

from html import escape

from scoring.rounding import half_up, plain

__all__ = [
    "interval", "lines", "loss", "loss_span", "number", "percent", "plain", "room", "safe", "signed", "stacked", "wrap",
]  # fmt: skip

NO_LINE_START = "，。、；：？！）》」』”％%…"


def number(value: float, digits: int = 2) -> str:
    """The number as shown: half up, never minus zero, a dash when there is none."""
    return "—" if value != value else format(half_up(value, digits) + 0, "f").replace("-", "−")


def interval(low: float, high: float, digits: int = 2) -> str:
    """«81.30–88.90», or one number when both ends read the same."""
    first, last = number(low, digits), number(high, digits)
    return first if first == last else f"{first}–{last}"


def loss(value: float) -> str:
    """Points lost: a loss too small for two decimals is still a loss, and on a rigid item it vetoes."""
    return "＜0.01" if 1e-9 < value < 0.005 else number(value)


def loss_span(low: float, high: float) -> str:
    """«0.40–2.00» points lost, or one number when both ends read the same."""
    first, last = loss(low), loss(high)
    return first if first == last else f"{first}–{last}"


def signed(value: float, digits: int = 2) -> str:
    """«+0.50», «−0.50», «持平»; a dash when there is nothing to compare with."""
    if value != value:
        return "—"
    shown = half_up(value, digits)
    if shown == 0:
        return "持平"
    return f"{'+' if shown > 0 else '−'}{format(abs(shown), 'f')}"


def percent(share: float, digits: int = 0) -> str:
    """«93%» from 0.93. Not everything is never written as 100%, and not nothing never as 0%."""
    if share != share:
        return "—"
    shown = number(share * 100, digits)
    whole, none = number(100, digits), number(0, digits)
    if shown == whole and share < 1 - 1e-9:
        return f"{number(100 - 10.0**-digits, digits)}%"
    if shown == none and share > 1e-9:
        return f"{number(10.0**-digits, digits)}%"
    return f"{shown}%"


def safe(name: str) -> str:
    """Text from a workbook or a scheme, so that Plotly reads no tags in it."""
    return escape(" ".join(name.split()), quote=False)


def wrap(name: str, width: int = 16) -> str:
    """The name in lines of at most ``width`` Chinese characters, of even length, no line starting with a stop."""
    return "<br>".join(safe(line) for line in lines(name, width))


def lines(name: str, width: int = 16) -> list[str]:
    """The name broken into as few lines as will hold it; two Latin letters take the room of one character."""
    total = room(name)
    if total <= width:
        return [name]
    count = -(-total // width)
    return _broken(name, -(-total // count))


def room(text: str) -> int:
    """How many Chinese characters wide the text is."""
    return -(-sum(2 if ord(sign) > 0x2E7F or sign in "“”‘’—…" else 1 for sign in text) // 2)


def _broken(name: str, width: int) -> list[str]:
    broken, line = [], ""
    for sign in name:
        if line and room(line + sign) > width and sign not in NO_LINE_START:
            broken.append(line)
            line = ""
        line += sign
    return [*broken, line]


def stacked(name: str) -> str:
    """The name written downwards, as over a narrow column."""
    return "<br>".join(safe(sign) for sign in name)
