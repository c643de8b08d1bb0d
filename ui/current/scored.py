"""Rounds scored, and what the scores come to: changes, what-if, remedies, where sources differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import streamlit as st

from data.comparing import change_between
from data.diagnosis import Diagnosis
from data.fingerprint import fingerprint as fingerprint_of_diagnosis
from data.outlook import Figure, Outlook, outlook
from data.place import store_url
from data.remedies import Key, Remedy, remedies
from data.round_sources import RoundSources
from data.scheme_versions import fingerprint_of
from data.store import Round
from data.way_to_top import Step, way_to_top
from scoring import Scheme
from scoring.round_change import RoundChange
from ui.current.schemes import scheme_at
from ui.current.store import current_round, current_store, kept_by, rounds_at, store_at


def diagnosis(chosen: Round | None = None) -> Diagnosis | None:
    """The diagnosis of a round (the current one when left out); None without a round."""
    asked = chosen or current_round()
    return None if asked is None else known_diagnosis(asked)


def known_diagnosis(chosen: Round) -> Diagnosis:
    """The diagnosis of a round that there is."""
    return diagnosis_at(*kept_by(chosen))


def diagnosis_under(chosen: Round, fingerprint: str, scheme: Scheme) -> Diagnosis | None:
    """The figures of a round scored under another scheme, which has that fingerprint; nothing is stored."""
    present = diagnosis(chosen)
    if present is None:
        return None
    return _diagnosis_under(store_url(), current_store().revision(), chosen.name, fingerprint, _of=scheme, _as=present)


def round_change_of(later: Round, earlier: Round) -> RoundChange:
    """What moved every total and place from one round to the other."""
    named = ((one.name, fingerprint_of(one)) for one in (earlier, later))
    return _round_change(store_url(), current_store().revision(), *named)


def open_fingerprint(chosen: Round) -> tuple[str, int] | None:
    """The fingerprint of a round as it stands, and the revision of the store; None as long as nobody has asked for its
    scores, since nothing is scored for the fingerprint alone.
    """
    key = kept_by(chosen)
    whole = _fingerprint(*key) if key in _scored() else ""
    return (whole, key[1]) if whole else None


def sources_of(chosen: Round) -> RoundSources:
    """What every source says of a round, and where they differ."""
    return _sources(*kept_by(chosen))


def remedies_of(chosen: Round) -> dict[Key, Remedy]:
    """What would put the lost points of a round right, by unit and item. To be read, never written into."""
    return _remedies(*kept_by(chosen))


def way_of(chosen: Round) -> list[Step]:
    """The shortest way of a round to the top grade."""
    return _way(*kept_by(chosen))


def outlook_of(chosen: Round, closed: Collection[str], figures: Mapping[Figure, float]) -> Outlook:
    """A round as it would be with those problems (``matched_by``) closed and those figures put right."""
    return _outlook(*kept_by(chosen), tuple(sorted(closed)), tuple(sorted(figures.items())))


@st.cache_resource(max_entries=12, show_spinner="正在计算得分……")
def diagnosis_at(url: str, revision: int, round_name: str, fingerprint: str) -> Diagnosis:
    """The diagnosis of a round under what it is kept by; the round before it is scored when asked for."""
    store = store_at(url)

    def before() -> Diagnosis | None:
        position = store.round(round_name).position
        earlier = [one for one in rounds_at(url, revision) if one.position < position]
        return diagnosis_at(url, revision, earlier[-1].name, fingerprint_of(earlier[-1])) if earlier else None

    found = Diagnosis.of(store, scheme_at(store, fingerprint), round_name, before)
    _scored().add((url, revision, round_name, fingerprint))
    return found


@st.cache_resource(max_entries=4, show_spinner="正在按新方案试算……")
def _diagnosis_under(
    url: str, revision: int, round_name: str, fingerprint: str, *, _of: Scheme, _as: Diagnosis
) -> Diagnosis:
    return replace(_as, scheme=_of)


@st.cache_resource(max_entries=4, show_spinner="正在分析变化由来……")
def _round_change(url: str, revision: int, earlier: tuple[str, str], later: tuple[str, str]) -> RoundChange:
    return change_between(store_at(url), *(diagnosis_at(url, revision, *one) for one in (earlier, later)))


@st.cache_resource(show_spinner=False)
def _scored() -> set[tuple[str, int, str, str]]:
    """The keys under which rounds have been scored."""
    return set()


@st.cache_resource(max_entries=4, show_spinner=False)
def _fingerprint(url: str, revision: int, round_name: str, fingerprint: str) -> str:
    """The round's fingerprint; "" where nothing has been reported."""
    found = diagnosis_at(url, revision, round_name, fingerprint)
    return fingerprint_of_diagnosis(found) if found.reported else ""


@st.cache_resource(max_entries=4, show_spinner="正在核对各来源的数……")
def _sources(url: str, revision: int, round_name: str, fingerprint: str) -> RoundSources:
    return RoundSources.of(store_at(url), diagnosis_at(url, revision, round_name, fingerprint))


@st.cache_resource(max_entries=4, show_spinner=False)
def _remedies(url: str, revision: int, round_name: str, fingerprint: str) -> dict[Key, Remedy]:
    return remedies(diagnosis_at(url, revision, round_name, fingerprint))


@st.cache_resource(max_entries=4, show_spinner="正在找最省的路……")
def _way(url: str, revision: int, round_name: str, fingerprint: str) -> list[Step]:
    key = (url, revision, round_name, fingerprint)
    return way_to_top(diagnosis_at(*key), _remedies(*key))


@st.cache_resource(max_entries=8, show_spinner=False)
def _outlook(
    url: str, revision: int, round_name: str, fingerprint: str, closed: tuple[str, ...],
    figures: tuple[tuple[Figure, float], ...],
) -> Outlook:  # fmt: skip
    return outlook(diagnosis_at(url, revision, round_name, fingerprint), closed, dict(figures))
