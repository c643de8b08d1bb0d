"""A scheme written from scratch in Excel: loaded, scored, and refused with every fault when it is wrong."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pandas as pd
import pytest

import cli
from data.scheme_book import read_scheme_workbook, scheme_workbook
from scoring import Scheme, SchemeError, load_scheme, score
from scoring.cases import work_cases
from scoring.grading import verdict
from scoring.lint import ERROR, lint_scheme
from scoring.ranking import ranking
from tests.data.drawn_scheme import WRONG, drawn_book, reported

ENGLISH = re.compile(r"[a-z_]{2,}")
"""What no official has to read: a key of the scheme format."""


def drawn() -> Scheme:
    return read_scheme_workbook(drawn_book(), "石井.xlsx")


def figures() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The towns' figures as a table of values, and the towns with their groups."""
    rows = [
        (unit, town.group, *key, "", value, "reported", town.targets.get(key, float("nan")), float("nan"))
        for unit, town in reported().items()
        for key, value in town.values.items()
    ]
    units = [(unit, town.group) for unit, town in reported().items()]
    columns = ["unit", "group", "indicator", "input", "sample", "value", "status", "target", "last_year"]
    return pd.DataFrame(rows, columns=columns), pd.DataFrame(units, columns=["unit", "group"])


def faults(content: bytes) -> list[tuple[str, str, str]]:
    """Where and what: sheet, cell, message."""
    with pytest.raises(SchemeError) as refused:
        read_scheme_workbook(content, "石井.xlsx")
    return [(one.sheet, one.cell, one.message) for one in refused.value.faults]


# --- from scratch -----------------------------------------------------------------------------------------------------


def test_a_scheme_drawn_up_in_excel_is_loaded_as_it_was_meant() -> None:
    scheme = drawn()
    assert (scheme.code, scheme.version, scheme.total, scheme.town_scale) == ("shijing2026", "2026-1", 1000, 1000)
    assert [(one.name, one.at_least, one.first, one.full) for one in scheme.grades[:2]] == [
        ("优秀", 900, 2, ("rigid",)), ("良好", 700, 0, ()),
    ]  # fmt: skip
    places = [f"{one.code} {one.category_name} {one.sub_item_name}" for one in scheme.indicators]
    assert places == ["1 发展 经济", "2 发展 经济", "3 治理 安全", "4 治理 服务", "5 治理 服务"]
    assert scheme.indicator("3").evidence == ("检查记录", "整改台账")
    assert [one.id for one in scheme.indicator("3").inputs] == ["x1", "x2", "x3"]


def test_its_worked_cases_hold_and_the_linter_finds_no_error() -> None:
    scheme = drawn()
    assert [one.wrong for one in work_cases(scheme) if one.wrong] == []
    assert [str(one) for one in lint_scheme(scheme) if one.severity == ERROR] == []


def test_what_the_linter_finds_in_a_workbook_it_tells_by_sheet_and_cell() -> None:
    scheme = read_scheme_workbook(drawn_book(算例_E2=271, 指标_H4="治安"), "石井.xlsx")
    found = {one.code: one for one in lint_scheme(scheme) if one.severity == ERROR}
    assert {code: (one.sheet, one.cell) for code, one in found.items()} == {
        "S402": ("算例", "C2"), "S301": ("指标", "H4"),
    }  # fmt: skip
    assert str(found["S402"]).startswith("石井.xlsx「算例」C2（1）：算例不符：应得 271，算得 270")
    kept = pickle.loads(pickle.dumps(found["S402"]))
    assert (kept, kept.line.cell) == (found["S402"], "C2")


def test_towns_are_scored_graded_and_ranked_by_it() -> None:
    values, units = figures()
    card = score(drawn(), values, units)
    points = {unit: list(row) for unit, row in zip(card.units, card.score, strict=True)}
    assert points == {
        "甲镇": [270, 200, 230, 50, 80], "乙镇": [300, 180, 300, 100, 100],
        "丙镇": [100, 180, 0, 0, 0], "丁镇": [200, 140, 250, 100, 50],
    }  # fmt: skip
    ranked = ranking(card).set_index("unit")
    assert dict(ranked["score"].round(2)) == {"乙镇": 980, "甲镇": 830, "丁镇": 822.22, "丙镇": 311.11}
    grades = {
        unit: verdict(card, row, place=int(ranked.loc[unit, "rank"])).grade_final for row, unit in enumerate(card.units)
    }
    assert grades == {"甲镇": "合格", "乙镇": "优秀", "丙镇": "合格", "丁镇": "合格"}


def test_the_steps_of_a_score_are_those_of_the_rule_that_the_unit_is_scored_by() -> None:
    values, units = figures()
    card = score(drawn(), values, units)
    steps = {unit: [(one.formula, one.low, one.full) for one in card.explain(unit, "1").steps] for unit in card.units}
    assert steps["甲镇"] == [("按所在分组", 270, 300), ("产值", 270, 300)]
    assert steps["丙镇"] == [("按所在分组", 100, 200), ("产值", 100, 200)]
    assert card.explain("甲镇", "3").steps[0].formula == "300 − 各部分扣分"


def test_what_was_drawn_up_comes_back_from_its_own_export() -> None:
    scheme = drawn()
    assert read_scheme_workbook(scheme_workbook(scheme), "再.xlsx") == scheme


def test_the_command_line_imports_it_lints_it_and_scores_by_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, folder, out = tmp_path / "石井.xlsx", tmp_path / "shijing", tmp_path / "out.csv"
    book.write_bytes(drawn_book())
    assert cli.main(["lint", str(book)]) == 0
    assert cli.main(["scheme-import", str(book), "--out", str(folder)]) == 0
    assert load_scheme(folder) == drawn()
    assert cli.main(["lint", str(folder)]) == 0
    values, _ = figures()
    values[["unit", "group", "indicator", "input", "sample", "value", "target", "last_year"]].to_csv(
        tmp_path / "in.csv", index=False
    )
    assert cli.main(["score", "--scheme", str(folder), "--values", str(tmp_path / "in.csv"), "--out", str(out)]) == 0
    assert dict(pd.read_csv(out).groupby("unit")["score"].sum()) == {"甲镇": 830, "乙镇": 980, "丙镇": 280, "丁镇": 740}
    assert cli.main(["scheme-import", str(book), "--out", str(folder)]) == 2
    assert "不是空的" in capsys.readouterr().err


def test_the_command_line_exports_a_scheme_that_imports_again(tmp_path: Path) -> None:
    book, folder = tmp_path / "方案.xlsx", tmp_path / "again"
    assert cli.main(["scheme-export", "--scheme", "gd2021", "--out", str(book)]) == 0
    assert cli.main(["scheme-import", str(book), "--out", str(folder)]) == 0
    assert load_scheme(folder) == load_scheme("gd2021")


# --- wrong copies -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cells", "expected"), WRONG.values(), ids=WRONG)
def test_a_wrong_copy_is_refused_with_every_fault_at_its_cell(
    cells: dict[str, object], expected: list[tuple[str, str, str]]
) -> None:
    assert faults(drawn_book(**cells)) == expected


@pytest.mark.parametrize(("cells", "expected"), WRONG.values(), ids=WRONG)
def test_the_linter_lists_a_wrong_copy_place_by_place_in_chinese_and_nothing_is_imported(
    cells: dict[str, object], expected: list[tuple[str, str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, folder = tmp_path / "错.xlsx", tmp_path / "folder"
    book.write_bytes(drawn_book(**cells))
    assert cli.main(["lint", str(book)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(expected)
    for line, (sheet, cell, message) in zip(lines, expected, strict=True):
        assert f"错.xlsx「{sheet}」{cell}" in line
        assert f"：{message}。" in line
        assert not ENGLISH.search(line.replace("错.xlsx", "")), line
    assert cli.main(["scheme-import", str(book), "--out", str(folder)]) == 2
    assert not folder.exists()
    assert "错.xlsx「" in capsys.readouterr().err
