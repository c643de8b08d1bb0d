"""An empty workbook to be filled in."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from verbs import UNUSABLE


def options(one: argparse.ArgumentParser) -> None:
    one.add_argument("--scheme", default="gd2021", help="方案代号或路径（默认 gd2021）")
    whom = one.add_mutually_exclusive_group(required=True)
    whom.add_argument("--town", help="镇名：镇级填报表")
    whom.add_argument("--department", help="责任单位名：县级填报表")
    whom.add_argument("--inspection", metavar="TEAM", help="暗访组名：村级暗访表")
    one.add_argument("--round", default="第一轮模拟考核", help="轮次名称")
    one.add_argument("--due", type=date.fromisoformat, help="报送截止日期，如 2026-03-16")
    one.add_argument("--out", required=True, type=Path)


def template(given: argparse.Namespace) -> int:
    """Write an empty workbook for a town, a department or an inspection team."""
    from data.templates import department_workbook, inspection_workbook, reporting_departments, town_workbook
    from scoring import load_scheme

    scheme = load_scheme(given.scheme)
    if given.department and given.department not in reporting_departments(scheme):
        print(
            f"{given.department}没有需要填报的县级数。可选：{'、'.join(reporting_departments(scheme))}", file=sys.stderr
        )
        return UNUSABLE
    if given.town:
        content = town_workbook(scheme, given.town, given.round, due_on=given.due)
    elif given.department:
        content = department_workbook(scheme, given.department, given.round, due_on=given.due)
    else:
        content = inspection_workbook(scheme, given.round, {}, team=given.inspection, due_on=given.due)
    given.out.write_bytes(content)
    print(f"已写入 {given.out}")
    return 0
