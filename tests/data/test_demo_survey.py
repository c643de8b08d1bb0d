"""The demo county's survey: real workbooks, read by the real reader, agreeing with the figures that count."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from data.demo import ROUNDS
from data.demo.county import Town, chosen_towns, roster
from data.demo.figures import town_figures
from data.demo.survey import CONTENT, VALID, survey_files, take_survey
from data.reading.survey import read_survey
from data.store import Store
from data.survey.book import SurveyBook
from scoring import Scheme, load_scheme
from scoring.survey import Surveyed, count, rates
from tests.data.surveys import codes

SUPPORTED = ("脱贫户", "监测户")


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return load_scheme("gd2021")


@pytest.fixture(scope="module")
def towns() -> tuple[Town, ...]:
    return chosen_towns(4)


@pytest.fixture(scope="module")
def surveyed(scheme: Scheme, towns: tuple[Town, ...]) -> SurveyBook:
    store = Store("sqlite://").migrate()
    store.save_roster(roster(scheme, towns))
    for one in ROUNDS:
        store.open_round(one.name, "gd2021", "1")
        take_survey(store, scheme, store.roster(), towns, one, "县委农办")
    return SurveyBook(store)


def test_only_the_second_and_third_round_have_a_survey(surveyed: SurveyBook) -> None:
    assert [len(surveyed.batches(one.name)) for one in ROUNDS] == [0, 2, 2]


@pytest.mark.parametrize("one", ROUNDS[1:], ids=lambda one: one.name)
def test_the_answers_come_to_the_figures_that_count_for_each_town(
    scheme: Scheme, towns: tuple[Town, ...], surveyed: SurveyBook, one: object
) -> None:
    answers = surveyed.answers(one.name)  # type: ignore[attr-defined]
    for part, key in (("good", CONTENT), ("base", VALID)):
        counted = count(answers, Surveyed("satisfied", part, SUPPORTED))  # type: ignore[arg-type]
        meant = {town.name: town_figures(scheme, town, one).values[key] for town in towns}  # type: ignore[arg-type]
        assert counted.to_dict() == meant


def test_the_files_are_read_without_a_finding_but_for_the_one_number(scheme: Scheme) -> None:
    everyone = chosen_towns(None)
    members = roster(scheme, everyone)
    found = [code for name, content in survey_files(scheme, everyone, ROUNDS[2]) for code in codes(
        read_survey(content, name, members, ROUNDS[2].name)
    )]  # fmt: skip
    assert found == ["R617", "R618"]


def test_the_file_with_the_number_is_kept_only_without_it(scheme: Scheme) -> None:
    hill = tuple(town for town in chosen_towns(None) if town.name == "高寨镇")
    store = Store("sqlite://").migrate()
    store.save_roster(roster(scheme, hill))
    store.open_round(ROUNDS[2].name, "gd2021", "1")
    take_survey(store, scheme, store.roster(), hill, ROUNDS[2], "县委农办")
    (batch,) = SurveyBook(store).batches(ROUNDS[2].name)
    sheet = load_workbook(BytesIO(store.original(batch.sha256)))["调查表"]
    said = " ".join(str(cell.value) for row in sheet for cell in row)
    assert "13800138000" not in said
    assert "低保的事请打 ＊＊＊ 回我" in said


def test_the_third_round_knows_more_and_supports_more_than_the_second(surveyed: SurveyBook) -> None:
    second, third = (rates(surveyed.answers(one.name)).set_index("question")["rate"] for one in ROUNDS[1:])
    assert (third[["aware", "supports"]] > second[["aware", "supports"]]).all()
