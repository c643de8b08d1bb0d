"""The demo county's workbooks: made alike each time, read without loss, and consistent in themselves."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.demo import ROUNDS, demo_workbooks, load_demo, spoiled_workbooks
from data.demo.county import chosen_towns, departments, roster, towns
from data.demo.figures import county_figures, recipes, town_figures
from data.demo.problems import problems
from data.demo.visits import visits
from data.reading import read_workbook
from data.store import Store
from data.templates import reporting_departments
from data.templates.forms import NOT_APPLICABLE, SOURCES, asked_of_county, asked_of_town
from scoring import COUNTY, Scheme, load_scheme

FEW = 4


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return load_scheme("gd2021")


@pytest.fixture(scope="module")
def few(scheme: Scheme, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small demo county: one round of four towns."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('few') / 'store.db'}").migrate()
    load_demo(store, scheme, towns=FEW, rounds=1)
    return store


def test_the_same_round_is_written_byte_for_byte_alike_twice(scheme: Scheme) -> None:
    once, again = (list(demo_workbooks(scheme, ROUNDS[0], towns=2)) for _ in range(2))
    assert once == again
    assert len(once) == 2 + len(reporting_departments(scheme)) + 1


def test_the_small_county_has_towns_of_both_groups_and_one_round(few: Store) -> None:
    members = few.roster()
    assert len(members.town_names) == FEW
    assert len(members.groups) == 2
    assert [one.name for one in few.rounds()] == [ROUNDS[0].name]


def test_loading_again_changes_nothing(few: Store, scheme: Scheme) -> None:
    before = few.revision()
    load_demo(few, scheme)
    assert few.revision() == before


def test_loading_tells_how_far_it_is(scheme: Scheme, tmp_path: Path) -> None:
    told: list[tuple[float, str]] = []
    store = Store(f"sqlite:///{tmp_path / 'store.db'}").migrate()
    load_demo(store, scheme, towns=1, rounds=1, progress=lambda done, what: told.append((done, what)))
    shares = [done for done, _ in told]
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert shares == sorted(shares)
    assert any("石桥镇" in what for _, what in told)


def test_every_stored_original_is_the_workbook_that_was_sent_and_reads_to_the_stored_values(
    few: Store, scheme: Scheme
) -> None:
    sent = {one.file_name: one.content for one in demo_workbooks(scheme, ROUNDS[0], towns=FEW)}
    came, stored = few.submissions(ROUNDS[0].name), few.values(ROUNDS[0].name)
    assert set(came["file"]) == set(sent)
    for row in came.itertuples():
        assert few.original(row.sha256) == sent[row.file]
        intake = read_workbook(sent[row.file], row.file, scheme, few.roster(), ROUNDS[0].name)
        kept = stored[stored["submission"] == row.submission].reset_index(drop=True)
        assert kept["typed"].tolist() == intake.values["typed"].tolist()
        pd.testing.assert_series_equal(kept["value"], intake.values["value"])


def test_what_a_town_typed_is_what_is_stored(few: Store, scheme: Scheme) -> None:
    """What 禾丰镇 has in the column 完成情况 (F) comes out as its values, each with its cell."""
    town = chosen_towns(FEW)[1]
    figures = town_figures(scheme, town, ROUNDS[0])
    stored = few.values(ROUNDS[0].name, "自报")
    mine = stored[stored["unit"] == town.name].set_index(["indicator", "input"])
    expected = {key: value for key, value in figures.values.items() if value != NOT_APPLICABLE}
    assert {key: mine.loc[key, "value"] for key in expected} == expected
    assert all(mine.loc[key, "cell"].startswith("F") for key in expected)


@pytest.mark.parametrize("number", range(3))
def test_no_town_reports_more_done_than_there_is(scheme: Scheme, number: int) -> None:
    broken = [
        (town.name, one.key, values[one.key], values[one.indicator.code, one.input.at_most.text])
        for town in towns()
        for values in [town_figures(scheme, town, ROUNDS[number]).values]
        for one in asked_of_town(scheme)
        if one.input.at_most is not None
        and NOT_APPLICABLE not in (values[one.key], values[one.indicator.code, one.input.at_most.text])
        and float(values[one.key]) > float(values[one.indicator.code, one.input.at_most.text])
    ]
    assert broken == []


def test_every_figure_that_is_asked_for_is_in_the_story_and_no_other(scheme: Scheme) -> None:
    assert sorted(one.key for one in recipes()) == sorted(one.key for one in asked_of_town(scheme))
    departments_say = {
        key for name in reporting_departments(scheme) for key in county_figures(scheme, name, ROUNDS[0]).values
    }
    assert departments_say == {one.key for one in asked_of_county(scheme)}


def test_a_size_that_several_items_ask_for_is_the_same_in_all_of_them(scheme: Scheme) -> None:
    """行政村总数 stands in seven items, 自然村总数 in three."""
    for town in towns():
        values = town_figures(scheme, town, ROUNDS[2]).values
        assert {values[key] for key in values if key[1] == "villages"} == {float(len(town.villages))}
        assert len({values[code, "hamlets"] for code in ("C1-03", "C1-04", "C3-01")}) == 1


def test_the_county_s_income_growth_is_the_same_figure_wherever_it_stands(scheme: Scheme) -> None:
    for one in ROUNDS:
        of_statistics = county_figures(scheme, "县统计局", one).values["D2-01", "growth"]
        assert county_figures(scheme, "县乡村振兴局", one).values["B1-03", "rural_growth"] == of_statistics


def test_the_county_is_as_large_as_a_county() -> None:
    """About 12 万 rural households, 200 villages of 15 towns in two groups, 42 万亩 of farmland."""
    everyone = towns()
    assert (len(everyone), len({town.group for town in everyone})) == (15, 2)
    assert sum(len(town.villages) for town in everyone) == 200
    assert all(10 <= len(town.villages) <= 18 for town in everyone)
    assert 110_000 < sum(town.sizes["households"] for town in everyone) < 130_000
    assert 400_000 < sum(town.sizes["farmland"] for town in everyone) < 440_000


def test_no_two_villages_of_the_county_have_the_same_name() -> None:
    names = [village for town in towns() for village in town.villages]
    assert len(set(names)) == len(names)


def test_the_roster_has_a_leader_for_each_town_and_the_departments_of_the_scheme(scheme: Scheme) -> None:
    members = roster(scheme, towns())
    assert set(members.towns["leader"]) == set(members.leaders["name"])
    named = {name for one in scheme.indicators for name in (one.lead, *one.support)}
    assert set(departments(scheme)) == named - {"各镇", "各成员单位", "各镇各单位", "保险公司"}
    assert "县农业农村局" in members.departments


def test_the_story_names_only_towns_figures_and_villages_that_exist(scheme: Scheme) -> None:
    sizes = {town.name: len(town.villages) for town in towns()}
    for one in problems():
        assert one.village <= sizes[one.town]
        assert one.told["source"] in SOURCES
        assert one.told["indicator"] in scheme
        assert one.found_on <= one.due_on


def test_three_to_five_villages_of_each_town_are_visited_in_every_round() -> None:
    for one in ROUNDS:
        seen = pd.DataFrame([(visit.town, visit.village, visit.visited_on) for visit in visits(towns(), one)])
        assert seen.groupby(0)[1].nunique().between(3, 5).all()
        assert seen[0].nunique() == len(towns())
        assert seen[2].between(one.opened_on, one.due_on).all()


def test_each_spoiled_workbook_is_met_with_the_findings_it_was_spoiled_for(scheme: Scheme) -> None:
    members = roster(scheme, chosen_towns(FEW))
    spoiled = list(spoiled_workbooks(scheme, ROUNDS[0], towns=FEW))
    assert len(spoiled) == 5
    for one in spoiled:
        intake = read_workbook(one.content, one.file_name, scheme, members, ROUNDS[0].name)
        assert {*one.codes} <= {finding.code for finding in intake.findings}, one
        assert intake.readable == (one.codes != ("R102",))


def test_a_spoiled_workbook_still_gives_its_good_rows(scheme: Scheme) -> None:
    members = roster(scheme, chosen_towns(FEW))
    wrong = next(one for one in spoiled_workbooks(scheme, ROUNDS[0], towns=FEW) if "R401" in one.codes)
    values = read_workbook(wrong.content, wrong.file_name, scheme, members, ROUNDS[0].name).values
    unreported = values[values["status"] == "unreported"]
    assert set(zip(unreported["indicator"], unreported["input"], strict=True)) == {
        ("A1-01", "sown"), ("A2-03", "illegal"), ("C1-05", "livable"), ("C1-03", "covered"),
    }  # fmt: skip
    assert len(values) == len(asked_of_town(scheme))


def test_the_county_s_own_figures_come_from_the_departments_alone(few: Store) -> None:
    values = few.values(ROUNDS[0].name)
    assert set(values.loc[values["unit"] == COUNTY, "source"]) == {"核定"}
    assert set(values.loc[values["sample"] != "", "source"]) == {"抽查"}
