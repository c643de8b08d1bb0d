"""填报表 as a town typed it, and what is read."""

from __future__ import annotations

import pytest

from tests.data.sheets import GOOD_FORM, TOWN_META, codes_of, read_form, the, told, values_of

GOOD = {
    "A1-01.sanitary": 960,
    "A1-01.households": 1000,
    "A1-01.rate": 95.5,
    "A1-02.area": 1234.5,
    "A1-02.growth": -3,
    "A1-03.rules": 1,
}


def changed(row: str) -> str:
    """The good form with one row typed otherwise; the row is found by its 填报项."""
    name = row.split("|")[1].strip()
    lines = [row if name in line.split("|")[1] else line for line in GOOD_FORM.strip().splitlines()]
    return "\n".join(lines)


def test_a_careful_town_gets_all_its_figures_in_without_a_word() -> None:
    intake = read_form(GOOD_FORM)
    assert values_of(intake) == GOOD
    assert codes_of(intake) == set()
    assert (intake.readable, intake.kind, intake.unit, intake.round_name) == (True, "town", "石桥镇", "第一轮")


def test_every_value_knows_its_sheet_its_cell_and_what_was_typed() -> None:
    intake = read_form(changed("A1-02 | 粮食播种面积 | 1200 | １２３４.5亩 | 1200"))
    area = intake.values.set_index("input").loc["area"]
    assert (area["sheet"], area["cell"], area["typed"]) == ("填报表", "D5", "１２３４.5亩")
    assert (area["target"], area["target_cell"]) == (1200, "C5")
    assert (area["last_year"], area["last_year_cell"]) == (1200, "E5")
    assert area["value"] == 1234.5
    assert the(intake, "R312").cell == "D5"


@pytest.mark.parametrize(
    ("row", "code", "cell", "lost"),
    [
        ("A1-01 | 常住户数 | | 全部 |", "R301", "D3", "A1-01.households"),
        ("A1-01 | 常住户数 | | #DIV/0! |", "R302", "D3", "A1-01.households"),
        ("A1-01 | 常住户数 | | #REF! |", "R302", "D3", "A1-01.households"),
        ("A1-01 | 常住户数 | | =500+500 |", "R303", "D3", "A1-01.households"),
        ("A1-01 | 常住户数 | | 2026-03-05 |", "R317", "D3", "A1-01.households"),
        ("A1-03 | 是否有管护制度 | | 部分 |", "R305", "D7", "A1-03.rules"),
        ("A1-01 | 常住户数 | | 1000人 |", "R306", "D3", "A1-01.households"),
        ("A1-02 | 粮食播种面积 | 1200 | 95%% | 1200", "R306", "D5", "A1-02.area"),
        ("A1-01 | 常住户数 | | -5 |", "R307", "D3", "A1-01.households"),
        ("A1-01 | 满意率 | | 120 |", "R308", "D4", "A1-01.rate"),
        ("A1-01 | 常住户数 | | 1000.5 |", "R309", "D3", "A1-01.households"),
        ("A1-01 | 常住户数 | | 99999999999999 |", "R310", "D3", "A1-01.households"),
        ("A1-01 | 常住户数 | | 无 |", "R311", "D3", "A1-01.households"),
        ("A1-01 | 卫生户厕户数 | | 1001 |", "R401", "D2", "A1-01.sanitary"),
        ("A1-01 | 卫生户厕户数 | | 不适用 |", "R402", "D2", "A1-01.sanitary"),
    ],
)
def test_a_bad_cell_is_a_finding_with_its_place_and_the_rest_still_loads(
    row: str, code: str, cell: str, lost: str
) -> None:
    intake = read_form(changed(row))
    found = the(intake, code)
    assert (found.severity, found.sheet, found.cell) == ("错误", "填报表", cell)
    assert found.message
    assert found.remedy.endswith("。")
    assert found.indicator == lost.split(".")[0]
    assert values_of(intake) == {**GOOD, lost: "unreported"}


def test_blank_zero_and_not_applicable_are_three_things() -> None:
    intake = read_form("""
        指标编码 | 填报项         | 年度目标任务 | 完成情况 | 上年值
        A1-01    | 卫生户厕户数   |              |          |
        A1-01    | 常住户数       |              | 0        |
        A1-01    | 满意率         |              | 不适用   |
        A1-02    | 粮食播种面积   | /            | /        | /
        A1-02    | 增长率         |              | —        |
        A1-03    | 是否有管护制度 |              | ×        |
    """)
    assert values_of(intake) == {
        "A1-01.sanitary": "unreported",
        "A1-01.households": 0,
        "A1-01.rate": "not_applicable",
        "A1-02.area": "not_applicable",
        "A1-02.growth": "not_applicable",
        "A1-03.rules": 0,
    }
    assert codes_of(intake) == {"R326"}
    assert told(intake, "R326") == ["R326 D5", "R326 C5", "R326 E5", "R326 D6"]


def test_no_task_is_believed_where_the_base_is_0() -> None:
    rows = changed("A1-01 | 卫生户厕户数 | | 不适用 |").replace("1000", "0", 1)
    intake = read_form(rows)
    assert values_of(intake)["A1-01.sanitary"] == "not_applicable"
    assert codes_of(intake) == set()


def test_done_may_equal_its_base() -> None:
    assert values_of(read_form(changed("A1-01 | 卫生户厕户数 | | 1000 |")))["A1-01.sanitary"] == 1000


def test_done_is_not_compared_with_a_base_that_nobody_reported() -> None:
    intake = read_form(changed("A1-01 | 常住户数 | | |"))
    assert values_of(intake)["A1-01.sanitary"] == 960
    assert codes_of(intake) == set()


def test_a_base_below_what_is_done_is_named_with_its_number() -> None:
    found = the(read_form(changed("A1-01 | 常住户数 | | 900 |")), "R401")
    assert "960" in found.message
    assert "常住户数" in found.message
    assert "900" in found.message


def test_a_share_in_a_cell_for_percent_is_kept_with_a_question() -> None:
    intake = read_form(changed("A1-01 | 满意率 | | 0.95 |"))
    assert values_of(intake)["A1-01.rate"] == 0.95
    assert (the(intake, "R313").severity, the(intake, "R313").cell) == ("警告", "D4")


def test_a_number_that_excel_shows_as_95_percent_is_95() -> None:
    intake = read_form(changed("A1-01 | 满意率 | | 95%% |"))
    assert values_of(intake)["A1-01.rate"] == 95
    assert told(intake, "R312", "R313") == ["R312 D4"]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ("A1-02 | 粮食播种面积 | | 1234.5 | 1200", "R321", "C5"),
        ("A1-02 | 粮食播种面积 | 1200 | 1234.5 |", "R322", "E5"),
        ("A1-02 | 粮食播种面积 | 不适用 | | 1200", "R323", "D5"),
    ],
)
def test_a_figure_without_what_it_is_measured_by_is_asked_for(row: str, code: str, cell: str) -> None:
    found = the(read_form(changed(row)), code)
    assert (found.severity, found.cell) == ("警告", cell)


def test_a_wrong_target_is_a_finding_at_its_own_cell_and_the_figure_stays() -> None:
    intake = read_form(changed("A1-02 | 粮食播种面积 | 若干 | 1234.5 | 1200"))
    assert the(intake, "R301").cell == "C5"
    assert values_of(intake)["A1-02.area"] == 1234.5
    assert intake.values.set_index("input")["target"].isna()["area"]


def test_what_stands_in_a_column_that_is_not_asked_for_is_not_read() -> None:
    intake = read_form(changed("A1-01 | 常住户数 | 一千 | 1000 | 九百"))
    assert codes_of(intake) == set()
    assert intake.values.set_index("input").loc["households", "target_cell"] == ""


def test_an_unknown_code_is_named_and_the_other_rows_stay() -> None:
    intake = read_form(changed("Z9-99 | 满意率 | | 95.5 |"))
    assert told(intake, "R211", "R216") == ["R211 A4", "R216 "]
    assert values_of(intake) == {key: value for key, value in GOOD.items() if key != "A1-01.rate"}


def test_an_unknown_figure_of_a_known_indicator_is_told_what_there_is() -> None:
    intake = read_form(changed("A1-01 | 满意率 | | 95.5 |").replace("满意率", "群众满意"))
    found = the(intake, "R212")
    assert (found.cell, found.indicator, found.typed) == ("B4", "A1-01", "群众满意")
    assert "满意率" in found.remedy


@pytest.mark.parametrize(
    ("row", "who"), [("A1-05 | 农林水支出 | | 5 | 4", "县财政局"), ("A1-04 | 一般问题数 | | 5 |", "暗访表")]
)
def test_a_figure_that_others_report_is_not_read_from_a_town(row: str, who: str) -> None:
    intake = read_form(GOOD_FORM.rstrip() + "\n" + row)
    found = the(intake, "R215")
    assert (found.cell, found.severity) == ("A8", "警告")
    assert who in found.remedy
    assert values_of(intake) == GOOD


def test_a_row_typed_twice_alike_counts_once() -> None:
    intake = read_form(GOOD_FORM.rstrip() + "\nA1-01 | 常住户数 | | 1000 |")
    assert values_of(intake) == GOOD
    assert told(intake, "R213", "R214") == ["R214 D8"]


def test_a_blank_double_gives_way_to_the_filled_one() -> None:
    intake = read_form(changed("A1-01 | 常住户数 | | |").rstrip() + "\nA1-01 | 常住户数 | | 1000 |")
    assert values_of(intake) == GOOD
    assert intake.values.set_index("input").loc["households", "cell"] == "D8"


def test_a_row_typed_twice_differently_is_neither() -> None:
    intake = read_form(GOOD_FORM.rstrip() + "\nA1-01 | 常住户数 | | 1001 |")
    assert values_of(intake) == {**GOOD, "A1-01.households": "unreported"}
    assert the(intake, "R213").cell == "D8"
    assert "D3" in the(intake, "R213").message


def test_a_deleted_row_is_missed() -> None:
    lines = [line for line in GOOD_FORM.strip().splitlines() if "满意率" not in line]
    found = the(read_form("\n".join(lines)), "R216")
    assert "满意率" in found.message
    assert found.indicator == "A1-01"


def test_bands_and_empty_rows_between_the_figures_are_passed_over() -> None:
    lines = GOOD_FORM.strip().splitlines()
    lines[1:1] = ["A　人居环境 | | | |", "", "A1　厕所和村庄 | | | |"]
    intake = read_form("\n".join(lines))
    assert values_of(intake) == GOOD
    assert codes_of(intake) == set()


def test_self_scores_are_read_once_an_indicator_from_whichever_row_they_stand_in() -> None:
    intake = read_form("""
        指标编码 | 填报项       | 完成情况 | 自评分 | 是否减分 | 减分原因   | 整改措施 | 佐证材料       | 备注
        A1-01    | 卫生户厕户数 | 960      | 1.5    |          | 缺户厕台账 |          | 台账；照片     |
        A1-01    | 常住户数     | 1000     |        | 是       |            | 补齐     |                | 已报县
        A1-03    | 是否有管护制度 | 是     | 1分    | 否       |            |          |                |
    """)
    first, second = intake.self_scores.to_dict("records")
    assert (first["indicator"], first["self_score"], first["loses"]) == ("A1-01", 1.5, True)
    assert (first["reason"], first["measure"], first["remark"], first["cell"]) == ("缺户厕台账", "补齐", "已报县", "D2")
    assert (second["self_score"], second["loses"]) == (1, False)
    assert intake.evidence["document"].tolist() == ["台账", "照片"]
    assert intake.evidence["complete"].isna().all()


@pytest.mark.parametrize(
    ("typed", "score", "told_of"),
    [("2", 2, []), ("满分", 2, ["R312 D2"]), ("１.5 分", 1.5, ["R312 D2"]), ("一点五分", 1.5, ["R312 D2"])],
)
def test_a_self_score_is_read_as_it_is_typed(typed: str, score: float, told_of: list[str]) -> None:
    intake = read_form(f"指标编码 | 填报项 | 完成情况 | 自评分\nA1-01 | 卫生户厕户数 | 960 | {typed}")
    assert intake.self_scores["self_score"].tolist() == [score]
    assert told(intake, "R312", "R331") == told_of


@pytest.mark.parametrize(("typed", "loses"), [("是", True), ("减分", True), ("否", False), ("不扣分", False)])
def test_whether_points_are_lost_is_read_as_it_is_typed(typed: str, loses: bool) -> None:
    intake = read_form(f"指标编码 | 填报项 | 完成情况 | 是否减分\nA1-01 | 卫生户厕户数 | 960 | {typed}")
    assert intake.self_scores["loses"].tolist() == [loses]


@pytest.mark.parametrize(
    ("answers", "code", "cell"),
    [
        ("优秀 | |", "R331", "D2"),
        ("约2 | |", "R331", "D2"),
        ("2.5 | |", "R331", "D2"),
        ("-1 | |", "R331", "D2"),
        ("2 | 也许 |", "R332", "E2"),
        ("1.5 | 否 |", "R333", "E2"),
        ("1.5 | 是 |", "R334", "E2"),
    ],
)
def test_a_doubtful_self_score_is_a_finding(answers: str, code: str, cell: str) -> None:
    intake = read_form(f"""
        指标编码 | 填报项       | 完成情况 | 自评分 | 是否减分 | 减分原因
        A1-01    | 卫生户厕户数 | 960      | {answers}
    """)
    assert the(intake, code).cell == cell
    assert intake.self_scores["self_score"].isna().all() == (code == "R331")


def test_a_form_on_which_nothing_is_filled_in_is_called_blank() -> None:
    intake = read_form("""
        指标编码 | 填报项       | 完成情况
        A1-01    | 卫生户厕户数 |
    """)
    assert the(intake, "R119").severity == "警告"
    assert intake.readable


def test_a_department_is_asked_only_for_its_own_figures_of_the_whole_county() -> None:
    meta = {**TOWN_META, "表类": "县级填报表", "填报单位": "县财政局"}
    intake = read_form(
        """
        指标编码 | 填报项     | 完成情况 | 上年值
        A1-05    | 农林水支出 | 500      | 490
        P-01     | 评议得分   | 9        |
        A1-01    | 常住户数   | 1000     |
        """,
        meta,
    )
    assert intake.kind == "department"
    assert intake.unit == "县财政局"
    assert intake.values[["unit", "indicator", "value"]].values.tolist() == [["全县", "A1-05", 500]]
    assert told(intake, "R215") == ["R215 A3", "R215 A4"]
    owners = [one.remedy for one in intake.findings if one.code == "R215"]
    assert "县委农办" in owners[0]
    assert "各镇" in owners[1]
