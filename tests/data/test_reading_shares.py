"""95, 0.95 and 95% in cells that ask for a percentage: what is meant, and that it is said."""

from __future__ import annotations

import pytest

from data.reading import read_workbook
from scoring.scheme import Scheme
from scoring.scheme_file import parse_scheme
from tests.data.sheets import ROSTER, TOWN_META, the, told, values_of, workbook

RATES = """
scheme: small
version: "1"
name: 百分比
basis: 测试用
declares: {}
grades: [{name: 一般}]
veto: {cap: 一般}
themes: []
components: []
categories:
  - code: A
    name: 人居环境
    sub_items:
      - code: A1
        name: 率
        indicators:
          - code: A1-01
            name: 户厕
            points: 2
            lead: 县农业农村局
            inputs:
              - {id: sanitary, name: 卫生户厕户数, unit: 户, at_most: households}
              - {id: households, name: 常住户数, unit: 户}
              - {id: rate, name: 卫生户厕率, unit: "%", range: [0, 100]}
            rule: {threshold: {value: rate + 0 * sanitary / households, at_least: 95}}
          - code: A1-02
            name: 收入
            points: 1
            lead: 县农业农村局
            inputs: [{id: growth, name: 收入增速, unit: "%", range: [-100, null], target: true, last_year: true}]
            rule: {threshold: {value: growth + 0 * target.growth + 0 * last_year.growth, at_least: 5}}
          - code: A1-03
            name: 满意
            points: 1
            lead: 县农业农村局
            inputs: [{id: pleased, name: 满意率, unit: "%", range: [0, 100], target: true}]
            rule: {threshold: {value: pleased + 0 * target.pleased, at_least: 90}}
"""


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return parse_scheme({"scheme.yaml": RATES}, "scheme.yaml")


def read(scheme: Scheme, rate: str = "", growth: str = "||", pleased: str = "|", parts: str = "|"):  # type: ignore[no-untyped-def]
    """A form: the rate, growth as «target|value|last year», pleased as «target|value», parts as «done|base»."""
    done, base = parts.split("|")
    pleased_target, pleased_value = pleased.split("|")
    form = f"""
        指标编码 | 填报项       | 年度目标任务 | 完成情况 | 上年值
        A1-01    | 卫生户厕户数 |              | {done}   |
        A1-01    | 常住户数     |              | {base}   |
        A1-01    | 卫生户厕率   |              | {rate}   |
        A1-02    | 收入增速     | {growth.replace("|", " | ")}
        A1-03    | 满意率       | {pleased_target} | {pleased_value} |
    """
    content = workbook(TOWN_META, 填报表=form, 问题清单="序号 | 问题描述", 佐证目录="指标编码 | 材料名称")
    return read_workbook(content, "石桥镇.xlsx", scheme, ROSTER)


@pytest.mark.parametrize(("typed", "shown"), [("95", 95), ("95%%", 95), ("'95%", 95), ("1%%", 1), ("'九成五", 95)])
def test_what_is_plain_is_not_asked_about(scheme: Scheme, typed: str, shown: float) -> None:
    intake = read(scheme, rate=typed)
    assert values_of(intake)["A1-01.rate"] == shown
    assert told(intake, "R313", "R324", "R325") == []


@pytest.mark.parametrize("typed", ["0.95", "'0.95", "1"])
def test_a_share_that_nothing_settles_is_kept_with_a_question(scheme: Scheme, typed: str) -> None:
    intake = read(scheme, rate=typed)
    assert values_of(intake)["A1-01.rate"] == float(typed.strip("'"))
    assert the(intake, "R313").severity == "警告"


@pytest.mark.parametrize(
    ("rate", "parts", "meant", "told_of"),
    [
        ("0.96", "960|1000", 96, ["R324 D4"]),
        ("0.9604", "960|1000", 96.04, ["R324 D4"]),
        ("0.96", "96|10000", 0.96, []),
        ("0.96", "500|1000", 0.96, ["R313 D4"]),
        ("1", "1000|1000", 100, ["R324 D4"]),
        ("96", "960|1000", 96, []),
    ],
)
def test_a_share_is_told_by_the_figures_it_is_a_share_of(
    scheme: Scheme, rate: str, parts: str, meant: float, told_of: list[str]
) -> None:
    intake = read(scheme, rate=rate, parts=parts)
    assert values_of(intake)["A1-01.rate"] == meant
    assert told(intake, "R313", "R324") == told_of


@pytest.mark.parametrize(
    ("pleased", "meant", "told_of"),
    [("95|0.93", 93, ["R324 D6"]), ("0.95|93", 93, ["R324 C6"]), ("1.2|0.9", 0.9, []), ("95%%|0.93", 93, ["R324 D6"])],
)
def test_a_share_is_told_by_the_target_beside_it(
    scheme: Scheme, pleased: str, meant: float, told_of: list[str]
) -> None:
    intake = read(scheme, pleased=pleased)
    assert values_of(intake)["A1-03.pleased"] == meant
    assert told(intake, "R313", "R324") == told_of


@pytest.mark.parametrize(
    ("growth", "meant", "told_of"),
    [
        ("6|0.058|5.5", 5.8, ["R324 D5"]),
        ("6|0.8|5.5", 0.8, []),
        ("6|-0.058|-5.5", -5.8, ["R324 D5"]),
        ("|0.8|", 0.8, []),
        ("6|5.8|0.055", 5.8, ["R324 E5"]),
    ],
)
def test_growth_is_small_by_nature_and_a_share_only_beside_others_a_hundred_times_as_large(
    scheme: Scheme, growth: str, meant: float, told_of: list[str]
) -> None:
    intake = read(scheme, growth=growth)
    assert values_of(intake)["A1-02.growth"] == meant
    assert told(intake, "R313", "R324") == told_of


def test_a_town_that_types_every_percentage_as_a_share_means_shares(scheme: Scheme) -> None:
    intake = read(scheme, rate="0.96", pleased="0.9|0.93")
    assert (values_of(intake)["A1-01.rate"], values_of(intake)["A1-03.pleased"]) == (96, 93)
    assert intake.values.set_index("input")["target"]["pleased"] == 90
    assert told(intake, "R313", "R324") == ["R324 D4", "R324 D6", "R324 C6"]
    assert "0.96" in [one.typed for one in intake.findings if one.code == "R324"]


def test_two_are_no_habit_and_one_percentage_among_them_breaks_it(scheme: Scheme) -> None:
    assert told(read(scheme, rate="0.96", pleased="|0.93"), "R313", "R324") == ["R313 D4", "R313 D6"]
    broken = read(scheme, rate="0.96", pleased="0.9|0.93", growth="|6.5|")
    assert told(broken, "R313", "R324") == ["R313 D4", "R313 D6", "R313 C6"]


@pytest.mark.parametrize(("typed", "meant"), [("9500%%", 95), ("95%%", 95), ("100%%", 100)])
def test_95_in_a_cell_that_shows_percentages_is_95(scheme: Scheme, typed: str, meant: float) -> None:
    intake = read(scheme, rate=typed)
    assert values_of(intake)["A1-01.rate"] == meant
    assert told(intake, "R312", "R325") == [f"{'R325' if typed == '9500%%' else 'R312'} D4"]


def test_growth_of_800_percent_is_taken_over_with_a_question(scheme: Scheme) -> None:
    intake = read(scheme, growth="|800%%|")
    assert values_of(intake)["A1-02.growth"] == 800
    assert the(intake, "R325").severity == "警告"
