"""Chinese headings, and how numbers, intervals and states are written on the page."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from charts.changes import move
from charts.states import LIGHTS, lamp
from charts.text import interval, loss, loss_span, number, percent, plain, signed
from data.clock import days_left

__all__ = [
    "HEADINGS", "LIGHTS", "beginning", "days_left", "headed", "interval", "lamp", "loss", "loss_span", "loss_spans",
    "move", "number", "percent", "places", "plain", "signed", "spans",
]  # fmt: skip

HEADINGS = {
    "unit": "单位",
    "group": "分组",
    "indicator": "编码",
    "name": "考核内容",
    "rigid": "刚性",
    "lead": "牵头单位",
    "full": "应得分",
    "span": "得分",
    "loss": "失分",
    "rank": "名次",
    "rank_span": "可能名次",
    "rank_change": "名次变化",
    "score_change": "得分变化",
    "completeness": "已定分值",
    "tied": "并列",
    "input_name": "填报项",
    "measure": "计量单位",
    "value": "完成情况",
    "target": "年度目标任务",
    "last_year": "上年值",
    "source": "来源",
    "file": "文件",
    "sheet": "工作表",
    "cell": "单元格",
    "typed": "原样",
    "submitted_at": "上传时间",
}

STATE_WORDS = {"scored": "已计分", "unreported": "数据未齐", "not_applicable": "不适用"}


def beginning(text: str, most: int) -> str:
    """The text, or how it begins with the sign that it goes on."""
    return text if len(text) <= most else f"{text[: most - 1]}……"


def headed(table: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Those columns of the table, under their Chinese headings."""
    kept = list(columns)
    return table[kept].rename(columns={name: HEADINGS[name] for name in kept})


def spans(low: pd.Series, high: pd.Series) -> list[str]:
    """Two columns as intervals."""
    return [interval(float(first), float(last)) for first, last in zip(low, high, strict=True)]


def loss_spans(lost: pd.Series, at_risk: pd.Series) -> list[str]:
    """Points lost for certain, and what may be lost besides, as intervals."""
    return [loss_span(float(one), float(one + other)) for one, other in zip(lost, at_risk, strict=True)]


def places(best: pd.Series, worst: pd.Series) -> list[str]:
    """Two columns of places as «3» or «3–7»."""
    return [
        f"{int(one)}" if one == other else f"{int(one)}–{int(other)}" for one, other in zip(best, worst, strict=True)
    ]
