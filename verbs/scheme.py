"""A scheme checked, and taken out into a workbook and back."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from verbs import UNUSABLE


def lint_options(one: argparse.ArgumentParser) -> None:
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


def export_options(one: argparse.ArgumentParser) -> None:
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


def import_options(one: argparse.ArgumentParser) -> None:
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
