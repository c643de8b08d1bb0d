"""Choosing a chapter of the manual and reading it."""

from __future__ import annotations

import streamlit as st

from ui import panels
from ui.clickable import NARROW
from ui.help.chapters import Chapter, Picture

_CHAPTER = "manual.chapter"


def choose(chapters: list[Chapter]) -> Chapter:
    """The chapter that was asked for, the first one until then."""
    titles = [f"{place}. {chapter.title}" for place, chapter in enumerate(chapters, 1)]
    chosen = st.selectbox("看哪一章", titles, key=_CHAPTER, width=NARROW, persist_state="session")
    return chapters[titles.index(chosen)]


def show(chapter: Chapter) -> None:
    """What the chapter is for, and its steps with the pictures that there are."""
    panels.note(f"说的是这些页面：{'、'.join(chapter.pages)}。")
    for part in chapter.parts():
        if isinstance(part, str):
            st.markdown(part)
        elif part.path.is_file():
            _picture(part)


def _picture(picture: Picture) -> None:
    st.image(picture.path, caption=picture.caption, width="stretch")
