"""The parts of the overview."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

import charts
from charts.states import LIGHTS
from data.clock import day_of, spoken_day
from data.diagnosis import Diagnosis
from data.store import Round
from scoring import COUNTY
from scoring.grading import Verdict
from ui import clickable, current, lights, panels
from ui.labels import days_left, interval, loss, number, percent, plain
from ui.panels import Tile, Tone
from ui.town import link

DATES = {"due_on": "填报截止", "rectify_by": "问题销号", "evaluation_by": "实地考评结束"}
SOON = 3
"""Days before a date from which it counts as close."""


def verdict_headline(diagnosis: Diagnosis) -> None:
    """The verdict in one sentence."""
    found = diagnosis.verdict
    tone: Tone = "veto" if found.vetoed else "near" if found.unclear or found.to_top > 0 else "safe"
    panels.headline(f"{diagnosis.round.name}：{found.sentence}", tone)


def verdict_tiles(diagnosis: Diagnosis) -> None:
    """Predicted total with its interval, grade before and after the veto, rigid items, completeness, days left."""
    found, states = diagnosis.verdict, diagnosis.county_board["state"].value_counts()
    total = Tile(
        "预测总分", number(found.projected), f"／{plain(found.full)}", f"区间 {interval(found.low, found.high)}"
    )
    counted = " ".join(f"{light.shape}{states.get(word, 0)}" for word, light in LIGHTS.items() if states.get(word, 0))
    share = float(diagnosis.completeness["reported"].sum() / max(diagnosis.completeness["expected"].sum(), 1))
    panels.tiles(
        [
            total,
            Tile("按分值的等次", found.grade_by_points, "", _reach(found, diagnosis.scheme.grades[0].name)),
            _after_veto(found),
            Tile(
                "刚性已扣分",
                str(len(found.vetoed)),
                f"／{len(diagnosis.county_board)} 项",
                counted,
                "veto" if found.vetoed else "safe",
            ),
            Tile(
                "填报完整度",
                percent(share),
                "",
                _complete_towns(diagnosis.completeness),
                "safe" if share >= 1 else "open",
            ),
            _deadline(diagnosis.round),
        ]
    )


def _reach(found: Verdict, top: str) -> str:
    if found.to_top > 0:
        return f"距{top}还差 {loss(found.to_top)} 分"
    return f"已达{top}线" if found.settled else f"按已报数据达{top}线"


def _after_veto(found: Verdict) -> Tile:
    tone: Tone = "veto" if found.vetoed else "near" if found.unclear else "safe"
    reach = found.grade_low if found.grade_low == found.grade_high else f"{found.grade_low}至{found.grade_high}"
    below = f"刚性 {len(found.vetoed)} 项扣分" if found.vetoed else f"最终可能：{reach}"
    return Tile("否决后的等次", found.grade_final, "", below, tone)


def _complete_towns(completeness: pd.DataFrame) -> str:
    done = int((completeness["reported"] >= completeness["expected"]).sum())
    return f"{done}／{len(completeness)} 个镇已填齐"


def _deadline(chosen: Round) -> Tile:
    """The next date that is still to come, or the last one that has passed."""
    known = [(getattr(chosen, name), label) for name, label in DATES.items() if getattr(chosen, name)]
    if not known:
        return Tile("倒计时", "未定", "", "在下方“时间安排”里设定", "open")
    ahead = sorted(pair for pair in known if pair[0] >= today())
    day, label = ahead[0] if ahead else max(known)
    close = (day - today()).days <= SOON
    return Tile(f"{label}倒计时", days_left(day, today()), "", spoken_day(day), "near" if close else "calm")


def today() -> date:
    """The day it is in the county."""
    return day_of(datetime.now(UTC))


def rigid_lights(diagnosis: Diagnosis) -> None:
    """The county's rigid items by theme as lights; a click says why one shines as it does."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.subheader("刚性指标", width="content")
        panels.lights_legend()
    lights.show(diagnosis.scheme.themes, diagnosis.county_board, COUNTY)


def trend() -> None:
    """The predicted total of every round."""
    scored = [(one.name, current.diagnosis(one)) for one in current.rounds()]
    rows = [
        {"round": name, "projected": found.verdict.projected, "low": found.verdict.low, "high": found.verdict.high}
        for name, found in scored
        if found and found.reported
    ]
    scheme = current.current_scheme()
    grades = [(grade.name, grade.at_least) for grade in scheme.grades] if scheme else []
    clickable.chart(charts.total_trend(pd.DataFrame(rows), grades), "overview-trend")


def completeness(diagnosis: Diagnosis) -> None:
    """How much each town has reported: a bar for each that has figures missing, a word for the others."""
    table = diagnosis.completeness
    missing = table[table["reported"] < table["expected"]]
    panels.note(_complete_towns(table) + "。" * bool(len(missing)) + "，没有缺报。" * (not len(missing)))
    if len(missing):
        clickable.chart(charts.completeness_bars(missing), "overview-completeness", lambda behind: link.ask(behind[0]))


def countdown(chosen: Round) -> None:
    """The dates of the round, which slip in practice and can be changed here."""
    rows = [(label, getattr(chosen, name)) for name, label in DATES.items()]
    shown = "".join(
        f"<tr><th>{label}</th><td class='right'>{day.isoformat() if day else '未定'}</td>"
        f"<td class='right'>{days_left(day, today())}</td></tr>"
        for label, day in rows
    )
    st.html(f'<table class="sheet">{shown}</table>')
    with st.popover("修改日期", icon=":material/edit_calendar:"):
        _date_form(chosen)


def _date_form(chosen: Round) -> None:
    with st.form(f"dates-{chosen.name}", border=False):
        given = {
            name: st.date_input(label, value=getattr(chosen, name), format="YYYY-MM-DD", key=f"{name}-{chosen.name}")
            for name, label in DATES.items()
        }
        if st.form_submit_button("保存"):
            current.current_store().set_round_dates(chosen.name, by="办公室", **given)
            st.rerun()
