"""The parts of the veto page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import charts
from charts.states import LIGHTS
from scoring import COUNTY
from scoring.grading import Verdict
from ui import clickable, explanation, panels
from ui.clickable import NARROW
from ui.diagnosis import Diagnosis
from ui.labels import headed, interval, lamp, loss, loss_spans, plain
from ui.panels import Tone


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
    rows = diagnosis.first_things
    if rows.empty:
        panels.note("没有需要先办的事项：刚性指标全部满分且有佐证。")
        return
    shown = rows.assign(
        state=[lamp(state) for state in rows["state"]],
        due_on=[day.isoformat() if day else "未定" for day in rows["due_on"]],
        gain=[loss(float(gain)) for gain in rows["gain"]],
    )
    columns = ["priority", "state", "name", "unit", "what", "lead", "due_on", "gain"]
    panels.note("先办已扣分的，再办待核的，后办临界的；点一行看得分说明。")
    clickable.table(
        headed(shown, columns),
        "veto-first",
        lambda row: explanation.ask(str(rows["unit"][row]), str(rows["indicator"][row])),
        right=["可挽回分"],
        widths={
            "次序": 50,
            "状态": 95,
            "考核内容": 200,
            "单位": 75,
            "要做什么": 330,
            "牵头单位": 125,
            "时限": 100,
            "可挽回分": 80,
        },
        lines=2,
    )


def margins(diagnosis: Diagnosis) -> None:
    """How far each rigid item is from losing a point, in its own unit."""
    units = [COUNTY, *diagnosis.units]
    unit = st.selectbox("看哪个单位", units, key="veto-unit", width=NARROW)
    both = pd.concat([diagnosis.county_board, diagnosis.town_board], ignore_index=True)
    rows = both[both["unit"] == unit].reset_index(drop=True)
    shown = rows.assign(
        state=[lamp(state) for state in rows["state"]],
        loss=loss_spans(rows["lost"], rows["at_risk"]),
        margin_text=rows["margin_text"].where(rows["state"] != "已扣分", ""),
        points=[plain(points) for points in rows["points"]],
    )
    columns = ["state", "name", "points", "loss", "margin_text", "to_full_text", "why"]
    clickable.table(
        headed(shown, columns),
        "veto-margins",
        lambda row: explanation.ask(str(rows["unit"][row]), str(rows["indicator"][row])),
        right=["分值", "失分"],
        widths={"状态": 110, "考核内容": 190, "分值": 50, "失分": 80, "距扣分线": 200, "补救所需": 200, "依据": 200},
        lines=2,
    )


def kept_apart(diagnosis: Diagnosis) -> None:
    """«分数够、被否决» and «分数不够» are two different things: the towns of each, and why."""
    top = diagnosis.scheme.grades[0]
    verdicts = pd.DataFrame([_line(unit, diagnosis.town_verdicts[unit], top.name) for unit in diagnosis.units])
    for kind, meaning in KINDS.items():
        rows = verdicts[verdicts["kind"] == kind]
        st.subheader(f"{kind.format(top=top.name)}（{len(rows)} 个镇）")
        panels.note(meaning.format(top=top.name, line=interval(top.at_least, top.at_least)))
        if len(rows):
            clickable.table(
                rows.drop(columns="kind").rename(
                    columns={"unit": "镇", "total": "得分", "rigid": "刚性指标", "why": "说明"}
                ),
                f"veto-{kind}",
                right=["得分"],
                widths={"镇": 110, "得分": 120, "刚性指标": 200, "说明": 620},
                lines=2,
            )


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
