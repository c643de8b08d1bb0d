"""The rigid items of one unit as lights, theme by theme; a click says why one shines as it does."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from charts.states import LIGHTS
from ui import escape, explanation
from ui.labels import plain


def show(themes: Sequence[str], board: pd.DataFrame, unit: str) -> None:
    """``board`` has the unit's rows of ``scoring.risk.rigid_board``; they keep their order."""
    grid = st.grid(3, min_column_width=270, gap=("small", "medium"))
    for theme in themes:
        items = board[board["theme"] == theme]
        if len(items):
            with grid.cell(), st.container(gap="xsmall"):
                st.html(f"<strong>{escape.html(theme)}</strong>")
                for code, name, points, state in items[["indicator", "name", "points", "state"]].itertuples(
                    index=False
                ):
                    _light(unit, str(code), str(name), float(points), str(state))


def _light(unit: str, code: str, name: str, points: float, state: str) -> None:
    light = LIGHTS[state]
    label = escape.markdown(f"{light.shape} {name}（{plain(points)}分）")
    key = f"light-{light.css}-{code}"
    st.button(label, key=key, on_click=explanation.ask, args=(unit, code), width="stretch", help=None)
