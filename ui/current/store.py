"""The store and its rounds: which one this session looks at, and what is kept of them apart from scores.

``session_state`` holds what was chosen, never what was computed.
"""

from __future__ import annotations

import streamlit as st

from data.appeals import Appeal, AppealBook
from data.freezing import Freeze, Freezer
from data.place import DEMO_SETTING, store_url
from data.roster import Roster
from data.scheme_versions import fingerprint_of
from data.store import Round, Store

ROUND_KEY = "round"
"""Where the session keeps the name of the chosen round."""


def current_store() -> Store:
    """The store of this server."""
    return store_at(store_url())


def rounds() -> tuple[Round, ...]:
    """The rounds, oldest first."""
    return rounds_at(store_url(), current_store().revision())


def current_round() -> Round | None:
    """The round this session looks at: the chosen one, else the latest; None when there is none."""
    known = rounds()
    chosen = st.session_state.get(ROUND_KEY)
    return next((one for one in known if one.name == chosen), known[-1] if known else None)


def kept_by(chosen: Round) -> tuple[str, int, str, str]:
    """What the results of a round are kept by: address and revision of the store, round, scheme's fingerprint."""
    return store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen)


def roster() -> Roster:
    """The roster as last saved."""
    return _roster(store_url(), current_store().revision())


def is_demo() -> bool:
    """Whether the store holds the demo county."""
    return _is_demo(store_url(), current_store().revision())


def freezes_of(chosen: Round) -> list[Freeze]:
    """The freezes of a round."""
    return _freezes(store_url(), current_store().revision(), chosen.name)


def appeals_of(chosen: Round) -> list[Appeal]:
    """The appeals of a round."""
    return _appeals(store_url(), current_store().revision(), chosen.name)


@st.cache_resource(show_spinner=False)
def store_at(url: str) -> Store:
    """The store at that address."""
    return Store(url)


@st.cache_resource(max_entries=4, show_spinner=False)
def rounds_at(url: str, revision: int) -> tuple[Round, ...]:
    """The rounds of the store at that address, oldest first."""
    return tuple(store_at(url).rounds())


@st.cache_resource(max_entries=4, show_spinner=False)
def _roster(url: str, revision: int) -> Roster:
    return store_at(url).roster()


@st.cache_resource(max_entries=4, show_spinner=False)
def _is_demo(url: str, revision: int) -> bool:
    return bool(store_at(url).setting(DEMO_SETTING, False))


@st.cache_resource(max_entries=4, show_spinner=False)
def _freezes(url: str, revision: int, round_name: str) -> list[Freeze]:
    return Freezer(store_at(url)).freezes(round_name)


@st.cache_resource(max_entries=4, show_spinner=False)
def _appeals(url: str, revision: int, round_name: str) -> list[Appeal]:
    return AppealBook(store_at(url)).of_round(round_name)
