"""A small scheme, and workbooks drawn as text the way a town typed them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from io import BytesIO

from openpyxl import Workbook

from data.findings import Finding
from data.intake import Intake
from data.reading import read_workbook
from data.roster import TOWNS, VILLAGES, Roster
from scoring.scheme import Scheme
from scoring.scheme_file import parse_scheme

SCHEME = """
scheme: small
version: "1"
name: 小方案
basis: 测试用
declares: {}
grades: [{name: 优秀, at_least: 90}, {name: 一般}]
veto: {cap: 一般}
themes: [人居环境]
components:
  - code: P-01
    name: 评议评分
    points: 10
    scope: county
    lead: 县委农办
    inputs: [{id: review, name: 评议得分, unit: 分, range: [0, 10]}]
    rule: {manual: {value: review}}
categories:
  - code: A
    name: 人居环境
    sub_items:
      - code: A1
        name: 厕所和村庄
        indicators:
          - code: A1-01
            name: 户厕建设与管护
            points: 2
            rigid: 人居环境
            lead: 县农业农村局
            evidence: [户厕台账, 整改销号表]
            inputs:
              - {id: sanitary, name: 卫生户厕户数, unit: 户, at_most: households, hint: 只数无害化的}
              - {id: households, name: 常住户数, unit: 户}
              - {id: rate, name: 满意率, unit: "%", range: [0, 100]}
            rule: {per_step: {value: sanitary / households * 100 + 0 * rate, full_at: 95, step: 1, deduct: 0.1}}
          - code: A1-02
            name: 粮食面积
            points: 3
            lead: 县农业农村局
            inputs:
              - {id: area, name: 粮食播种面积, unit: 亩, target: true, last_year: true}
              - {id: growth, name: 增长率, unit: "%", range: [-100, null]}
            rule: {ratio: {value: area + 0 * growth, target: target.area}}
          - code: A1-03
            name: 管护制度
            points: 1
            lead: 县住建局
            inputs: [{id: rules, name: 是否有管护制度, unit: 是否}]
            rule: {yes_no: {value: rules}}
          - code: A1-04
            name: 村庄清洁
            points: 4
            lead: 县农业农村局
            inputs:
              - {id: minor, name: 一般问题数, unit: 处, sampled: true}
              - {id: severe, name: 突出问题数, unit: 处, sampled: true}
            rule:
              samples:
                combine: mean
                rule: {count: {cases: [{value: minor, deduct: 0.2}, {value: severe, deduct: 0.5}], points: 4}}
          - code: A1-05
            name: 全县投入
            points: 1
            scope: county
            lead: 县财政局
            inputs: [{id: money, name: 农林水支出, unit: 万元, last_year: true}]
            rule: {threshold: {value: money / last_year.money * 100, at_least: 100}}
"""

ROSTER = Roster(
    "青禾县",
    TOWNS.frame([("石桥镇", "圩镇组", ""), ("云岭镇", "山区组", "")]),
    VILLAGES.frame([("石桥镇", "上坪村"), ("石桥镇", "石桥村"), ("云岭镇", "大塘村")]),
    ("县财政局", "县委农办", "县农业农村局"),
)

TOWN_META = {
    "方案编码": "small",
    "方案版本": "1",
    "模板版本": "1",
    "表类": "镇级填报表",
    "填报单位": "石桥镇",
    "轮次": "第一轮",
}

GOOD_FORM = """
    指标编码 | 填报项         | 年度目标任务 | 完成情况 | 上年值
    A1-01    | 卫生户厕户数   |              | 960      |
    A1-01    | 常住户数       |              | 1000     |
    A1-01    | 满意率         |              | 95.5     |
    A1-02    | 粮食播种面积   | 1200         | 1234.5   | 1200
    A1-02    | 增长率         |              | -3       |
    A1-03    | 是否有管护制度 |              | 是       |
"""
"""What a careful town types. Columns that a test does not look at are left out."""


@cache
def small_scheme() -> Scheme:
    """Three town items, one with sampled villages, one county item and one component."""
    return parse_scheme({"scheme.yaml": SCHEME}, "scheme.yaml")


def workbook(meta: Mapping[str, str] | None = None, **sheets: str) -> bytes:
    """An xlsx with the drawn sheets, and ``_meta`` when ``meta`` is given.

    A line is a row, ``|`` separates cells. Numbers are numbers, ``'12`` is text, ``2026-03-01`` a date, ``~`` a line
    break, ``#DIV/0!`` an error, ``=1+1`` a formula that nobody has reckoned, ``95%%`` the number 0.95 shown as 95%.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, text in sheets.items():
        sheet = book.create_sheet(name)
        for number, line in enumerate(text.strip().splitlines(), 1):
            for column, typed in enumerate(line.split("|"), 1):
                _type(sheet.cell(number, column), typed.strip())
    if meta is not None:
        hidden = book.create_sheet("_meta")
        hidden.sheet_state = "hidden"
        for fact in meta.items():
            hidden.append(fact)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _type(cell, typed: str) -> None:  # type: ignore[no-untyped-def]
    if re.fullmatch(r"-?\d+(\.\d+)?", typed):
        cell.value = float(typed)
    elif re.fullmatch(r"\d+%%", typed):
        cell.value, cell.number_format = float(typed[:-2]) / 100, "0%"
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", typed):
        cell.value = date.fromisoformat(typed)
    elif typed:
        cell.value = typed.removeprefix("'").replace("~", "\n")
        cell.data_type = {"#": "e", "=": "f"}.get(typed[0], "s")


def read_form(form: str, meta: Mapping[str, str] | None = TOWN_META, **sheets: str) -> Intake:
    """What is read from a town's workbook with that 填报表 and empty lists."""
    lists = {"问题清单": "序号 | 问题描述", "佐证目录": "指标编码 | 材料名称"}
    content = workbook(meta, **{"填报表": form, **lists, **sheets})
    return read_workbook(content, "石桥镇.xlsx", small_scheme(), ROSTER)


def values_of(intake: Intake) -> dict[str, float | str]:
    """Each figure as ``indicator.input`` (``@village`` when sampled) with its number, else its status."""
    found: dict[str, float | str] = {}
    for row in intake.values.to_dict("records"):
        sample = f"@{row['sample']}" if row["sample"] else ""
        name = f"{row['indicator']}.{row['input']}{sample}"
        found[name] = row["value"] if row["status"] == "reported" else row["status"]
    return found


def told(intake: Intake, *codes: str) -> list[str]:
    """The findings of those codes as «code cell»."""
    return [f"{one.code} {one.cell}" for one in intake.findings if one.code in codes]


def codes_of(intake: Intake) -> set[str]:
    """The codes of the findings, without those on columns that the drawn sheet leaves out."""
    return {one.code for one in intake.findings} - {"R204"}


def the(intake: Intake, code: str) -> Finding:
    """The one finding of that code."""
    (found,) = [one for one in intake.findings if one.code == code]
    return found
