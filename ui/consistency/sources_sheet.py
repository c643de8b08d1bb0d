"""What every source says of a figure, as a table on paper: on this page and in the explanation of a score."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.clock import spoken as spoken_time
from data.consistency import SOURCES, spoken
from data.round_sources import RoundSources
from data.store_reading import effective
from ui.panels import sheet_html

Cell = tuple[str, str]


def sources_sheet(sources: RoundSources, rows: pd.DataFrame, yes_no: bool) -> str:
    """One figure's rows, the source that counts last."""
    heads = ["来源", "谁报的", "数", "文件", "工作表", "单元格", "原样", "时间", "说明"]
    return sheet_html(heads, [cells for _, cells in said(sources, rows, yes_no)])


def said(sources: RoundSources, rows: pd.DataFrame, yes_no: bool) -> list[tuple[str, list[Cell]]]:
    """The source and the cells of each row, in the order in which the sources outrank each other."""
    counting = set(effective(rows)["submission"]) if len(rows) else set()
    order = rows["source"].map(SOURCES.index)
    ordered = rows.assign(order=order).sort_values(["order", "submitted_at"], kind="stable").to_dict("records")
    return [(row["source"], _cells(sources, row, row["submission"] in counting, yes_no)) for row in ordered]


def _cells(sources: RoundSources, row: dict[Any, Any], counts: bool, yes_no: bool) -> list[Cell]:
    by, reason = _who_and_why(sources, row)
    figure = spoken(row["status"], row["value"], yes_no)
    return [
        (row["source"], "whole"), (by, ""), (f"{figure}（采用）" if counts else figure, "right"), (row["file"], ""),
        (row["sheet"], ""), (row["cell"], ""), (row["typed"], ""), (spoken_time(row["submitted_at"]), "whole"),
        (reason, ""),
    ]  # fmt: skip


def _who_and_why(sources: RoundSources, row: dict[Any, Any]) -> tuple[str, str]:
    if row["submission"] < 0:
        made = sources.corrections[sources.corrections["correction"] == -row["submission"]].iloc[0]
        return str(made["by"]), str(made["reason"])
    sent = sources.submissions[sources.submissions["submission"] == row["submission"]]["unit"]
    told = sources.verifications
    same = (told["submission"] == row["submission"]) & (told["unit"] == row["unit"])
    why = told[same & (told["indicator"] == row["indicator"]) & (told["input"] == row["input"])]["reason"]
    return "".join(sent.head(1)), "".join(why.head(1)) if not row["sample"] else ""
