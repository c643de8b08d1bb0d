"""What this session looks at, and the only cache.

Everything computed is keyed by the store, its revision, the round and the scheme: a new submission raises the revision,
so nothing has to be cleared. ``session_state`` holds what was chosen, never what was computed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd
import streamlit as st

from data.completeness import completeness
from data.issuing import Known, known_figures
from data.place import DEMO_SETTING, store_url
from data.receipts import Receipt, Upload
from data.receiving import received
from data.roster import Roster
from data.standing import Standing
from data.store import Round, Store
from scoring import Scheme, load_scheme, parse_scheme
from ui.diagnosis import Diagnosis

ROUND_KEY = "round"
"""Where the session keeps the name of the chosen round."""


def current_store() -> Store:
    """The store of this server."""
    return _store(store_url())


def rounds() -> tuple[Round, ...]:
    """The rounds, oldest first."""
    return _rounds(store_url(), current_store().revision())


def roster() -> Roster:
    """The roster as last saved."""
    return _roster(store_url(), current_store().revision())


def is_demo() -> bool:
    """Whether the store holds the demo county."""
    return _is_demo(store_url(), current_store().revision())


def current_round() -> Round | None:
    """The round this session looks at: the chosen one, else the latest; None when there is none."""
    known = rounds()
    chosen = st.session_state.get(ROUND_KEY)
    return next((one for one in known if one.name == chosen), known[-1] if known else None)


def current_scheme() -> Scheme | None:
    """The scheme of the current round; None without a round."""
    chosen = current_round()
    return scheme_of(chosen) if chosen else None


def scheme_of(chosen: Round) -> Scheme:
    """The scheme of a round: the text stored with it, else the one on disk. SchemeError when it does not load."""
    return _scheme(current_store(), _fingerprint(chosen))


def diagnosis(chosen: Round | None = None) -> Diagnosis | None:
    """The diagnosis of a round (the current one when left out); None without a round."""
    asked = chosen or current_round()
    if asked is None:
        return None
    return _diagnosis(store_url(), current_store().revision(), asked.name, _fingerprint(asked))


def completeness_of(chosen: Round) -> pd.DataFrame:
    """Who has reported in a round: columns of ``data.completeness.COMPLETENESS``. To be read, never written into."""
    return _completeness(store_url(), current_store().revision(), chosen.name, _fingerprint(chosen))


def known_figures_of(chosen: Round) -> Known:
    """The targets and last year's figures that are known up to a round."""
    return _known_figures(store_url(), current_store().revision(), chosen.name)


def receipt_of(chosen: Round, upload_id: str, upload: Upload) -> Receipt:
    """The receipt of an uploaded file for a round, as if it had come alone; ``upload_id`` stands for its bytes."""
    key = (store_url(), current_store().revision(), chosen.name, _fingerprint(chosen))
    return _receipt(*key, upload_id, _upload=upload)


def _fingerprint(chosen: Round) -> str:
    return chosen.scheme_sha256 or chosen.scheme_code


@st.cache_resource(show_spinner=False)
def _store(url: str) -> Store:
    return Store(url)


@st.cache_resource(max_entries=4, show_spinner=False)
def _rounds(url: str, revision: int) -> tuple[Round, ...]:
    return tuple(_store(url).rounds())


@st.cache_resource(max_entries=4, show_spinner=False)
def _roster(url: str, revision: int) -> Roster:
    return _store(url).roster()


@st.cache_resource(max_entries=4, show_spinner=False)
def _is_demo(url: str, revision: int) -> bool:
    return bool(_store(url).setting(DEMO_SETTING, False))


@st.cache_resource(max_entries=8, show_spinner=False)
def _scheme(_store: Store, fingerprint: str) -> Scheme:
    """Kept by its fingerprint alone, which names the same text in every store; ``_store`` is no part of the key."""
    known = {one.sha256 for one in _store.scheme_versions()}
    return parse_scheme(_store.scheme_files(fingerprint)) if fingerprint in known else load_scheme(fingerprint)


@st.cache_resource(max_entries=12, show_spinner="正在计算得分……")
def _diagnosis(url: str, revision: int, round_name: str, fingerprint: str) -> Diagnosis:
    store = _store(url)
    chosen, scheme = store.round(round_name), _scheme(store, fingerprint)

    def before() -> Diagnosis | None:
        earlier = [one for one in _rounds(url, revision) if one.position < chosen.position]
        return _diagnosis(url, revision, earlier[-1].name, _fingerprint(earlier[-1])) if earlier else None

    return Diagnosis(
        chosen,
        scheme,
        store.roster(),
        store.values(round_name),
        store.evidence(round_name),
        store.problems(round_name),
        _of_towns(_completeness(url, revision, round_name, fingerprint)),
        before,
    )


def _of_towns(table: pd.DataFrame) -> pd.DataFrame:
    towns = table[table["kind"] == "town"]
    return towns.rename(columns={"given": "reported", "asked": "expected"})[["unit", "reported", "expected"]]


@st.cache_resource(max_entries=4, show_spinner=False)
def _completeness(url: str, revision: int, round_name: str, fingerprint: str) -> pd.DataFrame:
    store = _store(url)
    return completeness(store, _scheme(store, fingerprint), store.round(round_name))


@st.cache_resource(max_entries=2, show_spinner=False)
def _standing(url: str, revision: int, round_name: str, fingerprint: str) -> Standing:
    store = _store(url)
    return Standing.of(store, _scheme(store, fingerprint), round_name)


@st.cache_resource(max_entries=128, ttl=timedelta(hours=1), show_spinner=False)
def _receipt(url: str, revision: int, round_name: str, fingerprint: str, upload_id: str, *, _upload: Upload) -> Receipt:
    standing = _standing(url, revision, round_name, fingerprint)
    return received(standing, _upload, datetime.now(UTC))


@st.cache_resource(max_entries=2, show_spinner=False)
def _known_figures(url: str, revision: int, round_name: str) -> Known:
    store = _store(url)
    return known_figures(store, store.round(round_name))
