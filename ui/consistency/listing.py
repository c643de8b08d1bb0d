"""不一致清单: the figures of which the sources say different things, the most important first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from data.consistency import SOURCES, Disagreement
from data.consistency_sheet import consistency_workbook, said_words, veto_words
from data.round_sources import RoundSources
from scoring.scheme import COUNTY
from ui import clickable
from ui.consistency import detail
from ui.labels import loss, number
from ui.panels import Tile, note, tiles

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVERYBODY = "全部"
SHOWN = 60
"""So many stand on the page; the export has all."""

COUNTS = "✓"
"""Marks the figure that counts."""

_BEFORE = {"镇和填报项": 1.0, "指标": 0.6}
_AFTER = {"牵动全县": 0.72, "牵动本镇": 0.72, "否决": 1.0, "由谁核清": 1.6}
_SOURCE_WIDTH = 0.62


def show(sources: RoundSources) -> None:
    """The whole section."""
    _tiles(sources)
    chosen = _filtered(sources.found)
    _export(sources, chosen)
    if not chosen:
        note("按所选条件没有不一致。")
        return
    if len(chosen) > SHOWN:
        note(f"下面是最要紧的 {SHOWN} 处，全部 {len(chosen)} 处见导出的清单。")
    listed = chosen[:SHOWN]
    speaking = [source for source in SOURCES if any(one.of(source) for one in listed)]
    heads = {**_BEFORE, **dict.fromkeys(speaking, _SOURCE_WIDTH), **_AFTER}
    clickable.rows(heads, [_row(one, speaking) for one in listed], "consistency", partial(_open, listed), 0.2)
    note(f"带 {COUNTS} 的是采用的数；点镇和填报项看各来源的出处。")
    note("分数是只换这一个数、其余不动时，按各来源算出的得分相差多少。关系一票否决的排在前面，其次看牵动全县的分数。")


def _tiles(sources: RoundSources) -> None:
    found, county = sources.found, sources.scores.county_totals().iloc[0]
    vetoes = sum(one.county_veto for one in found)
    towns = len({one.unit for one in found} - {COUNTY})
    waiting = sum(not one.settled for one in found)
    below = f"涉及 {towns} 镇，{waiting} 处待核清"
    tiles([
        Tile("不一致", str(len(found)), "处", below, tone="near" if waiting else "safe"),
        Tile("关系全县否决", str(vetoes), "处", tone="veto" if vetoes else "safe"),
        Tile("全县按自报", number(float(county["claimed_projected"])), "分"),
        Tile("全县按采用数", number(float(county["projected"])), "分", _gap(float(county["gap"]))),
    ])  # fmt: skip


def _gap(gap: float) -> str:
    """«自报高出 0.06 分»."""
    if gap != gap or number(gap) == number(0):
        return "与自报相同"
    return f"自报{'高出' if gap > 0 else '低'} {number(abs(gap))} 分"


def _filtered(found: Sequence[Disagreement]) -> list[Disagreement]:
    towns = list(dict.fromkeys(one.unit for one in found))
    leads = list(dict.fromkeys(one.indicator.lead for one in found))
    left, middle, right = st.columns([1, 1, 1], vertical_alignment="bottom")
    town = left.selectbox("镇", [EVERYBODY, *sorted(towns)], key="consistency.town")
    lead = middle.selectbox("牵头单位", [EVERYBODY, *sorted(leads)], key="consistency.lead")
    rigid = right.checkbox("只看关系否决的", key="consistency.rigid")
    return [
        one
        for one in found
        if town in (EVERYBODY, one.unit)
        and lead in (EVERYBODY, one.indicator.lead)
        and (not rigid or one.county_veto or one.town_veto)
    ]


def _export(sources: RoundSources, chosen: Sequence[Disagreement]) -> None:
    name = sources.diagnosis.round.name
    write = partial(consistency_workbook, chosen, name, sources.summary())
    st.download_button(
        f"导出清单（{len(chosen)} 处）", write, f"{name}-台账一致性清单.xlsx", XLSX,
        key="consistency.export", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _row(one: Disagreement, speaking: Sequence[str]) -> list[str]:
    figures = [said_words(one.of(source)) or "—" for source in speaking]
    counting = speaking.index(one.counting.source)
    figures[counting] = f"{figures[counting]} {COUNTS}"
    return [
        f"{one.whose} {one.input.name}", one.indicator.code, *figures,
        loss(one.county_points), loss(one.town_points), veto_words(one), "、".join(one.who) or "已由县里更正",
    ]  # fmt: skip


def _open(listed: Sequence[Disagreement], place: int) -> None:
    detail.ask(listed[place])
