"""Figures counted from the survey: in the place of what the town reported, and gone with the batch."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import pandas as pd
import pytest

from data.counted_figures import CountedFigures
from data.diagnosis import Diagnosis
from data.freezing import Freezer
from data.intake import SURVEYED
from data.round_sources import RoundSources
from data.store import Correction, Counting, Store, StoreError
from data.store_reading import STORED_VALUES
from data.survey.book import SurveyBook
from data.survey.copies import kept
from data.survey.rates import Survey
from data.templates import survey_workbook
from scoring.scheme import COUNTY, Scheme
from scoring.scheme_file import parse_scheme
from scoring.survey import HOUSEHOLDS
from tests.data.office import LATRINES, ROUND, accepted, office, scheme
from tests.data.surveys import read, respondent

REPORTED = """
    B1-05 satisfied 60
    B1-05 valid     60
"""
GIVEN = (
    (30, "脱贫户", "满意"), (6, "监测户", "比较满意"), (4, "脱贫户", "一般"), (1, "脱贫户", "不清楚"),
    (9, "一般户", "不满意"),
)  # fmt: skip
SAID = [respondent(household=kind, satisfied=word) for many, kind, word in GIVEN for _ in range(many)]
"""40 answers that count for B1-05, 36 of them good: 90 %."""


@pytest.fixture
def store() -> Store:
    made = office()
    accepted(made, "石桥镇", REPORTED)
    accepted(made, "云岭镇", REPORTED)
    return made


def survey(store: Store, said: list[dict[str, object]] | None = None) -> int:
    content = survey_workbook(scheme(), ROUND, answers=SAID if said is None else said)
    return SurveyBook(store).save(ROUND, *kept(read(content), content, scheme()), "李某")


def rows(store: Store, unit: str = "石桥镇") -> pd.DataFrame:
    """The two figures as they count, by input."""
    values = Diagnosis.of(store, scheme(), ROUND).values
    return values[(values["unit"] == unit) & (values["indicator"] == "B1-05")].set_index("input")


def score(store: Store, unit: str) -> float:
    table = Diagnosis.of(store, scheme(), ROUND).towns.table()
    return float(table[(table["unit"] == unit) & (table["indicator"] == "B1-05")]["score"].iloc[0])


def test_the_answers_of_the_meant_households_take_the_place_of_what_the_town_reported(store: Store) -> None:
    assert score(store, "石桥镇") == 1
    number = survey(store)
    found = rows(store)
    assert found["value"].to_dict() == {"satisfied": 36, "valid": 40}
    assert set(found["source"]) == {SURVEYED}
    assert set(found["typed"]) == {"按 40 份问卷计"}
    assert set(found["cell"]) == {f"第 {number} 批"}
    assert score(store, "石桥镇") == 0.5
    SurveyBook(store).withdraw(number, "问错了村", "李某")
    assert score(store, "石桥镇") == 1


def test_a_town_of_which_no_answer_counts_keeps_what_it_reported(store: Store) -> None:
    survey(store, [*SAID, respondent(town="云岭镇", village="大塘村", satisfied="不清楚")])
    assert set(rows(store, "云岭镇")["source"]) == {"自报"}
    assert rows(store, "云岭镇")["value"].tolist() == [60, 60]


def test_what_the_town_reported_stays_visible_beside_the_survey(store: Store) -> None:
    survey(store)
    sources = RoundSources.of(store, Diagnosis.of(store, scheme(), ROUND))
    said = {one.input.id: [(each.source, each.spoken) for each in one.said] for one in sources.found}
    assert said == {"satisfied": [("自报", "60"), ("问卷", "36")], "valid": [("自报", "60"), ("问卷", "40")]}


def test_the_offices_own_correction_outranks_the_survey(store: Store) -> None:
    survey(store)
    counted = CountedFigures.of(store, scheme(), ROUND).rows
    right = Correction("石桥镇", "B1-05", "satisfied", "", 38.0, "reported", "38")
    store.correct(ROUND, right, "两份重复", Counting(SURVEYED, "reported", 36.0), "李某", counted=counted)
    assert rows(store)["source"].to_dict() == {"satisfied": "更正", "valid": SURVEYED}
    assert rows(store)["value"]["satisfied"] == 38


def test_the_county_has_the_ratio_of_all_answers_not_the_mean_of_the_towns(store: Store) -> None:
    accepted(store, "安和镇", REPORTED.replace("satisfied 60", "satisfied 30").replace("valid     60", "valid     40"))
    survey(store)
    card = Diagnosis.of(store, scheme(), ROUND).county
    table = card.table().set_index("indicator")
    # 126 of 140 is 90 %; the mean of 90 %, 100 % and 75 % would be 88.3 %
    assert table.loc["B1-05", "score"] == 0.5
    figures = {one.input: one.figure for one in card.explain(COUNTY, "B1-05").figures}
    assert figures == {"satisfied": "126", "valid": "140"}


def test_a_frozen_round_keeps_the_score_that_the_survey_gave(store: Store) -> None:
    number = survey(store)
    Freezer(store).freeze(lambda: Diagnosis.of(store, scheme(), ROUND), "李主任")
    with pytest.raises(StoreError, match="已经封存"):
        SurveyBook(store).withdraw(number, "问错了村", "李某")
    assert score(store, "石桥镇") == 0.5


def test_a_figure_of_the_whole_county_is_that_of_all_towns(store: Store) -> None:
    content = survey_workbook(small(), ROUND, answers=[*SAID, respondent(town="云岭镇", village="", aware="不知道")])
    SurveyBook(store).save(ROUND, *kept(read(content), content, small()), "李某")
    found = CountedFigures.of(store, small(), ROUND).surveyed
    STORED_VALUES.check(found, "figures")
    assert dict(zip(found["input"], found["value"], strict=True)) == {"known": 50, "asked": 51}
    assert set(found["unit"]) == {COUNTY}


def small() -> Scheme:
    """A scheme whose 评议 rests on the survey of the whole county."""
    return parse_scheme({"scheme.yaml": SMALL})


SMALL = """
scheme: gd2021
version: "1"
name: 问卷方案
declares: {}
grades: [{name: 优秀, at_least: 90}, {name: 一般}]
veto: {cap: 一般}
themes: []
components:
  - code: P-01
    name: 政策知晓
    points: 10
    lead: 县委农办
    inputs:
      - {id: known, name: 知晓份数, unit: 份, at_most: asked, surveyed: {question: aware, part: good}}
      - {id: asked, name: 有效份数, unit: 份, surveyed: {question: aware, part: base}}
    rule: {ratio: {value: known, target: asked}}
    cases: [{given: {known: 9, asked: 10}, score: 9}]
categories:
  - code: A
    name: 其他
    sub_items:
      - code: A1
        name: 其他
        indicators:
          - code: A1-01
            name: 制度
            points: 1
            lead: 县委农办
            inputs: [{id: rules, name: 有制度, unit: 是否}]
            rule: {yes_no: {value: rules}}
"""


def test_coverage_is_known_where_the_scheme_asks_for_the_number_of_monitored_households(store: Store) -> None:
    survey(store)
    unknown = Survey.of(store, Diagnosis.of(store, scheme(), ROUND))
    assert unknown.coverage.set_index("unit")["reached"].to_dict() == {COUNTY: 6, "石桥镇": 6, "云岭镇": 0, "安和镇": 0}
    assert unknown.coverage["share"].isna().all()
    known = replace(unknown, monitored={"石桥镇": 24.0, "云岭镇": 6.0, "安和镇": 0.0})
    shares = known.coverage.set_index("unit")["share"]
    assert shares.drop("安和镇").to_dict() == {COUNTY: 0.2, "石桥镇": 0.25, "云岭镇": 0.0}
    assert isnan(shares["安和镇"])


def test_the_table_for_reports_has_the_county_the_towns_and_the_kinds_of_households(store: Store) -> None:
    survey(store)
    found = Survey.of(store, Diagnosis.of(store, scheme(), ROUND))
    table = found.table()
    units = dict.fromkeys(zip(table["level"], table["unit"], strict=True))
    kinds = [("household", kind) for kind in HOUSEHOLDS]
    assert list(units) == [("county", COUNTY), ("town", "石桥镇"), *kinds]
    mine = found.rates_of("石桥镇").set_index("question")
    assert mine.loc["satisfied", ["good", "base", "respondents"]].tolist() == [36, 49, 50]
    assert found.rates_of("云岭镇").empty


def test_without_a_respondent_every_table_is_empty_and_says_so(store: Store) -> None:
    found = Survey.of(store, Diagnosis.of(store, scheme(), ROUND))
    assert found.table()["unit"].tolist() == [COUNTY] * 3
    assert found.rates_of("石桥镇").empty
    assert found.by_village.empty
    assert found.opinions().empty
    assert found.coverage["reached"].tolist() == [0] * 4
    assert found.summary == f"{ROUND}还没有问卷。"


def test_what_is_reported_without_a_survey_is_not_touched(store: Store) -> None:
    accepted(store, "石桥镇", LATRINES)
    assert SURVEYED not in set(Diagnosis.of(store, scheme(), ROUND).values["source"])
