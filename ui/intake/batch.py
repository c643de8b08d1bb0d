"""本批: the files uploaded in this session and not yet dealt with. They outlive a change of page, but no reload."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.drop import files_of
from data.limits import limits
from data.packages import is_workbook
from data.receipts import Upload

_log = logging.getLogger(__name__)

_FILES_KEY, _SEEN_KEY, _TURN_KEY = "receive.batch", "receive.seen", "receive.turn"
_FILES, _FOLDER = "选择文件", "选择文件夹"


@dataclass(frozen=True)
class Dropped:
    """An uploaded file; ``id`` is the upload's own."""

    id: str
    upload: Upload


def files() -> tuple[Dropped, ...]:
    """The files of the batch, in the order in which they came."""
    return tuple(st.session_state.get(_FILES_KEY, ()))


def ask() -> None:
    """The upload box. What it has taken stands in the receipts below, so it shows only what it has refused."""
    with st.container(key="receive-box"):
        way = st.radio("上传方式", [_FILES, _FOLDER], horizontal=True, label_visibility="collapsed", key="receive.way")
        key = f"receive.files.{st.session_state.setdefault(_TURN_KEY, 0)}.{way}"
        st.file_uploader(
            "把各镇、各部门交来的表拖进来，一次可以多份；新旧电子表格、CSV、压缩包都收",
            accept_multiple_files="directory" if way == _FOLDER else True,
            key=key,
            max_upload_size=limits().drop_megabytes,
            on_change=partial(_take, key),
        )


def remove(ids: Collection[str]) -> None:
    """Take those files out of the batch; with the last of them it ends. From a callback."""
    left = tuple(one for one in files() if one.id not in ids)
    if not left:
        clear()
    st.session_state[_FILES_KEY] = left


def clear() -> None:
    """Begin a new batch, with an empty upload box; from a callback."""
    st.session_state[_FILES_KEY], st.session_state[_SEEN_KEY] = (), frozenset()
    st.session_state[_TURN_KEY] += 1


def _take(key: str) -> None:
    """Add what is new in the upload box: zips opened, without what programs leave beside workbooks."""
    seen: frozenset[str] = st.session_state.get(_SEEN_KEY, frozenset())
    new = [one for one in st.session_state[key] if one.file_id not in seen]
    added = [inner for one in new if is_workbook(one.name) for inner in _opened(one)]
    st.session_state[_FILES_KEY] = (*files(), *added)
    st.session_state[_SEEN_KEY] = seen | {one.file_id for one in new}


def _opened(file: UploadedFile) -> list[Dropped]:
    """The file, or the files in it."""
    upload = Upload(file.name, file.getvalue())
    try:
        inside = files_of([upload])
    except Exception:  # a zip that cannot be opened now is still there to be opened later
        _log.exception("%s could not be opened", file.name)
        inside = [upload]
    return [Dropped(f"{file.file_id}.{place}", one) for place, one in enumerate(inside)]
