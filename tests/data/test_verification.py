"""部门核定表: what a department types about the towns' figures, and what counts then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.completeness import completeness
from data.intake import Intake
from data.reading import read_workbook
from data.receipts import Upload, receipt
from data.templates import FieldCheck, Filled, Visit, inspection_workbook, verification_workbook, verifying_departments
from data.templates.forms import asked_of_town, asked_of_verification
from data.templates.verification import AGREED, AMENDED, REFUTED
from scoring import load_scheme
from tests.data.drawn import intake
from tests.data.office import LATE, ROUND, office, standing
from tests.data.sheets import ROSTER, TOWN_META, small_scheme, the, told, values_of, workbook

DEPARTMENT = "县农业农村局"
META = {**TOWN_META, "表类": "部门核定表", "填报单位": DEPARTMENT}
HEADS = "指标编码 | 填报项 | 镇 | 镇报数 | 核定意见 | 核定数 | 核定说明 | 依据"


def verified(rows: str, meta: dict[str, str] | None = META) -> Intake:
    """What is read from a department's 核定表 with those rows."""
    content = workbook(meta, 核定表=f"{HEADS}\n{rows.strip()}")
    return read_workbook(content, f"{DEPARTMENT}.xlsx", small_scheme(), ROSTER)


def opinions(intake: Intake) -> list[tuple[str, str, str]]:
    """Town, opinion and claimed figure of each verified row."""
    columns = (intake.verifications[name] for name in ("unit", "opinion", "claimed"))
    return list(zip(*columns, strict=True))


def test_a_figure_that_is_agreed_to_stands_as_the_town_claimed_it_where_the_department_saw_it() -> None:
    intake = verified("A1-01 | 卫生户厕户数 | 石桥镇 | 960 | 同意 | | |")
    assert (intake.kind, intake.unit) == ("verification", DEPARTMENT)
    row = intake.values.iloc[0]
    assert (row["unit"], row["value"], row["status"], row["cell"], row["typed"]) == (
        "石桥镇", 960.0, "reported", "D2", "960",
    )  # fmt: skip
    assert opinions(intake) == [("石桥镇", AGREED, "960")]


def test_another_figure_stands_with_its_reason_and_basis() -> None:
    intake = verified("A1-01 | 卫生户厕户数 | 石桥镇 | 960 | 更正 | 951 | 重复登记 9 户 | 户厕台账")
    assert values_of(intake) == {"A1-01.sanitary": 951.0}
    said = intake.verifications.iloc[0]
    assert (said["opinion"], said["reason"], said["basis"]) == (AMENDED, "重复登记 9 户", "户厕台账")
    assert not [one for one in intake.findings if one.code.startswith("R54")]


def test_a_row_that_nobody_has_looked_at_says_nothing() -> None:
    intake = verified("A1-01 | 卫生户厕户数 | 石桥镇 | 960 | | | |\nA1-01 | 常住户数 | 石桥镇 | 未填报 | | | |")
    assert intake.values.empty
    assert intake.verifications.empty
    assert "R119" in {one.code for one in intake.findings}


def test_a_figure_without_an_opinion_is_an_opinion() -> None:
    intake = verified("""
        A1-01 | 卫生户厕户数 | 石桥镇 | 960 | | 960 | |
        A1-01 | 卫生户厕户数 | 云岭镇 | 500 | | 498 | 实地 498 |
        A1-01 | 常住户数     | 云岭镇 | 未填报 | | 520 | |
    """)
    assert opinions(intake) == [("石桥镇", AGREED, "960"), ("云岭镇", AMENDED, "500"), ("云岭镇", AMENDED, "未填报")]
    assert intake.values["value"].tolist() == [960, 498, 520]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ("A1-01 | 卫生户厕户数 | | 960 | 同意 | | |", "R541", "C2"),
        ("A1-01 | 卫生户厕户数 | 白石镇 | 960 | 同意 | | |", "R522", "C2"),
        ("A1-01 | 卫生户厕户数 | 石桥镇 | 960 | 不清楚 | | |", "R542", "E2"),
        ("A1-01 | 卫生户厕户数 | 石桥镇 | 960 | 同意 | 951 | |", "R543", "F2"),
        ("A1-01 | 卫生户厕户数 | 石桥镇 | 960 | 更正 | | 数错了 |", "R544", "E2"),
        ("A1-01 | 卫生户厕户数 | 石桥镇 | 960 | 查不实 | | 没有台账 |", "R544", "E2"),
        ("A1-01 | 卫生户厕户数 | 石桥镇 | 未填报 | 同意 | | |", "R545", "E2"),
        ("A1-01 | 卫生户厕户数 | 石桥镇 | 960 | 更正 | 见台账 | 数错了 |", "R301", "F2"),
        ("A1-01 | 卫生户厕户数 | 石桥镇 | 960 | 更正 | -1 | 数错了 |", "R307", "F2"),
        ("A9-99 | 卫生户厕户数 | 石桥镇 | 960 | 同意 | | |", "R211", "A2"),
        ("A1-01 | 公厕数 | 石桥镇 | 960 | 同意 | | |", "R212", "B2"),
        ("A1-03 | 是否有管护制度 | 石桥镇 | 是 | 同意 | | |", "R549", "A2"),
    ],
)
def test_what_cannot_be_taken_is_said_and_leaves_the_town_s_figure_alone(row: str, code: str, cell: str) -> None:
    intake = verified(row)
    assert told(intake, code) == [f"{code} {cell}"]
    assert not (intake.values["status"] == "reported").any()


def test_a_doubtful_row_is_taken_with_a_word() -> None:
    silent = verified("A1-01 | 卫生户厕户数 | 石桥镇 | 960 | 更正 | 951 | |")
    assert the(silent, "R546").severity == "警告"
    alike = verified("A1-01 | 卫生户厕户数 | 石桥镇 | 960 | 查不实 | 960 | 翻过台账 |")
    assert the(alike, "R547").severity == "提示"
    assert opinions(alike) == [("石桥镇", AGREED, "960")]


def test_two_rows_that_contradict_each_other_count_for_nothing() -> None:
    intake = verified("""
        A1-01 | 卫生户厕户数 | 石桥镇 | 960 | 更正 | 951 | 重复 |
        A1-01 | 卫生户厕户数 | 石桥镇 | 960 | 更正 | 940 | 重复 |
    """)
    assert told(intake, "R213") == ["R213 F3"]
    assert values_of(intake) == {"A1-01.sanitary": "unreported"}


def test_a_verified_figure_above_its_base_is_refused_even_where_the_base_is_only_claimed() -> None:
    intake = verified("""
        A1-01 | 卫生户厕户数 | 石桥镇 | 960  | 更正 | 1020 | 补登 |
        A1-01 | 常住户数     | 石桥镇 | 1000 |      |      |      |
    """)
    assert told(intake, "R401") == ["R401 F2"]
    assert values_of(intake) == {"A1-01.sanitary": "unreported"}


def test_a_base_verified_below_what_the_town_says_is_done_is_taken_and_asked_about() -> None:
    intake = verified("""
        A1-01 | 卫生户厕户数 | 石桥镇 | 960  |      |     |              |
        A1-01 | 常住户数     | 石桥镇 | 1000 | 更正 | 940 | 公安户籍数据 |
    """)
    assert values_of(intake) == {"A1-01.households": 940.0}
    assert told(intake, "R401", "R548") == ["R548 D2"]
    assert "石桥镇“卫生户厕户数”的镇报数 960 已大于“常住户数”" in the(intake, "R548").message


def test_a_target_is_not_asked_of_the_department() -> None:
    intake = verified("A1-02 | 粮食播种面积 | 石桥镇 | 1234.5 | 更正 | 1230 | 遥感影像 |")
    assert "R321" not in {one.code for one in intake.findings}
    assert intake.values["target"].isna().all()


def test_without_the_hidden_sheet_the_title_and_the_columns_tell() -> None:
    rows = f"填报单位：{DEPARTMENT}　　轮次：第一轮　　方案编码：small\n{HEADS}\nA1-01|常住户数|石桥镇|9|同意|||"
    read = read_workbook(workbook(None, Sheet1=rows), "核定.xlsx", small_scheme(), ROSTER)
    assert (read.kind, read.unit, read.round_name) == ("verification", DEPARTMENT, "第一轮")
    assert values_of(read) == {"A1-01.households": 9.0}


def test_what_is_verified_in_a_template_comes_back_to_the_last_digit() -> None:
    scheme, towns = load_scheme("gd2021"), ("石桥镇", "云岭镇")
    for department in verifying_departments(scheme):
        slots = [(town, *one.key) for one in asked_of_verification(scheme, department) for town in towns]
        answers = {slot: {"opinion": AGREED} for slot in slots[::2]}
        claimed = {slot: True if _yes_no(scheme, slot) else 1 for slot in slots}
        read = read_workbook(
            verification_workbook(scheme, department, "第一轮", towns, claimed=claimed, filled=answers),
            f"{department}.xlsx", scheme,
        )  # fmt: skip
        assert {one.code for one in read.findings} <= {"R313"}
        found = read.values[["unit", "indicator", "input"]].itertuples(index=False, name=None)
        assert set(found) == set(slots[::2])
        assert set(read.values["value"]) == {1.0}


def _yes_no(scheme, slot) -> bool:  # type: ignore[no-untyped-def]
    return bool(scheme.indicator(slot[1]).input(slot[2]).yes_no)


def test_odd_numbers_and_texts_survive_the_template_letter_by_letter() -> None:
    scheme = small_scheme()
    slot = ("石桥镇", "A1-02", "area")
    filled = {slot: {"opinion": REFUTED, "value": 0.1 + 0.2, "reason": "=1+1 不是公式", "basis": "@台账"}}
    content = verification_workbook(scheme, DEPARTMENT, "第一轮", ["石桥镇"], claimed={slot: 1234.5}, filled=filled)
    read = read_workbook(content, "x.xlsx", scheme, ROSTER)
    assert read.values["value"].tolist() == [0.1 + 0.2]
    said = read.verifications.iloc[0]
    assert (said["opinion"], said["claimed"], said["reason"], said["basis"]) == (
        REFUTED, "1234.5", "=1+1 不是公式", "@台账",
    )  # fmt: skip


def test_a_department_that_leads_nothing_of_the_towns_has_no_such_workbook() -> None:
    with pytest.raises(ValueError, match="县财政局没有需要核定的镇级数"):
        verification_workbook(small_scheme(), "县财政局", "第一轮", ["石桥镇"])


def test_an_inspection_team_counts_a_figure_of_a_whole_town_itself() -> None:
    scheme = small_scheme()
    made = [FieldCheck("石桥镇", ("A1-01", "sanitary"), 940, "桥头片", "逐户走访")]
    visited = [Visit("石桥镇", "上坪村", None, {("A1-04", "minor"): 2, ("A1-04", "severe"): 0})]
    content = inspection_workbook(
        scheme, "第一轮", {"石桥镇": ["上坪村"]}, filled=Filled(visits=visited, field_checks=made)
    )
    read = read_workbook(content, "暗访.xlsx", scheme, ROSTER)
    assert not read.findings
    assert values_of(read) == {"A1-04.minor@上坪村": 2.0, "A1-04.severe@上坪村": 0.0, "A1-01.sanitary": 940.0}
    assert read.values["sheet"].tolist() == ["暗访表", "暗访表", "抽查核实表"]
    said = read.verifications.iloc[0]
    assert (said["unit"], said["opinion"], said["reason"], said["basis"]) == (
        "石桥镇",
        "实地核实",
        "逐户走访",
        "桥头片",
    )


def test_a_field_check_that_names_no_figure_of_the_towns_is_said() -> None:
    meta = {**META, "表类": "村级暗访表", "填报单位": "县暗访组"}
    content = workbook(meta, 暗访表="镇 | 村 | 日期", 抽查核实表="""
        镇     | 填报项               | 抽查数 | 点位 | 核实说明
        石桥镇 | A1-05 农林水支出     | 5      |      |
        白石镇 | A1-01 卫生户厕户数   | 5      |      | 数过
        石桥镇 | A1-01 卫生户厕户数   | 5      |      |
    """)  # fmt: skip
    read = read_workbook(content, "暗访.xlsx", small_scheme(), ROSTER)
    assert told(read, "R551", "R522", "R552") == ["R551 B2", "R522 A3", "R552 E4"]
    assert values_of(read) == {"A1-01.sanitary": 5.0}


def test_every_figure_of_the_towns_has_exactly_one_department_that_verifies_it() -> None:
    scheme = load_scheme("gd2021")
    asked = [one.key for name in verifying_departments(scheme) for one in asked_of_verification(scheme, name)]
    assert sorted(asked) == sorted(one.key for one in asked_of_town(scheme))


def test_a_figure_counts_as_verified_for_an_unknown_department_too() -> None:
    """A department that was renamed after the scheme was printed."""
    intake = verified("A1-01 | 常住户数 | 石桥镇 | 9 | 同意 | | |", {**META, "填报单位": "县农业局"})
    assert values_of(replace(intake)) == {"A1-01.households": 9.0}
    assert "R115" in {one.code for one in intake.findings}


def test_departments_verify_what_has_come_in_by_the_due_day_so_no_verification_is_late() -> None:
    store = office()
    content = b"verified"
    read = replace(intake(DEPARTMENT, "石桥镇:C1-02 faulty 4", "verification", content), round_name=ROUND)
    assert receipt(standing(store), Upload("核定.xlsx", content), read, LATE).punctuality == "undated"
    store.save_submission(ROUND, read, content, "李某", LATE)
    table = completeness(store, load_scheme("gd2021"), store.round(ROUND))
    assert table.loc[table["kind"] == "verification", "standing"].tolist() == ["on_time"]
