"""台账一致性: where sources differ, what hangs on it, who must clear it up, and the list that is handed out."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from data.consistency import Disagreement
from data.consistency_sheet import consistency_workbook, veto_words
from data.diagnosis import Diagnosis
from data.intake import VERIFICATIONS, Kind
from data.round_sources import RoundSources
from data.store import Correction, Counting, Store
from scoring import COUNTY, score, score_county
from tests.data.drawn import intake
from tests.data.office import LATRINES, ROUND, office, scheme

FULL = "C1-02 sanitary 960\nC1-02 households 1000\nC1-02 faulty 0"
TOWNS = ("石桥镇", "云岭镇", "安和镇")
DEPARTMENT, TEAM = "县农业农村局", "县暗访组"


def sent(store: Store, unit: str, sheet: str, kind: Kind = "town", said: list[tuple[str, ...]] | None = None) -> None:
    read = intake(unit, sheet, kind=kind, content=f"{unit}{sheet}".encode())
    read = replace(read, verifications=VERIFICATIONS.frame(said or []))
    store.save_submission(ROUND, read, f"{unit}{sheet}".encode(), "李某")


def sources(store: Store) -> RoundSources:
    return RoundSources.of(store, Diagnosis.of(store, scheme(), ROUND))


def found(store: Store) -> list[Disagreement]:
    return sources(store).found


@pytest.fixture
def store() -> Store:
    opened = office()
    for town in TOWNS:
        sent(opened, town, FULL)
    return opened


def test_sources_that_say_the_same_do_not_differ(store: Store) -> None:
    sent(store, DEPARTMENT, "石桥镇:C1-02 faulty 0\n石桥镇:C1-02 sanitary 960.0000000001", "verification")
    assert found(store) == []
    assert "没有不一致" in sources(store).summary()


def test_a_source_that_says_nothing_differs_from_nobody(store: Store) -> None:
    sent(store, DEPARTMENT, "石桥镇:C1-02 faulty 未填报\n石桥镇:C1-03 covered 60", "verification")
    assert found(store) == []


def test_a_difference_says_what_each_source_says_which_counts_and_where_it_stands(store: Store) -> None:
    sent(store, DEPARTMENT, "石桥镇:C1-02 faulty 2", "verification",
         [("石桥镇", "C1-02", "faulty", "更正", "0", "漏报 2 座", "台账", "核定表", "G9")])  # fmt: skip
    (one,) = found(store)
    assert [(said.source, said.by, said.spoken, said.counts) for said in one.said] == [
        ("自报", "石桥镇", "0", False),
        ("核定", DEPARTMENT, "2", True),
    ]
    assert str(one.counting.place) == f"{DEPARTMENT}.xlsx 填报表 F2"
    assert one.counting.reason == "漏报 2 座"
    assert one.who == ("石桥镇", DEPARTMENT)
    assert not one.settled


def test_what_hangs_on_a_figure_is_how_the_totals_move_and_whether_the_item_is_deducted(store: Store) -> None:
    sent(store, DEPARTMENT, "石桥镇:C1-02 faulty 2", "verification")
    (one,) = found(store)
    claimed, verified = (said.bearing for said in one.said)
    assert claimed.town_item == (2.0, 2.0)
    assert verified.town_item == (1.8, 1.8)
    assert one.county_points == pytest.approx(0.2)
    assert (one.town_veto, one.county_veto) == (True, True)
    assert veto_words(one) == "关系全县否决"


def test_a_county_that_is_deducted_anyway_does_not_hang_on_one_more_figure(store: Store) -> None:
    sent(store, "安和镇", LATRINES)
    sent(store, DEPARTMENT, "石桥镇:C1-02 faulty 2", "verification")
    (one,) = found(store)
    assert (one.town_veto, one.county_veto) == (True, False)


def _anew(shown: RoundSources, one: Disagreement, value: float, status: str) -> tuple[pd.Series, pd.Series]:
    """The totals of town and county with the whole round scored again."""
    values, units = shown.diagnosis.values, shown.diagnosis.roster.units()
    slot = {"unit": one.unit, "indicator": one.indicator.code, "input": one.input.id, "sample": one.sample}
    same = pd.concat([values[name] == part for name, part in slot.items()], axis=1).all(axis=1)
    changed = values.assign(value=values["value"].mask(same, value), status=values["status"].mask(same, status))
    town = score(scheme(), changed, units).totals().set_index("unit").loc[one.unit]
    return town, score_county(scheme(), changed, units).totals().iloc[0]


@pytest.mark.parametrize(
    ("sheet", "kind", "unit"),
    [
        ("石桥镇:C1-02 faulty 2", "verification", DEPARTMENT),
        ("石桥镇:C1-02 households 不适用", "verification", DEPARTMENT),
        ("石桥镇:A1-01 sown 90", "inspection", TEAM),
        ("云岭镇:D2-03 strong 3", "verification", DEPARTMENT),
        ("云岭镇:F2-03 paid 10", "verification", DEPARTMENT),
    ],
)
def test_one_item_scored_again_gives_the_totals_of_the_whole_round_scored_again(
    store: Store, sheet: str, kind: Kind, unit: str
) -> None:
    for town in TOWNS:
        more = "A1-01 sown 100 target=100\nD2-03 strong 5\nD2-03 villages 9\nF2-03 paid 90\nF2-03 funds 100"
        sent(store, town, f"{FULL}\n{more}")
    sent(store, unit, sheet, kind)
    shown = sources(store)
    (one,) = shown.found
    for said in one.said:
        town, county = _anew(shown, one, said.value, said.status)
        assert said.bearing.town == pytest.approx((town["low"], town["high"]), abs=1e-9)
        assert said.bearing.county == pytest.approx((county["low"], county["high"]), abs=1e-9)


def test_two_teams_that_saw_a_village_differently_both_stand_there(store: Store) -> None:
    sent(store, "县暗访一组", "石桥镇:C1-01 minor@桥头村 3", "inspection")
    sent(store, "县暗访二组", "石桥镇:C1-01 minor@桥头村 1", "inspection")
    (one,) = found(store)
    assert [(said.by, said.spoken, said.counts) for said in one.said] == [
        ("县暗访一组", "3", False),
        ("县暗访二组", "1", True),
    ]
    assert one.who == ("县暗访一组", "县暗访二组")
    assert one.whose == "石桥镇 桥头村"


def test_a_figure_put_right_by_the_office_is_settled_and_stands_last(store: Store) -> None:
    sent(store, DEPARTMENT, "石桥镇:C1-02 faulty 2\n云岭镇:C1-02 sanitary 959", "verification")
    seen = Counting("核定", "reported", 2.0)
    store.correct(ROUND, Correction("石桥镇", "C1-02", "faulty", "", 1.0, "reported", "1"), "复核", seen, "王某")
    last = found(store)[-1]
    assert (last.unit, last.settled, last.who) == ("石桥镇", True, ())
    assert (last.counting.by, last.counting.reason) == ("王某", "复核")
    assert "1 处已由县里更正" in sources(store).summary()


def test_a_town_that_has_changed_its_figure_since_the_department_saw_it_is_noticed(store: Store) -> None:
    said = [("石桥镇", "C1-02", "faulty", "同意", "0", "", "", "核定表", "G9")]
    sent(store, DEPARTMENT, "石桥镇:C1-02 faulty 0", "verification", said)
    sent(store, "石桥镇", FULL.replace("faulty 0", "faulty 3"))
    (one,) = found(store)
    assert [each.outdated for each in one.said] == [False, True]
    assert one.counting.spoken == "0"


def test_vetoes_come_first_then_the_points_of_the_county(store: Store) -> None:
    for town in TOWNS:
        sent(store, town, f"{FULL}\nD2-03 strong 5\nD2-03 villages 9\nA1-01 sown 100 target=100")
    sent(store, DEPARTMENT, "云岭镇:D2-03 strong 1\n云岭镇:D2-03 villages 10\n石桥镇:C1-02 faulty 1", "verification")
    listed = found(store)
    assert listed[0].indicator.code == "C1-02"
    points = [one.county_points for one in listed[1:]]
    assert points == sorted(points, reverse=True)


def test_a_figure_of_the_county_itself_can_differ_too(store: Store) -> None:
    sent(store, "县统计局", "全县:D2-01 growth 9.6", "department")
    store.correct(
        ROUND, Correction(COUNTY, "D2-01", "growth", "", 9.9, "reported", "9.9"), "省定数",
        Counting("核定", "reported", 9.6), "王某",
    )  # fmt: skip
    (one,) = found(store)
    assert (one.unit, one.town_points, one.said[0].bearing.town_item) == (COUNTY, 0.0, None)


def test_by_its_own_figures_a_town_stands_higher_than_by_what_counts(store: Store) -> None:
    sent(store, DEPARTMENT, "石桥镇:C1-02 faulty 2\n安和镇:C1-03 covered 5", "verification")
    scores = sources(store).scores
    first = scores.items().iloc[0]
    assert (first["unit"], first["indicator"], first["claimed_high"]) == ("石桥镇", "C1-02", 2.0)
    assert first["gap"] == pytest.approx(0.2)
    assert set(scores.totals()["unit"]) == set(TOWNS)


def test_the_list_is_a_workbook_in_which_text_stays_text(store: Store) -> None:
    said = [("石桥镇", "C1-02", "faulty", "更正", "0", "=1+1", "", "核定表", "G9")]
    sent(store, DEPARTMENT, "石桥镇:C1-02 faulty 2", "verification", said)
    shown = sources(store)
    sheet = load_workbook(BytesIO(consistency_workbook(shown.found, ROUND, shown.summary()))).worksheets[0]
    heads = [cell.value for cell in sheet[3]]
    row = dict(zip(heads, (cell for cell in sheet[4]), strict=True))
    assert [row[head].value for head in ("镇", "指标编码", "自报", "核定", "采用")] == [
        "石桥镇", "C1-02", "0", "2", "核定",
    ]  # fmt: skip
    assert row["牵动全县（分）"].value == pytest.approx(0.2)
    assert {cell.data_type for cell in sheet[4]} <= {"s", "n"}
    assert "=1+1" in row["说明"].value


def test_an_empty_list_is_a_workbook_too(store: Store) -> None:
    content = consistency_workbook([], ROUND, sources(store).summary())
    assert load_workbook(BytesIO(content)).worksheets[0].max_row >= 3
