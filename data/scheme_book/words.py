"""The Chinese of a scheme's workbook: shapes, headings and choices, for every key of the scheme format.

A key that is not here keeps its English name, so that a new rule kind can be written and read at once.
"""

from __future__ import annotations

from collections.abc import Mapping

YES, NO = "是", "否"
OTHERWISE = "其他"
"""What stands in 适用情形 or 组别 of the part that counts when no other does."""
UNLIMITED = "不限"
NO_VETO = "无"
UNREPORTED = "未填报"
NO_KEYS = "不区分"

SHAPES: Mapping[str, str] = {
    "threshold": "达标得满分",
    "yes_no": "是得满分",
    "ratio": "比例得分",
    "per_step": "每少一步扣",
    "count": "计数扣分",
    "bands": "分档",
    "categories": "分类得分",
    "interpolate": "区间线性",
    "bonus": "超额加分",
    "scaled": "按标准比例增减",
    "swing": "与上年比较",
    "tally": "加减分清单",
    "rank": "排名赋分",
    "manual": "人工评分",
    "imported": "外部得分折算",
    "sum": "多子项组合",
    "best_of": "取最优",
    "weighted": "加权合成",
    "pool": "共享扣分池",
    "case": "分情形",
    "by_group": "分组参数",
    "samples": "抽样聚合",
}
"""The rule kinds, as they are chosen in the column 形态."""

ROWS: Mapping[str, str] = {
    "Deduction": "扣分类", "Band": "档", "Option": "类别", "Addition": "加减分类", "Place": "名次",
}  # fmt: skip
"""The rows of a table parameter, in the same column, by the record's class."""

HEADINGS: Mapping[str, str] = {
    "label": "名称", "name": "名称", "points": "分值", "score": "分值", "value": "取值", "unit": "单位",
    "weight": "权重", "when": "适用情形", "group": "组别",
    "target": "满分线或目标", "full_at": "满分线或目标", "standard": "满分线或目标",
    "at_least": "不低于", "at_most": "不高于", "zero_at": "零分线",
    "step": "每步", "deduct": "扣分", "per_place": "扣分", "down": "扣分", "add": "加分", "up": "加分",
    "base": "基础分", "floor": "最低分", "otherwise": "其余得分", "rises_to": "升至",
    "top": "前列占比", "to": "至第几名", "code": "类别代码",
    "better": "方向", "best": "方向", "steps": "不足一步", "zero_below": "低于此比例得零分",
    "at_zero": "零分线处得分比例", "out_of": "原满分", "inverse": "反比", "round_to": "取整到", "rounding": "取整方式",
    "within": "比较范围", "combine": "合成方式",
    "zero_if": "不得分条件", "unless": "除外情形", "not_applicable": "不适用时",
}  # fmt: skip
"""The parameters of rules by field name. Fields that mean the same share a column."""

CHOICES: Mapping[str, Mapping[str, str]] = {
    "better": {"higher": "越高越好", "lower": "越低越好"},
    "best": {"highest": "越高越好", "lowest": "越低越好"},
    "steps": {"continuous": "按比例", "begun": "算一步", "completed": "不计"},
    "rounding": {"half_up": "四舍五入", "down": "舍去", "up": "进一"},
    "within": {"all": "全体", "group": "同组"},
    "combine": {"mean": "平均", "worst": "最差", "share": "达标占比"},
    "not_applicable": {
        "leave_out": "不计入基数", "full": "得满分", "zero": "得零分", "to_siblings": "分值并入同级",
        "peers_mean": "按其他单位平均",
    },
}  # fmt: skip
"""The choices of a rule's parameter by field name."""

SCOPES = {"town": "镇", "county": "县"}
NATURES = {"item": "定量", "component": "附加"}
ROLL_UPS = {"sum": "合计", "mean": "平均", "max": "最大", "min": "最小"}
STATES = {"scored": "已计分", "unreported": "未填报", "not_applicable": "不适用"}
HANGING = {"open": "未销号问题", "overdue": "逾期问题"}
COUNT_FILTERS = ("source", "severity", "indicator")
"""What a count of the list can be narrowed by; each has a column of its own."""
SURVEYED = {
    "aware.good": "知晓好评份数", "aware.base": "知晓有效份数", "satisfied.good": "满意好评份数",
    "satisfied.base": "满意有效份数", "supports.good": "支持好评份数", "supports.base": "支持有效份数",
}  # fmt: skip
"""What an input takes from the survey: question and part."""
CASE_ROWS = {"case": "算例", "samples": "抽查村", "peers": "同组单位"}
VETOES = {"cap": "等次封顶", "down": "降低等次", "bar": "不定等次", "none": NO_VETO}
TIE_KEYS = {"rigid": "刚性得分", "open_problems": "未销号问题"}
RIGID_WORD = "全部刚性指标"
COUNTED = {
    "categories": "大项数", "sub_items": "小项数", "indicators": "指标数", "rigid": "刚性指标数",
    "rigid_points": "刚性分值", "quantitative": "定量总分", "total": "总分",
}  # fmt: skip
"""What the head declares, to be checked against what the items add up to."""

_KEYS: Mapping[str, str] = {
    "code": "编码", "name": "名称",
    "scheme": "方案代号", "version": "版本", "grades": "等次", "veto": "一票否决",
    "components": "附加部分", "themes": "刚性主题", "declares": "数量与分值", "basis": "依据说明",
    "town_scale": "镇总分满分", "ranking": "并列时依次比较", "near": "临界比例", "share": "临界比例",
    "duty": "失分分担", "innovation": "改革创新", "component": "改革创新部分", "levels": "改革创新加分",
    "first": "名额", "full": "须满分的指标", "cap": "等次封顶", "bar": "不定等次",
    "sub_items": "小项", "indicators": "指标", "lead": "牵头单位", "inputs": "填报项", "rule": "规则",
    "rigid": "刚性主题", "scope": "计分层级", "clause": "条款", "support": "配合单位", "evidence": "佐证材料",
    "words": "评分办法原文", "county_rule": "县级规则", "cases": "扣分类", "veto_if": "否决条件",
    "id": "代号", "roll_up": "汇总方式", "sampled": "按抽查村", "range": "下限、上限", "whole": "只填整数",
    "last_year": "要上年值", "hint": "填报口径", "given": "给定", "low": "最低", "high": "最高", "state": "状态",
    "peers": "同组单位", "why": "说明", "county": "全县",
    "counted": "清单计数", "problems": "清单计数", "source": "计数来源", "severity": "计数严重程度",
    "indicator": "计数指标", "surveyed": "问卷计数", "question": "问卷计数", "part": "问卷计数",
    "households": "问卷户类型",
    "of": "下级各行", "bands": "各档", "options": "各类别", "items": "加减分类", "branches": "适用情形",
}  # fmt: skip
"""Everything else that the scheme reader may name in a message."""


def spoken(key: str) -> str:
    """What a key, a kind or a choice of the scheme format is called in the workbook."""
    choices = {word: said for words in CHOICES.values() for word, said in words.items()}
    for words in (SHAPES, _KEYS, HEADINGS, choices):
        if key in words:
            return words[key]
    return key
