"""Which town, what it comes to in one sentence, and its figures."""

from __future__ import annotations

import math

import streamlit as st

from data.diagnosis import Diagnosis
from data.town_portrait import Portrait
from ui import current, overview, panels
from ui.clickable import NARROW
from ui.labels import LIGHTS, interval, move, number, percent, plain, signed
from ui.panels import Tile, Tone
from ui.town.link import UNIT_KEY


def choose(diagnosis: Diagnosis) -> Portrait:
    """The town to look at, the first one of the county until another is chosen."""
    if st.session_state.get(UNIT_KEY) not in diagnosis.units:
        st.session_state.pop(UNIT_KEY, None)
    unit = st.selectbox("看哪个镇", diagnosis.units, key=UNIT_KEY, width=NARROW, persist_state="session")
    return Portrait(diagnosis, str(unit), current.answers_of(diagnosis.round), overview.today())


def headline(portrait: Portrait) -> None:
    """«石桥镇：得 98.87 分，第 1 名（上轮第 1），组内第 1；刚性 1 项已扣分。»"""
    if not portrait.reported:
        panels.headline(f"{portrait.unit}：还没有报数，得分和名次都不能定。", "open")
        return
    row, vetoed = portrait.standing, portrait.vetoed
    before = "" if math.isnan(row["previous_rank"]) else f"（上轮第 {row['previous_rank']:.0f}）"
    group = f"，组内第 {row['group_rank']}" if portrait.group else ""
    waiting = int((portrait.board["state"] == "待核").sum())
    rigid = f"刚性 {vetoed} 项已扣分" if vetoed else "刚性没有扣分"
    unclear = f"，{waiting} 项待核" if waiting else ""
    score = f"得 {interval(row['low'], row['high'])} 分"
    tone: Tone = "veto" if vetoed else "near" if waiting else "safe"
    panels.headline(f"{portrait.unit}：{score}，第 {row['rank']} 名{before}{group}；{rigid}{unclear}。", tone)


def attached(portrait: Portrait) -> None:
    """The group and the county leader who is attached to the town."""
    name, post = portrait.leader
    leader = f"挂点领导：{name}{post and f'，{post}'}" if name else "名册里没有登记挂点领导"
    panels.note(f"{portrait.group}　{leader}" if portrait.group else leader)


def tiles(portrait: Portrait) -> None:
    """Score, places, rigid items, completeness, problems."""
    shown = [_score(portrait), _place(portrait, "rank", "名次", len(portrait.diagnosis.units))]
    if portrait.group:
        shown.append(
            _place(portrait, "group_rank", "组内名次", int((portrait.diagnosis.towns.groups == portrait.group).sum()))
        )
    panels.tiles([*shown, _rigid(portrait), _completeness(portrait), _problems(portrait)])


def _score(portrait: Portrait) -> Tile:
    row, scale = portrait.standing, plain(portrait.diagnosis.scheme.town_scale)
    if not portrait.reported:
        return Tile("得分", "未定", "", f"满分 {scale}", "open")
    moved = "" if math.isnan(row["score_change"]) else f"比上轮 {signed(row['score_change'])}"
    open_ = f"区间 {interval(row['low'], row['high'])}" if row["high"] > row["low"] else ""
    below = "，".join(part for part in (open_, moved) if part) or "已全部确定"
    return Tile("得分", number(row["low"]), f"／{scale}", below, "open" if open_ else "calm")


def _place(portrait: Portrait, column: str, label: str, out_of: int) -> Tile:
    row = portrait.standing
    best, worst = int(row[f"{column}_best"]), int(row[f"{column}_worst"])
    before = float(row[f"previous_{column}"])
    moved = "" if math.isnan(before) else f"上轮第 {before:.0f}，{move(before, row[column])}"
    possible = f"可能 {best}–{worst}" if best < worst else ""
    below = "；".join(part for part in (moved, possible) if part) or "没有上轮可比"
    return Tile(label, str(int(row[column])), f"／{out_of}", below, "open" if possible else "calm")


def _rigid(portrait: Portrait) -> Tile:
    states = portrait.board["state"].value_counts()
    counted = " ".join(f"{light.shape}{states[word]}" for word, light in LIGHTS.items() if states.get(word, 0))
    clear = states.get("待核", 0) == 0
    tone: Tone = "veto" if portrait.vetoed else "safe" if clear else "near"
    return Tile("刚性已扣分", str(portrait.vetoed), f"／{len(portrait.board)} 项", counted, tone)


def _completeness(portrait: Portrait) -> Tile:
    table = portrait.diagnosis.completeness
    mine = table[table["unit"] == portrait.unit]
    reported, expected = (int(mine[name].sum()) for name in ("reported", "expected"))
    share = reported / expected if expected else math.nan
    return Tile("填报完整度", percent(share), "", f"{reported}／{expected} 项", "safe" if share >= 1 else "open")


def _problems(portrait: Portrait) -> Tile:
    overdue, rigid = (int(portrait.problems[name].sum()) for name in ("overdue", "rigid"))
    told = [f"逾期 {overdue}" if overdue else "", f"刚性 {rigid}" if rigid else ""]
    below = "，".join(part for part in told if part) or ("没有逾期" if len(portrait.problems) else "清单上没有")
    tone: Tone = "near" if overdue or rigid else "calm"
    return Tile("未销号问题", str(len(portrait.problems)), "个", below, tone if len(portrait.problems) else "safe")
