"""The loop's ledgers: problems and 整改台账, evidence, innovation, the survey."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

import streamlit as st

from data import limits
from data.evidence_ledger import Ledger
from data.innovation.account import InnovationAccount
from data.place import store_url
from data.problem_tallies import ProblemLedger
from data.receipts import Upload
from data.rectification.book import RectificationBook
from data.rectification.reading import LedgerRead, read_ledgers_apart
from data.rectification.taking import Taking
from data.store import Round
from data.survey.rates import Survey
from data.survey.record import SurveyIntake
from data.survey.upload import SurveyUpload, read_apart
from ui.current.schemes import scheme_at
from ui.current.scored import diagnosis_at
from ui.current.store import current_store, kept_by, store_at


def problem_ledger_of(chosen: Round) -> ProblemLedger:
    """The ledger of problems beside the lists of a round."""
    return _problem_ledger(*kept_by(chosen))


def ledgers_read(batch: Sequence[tuple[str, Upload]]) -> list[tuple[Upload, LedgerRead]]:
    """Uploaded workbooks of 整改台账 as read. Each upload comes with an id of its bytes."""
    limits.adopt(current_store())
    return _ledgers_read(tuple(id for id, _ in batch), _uploads=[upload for _, upload in batch])


def takings_of(chosen: Round, batch: Sequence[tuple[str, Upload]], sender: str, by: str) -> list[Taking]:
    """What taking them over would do to the ledger of problems; nothing is changed."""
    ids = tuple(id for id, _ in batch)
    return _takings(*kept_by(chosen), sender, by, ids, _files=ledgers_read(batch))


def evidence_of(chosen: Round) -> Ledger:
    """What stands behind the points of a round, and what does not."""
    return _evidence(*kept_by(chosen))


def innovation_of(chosen: Round) -> InnovationAccount:
    """What the cases of innovation of a round are worth."""
    return _innovation(*kept_by(chosen))


def survey_of(chosen: Round) -> Survey:
    """The survey (三度调查) of a round: its rates, batches and opinions."""
    return _survey(*kept_by(chosen))


def survey_reading(chosen: Round, file_name: str, content: bytes) -> SurveyIntake:
    """What an uploaded survey workbook says. Only what was read is kept, never the file."""
    key = (store_url(), current_store().revision(), chosen.name, file_name, sha256(content).hexdigest())
    return _survey_reading(*key, _content=content)


@st.cache_resource(max_entries=4, show_spinner=False)
def _problem_ledger(url: str, revision: int, round_name: str, fingerprint: str) -> ProblemLedger:
    store = store_at(url)
    return ProblemLedger.of(store, scheme_at(store, fingerprint), round_name)


@st.cache_resource(max_entries=8, ttl=timedelta(hours=1), show_spinner="正在读取整改台账……")
def _ledgers_read(ids: tuple[str, ...], *, _uploads: Sequence[Upload]) -> list[tuple[Upload, LedgerRead]]:
    return read_ledgers_apart(_uploads)


@st.cache_resource(max_entries=8, show_spinner=False)
def _takings(
    url: str, revision: int, round_name: str, fingerprint: str, sender: str, by: str, ids: tuple[str, ...],
    *, _files: list[tuple[Upload, LedgerRead]],
) -> list[Taking]:  # fmt: skip
    store = store_at(url)
    return RectificationBook(store, scheme_at(store, fingerprint)).preview(_files, sender, by)


@st.cache_resource(max_entries=4, show_spinner="正在核对佐证……")
def _evidence(url: str, revision: int, round_name: str, fingerprint: str) -> Ledger:
    return Ledger.of(diagnosis_at(url, revision, round_name, fingerprint))


@st.cache_resource(max_entries=4, show_spinner=False)
def _innovation(url: str, revision: int, round_name: str, fingerprint: str) -> InnovationAccount:
    return InnovationAccount.of(store_at(url), diagnosis_at(url, revision, round_name, fingerprint))


@st.cache_resource(max_entries=4, show_spinner="正在计算三度……")
def _survey(url: str, revision: int, round_name: str, fingerprint: str) -> Survey:
    return Survey.of(store_at(url), diagnosis_at(url, revision, round_name, fingerprint))


@st.cache_resource(max_entries=16, ttl=timedelta(hours=1), show_spinner="正在读取调查表……")
def _survey_reading(
    url: str, revision: int, round_name: str, file_name: str, fingerprint: str, *, _content: bytes
) -> SurveyIntake:
    return read_apart(SurveyUpload(file_name, _content), store_at(url).roster(), round_name)
