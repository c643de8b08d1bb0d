"""A board of cells, rows × columns, each with a fill, a sign and a key to click on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts import style
from charts.text import stacked, wrap

CELL, TALL_CELL = 30, 37
"""Height of a row whose name takes one line, and of one whose name takes two."""

NAME_WIDTH = 15
NAME_SIZE = 13
STACK_AT_MOST = 5
CROWDED, CROWDED_SIZE = 24, 10
"""With more columns than this, headings and signs are written this small, so that they stay apart."""

STROKES = np.array([[-0.44, 0.0, 0.0, -0.44], [-0.44, 0.44, 0.44, -0.44], [0.0, 0.44, 0.44, 0.0]])
"""Hatching of a cell: each stroke from x, y to x, y, measured from the middle."""


def board(
    cells: pd.DataFrame,
    rows: Sequence[str],
    columns: Sequence[str],
    fills: Sequence[str],
    *,
    alt: str,
    inks: Sequence[str],
    hatched: int,
    breaks: Sequence[float] = (),
    sign_size: int = style.SIZE,
) -> go.Figure:
    """The board as a figure.

    ``cells`` has ``row``, ``column`` (positions), ``fill`` (index into ``fills`` and ``inks``), ``sign``, ``hover``
    and the key ``unit``, ``indicator``; a position without a cell stays blank. The fill ``hatched`` stands for what is
    not known. ``breaks`` are the column positions after which a line is drawn (0 after the first column).
    """
    head = _head_height(columns)
    names = [wrap(name, NAME_WIDTH) for name in rows]
    sign_size = min(sign_size, _head_size(columns))
    row_height = TALL_CELL if any("<br>" in name for name in names) else CELL
    fill = _fills(cells, len(rows), len(columns), fills)
    return style.figure(
        [fill, _hatching(cells[cells["fill"] == hatched]), *_signs(cells, inks, sign_size), _touch(cells)],
        height=head + row_height * len(rows) + 12,
        alt=alt,
        xaxis=_columns_axis(columns),
        yaxis={**style.rows_axis(names), "tickfont": {"size": NAME_SIZE}},
        margin={"l": 8, "r": 8, "t": head, "b": 8, "pad": 4},
        shapes=[_line(at) for at in breaks],
    )


def _fills(cells: pd.DataFrame, rows: int, columns: int, fills: Sequence[str]) -> go.Heatmap:
    grid = np.full((rows, columns), np.nan)
    grid[cells["row"].to_numpy(int), cells["column"].to_numpy(int)] = cells["fill"].to_numpy(float)
    return go.Heatmap(
        z=grid,
        zmin=-0.5,
        zmax=len(fills) - 0.5,
        colorscale=_steps(fills),
        showscale=False,
        hoverinfo="skip",
        xgap=2,
        ygap=2,
    )


def _hatching(cells: pd.DataFrame) -> go.Scatter:
    """Strokes across the cells that are not known, which a heat map cannot draw itself."""
    middle = cells[["column", "row"]].to_numpy(float)[:, None, :]
    ends = np.stack([middle + STROKES[:, :2], middle + STROKES[:, 2:], np.full((len(cells), 3, 2), np.nan)], axis=2)
    x, y = ends.reshape(-1, 2).T
    return go.Scatter(x=x, y=y, mode="lines", line={"color": style.HATCH, "width": 1}, hoverinfo="skip")


def _steps(fills: Sequence[str]) -> list[list[Any]]:
    edges = np.linspace(0, 1, len(fills) + 1)
    return [[float(edges[i + side]), fill] for i, fill in enumerate(fills) for side in (0, 1)]


def _signs(cells: pd.DataFrame, inks: Sequence[str], size: int) -> list[go.Scatter]:
    """The signs, one trace for each colour of ink."""
    ink = cells["fill"].map(lambda fill: inks[int(fill)])
    return [
        go.Scatter(
            x=part["column"],
            y=part["row"],
            text=part["sign"],
            mode="text",
            hoverinfo="skip",
            textfont={"color": colour, "size": size},
        )
        for colour, part in cells.groupby(ink, sort=True)
    ]


def _touch(cells: pd.DataFrame) -> go.Scatter:
    """Clear squares over the cells: a heat map cannot be selected in Streamlit, the points of a scatter can."""
    return go.Scatter(
        x=cells["column"],
        y=cells["row"],
        customdata=cells[["unit", "indicator"]].to_numpy(),
        hovertext=cells["hover"],
        hoverinfo="text",
        mode="markers",
        marker={"symbol": "square", "size": 22, "opacity": 0},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
    )


def _columns_axis(columns: Sequence[str]) -> dict[str, Any]:
    down = _stacks(columns)
    return {
        "side": "top",
        "tickmode": "array",
        "tickvals": list(range(len(columns))),
        "ticktext": [stacked(name) if down else wrap(name, 40) for name in columns],
        "tickangle": 0 if down else -90,
        "tickfont": {"size": _head_size(columns)},
        "range": [-0.5, len(columns) - 0.5],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
    }


def _head_size(columns: Sequence[str]) -> int:
    return style.SIZE if len(columns) <= CROWDED else CROWDED_SIZE


def _stacks(columns: Sequence[str]) -> bool:
    return max((len(name) for name in columns), default=0) <= STACK_AT_MOST


def _head_height(columns: Sequence[str]) -> int:
    longest = max((len(name) for name in columns), default=0)
    return round(longest * _head_size(columns) * (1.35 if _stacks(columns) else 1.05)) + 14


def _line(after: float) -> dict[str, Any]:
    x = after + 0.5
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": style.INK, "width": 1.5},
    }
