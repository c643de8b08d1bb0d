"""How every figure asked of every unit was answered."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from data.answers import ANSWERS, answers, filled_by_category, filled_by_indicator, unsettled
from data.findings import finding
from data.store import Store
from data.store_corrections import Correction, Counting
from data.templates.forms import asked_of_department, asked_of_town
from tests.data.office import IN_TIME, ROUND, TOWN_NAMES, office, scheme, upload


@pytest.fixture
def store() -> Store:
    return office()


def table(store: Store) -> pd.DataFrame:
    return answers(store, scheme(), store.round(ROUND))


def sent(store: Store, unit: str, sheet: str, **parts: Any) -> None:
    file, read = upload(unit, sheet, **parts)
    store.save_submission(ROUND, read, file.content, "李某", IN_TIME)


def answer(store: Store, unit: str, code: str, asked: str) -> tuple[str, str]:
    rows = table(store).set_index(["unit", "indicator", "input"])
    row = rows.loc[(unit, code, asked)]
    return str(row["answer"]), str(row["cell"])


def part(filled: pd.DataFrame, unit: str, name: str) -> list[int]:
    row = filled.set_index(["unit", "part"]).loc[(unit, name)]
    return [int(row[one]) for one in ("asked", "given", "wrong")]


def test_who_has_sent_nothing_has_left_blank_all_that_is_asked(store: Store) -> None:
    rows = table(store)
    assert tuple(rows.columns) == ANSWERS.columns
    assert set(rows["answer"]) == {"blank"}
    for town in TOWN_NAMES:
        of_town = rows[rows["unit"] == town]
        keys = zip(of_town["indicator"], of_town["input"], strict=True)
        assert list(keys) == [one.key for one in asked_of_town(scheme())]


def test_a_number_not_applicable_a_blank_and_a_wrong_cell_are_four_answers(store: Store) -> None:
    sent(store, "石桥镇", "C1-02 sanitary 960\nC1-02 households 不适用\nC1-02 faulty 未填报")
    assert answer(store, "石桥镇", "C1-02", "sanitary") == ("given", "F2")
    assert answer(store, "石桥镇", "C1-02", "households") == ("not_applicable", "F3")
    assert answer(store, "石桥镇", "C1-02", "faulty") == ("blank", "F4")
    file, read = upload("云岭镇", "C1-02 faulty 未填报")
    read.values["typed"] = "三座"
    store.save_submission(ROUND, read, file.content, "李某", IN_TIME)
    assert answer(store, "云岭镇", "C1-02", "faulty") == ("wrong", "F2")


def test_what_a_department_says_of_a_town_does_not_answer_for_the_town(store: Store) -> None:
    sent(store, "县农业农村局", "石桥镇:C1-02 sanitary 900", kind="department")
    assert answer(store, "石桥镇", "C1-02", "sanitary") == ("blank", "")


def test_a_department_answers_with_the_county_s_figures(store: Store) -> None:
    (code, asked), *_ = (one.key for one in asked_of_department(scheme(), "县农业农村局"))
    sent(store, "县农业农村局", f"全县:{code} {asked} 1", kind="department")
    assert answer(store, "县农业农村局", code, asked)[0] == "given"


def test_a_figure_put_right_on_the_page_is_answered_and_its_error_settled(store: Store) -> None:
    wrong = finding("R301", "填报表", "F2", "C1-02", "若干座", allowed="数")
    file, read = upload("石桥镇", "C1-02 faulty 未填报", findings=(wrong,))
    read.values["typed"] = "若干座"
    store.save_submission(ROUND, read, file.content, "李某", IN_TIME)
    assert list(unsettled(store.findings(ROUND), table(store))["code"]) == ["R301"]
    right = Correction("石桥镇", "C1-02", "faulty", "", 3.0, "reported", "3")
    store.correct(ROUND, right, "电话核实", Counting("自报"), "李某")
    assert answer(store, "石桥镇", "C1-02", "faulty") == ("corrected", "F2")
    assert unsettled(store.findings(ROUND), table(store)).empty


def test_each_unit_is_counted_by_category_and_by_indicator(store: Store) -> None:
    sent(store, "石桥镇", "C1-02 sanitary 960\nC1-02 households 不适用\nC1-02 faulty 未填报")
    rows = table(store)
    assert part(filled_by_indicator(rows), "石桥镇", "C1-02") == [3, 2, 0]
    asked, given, wrong = part(filled_by_category(rows, scheme()), "石桥镇", "C")
    assert (given, wrong) == (2, 0)
    assert asked == sum(one.indicator.category == "C" for one in asked_of_town(scheme()))
    assert part(filled_by_category(rows, scheme()), "云岭镇", "C") == [asked, 0, 0]
