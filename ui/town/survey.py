"""What the respondents of a town said (三度), beside the county's rates."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from data.town_portrait import Portrait
from scoring.survey import ENOUGH, QUESTIONS
from ui import current, panels
from ui.labels import percent
from ui.loop.survey import span


def show(portrait: Portrait) -> None:
    """The three rates with how many answered and the interval; where the survey stands otherwise."""
    st.subheader("三度调查")
    found = current.survey_of(portrait.diagnosis.round)
    mine = found.rates_of(portrait.unit)
    if mine.empty:
        panels.note("本轮没有这个镇的问卷。" if len(found.answers) else "本轮还没有三度调查的问卷。")
        return
    county = found.county.set_index("question")["rate"]
    rows = [_row(one, county) for one in mine.to_dict("records")]
    st.html(panels.sheet_html(["三度", "本镇", "95% 区间", "有效问卷", "全县"], rows))
    if mine["small"].any():
        panels.note(f"有效问卷不足 {ENOUGH} 份的标“少”，比率只供参考，看区间。")


def _row(one: dict[Any, Any], county: pd.Series) -> list[tuple[str, str]]:
    few = " 少" if one["small"] else ""
    return [
        (QUESTIONS[one["question"]].name, "name"),
        (f"{percent(one['rate'], 1)}{few}", "right open" if one["small"] else "right"),
        (span(one), "right"),
        (f"{one['base']} 份", "right"),
        (percent(county[one["question"]], 1), "right"),
    ]
