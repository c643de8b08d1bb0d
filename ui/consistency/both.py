"""自报与采用: every town's score by its own figures beside the one that counts, and the items that make the gap."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from data.round_sources import RoundSources
from ui.labels import interval, signed
from ui.panels import note, sheet_html

Cell = tuple[str, str]


def show(sources: RoundSources) -> None:
    """The whole section."""
    note("“按自报”只用各镇自己报的数；各镇不报、由部门报或暗访组查的数两边相同。相差为正，说明自报偏高。")
    items = sources.scores.items()
    county = [_row(row, "") for row in sources.scores.county_totals().to_dict("records")]
    towns = [_row(row, _items(sources, items, row["unit"])) for row in sources.scores.totals().to_dict("records")]
    st.html(sheet_html(["单位", "分组", "按自报", "按采用数", "相差", "差在哪些指标"], [*county, *towns]))


def _row(row: dict[Any, Any], where: str) -> list[Cell]:
    claimed, counting, gap = (_span(row, "claimed_"), _span(row, ""), signed(row["gap"]).replace("持平", "相同"))
    return [
        (str(row["unit"]), "name"), (str(row["group"]), "name"), (claimed, "right"), (counting, "right"),
        (gap, "right"), (where, ""),
    ]  # fmt: skip


def _span(row: dict[Any, Any], prefix: str) -> str:
    return interval(row[f"{prefix}low"], row[f"{prefix}high"])


def _items(sources: RoundSources, items: pd.DataFrame, unit: str) -> str:
    """«C1-02 +0.20；B1-01 +0.20»: the items of a town that score differently."""
    mine = items[items["unit"] == unit]
    return "；".join(f"{code} {signed(gap)}" for code, gap in zip(mine["indicator"], mine["gap"], strict=True))
