"""The parts pages are put together from: headline, figures, legends, empty states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, NoReturn

import streamlit as st

from charts.states import LIGHTS
from data.diagnosis import Diagnosis
from data.store import StoreError
from scoring import SchemeError
from ui import current, escape

Tone = Literal["veto", "near", "safe", "calm", "open"]


LARGE = 6
"""Figures of more signs than this are written smaller."""


SETUP = ("intake/setup.py", "轮次与名册")
RECEIVE = ("intake/receive.py", "填报接收")
"""Where an empty page sends the reader: the page's file and title."""


class Tile(NamedTuple):
    """One figure that the hall reads: what it is, the figure, its unit, a line below."""

    label: str
    figure: str
    unit: str = ""
    below: str = ""
    tone: Tone = "calm"


def demo_banner() -> None:
    """«演示数据» on every page while the store holds the demo county."""
    if current.is_demo():
        county = escape.html(current.roster().county)
        st.html(f'<p class="demo">演示数据：“{county}”及其镇村、单位、人员均为虚构，分数不代表任何真实地方。</p>')


def headline(sentence: str, tone: Tone = "calm") -> None:
    """The page's one message."""
    st.html(f'<h1 class="headline {tone}">{escape.html(sentence)}</h1>')


def note(sentence: str) -> None:
    """A line in small print."""
    st.html(f'<p class="note">{escape.html(sentence)}</p>')


def tiles(shown: Sequence[Tile]) -> None:
    """A row of figures."""
    st.html(f'<dl class="figures">{"".join(_tile(one) for one in shown)}</dl>')


def _tile(one: Tile) -> str:
    unit = f"<small>{escape.html(one.unit)}</small>" if one.unit else ""
    below = f"<dd>{escape.html(one.below)}</dd>" if one.below else ""
    label, figure = escape.html(one.label), escape.html(one.figure)
    size = ' class="words"' if len(one.figure) > LARGE else ""
    return f'<div class="{one.tone}"><dt>{label}</dt><dd{size}>{figure}{unit}</dd>{below}</div>'


def legend(entries: Sequence[tuple[str, str, str, str]]) -> None:
    """What fills and shapes mean: (shape, fill, ink, word) each."""
    listed = "".join(
        f'<li><span style="background:{fill};color:{ink}">{shape or "&nbsp;"}</span>{escape.html(word)}</li>'
        for shape, fill, ink, word in entries
    )
    st.html(f'<ul class="legend">{listed}</ul>')


def lights_legend() -> None:
    """What the lights of the rigid items mean."""
    legend([(light.shape, light.fill, light.text, light.word) for light in LIGHTS.values()])


def sheet(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on paper: texts wrap, nothing is cut off, it prints."""
    st.html(sheet_html(heads, [[(text, "") for text in row] for row in rows]))


def sheet_html(heads: Sequence[str], rows: Sequence[Sequence[tuple[str, str]]]) -> str:
    """The HTML of a table on paper; each cell is a text and its class (``right``, ``open``)."""
    kinds = [kind for _, kind in rows[0]] if rows else [""] * len(heads)
    head = "".join(f'<th class="{kind}">{escape.html(text)}</th>' for text, kind in zip(heads, kinds, strict=True))
    body = "".join(
        "<tr>" + "".join(f'<td class="{kind}">{escape.html(text)}</td>' for text, kind in row) + "</tr>" for row in rows
    )
    return f'<div class="scroll"><table class="sheet"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def reported_diagnosis() -> Diagnosis:
    """The current round's diagnosis; a page that has nothing to show says what to do next and stops here."""
    found = current.diagnosis()
    if found is None:
        nothing_yet("还没有考核轮次。", "请先登记名册、开启一个轮次，再导入各镇填报表；也可以载入演示县看一看。", SETUP)
    if not len(found.towns.units):
        nothing_yet("名册里还没有镇。", "请先登记各镇及其分组，再发放填报模板。", SETUP)
    if not found.reported:
        nothing_yet(f"“{found.round.name}”还没有收到填报表。", "请下载模板发给各镇，把填好的工作簿导入进来。", RECEIVE)
    return found


def nothing_yet(sentence: str, next_step: str, page: tuple[str, str]) -> NoReturn:
    """An empty page: what is missing, what to do next, and the way there. Ends the run."""
    file, title = page
    headline(sentence, "open")
    st.markdown(escape.markdown(next_step))
    st.page_link(f"../pages/{file}", label=f"打开“{title}”", icon=":material/arrow_forward:")
    st.stop()


def failure(error: Exception) -> bool:
    """What the hall sees when a page breaks: no traceback, and no English. The server's window has the rest."""
    headline("这一页没能打开。", "open")
    said = (
        str(error)
        if isinstance(error, (SchemeError, StoreError))
        else "请刷新页面；仍打不开时，请把服务器窗口里的记录发给维护人员。"
    )
    st.markdown(escape.markdown(said))
    return True


def scheme_note(diagnosis: Diagnosis) -> None:
    """Under which scheme all this was scored, and what that scheme rests on."""
    scheme = diagnosis.scheme
    note(f"考核方案：{scheme.name}（第 {scheme.version} 版）。{scheme.basis}")
