"""Who has reported, who is late, who is missing."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from data.completeness import COMPLETENESS, completeness, on_time_share
from data.findings import finding
from data.intake import EVIDENCE, PROBLEMS
from data.store import Store
from tests.data.office import IN_TIME, LATE, LATRINES, ROUND, TOWN_NAMES, office, scheme, upload


@pytest.fixture
def store() -> Store:
    return office()


def table(store: Store) -> pd.DataFrame:
    return completeness(store, scheme(), store.round(ROUND))


def of(store: Store, unit: str) -> dict[str, Any]:
    return table(store).set_index("unit").loc[unit].to_dict()


def sent(store: Store, unit: str, sheet: str = LATRINES, late: bool = False, **parts: Any) -> None:
    file, read = upload(unit, sheet, **parts)
    store.save_submission(ROUND, read, file.content, "李某", LATE if late else IN_TIME)


def test_towns_come_first_in_the_roster_s_order_then_the_departments_with_figures_to_report(store: Store) -> None:
    rows = table(store)
    assert tuple(rows.columns) == COMPLETENESS.columns
    assert tuple(rows.loc[rows["kind"] == "town", "unit"]) == TOWN_NAMES
    assert "县农业农村局" in set(rows.loc[rows["kind"] == "department", "unit"])
    assert set(rows["standing"]) == {"missing"}
    assert (rows["asked"] > 0).all()


def test_a_workbook_sent_after_the_due_day_is_late(store: Store) -> None:
    sent(store, "石桥镇")
    sent(store, "云岭镇", late=True)
    standings = [of(store, town)["standing"] for town in TOWN_NAMES]
    assert standings == ["on_time", "late", "missing"]


def test_without_a_due_date_what_has_come_is_on_time(store: Store) -> None:
    store.set_round_dates(ROUND, due_on=None)
    sent(store, "云岭镇", late=True)
    assert of(store, "云岭镇")["standing"] == "on_time"


def test_not_applicable_is_an_answer_and_unreported_is_none(store: Store) -> None:
    sent(store, "石桥镇", "C1-02 sanitary 960\nC1-02 households 不适用\nC1-02 faulty 未填报")
    assert of(store, "石桥镇")["given"] == 2


def test_each_sheet_is_counted(store: Store) -> None:
    problems = PROBLEMS.empty().reindex(range(3)).fillna({"town": "石桥镇", "description": "污水直排"})
    evidence = EVIDENCE.frame(
        [("石桥镇", "C1-02", name, "", "", "", complete, None, "", "佐证目录", "C4") for name, complete in
         (("户厕台账", True), ("销号表", False), ("管护制度", None))]
    )  # fmt: skip
    wrong = (finding("R301", typed="九成", allowed="数"), finding("R119"), finding("R504"))
    sent(store, "石桥镇", problems=problems, evidence=evidence, findings=wrong)
    counts = of(store, "石桥镇")
    assert [counts[name] for name in ("problems", "evidence", "errors", "warnings")] == [3, 1, 1, 2]


def test_what_has_been_superseded_or_withdrawn_no_longer_counts(store: Store) -> None:
    sent(store, "石桥镇", findings=(finding("R301", typed="九成", allowed="数"),))
    sent(store, "石桥镇", "C1-02 faulty 4")
    assert (of(store, "石桥镇")["given"], of(store, "石桥镇")["errors"]) == (1, 0)
    for one in reversed(list(store.submissions(ROUND, current_only=False)["submission"])):
        store.withdraw(int(one), "报错了镇", "李某")
    assert of(store, "石桥镇")["standing"] == "missing"


def test_an_inspection_team_is_listed_once_it_has_reported(store: Store) -> None:
    assert "inspection" not in set(table(store)["kind"])
    sent(store, "县暗访一组", "石桥镇:C1-02 faulty 4", kind="inspection")
    assert of(store, "县暗访一组")["kind"] == "inspection"


def test_the_on_time_share_is_that_of_the_towns_that_sent_by_the_due_day(store: Store) -> None:
    assert on_time_share(table(store)) == 0
    sent(store, "石桥镇")
    sent(store, "云岭镇", late=True)
    sent(store, "县农业农村局", "全县:A1-05 done 1", kind="department")
    assert on_time_share(table(store)) == pytest.approx(1 / 3)
