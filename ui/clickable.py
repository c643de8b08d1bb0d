"""Charts and tables that say what stands behind the bar, cell or row that was clicked, and views to switch between."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts import alt_text
from scoring.rounding import half_up
from ui import escape

Pick = Callable[[Sequence[Any]], None]
Width = Literal["small", "medium", "large"] | int

NARROW = 360
"""Width of a choice in pixels: it need not be as wide as the page."""

CHART_CONFIG = {"displayModeBar": False, "doubleClick": False, "showTips": False}


def chart(figure: go.Figure, key: str, pick: Pick | None = None) -> None:
    """A chart with its text alternative. ``pick`` gets what stands behind the bar or cell that was clicked."""
    draw = partial(st.plotly_chart, figure, theme=None, config=CHART_CONFIG, alt=alt_text(figure))
    if pick is None or not figure.data:
        draw(key=key)
        return
    name = _turn(key)
    draw(key=name, on_select=partial(_picked_point, key, name, pick), selection_mode="points")


def _picked_point(key: str, name: str, pick: Pick) -> None:
    behind = [point.get("customdata") for point in st.session_state[name].selection.points]
    chosen = next((one for one in behind if one is not None), None)
    if chosen is not None:
        _next_turn(key)
        pick(list(chosen.values()) if isinstance(chosen, Mapping) else list(chosen))


def table(
    shown: pd.DataFrame,
    key: str,
    opens: Mapping[str, Callable[[int], None]] | None = None,
    *,
    points: Sequence[str] = (),
    right: Sequence[str] = (),
    widths: Mapping[str, Width] | None = None,
) -> None:
    """A table under Chinese headings. ``points`` are columns of numbers with two decimals, ``right`` texts of figures.

    For columns of short texts: the canvas cuts off what is longer than its cell. ``opens`` names the columns whose
    cells are buttons, with what gets the row's position. A press is meant, as a selection is not: whoever sorts by a
    heading or moves through the table by keys selects cells, too.
    """
    rounded = shown.assign(**{name: _rounded(shown[name]) for name in points})
    config = {name: _column(name, points, right, widths or {}) for name in shown.columns}
    for name, pick in (opens or {}).items():
        config[name] = _buttons(f"{key}.{name}", pick, (widths or {}).get(name))
    st.dataframe(rounded, hide_index=True, column_config=config, height="content", placeholder="—", key=key)


def _buttons(key: str, pick: Callable[[int], None], width: Width | None) -> Any:
    pressed = partial(_pressed, key, pick)
    return st.column_config.ButtonColumn(alignment="left", width=width, on_click=pressed, key=key)


def _pressed(key: str, pick: Callable[[int], None]) -> None:
    pick(int(st.session_state[key].row))


def _column(name: str, points: Sequence[str], right: Sequence[str], widths: Mapping[str, Width]) -> Any:
    width = widths.get(name)
    if name in points:
        return st.column_config.NumberColumn(format="%.2f", width=width)
    return st.column_config.TextColumn(alignment="right", width=width) if name in right else {"width": width}


def _rounded(column: pd.Series) -> pd.Series:
    """Rounded half up before it is shown: the browser would round the binary fraction."""
    return column.map(lambda value: None if pd.isna(value) else float(half_up(float(value))))


def rows(
    heads: Mapping[str, float],
    shown: Sequence[Sequence[str]],
    key: str,
    pick: Callable[[int], None],
    first: float = 0.22,
) -> None:
    """A table of long texts that wrap and print. The first text of a row is a button; ``pick`` gets the row's position.

    ``heads`` maps each heading to its share of the width; the first one's is ``first`` of the whole.
    """
    name, *others = heads
    grid = " ".join(f"{heads[other]}fr" for other in others)
    with st.container(key=f"rows-{key}", gap=None):
        _line(first, f"<strong>{escape.html(name)}</strong>", _cells(others, grid, "head"))
        for at, (label, *texts) in enumerate(shown):
            left, right = st.columns([first, 1 - first], gap="small")
            left.button(escape.markdown(label), key=f"{key}-{at}", type="tertiary", on_click=pick, args=(at,))
            right.html(_cells(texts, grid))


def _line(first: float, left: str, right: str) -> None:
    for column, body in zip(st.columns([first, 1 - first], gap="small"), (left, right), strict=True):
        column.html(body)


def _cells(texts: Sequence[str], grid: str, kind: str = "") -> str:
    cells = "".join(f"<span>{escape.html(text)}</span>" for text in texts)
    return f'<div class="row-cells {kind}" style="grid-template-columns:{grid}">{cells}</div>'


def _turn(key: str) -> str:
    """The widget's key this time. A selection cannot be taken back by code, so after a click the next one is fresh."""
    return f"{key}.{st.session_state.setdefault(f'{key}.turn', 0)}"


def _next_turn(key: str) -> None:
    st.session_state[f"{key}.turn"] += 1


def views(key: str, shown: Mapping[str, Callable[[], None]]) -> None:
    """Views under tabs, of which only the open one is drawn."""
    for tab, draw in zip(st.tabs(list(shown), key=key, on_change="rerun"), shown.values(), strict=True):
        if tab.open:
            with tab:
                draw()


def open_view(key: str, name: str) -> None:
    """Bring a view to the front; from a callback."""
    st.session_state[key] = name
