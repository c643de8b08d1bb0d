"""下载模板: the round's workbooks, one by one or all in a zip."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from data.intake import Kind
from data.issuing import Issue, Known, bundle, issues
from data.store import Round
from data.templates.forms import KIND_TITLES
from scoring.scheme import Scheme
from ui import current
from ui.panels import note

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"

_BUNDLES: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("全部镇级填报表", ("town",)),
    ("全部部门县级填报表", ("department",)),
    ("整套模板", ("town", "department", "inspection")),
    ("全部部门核定表", ("verification",)),
)


def show(chosen: Round, scheme: Scheme) -> None:
    """The whole section. A workbook is written when its button is pressed."""
    note(
        "模板里写明了单位和轮次：每个单位请用自己的那一份，换轮次请重新下载。部门核定表带着各镇已报的数，请在各镇报齐后下载。"
    )
    prefill = st.checkbox(
        "预填已知的年度目标任务和上年值（取最近一次填报，预填处锁定）", value=True, key="issue.prefill"
    )
    found = current.known_figures_of(chosen)
    known = found if prefill else Known(claimed=found.claimed, verified=found.verified)
    listed = issues(scheme, chosen, current.roster(), known)
    _one(listed)
    st.markdown("**成批下载**")
    with st.container(horizontal=True):
        for title, kinds in _BUNDLES:
            _several(chosen, title, [one for one in listed if one.kind in kinds])


def _one(listed: Sequence[Issue]) -> None:
    """The workbook of one unit."""
    choice, button = st.columns([2, 1], vertical_alignment="bottom")
    names = [f"{one.unit}　{KIND_TITLES[one.kind]}" for one in listed]
    picked = choice.selectbox("单位", range(len(listed)), format_func=names.__getitem__, key="issue.unit")
    one = listed[picked]
    button.download_button(
        "下载这一份", one.content, one.file_name, XLSX, key="issue.one", on_click="ignore", width="stretch"
    )


def _several(chosen: Round, title: str, some: Sequence[Issue]) -> None:
    if some:
        file_name = f"{chosen.name}-{title}.zip"
        label = f"{title}（{len(some)} 份）"
        st.download_button(label, partial(bundle, some), file_name, ZIP, key=f"issue.{title}", on_click="ignore")
