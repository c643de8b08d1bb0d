"""The photos and documents of one problem: small copies to look at, the files as they came to download."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from data.attachments import Attachment, Attachments, small_copy
from data.clock import spoken
from data.problems import Problem
from data.store import StoreError
from ui import current, panels
from ui.intake import outcome

TYPES = ["jpg", "jpeg", "png", "pdf", "docx", "xlsx"]
COLUMNS = 4


def show(found: Problem) -> None:
    """What is attached to the problem, and the box for more."""
    kept = [one for one in Attachments(current.current_store()).of(found.id) if one.withdrawn_at is None]
    st.subheader(f"附件（{len(kept)} 个）")
    for first in range(0, len(kept), COLUMNS):
        for column, one in zip(st.columns(COLUMNS), kept[first : first + COLUMNS], strict=False):
            with column:
                _file(one)
    if found.withdrawn_at is None:
        _ask(found, len(kept))


def _file(one: Attachment) -> None:
    content = current.current_store().original(one.sha256)
    picture = small_copy(content) if one.is_picture else None
    if picture:
        st.image(picture, alt=one.name)
    panels.note(f"{one.name}，{one.by}，{spoken(one.at)}")
    st.download_button(
        "下载原件", content, one.name, "application/octet-stream", key=f"file.{one.id}", on_click="ignore"
    )


def _ask(found: Problem, known: int) -> None:
    key = f"problem.{found.id}.files.{known}"
    with st.expander("上传照片或文件"), st.form(key, border=False):
        st.file_uploader("整改前后照片、验收文件等", TYPES, accept_multiple_files=True, key=f"{key}.box")
        outcome.ask_name(f"{key}.by", "上传人")
        st.form_submit_button("上传", on_click=partial(outcome.attempt, partial(_attach, found, key)))


def _attach(found: Problem, key: str) -> str:
    by = outcome.name_given(f"{key}.by", "上传人")
    uploaded: Sequence[Any] = st.session_state.get(f"{key}.box") or ()
    if not uploaded:
        raise StoreError("请先选择文件。")
    book, refused = Attachments(current.current_store()), []
    for one in uploaded:
        try:
            book.attach(found.id, one.name, one.getvalue(), by)
        except StoreError as refusal:
            refused.append(str(refusal))
    kept = len(uploaded) - len(refused)
    stored = f"已上传 {kept} 个文件。" if kept else ""
    if refused:
        raise StoreError(stored + "".join(refused))
    return stored
