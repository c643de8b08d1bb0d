"""收表: files in, a line each, the office chooses, one confirmation commits."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from data.limits import limits
from data.receipts import Receipt
from data.receiving import accept
from data.store import Round
from scoring.scheme import Scheme
from ui import current, escape
from ui.intake import batch, outcome, receipt_card, receipt_line, returning
from ui.panels import note

BY_KEY = "receive.by"
NOBODY = "都不接收"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Received:
    """An uploaded file with its receipt; ``id`` is the upload's own and names its widgets."""

    id: str
    receipt: Receipt

    @property
    def take_key(self) -> str:
        """The key of the tick that takes it in."""
        return f"receive.take.{self.id}"


def show(chosen: Round, scheme: Scheme) -> None:
    """The whole section."""
    batch.ask()
    if not batch.files():
        most = limits()
        note(
            "逐份出回执，核对后点“确认接收”才入库，此前什么都不会改动。"
            f"一份表不超过 {most.file_megabytes} MB，一批合计不超过 {most.drop_megabytes} MB。"
        )
        return
    received = _received(chosen)
    if received is None:
        return
    known = [one for one in received if one.receipt.stored]
    rivals = [one for one in received if one.receipt.rivals and not one.receipt.stored]
    refused = [one for one in received if not one.receipt.acceptable and not one.receipt.stored]
    single = [one for one in received if one.receipt.acceptable and not one.receipt.rivals]
    st.html(f'<p class="batch">{escape.html(_summary(received))}</p>')
    bar = st.container(key="receive-bar")
    _unacceptable("不能接收", refused, scheme)
    picked = _acceptable(rivals, single, scheme)
    _unacceptable("与库中的一份完全相同，不必再收", known, scheme)
    with bar, st.container(horizontal=True, vertical_alignment="center"):
        _decide(picked, single, bool(rivals or single))
        returning.of_receipts(chosen, [one.receipt for one in received], scheme)


def _received(chosen: Round) -> list[Received] | None:
    """A receipt a file, with a bar while they are read; None when that failed, which keeps the files."""
    files = batch.files()
    bar = st.progress(0.0)

    def each(done: int, name: str) -> None:
        share = min(done / len(files), 1.0)
        bar.progress(share, text=f"正在读取第 {done + 1} 份，共 {len(files)} 份：{escape.markdown(name)}")

    try:
        receipts = current.receipts_of(chosen, [(one.id, one.upload) for one in files], each)
        return [Received(file.id, one) for file, one in zip(files, receipts, strict=True)]
    except Exception:  # whatever goes wrong here, the files must not be lost
        _log.exception("the drop could not be read")
        st.warning("读取中断，文件还在本批中，库中没有任何改动。请稍等片刻再读一次。")
        st.button("再读一次", key="receive.again")
        return None
    finally:
        bar.empty()


def _summary(received: Sequence[Received]) -> str:
    receipts = [one.receipt for one in received]
    rivals = [one for one in receipts if one.rivals]
    counts = {
        f"份可以接收{_with_errors(receipts)}": sum(one.acceptable and not one.rivals for one in receipts),
        f"份同一单位重复报送，要选定（{len({one.place for one in rivals})} 个单位）": len(rivals),
        "份不能接收": sum(not one.acceptable and not one.stored for one in receipts),
        "份已经在库": sum(one.stored for one in receipts),
    }
    said = "，".join(f"{count} {what}" for what, count in counts.items() if count)
    return f"本批 {len(receipts)} 份：{said}。"


def _with_errors(receipts: Sequence[Receipt]) -> str:
    wrong = sum(one.acceptable and not one.rivals and one.findings("错误") > 0 for one in receipts)
    return f"（其中 {wrong} 份有错误）" if wrong else ""


def _acceptable(rivals: Sequence[Received], single: Sequence[Received], scheme: Scheme) -> list[Received]:
    """What can be accepted: first where one of several must be chosen, then the lines with a tick; what is picked."""
    if not rivals and not single:
        return []
    with st.container(key="rows-receipts", gap=None):
        receipt_line.heads("可以接收")
        return [*_conflicts(rivals, scheme), *_ticked(single, scheme)]


def _conflicts(rivals: Sequence[Received], scheme: Scheme) -> list[Received]:
    """Where a unit has several files: nothing is chosen beforehand."""
    groups: dict[tuple[str, str], list[Received]] = {}
    for one in rivals:
        groups.setdefault(one.receipt.place, []).append(one)
    chosen = [_conflict(group, scheme) for group in groups.values()]
    return [one for one in chosen if one]


def _conflict(group: Sequence[Received], scheme: Scheme) -> Received | None:
    title = escape.markdown(receipt_card.title(group[0].receipt))
    answer = st.radio(
        f"**{title}　有 {len(group)} 份，接收哪一份？**",
        [*range(len(group)), -1],
        index=None,
        format_func=lambda place: NOBODY if place < 0 else f"第 {place + 1} 份",
        key=f"receive.rivals.{group[0].id}",
        horizontal=True,
        persist_state="session",
    )
    for number, one in enumerate(group, 1):
        st.session_state.setdefault(one.take_key, False)  # the one left over must not be ticked by itself later
        name = f"第 {number} 份：{one.receipt.upload.name}"
        receipt_line.line(one.receipt, one.id, scheme, partial(_named, name))
    return group[answer] if answer is not None and answer >= 0 else None


def _ticked(single: Sequence[Received], scheme: Scheme) -> list[Received]:
    """The lines with a tick, those that need a look first; which of them are ticked."""
    ordered = sorted(single, key=lambda one: (-one.receipt.findings("错误"), -one.receipt.findings("警告")))
    for one in ordered:
        st.session_state.setdefault(one.take_key, True)
        receipt_line.line(one.receipt, one.id, scheme, partial(_tick_box, one))
    return [one for one in ordered if st.session_state[one.take_key]]


def _tick_box(one: Received) -> None:
    st.checkbox(escape.markdown(receipt_card.title(one.receipt)), key=one.take_key, persist_state="session")


def _named(name: str) -> None:
    st.html(f'<span class="file">{escape.html(name)}</span>')


def _unacceptable(title: str, some: Sequence[Received], scheme: Scheme) -> None:
    """Lines without a tick, each with its reason."""
    if not some:
        return
    with st.container(key=f"rows-{title}", gap=None):
        st.html(f"<strong>{escape.html(title)}（{len(some)} 份）</strong>")
        for one in some:
            receipt_line.line(one.receipt, one.id, scheme, partial(_named, one.receipt.upload.name))


def _decide(picked: Sequence[Received], single: Sequence[Received], open: bool) -> None:
    """Who accepts, the one button that commits, and what else can be done with the batch."""
    if open:
        with st.container(width=180):
            outcome.ask_name(BY_KEY, "接收人", inline=True)
        st.button(
            f"确认接收 {len(picked)} 份",
            type="primary",
            disabled=not picked,
            key="receive.confirm",
            on_click=partial(outcome.attempt, partial(_commit, picked)),
        )
    for label, wanted in _TICKS.items() if len(single) > 1 else ():
        st.button(label, type="tertiary", key=f"receive.{label}", on_click=partial(_tick, single, wanted))
    st.button("清空本批", type="tertiary", key="receive.next", on_click=batch.clear)


_TICKS: dict[str, Callable[[Receipt], bool]] = {
    "全部勾选": lambda one: True,
    "只勾没有错误的": lambda one: not one.findings("错误"),
    "全部不勾": lambda one: False,
}


def _tick(single: Sequence[Received], wanted: Callable[[Receipt], bool]) -> None:
    for one in single:
        st.session_state[one.take_key] = wanted(one.receipt)


def _commit(picked: Sequence[Received]) -> str:
    by = outcome.name_given(BY_KEY, "接收人")
    saved = accept(current.current_store(), [one.receipt for one in picked], by)
    batch.remove({one.id for one in picked})
    return f"已接收 {len(saved)} 份：{'、'.join(one.unit for one in saved)}。得分和排名已更新。"
