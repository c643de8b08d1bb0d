"""换方案: the scheme out as a workbook, a new version in, what it changes and what it would do, and keeping it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import streamlit as st

from data.reading.container import MAX_BYTES, MEGABYTE
from data.scheme_book import scheme_workbook
from data.scheme_book.words import spoken
from data.scheme_upload import Candidate
from data.scheme_versions import keep, texts_of
from scoring import Fault
from scoring.lint import ERROR
from scoring.scheme_changes import KINDS, Change, scheme_changes
from ui import current, escape
from ui.intake import outcome
from ui.intake.issue import XLSX, ZIP
from ui.panels import note, sheet_html
from ui.scheme import effect
from ui.scheme.checks import faults_table, summary
from ui.scheme.chosen import Looked, size

_BY_KEY, _TURN_KEY = "scheme.keep.by", "scheme.turn"
MOST_CHANGES = 200


def show(looked: Looked) -> None:
    """The whole section."""
    _out(looked)
    turn = st.session_state.setdefault(_TURN_KEY, 0)
    file = st.file_uploader(
        "新的一版：改好的工作簿（.xlsx），或 YAML 文件（.yaml），或装有 YAML 文件的压缩包（.zip）",
        key=f"scheme.in.{turn}", max_upload_size=MAX_BYTES // MEGABYTE,
    )  # fmt: skip
    if file is None:
        return
    read = current.uploaded_scheme(file.name, file.getvalue())
    if isinstance(read, Candidate):
        _preview(looked, read)
    else:
        st.html(f'<p class="headline near">这份方案有 {len(read)} 处错误，没有采用；在用的方案不变。</p>')
        st.html(faults_table(read))


def _out(looked: Looked) -> None:
    note(
        "下载方案，改好后传回来。先看改了什么、对本轮得分有什么影响，再决定留不留；留存后，现有各轮仍按原来的版本计分。"
    )
    name = f"{looked.version.code}-第{looked.version.version}版"
    with st.container(horizontal=True):
        if looked.scheme:
            write = partial(scheme_workbook, looked.scheme)
            st.download_button(
                "下载 Excel 工作簿", write, f"考核方案-{name}.xlsx", XLSX, on_click="ignore", key="scheme.out",
                icon=":material/download:",
            )  # fmt: skip
        pack = partial(_packed, looked.version.fingerprint)
        st.download_button(
            "下载 YAML 文件（.zip）", pack, f"考核方案-{name}.zip", ZIP, on_click="ignore", key="scheme.out.yaml",
            type="tertiary",
        )  # fmt: skip


def _packed(fingerprint: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, text in texts_of(current.current_store(), fingerprint).items():
            archive.writestr(name, text)
    return packed.getvalue()


# --- the preview ------------------------------------------------------------------------------------------------------


def _preview(looked: Looked, candidate: Candidate) -> None:
    """What it is, what it changes and what it would do in a sentence each; keeping it; then the tables."""
    scheme, chosen = candidate.scheme, current.current_round()
    found = current.lint_of(candidate.fingerprint, scheme)
    changes = scheme_changes(looked.scheme, scheme, spoken) if looked.scheme else []
    pair = effect.compared(chosen, candidate.fingerprint, scheme) if chosen else None
    tone = "near" if any(one.severity == ERROR for one in found) else "calm"
    st.html(f'<p class="headline {tone}">{escape.html(f"{scheme.name}第 {scheme.version} 版：{size(scheme)}。")}</p>')
    _sentence(f"检查：{summary(found)}。")
    if looked.scheme:
        _sentence(f"与 {looked.version.title}相比：{changes_summary(changes)}。")
    missing = "本轮现用的方案读不出来" if chosen else "还没有轮次"
    _sentence(effect.sentence(*pair) if pair else f"{missing}，看不出对得分的影响。")
    _keeping(candidate)
    _tables(found, changes)
    if chosen and pair:
        st.html(f"<h3>对“{escape.html(chosen.name)}”的影响（试算，不入库）</h3>")
        effect.show(*pair)


def _sentence(text: str) -> None:
    st.html(f'<p class="sentence">{escape.html(text)}</p>')


def _tables(found: Sequence[Fault], changes: Sequence[Change]) -> None:
    if found:
        st.html("<h3>检查发现的问题</h3>" + faults_table(found))
    if changes:
        st.html("<h3>改了什么</h3>" + _changes_table(changes))


def changes_summary(changes: Sequence[Change]) -> str:
    """«新增指标 1 处，改分值 2 处», «没有改动»."""
    counted = {word: sum(one.kind == kind for one in changes) for kind, word in KINDS.items()}
    return "，".join(f"{word} {count} 处" for word, count in counted.items() if count) or "没有改动"


def _changes_table(changes: Sequence[Change]) -> str:
    rows = [
        [
            (KINDS[one.kind], f"whole {'warn' if one.scores else ''}"),
            (f"{one.code} {one.name}".strip(), ""),
            (one.what, ""),
            (one.before, ""),
            (one.after, ""),
        ]
        for one in changes[:MOST_CHANGES]
    ]
    more = len(changes) - MOST_CHANGES
    note_more = f'<p class="note">另有 {more} 处没有列出。</p>' if more > 0 else ""
    return sheet_html(["类别", "哪一项", "改了什么", "原来", "现在"], rows) + note_more


# --- keeping ----------------------------------------------------------------------------------------------------------


def _keeping(candidate: Candidate) -> None:
    if candidate.fingerprint in {one.fingerprint for one in current.versions()}:
        note("这一版已经留存，内容一字不差。")
        return
    name, button = st.columns([1, 1], vertical_alignment="bottom")
    with name:
        outcome.ask_name(_BY_KEY, "留存人")
    saving = partial(outcome.attempt, partial(_keep, candidate))
    button.button("留存这一版", type="primary", key="scheme.keep", on_click=saving)


def _keep(candidate: Candidate) -> str:
    by = outcome.name_given(_BY_KEY, "留存人")
    keep(current.current_store(), candidate, by)
    st.session_state[_TURN_KEY] += 1
    scheme = candidate.scheme
    kept = f"已留存{scheme.name}第 {scheme.version} 版，现有各轮不受影响。"
    return f"{kept}到“版本”里可用它开启新的轮次，或改换正在进行的轮次。"
