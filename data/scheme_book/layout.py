"""The sheets of a scheme's workbook and their columns: said once, for the writer and the reader."""

from __future__ import annotations

from dataclasses import dataclass

from data.scheme_book.kinds import headings
from data.scheme_book.words import COUNTED
from data.templates.forms import Column

REMARK = "备注"
"""A column that may be added to any sheet and is never read."""


@dataclass(frozen=True)
class SheetPlan:
    """One sheet: its name, its columns, what is said under its title, and how it is printed."""

    name: str
    columns: tuple[Column, ...]
    note: str
    freeze: str
    pages_across: int = 1
    title_columns: str = ""


HEAD_SHEET = SheetPlan(
    "方案",
    (
        Column("item", "项目", 22, required=True),
        Column("content", "内容", 18, required=True),
        Column("second", "内容续一", 18, aid=True),
        Column("third", "内容续二", 40, aid=True),
        Column("note", "说明", 56, aid=True),
    ),
    "方案的基本情况、等次和否决办法。只改“内容”，不改“项目”。",
    "A4",
)
"""Facts by row; below them the table of grades, with headings of its own."""

HEAD_ITEMS = (
    Column("scheme", "方案代号", 0, required=True),
    Column("version", "版本", 0, required=True),
    Column("name", "方案名称", 0, required=True),
    Column("basis", "依据说明", 0),
    Column("themes", "刚性主题", 0),
    Column("veto", "一票否决", 0, required=True),
    Column("veto_to", "否决后的等次或降几等", 0),
    Column("town_scale", "镇总分满分", 0),
    Column("tie_break", "并列时依次比较", 0),
    Column("near", "临界比例", 0),
    Column("duty_lead", "牵头单位分担", 0),
    Column("duty_support", "配合单位分担", 0),
    Column("innovation", "改革创新部分", 0),
    Column("levels", "改革创新加分", 0),
    *(Column(f"declares.{key}", heading, 0) for key, heading in COUNTED.items()),
)
"""The facts of the sheet 方案, in its column 项目."""

GRADE_COLUMNS = (
    Column("name", "等次名称", 0, required=True),
    Column("at_least", "分数线", 0),
    Column("first", "名额", 0),
    Column("full", "须满分的指标", 0),
)

ITEM_SHEET = SheetPlan(
    "指标",
    (
        Column("nature", "性质", 6),
        Column("category", "大项编码", 6, required=True),
        Column("category_name", "大项名称", 12, required=True),
        Column("sub_item", "小项编码", 6, required=True),
        Column("sub_item_name", "小项名称", 12, required=True),
        Column("code", "指标编码", 9, required=True),
        Column("name", "指标名称", 24, required=True),
        Column("points", "分值", 7, required=True),
        Column("rigid", "刚性主题", 11),
        Column("scope", "计分层级", 6),
        Column("clause", "条款", 13),
        Column("basis", "依据", 20),
        Column("words", "评分办法原文", 46),
        Column("lead", "牵头单位", 14, required=True),
        Column("support", "配合单位", 14),
        Column("evidence", "佐证材料", 26),
        Column("veto_if", "否决条件", 14),
    ),
    "一行一个指标。大项、小项与上一行相同的可以留空。“附加”是定量指标之外计入总分的部分，不填大项和小项。"
    "配合单位、佐证材料一行一个（Alt＋回车换行）。",
    "H4",
    2,
    "A:G",
)

INPUT_SHEET = SheetPlan(
    "填报项",
    (
        Column("code", "指标编码", 9, required=True),
        Column("indicator_name", "指标名称", 24, aid=True),
        Column("name", "填报项", 26, required=True),
        Column("id", "代号", 12),
        Column("unit", "单位", 7),
        Column("roll_up", "汇总方式", 8),
        Column("scope", "填报层级", 8),
        Column("sampled", "按抽查村", 8),
        Column("at_most", "不超过", 20),
        Column("low", "下限", 7),
        Column("high", "上限", 7),
        Column("whole", "只填整数", 8),
        Column("target", "要年度任务", 9),
        Column("last_year", "要上年值", 8),
        Column("hint", "填报口径", 40),
        Column("counted", "清单计数", 10),
        Column("counted_source", "计数来源", 14),
        Column("counted_severity", "计数严重程度", 12),
        Column("counted_indicator", "计数指标", 10),
        Column("surveyed", "问卷计数", 14),
        Column("surveyed_households", "问卷户类型", 12),
    ),
    "一行一个填报项：镇或部门要报的一个数。代号供系统使用，可以留空，导入时自动编号；已经用过的方案请不要改代号。"
    "由问题清单计数的填报项写清单计数，后面三格只计其中所写的，一行一个，留空为不限。"
    "由三度调查计数的填报项写问卷计数，问卷户类型只计其中所写的户，一行一类，留空为全部。",
    "D4",
)

_WIDTHS = {
    "名称": 16, "取值": 30, "适用情形": 18, "满分线或目标": 13, "不得分条件": 20, "除外情形": 16, "不适用时": 12,
    "不低于": 9, "不高于": 9, "零分线": 9, "方向": 9, "取整方式": 9, "合成方式": 9, "组别": 10,
}  # fmt: skip
"""How wide a parameter's column is, where it is not as narrow as the others."""

RULE_SHEET = SheetPlan(
    "规则",
    (
        Column("code", "指标编码", 9, required=True),
        Column("indicator_name", "指标名称", 18, aid=True),
        Column("scope", "适用", 6),
        Column("node", "节点", 7, required=True),
        Column("shape", "形态", 14, required=True),
        *(Column(one, one, _WIDTHS.get(one, 7.5)) for one in headings()),
        Column("told", "规则文字", 60, aid=True),
    ),
    "一行一个节点：选形态，填分值和白色的参数格，灰色的格不填，浅黄的格必填。子项另起一行，节点写 1.1、1.2；"
    "档、扣分类等写在所属节点下面，节点号相同。各形态怎样填见“形态说明”。“规则文字”导出时生成，导入时不读。",
    "F4",
    3,
    "A:E",
)

CASE_SHEET = SheetPlan(
    "算例",
    (
        Column("code", "指标编码", 9, required=True),
        Column("indicator_name", "指标名称", 22, aid=True),
        Column("row", "行别", 9, required=True),
        Column("why", "说明", 26),
        Column("unit", "层级", 6),
        Column("group", "组别", 9),
        Column("given", "给定", 72, required=True),
        Column("score", "应得分", 8),
        Column("low", "最低", 8),
        Column("high", "最高", 8),
        Column("state", "状态", 9),
    ),
    "一行一个算例，给定写成“填报项＝数值；填报项＝数值”，没有填报的写“未填报”，没有这项任务的写“不适用”。"
    "抽查村、同组单位另起一行，写在所属算例下面。得分不能确定的写最低、最高。",
    "D4",
)

SHAPE_SHEET = "形态说明"

PLANS = (HEAD_SHEET, ITEM_SHEET, INPUT_SHEET, RULE_SHEET, CASE_SHEET)
"""The sheets that are read, in their order."""
