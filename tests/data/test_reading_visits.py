"""暗访表 as an inspection team typed it, and what is read."""

from __future__ import annotations

from datetime import date

import pytest

from data.intake import Intake
from data.reading import read_workbook
from tests.data.sheets import ROSTER, TOWN_META, codes_of, small_scheme, the, told, values_of, workbook

META = {**TOWN_META, "表类": "村级暗访表", "填报单位": "县暗访组"}


def read_visits(text: str, meta: dict[str, str] | None = META) -> Intake:
    return read_workbook(workbook(meta, 暗访表=text), "暗访.xlsx", small_scheme(), ROSTER)


def test_each_visited_village_gives_its_town_a_sample_of_each_figure() -> None:
    intake = read_visits("""
        镇     | 村     | 日期       | 一般问题数（处）~A1-04 | 突出问题数（处）~A1-04 | 点位 | 类别 | 描述 | 照片
        石桥镇 | 上坪村 | 2026-03-02 | 3                      | 1                      | 村口 | 垃圾 | 乱堆 | 3-5
        石桥镇 | 石桥村 | 2026-03-02 | 0                      |                        |      |      |      |
        云岭镇 | 大塘村 |            |                        |                        |      |      |      |
    """)
    assert values_of(intake) == {
        "A1-04.minor@上坪村": 3,
        "A1-04.severe@上坪村": 1,
        "A1-04.minor@石桥村": 0,
        "A1-04.severe@石桥村": "unreported",
    }
    assert (intake.kind, intake.unit) == ("inspection", "县暗访组")
    assert set(intake.values["unit"]) == {"石桥镇"}
    assert intake.values["cell"].tolist() == ["D2", "E2", "D3", "E3"]
    assert codes_of(intake) == set()


@pytest.mark.parametrize("photos", ["3-5", "照片 3-5", "照片：3-5"])
def test_what_was_seen_becomes_a_problem_of_the_sampled_indicator(photos: str) -> None:
    intake = read_visits(f"""
        镇     | 村     | 日期       | 一般问题数 | 突出问题数 | 点位 | 问题类别 | 描述 | 照片编号
        石桥镇 | 上坪村 | 2026-03-02 | 3          | 1          | 村口 | 垃圾     | 乱堆 | {photos}
        石桥镇 | 石桥村 | 2026-03-02 | 0          | 0          |      |          |      |
    """)
    (row,) = intake.problems.to_dict("records")
    assert (row["source"], row["town"], row["village"], row["place"]) == ("县级模拟考核", "石桥镇", "上坪村", "村口")
    assert (row["indicator"], row["rigid"], row["category"]) == ("A1-04", False, "垃圾")
    assert row["description"] == "乱堆（照片 3-5）"
    assert row["found_on"].date() == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("row", "code", "cell", "kept"),
    [
        ("      | 上坪村 | 3 | 1", "R521", "A2", 0),
        ("石桥镇 |       | 3 | 1", "R521", "A2", 0),
        ("白云镇 | 上坪村 | 3 | 1", "R522", "A2", 0),
        ("石桥镇 | 大塘村 | 3 | 1", "R505", "B2", 2),
        ("石桥镇 | 上坪村 | 几处 | 1", "R301", "C2", 2),
        ("石桥镇 | 上坪村 | -3 | 1", "R307", "C2", 2),
        ("石桥镇 | 上坪村 | 1.5 | 1", "R309", "C2", 2),
    ],
)
def test_a_doubtful_visit_is_a_finding_and_the_other_rows_stay(row: str, code: str, cell: str, kept: int) -> None:
    intake = read_visits(f"镇 | 村 | 一般问题数 | 突出问题数\n{row}\n云岭镇 | 大塘村 | 2 | 0")
    assert codes_of(intake) == {code}
    assert the(intake, code).cell == cell
    assert len(intake.values) == kept + 2


def test_a_village_on_two_rows_counts_once_when_they_agree_and_not_at_all_where_they_differ() -> None:
    intake = read_visits("""
        镇     | 村     | 一般问题数 | 突出问题数
        石桥镇 | 上坪村 | 3          | 1
        石桥镇 | 上坪村 | 3          | 2
    """)
    assert values_of(intake) == {"A1-04.minor@上坪村": 3, "A1-04.severe@上坪村": "unreported"}
    assert told(intake, "R213", "R214") == ["R214 C3", "R213 D3"]


def test_an_inspection_sheet_without_its_hidden_facts_is_known_by_its_headings() -> None:
    intake = read_visits("镇 | 村 | 一般问题数 | 突出问题数\n石桥镇 | 上坪村 | 3 | 1", meta=None)
    assert intake.kind == "inspection"
    assert len(intake.values) == 2
