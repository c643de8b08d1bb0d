"""A store made ready, and the demo county."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any


def demo_options(one: argparse.ArgumentParser) -> None:
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


def prepare_options(one: argparse.ArgumentParser) -> None:
    one.add_argument("--empty", action="store_true", help="新库不装演示县，以后也不装")


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
