"""The forms (填报表): which figure each asks for, and its sheets, columns and fixed words.

Said once: the writer lays the sheets out from here, the reader looks for the same things.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from data.intake import Kind
from scoring.rounding import plain
from scoring.scheme import Indicator, Input, Scheme

TEMPLATE_VERSION = "1"

YES, NO, NOT_APPLICABLE = "是", "否", "不适用"
SOURCES = ("国家暗访", "省级审计巡察", "市级督导", "县级模拟考核", "群众反映")
SEVERITIES = ("一般", "较重", "严重")
EVIDENCE_KINDS = ("文件", "台账", "清册", "照片", "系统截图", "其他")
COUNTY_SOURCE = "县级模拟考核"
"""Who found what a county team saw in a village."""

KIND_TITLES: Mapping[Kind, str] = {
    "town": "镇级填报表",
    "department": "县级填报表",
    "verification": "部门核定表",
    "inspection": "村级暗访表",
    "survey": "三度调查表",
}

GUIDE_SHEET, FORM_SHEET, VISIT_SHEET = "填报说明", "填报表", "暗访表"
PROBLEM_SHEET, EVIDENCE_SHEET, RULE_SHEET = "问题清单", "佐证目录", "评分细则"
META_SHEET = "_meta"
META_KEYS: Mapping[str, str] = {
    "scheme_code": "方案编码",
    "scheme_version": "方案版本",
    "template_version": "模板版本",
    "kind": "表类",
    "unit": "填报单位",
    "round_name": "轮次",
}
"""What ``_meta`` says in its first two columns, and the visible line under each title as «key：value»."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its key in the code, its heading, its width in characters, and other headings it goes by.

    A sheet without a ``required`` column cannot be read; an ``aid`` is only there for the eye and never read.
    """

    key: str
    heading: str
    width: float
    aliases: tuple[str, ...] = ()
    required: bool = False
    aid: bool = False


FORM_COLUMNS = (
    Column("code", "指标编码", 8.5, ("编码", "指标代码", "指标编号"), required=True),
    Column("content", "考核内容", 26, ("考核指标", "指标名称", "指标", "指标内容"), aid=True),
    Column("input", "填报项", 25, ("填报内容", "填报指标", "填报项目"), required=True),
    Column("unit", "单位", 7, ("计量单位",), aid=True),
    Column("target", "年度目标任务", 11, ("年度任务", "目标任务", "年度目标", "目标值", "任务数")),
    Column("value", "完成情况", 12, ("完成数", "完成值", "实际完成", "实际完成情况", "填报值"), required=True),
    Column("last_year", "上年值", 10, ("上年数", "上年完成情况", "去年值", "上年同期")),
    Column("self_score", "自评分", 8, ("自评得分", "自评")),
    Column("loses", "是否减分", 8, ("是否扣分",)),
    Column("reason", "减分原因", 17, ("扣分原因",)),
    Column("measure", "整改措施", 18, ("整改情况",)),
    Column("evidence", "佐证材料", 18, ("佐证", "证明材料")),
    Column("remark", "备注", 12, ("说明",)),
)

PROBLEM_COLUMNS = (
    Column("number", "序号", 6, ("编号",)),
    Column("source", "来源", 13, ("问题来源",)),
    Column("found_on", "发现日期", 12, ("发现时间", "日期")),
    Column("town", "镇", 10, ("镇街", "乡镇", "所在镇")),
    Column("village", "村", 12, ("行政村", "所在村", "村居")),
    Column("place", "点位", 15, ("地点", "位置", "具体点位")),
    Column("indicator", "关联指标", 20, ("指标编码", "指标", "关联指标编码")),
    Column("rigid", "是否刚性", 8, ("刚性",)),
    Column("category", "问题类别", 12, ("类别", "问题类型")),
    Column("description", "问题描述", 34, ("描述", "问题", "主要问题", "问题内容"), required=True),
    Column("severity", "严重程度", 9, ("程度",)),
    Column("responsible_unit", "责任单位", 15, ("牵头单位",)),
    Column("responsible_person", "责任人", 10, ()),
    Column("leader", "责任领导", 10, ("挂点领导", "包案领导")),
    Column("due_on", "整改时限", 12, ("整改期限", "完成时限", "时限")),
)

EVIDENCE_COLUMNS = (
    Column("code", "指标编码", 9, ("编码", "关联指标"), required=True),
    Column("content", "考核内容", 34, ("指标名称",), aid=True),
    Column("document", "材料名称", 38, ("佐证材料", "材料"), required=True),
    Column("kind", "类型", 10, ("材料类型", "材料类别")),
    Column("reference", "文号或日期", 18, ("文号", "文号/日期", "日期")),
    Column("issued_by", "形成单位", 18, ("单位", "出具单位")),
    Column("complete", "是否齐全", 9, ("齐全",)),
    Column("matches_field", "与实地是否一致", 11, ("是否与实地一致", "与实地一致")),
    Column("checked_by", "审核人", 10, ("审核",)),
)

VISIT_COLUMNS = (
    Column("town", "镇", 12, ("镇街", "乡镇"), required=True),
    Column("village", "村", 14, ("行政村", "村居"), required=True),
    Column("visited_on", "日期", 13, ("暗访日期", "检查日期")),
)
"""What stands left of the figures on the inspection sheet."""

VISIT_REMARK_COLUMNS = (
    Column("place", "点位", 20, ("地点", "位置")),
    Column("category", "问题类别", 14, ("类别",)),
    Column("description", "描述", 40, ("问题描述", "问题")),
    Column("photos", "照片编号", 14, ("照片",)),
)
"""What stands right of the figures."""


@dataclass(frozen=True)
class Asked:
    """One figure that a form asks for: a row of the form, or a column of the inspection sheet."""

    indicator: Indicator
    input: Input

    @property
    def key(self) -> tuple[str, str]:
        """The indicator's code and the input's id."""
        return self.indicator.code, self.input.id


def is_county(indicator: Indicator, one: Input) -> bool:
    """Whether the figure is the whole county's, so that a department reports it."""
    return indicator.scope == "county" or one.scope == "county" or indicator.component


def asked_of_town(scheme: Scheme) -> tuple[Asked, ...]:
    """The figures a town reports, in the scheme's order."""
    return tuple(
        Asked(indicator, one)
        for indicator in scheme.indicators
        for one in indicator.inputs
        if not one.sampled and not is_county(indicator, one)
    )


def asked_of_county(scheme: Scheme) -> tuple[Asked, ...]:
    """The county's own figures, whoever reports them: those of the items first, then those of the components."""
    return tuple(
        Asked(indicator, one)
        for indicator in (*scheme.indicators, *scheme.components)
        for one in indicator.inputs
        if is_county(indicator, one)
    )


def asked_of_department(scheme: Scheme, department: str) -> tuple[Asked, ...]:
    """The county's figures of the indicators that the department leads."""
    return tuple(one for one in asked_of_county(scheme) if one.indicator.lead == department)


def asked_of_verification(scheme: Scheme, department: str) -> tuple[Asked, ...]:
    """The towns' figures of the indicators that the department leads: those it verifies."""
    return tuple(one for one in asked_of_town(scheme) if one.indicator.lead == department)


def verifying_departments(scheme: Scheme) -> tuple[str, ...]:
    """The departments that lead an indicator of the towns, in the scheme's order."""
    return tuple(dict.fromkeys(one.indicator.lead for one in asked_of_town(scheme) if one.indicator.lead))


def asked_of_inspection(scheme: Scheme) -> tuple[Asked, ...]:
    """The figures counted in each visited village."""
    return tuple(
        Asked(indicator, one)
        for indicator in scheme.indicators
        for one in indicator.inputs
        if one.sampled and not is_county(indicator, one)
    )


def reporting_departments(scheme: Scheme) -> tuple[str, ...]:
    """The departments that have a county figure to report, in the scheme's order."""
    return tuple(dict.fromkeys(one.indicator.lead for one in asked_of_county(scheme) if one.indicator.lead))


def visit_heading(asked: Asked) -> str:
    """The heading of a figure on the inspection sheet: its name and unit, and the indicator that it belongs to."""
    unit = "是/否" if asked.input.yes_no else asked.input.unit
    return f"{asked.input.name}（{unit}）\n{asked.indicator.code}"


def labelled(indicator: Indicator) -> str:
    """An indicator as a choice in a drop-down: «C1-02 农村户厕…»."""
    return f"{indicator.code} {indicator.name}"


def in_words(one: Input) -> str:
    """What may be filled in, in words: «不小于 0 的整数»."""
    noun = "整数" if one.whole else "数"
    if isfinite(one.low) and isfinite(one.high):
        return f" {plain(one.low)} 到 {plain(one.high)} 之间的{noun}"
    if isfinite(one.low):
        return f"不小于 {plain(one.low)} 的{noun}"
    return f"不大于 {plain(one.high)} 的{noun}" if isfinite(one.high) else noun
