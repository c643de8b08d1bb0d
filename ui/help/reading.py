"""Choosing a chapter of the manual and reading it."""

from __future__ import annotations

import streamlit as st

from ui.clickable import NARROW
from ui.help.chapters import Chapter, Picture
from ui.sections import SECTIONS

_CHAPTER = "manual.chapter"


def choose(chapters: list[Chapter]) -> Chapter:
    """The chapter that was asked for, the first one until then."""
    titles = [f"{place}. {chapter.title}" for place, chapter in enumerate(chapters, 1)]
    chosen = st.selectbox("看哪一章", titles, key=_CHAPTER, width=NARROW, persist_state="session")
    return chapters[titles.index(chosen)]


def show(chapter: Chapter) -> None:
    """What the chapter is for, and its steps with the pictures that there are."""
    with st.container(horizontal=True):
        for title in chapter.pages:
            _link(title)
    for part in chapter.parts():
        if isinstance(part, str):
            st.markdown(part)
        elif part.path.is_file():
            _picture(part)


def _link(title: str) -> None:
    """The way to a page that the chapter explains."""
    listed = {name: (file, icon) for pages in SECTIONS.values() for file, name, icon, _ in pages}
    if title in listed:
        file, icon = listed[title]
        st.page_link(f"../pages/{file}", label=f"打开“{title}”", icon=icon, width="content")


def _picture(picture: Picture) -> None:
    with st.container(border=True):
        st.image(picture.path, caption=picture.caption, width="stretch")
