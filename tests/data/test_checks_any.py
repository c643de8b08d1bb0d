"""Whatever towns report, the checks say something sensible or nothing, and never fail."""

from __future__ import annotations

import re
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from data.checks import county_findings, own_findings
from data.checks.subject import Subject
from data.findings import MESSAGES
from data.standing import Standing
from data.templates.forms import asked_of_town
from tests.data.county import TOWN_NAMES, county
from tests.data.office import accepted, scheme, standing, upload

ASKED = asked_of_town(scheme())[::9]
NUMBERS = st.integers(0, 200) | st.floats(0, 1e11, allow_nan=False) | st.sampled_from([0, 1e-9, 1e11, 12.5])
ANSWERS = st.sampled_from(["未填报", "不适用"]) | NUMBERS.map(repr)
BESIDE = st.none() | NUMBERS


@st.composite
def forms(draw: st.DrawFn) -> str:
    """A town's form with some of the figures, whatever they are."""
    asked = draw(st.lists(st.sampled_from(ASKED), min_size=1, unique_by=lambda one: one.key))
    lines = []
    for one in asked:
        beside = {name: draw(BESIDE) for name in ("target", "last_year")}
        more = " ".join(f"{name}={number!r}" for name, number in beside.items() if number is not None)
        lines.append(f"{one.key[0]} {one.key[1]} {draw(ANSWERS)} {more}")
    return "\n".join(lines)


@cache
def now() -> Standing:
    """A round in which one town has reported, after one in which all have."""
    lines = "\n".join(f"{one.key[0]} {one.key[1]} 10#" for one in ASKED)
    store = county({town: lines.replace("#", str(place)) for place, town in enumerate(TOWN_NAMES)})
    accepted(store, TOWN_NAMES[-1], lines.replace("#", "9"))
    return standing(store)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TOWN_NAMES), forms()), max_size=4))
def test_every_finding_of_any_drop_has_a_code_a_place_and_full_sentences(drop: list[tuple[str, str]]) -> None:
    intakes = [upload(unit, sheet)[1] for unit, sheet in drop]
    for intake, beside in zip(intakes, county_findings(now(), intakes), strict=True):
        prospect = now().prospect(intake)
        own = own_findings(Subject(now().scheme, now().roster, intake, prospect.scored, prospect.card))
        cells = {*intake.values["cell"], ""}
        for one in (*own, *beside):
            assert one.code in MESSAGES
            assert one.cell in cells
            assert not re.search(r"nan|inf|None|\{|\}", one.message + one.remedy)


@settings(max_examples=8, deadline=None)
@given(st.lists(forms(), min_size=2, max_size=4), st.randoms())
def test_what_is_found_in_a_form_does_not_hang_on_the_order_of_the_files(sheets: list[str], luck: object) -> None:
    drop = [(unit, upload(unit, sheet)[1]) for unit, sheet in zip(TOWN_NAMES, sheets, strict=False)]
    shuffled = drop.copy()
    luck.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (
        dict(zip([unit for unit, _ in ones], county_findings(now(), [read for _, read in ones]), strict=True))
        for ones in (drop, shuffled)
    )
    assert {unit: set(found) for unit, found in first.items()} == {unit: set(found) for unit, found in second.items()}
