"""收表: files in, a receipt each, the office chooses, one confirmation commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.reading.container import MAX_BYTES, MEGABYTE
from data.receipts import Receipt, Upload
from data.receiving import accept, beside_each_other, is_workbook
from data.store import Round
from scoring.scheme import Scheme
from ui import current, escape
from ui.intake import outcome, receipt_card
from ui.panels import note

BY_KEY = "receive.by"
BATCH_KEY = "receive.batch"
"""Which drop this is."""

NOBODY = "都不接收"
_FILES, _FOLDER = "选择文件", "选择文件夹"
MOST_MEGABYTES = MAX_BYTES // MEGABYTE
"""How big an uploaded file may be; the upload box refuses a bigger one before it travels."""


@dataclass(frozen=True)
class Received:
    """An uploaded file with its receipt; ``id`` is the upload's own and names its widgets."""

    id: str
    receipt: Receipt


def show(chosen: Round, scheme: Scheme) -> None:
    """The whole section."""
    files = _uploaded()
    if not files:
        note("把各镇、各部门交来的工作簿一次拖进来，逐份出回执；核对后点“确认接收”才入库，此前什么都不会改动。")
        return
    received = _received(chosen, files)
    waiting = [one for one in received if not one.receipt.stored]
    note(_summary(received))
    _tick_all([one for one in waiting if one.receipt.acceptable and not one.receipt.rivals])
    picked = [*_conflicts(waiting, scheme), *_cards(waiting, scheme)]
    _confirm(picked, waiting)
    _stored([one for one in received if one.receipt.stored])


def _uploaded() -> list[UploadedFile]:
    """The files of this drop, without what programs leave beside workbooks."""
    way = st.radio("上传方式", [_FILES, _FOLDER], horizontal=True, label_visibility="collapsed", key="receive.way")
    key = f"receive.files.{st.session_state.setdefault(BATCH_KEY, 0)}.{way}"
    label = "各镇填报表、部门县级填报表、村级暗访表（.xlsx），可一次多份"
    if way == _FOLDER:
        files = st.file_uploader(label, accept_multiple_files="directory", key=key, max_upload_size=MOST_MEGABYTES)
    else:
        files = st.file_uploader(label, accept_multiple_files=True, key=key, max_upload_size=MOST_MEGABYTES)
    return [one for one in files if is_workbook(one.name)]


def _received(chosen: Round, files: Sequence[UploadedFile]) -> list[Received]:
    """A receipt a file, with a bar while files are read that have not been read before."""
    bar, receipts = st.progress(0.0), []
    for done, file in enumerate(files):
        bar.progress(
            done / len(files), text=f"正在读取第 {done + 1} 份，共 {len(files)} 份：{escape.markdown(file.name)}"
        )
        receipts.append(current.receipt_of(chosen, file.file_id, Upload(file.name, file.getvalue())))
    bar.empty()
    pairs = zip(files, beside_each_other(receipts), strict=True)
    return [Received(file.file_id, one) for file, one in pairs]


def _summary(received: Sequence[Received]) -> str:
    receipts = [one.receipt for one in received]
    counts = {
        "可以接收": sum(one.acceptable for one in receipts),
        "已经接收": sum(one.stored for one in receipts),
        "不能接收": sum(not one.acceptable and not one.stored for one in receipts),
        "有错误": sum(one.findings("错误") > 0 and one.acceptable for one in receipts),
    }
    said = "，".join(f"{count} 份{what}" for what, count in counts.items() if count)
    return f"收到 {len(receipts)} 份：{said}。"


def _tick_all(single: Sequence[Received]) -> None:
    """Two buttons that tick all receipts, or none."""
    if len(single) > 1:
        with st.container(horizontal=True):
            for label, ticked in (("全部勾选", True), ("全部不勾", False)):
                st.button(label, type="tertiary", key=f"receive.{label}", on_click=partial(_tick, single, ticked))


def _tick(single: Sequence[Received], ticked: bool) -> None:
    for one in single:
        st.session_state[_take_key(one)] = ticked


def _take_key(one: Received) -> str:
    return f"receive.take.{one.id}"


def _conflicts(received: Sequence[Received], scheme: Scheme) -> list[Receipt]:
    """Where a unit has several files: nothing is chosen beforehand."""
    groups: dict[tuple[str, str], list[Received]] = {}
    for one in received:
        if one.receipt.rivals:
            groups.setdefault(one.receipt.place, []).append(one)
    chosen = [_conflict(group, scheme) for group in groups.values()]
    return [one for one in chosen if one]


def _conflict(group: Sequence[Received], scheme: Scheme) -> Receipt | None:
    names = [f"{number}. {one.receipt.upload.name}" for number, one in enumerate(group, 1)]
    with st.container(border=True):
        st.markdown(f"**{escape.markdown(receipt_card.title(group[0].receipt))}　有 {len(group)} 份，请选定一份**")
        for name, one in zip(names, group, strict=True):
            st.session_state.setdefault(_take_key(one), False)  # the one left over must not be ticked by itself later
            st.html(f'<p class="note">{escape.html(name)}</p>')
            receipt_card.facts(one.receipt)
            receipt_card.details(one.receipt, scheme, f"receive.details.{one.id}")
        options = [*range(len(group)), -1]
        words = {place: escape.markdown(name) for place, name in enumerate(names)} | {-1: NOBODY}
        key = f"receive.rivals.{group[0].id}"
        answer = st.radio("接收哪一份", options, index=None, format_func=words.__getitem__, key=key, horizontal=True)
    return group[answer].receipt if answer is not None and answer >= 0 else None


def _cards(received: Sequence[Received], scheme: Scheme) -> list[Receipt]:
    """The other receipts, those that need a look first; which of them are ticked."""
    single = [one for one in received if not one.receipt.rivals]
    ordered = sorted(single, key=lambda one: (one.receipt.acceptable, -one.receipt.findings("错误")))
    return [one.receipt for one in ordered if _card(one, scheme)]


def _card(one: Received, scheme: Scheme) -> bool:
    """Whether the receipt is ticked; one that cannot be accepted has nothing to tick."""
    ticked, title = False, escape.markdown(receipt_card.title(one.receipt))
    with st.container(border=True):
        if one.receipt.acceptable:
            st.session_state.setdefault(_take_key(one), True)
            ticked = st.checkbox(f"**{title}**", key=_take_key(one))
        else:
            st.markdown(f"**{title}　不能接收**")
        receipt_card.facts(one.receipt)
        receipt_card.details(one.receipt, scheme, f"receive.details.{one.id}")
    return ticked


def _confirm(picked: Sequence[Receipt], waiting: Sequence[Received]) -> None:
    """Who accepts, and the one button that commits."""
    if any(one.receipt.acceptable for one in waiting):
        name, button = st.columns([1, 1], vertical_alignment="bottom")
        with name:
            outcome.ask_name(BY_KEY, "接收人")
        button.button(
            f"确认接收 {len(picked)} 份",
            type="primary",
            disabled=not picked,
            key="receive.confirm",
            on_click=partial(outcome.attempt, partial(_commit, picked)),
        )


def _commit(picked: Sequence[Receipt]) -> str:
    saved = accept(current.current_store(), picked, outcome.name_given(BY_KEY, "接收人"))
    return f"已接收 {len(saved)} 份：{'、'.join(one.unit for one in saved)}。得分和排名已更新。"


def _stored(received: Sequence[Received]) -> None:
    """What of this drop has been accepted, and a way to begin the next drop."""
    if received:
        names = "、".join(f"{receipt_card.title(one.receipt)}（{one.receipt.upload.name}）" for one in received)
        note(f"本批中已入库：{names}")
    st.button("清空本批，继续收表", key="receive.next", on_click=_next_batch)


def _next_batch() -> None:
    st.session_state[BATCH_KEY] += 1
