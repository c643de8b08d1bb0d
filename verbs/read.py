"""What a workbook says, and what is wrong in it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from verbs import UNUSABLE


def options(one: argparse.ArgumentParser) -> None:
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
