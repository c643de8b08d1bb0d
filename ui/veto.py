"""The parts of the veto page."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

import charts
from charts.states import LIGHTS
from data.clock import spoken_day
from data.diagnosis import Diagnosis
from scoring import COUNTY
from scoring.grading import Verdict
from ui import clickable, explanation, panels
from ui.clickable import NARROW
from ui.labels import interval, lamp, loss_span, loss_spans, plain
from ui.panels import Tone
from ui.town import link


def headline(diagnosis: Diagnosis) -> None:
    """How many rigid items veto, cannot be cleared, or are close; and what that does to the grade."""
    counted = diagnosis.county_board["state"].value_counts()
    parts = [f"{word} {counted[word]} 项" for word in LIGHTS if counted.get(word, 0) and word != "不适用"]
    found = diagnosis.verdict
    top = diagnosis.scheme.grades[0].name
    end = f"{top}被否决，等次为{found.grade_final}" if found.vetoed else f"{top}尚未被否决"
    tone: Tone = "veto" if found.vetoed else "near" if len(parts) > 1 else "safe"
    panels.headline(f"全县 {len(diagnosis.county_board)} 项刚性指标：{'，'.join(parts)}；{end}。", tone)


def board(diagnosis: Diagnosis) -> None:
    """19 items × (county + towns); a click on a cell explains it."""
    panels.lights_legend()
    both = pd.concat([diagnosis.county_board, diagnosis.town_board], ignore_index=True)
    order = {unit: place for place, unit in enumerate([COUNTY, *diagnosis.units])}
    lights = both.sort_values("unit", key=lambda column: column.map(order), kind="stable")
    clickable.chart(charts.rigid_board(lights), "veto-board", explanation.ask_cell)
    panels.note("空白表示该项只按全县计分。全县一列由各镇数据汇总后重新计分，决定是否否决。")


def first_things(diagnosis: Diagnosis) -> None:
    """What to do first: who, what, by when."""
    found = diagnosis.first_things
    if found.empty:
        panels.note("没有需要先办的事项：刚性指标全部满分且有佐证。")
        return
    panels.note(
        f"先办已扣分的，再办待核的，后办临界的；只列最要紧的 {len(found)} 件，每项只列失分最多的几个镇，"
        "其余见“红绿灯”。“全县失分”是全县这一项一共失的分，各镇都办完才能全部挽回。点考核内容看得分说明。"
    )
    columns = ["priority", "name", "state", "unit", "what", "lead", "due_on"]
    shown = [
        [f"{priority}. {name}", lamp(state), unit, what, lead, spoken_day(due_on), lost]
        for (priority, name, state, unit, what, lead, due_on), lost in zip(
            found[columns].itertuples(index=False), _county_losses(diagnosis, found), strict=True
        )
    ]
    heads = {"考核内容": 0, "状态": 1.2, "单位": 0.9, "要做什么": 3, "牵头单位": 1.6, "时限": 1.1, "全县失分": 1.2}
    clickable.rows(heads, shown, "veto-first", partial(_ask_row, found))


def _county_losses(diagnosis: Diagnosis, found: pd.DataFrame) -> list[str]:
    """What the county has lost by each item, said once: a town's row does not bring all of it back by itself."""
    board = diagnosis.county_board.set_index("indicator").loc[found["indicator"]]
    whole = loss_spans(board["lost"], board["at_risk"])
    return ["同上" if again else one for one, again in zip(whole, found["indicator"].duplicated(), strict=True)]


def _ask_row(found: pd.DataFrame, row: int) -> None:
    explanation.ask(str(found["unit"][row]), str(found["indicator"][row]))


def margins(diagnosis: Diagnosis) -> None:
    """How far each rigid item is from losing a point, in its own unit."""
    choice, way = st.columns([1, 2], vertical_alignment="bottom")
    unit = choice.selectbox("看哪个单位", [COUNTY, *diagnosis.units], key="veto-unit", width=NARROW)
    if unit != COUNTY:
        with way:
            link.button(unit, "veto-town")
    both = pd.concat([diagnosis.county_board, diagnosis.town_board], ignore_index=True)
    found = both[both["unit"] == unit].reset_index(drop=True)
    columns = ["name", "points", "state", "lost", "at_risk", "margin_text", "to_full_text", "why"]
    shown = [
        [
            f"{name}（{plain(points)}分）",
            lamp(state),
            loss_span(lost, lost + at_risk),
            _line_text(state, margin, to_full),
            why,
        ]
        for name, points, state, lost, at_risk, margin, to_full, why in found[columns].itertuples(index=False)
    ]
    heads = {"考核内容": 0, "状态": 1.6, "失分": 1.2, "距扣分线或补救所需": 3.2, "依据": 2.2}
    clickable.rows(heads, shown, "veto-margins", partial(_ask_row, found), first=0.28)


def _line_text(state: str, margin: str, to_full: str) -> str:
    """What it takes to lose nothing where points are lost; else the slack to the line."""
    return to_full if state == "已扣分" else margin


def kept_apart(diagnosis: Diagnosis) -> None:
    """«分数够、被否决» and «分数不够» are two different things: the towns of each, and why."""
    top = diagnosis.scheme.grades[0]
    verdicts = pd.DataFrame([_line(unit, diagnosis.town_verdicts[unit], top.name) for unit in diagnosis.units])
    for kind, meaning in KINDS.items():
        rows = verdicts[verdicts["kind"] == kind]
        st.subheader(f"{kind.format(top=top.name)}（{len(rows)} 个镇）")
        panels.note(meaning.format(top=top.name, line=interval(top.at_least, top.at_least)))
        if len(rows):
            towns = rows[["unit", "total", "rigid", "why"]].to_numpy().tolist()
            key = f"veto-kind-{list(KINDS).index(kind)}"
            clickable.rows(_KIND_HEADS, towns, key, partial(_open_town, towns), first=0.1)


_KIND_HEADS = {"镇": 0.0, "得分": 0.7, "刚性指标": 1.2, "说明": 3.4}


def _open_town(towns: list[list[str]], place: int) -> None:
    link.ask(towns[place][0])


ENOUGH_BUT_VETOED, NOT_ENOUGH, ENOUGH = "分数够、被否决", "分数不够", "分数够、未否决"
KINDS = {
    ENOUGH_BUT_VETOED: "得分达到{top}线（{line} 分），但刚性指标已扣分。补分没有用，须先解除否决。",
    NOT_ENOUGH: "得分没有达到{top}线（{line} 分）。先把分补上；其中刚性已扣分的，还须解除否决。",
    ENOUGH: "得分达到{top}线（{line} 分），刚性指标没有扣分；数据未齐的还不能认定。",
}


def _line(unit: str, found: Verdict, top: str) -> dict[str, str]:
    enough = found.grade_by_points == top
    kind = NOT_ENOUGH if not enough else ENOUGH_BUT_VETOED if found.vetoed else ENOUGH
    rigid = f"✕ 已扣分 {len(found.vetoed)} 项" if found.vetoed else "没有扣分"
    waiting = f"，？数据未齐 {len(found.unclear)} 项" if found.unclear else ""
    return {
        "kind": kind,
        "unit": unit,
        "total": interval(found.low, found.high),
        "rigid": rigid + waiting,
        "why": found.sentence,
    }
