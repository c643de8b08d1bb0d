"""清单计数: a figure counted from the list of problems is what a hand counts, and moves when a problem is closed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.comparing import change_between
from data.corrections import Slot, counting
from data.counted_figures import CountedFigures, counted_problems
from data.diagnosis import Diagnosis
from data.fingerprint import fingerprint
from data.freezing import Freezer
from data.intake import PROBLEMS
from data.outlook import outlook
from data.problem_book import ProblemBook
from data.problem_counting import STORED
from data.problem_lists import keys_of
from data.problems import matched_by
from data.round_sources import RoundSources
from data.standing import Standing
from data.store import Correction, Counting, Store, StoreError
from data.templates.forms import SEVERITIES, SOURCES
from scoring.scheme import Counted
from tests.data.office import DUE, EARLIER, ROUND, accepted, office, scheme, upload
from tests.data.test_problem_book import AT, ROADS, TOILET, send, walk

FIGURE = Slot("石桥镇", "B1-04", "overdue")
LATE = {**TOILET, "indicator": "B1-02", "due_on": date(2026, 3, 15)}
"""A problem of 石桥镇 that was to be closed five days before the round's figures are due."""

ROWS = st.fixed_dictionaries({
    "source": st.sampled_from(SOURCES), "severity": st.sampled_from(SEVERITIES),
    "indicator": st.sampled_from(("B1-02", "C1-02", "")), "town": st.sampled_from(("石桥镇", "云岭镇")),
    "place": st.sampled_from(("村口", "村尾")), "description": st.sampled_from(("无人管护", "无人 管护。", "积水")),
    "due_on": st.dates(date(2026, 3, 18), date(2026, 3, 22)) | st.none(),
})  # fmt: skip
COUNTS = st.builds(
    Counted, st.sampled_from(("open", "overdue")),
    *(st.lists(st.sampled_from(known), max_size=2).map(tuple) for known in (SOURCES, SEVERITIES, ("B1-02", "C1-02"))),
)  # fmt: skip


def store_with(*problems: dict[str, Any], reported: str = "3", beside: str = "") -> Store:
    """石桥镇 has reported so many overdue problems, and these have been entered."""
    store = office()
    accepted(store, "石桥镇", f"B1-04 overdue {reported}\nB1-04 faked 0{beside}")
    for place, problem in enumerate(problems):
        ProblemBook(store).enter(ROUND, {**problem, "place": f"第 {place + 1} 处"}, "张工", at=AT)
    return store


def says(store: Store, round_name: str = ROUND) -> tuple[str, float]:
    """Which source counts, and what it says."""
    found = counting(Diagnosis.of(store, scheme(), round_name).values, FIGURE)
    return found.source, found.value


@settings(max_examples=80, deadline=None)
@given(st.lists(ROWS, max_size=8), COUNTS)
def test_what_is_counted_is_what_a_hand_counts(drawn: list[dict[str, Any]], counted: Counted) -> None:
    blank = dict.fromkeys(STORED.columns, "") | {"found_on": None, "rigid": None, "submission": 1, "submitted_at": None}
    hanging = STORED.frame([list({**blank, **row}.values()) for row in drawn])
    by_hand = set()
    for row in drawn:
        fits = all(
            not named or row[name] in named
            for name, named in (
                ("source", counted.source), ("severity", counted.severity), ("indicator", counted.indicator),
            )
        )  # fmt: skip
        late = row["due_on"] is not None and row["due_on"] < DUE
        if row["town"] == "石桥镇" and fits and (counted.problems == "open" or late):
            by_hand.add(matched_by({"village": "", **row}))
    found = counted_problems(hanging, counted, ["石桥镇"], DUE)
    assert sorted(keys_of(found)) == sorted(by_hand)


def test_the_list_outranks_what_the_town_says_and_the_difference_is_found() -> None:
    store = store_with(LATE, {**LATE, "source": "群众反映"}, TOILET)
    assert says(store) == ("清单", 1.0)
    (found,) = RoundSources.of(store, Diagnosis.of(store, scheme(), ROUND)).found
    assert [(one.source, one.value, one.counts) for one in found.said] == [("自报", 3, False), ("清单", 1, True)]
    assert str(found.counting.place) == "问题台账 逾期未销号 第 1 号"
    assert found.counting.reason.startswith("问题清单中逾期未销号的（来源：国家暗访、")
    assert found.town_veto is False, "one overdue problem is deducted as three are"


def test_a_town_without_a_list_keeps_what_it_has_reported_or_stays_unreported() -> None:
    store = store_with({**LATE, "town": "云岭镇"})
    assert says(store) == ("自报", 3.0)
    assert says(store_with(reported="未填报")) == ("自报", pytest.approx(float("nan"), nan_ok=True))
    withdrawn = store_with(LATE)
    ProblemBook(withdrawn).withdraw(1, 1, "误报", "张工", AT)
    assert says(withdrawn) == ("自报", 3.0), "what was no problem is no list"


def test_closing_a_problem_moves_the_score_and_a_frozen_round_keeps_its_count() -> None:
    store = store_with(LATE, LATE)
    before = Diagnosis.of(store, scheme(), ROUND)
    assert (says(store), before.county.explain("全县", "B1-04").high) == (("清单", 2.0), 1.0)
    kept = Freezer(store).freeze(lambda: before, "张工")
    later = kept.at + timedelta(days=1)
    walk(ProblemBook(store), 1, ROADS["closed"], later)
    assert says(store) == ("清单", 2.0)
    assert fingerprint(Diagnosis.of(store, scheme(), ROUND)) == kept.fingerprint
    Freezer(store).reopen(ROUND, "李主任", "更正", later)
    assert says(store) == ("清单", 1.0)
    assert Diagnosis.of(store, scheme(), ROUND).county.explain("全县", "B1-04").high == 1.5
    walk(ProblemBook(store), 2, ROADS["closed"], later)
    after = Diagnosis.of(store, scheme(), ROUND)
    assert (says(store), "B1-04" in before.verdict.vetoed, "B1-04" in after.verdict.vetoed) == (
        ("清单", 0.0), True, False,
    )  # fmt: skip


def test_a_frozen_round_keeps_the_day_as_of_which_problems_are_overdue() -> None:
    store = store_with(LATE)
    Freezer(store).freeze(lambda: Diagnosis.of(store, scheme(), ROUND), "张工")
    with pytest.raises(StoreError, match="已经封存"):
        store.set_round_dates(ROUND, due_on=date(2026, 3, 14))
    store.set_round_dates(ROUND, due_on=DUE, rectify_by=date(2026, 4, 2))
    assert store.round(ROUND).rectify_by == date(2026, 4, 2)


def test_without_a_day_on_which_figures_are_due_nothing_is_overdue_and_the_reported_figure_stands() -> None:
    store = store_with(LATE)
    store.set_round_dates(ROUND, due_on=None)
    assert says(store) == ("自报", 3.0)


def test_what_foresees_a_closing_says_what_comes_of_it() -> None:
    store = store_with(LATE, LATE)
    present = Diagnosis.of(store, scheme(), ROUND)
    first, second = keys_of(present.problems)
    foreseen = outlook(present, {first, second})
    for number in (1, 2):
        walk(ProblemBook(store), number, ROADS["closed"], AT)
    come = Diagnosis.of(store, scheme(), ROUND)
    assert foreseen.lifted == ("B1-04",)
    assert foreseen.after.verdict == come.verdict
    assert foreseen.after.towns.totals().equals(come.towns.totals())


def test_the_office_has_the_last_word_on_a_single_figure_and_sees_what_the_list_said() -> None:
    store = store_with(LATE)
    right = Correction(*FIGURE, 3.0, "reported", "3")
    rows = CountedFigures.of(store, scheme(), ROUND).rows
    with pytest.raises(StoreError, match=r"刚刚有变动，现为 1（清单）"):
        store.correct(ROUND, right, "另有两个在办", Counting("自报", "reported", 3.0), "王某", counted=rows)
    number = store.correct(ROUND, right, "另有两个在办", Counting("清单", "reported", 1.0), "王某", counted=rows)
    assert says(store) == ("更正", 3.0)
    store.withdraw_correction(number, "已登记", "王某")
    assert says(store) == ("清单", 1.0)


def test_what_hung_on_an_earlier_list_hangs_until_the_office_closes_it() -> None:
    store = office()
    send(store, LATE, round_name=EARLIER)
    ProblemBook(store).take_over(EARLIER, "张工", AT)
    assert says(store) == ("清单", 1.0)
    accepted(store, "石桥镇", "B1-04 overdue 0\nB1-04 faked 0")
    assert says(store) == ("清单", 1.0), "left out of the next list is not closed"
    walk(ProblemBook(store), 1, ROADS["closed"], AT + timedelta(days=1))
    assert says(store) == ("清单", 0.0)


def test_a_list_on_its_way_in_is_counted_before_it_is_accepted() -> None:
    store = store_with(LATE)
    blank = {**dict.fromkeys(PROBLEMS.columns, ""), **LATE}
    problems = PROBLEMS.frame([list({**blank, "place": place}.values()) for place in ("村口", "村尾")])
    file, read = upload("石桥镇", "B1-04 overdue 0\nB1-04 faked 0", problems=problems)
    foreseen = Standing.of(store, scheme(), ROUND).prospects([read])[0]
    store.save_submission(ROUND, read, file.content, "李某", datetime(2026, 3, 19, tzinfo=UTC))
    assert says(store) == ("清单", 3.0)
    low, high = (ends[0] for ends in Diagnosis.of(store, scheme(), ROUND).towns.ends)
    assert foreseen.after == (low, high)


def test_the_change_between_rounds_counts_closing_as_figures_and_adds_up() -> None:
    store = store_with(LATE)
    accepted(store, "石桥镇", "B1-04 overdue 0\nB1-04 faked 0", EARLIER)
    earlier, later = (Diagnosis.of(store, scheme(), name) for name in (EARLIER, ROUND))
    (town,) = change_between(store, earlier, later).towns.query("unit == '石桥镇'").to_dict("records")
    assert town["total_data"] < 0
    assert town["total_after"] - town["total_before"] == pytest.approx(town["total_data"], abs=1e-9)
    assert town["total_judgement"] == town["total_rule"] == 0
