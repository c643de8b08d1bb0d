"""问题清单 and 佐证目录 as a town typed them, and what is read."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from data.intake import Intake
from data.reading import read_workbook
from tests.data.sheets import GOOD_FORM, TOWN_META, codes_of, read_form, small_scheme, the, told, workbook


def read_problems(text: str) -> Intake:
    return read_form(GOOD_FORM, 问题清单=text)


def read_evidence(text: str) -> Intake:
    return read_form(GOOD_FORM, 佐证目录=text)


def only(intake: Intake, table: str) -> dict[str, Any]:
    (row,) = getattr(intake, table).to_dict("records")
    return dict(row)


def test_a_problem_is_read_with_all_that_is_said_of_it() -> None:
    headings = (
        "序号|来源|发现日期|镇|村|点位|关联指标|是否刚性|问题类别|问题描述|严重程度|责任单位|责任人|责任领导|整改时限"
    )
    problem = (
        "1|国家暗访|2026-03-01|石桥镇|上坪村|村口塘|A1-01 户厕|是|厕所|旱厕未改|严重|县住建局|张某|李某|2026年3月25日"
    )
    intake = read_problems(f"{headings}\n{problem}")
    row = only(intake, "problems")
    assert (row["number"], row["source"], row["town"], row["village"]) == ("1", "国家暗访", "石桥镇", "上坪村")
    assert (row["indicator"], row["rigid"], row["severity"]) == ("A1-01", True, "严重")
    assert (row["found_on"].date(), row["due_on"].date()) == (date(2026, 3, 1), date(2026, 3, 25))
    assert (row["sheet"], row["cell"], row["description"]) == ("问题清单", "J2", "旱厕未改")
    assert codes_of(intake) == set()


def test_numbered_rows_without_a_problem_are_passed_over() -> None:
    intake = read_problems("""
        序号 | 镇     | 村 | 问题描述
        1    | 石桥镇 |    |
        2    |        |    | 垃圾乱堆
        3    | 石桥镇 |    |
    """)
    row = only(intake, "problems")
    assert (row["number"], row["town"], row["cell"]) == ("2", "石桥镇", "D3")


def test_whether_a_problem_is_rigid_is_what_the_scheme_says_of_its_indicator() -> None:
    intake = read_problems("""
        关联指标     | 是否刚性 | 问题描述
        户厕建设与管护 | 否     | 旱厕未改
        A1-03        |          | 没有制度
                     | 是       | 别的
                     |          | 不知道
    """)
    assert intake.problems["rigid"].tolist()[:3] == [True, False, True]
    assert intake.problems["rigid"].isna().tolist() == [False, False, False, True]
    assert told(intake, "R507") == ["R507 B2"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-03-05", date(2026, 3, 5)),
        ("'2026-03-05", date(2026, 3, 5)),
        ("'2026/3/5", date(2026, 3, 5)),
        ("'2026.3.5", date(2026, 3, 5)),
        ("'2026年3月5日", date(2026, 3, 5)),
        ("'２０２６年３月５日", date(2026, 3, 5)),
        ("'20260305", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("46086", date(2026, 3, 5)),
        ("'2026-03-05 10:30:00", date(2026, 3, 5)),
    ],
)
def test_a_day_is_understood_as_people_write_it(typed: str, meant: date) -> None:
    intake = read_problems(f"发现日期 | 问题描述\n{typed} | 旱厕未改")
    assert only(intake, "problems")["found_on"].date() == meant


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("'2026-13-05", "R502"),
        ("'2026-02-30", "R502"),
        ("上周", "R502"),
        ("5", "R502"),
        ("'20261305", "R502"),
        ("立行立改", "R502"),
        ("3月底", "R510"),
        ("2026年3月", "R510"),
        ("3月5日", "R510"),
    ],
)
def test_a_day_that_nobody_can_tell_is_left_out_and_the_problem_stays(typed: str, code: str) -> None:
    intake = read_problems(f"发现日期 | 问题描述\n{typed} | 旱厕未改")
    assert intake.problems["found_on"].isna().tolist() == [True]
    assert told(intake, "R502", "R508", "R509", "R510") == [f"{code} A2"]


def test_a_day_written_in_an_unusual_way_is_said() -> None:
    intake = read_problems("发现日期 | 整改时限 | 问题描述\n'2026.3.5 | 二〇二六年三月五日 | 旱厕未改")
    assert intake.problems["due_on"].dt.date.tolist() == [date(2026, 3, 5)]
    assert told(intake, "R502", "R509") == ["R509 A2", "R509 B2"]
    assert all("2026-03-05" in one.message for one in intake.findings if one.code == "R509")


def test_a_day_without_a_year_takes_the_other_days_year_of_its_row_or_the_usual_one() -> None:
    intake = read_problems("""
        发现日期   | 整改时限 | 问题描述
        2025-12-30 | 1月31日  | 旱厕未改
        2026-03-01 | 三月五日 | 垃圾
        2026-03-02 |          | 污水
                   | 3月25日  | 道路
    """)
    assert intake.problems["due_on"].dt.date.tolist()[:2] == [date(2026, 1, 31), date(2026, 3, 5)]
    assert intake.problems["due_on"].dt.date.tolist()[3] == date(2026, 3, 25)
    assert told(intake, "R508") == ["R508 B2", "R508 B3", "R508 B5"]


def test_a_date_that_lost_its_format_is_counted_from_1904_in_a_book_that_counts_so() -> None:
    lists = {"问题清单": "发现日期 | 问题描述\n44639 | 旱厕未改", "佐证目录": "指标编码 | 材料名称"}
    book = load_workbook(BytesIO(workbook(TOWN_META, 填报表=GOOD_FORM, **lists)))
    book.epoch = CALENDAR_MAC_1904
    written = BytesIO()
    book.save(written)
    intake = read_workbook(written.getvalue(), "石桥镇.xlsx", small_scheme())
    assert only(intake, "problems")["found_on"].date() == date(2026, 3, 20)
    assert told(intake, "R509") == ["R509 A2"]


def test_a_row_that_sums_up_the_list_is_no_problem() -> None:
    intake = read_problems("""
        序号 | 镇     | 村     | 问题描述
        1    | 石桥镇 | 上坪村 | 旱厕未改
        合计 |        |        | 1 个
    """)
    assert intake.problems["description"].tolist() == ["旱厕未改"]
    assert told(intake, "R217", "R504", "R506") == ["R217 A3"]


def test_a_row_that_sums_up_the_evidence_is_no_document() -> None:
    intake = read_evidence("指标编码 | 材料名称 | 是否齐全\nA1-01 | 台账 | √\n小计 | 1 份 | ")
    assert intake.evidence["complete"].tolist() == [True]
    assert codes_of(intake) == {"R217"}


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ("国家暗访 | 石桥镇 | 上坪村 | Z9-99 | 旱厕未改 | 严重", "R501", "D2"),
        ("听说 | 石桥镇 | 上坪村 | A1-01 | 旱厕未改 | 严重", "R503", "A2"),
        ("国家暗访 | 石桥镇 | 上坪村 | A1-01 | 旱厕未改 | 天大", "R503", "F2"),
        ("国家暗访 | 石桥镇 | 上坪村 | A1-01 | | 严重", "R504", "E2"),
        ("国家暗访 | 石桥镇 | 大塘村 | A1-01 | 旱厕未改 | 严重", "R505", "C2"),
        ("国家暗访 | 白云镇 | 大塘村 | A1-01 | 旱厕未改 | 严重", "R506", "B2"),
    ],
)
def test_a_doubtful_word_is_a_finding_and_the_problem_is_kept(row: str, code: str, cell: str) -> None:
    intake = read_problems(f"来源 | 镇 | 村 | 关联指标 | 问题描述 | 严重程度\n{row}")
    assert codes_of(intake) == {code}
    assert the(intake, code).cell == cell
    assert len(intake.problems) == 1


def test_evidence_counts_once_something_is_said_of_it() -> None:
    intake = read_evidence("""
        指标编码 | 考核内容 | 材料名称   | 类型 | 文号或日期 | 形成单位 | 是否齐全 | 与实地是否一致 | 审核人
        A1-01    | 户厕     | 户厕台账   | 台账 | 2026-03-01 | 镇政府   | 是       | 否             | 王某
        A1-01    | 户厕     | 整改销号表 |      |            |          |          |                |
        A1-01    | 户厕     | 现场照片   |      |            |          |          |                |
                 |          |            |      |            |          |          |                |
    """)
    ledger, photos = intake.evidence.to_dict("records")
    assert (ledger["unit"], ledger["document"], ledger["kind"]) == ("石桥镇", "户厕台账", "台账")
    assert (ledger["reference"], ledger["issued_by"], ledger["checked_by"]) == ("2026-03-01", "镇政府", "王某")
    assert (ledger["complete"], ledger["matches_field"], ledger["cell"]) == (True, False, "C2")
    assert photos["document"] == "现场照片"
    assert intake.evidence["complete"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("row", "code", "cell", "kept"),
    [
        ("Z9-99 | 台账 | 是", "R511", "A2", 0),
        ("      | 台账 | 是", "R511", "A2", 0),
        ("A1-01 |      | 是", "R512", "B2", 0),
        ("A1-01 | 台账 | 大概", "R513", "C2", 1),
    ],
)
def test_a_doubtful_document_is_a_finding(row: str, code: str, cell: str, kept: int) -> None:
    intake = read_evidence(f"指标编码 | 材料名称 | 是否齐全\n{row}")
    assert codes_of(intake) == {code}
    assert the(intake, code).cell == cell
    assert len(intake.evidence) == kept


def test_a_missing_list_is_said_and_the_form_is_read() -> None:
    intake = read_workbook(workbook(TOWN_META, 填报表=GOOD_FORM), "石桥镇.xlsx", small_scheme())
    missing = [one.message for one in intake.findings if one.code == "R201"]
    assert len(missing) == 2
    assert "问题清单" in missing[0]
    assert "佐证目录" in missing[1]
    assert len(intake.values) == 6


def test_a_list_without_its_needed_column_is_said_and_the_form_is_read() -> None:
    intake = read_problems("序号 | 来源\n1 | 国家暗访")
    assert (the(intake, "R203").sheet, len(intake.problems), len(intake.values)) == ("问题清单", 0, 6)
