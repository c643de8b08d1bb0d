"""The catalogue of shapes: every kind there is, each with worked cases that hold."""

import pytest

from scoring import load_scheme
from scoring.cases import work
from scoring.rules import KINDS
from scoring.scheme import Case, Indicator

SHAPES = load_scheme("shapes")
WORKED = [(one, case) for one in (*SHAPES.indicators, *SHAPES.components) for case in one.cases]


@pytest.mark.parametrize(("indicator", "case"), WORKED, ids=[f"{one.name}-{case.line}" for one, case in WORKED])
def test_each_shape_gives_what_its_worked_case_says(indicator: Indicator, case: Case) -> None:
    assert work(SHAPES, indicator, case).wrong == ""


@pytest.mark.parametrize("indicator", SHAPES.indicators, ids=lambda one: one.name)
def test_each_shape_has_at_least_two_worked_cases(indicator: Indicator) -> None:
    assert len(indicator.cases) >= 2


def test_every_kind_of_rule_stands_in_the_catalogue_or_in_the_default_scheme() -> None:
    schemes = (SHAPES, load_scheme("gd2021"))
    items = [one for scheme in schemes for one in (*scheme.indicators, *scheme.components)]
    used = {node.kind for one in items for node in one.rule.walk()}
    assert used == set(KINDS)


def test_fraud_costs_no_point_but_bars_the_top_grade() -> None:
    import pandas as pd

    from scoring import score
    from scoring.grading import verdict

    rows = [("甲镇", "A1-06", "found", 0.0), ("甲镇", "A1-06", "fraud", 1.0)]
    values = pd.DataFrame(rows, columns=["unit", "indicator", "input", "value"]).assign(status="reported")
    found = verdict(score(SHAPES, values))
    assert found.vetoed == ("A1-06",)
