"""The same verbs without a browser: ``python cli.py VERB --help`` says what each takes.

Exit codes: 0 done; 1 the scheme has errors; 2 a file or argument cannot be used (said in one line, never a traceback).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any

from verbs import UNUSABLE, prepare, read, report, scheme, score, template


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
    _verb(verbs, "score", "按方案给一张填报值表（CSV）计分", score.options, score.score)
    _verb(verbs, "read", "读取填报工作簿，说明读到了什么、哪里有错", read.options, read.read)
    _verb(verbs, "lint", "检查考核方案", scheme.lint_options, scheme.lint)
    exported = "把考核方案导出为 Excel 工作簿，供查看和修改"
    _verb(verbs, "scheme-export", exported, scheme.export_options, scheme.scheme_export)
    imported = "把修改好的方案工作簿导入为方案文件夹"
    _verb(verbs, "scheme-import", imported, scheme.import_options, scheme.scheme_import)
    _verb(verbs, "template", "生成填报模板", template.options, template.template)
    _verb(verbs, "report", "生成一轮的全部会议材料", report.report_options, report.report)
    _verb(verbs, "reconcile", "核对生成的材料，与库中逐数比较", report.reconcile_options, report.reconcile)
    _verb(verbs, "demo", "装入演示县，或把演示工作簿写到文件夹", prepare.demo_options, prepare.demo)
    _verb(verbs, "prepare", "建立或升级数据库；新库装入演示县", prepare.prepare_options, prepare.prepare)
    return root


def _verb(
    verbs: Any,
    name: str,
    help_text: str,
    options: Callable[[argparse.ArgumentParser], None],
    run: Callable[[argparse.Namespace], int],
) -> None:
    one: argparse.ArgumentParser = verbs.add_parser(name, help=help_text, description=help_text)
    options(one)
    one.set_defaults(verb=run)


if __name__ == "__main__":
    sys.exit(main())
