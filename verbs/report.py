"""The material of a round made, and held against the store later."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from verbs import UNUSABLE

MOST_SHOWN = 200
"""How many differences are listed one by one."""


def report_options(one: argparse.ArgumentParser) -> None:
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
        if material.not_taken_over:
            print(
                f"注意：各镇问题清单里有{material.not_taken_over}，还没有并入台账，各份材料的问题数会对不上",
                file=sys.stderr,
            )
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


def reconcile_options(one: argparse.ArgumentParser) -> None:
    one.add_argument("folder", type=Path, help="report 写出的文件夹")


def reconcile(given: argparse.Namespace) -> int:
    """Hold every number in the produced files against the store; 1 when one differs, each said with file and place."""
    from reports.reconcile import ManifestError, files_in
    from reports.reconcile import reconcile as differences

    with _opened_store() as store:
        try:
            produced = files_in(given.folder)
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
