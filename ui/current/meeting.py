"""What a meeting is shown and handed: slides, documents, disputed numbers."""

from __future__ import annotations

from datetime import date

import streamlit as st

from data.pins import Pin, PinBook
from data.place import store_url
from data.store import Round
from reports.blocks import Briefing
from reports.briefing import SEQUENCE_SETTING, briefing
from reports.briefing import Sequence as SlideSequence
from reports.handouts import Choices
from reports.material import Material
from ui.current.scored import diagnosis_at
from ui.current.store import current_store, kept_by, store_at


def material_of(chosen: Round, today: date) -> Material:
    """What slides and documents of a round are written from."""
    return _material(*kept_by(chosen), today)


def choices_of(chosen: Round, today: date) -> Choices:
    """What the office has chosen for a round's documents."""
    return _choices(*kept_by(chosen), today)


def sequence_of(chosen: Round, today: date) -> SlideSequence:
    """How a briefing of a round runs: as the office has chosen, else as usual."""
    return SlideSequence.from_saved(current_store().setting(SEQUENCE_SETTING), material_of(chosen, today))


def briefing_of(chosen: Round, today: date) -> Briefing:
    """The slides of a round."""
    return _briefing(*kept_by(chosen), today)


def pins_of(chosen: Round) -> list[Pin]:
    """The numbers disputed at the meeting of a round."""
    return _pins(store_url(), current_store().revision(), chosen.name)


@st.cache_resource(max_entries=2, show_spinner="正在汇集本轮的各项结果……")
def _material(url: str, revision: int, round_name: str, fingerprint: str, today: date) -> Material:
    return Material.of(store_at(url), diagnosis_at(url, revision, round_name, fingerprint), today)


@st.cache_resource(max_entries=2, show_spinner=False)
def _choices(url: str, revision: int, round_name: str, fingerprint: str, today: date) -> Choices:
    return Choices.of(store_at(url), _material(url, revision, round_name, fingerprint, today))


@st.cache_resource(max_entries=2, show_spinner="正在编排汇报页面……")
def _briefing(url: str, revision: int, round_name: str, fingerprint: str, today: date) -> Briefing:
    material = _material(url, revision, round_name, fingerprint, today)
    return briefing(material, SlideSequence.from_saved(store_at(url).setting(SEQUENCE_SETTING), material))


@st.cache_resource(max_entries=4, show_spinner=False)
def _pins(url: str, revision: int, round_name: str) -> list[Pin]:
    return PinBook(store_at(url)).of_round(round_name)
