"""What this session looks at, and the only cache.

Everything computed is keyed by the store, its revision, the round and the scheme: a new submission raises the revision,
so nothing has to be cleared. ``session_state`` holds what was chosen, never what was computed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pandas as pd
import streamlit as st

from data import limits
from data.answers import answers
from data.appeals import Appeal, AppealBook
from data.comparing import change_between
from data.completeness import completeness
from data.diagnosis import Diagnosis
from data.evidence_ledger import Ledger
from data.fingerprint import fingerprint as fingerprint_of_diagnosis
from data.freezing import Freeze, Freezer
from data.innovation.account import InnovationAccount
from data.issuing import Known, known_figures
from data.outlook import Figure, Outlook, outlook
from data.pins import Pin, PinBook
from data.place import DEMO_SETTING, store_url
from data.problem_tallies import ProblemLedger
from data.receipts import Receipt, Upload
from data.receiving import receive
from data.rectification.book import RectificationBook
from data.rectification.reading import LedgerRead, read_ledgers_apart
from data.rectification.taking import Taking
from data.remedies import Key, Remedy, remedies
from data.returning import Returned
from data.roster import Roster
from data.round_sources import RoundSources
from data.scheme_upload import Candidate, read_uploaded_scheme_apart
from data.scheme_versions import Version, fingerprint_of, with_cells
from data.scheme_versions import scheme_under as stored_scheme
from data.scheme_versions import versions as stored_versions
from data.sending_back import accepted_sent_back
from data.standing import Standing
from data.store import Round, Store
from data.survey.rates import Survey
from data.survey.record import SurveyIntake
from data.survey.upload import SurveyUpload, read_apart
from data.way_to_top import Step, way_to_top
from reports.blocks import Briefing
from reports.briefing import SEQUENCE_SETTING, briefing
from reports.briefing import Sequence as SlideSequence
from reports.handouts import Choices
from reports.material import Material
from scoring import Fault, Scheme, SchemeError
from scoring.cases import Worked, work
from scoring.lint import lint_scheme
from scoring.round_change import RoundChange

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
    return _scheme(current_store(), fingerprint_of(chosen))


def versions() -> tuple[Version, ...]:
    """The versions of the scheme that a round can be scored under."""
    return _versions(store_url(), current_store().revision())


def scheme_under(fingerprint: str) -> Scheme:
    """The scheme of that fingerprint. SchemeError when it does not load."""
    return _scheme(current_store(), fingerprint)


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


def diagnosis_under(chosen: Round, fingerprint: str, scheme: Scheme) -> Diagnosis | None:
    """The figures of a round scored under another scheme, which has that fingerprint; nothing is stored."""
    present = diagnosis(chosen)
    if present is None:
        return None
    return _diagnosis_under(store_url(), current_store().revision(), chosen.name, fingerprint, _of=scheme, _as=present)


def diagnosis(chosen: Round | None = None) -> Diagnosis | None:
    """The diagnosis of a round (the current one when left out); None without a round."""
    asked = chosen or current_round()
    if asked is None:
        return None
    return _diagnosis(store_url(), current_store().revision(), asked.name, fingerprint_of(asked))


def round_change_of(later: Round, earlier: Round) -> RoundChange:
    """What moved every total and place from one round to the other."""
    named = ((one.name, fingerprint_of(one)) for one in (earlier, later))
    return _round_change(store_url(), current_store().revision(), *named)


def open_fingerprint(chosen: Round) -> tuple[str, int] | None:
    """The fingerprint of a round as it stands, and the revision of the store; None as long as nobody has asked for its
    scores, since nothing is scored for the fingerprint alone.
    """
    revision = current_store().revision()
    key = (store_url(), revision, chosen.name, fingerprint_of(chosen))
    whole = _fingerprint(*key) if key in _scored() else ""
    return (whole, revision) if whole else None


def known_diagnosis(chosen: Round) -> Diagnosis:
    """The diagnosis of a round that there is."""
    return _diagnosis(store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen))


def freezes_of(chosen: Round) -> list[Freeze]:
    """The freezes of a round."""
    return _freezes(store_url(), current_store().revision(), chosen.name)


def appeals_of(chosen: Round) -> list[Appeal]:
    """The appeals of a round."""
    return _appeals(store_url(), current_store().revision(), chosen.name)


def problem_ledger_of(chosen: Round) -> ProblemLedger:
    """The ledger of problems beside the lists of a round."""
    return _problem_ledger(store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen))


def material_of(chosen: Round, today: date) -> Material:
    """What slides and documents of a round are written from."""
    return _material(store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen), today)


def choices_of(chosen: Round, today: date) -> Choices:
    """What the office has chosen for a round's documents."""
    return _choices(store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen), today)


def sequence_of(chosen: Round, today: date) -> SlideSequence:
    """How a briefing of a round runs: as the office has chosen, else as usual."""
    return SlideSequence.from_saved(current_store().setting(SEQUENCE_SETTING), material_of(chosen, today))


def briefing_of(chosen: Round, today: date) -> Briefing:
    """The slides of a round."""
    return _briefing(store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen), today)


def pins_of(chosen: Round) -> list[Pin]:
    """The numbers disputed at the meeting of a round."""
    return _pins(store_url(), current_store().revision(), chosen.name)


def completeness_of(chosen: Round) -> pd.DataFrame:
    """Who has reported in a round: columns of ``data.completeness.COMPLETENESS``. To be read, never written into."""
    return _completeness(store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen))


def known_figures_of(chosen: Round) -> Known:
    """The targets and last year's figures that are known up to a round."""
    return _known_figures(store_url(), current_store().revision(), chosen.name)


def sources_of(chosen: Round) -> RoundSources:
    """What every source says of a round, and where they differ."""
    return _sources(store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen))


def evidence_of(chosen: Round) -> Ledger:
    """What stands behind the points of a round, and what does not."""
    return _evidence(store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen))


def innovation_of(chosen: Round) -> InnovationAccount:
    """What the cases of innovation of a round are worth."""
    return _innovation(store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen))


def remedies_of(chosen: Round) -> dict[Key, Remedy]:
    """What would put the lost points of a round right, by unit and item. To be read, never written into."""
    return _remedies(store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen))


def way_of(chosen: Round) -> list[Step]:
    """The shortest way of a round to the top grade."""
    return _way(store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen))


def outlook_of(chosen: Round, closed: Collection[str], figures: Mapping[Figure, float]) -> Outlook:
    """A round as it would be with those problems (``matched_by``) closed and those figures put right."""
    key = (store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen))
    return _outlook(*key, tuple(sorted(closed)), tuple(sorted(figures.items())))


def survey_of(chosen: Round) -> Survey:
    """The survey (三度调查) of a round: its rates, batches and opinions."""
    return _survey(store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen))


def survey_reading(chosen: Round, file_name: str, content: bytes) -> SurveyIntake:
    """What an uploaded survey workbook says. Only what was read is kept, never the file."""
    key = (store_url(), current_store().revision(), chosen.name, file_name, sha256(content).hexdigest())
    return _survey_reading(*key, _content=content)


def answers_of(chosen: Round) -> pd.DataFrame:
    """Every figure asked in a round and how it was answered: columns of ``data.answers.ANSWERS``."""
    return _answers(store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen))


def receipts_of(
    chosen: Round, batch: Sequence[tuple[str, Upload]], each: Callable[[int, str], object]
) -> list[Receipt]:
    """The receipts of a drop for a round, one an upload, in their order. Each upload comes with an id of its bytes.

    ``each`` hears how many files are read and which comes next.
    """
    key = (store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen))
    kept = _receipts(*key, tuple(id for id, _ in batch))
    if len(kept) < len(batch):
        limits.adopt(current_store())
        kept[:] = receive(_standing(*key), [upload for _, upload in batch], each=each)
    return kept


def ledgers_read(batch: Sequence[tuple[str, Upload]]) -> list[tuple[Upload, LedgerRead]]:
    """Uploaded workbooks of 整改台账 as read. Each upload comes with an id of its bytes."""
    limits.adopt(current_store())
    return _ledgers_read(tuple(id for id, _ in batch), _uploads=[upload for _, upload in batch])


def takings_of(chosen: Round, batch: Sequence[tuple[str, Upload]], sender: str, by: str) -> list[Taking]:
    """What taking them over would do to the ledger of problems; nothing is changed."""
    key = (store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen), sender, by)
    return _takings(*key, tuple(id for id, _ in batch), _files=ledgers_read(batch))


def returned_of(chosen: Round, submission: int) -> Returned | None:
    """An accepted workbook of a round with its faults marked; None when it has none."""
    return _returned(store_url(), current_store().revision(), chosen.name, fingerprint_of(chosen), submission)


@st.cache_resource(max_entries=2, show_spinner=False)
def _versions(url: str, revision: int) -> tuple[Version, ...]:
    return tuple(stored_versions(_store(url)))


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


@st.cache_resource(max_entries=4, show_spinner="正在按新方案试算……")
def _diagnosis_under(
    url: str, revision: int, round_name: str, fingerprint: str, *, _of: Scheme, _as: Diagnosis
) -> Diagnosis:
    return replace(_as, scheme=_of)


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
    return stored_scheme(_store, fingerprint)


@st.cache_resource(max_entries=12, show_spinner="正在计算得分……")
def _diagnosis(url: str, revision: int, round_name: str, fingerprint: str) -> Diagnosis:
    store = _store(url)

    def before() -> Diagnosis | None:
        position = store.round(round_name).position
        earlier = [one for one in _rounds(url, revision) if one.position < position]
        return _diagnosis(url, revision, earlier[-1].name, fingerprint_of(earlier[-1])) if earlier else None

    found = Diagnosis.of(store, _scheme(store, fingerprint), round_name, before)
    _scored().add((url, revision, round_name, fingerprint))
    return found


@st.cache_resource(show_spinner=False)
def _scored() -> set[tuple[str, int, str, str]]:
    """The keys under which rounds have been scored."""
    return set()


@st.cache_resource(max_entries=4, show_spinner=False)
def _fingerprint(url: str, revision: int, round_name: str, fingerprint: str) -> str:
    """The round's fingerprint; "" where nothing has been reported."""
    found = _diagnosis(url, revision, round_name, fingerprint)
    return fingerprint_of_diagnosis(found) if found.reported else ""


@st.cache_resource(max_entries=4, show_spinner=False)
def _remedies(url: str, revision: int, round_name: str, fingerprint: str) -> dict[Key, Remedy]:
    return remedies(_diagnosis(url, revision, round_name, fingerprint))


@st.cache_resource(max_entries=4, show_spinner="正在找最省的路……")
def _way(url: str, revision: int, round_name: str, fingerprint: str) -> list[Step]:
    key = (url, revision, round_name, fingerprint)
    return way_to_top(_diagnosis(*key), _remedies(*key))


@st.cache_resource(max_entries=8, show_spinner=False)
def _outlook(
    url: str, revision: int, round_name: str, fingerprint: str, closed: tuple[str, ...],
    figures: tuple[tuple[Figure, float], ...],
) -> Outlook:  # fmt: skip
    return outlook(_diagnosis(url, revision, round_name, fingerprint), closed, dict(figures))


@st.cache_resource(max_entries=4, show_spinner="正在核对各来源的数……")
def _sources(url: str, revision: int, round_name: str, fingerprint: str) -> RoundSources:
    return RoundSources.of(_store(url), _diagnosis(url, revision, round_name, fingerprint))


@st.cache_resource(max_entries=4, show_spinner="正在核对佐证……")
def _evidence(url: str, revision: int, round_name: str, fingerprint: str) -> Ledger:
    return Ledger.of(_diagnosis(url, revision, round_name, fingerprint))


@st.cache_resource(max_entries=4, show_spinner=False)
def _innovation(url: str, revision: int, round_name: str, fingerprint: str) -> InnovationAccount:
    return InnovationAccount.of(_store(url), _diagnosis(url, revision, round_name, fingerprint))


@st.cache_resource(max_entries=4, show_spinner="正在计算三度……")
def _survey(url: str, revision: int, round_name: str, fingerprint: str) -> Survey:
    return Survey.of(_store(url), _diagnosis(url, revision, round_name, fingerprint))


@st.cache_resource(max_entries=16, ttl=timedelta(hours=1), show_spinner="正在读取调查表……")
def _survey_reading(
    url: str, revision: int, round_name: str, file_name: str, fingerprint: str, *, _content: bytes
) -> SurveyIntake:
    return read_apart(SurveyUpload(file_name, _content), _store(url).roster(), round_name)


@st.cache_resource(max_entries=4, show_spinner="正在分析变化由来……")
def _round_change(url: str, revision: int, earlier: tuple[str, str], later: tuple[str, str]) -> RoundChange:
    return change_between(_store(url), *(_diagnosis(url, revision, *one) for one in (earlier, later)))


@st.cache_resource(max_entries=2, show_spinner=False)
def _choices(url: str, revision: int, round_name: str, fingerprint: str, today: date) -> Choices:
    return Choices.of(_store(url), _material(url, revision, round_name, fingerprint, today))


@st.cache_resource(max_entries=2, show_spinner="正在汇集本轮的各项结果……")
def _material(url: str, revision: int, round_name: str, fingerprint: str, today: date) -> Material:
    return Material.of(_store(url), _diagnosis(url, revision, round_name, fingerprint), today)


@st.cache_resource(max_entries=2, show_spinner="正在编排汇报页面……")
def _briefing(url: str, revision: int, round_name: str, fingerprint: str, today: date) -> Briefing:
    material = _material(url, revision, round_name, fingerprint, today)
    return briefing(material, SlideSequence.from_saved(_store(url).setting(SEQUENCE_SETTING), material))


@st.cache_resource(max_entries=4, show_spinner=False)
def _pins(url: str, revision: int, round_name: str) -> list[Pin]:
    return PinBook(_store(url)).of_round(round_name)


@st.cache_resource(max_entries=4, show_spinner=False)
def _freezes(url: str, revision: int, round_name: str) -> list[Freeze]:
    return Freezer(_store(url)).freezes(round_name)


@st.cache_resource(max_entries=4, show_spinner=False)
def _appeals(url: str, revision: int, round_name: str) -> list[Appeal]:
    return AppealBook(_store(url)).of_round(round_name)


@st.cache_resource(max_entries=4, show_spinner=False)
def _problem_ledger(url: str, revision: int, round_name: str, fingerprint: str) -> ProblemLedger:
    store = _store(url)
    return ProblemLedger.of(store, _scheme(store, fingerprint), round_name)


@st.cache_resource(max_entries=4, show_spinner=False)
def _completeness(url: str, revision: int, round_name: str, fingerprint: str) -> pd.DataFrame:
    store = _store(url)
    return completeness(store, _scheme(store, fingerprint), store.round(round_name))


@st.cache_resource(max_entries=2, show_spinner=False)
def _standing(url: str, revision: int, round_name: str, fingerprint: str) -> Standing:
    store = _store(url)
    return Standing.of(store, _scheme(store, fingerprint), round_name)


@st.cache_resource(max_entries=4, show_spinner=False)
def _answers(url: str, revision: int, round_name: str, fingerprint: str) -> pd.DataFrame:
    store = _store(url)
    return answers(store, _scheme(store, fingerprint), store.round(round_name))


@st.cache_resource(max_entries=16, ttl=timedelta(hours=1), show_spinner=False)
def _receipts(url: str, revision: int, round_name: str, fingerprint: str, ids: tuple[str, ...]) -> list[Receipt]:
    """An empty place for the receipts of that drop: a cached function may not move the page's progress bar."""
    return []


@st.cache_resource(max_entries=8, ttl=timedelta(hours=1), show_spinner="正在读取整改台账……")
def _ledgers_read(ids: tuple[str, ...], *, _uploads: Sequence[Upload]) -> list[tuple[Upload, LedgerRead]]:
    return read_ledgers_apart(_uploads)


@st.cache_resource(max_entries=8, show_spinner=False)
def _takings(
    url: str, revision: int, round_name: str, fingerprint: str, sender: str, by: str, ids: tuple[str, ...],
    *, _files: list[tuple[Upload, LedgerRead]],
) -> list[Taking]:  # fmt: skip
    store = _store(url)
    return RectificationBook(store, _scheme(store, fingerprint)).preview(_files, sender, by)


@st.cache_resource(max_entries=64, show_spinner=False)
def _returned(url: str, revision: int, round_name: str, fingerprint: str, submission: int) -> Returned | None:
    return accepted_sent_back(_store(url), _standing(url, revision, round_name, fingerprint), submission)


@st.cache_resource(max_entries=2, show_spinner=False)
def _known_figures(url: str, revision: int, round_name: str) -> Known:
    store = _store(url)
    return known_figures(store, store.round(round_name))
