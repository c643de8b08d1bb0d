"""填报进度: how far every town has filled in every category, or every indicator of one category."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.answers import filled_by_category, filled_by_indicator
from scoring.scheme import Scheme
from ui.clickable import NARROW
from ui.intake.receipt_card import Cell
from ui.panels import legend, note, sheet_html

_LEGEND = (
    ("", "#ffffff", "#1b1f24", "已填齐"),
    ("", "#fdf3d7", "#1b1f24", "有没填的"),
    ("", "#fbdc8c", "#1b1f24", "有填错的"),
    ("", "#e3e5e8", "#1b1f24", "一项也没填"),
)


def show(scheme: Scheme, answers: pd.DataFrame) -> None:
    """The matrix; ``answers`` has the columns of ``data.answers.ANSWERS``."""
    of_towns = answers[answers["kind"] == "town"]
    titles = {"": "各大项", **{one.code: f"{one.code} {one.name}" for one in scheme.categories}}
    chosen = st.selectbox("看到哪一级", list(titles), format_func=titles.__getitem__, key="filling.part", width=NARROW)
    legend(_LEGEND)
    if not chosen:
        parts = [one.code for one in scheme.categories]
        st.html(_matrix(filled_by_category(of_towns, scheme), parts, [titles[part] for part in parts]))
        return
    asked = set(of_towns["indicator"])
    items = [one for one in scheme.indicators if one.category == chosen and one.code in asked]
    if not items:
        note("这一大项没有要镇里填的数。")
        return
    codes = [one.code for one in items]
    st.html(_matrix(filled_by_indicator(of_towns), codes, codes))
    note("；".join(f"{one.code} {one.name}" for one in items))


def _matrix(filled: pd.DataFrame, parts: Sequence[str], heads: Sequence[str]) -> str:
    """Towns against parts, each cell «given/asked»; who has most to fill in stands first."""
    cells = {(row["unit"], row["part"]): row for row in filled.to_dict("records")}
    left = (filled["asked"] - filled["given"]).groupby(filled["unit"], sort=False).sum()
    towns = left.sort_values(ascending=False, kind="stable").index
    rows = [[(str(town), "name"), *(_cell(cells.get((town, part))) for part in parts)] for town in towns]
    return sheet_html(["镇", *heads], rows)


def _cell(row: Mapping[Any, Any] | None) -> Cell:
    if row is None:
        return "—", "middle"
    asked, given, wrong = row["asked"], row["given"], row["wrong"]
    mark = "near" if wrong else "" if given == asked else "warn" if given else "open"
    return f"{given}/{asked}{f'，错 {wrong}' if wrong else ''}", f"middle {mark}"
