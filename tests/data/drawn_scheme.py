"""A scheme of another kind, as an official draws it up in Excel: 1000 points, two groups, quotas, a pool, ranks.

Each sheet is text: a line a row, | between the cells. Only the columns that are needed are there, in their own order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import NamedTuple

from openpyxl import Workbook

HEAD = """
项目 | 内容
方案代号 | shijing2026
版本 | 2026-1
方案名称 | 石井市镇街综合考核
依据说明 | 市委办〔2026〕3号
刚性主题 | 安全底线
一票否决 | 降低等次
否决后的等次或降几等 | 1
镇总分满分 | 1000
大项数 | 2
指标数 | 5
刚性分值 | 300
总分 | 1000

等次名称 | 分数线 | 名额 | 须满分的指标
优秀 | 900 | 2 | 全部刚性指标
良好 | 700
合格
"""

ITEMS = """
大项编码 | 大项名称 | 小项编码 | 小项名称 | 指标编码 | 指标名称 | 分值 | 刚性主题 | 牵头单位 | 佐证材料 | 评分办法原文
一 | 发展 | 一1 | 经济 | 1 | 产值 | 300 | | 市发改局 | | 平原组满分300分，山区组满分200分，按任务完成比例得分。
 | | | | 2 | 税收 | 200 | | 市财政局 | | 按税收排名，第1名得200分，每后移一名减20分。
二 | 治理 | 二1 | 安全 | 3 | 安全生产 | 300 | 安全底线 | 市应急局 | 检查记录；整改台账 | 一般每个扣10分，重点50分。
 | | 二2 | 服务 | 4 | 群众满意度 | 100 | | 市统计局 | | 90%以上得100分，60%及以下不得分，其间按比例。
 | | 二2 | | 5 | 综合评议 | 100 | | 市委办 | | 由评审组在0至100分内评定。
"""

INPUTS = """
指标编码 | 填报项 | 单位 | 汇总方式 | 上限
1 | 产值 | 万元 | |
2 | 税收 | 万元 | |
3 | 一般问题数 | 个 | |
 | 重点问题数 | 个 | |
 | 亡人事故起数 | 起 | |
4 | 满意度 | % | 平均 | 100
5 | 评议得分 | 分 | 平均 | 100
"""

RULES = """
指标编码 | 节点 | 形态 | 组别 | 分值 | 取值 | 单位 | 满分线或目标 | 零分线 | 扣分 | 方向 | 不得分条件
1 | 1 | 分组参数
 | 1.1 | 比例得分 | 平原组 | 300 | 产值 | | 任务.产值
 | 1.2 | 比例得分 | 山区组 | 200 | 产值 | | 任务．产值
 | 1.3 | 比例得分 | 其他 | 300 | 产值 | | 任务.产值
2 | 1 | 排名赋分 | | | 税收 | | | | 20 | 越高越好
3 | 1 | 共享扣分池 | | 300 | | | | | | | 亡人事故起数≥1
3 | 1.1 | 计数扣分 | | 200 | 一般问题数 | | | | 10
3 | 1.2 | 计数扣分 | | 250 | 重点问题数 | | | | 50
4 | | 区间线性 | | 100 | 满意度 | % | 90 | 60
5 | | 人工评分 | | | 评议得分
"""

CASES = """
指标编码 | 行别 | 给定 | 组别 | 应得分 | 最低 | 最高 | 说明
1 | 算例 | 产值=90；任务.产值=100 | 平原组 | 270
1 | 算例 | 产值＝30；任务.产值＝60 | 山区组 | 100 | | | 山区组满分 200
2 | 算例 | 税收=400 | | 180 | | | 并列第二
 | 同组单位 | 税收=500
 | 同组单位 | 税收=400
3 | 算例 | 一般问题数=30；重点问题数=6；亡人事故起数=0 | | 0 | | | 扣到池底
3 | 算例 | 一般问题数=2；重点问题数=1；亡人事故起数=0 | | 230
4 | 算例 | 满意度=75 | | 50
4 | 算例 | 满意度=未填报 | | | 0 | 100
5 | 算例 | 评议得分=80 | | 80
"""

SHEETS: Mapping[str, str] = {"方案": HEAD, "指标": ITEMS, "填报项": INPUTS, "规则": RULES, "算例": CASES}

FIGURES = """
甲镇 | 平原组 | 90/100 | 500 | 2 | 1 | 0 | 75 | 80
乙镇 | 平原组 | 120/100 | 400 | 0 | 0 | 0 | 90 | 100
丙镇 | 山区组 | 30/60 | 400 | 30 | 6 | 0 | 60 | 0
丁镇 | 山区组 | 60/60 | 100 | 0 | 1 | 0 | 95 | 50
"""
"""What four towns report: 产值/任务, 税收, 一般问题, 重点问题, 亡人事故, 满意度, 评议."""

_INPUTS = [("1", "x1"), ("2", "x1"), ("3", "x1"), ("3", "x2"), ("3", "x3"), ("4", "x1"), ("5", "x1")]


class Reported(NamedTuple):
    """What a town reports: its group, the figures and the tasks by indicator and input."""

    group: str
    values: dict[tuple[str, str], float]
    targets: dict[tuple[str, str], float]


def reported() -> dict[str, Reported]:
    """Town → what it reports."""
    found = {}
    for line in FIGURES.strip().splitlines():
        unit, group, *typed = (cell.strip() for cell in line.split("|"))
        parts = {key: text.partition("/") for key, text in zip(_INPUTS, typed, strict=True)}
        values = {key: float(value) for key, (value, _, _) in parts.items()}
        found[unit] = Reported(group, values, {key: float(task) for key, (_, _, task) in parts.items() if task})
    return found


WRONG: Mapping[str, tuple[Mapping[str, object], Sequence[tuple[str, str, str]]]] = {
    "a shape misspelt and a parameter that the shape does not take": (
        {"规则_C6": "排名附分", "规则_J10": 5},
        [("规则", "C6", "没有「排名附分」这个形态"), ("规则", "J10", "「区间线性」不填「扣分」")],
    ),
    "points that no longer add up to what is declared": (
        {"指标_G6": 110},
        [("方案", "B13", "总分声明为 1000，实际为 1010")],
    ),
    "a figure that nobody reports, a text for a number, a percent sign": (
        {"规则_F3": "产植", "规则_H10": "90%", "指标_G3": "二百"},
        [
            ("指标", "G3", "「二百」不是数字"),
            ("规则", "F3", "「产植」不是本指标的填报项"),
            ("规则", "H10", "算式中不写百分号"),
        ],
    ),
    "a part whose parent is missing, a second root, a part below a leaf": (
        {"规则_B8": "2.1", "规则_B9": "2", "规则_B5": "1.1.1"},
        [
            ("规则", "B5", "「比例得分」不能有子项"),
            ("规则", "C7", "共享扣分池 缺少参数「下级各行」"),
            ("规则", "B8", "节点 2.1 的上级 2 不在它前面"),
            ("规则", "B9", "节点 2 与上面的规则并列"),
        ],
    ),
    "grades out of order, a veto without its step, a case of an unknown item": (
        {"方案_B17": 950, "方案_B8": None, "算例_A2": "9"},
        [
            ("方案", "B8", "没有写否决后的等次或降几等"),
            ("方案", "A16", "等次分数线没有从高到低排列"),
            ("算例", "A2", "“指标”表中没有编码为「9」的指标"),
        ],
    ),
}
"""Five copies that are wrong: the cells that are changed, and every fault with its sheet, its cell and what it is."""


def drawn_book(sheets: Mapping[str, str | None] = SHEETS, **cells: object) -> bytes:
    """The sheets as a workbook; ``规则_F4=…`` puts something else in a cell, None leaves a sheet out."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, text in {**SHEETS, **sheets}.items():
        if text is not None:
            sheet = workbook.create_sheet(name)
            for line in text.strip("\n").split("\n"):
                sheet.append([_typed(cell.strip()) for cell in line.split("|")])
    for place, content in cells.items():
        name, cell = place.split("_")
        workbook[name][cell] = content
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _typed(text: str) -> str | float | None:
    """The text as Excel takes it when it is typed into a cell without a format: a number where it is one."""
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        return text
