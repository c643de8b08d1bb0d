"""One figure of which the sources differ: what each says, where it stands, and how the scores come out with it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data.consistency import Disagreement, Said
from data.corrections import Slot
from data.raised_problems import of_figure
from data.round_sources import RoundSources
from ui import current, escape
from ui.consistency import correcting
from ui.labels import interval
from ui.loop import raising
from ui.panels import note, sheet_html

_ASKED = "consistency.asked"
_TO_CORRECT = "consistency.to_correct"

Cell = tuple[str, str]


def ask(one: Disagreement) -> None:
    """Open the figure at the end of this run."""
    st.session_state[_ASKED] = _slot(one)


def show_asked(sources: RoundSources) -> None:
    """Show the figure that was asked for, once; the last line of the page."""
    slot = st.session_state.pop(_ASKED, None)
    found = next((one for one in sources.found if _slot(one) == slot), None) if slot else None
    if found is not None:
        title = escape.markdown(f"{found.whose}　{found.indicator.code}　{found.input.name}")
        st.dialog(title, width="large")(_show)(found)


def _show(one: Disagreement) -> None:
    counting = one.counting
    st.html(f'<p class="sentence">{escape.html(_sentence(one))}</p>')
    heads = ["来源", "谁报的", "数", "本镇该项得分", "全县该项得分", "全县总分", "出处", "说明"]
    st.html(sheet_html(heads, [_row(one, said) for said in one.said]))
    if any(said.outdated for said in one.said):
        note("该镇在部门核定之后改过自报数，请部门按新的数重新核定。")
    if one.who:
        note(f"请{'、'.join(one.who)}核清：各自拿出依据，以实地为准；核清后由错的一方重报，或由县里更正这个数。")
    _originals(one)
    st.button("更正这个数", key="consistency.correct", on_click=partial(_correct, _slot(one)))
    if st.session_state.pop(_TO_CORRECT, False):
        st.rerun()
    raising.button(of_figure(one), "consistency.raise")
    if counting.source == "更正":
        note("这个数已由县里更正，要撤回请到“单项更正”。")


def _sentence(one: Disagreement) -> str:
    said = "，".join(f"{each.source} {each.spoken}" for each in one.said)
    unit = "" if one.input.yes_no else f"（{one.input.unit}）"
    veto = "全县这一项是否扣分系于此数，刚性指标扣分即一票否决。" if one.county_veto else ""
    return f"{one.input.name}{unit}：{said}；现采用{one.counting.source}。{veto}"


def _row(one: Disagreement, said: Said) -> list[Cell]:
    bearing = said.bearing
    town = interval(*bearing.town_item) if bearing.town_item else "—"
    county = interval(*bearing.county_item) if bearing.county_item else "—"
    outdated = "；镇报数后来改过" if said.outdated else ""
    spoken = f"{said.spoken}（采用）" if said.counts else said.spoken
    return [
        (said.source, "whole"), (said.by, ""), (spoken, "right"),
        (f"{town}{_deducted(one, bearing.town_vetoed)}", "right"),
        (f"{county}{_deducted(one, bearing.county_vetoed)}", "right"), (interval(*bearing.county), "right"),
        (str(said.place), ""), (f"{said.reason}{outdated}", ""),
    ]  # fmt: skip


def _deducted(one: Disagreement, vetoed: bool) -> str:
    return " 扣分" if one.indicator.rigid and vetoed else ""


def _originals(one: Disagreement) -> None:
    with st.container(horizontal=True):
        for said in one.said:
            if said.place.sha256:
                fetch = partial(current.current_store().original, said.place.sha256)
                label = escape.markdown(f"下载原件：{said.place.file}")
                key = f"consistency.original.{said.source}.{said.place.sha256}"
                st.download_button(label, fetch, said.place.file, key=key, on_click="ignore")


def _correct(slot: Slot) -> None:
    """Bring the form for single figures to the front with this figure chosen."""
    correcting.choose(slot)
    st.session_state[_TO_CORRECT] = True


def _slot(one: Disagreement) -> Slot:
    return Slot(one.unit, one.indicator.code, one.input.id, one.sample)
