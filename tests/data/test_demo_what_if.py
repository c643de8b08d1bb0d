"""The demo county's shortest way to the top grade, as ``docs/demo.md`` tells it."""

from __future__ import annotations

import pytest

from data.diagnosis import diagnose
from data.store import Store
from data.way_to_top import Step, way_to_top
from scoring.rounding import half_up
from tests.demo_stores import demo_file


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> list[Step]:
    store = Store(f"sqlite:///{demo_file(tmp_path_factory)}")
    return way_to_top(diagnose(store, store.rounds()[-1].name))


def test_six_items_put_right_in_26_places_lift_the_county_to_the_top_grade(steps: list[Step]) -> None:
    assert [step.indicator.code for step in steps] == ["D2-01", "B1-04", "B1-01", "C1-02", "C1-04", "C1-01"]
    assert sum(len(step.remedies) for step in steps) == 26
    assert [len(step.verdict.vetoed) for step in steps] == [5, 4, 3, 2, 1, 0]
    assert (str(half_up(steps[-1].verdict.projected)), steps[-1].verdict.grade_final) == ("93.32", "优秀")
    assert [step.verdict.grade_final for step in steps[:-1]] == ["良好"] * 5
