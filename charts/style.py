"""What all charts share: ink on paper, one deep blue, red for veto only, and the frame every figure is put in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from charts.text import room

FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'
SIZE = 14
"""Text size in pixels; tick labels and values use the same, so that nothing is smaller than the table beside it."""

INK = "#1b1f24"
PAPER = "#ffffff"
MUTED = "#59626d"
RULE = "#d9dde2"
BLUE = "#123f73"
BLUE_PALE = "#a9bdd4"
RED = "#b3121d"
AMBER = "#f0b429"
GREEN = "#2b7a4b"
GREY = "#e3e5e8"
HATCH = "#9aa2ab"
"""Grey and strokes of what is unreported."""

LOSS_STEPS = ("#f4f6f9", "#dbe5f0", "#b6cbe0", "#82a5c8", "#4774a5", BLUE)
"""From nothing lost to everything lost."""

ROW, TALL_ROW = 34, 42
"""Height of a row of bars whose name takes one line, and of one whose name takes two."""


def hatch(fill: str = GREY, line: str = HATCH) -> dict[str, Any]:
    """The marker of what is unreported: grey and hatched, so that it also shows in black and white."""
    return {"color": fill, "pattern": {"shape": "/", "fgcolor": line, "bgcolor": fill, "size": 6, "solidity": 0.25}}


def figure(traces: Iterable[Any], *, height: float, alt: str, **layout: Any) -> go.Figure:
    """The traces in the common frame; ``alt`` is the sentence for those who cannot see the picture."""
    drawn = go.Figure(list(traces))
    drawn.update_layout(
        height=round(height),
        margin=margins(),
        font={"family": FONT, "size": SIZE, "color": INK},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        showlegend=False,
        dragmode=False,
        barmode="overlay",
        bargap=0.3,
        hovermode="closest",
        hoverlabel={"align": "left", "bgcolor": PAPER, "bordercolor": MUTED, "font": {"family": FONT, "color": INK}},
        meta={"alt": alt},
    )
    return drawn.update_layout(**layout)


def alt_text(drawn: go.Figure) -> str:
    """The sentence that says what the figure shows."""
    return str((drawn.layout.meta or {}).get("alt", ""))


def empty(sentence: str) -> go.Figure:
    """A figure with nothing to show says so, instead of an empty frame of axes."""
    note = {"text": sentence, "x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False}
    hidden = {"visible": False, "fixedrange": True}
    return figure([], height=120, alt=sentence, xaxis=hidden, yaxis=hidden, annotations=[note])


def rows_height(labels: Sequence[str]) -> int:
    """The height that so many bars with these names need."""
    return (TALL_ROW if any("<br>" in label for label in labels) else ROW) * len(labels) + 16


def rows_axis(labels: Sequence[str]) -> dict[str, Any]:
    """A vertical axis with one label a row, the first on top. Rows stand at 0, 1, 2 …, so equal names stay apart."""
    return {
        "tickmode": "array",
        "tickvals": list(range(len(labels))),
        "ticktext": list(labels),
        "range": [len(labels) - 0.5, -0.5],
        "automargin": True,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
    }


def quantity_axis(high: float) -> dict[str, Any]:
    """A horizontal axis of a quantity from 0. Values are written on the bars, so it needs no numbers."""
    return {
        "range": [0.0, high],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": True,
        "zerolinecolor": MUTED,
        "zerolinewidth": 1,
        "showticklabels": False,
        "ticks": "",
    }


def margins(texts: Sequence[str] = (), top: int = 8) -> dict[str, int]:
    """Margins with room on the right for texts beside the longest bar, however narrow the figure is drawn."""
    widest = max((room(re.sub("<[^>]*>", "", text)) for text in texts), default=0)
    return {"l": 8, "r": round(widest * SIZE * 1.08) + 16, "t": top, "b": 8, "pad": 4}


def labels_beside(x: Sequence[float], texts: Sequence[str], **more: Any) -> go.Scatter:
    """Texts written to the right of the ends of the bars."""
    trace: Mapping[str, Any] = {
        "showlegend": False,
        "x": list(x),
        "y": list(range(len(texts))),
        "text": [f" {text}" for text in texts],
        "mode": "text",
        "textposition": "middle right",
        "hoverinfo": "skip",
        "cliponaxis": False,
        "textfont": {"color": INK, "size": SIZE},
    }
    return go.Scatter(**{**trace, **more})
