"""The words in which respondents and surveyors answer, brought to those of the form."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from data.reading.text import Cell, settled, text_of

_CONTENT = {
    "满意": ("很满意", "非常满意", "十分满意"),
    "比较满意": ("较满意", "基本满意", "还满意"),
    "一般": ("一般般", "感觉一般", "中等"),
    "不满意": ("不太满意", "不大满意", "很不满意", "非常不满意", "较不满意", "不够满意"),
    "不清楚": ("说不清", "说不清楚", "不好说", "不了解", "不知道", "无法评价"),
}
_SUPPORTING = {
    "支持": ("很支持", "非常支持", "十分支持", "完全支持"),
    "比较支持": ("较支持", "基本支持"),
    "一般": ("一般般", "无所谓", "中立"),
    "不支持": ("不太支持", "不大支持", "反对", "很不支持"),
    "不清楚": ("说不清", "说不清楚", "不好说", "不了解", "不知道", "无法评价"),
}
_KNOWING = {
    "知道": ("知晓", "了解", "清楚", "很了解", "非常了解", "熟悉", "十分清楚"),
    "听说过": (
        "听说", "听过", "部分了解", "部分知晓", "了解一些", "知道一些", "知道一点", "基本知道", "基本知晓", "一般了解",
    ),
    "不知道": ("不知晓", "不了解", "没听说过", "没听说", "没听过", "未听说", "不清楚", "不熟悉"),
}  # fmt: skip
_HOUSEHOLDS = {
    "脱贫户": ("建档立卡脱贫户", "已脱贫户", "脱贫人口", "建档立卡户", "稳定脱贫户"),
    "监测户": (
        "监测对象", "防返贫监测户", "防返贫监测对象", "三类户", "三类人员", "脱贫不稳定户", "边缘易致贫户",
        "突发严重困难户",
    ),
    "一般户": ("一般农户", "普通户", "普通农户", "非贫困户", "其他农户", "其他户"),
}  # fmt: skip


def _table(words: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    return MappingProxyType({said: word for word, others in words.items() for said in (word, *others)})


_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "aware": _table(_KNOWING), "satisfied": _table(_CONTENT), "supports": _table(_SUPPORTING),
    "household": _table(_HOUSEHOLDS),
})  # fmt: skip


def said(key: str, cell: Cell) -> str:
    """The form's word for what stands in a cell of that column; "" when it has none."""
    return _WORDS[key].get(settled(text_of(cell)).replace(" ", "").strip("。.,、"), "")
