"""Whatever stands in a survey workbook: it is read or refused, never an exception, and no person's number gets in."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.reading.personal import personal_number
from data.reading.survey import read_survey
from data.survey.copies import kept
from scoring.survey import HOUSEHOLDS, QUESTIONS
from tests.data.sheets import ROSTER, small_scheme
from tests.data.surveys import HEADS, IDENTITY, ROUND, drawn, read

ANSWERS = [word for one in QUESTIONS.values() for word in one.answers]
WORDS = ["石桥镇", *HOUSEHOLDS, *ANSWERS, "很满意", "=1/0", "合计", "😀", "镇", "满意", "a" * 400, "\u200b", ""]
NUMBERS = [IDENTITY, "13800138000", "0668-8123456", 13800138000, "请打13800138000找我"]
anything = st.sampled_from([*WORDS, 0, -1, 3.5, True, date(2026, 3, 12), datetime(2026, 3, 12, 8), None, *NUMBERS])
right = st.tuples(
    st.sampled_from(["石桥镇", "云岭镇"]), st.sampled_from(["上坪村", ""]), st.sampled_from(HOUSEHOLDS),
    st.just(date(2026, 3, 12)), st.just("入户"), *(st.sampled_from(one.answers) for one in QUESTIONS.values()),
    st.sampled_from(["", "路灯不亮", "请打13800138000找我"]), st.just(""),
)  # fmt: skip


@st.composite
def a_row(draw: st.DrawFn) -> list[object]:
    """A respondent as the form wants it, with up to two cells that hold anything."""
    row: list[object] = list(draw(right))
    for place in draw(st.lists(st.integers(0, len(row) - 1), max_size=2)):
        row[place] = draw(anything)
    return row


rows = st.lists(a_row(), max_size=6)
headings = st.lists(st.sampled_from([*HEADS, "备注", "姓名", ""]), min_size=3, max_size=10, unique=True)
usual = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@usual
@given(rows, st.just(list(HEADS)) | headings)
def test_any_sheet_is_read_or_refused_and_no_number_gets_in(said: list[list[object]], heads: list[str]) -> None:
    intake = read(drawn(*said, heads=heads))
    assert intake.readable == bool(len(intake.answers))
    assert intake.readable or intake.findings
    assert not any(personal_number(cell) for row in intake.rows() for cell in row.values() if isinstance(cell, str))
    if heads == list(HEADS):
        opinion = HEADS.index("意见")
        others = [cell for row in said for place, cell in enumerate(row) if place != opinion]
        assert intake.personal == any(personal_number(cell) for cell in others if cell is not None)  # type: ignore[arg-type]


@usual
@given(rows)
def test_the_copy_that_is_kept_says_what_was_read_and_holds_no_number(said: list[list[object]]) -> None:
    content = drawn(*said)
    intake = read(content)
    if not intake.readable:
        return
    record, copy = kept(intake, content, small_scheme())
    assert record.sha256 == read(copy).sha256
    assert not record.foreign
    again = read_survey(copy, "又一份.xlsx", ROSTER, ROUND)
    assert [{**row, "cell": ""} for row in again.rows()] == [{**row, "cell": ""} for row in intake.rows()]
    assert "R617" not in [one.code for one in again.findings]
