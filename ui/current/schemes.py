"""The schemes of the rounds, one on trial, and what is to be said of each."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import streamlit as st

from data.place import store_url
from data.scheme_upload import Candidate, read_uploaded_scheme_apart
from data.scheme_versions import Version, fingerprint_of, with_cells
from data.scheme_versions import scheme_under as stored_scheme
from data.scheme_versions import versions as stored_versions
from data.store import Round, Store
from scoring import Fault, Scheme, SchemeError
from scoring.cases import Worked, work
from scoring.lint import lint_scheme
from ui.current.store import current_round, current_store, store_at


def current_scheme() -> Scheme | None:
    """The scheme of the current round; None without a round."""
    chosen = current_round()
    return scheme_of(chosen) if chosen else None


def scheme_of(chosen: Round) -> Scheme:
    """The scheme of a round: the text stored with it, else the one on disk. SchemeError when it does not load."""
    return scheme_at(current_store(), fingerprint_of(chosen))


def versions() -> tuple[Version, ...]:
    """The versions of the scheme that a round can be scored under."""
    return _versions(store_url(), current_store().revision())


def scheme_under(fingerprint: str) -> Scheme:
    """The scheme of that fingerprint. SchemeError when it does not load."""
    return scheme_at(current_store(), fingerprint)


def uploaded_scheme(file_name: str, content: bytes) -> Candidate | tuple[Fault, ...]:
    """The scheme in an uploaded file, or every fault of it."""
    return _uploaded_scheme(sha256(content).hexdigest(), file_name, _content=content)


def lint_of(source: str, scheme: Scheme) -> tuple[Fault, ...]:
    """What the linter says of the scheme that was read from there (a fingerprint, or what an upload is known by)."""
    return _lint(source, _of=scheme)


def lint_with_cells(fingerprint: str, scheme: Scheme) -> tuple[Fault, ...]:
    """The same of a scheme with that fingerprint, each place a cell of the workbook that goes out."""
    return _lint_with_cells(fingerprint, _of=scheme) if lint_of(fingerprint, scheme) else ()


def worked_cases(fingerprint: str, scheme: Scheme, code: str) -> tuple[Worked, ...]:
    """The worked cases of one item as they come out under the scheme with that fingerprint."""
    return _worked_cases(fingerprint, code, _of=scheme)


@st.cache_resource(max_entries=8, show_spinner=False)
def scheme_at(_store: Store, fingerprint: str) -> Scheme:
    """Kept by its fingerprint alone, which names the same text in every store; ``_store`` is no part of the key."""
    return stored_scheme(_store, fingerprint)


@st.cache_resource(max_entries=2, show_spinner=False)
def _versions(url: str, revision: int) -> tuple[Version, ...]:
    return tuple(stored_versions(store_at(url)))


@st.cache_resource(max_entries=8, ttl=timedelta(hours=1), show_spinner="正在读取方案……")
def _uploaded_scheme(fingerprint: str, file_name: str, *, _content: bytes) -> Candidate | tuple[Fault, ...]:
    try:
        return read_uploaded_scheme_apart(_content, file_name)
    except SchemeError as error:
        return tuple(error.faults)


@st.cache_resource(max_entries=8, show_spinner="正在检查方案……")
def _lint(source: str, *, _of: Scheme) -> tuple[Fault, ...]:
    return tuple(lint_scheme(_of))


@st.cache_resource(max_entries=4, show_spinner="正在检查方案……")
def _lint_with_cells(fingerprint: str, *, _of: Scheme) -> tuple[Fault, ...]:
    return tuple(lint_scheme(with_cells(_of)))


@st.cache_resource(max_entries=64, show_spinner=False)
def _worked_cases(fingerprint: str, code: str, *, _of: Scheme) -> tuple[Worked, ...]:
    indicator = _of.indicator(code)
    return tuple(work(_of, indicator, case) for case in indicator.cases)
