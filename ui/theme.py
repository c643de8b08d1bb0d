"""The look beyond what .streamlit/config.toml can say: one style sheet, and Streamlit's own words in Chinese."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

HERE = Path(__file__).resolve().parent
ICON = str(HERE / "icon.svg")
"""The tab's icon as a file of ours: a ``:material/…:`` one would be fetched from a font server outside."""

_STYLE = f"<style>{(HERE / 'theme.css').read_text('utf-8')}</style>"
_WORDS = f"<script>{(HERE / 'words.js').read_text('utf-8')}</script>"


def put_on() -> None:
    """Put on the look. Once a run, by the frame."""
    st.html(_STYLE)


def speak_chinese() -> None:
    """Put Streamlit's own words into Chinese. Once a run, by the frame."""
    st.sidebar.html(_WORDS, unsafe_allow_javascript=True)
