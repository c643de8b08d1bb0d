"""What moved each town since the round before, cause by cause."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from charts.changes import CAUSES as WORDS
from data.diagnosis import Diagnosis
from scoring import COUNTY
from scoring.round_change import RoundChange, shown
from ui import clickable, current, panels
from ui.labels import number

POINTS, PLACES = "得分", "名次"
WIDTHS: dict[str, clickable.Width] = {
    "单位": 100, "上轮": 80, "本轮": 80, "变化": 80,
    "填报数据": 100, "核定与抽查": 100, "方案规则": 100, "参评范围": 100,
}  # fmt: skip
METHOD = (
    "各项原因互相影响时，按各种先后次序的平均影响分摊，各项相加恰为总变化；没有变动的原因记 0。"
    "“核定与抽查”含部门核定、实地抽查和单项更正；“参评范围”指增减的镇和指标。"
)


def show(diagnosis: Diagnosis) -> None:
    """The county's change in one sentence, and the towns' in a table of points or places."""
    earlier = diagnosis.before()
    if earlier is None or not earlier.reported:
        panels.note("没有上一轮的数据，暂无变化可说明。")
        return
    change = current.round_change_of(diagnosis.round, earlier.round)
    panels.note(_county(change, earlier.round.name))
    what = st.segmented_control("看什么", [POINTS, PLACES], default=POINTS, required=True, key="causes-of") or POINTS
    towns = change.towns[change.towns["unit"].isin(diagnosis.comparable)]
    table = _points(towns) if what == POINTS else _places(towns)
    clickable.table(table, f"causes-{what}", right=list(table.columns[1:]), widths=WIDTHS)
    silent = "、".join(change.towns.loc[~change.towns["unit"].isin(diagnosis.comparable), "unit"])
    panels.note(METHOD + _came_and_gone(change) + (f"有一轮没有报数、不比较的：{silent}。" if silent else ""))


def _county(change: RoundChange, earlier: str) -> str:
    row = change.county.iloc[0]
    parts = shown(change.county).iloc[0]
    named = "，".join(f"{word} {_hundredths(parts[cause])}" for cause, word in WORDS.items() if parts[cause])
    before, after = number(row["total_before"]), number(row["total_after"])
    moved = f"{_hundredths(parts['change'])} 分" if parts["change"] else "持平"
    return f"与“{earlier}”比较，{COUNTY}预测总分 {before} → {after}，{moved}{named and f'：{named}'}。"


def _points(towns: pd.DataFrame) -> pd.DataFrame:
    parts = shown(towns)
    return pd.DataFrame(
        {"单位": towns["unit"]}
        | {word: towns[f"total_{end}"].map(number) for end, word in (("before", "上轮"), ("after", "本轮"))}
        | {word: parts[cause].map(_hundredths) for cause, word in {"change": "变化", **WORDS}.items()}
    )


def _places(towns: pd.DataFrame) -> pd.DataFrame:
    """Places: a smaller number is better, so the signs are turned round: + is up."""
    parts = -shown(towns, "rank", 1)
    return pd.DataFrame(
        {"单位": towns["unit"]}
        | {word: towns[f"rank_{end}"].map("第{:.0f}".format) for end, word in (("before", "上轮"), ("after", "本轮"))}
        | {"变化": (parts["change"] // 10).map(_steps)}
        | {word: parts[cause].map(_tenths) for cause, word in WORDS.items()}
    )


def _signed(whole: int, digits: int) -> str:
    if whole == 0:
        return "0"
    return f"{'+' if whole > 0 else '−'}{abs(whole) / 10**digits:.{digits}f}"


def _hundredths(whole: int) -> str:
    return _signed(whole, 2)


def _tenths(whole: int) -> str:
    return _signed(whole, 1)


def _steps(whole: int) -> str:
    return _signed(whole, 0)


def _came_and_gone(change: RoundChange) -> str:
    came = f"本轮新进：{'、'.join(change.came)}。" if change.came else ""
    return came + (f"上轮有、本轮没有：{'、'.join(change.gone)}。" if change.gone else "")
