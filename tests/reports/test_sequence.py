"""The order of a briefing: kept as a setting, brought back from whatever was kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.briefing import KINDS, TOWN_ORDERS, Appointment, Entry, Sequence
from reports.material import Material

LINES = st.text("推进会三月镇abc", min_size=1, max_size=20)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def sequences(draw: st.DrawFn, units: list[str]) -> Sequence:
    """Any sequence that the page can make."""
    order = draw(st.permutations(list(KINDS)))
    chosen = draw(st.none() | st.lists(st.sampled_from(units), unique=True))
    return Sequence(
        entries=tuple(Entry(kind, draw(st.booleans())) for kind in order),
        title=draw(LINES),
        county=draw(LINES),
        day=draw(DAYS),
        town_order=draw(st.sampled_from(list(TOWN_ORDERS))),
        towns=None if chosen is None else tuple(unit for unit in units if unit in chosen),
        schedule=tuple(draw(st.lists(st.builds(Appointment, st.none() | DAYS, LINES), max_size=4))),
        anonymous=draw(st.booleans()),
        dark=draw(st.booleans()),
    )


@given(st.data())
def test_what_was_kept_comes_back_as_it_was(demo_material: Material, data: st.DataObject) -> None:
    sequence = data.draw(sequences(demo_material.diagnosis.units))
    kept = json.loads(json.dumps(sequence.to_saved()))
    assert Sequence.from_saved(kept, demo_material) == sequence


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(
    ("entries", "title", "county", "day", "town_order", "towns", "schedule", "anonymous", "dark", "colour"), JSON,
)) | JSON)  # fmt: skip
def test_whatever_was_kept_makes_a_sequence_with_every_kind_once(demo_material: Material, kept: Any) -> None:
    found = Sequence.from_saved(kept, demo_material)
    assert sorted(one.kind for one in found.entries) == sorted(KINDS)
    assert found.title and found.county and found.town_order in TOWN_ORDERS
    assert all(one.what for one in found.schedule)


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("entries", [{"kind": "karaoke"}, 3]), ("title", " "), ("county", 7), ("day", "31.3.2026"), ("town_order", "x"),
        ("towns", "石桥镇"), ("schedule", "明天"), ("anonymous", "yes"), ("dark", 1),
    ],
)  # fmt: skip
def test_a_broken_setting_takes_the_default_and_the_others_stay(
    demo_material: Material, name: str, broken: object
) -> None:
    usual = Sequence.default(demo_material)
    kept = replace(usual, title="誓师大会", dark=True).to_saved() | {name: broken}
    found = Sequence.from_saved(kept, demo_material).to_saved()
    assert found[name] == usual.to_saved()[name]
    assert found["title"] == (usual.title if name == "title" else "誓师大会")


def test_a_kind_that_was_not_there_when_the_sequence_was_kept_stands_at_its_end(demo_material: Material) -> None:
    kept = {"entries": [{"kind": "towns", "shown": False}, {"kind": "cover"}, {"kind": "towns"}]}
    entries = Sequence.from_saved(kept, demo_material).entries
    assert entries[:2] == (Entry("towns", shown=False), Entry("cover"))
    assert len(entries) == len(KINDS)


def test_the_usual_schedule_has_the_dates_of_the_round_in_their_order(demo_material: Material) -> None:
    chosen = demo_material.diagnosis.round
    days = [one.day for one in Sequence.default(demo_material).schedule]
    assert days == [chosen.due_on, chosen.rectify_by, chosen.evaluation_by]
