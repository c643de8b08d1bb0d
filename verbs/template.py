"""The empty forms that the office hands out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from verbs import UNUSABLE


def options(one: argparse.ArgumentParser) -> None:
    one.add_argument("--scheme", default="gd2021", help="方案代号或路径（默认 gd2021）")
    form = one.add_mutually_exclusive_group(required=True)
    form.add_argument("--town", metavar="镇", help="镇名：镇级填报表")
    form.add_argument("--department", metavar="单位", help="责任单位名：县级填报表")
    form.add_argument(
        "--verification", metavar="单位", help="责任单位名：部门核定表，不带各镇已报的数；须给出 --roster"
    )
    form.add_argument("--inspection", metavar="TEAM", help="暗访组名：村级暗访表")
    form.add_argument("--survey", metavar="TEAM", help="调查组名：三度调查表")
    form.add_argument("--problems", action="store_true", help="问题清单，一份可以写多个镇")
    form.add_argument("--innovation", action="store_true", help="改革创新案例表")
    one.add_argument("--roster", type=Path, metavar="FILE", help="填好的名册表，镇和村从中取")
    one.add_argument("--round", default="第一轮模拟考核", help="轮次名称（默认 第一轮模拟考核）")
    one.add_argument("--due", type=date.fromisoformat, help="报送截止日期，如 2026-03-16；问题清单和案例表不写")
    one.add_argument("--out", required=True, type=Path, help="要写的工作簿（.xlsx）")


def template(given: argparse.Namespace) -> int:
    """Write one empty form; 2, with a sentence, when there is none for what was asked."""
    from data.roster import Roster
    from scoring import load_scheme

    scheme, roster = load_scheme(given.scheme), Roster()
    if given.roster:
        roster, told = _roster(given.roster)
        print(*told, sep="\n", end="\n" if told else "", file=sys.stderr)
    refused = "名册表里没有镇，不能用" if roster is None else _refusal(given, scheme, roster)
    if refused:
        print(refused, file=sys.stderr)
        return UNUSABLE
    given.out.write_bytes(_written(given, scheme, roster))
    print(f"已写入 {given.out}")
    return 0


def _roster(path: Path) -> tuple[Any, Sequence[str]]:
    """The roster in a filled workbook, None when it names no town; and what is wrong in it."""
    from data.roster_reading import read_roster_apart

    read = read_roster_apart(path.read_bytes(), "")
    return read.roster, [
        f"{' '.join(filter(None, (path.name, one.sheet, one.cell)))}：{one.message}" for one in read.findings
    ]


def _refusal(given: argparse.Namespace, scheme: Any, roster: Any) -> str:
    """Why there is no such form; "" when there is."""
    from data.templates import reporting_departments, verifying_departments

    if given.town and roster.town_names and given.town not in roster.town_names:
        return f"名册表里没有{given.town}。可选：{'、'.join(roster.town_names)}"
    if given.department and given.department not in reporting_departments(scheme):
        return f"{given.department}没有需要填报的县级数。可选：{'、'.join(reporting_departments(scheme))}"
    if given.verification and given.verification not in verifying_departments(scheme):
        return f"{given.verification}没有需要核定的镇级数。可选：{'、'.join(verifying_departments(scheme))}"
    if given.verification and not roster.town_names:
        return "部门核定表要逐镇列出，请用 --roster 给出填好的名册表"
    return ""


def _written(given: argparse.Namespace, scheme: Any, roster: Any) -> bytes:
    """The form as xlsx, by the functions that the pages use."""
    from data import templates
    from data.innovation.writing import cases_workbook
    from data.templates.office_list import office_list_workbook

    towns, due = roster.town_names, given.due
    villages = {town: roster.villages_of(town) for town in towns}
    if given.town:
        return templates.town_workbook(
            scheme, given.town, given.round, villages=villages.get(given.town, ()), due_on=due
        )
    if given.department:
        return templates.department_workbook(scheme, given.department, given.round, due_on=due)
    if given.verification:
        return templates.verification_workbook(scheme, given.verification, given.round, towns, due_on=due)
    if given.inspection:
        return templates.inspection_workbook(scheme, given.round, villages, team=given.inspection, due_on=due)
    if given.survey:
        return templates.survey_workbook(scheme, given.round, villages, team=given.survey, due_on=due)
    return office_list_workbook(scheme, towns) if given.problems else cases_workbook(scheme, given.round)
