"""The same verbs without a browser: ``python cli.py VERB --help`` says what each takes.

Exit codes: 0 done; 1 the scheme has errors; 2 a file or argument cannot be used (said in one line, never a traceback).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

UNUSABLE = 2
MOST_SHOWN = 200


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; the exit code."""
    given = parser().parse_args(arguments)
    from data.store import StoreError
    from data.table_file import TableError
    from scoring import SchemeError

    try:
        return int(given.verb(given))
    except (SchemeError, TableError, StoreError, OSError) as error:
        print(error, file=sys.stderr)
        return UNUSABLE


def parser() -> argparse.ArgumentParser:
    """The command line."""
    root = argparse.ArgumentParser(prog="cli.py", description="乡村振兴实绩考核模拟考核：命令行")
    verbs = root.add_subparsers(required=True, metavar="VERB")
    _score_verb(_verb(verbs, "score", score, "按方案给一张填报值表（CSV）计分"))
    _read_verb(_verb(verbs, "read", read, "读取填报工作簿，说明读到了什么、哪里有错"))
    _lint_verb(_verb(verbs, "lint", lint, "检查考核方案"))
    _export_verb(_verb(verbs, "scheme-export", scheme_export, "把考核方案导出为 Excel 工作簿，供查看和修改"))
    _import_verb(_verb(verbs, "scheme-import", scheme_import, "把修改好的方案工作簿导入为方案文件夹"))
    _template_verb(_verb(verbs, "template", template, "生成填报模板"))
    _report_verb(_verb(verbs, "report", report, "生成一轮的全部会议材料"))
    _verb(verbs, "reconcile", reconcile, "核对生成的材料，与库中逐数比较").add_argument(
        "folder", type=Path, help="report 写出的文件夹"
    )
    _demo_verb(_verb(verbs, "demo", demo, "装入演示县，或把演示工作簿写到文件夹"))
    _verb(verbs, "prepare", prepare, "建立或升级数据库；新库装入演示县").add_argument(
        "--empty", action="store_true", help="新库不装演示县，以后也不装"
    )
    return root


def _verb(verbs: Any, name: str, run: Callable[[argparse.Namespace], int], help_text: str) -> argparse.ArgumentParser:
    one: argparse.ArgumentParser = verbs.add_parser(name, help=help_text, description=help_text)
    one.set_defaults(verb=run)
    return one


# --- score ------------------------------------------------------------------------------------------------------------


def _score_verb(one: argparse.ArgumentParser) -> None:
    one.add_argument("--scheme", required=True, help="方案代号或路径")
    one.add_argument(
        "--values", required=True, type=Path, help="V.csv：unit,group,indicator,input,sample,value,target,last_year"
    )
    one.add_argument("--out", required=True, type=Path, help="R.csv：unit,indicator,points,score,low,high,state,reason")
    one.add_argument("--county", action="store_true", help="另给出全县（各镇汇总）的得分")


def score(given: argparse.Namespace) -> int:
    """Score a table of values; the totals go to standard output."""
    from data.table_file import read_values, write_scores
    from scoring import load_scheme
    from scoring.grading import verdict
    from scoring.panel import Panel
    from scoring.score import county_card, town_card

    scheme = load_scheme(given.scheme)
    panel = Panel(scheme, read_values(given.values, scheme))
    cards = [town_card(panel), *([county_card(panel)] if given.county else [])]
    write_scores(cards, given.out)
    for card in cards:
        for row, unit in enumerate(card.units):
            print(f"{unit}：{verdict(card, row).sentence}")
    return 0


# --- read -------------------------------------------------------------------------------------------------------------


def _read_verb(one: argparse.ArgumentParser) -> None:
    one.add_argument("files", nargs="+", type=Path, metavar="FILE", help="工作簿、压缩包或文件夹")
    one.add_argument("--scheme", default="gd2021", help="方案代号或路径（默认 gd2021）")
    one.add_argument("--round", help="应是哪一轮的表；不是这一轮的会指出")
    one.add_argument("--json", action="store_true", help="每个文件一行 JSON")


def read(given: argparse.Namespace) -> int:
    """Read workbooks, zips of them and folders, each file in a process of its own; 2 when one cannot be read."""
    from data.drop import read_drop
    from data.intake_record import intake_in_words, intake_record
    from scoring import load_scheme

    uploads, missing = _uploads(given.files)
    every = not missing
    for _, intake in read_drop(uploads, load_scheme(given.scheme), expected_round=given.round):
        every &= intake.readable
        told = json.dumps(intake_record(intake), ensure_ascii=False) if given.json else intake_in_words(intake)
        print(told, flush=True)
    return 0 if every else UNUSABLE


def _uploads(paths: Sequence[Path]) -> tuple[list[Any], bool]:
    """The files as if they had been uploaded, and whether one cannot be had; of a folder all that are meant."""
    from data.packages import is_workbook
    from data.receipts import Upload

    uploads, missing = [], False
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for file in inside:
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            try:
                uploads += [Upload(name, file.read_bytes())] if is_workbook(name) or file == path else []
            except OSError:
                print(f"{file.name}：找不到文件，或没有读取权限", file=sys.stderr)
                missing = True
    return uploads, missing


# --- lint -------------------------------------------------------------------------------------------------------------


def _lint_verb(one: argparse.ArgumentParser) -> None:
    one.add_argument("scheme", help="方案代号或路径，也可以是方案工作簿（.xlsx）")
    one.add_argument("--json", action="store_true", help="输出 JSON")


def lint(given: argparse.Namespace) -> int:
    """Check a scheme; 1 when it has errors."""
    from scoring.lint import ERROR

    faults = _faults(given.scheme)
    if given.json:
        print(json.dumps([asdict(fault) for fault in faults], ensure_ascii=False, indent=1))
    else:
        print(
            "\n".join(f"{fault.severity} {fault.code} {fault}" for fault in faults)
            or f"方案 {given.scheme}：没有发现问题"
        )
    return int(any(fault.severity == ERROR for fault in faults))


def _faults(scheme: str) -> list[Any]:
    """What is to be said of a scheme, given by its code or path, or as a workbook."""
    from scoring import SchemeError
    from scoring.lint import lint, lint_scheme

    if not scheme.lower().endswith(".xlsx"):
        return lint(scheme)
    from data.scheme_book import read_scheme_workbook

    try:
        return lint_scheme(read_scheme_workbook(Path(scheme).read_bytes(), Path(scheme).name))
    except SchemeError as error:
        return error.faults


# --- scheme-export and scheme-import ----------------------------------------------------------------------------------


def _export_verb(one: argparse.ArgumentParser) -> None:
    one.add_argument("--scheme", default="gd2021", help="方案代号或路径（默认 gd2021）")
    one.add_argument("--blank", action="store_true", help="导出空白方案工作簿，从头编写")
    one.add_argument("--out", required=True, type=Path, help="要写的工作簿（.xlsx）")


def scheme_export(given: argparse.Namespace) -> int:
    """Write a scheme as a workbook, or a blank one."""
    from data.scheme_book import BLANK, scheme_workbook
    from scoring import load_scheme

    given.out.write_bytes(scheme_workbook(BLANK if given.blank else load_scheme(given.scheme)))
    print(f"已写入 {given.out}")
    return 0


def _import_verb(one: argparse.ArgumentParser) -> None:
    one.add_argument("workbook", type=Path, help="方案工作簿（.xlsx）")
    one.add_argument("--out", required=True, type=Path, help="要写的方案文件夹，须不存在或是空的")


def scheme_import(given: argparse.Namespace) -> int:
    """Write the scheme in a workbook as a folder of YAML files; a wrong workbook writes nothing."""
    from data.scheme_book import read_scheme_workbook
    from scoring.scheme_text import scheme_texts

    scheme = read_scheme_workbook(given.workbook.read_bytes(), given.workbook.name)
    if given.out.exists() and any(given.out.iterdir()):
        print(f"文件夹 {given.out} 不是空的，请另选一个", file=sys.stderr)
        return UNUSABLE
    given.out.mkdir(parents=True, exist_ok=True)
    for name, text in scheme_texts(scheme).items():
        (given.out / name).write_text(text, encoding="utf-8")
    print(f"已写入 {given.out}：{scheme.name}，{len(scheme.indicators)} 项指标，{scheme.total:g} 分")
    return 0


# --- template ---------------------------------------------------------------------------------------------------------


def _template_verb(one: argparse.ArgumentParser) -> None:
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


# --- report and reconcile ---------------------------------------------------------------------------------------------


def _report_verb(one: argparse.ArgumentParser) -> None:
    one.add_argument("--round", required=True, help="轮次名称")
    one.add_argument("--out", required=True, type=Path, help="要写的文件夹")
    one.add_argument("--today", type=date.fromisoformat, help="按哪一天算逾期和倒计时（默认今天）")


def report(given: argparse.Namespace) -> int:
    """Make everything that is handed out of a round, and the list by which it can be checked later."""
    from data.diagnosis import diagnose
    from reports.handouts import Choices, handouts
    from reports.material import Material
    from reports.reconcile import NAME, Manifest

    with _opened_store() as store:
        material = Material.of(store, diagnose(store, given.round), given.today or _today())
        choices = Choices.of(store, material)
        given.out.mkdir(parents=True, exist_ok=True)
        produced = {}
        for one in handouts(material, choices):
            produced[one.file_name] = one.make()
            (given.out / one.file_name).write_bytes(produced[one.file_name])
            print(f"已写入 {one.file_name}", flush=True)
        (given.out / NAME).write_bytes(Manifest.of(material, choices, produced).written())
        print(f"{given.round}，指纹 {material.fingerprint}：{len(produced)} 份材料在 {given.out}")
    return 0


def reconcile(given: argparse.Namespace) -> int:
    """Hold every number in the produced files against the store; 1 when one differs, each said with file and place."""
    from reports.reconcile import ManifestError
    from reports.reconcile import reconcile as differences

    produced = {one.name: one.read_bytes() for one in sorted(given.folder.iterdir()) if one.is_file()}
    with _opened_store() as store:
        try:
            found = differences(store, produced)
        except ManifestError as error:
            print(error, file=sys.stderr)
            return UNUSABLE
    shown = [*map(str, found[:MOST_SHOWN]), *([f"共 {len(found)} 处不一致"] if len(found) > MOST_SHOWN else [])]
    print("\n".join(shown) or f"{len(produced) - 1} 份材料与库中一致")
    return int(bool(found))


def _opened_store() -> Any:
    from data.place import store_url
    from data.store import Store

    return closing(Store(store_url()).migrate())


def _today() -> date:
    from datetime import UTC, datetime

    from data.clock import day_of

    return day_of(datetime.now(UTC))


# --- demo and prepare -------------------------------------------------------------------------------------------------


def _demo_verb(one: argparse.ArgumentParser) -> None:
    one.add_argument("--out", type=Path, help="只把演示工作簿写到这个文件夹，不动数据库")


def demo(given: argparse.Namespace) -> int:
    """Load the demo county into an empty store, or write its workbooks to a folder."""
    if given.out is None:
        return _prepare(demo_wanted=True)
    from data.demo import write_demo
    from scoring import load_scheme

    count = write_demo(load_scheme("gd2021"), given.out)
    print(f"已写入 {count} 个演示工作簿：{given.out}")
    return 0


def prepare(given: argparse.Namespace) -> int:
    """Create or migrate the store; a new one gets the demo county unless that was declined, which is remembered."""
    return _prepare(demo_wanted=False if given.empty else None)


def _prepare(demo_wanted: bool | None) -> int:
    from data.place import DEMO_SETTING, store_url
    from data.store import Store

    with closing(Store(store_url()).migrate()) as store:
        untouched = store.revision() == 0
        if untouched and demo_wanted is False:
            store.set_setting(DEMO_SETTING, False)
        if demo_wanted or (untouched and demo_wanted is None):
            _load_demo(store)
        print(f"数据库就绪：{len(store.rounds())} 个轮次")
    return 0


def _load_demo(store: Any) -> None:
    from data.demo import load_demo
    from scoring import load_scheme

    if store.rounds() or store.roster().town_names:
        print("库中已有名册或轮次，没有装入演示县。")
        return
    print("正在装入演示县（约半分钟）……", flush=True)
    load_demo(store, load_scheme("gd2021"))


if __name__ == "__main__":
    sys.exit(main())
