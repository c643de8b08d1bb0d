"""What the checks find in the demo county: what its story put there, and nothing else."""

from __future__ import annotations

import pandas as pd
import pytest

from data.checks.subject import Subject
from data.checks.village_sums import village_sums
from data.demo import ROUNDS
from data.demo.by_village import MISCOUNTED, TOWNS
from data.demo.county import roster, towns
from data.demo.workbooks import town_content, town_filled
from data.findings import Finding
from data.reading import read_workbook
from data.store import Store
from scoring import Scheme, load_scheme
from tests.demo_stores import demo_file


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return load_scheme("gd2021")


def sums(scheme: Scheme, town: str, number: int) -> list[Finding]:
    """What is wrong with a town's 分村明细 in a round."""
    one, members = ROUNDS[number - 1], towns()
    town_of = next(each for each in members if each.name == town)
    content = town_content(scheme, town_of, one, town_filled(scheme, town_of, one, {}))
    intake = read_workbook(content, f"{town}.xlsx", scheme, roster(scheme, members))
    assert not intake.village_values.empty
    return list(village_sums(Subject(scheme, roster(scheme, members), intake)))


def test_one_towns_villages_have_six_households_fewer_than_the_town(scheme: Scheme) -> None:
    (told,) = sums(scheme, "官田镇", 3)
    assert told.code == "R403"
    assert "常住农户数" in told.message
    assert told.message.endswith("相差 6。")


@pytest.mark.parametrize("town", sorted(TOWNS))
def test_where_nobody_miscounted_the_villages_add_up(scheme: Scheme, town: str) -> None:
    assert ("官田镇", 3) in MISCOUNTED
    assert not sums(scheme, town, 2)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The findings of the second round."""
    store = Store(f"sqlite:///{demo_file(tmp_path_factory)}")
    found = store.findings(ROUNDS[1].name)
    store.close()
    return found


def test_only_the_figures_that_the_story_lets_fall_are_asked_about(found: pd.DataFrame) -> None:
    history = found[found["code"].between("R701", "R705")]
    assert history[["unit", "code", "indicator"]].values.tolist() == [["双井镇", "R703", "D3-02"]]


def test_no_town_of_the_county_is_said_to_have_copied(found: pd.DataFrame) -> None:
    assert not found["code"].isin(["R731", "R732"]).any()


def test_the_towns_self_scores_are_shown_beside_ours(found: pd.DataFrame) -> None:
    gaps = found[found["code"] == "R711"]
    assert set(gaps["severity"]) == {"提示"}
    assert len(gaps) > 80
