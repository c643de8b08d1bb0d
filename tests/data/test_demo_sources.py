"""The third round of the demo county: where its towns, departments and inspection team say different things."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pytest

from data.consistency import Disagreement, disagreements
from data.consistency_scores import BothWays, both_ways
from data.demo import ROUNDS
from data.demo.county import chosen_towns, roster
from data.demo.workbooks import demo_workbooks
from data.reading import read_workbook
from data.store import Store
from scoring import load_scheme, score, score_county
from scoring.rounding import half_up


@dataclass(frozen=True)
class Round:
    """The round as the page of consistency sees it."""

    found: list[Disagreement]
    scores: BothWays
    findings: pd.DataFrame


@pytest.fixture(scope="module")
def third() -> Round:
    scheme, store, one = load_scheme("gd2021"), Store("sqlite://").migrate(), ROUNDS[2]
    members = roster(scheme, chosen_towns())
    store.save_roster(members)
    store.open_round(one.name, scheme.code, scheme.version)
    for sent in demo_workbooks(scheme, one):
        read = read_workbook(sent.content, sent.file_name, scheme, members, one.name)
        store.save_submission(one.name, read, sent.content, sent.submitted_by, sent.submitted_at)
    every, units = store.every_value(one.name), members.units()
    towns, county = (compute(scheme, store.values(one.name), units) for compute in (score, score_county))
    sent_by, said, corrected = (read(one.name) for read in (store.submissions, store.verifications, store.corrections))
    found = disagreements(every, towns, county, sent_by, said, corrected)
    return Round(found, both_ways(every, scheme, units, towns, county), store.findings(one.name))


def test_sources_differ_in_eight_places_and_the_county_s_veto_hangs_on_one(third: Round) -> None:
    first, *others = third.found
    assert len(others) == 7
    assert (first.unit, first.indicator.code, first.county_veto) == ("官田镇", "A2-03", True)
    assert [one.spoken for one in first.said] == ["1", "0"]
    assert not any(one.county_veto for one in others)


def test_of_one_figure_three_sources_say_three_things(third: Round) -> None:
    toilets = next(one for one in third.found if (one.unit, one.input.id) == ("大坑镇", "faulty"))
    assert [(one.source, one.spoken) for one in toilets.said] == [("自报", "1"), ("核定", "2"), ("抽查", "3")]
    assert toilets.who == ("大坑镇", "县农业农村局", "县暗访组")


def test_every_difference_says_why_and_none_rests_on_an_older_figure(third: Round) -> None:
    assert all(one.counting.reason for one in third.found)
    assert not any(said.outdated for one in third.found for said in one.said)
    departments = third.findings[third.findings["file"].str.contains("核定表")]
    assert set(departments["severity"]) <= {"提示"}


def test_by_the_towns_own_figures_the_county_would_stand_a_little_higher(third: Round) -> None:
    assert float(half_up(third.scores.county_totals()["gap"].iloc[0])) == 0.06
    assert third.scores.totals()["unit"].iloc[0] == "长圩镇"
