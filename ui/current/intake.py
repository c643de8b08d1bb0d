"""What came in: a drop's receipts, who has reported and how, what goes out and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import pandas as pd
import streamlit as st

from data import limits
from data.answers import answers
from data.completeness import completeness
from data.issuing import Known, known_figures
from data.place import store_url
from data.receipts import Receipt, Upload
from data.receiving import receive
from data.returning import Returned
from data.sending_back import accepted_sent_back
from data.standing import Standing
from data.store import Round
from ui.current.schemes import scheme_at
from ui.current.store import current_store, kept_by, store_at


def receipts_of(
    chosen: Round, batch: Sequence[tuple[str, Upload]], each: Callable[[int, str], object]
) -> list[Receipt]:
    """The receipts of a drop for a round, one an upload, in their order. Each upload comes with an id of its bytes.

    ``each`` hears how many files are read and which comes next.
    """
    key = kept_by(chosen)
    kept = _receipts(*key, tuple(id for id, _ in batch))
    if len(kept) < len(batch):
        limits.adopt(current_store())
        kept[:] = receive(_standing(*key), [upload for _, upload in batch], each=each)
    return kept


def returned_of(chosen: Round, submission: int) -> Returned | None:
    """An accepted workbook of a round with its faults marked; None when it has none."""
    return _returned(*kept_by(chosen), submission)


def completeness_of(chosen: Round) -> pd.DataFrame:
    """Who has reported in a round: columns of ``data.completeness.COMPLETENESS``. To be read, never written into."""
    return _completeness(*kept_by(chosen))


def answers_of(chosen: Round) -> pd.DataFrame:
    """Every figure asked in a round and how it was answered: columns of ``data.answers.ANSWERS``."""
    return _answers(*kept_by(chosen))


def known_figures_of(chosen: Round) -> Known:
    """The targets and last year's figures that are known up to a round."""
    return _known_figures(store_url(), current_store().revision(), chosen.name)


@st.cache_resource(max_entries=16, ttl=timedelta(hours=1), show_spinner=False)
def _receipts(url: str, revision: int, round_name: str, fingerprint: str, ids: tuple[str, ...]) -> list[Receipt]:
    """An empty place for the receipts of that drop: a cached function may not move the page's progress bar."""
    return []


@st.cache_resource(max_entries=2, show_spinner=False)
def _standing(url: str, revision: int, round_name: str, fingerprint: str) -> Standing:
    store = store_at(url)
    return Standing.of(store, scheme_at(store, fingerprint), round_name)


@st.cache_resource(max_entries=64, show_spinner=False)
def _returned(url: str, revision: int, round_name: str, fingerprint: str, submission: int) -> Returned | None:
    return accepted_sent_back(store_at(url), _standing(url, revision, round_name, fingerprint), submission)


@st.cache_resource(max_entries=4, show_spinner=False)
def _completeness(url: str, revision: int, round_name: str, fingerprint: str) -> pd.DataFrame:
    store = store_at(url)
    return completeness(store, scheme_at(store, fingerprint), store.round(round_name))


@st.cache_resource(max_entries=4, show_spinner=False)
def _answers(url: str, revision: int, round_name: str, fingerprint: str) -> pd.DataFrame:
    store = store_at(url)
    return answers(store, scheme_at(store, fingerprint), store.round(round_name))


@st.cache_resource(max_entries=2, show_spinner=False)
def _known_figures(url: str, revision: int, round_name: str) -> Known:
    store = store_at(url)
    return known_figures(store, store.round(round_name))
