"""换方案: the scheme out as a workbook, a new version in, what it changes and what it would do, and keeping it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import streamlit as st

from data.limits import MAX_BYTES, MEGABYTE
from data.scheme_book import BLANK, scheme_workbook
from data.scheme_book.words import spoken
from data.scheme_upload import Candidate
from data.scheme_versions import keep, texts_of
from scoring import Fault, Scheme
from scoring.lint import ERROR
from scoring.scheme_changes import KINDS, Change, scheme_changes
from ui import current, escape
from ui.intake import outcome
from ui.intake.issue import XLSX, ZIP
from ui.panels import note, sheet_html
from ui.scheme import effect
from ui.scheme.checks import faults_table, summary
from ui.scheme.chosen import Looked, size
from ui.scheme.words import all_items

_BY_KEY, _TURN_KEY = "scheme.keep.by", "scheme.turn"
MOST_CHANGES = 200


def show(looked: Looked) -> None:
    """The whole section."""
    _out(looked)
    turn = st.session_state.setdefault(_TURN_KEY, 0)
    file = st.file_uploader(
        "新的一版：方案工作簿（.xlsx），或文本格式的方案（.yaml、.zip）",
        key=f"scheme.in.{turn}", max_upload_size=MAX_BYTES // MEGABYTE,
    )  # fmt: skip
    if file is None:
        return
    content = file.getvalue()
    read = current.uploaded_scheme(file.name, content)
    if isinstance(read, Candidate):
        _preview(looked, read, f"{file.name}-{sha256(content).hexdigest()}")
    else:
        st.html(f'<p class="headline near">这份方案有 {len(read)} 处错误，没有采用；在用的方案不变。</p>')
        st.html(faults_table(read))


def _out(looked: Looked) -> None:
    note(
        "下载方案，改好后传回来；另起一套方案用空白工作簿。传上来先看改了什么、对本轮得分有什么影响，"
        "再决定留不留；留存后，现有各轮仍按原来的版本计分。"
    )
    name = f"{looked.version.code}-第{looked.version.version}版"
    with st.container(horizontal=True):
        if looked.scheme:
            _download("下载方案工作簿", partial(scheme_workbook, looked.scheme), f"考核方案-{name}.xlsx", "scheme.out")
        _download("下载空白工作簿", partial(scheme_workbook, BLANK), "考核方案-空白.xlsx", "scheme.out.blank")
        pack = partial(_packed, looked.version.fingerprint)
        _download("下载文本格式", pack, f"考核方案-{name}.zip", "scheme.out.texts")


def _download(label: str, write: Callable[[], bytes], file_name: str, key: str) -> None:
    """A button that writes the file when it is asked for."""
    kind = ZIP if file_name.endswith(".zip") else XLSX
    icon = ":material/download:"
    st.download_button(label, write, file_name, kind, on_click="ignore", key=key, icon=icon)


def _packed(fingerprint: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, text in texts_of(current.current_store(), fingerprint).items():
            archive.writestr(name, text)
    return packed.getvalue()


# --- the preview ------------------------------------------------------------------------------------------------------


def _preview(looked: Looked, candidate: Candidate, upload: str) -> None:
    """What it is, what it changes and what it would do in a sentence each; keeping it; then the tables. ``upload`` is
    what the file is known by: the same scheme may come in files whose places differ.
    """
    scheme, chosen = candidate.scheme, current.current_round()
    found = current.lint_of(upload, scheme)
    changes = scheme_changes(looked.scheme, scheme, spoken) if looked.scheme and _related(looked.scheme, scheme) else []
    pair = effect.compared(chosen, candidate.fingerprint, scheme) if chosen else None
    wrong = any(one.severity == ERROR for one in found)
    tone = "near" if wrong else "calm"
    st.html(f'<p class="headline {tone}">{escape.html(f"{scheme.name}第 {scheme.version} 版：{size(scheme)}。")}</p>')
    missing = "本轮现用的方案读不出来" if chosen else "还没有轮次"
    told = [
        f"检查：{summary(found)}{'，请改正后再留存' if wrong else ''}。",
        _compared(looked, scheme, changes),
        effect.sentence(*pair) if pair else f"{missing}，看不出对得分的影响。",
    ]
    st.html("".join(f'<p class="sentence">{escape.html(one)}</p>' for one in told if one))
    _keeping(candidate)
    _tables(found, changes)
    if chosen and pair and effect.tells(*pair):
        st.html(f"<h3>对“{escape.html(chosen.name)}”的影响（试算，不入库）</h3>")
        effect.show(*pair)


def _related(before: Scheme, after: Scheme) -> bool:
    """Whether there is an item to compare."""
    return any(one.code in before for one in all_items(after))


def _compared(looked: Looked, scheme: Scheme, changes: Sequence[Change]) -> str:
    """In how many places the scheme differs from the one that is looked at; "" when that one does not load."""
    if looked.scheme is None:
        return ""
    if not _related(looked.scheme, scheme):
        return f"与 {looked.version.title}没有一项编码相同，是另一套方案，不逐项比较。"
    return f"与 {looked.version.title}相比：{changes_summary(changes)}。"


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
