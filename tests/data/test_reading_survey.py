"""调查表 read: good rows kept, bad cells named, and not one household's name or number let in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from data.reading import read_workbook
from data.reading.personal import MASK, masked, names_persons, personal_number
from data.survey.record import SurveyIntake
from data.templates import town_workbook
from scoring.survey import HOUSEHOLDS, QUESTIONS
from tests.data.sheets import ROSTER, small_scheme
from tests.data.surveys import HEADS, IDENTITY, ROUND, codes, drawn, read, respondent, respondents, written


def test_what_was_written_into_the_template_is_read_back() -> None:
    rows = [
        respondent(asked_on=date(2026, 3, 12), opinion="路灯不亮"), *respondents(20),
        respondent(household="监测户", aware="", satisfied="不清楚"),
    ]  # fmt: skip
    intake = read(written(rows))
    assert (intake.readable, intake.round_name, intake.team, intake.foreign) == (True, ROUND, "县调查组", ())
    assert not intake.findings
    names = ("household", "opinion", *QUESTIONS)
    assert [[row[name] for name in names] for row in intake.rows()] == [[row[name] for name in names] for row in rows]
    first = next(iter(intake.rows()))
    assert (first["asked_on"], first["cell"]) == (date(2026, 3, 12), "A4")


def test_headings_and_answers_are_known_by_their_other_names_and_said_so() -> None:
    heads = ("所在镇", "行政村", "农户类别", "调查日期", "调查方式", "政策知晓", "满意程度", "是否支持", "意见建议")
    intake = read(
        drawn(("石桥镇", "上坪村", "监测对象", "2026.3.12", "入户", "了解", "很满意", "基本支持", "无"), heads=heads)
    )
    (row,) = intake.rows()
    assert [row[key] for key in ("household", "aware", "satisfied", "supports", "asked_on")] == [
        "监测户", "知道", "满意", "比较支持", date(2026, 3, 12),
    ]  # fmt: skip
    assert codes(intake).count("R624") == 4


@pytest.mark.parametrize(
    ("said", "code", "cell"),
    [
        ({"satisfied": "挺好"}, "R619", "G4"),
        ({"household": "贫困户"}, "R620", "C4"),
        ({"household": ""}, "R621", "C4"),
        ({"village": "无名村"}, "R505", "B4"),
    ],
)
def test_a_bad_cell_is_named_and_the_rest_of_its_row_counts(said: dict[str, str], code: str, cell: str) -> None:
    intake = read(written([respondent(**said), respondent()]))
    assert [(one.code, one.sheet, one.cell) for one in intake.findings] == [(code, "调查表", cell)]
    assert intake.readable
    assert len(intake.answers) == 2


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"town": ""}, "R615"),
        ({"town": "无镇"}, "R616"),
        ({"aware": "", "satisfied": "嗯", "supports": ""}, "R622"),
        ({"town": "合计"}, "R217"),
    ],
)
def test_a_row_of_which_nothing_can_count_is_left_out_and_named(said: dict[str, str], code: str) -> None:
    intake = read(written([respondent(**said), respondent(satisfied="一般")]))
    assert code in codes(intake)
    assert [row["satisfied"] for row in intake.rows()] == ["一般"]


def test_a_file_without_a_respondent_is_not_readable() -> None:
    empty = read(written([]))
    assert (empty.readable, codes(empty)) == (False, ["R623"])
    assert codes(read(b"")) == ["R101"]
    assert codes(read(drawn(("石桥镇", "知道"), heads=("镇", "知晓")))) == ["R612"]


def test_a_form_of_another_kind_is_not_taken_for_a_survey_nor_a_survey_for_a_form() -> None:
    assert codes(read(town_workbook(small_scheme(), "石桥镇", ROUND))) == ["R612"]
    told = read_workbook(written(respondents(3)), "调查.xlsx", small_scheme(), ROSTER, ROUND)
    assert not told.readable
    assert [one.code for one in told.findings] == ["R611"]


HEADINGS = (
    "姓名",
    "户主姓名",
    "受访人",
    "被调查对象",
    "身份证号码",
    "证件号",
    "联系电话",
    "手机",
    "电话",
    "联系方式",
    "家庭住址",
)


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_column_that_asks_for_a_person_makes_the_whole_file_refused(heading: str) -> None:
    row = ("石桥镇", "上坪村", "脱贫户", "", "入户", "知道", "满意", "支持", "")
    intake = read(drawn((*row, ""), heads=(*HEADS, heading)))
    refused(intake, "R613", "J1")


NUMBERS = (
    IDENTITY, "1101 0519 4912 3100 2x", "110105491231002", 110105491231002.0, 1.10105194912310e17, "138-0013-8000",
    13800138000.0, "+86 13800138000", "0668-8123456", "（020）81234567", "１３８００１３８０００",
    "6222021234567890128",
)  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("column", ["village", "mode"])
def test_a_persons_number_in_any_other_cell_makes_the_whole_file_refused(number: object, column: str) -> None:
    refused(
        read(written([respondent(), respondent(**{column: number})])), "R614", "B5" if column == "village" else "E5"
    )


def test_a_persons_number_anywhere_else_in_the_file_makes_it_refused_too() -> None:
    def another_sheet(book: Workbook) -> None:
        book.create_sheet("名单").append(["张三", IDENTITY])

    def under_the_title(book: Workbook) -> None:
        book["调查表"]["A2"] = "填表人电话：13800138000"

    def a_list_of_names(book: Workbook) -> None:
        book.create_sheet("名单").append(["序号", "户主姓名"])

    refused(read(written(respondents(3), another_sheet)), "R614", "B1")
    refused(read(written(respondents(3), under_the_title)), "R614", "A2")
    refused(read(written(respondents(3), a_list_of_names)), "R613", "B1")


def refused(intake: SurveyIntake, code: str, cell: str) -> None:
    """Nothing of the file is taken over, and what is said repeats no number."""
    assert (intake.readable, intake.personal, len(intake.answers)) == (False, True, 0)
    assert [(one.code, one.cell) for one in intake.findings] == [(code, cell)]
    (told,) = intake.findings
    assert not any(personal_number(text) for text in (told.message, told.remedy, told.typed))


def test_a_number_in_an_opinion_is_masked_and_the_answers_count() -> None:
    intake = read(written([respondent(opinion=f"请回电 13800138000，证件 {IDENTITY}，路灯 3 盏不亮")]))
    (row,) = intake.rows()
    assert row["opinion"] == f"请回电 {MASK}，证件 {MASK}，路灯 3 盏不亮"
    assert [one.cell for one in intake.findings if one.code == "R617"] == ["I4"]
    assert "13800138000" not in str(intake.findings)
    assert intake.foreign == ("意见里的号码",)


def _comment(book: Workbook) -> None:
    book["调查表"]["A4"].comment = Comment("张三家", "李四")


def _sheet(book: Workbook) -> None:
    book.create_sheet("底稿").append(["随手记"])


def _column(book: Workbook) -> None:
    book["调查表"]["J3"], book["调查表"]["J4"] = "调查员", "李四"


@pytest.mark.parametrize(("spoil", "named"), [(_comment, "批注"), (_sheet, "工作表“底稿”"), (_column, "“调查员”列")])
def test_what_the_form_has_no_place_for_is_named_so_that_it_is_not_kept(
    spoil: Callable[[Workbook], None], named: str
) -> None:
    intake = read(written(respondents(4), spoil))
    assert intake.readable
    assert named in intake.foreign
    assert "R618" in codes(intake)


@pytest.mark.parametrize(
    "text",
    [
        "", "满意", "2026-03-12 10:20", "20260312", "上坝村 12 组 3 号", "补贴 1380013.80 元", "13800138",
        "共 110105491331002 元", "3 户 15 人", "D2-01", "0668",
    ],
)  # fmt: skip
def test_what_is_no_persons_number_is_left_alone(text: str) -> None:
    assert personal_number(text) == ""
    assert masked(text) == text


@pytest.mark.parametrize(
    "heading", ["户类型", "受访人类型", "方式", "电话访问情况说明以及其他需要说明的事项", "调查员", "", 3.0]
)
def test_a_heading_that_asks_for_no_person_is_left_alone(heading: object) -> None:
    assert not names_persons(heading)


def test_every_kind_of_household_and_answer_of_the_form_is_understood_as_itself() -> None:
    for key, one in QUESTIONS.items():
        for word in one.answers:
            assert [row[key] for row in read(written([respondent(**{key: word})])).rows()] == [word]
    for word in HOUSEHOLDS:
        assert [row["household"] for row in read(written([respondent(household=word)])).rows()] == [word]


def test_an_identity_number_with_a_mistyped_digit_is_one_all_the_same() -> None:
    assert personal_number("440101199001011234") == "身份证号"
    assert masked("证号440101199001011234，已访") == f"证号{MASK}，已访"
