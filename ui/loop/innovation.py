"""改革创新 added up: the headline, the figures on top, and the list of cases."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data.innovation.account import InnovationAccount
from data.innovation.words import CERTAINTY_WORDS
from data.store import Round
from ui import clickable, panels
from ui.labels import interval, number, plain
from ui.loop import innovation_case
from ui.panels import Tile

LIST, ENTRY, LOADING = "案例清单", "登记案例", "导入案例表"
VIEWS = "innovation-view"
"""The key of the page's views."""

_HEADS = {"案例": 0, "申报单位": 1, "级别": 0.5, "认定情况": 0.7, "认定文件": 1.6, "日期": 0.95, "计分": 1.2}


def headline(account: InnovationAccount) -> None:
    """What the cases are worth."""
    panels.headline(account.summary(), "safe" if account.certain and account.certain == account.cap else "calm")


def tiles(account: InnovationAccount) -> None:
    """The points of each certainty, what no case stands for yet, and the figure that is scored."""
    if not account.has_list:
        return
    parts = zip(CERTAINTY_WORDS.values(), (account.certain, account.likely, account.aim), strict=True)
    shown = [
        Tile(word, f"{'' if place == 0 else '+'}{number(points)}", "分", f"{account.many(word)} 个案例")
        for place, (word, points) in enumerate(parts)
    ]
    cap = f"封顶 {plain(account.cap)} 分"
    panels.tiles([*shown, Tile("还没有案例对应", number(account.open), "分", cap), _entered(account)])


def _entered(account: InnovationAccount) -> Tile:
    low, high = account.entered or (0.0, account.cap)
    if low != high:
        return Tile("填报的得分", "未定", "", f"可能是 {interval(low, high)} 分", "open")
    same = number(low) == number(account.certain)
    return Tile("填报的得分", number(low), "分", "与清单一致" if same else "与清单不一致", "safe" if same else "near")


def beside(account: InnovationAccount) -> str:
    """How the figure that is scored compares with the list, in a sentence; "" where there is no list."""
    if account.entered is None:
        return ""
    (low, high), certain = account.entered, number(account.certain)
    item = account.scheme.indicator(account.scheme.innovation.component) if account.scheme.innovation else None
    name = f"{item.code} {item.name}" if item else ""
    if low != high:
        return f"总分里的“{name}”按县级填报表的得分计，现在还没有填报；按清单已认定的可填 {certain} 分。"
    if number(low) == certain:
        return f"总分里的“{name}”按县级填报表的得分计，填报 {number(low)} 分，与清单已认定的一致。"
    more = f"{'多' if low > account.certain else '少'} {number(abs(low - account.certain))} 分"
    return f"总分里的“{name}”按县级填报表的得分计，填报 {number(low)} 分，比清单已认定的{more}，请核对后更正其中一处。"


def show_list(account: InnovationAccount, chosen: Round) -> None:
    """The cases one by one; a click opens one."""
    innovation_case.ask_carrying(account, chosen)
    if account.cases.empty:
        panels.note(f"还没有案例。请到“{ENTRY}”逐个登记，或到“{LOADING}”下载案例表填好后导入。")
        return
    rows = [_row(row) for row in account.cases.to_dict("records")]
    numbers = [int(one) for one in account.cases["number"]]
    clickable.rows(_HEADS, rows, "innovation-cases", partial(_open, numbers), 0.28)
    panels.note(
        "同一案例按名称认定：去掉空格、标点和“典型案例”“经验做法”等字样后名称相同的，不论由谁申报，只按最高级别计一次。"
        "计分是封顶前的分值。点案例可看做法、成效，可修改或撤销。"
    )
    _levels(account)


def _open(numbers: list[int], place: int) -> None:
    innovation_case.ask(numbers[place])


def _row(row: Mapping[Any, Any]) -> list[str]:
    day = f"{row['awarded_on']:%Y-%m-%d}" if not pd.isna(row["awarded_on"]) else "—"
    name = f"{row['number']}. {row['name']}"
    return [name, row["unit"], row["level"], row["certainty"], row["document"] or "—", day, _points(row)]


def _points(row: Mapping[Any, Any]) -> str:
    if row["instead"]:
        return f"同第 {row['instead']} 号，只计一次"
    if not row["points"]:
        return "—"
    return f"{plain(row['added'])} 分" if row["added"] == row["points"] else f"再加 {plain(row['added'])} 分"


def _levels(account: InnovationAccount) -> None:
    if not account.has_list:
        return
    st.subheader("各级别的案例")
    words = list(CERTAINTY_WORDS.values())
    rows = [
        [(str(row["level"]), "name"), (plain(row["points"]), "right"), *((str(row[word]), "right") for word in words)]
        for row in account.by_level().to_dict("records")
    ]
    st.html(panels.sheet_html(["级别", "每个计分", *words], rows))
