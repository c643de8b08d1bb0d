"""The store's tables: their columns even when empty, which source counts, and what comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from data import store_reading
from data.findings import Finding
from data.intake import EVIDENCE, PROBLEMS, SELF_SCORES, Kind
from data.roster import TOWNS, Roster
from data.store import Store
from tests.data.drawn import intake

PROBLEM = (
    *("1", "省级审计巡察", date(2025, 3, 1), "石桥镇", "桥头村", "村口", "C1-02", True, "人居环境", "污水直排", "突出"),
    *("县住建局", "李某", "陈某", None, "问题清单", "A3"),
)
EVIDENCE_ROW = (
    "石桥镇",
    "C1-02",
    "户厕台账",
    "台账",
    "青农〔2025〕3号",
    "县农业农村局",
    True,
    None,
    "",
    "佐证目录",
    "A3",
)
SELF_SCORE = ("石桥镇", "C1-02", 1.6, None, "户厕未改", "月底前完成", "", "填报表", "H2")
FINDING = Finding(
    "R301", "错误", "填报表", "F9", "“九成五”不是数字。", "请填写数字。", indicator="C1-02", typed="九成五"
)


def _save(store: Store, kind: Kind, unit: str, sheet: str) -> None:
    content = f"{kind}{unit}{sheet}".encode()
    store.save_submission("第一轮", intake(unit, sheet, kind, content), content, "农办")


def _save_everything(store: Store) -> None:
    parts = {
        "problems": PROBLEMS.frame([PROBLEM]),
        "evidence": EVIDENCE.frame([EVIDENCE_ROW]),
        "self_scores": SELF_SCORES.frame([SELF_SCORE]),
        "findings": (FINDING,),
    }
    store.save_submission("第一轮", intake("石桥镇", "C1-02 faulty 4", **parts), b"", "农办")


def _tables(store: Store) -> dict[str, pd.DataFrame]:
    names = ("values", "submissions", "problems", "evidence", "self_scores", "findings")
    history = store.value_history("第一轮", "石桥镇", "C1-02", "faulty")
    return {"events": store.events(), "history": history, **{name: getattr(store, name)("第一轮") for name in names}}


def _figures(store: Store, source: str | None = None) -> dict[tuple[str, str], float]:
    rows = store.values("第一轮", source)
    return {(row["unit"], row["input"] + row["sample"]): row["value"] for _, row in rows.iterrows()}


def test_empty_tables_have_the_columns_and_dtypes_of_full_ones(store_with_round: Store) -> None:
    empty = _tables(store_with_round)
    _save_everything(store_with_round)
    full = _tables(store_with_round)
    for name in set(full) - {"events"}:
        assert (len(empty[name]), len(full[name])) == (0, 1), name
    for name, table in full.items():
        assert table.dtypes.to_dict() == empty[name].dtypes.to_dict(), name


def test_the_values_have_the_columns_that_the_architecture_says(store_with_round: Store) -> None:
    kinds = store_with_round.values("第一轮").dtypes.astype(str).to_dict()
    assert tuple(kinds) == store_reading.STORED_VALUE_COLUMNS
    assert {name: kind for name, kind in kinds.items() if kind != "str"} == {
        "value": "float64",
        "target": "float64",
        "last_year": "float64",
        "submission": "int64",
        "submitted_at": "datetime64[us, UTC]",
    }


def test_a_value_comes_back_with_its_group_source_and_cells(store_with_round: Store) -> None:
    store_with_round.save_roster(Roster(towns=TOWNS.frame([("石桥镇", "圩镇", "")])))
    sent = intake("石桥镇", "C1-02 sanitary 960 target=1000 last_year=0.30000000000000004")
    at = datetime(2025, 3, 20, 15, 30, 1, 250, tzinfo=UTC)
    store_with_round.save_submission("第一轮", sent, b"", "农办", at)
    row = store_with_round.values("第一轮").iloc[0]
    assert row[["unit", "group", "indicator", "input", "sample"]].tolist() == [
        "石桥镇",
        "圩镇",
        "C1-02",
        "sanitary",
        "",
    ]
    assert row[["value", "status", "target", "last_year"]].tolist() == [960, "reported", 1000, 0.30000000000000004]
    assert row[["file", "sheet", "cell", "typed", "source"]].tolist() == ["石桥镇.xlsx", "填报表", "F2", "960", "自报"]
    assert row[["submission", "submitted_at", "sha256"]].tolist() == [1, at, sent.sha256]
    assert row[["target_cell", "last_year_cell"]].tolist() == ["E2", ""]


def test_unreported_zero_and_not_applicable_stay_three_things(store_with_round: Store) -> None:
    _save(store_with_round, "town", "石桥镇", "C1-02 a 0\nC1-02 b 未填报\nC1-02 c 不适用")
    rows = store_with_round.values("第一轮")
    assert rows["status"].tolist() == ["reported", "unreported", "not_applicable"]
    assert rows["value"].isna().tolist() == [False, True, True]
    assert rows["value"][0] == 0


def test_the_field_outranks_the_department_and_the_department_the_town(store_with_round: Store) -> None:
    _save(store_with_round, "inspection", "检查一组", "石桥镇:C1-02 faulty 9")
    _save(store_with_round, "department", "县农业农村局", "石桥镇:C1-02 faulty 6\n石桥镇:C1-02 sanitary 940")
    _save(store_with_round, "town", "石桥镇", "C1-02 faulty 4\nC1-02 sanitary 960\nC1-02 households 1000")
    assert _figures(store_with_round) == {
        ("石桥镇", "faulty"): 9,
        ("石桥镇", "sanitary"): 940,
        ("石桥镇", "households"): 1000,
    }
    sources = store_with_round.values("第一轮").set_index("input")["source"].to_dict()
    assert sources == {"faulty": "抽查", "sanitary": "核定", "households": "自报"}


def test_one_source_can_be_read_alone(store_with_round: Store) -> None:
    _save(store_with_round, "department", "县农业农村局", "石桥镇:C1-02 faulty 6")
    _save(store_with_round, "town", "石桥镇", "C1-02 faulty 4")
    assert _figures(store_with_round, "自报") == {("石桥镇", "faulty"): 4}
    assert _figures(store_with_round, "核定") == {("石桥镇", "faulty"): 6}
    assert _figures(store_with_round, "抽查") == {}


def test_sampled_villages_are_figures_of_their_own(store_with_round: Store) -> None:
    _save(store_with_round, "inspection", "检查一组", "石桥镇:C1-01 open@桥头村 3")
    _save(store_with_round, "town", "石桥镇", "C1-01 open@桥头村 1\nC1-01 open@上坪村 0")
    assert _figures(store_with_round) == {("石桥镇", "open桥头村"): 3, ("石桥镇", "open上坪村"): 0}


def test_a_department_that_says_nothing_does_not_erase_the_towns_figure(store_with_round: Store) -> None:
    _save(store_with_round, "department", "县农业农村局", "石桥镇:C1-02 faulty 未填报\n石桥镇:C1-02 b 不适用")
    _save(store_with_round, "town", "石桥镇", "C1-02 faulty 4\nC1-02 b 3")
    rows = store_with_round.values("第一轮").set_index("input")
    assert (rows.loc["faulty", "value"], rows.loc["faulty", "source"]) == (4, "自报")
    assert (rows.loc["b", "status"], rows.loc["b", "source"]) == ("not_applicable", "核定")


def test_of_two_departments_the_later_one_counts(store_with_round: Store) -> None:
    _save(store_with_round, "department", "县农业农村局", "石桥镇:C1-02 faulty 6")
    _save(store_with_round, "department", "县卫健局", "石桥镇:C1-02 faulty 7")
    assert _figures(store_with_round) == {("石桥镇", "faulty"): 7}


def test_a_counted_figure_keeps_the_target_that_only_the_town_named(store_with_round: Store) -> None:
    _save(store_with_round, "town", "石桥镇", "C1-02 a 4 target=10 last_year=3\nC1-02 b 1")
    _save(store_with_round, "inspection", "检查一组", "石桥镇:C1-02 a 2 last_year=5")
    row = store_with_round.values("第一轮").set_index("input").loc["a"]
    assert (row["value"], row["target"], row["last_year"]) == (2, 10, 5)
    assert (row["file"], row["target_cell"]) == ("检查一组.xlsx", "")


def test_the_history_of_a_figure_shows_what_no_longer_counts(store_with_round: Store) -> None:
    for value in ("4", "3", "2"):
        _save(store_with_round, "town", "石桥镇", f"C1-02 faulty {value}\nC1-02 other 8")
    _save(store_with_round, "town", "云岭镇", "C1-02 faulty 7")
    store_with_round.withdraw(3, "误传", "农办")
    rows = store_with_round.value_history("第一轮", "石桥镇", "C1-02", "faulty")
    assert tuple(rows.columns) == store_reading.HISTORY_COLUMNS
    assert rows["value"].tolist() == [2, 3, 4]
    assert rows["current"].tolist() == [False, True, False]
    assert rows["withdrawn_reason"].tolist() == ["误传", "", ""]


def test_problems_evidence_self_scores_and_findings_come_back_as_read(store_with_round: Store) -> None:
    _save_everything(store_with_round)
    problem = store_with_round.problems("第一轮").iloc[0]
    assert (problem["source"], problem["found_on"], problem["rigid"]) == (
        "省级审计巡察",
        pd.Timestamp("2025-03-01"),
        True,
    )
    assert problem["due_on"] is pd.NaT
    evidence = store_with_round.evidence("第一轮").iloc[0]
    assert (evidence["kind"], evidence["complete"], evidence["matches_field"]) == ("台账", True, pd.NA)
    score = store_with_round.self_scores("第一轮").iloc[0]
    assert (score["self_score"], score["loses"], score["cell"]) == (1.6, pd.NA, "H2")
    found = store_with_round.findings("第一轮").iloc[0]
    assert (found["unit"], found["file"]) == ("石桥镇", "石桥镇.xlsx")
    assert Finding(*(found[name] for name in Finding.__dataclass_fields__)) == FINDING


def test_findings_of_one_submission_are_there_after_it_was_superseded(store_with_round: Store) -> None:
    _save_everything(store_with_round)
    _save(store_with_round, "town", "石桥镇", "C1-02 faulty 1")
    assert store_with_round.findings("第一轮").empty
    assert store_with_round.findings(submission=1)["code"].tolist() == ["R301"]


def test_rows_come_back_in_the_order_of_the_workbook(store_with_round: Store) -> None:
    _save(store_with_round, "town", "石桥镇", "Z9 z 1\nA1 a 2\nM5 m 3")
    _save(store_with_round, "department", "县农业农村局", "石桥镇:A1 a 5")
    assert store_with_round.values("第一轮")["indicator"].tolist() == ["Z9", "M5", "A1"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("约９６０户", "约９６０户"),
        ("100%_'; DROP TABLE rounds; --", "100%_'; DROP TABLE rounds; --"),
        ("𠮷𡈽 😀 line\nbreak", "𠮷𡈽 😀 line\nbreak"),
        ("4\x00", "4␀"),
        ("\ud800户", "?户"),
    ],
)
def test_whatever_was_typed_is_kept_and_what_no_database_takes_is_shown(
    store_with_round: Store, typed: str, kept: str
) -> None:
    drawn = intake("石桥镇", "C1-02 faulty 未填报")
    odd = replace(drawn, values=drawn.values.astype({"typed": object}).assign(typed=pd.Series([typed], dtype=object)))
    store_with_round.save_submission("第一轮", odd, b"", "农办")
    assert store_with_round.values("第一轮")["typed"].tolist() == [kept]
