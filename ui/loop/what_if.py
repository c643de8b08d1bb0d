"""试算: what the county comes to with the basket done, before and after, in a sentence, figures and towns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data.outlook import Outlook
from data.remedies import Key, Remedy
from scoring.risk import CLOSE, UNCLEAR, VETOED
from scoring.rounding import printed_change
from ui import panels
from ui.labels import interval, move, number, plain, signed
from ui.loop.basket import Basket, basket, empty
from ui.panels import Tile, Tone

Row = Mapping[Any, Any]

_HEADS = ("镇", "得分", "变化", "名次", "刚性已扣分")


def headline(seen: Outlook, chosen: Basket, known: Mapping[Key, Remedy]) -> None:
    """«试算：补齐 6 处，全县 90.22 → 92.27 分；刚性扣分 6 → 3 项；等次仍为良好。»"""
    if not chosen:
        panels.headline("试算篮是空的：勾上要补齐的失分、要办结的问题，看全县总分、等次和否决怎样变。", "open")
        return
    before, after = seen.before.verdict, seen.after.verdict
    moved = printed_change(before.projected, after.projected)
    parts = [
        f"全县 {number(before.projected)} → {number(after.projected)} 分（{signed(moved)}）",
        f"刚性扣分 {len(before.vetoed)} → {len(after.vetoed)} 项",
        f"等次 {before.grade_final} → {after.grade_final}"
        if before.grade_final != after.grade_final
        else f"等次仍为{after.grade_final}",
    ]
    panels.headline(f"试算：{_done(chosen, known)}，{'；'.join(parts)}{_waiting(seen)}。", _tone(seen))


def _done(chosen: Basket, known: Mapping[Key, Remedy]) -> str:
    """«补齐 6 处，办结 3 个问题»."""
    put_right, closed, told = len(chosen.items & set(known)), len(chosen.problems), len(chosen.figures)
    parts = [
        f"补齐 {put_right} 处" if put_right else "", f"改 {told} 个数" if told else "",
        f"办结 {closed} 个问题" if closed else "",
    ]  # fmt: skip
    return "，".join(filter(None, parts)) or "篮里的都已办过"


def _waiting(seen: Outlook) -> str:
    waiting = _count(seen.after.county_board, UNCLEAR)
    return f"；另有 {waiting} 项待核，佐证和数据补齐才算数" if waiting else ""


def _tone(seen: Outlook) -> Tone:
    if seen.after.verdict.vetoed:
        return "veto"
    return "near" if seen.after.verdict.to_top > 0 or _count(seen.after.county_board, UNCLEAR) else "safe"


def _count(board: pd.DataFrame, state: str) -> int:
    return int((board["state"] == state).sum())


def tiles(seen: Outlook) -> None:
    """Total, grade by points and after the veto, vetoes, items by a hair: after, with what it is now below."""
    before, after = seen.before.verdict, seen.after.verdict
    top, lacking = seen.after.scheme.grades[0].name, after.to_top
    waiting = _count(seen.after.county_board, UNCLEAR)
    unclear = f"；{waiting} 项待核" if waiting else ""
    grade_tone: Tone = "veto" if after.vetoed else "near" if waiting else "safe"
    close = [_count(one.county_board, CLOSE) for one in (seen.before, seen.after)]
    span = f"区间 {interval(after.low, after.high)}，" if after.low < after.high else ""
    reach = f"，距{top}还差 {number(lacking)} 分" if lacking > 0 else ""
    panels.tiles([
        Tile("全县总分", number(after.projected), f"／{plain(after.full)}", f"{span}现为 {number(before.projected)}"),
        Tile("按分值的等次", after.grade_by_points, "", f"现为{before.grade_by_points}{reach}"),
        Tile("否决后的等次", after.grade_final, "", f"现为{before.grade_final}{unclear}", grade_tone),
        Tile("刚性已扣分", str(len(after.vetoed)), "项", _lifted(seen), "veto" if after.vetoed else "safe"),
        Tile("临界", str(close[1]), "项", f"现为 {close[0]} 项", "near" if close[1] else "safe"),
    ])  # fmt: skip


def _lifted(seen: Outlook) -> str:
    """«现为 6 项；不再扣分 B1-04、C1-02»."""
    now = f"现为 {len(seen.before.verdict.vetoed)} 项"
    lifted = f"不再扣分 {'、'.join(seen.lifted)}" if seen.lifted else ""
    fallen = f"新扣分 {'、'.join(seen.fallen)}" if seen.fallen else ""
    return "；".join(filter(None, (now, lifted, fallen)))


def towns(seen: Outlook) -> None:
    """The towns whose total, place or rigid items move."""
    sides = [one.ranking.set_index("unit").to_dict("index") for one in (seen.before, seen.after)]
    vetoed = [_vetoed(one.town_board) for one in (seen.before, seen.after)]
    rows = []
    for unit in seen.before.units:
        then, now = (side[unit] for side in sides)
        red = [side.get(unit, 0) for side in vetoed]
        if unit in seen.town_points or then["rank"] != now["rank"] or red[0] != red[1]:
            rows.append(_town(unit, then, now, red, seen.town_points.get(unit, 0.0)))
    if rows:
        st.html(panels.sheet_html(_HEADS, rows))
    else:
        panels.note("各镇的得分、名次和刚性扣分都不变。")


def _town(unit: str, then: Row, now: Row, red: list[int], points: float) -> list[tuple[str, str]]:
    score = f"{interval(then['low'], then['high'])} → {interval(now['low'], now['high'])}"
    settled = then["low"] == then["high"] and now["low"] == now["high"]
    moved = printed_change(then["low"], now["low"]) if settled else points
    place = f"{then['rank']} → {now['rank']}（{move(then['rank'], now['rank'])}）"
    return [
        (unit, "name"), (score, "right"), (signed(moved), "right"), (place, "right"),
        (f"{red[0]} → {red[1]}", "near right" if red[1] else "right"),
    ]  # fmt: skip


def _vetoed(board: pd.DataFrame) -> dict[str, int]:
    counted = board[board["state"] == VETOED].groupby("unit").size()
    return {str(unit): int(count) for unit, count in counted.items()}


def empty_button() -> None:
    """Take everything out of the basket."""
    if basket():
        st.button("清空试算篮", icon=":material/delete:", on_click=empty)
