"""What changes between two versions of a scheme is told item by item, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

from scoring import Scheme, load_scheme, parse_scheme
from scoring.scheme import Category, SubItem
from scoring.scheme_changes import KINDS, Change, scheme_changes
from scoring.scheme_text import scheme_texts
from tests.scoring.tiny import TEXT, tiny

COUNT = "rule: {count: {value: found, deduct: 1}}"
SPOKEN = {
    "deduct": "扣分",
    "full_at": "满分线",
    "points": "分值",
    "better": "方向",
    "lower": "越低越好",
    "higher": "越高越好",
}


def spoken(key: str) -> str:
    return SPOKEN.get(key, key)


def told(*changes: tuple[str, str], before: str = TEXT) -> list[str]:
    """The changes as «kind code what: before → after»."""
    after = before
    for old, new in changes:
        assert old in after, old
        after = after.replace(old, new)
    return lines(scheme_changes(read(before), read(after), spoken))


def lines(changes: list[Change]) -> list[str]:
    return [f"{KINDS[one.kind]} {one.code} {one.what}：{one.before} → {one.after}" for one in changes]


@cache
def read(text: str) -> Scheme:
    return parse_scheme({"scheme.yaml": text.replace("declares: {categories", "declares: {}\n# {categories")})


@cache
def default() -> Scheme:
    return load_scheme("gd2021")


def test_a_scheme_does_not_differ_from_itself_nor_from_its_own_copy() -> None:
    assert scheme_changes(default(), default()) == []
    assert scheme_changes(default(), parse_scheme(scheme_texts(default()))) == []


CHANGED: Mapping[str, tuple[tuple[str, str], list[str]]] = {
    "points": (("points: 90", "points: 80"), ["改分值 T1-01 分值：90 → 80"]),
    "a parameter": (("deduct: 1}", "deduct: 0.5}"), ["改参数 T1-02 扣分：1 → 0.5"]),
    "rigid no more": (("            rigid: 耕地保护\n", ""), ["改刚性 T1-02 刚性主题：耕地保护 → 无"]),
    "who leads": (("lead: 县委办", "lead: 县府办"), ["改文字 T1-01 牵头单位：县委办 → 县府办"]),
    "a name": (("name: 日常工作", "name: 平时工作"), ["改文字 T1-01 名称：日常工作 → 平时工作"]),
    "the scope": (
        ("            lead: 县委办\n", "            lead: 县委办\n            scope: county\n"),
        ["改参数 T1-01 计分层级：镇 → 全县", "改参数 T1-01 填报项“评定得分”的填报层级：镇 → 全县"],
    ),
    "an input's unit": (("unit: 宗", "unit: 件"), ["改参数 T1-02 填报项“未整改宗数”的单位：宗 → 件"]),
    "what is counted of the list": (
        ("unit: 宗,", "unit: 宗, counted: {problems: overdue, source: [国家暗访]},"),
        ["改参数 T1-02 填报项“未整改宗数”的清单计数：无 → 问题清单中逾期未销号的（来源：国家暗访）"],
    ),
    "what is counted of the survey": (
        ("unit: 宗,", "unit: 宗, surveyed: {question: satisfied, part: good, households: [监测户]},"),
        ["改参数 T1-02 填报项“未整改宗数”的问卷计数：无 → 三度调查满意度的好评份数（监测户）"],
    ),
    "how to count": (
        ("unit: 宗,", "unit: 宗, hint: 以督察通报为准,"),
        ["改文字 T1-02 填报项“未整改宗数”的填报口径：无 → 以督察通报为准"],
    ),
    "a grade": (("at_least: 90}", "at_least: 92}"), [
        "改等次与总则  等次：优秀（90 分以上）、良好（80 分以上）、一般 → 优秀（92 分以上）、良好（80 分以上）、一般",
    ]),
    "the veto": (("{cap: 良好}", "{down: 1}"), ["改等次与总则  一票否决：等次不高于良好 → 降 1 等"]),
    "the version": (('version: "1"', 'version: "2"'), ["改文字  版本：1 → 2"]),
    "a branch's name": (("    name: 大项", "    name: 乡村建设"), ["改文字 T 名称：大项 → 乡村建设"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_one_change_is_told_as_that_change_and_no_other(name: str) -> None:
    change, expected = CHANGED[name]
    assert told(change) == expected


def test_a_rule_of_another_shape_is_told_as_a_whole_before_and_after() -> None:
    (line,) = told(("{count: {value: found, deduct: 1}}", "{threshold: {value: found, at_most: 0}}"))
    before, after = line.removeprefix("改参数 T1-02 计分办法：").split(" → ")
    assert "未整改宗数" in before and "扣 1 分" in before
    assert "未整改宗数" in after and "得 10 分" in after


def test_an_input_under_another_id_is_another_input_as_figures_are_kept_by_it() -> None:
    assert told(("found", "left")) == [
        "改参数 T1-02 填报项：未整改宗数（宗，代号 found） → 无",
        "改参数 T1-02 填报项：无 → 未整改宗数（宗，代号 left）",
    ]


def test_an_item_is_added_removed_moved_or_given_another_code() -> None:
    first, second = tiny().indicators
    extra = replace(second, code="T2-01", name="新增耕地", rigid=None, sub_item="T2", sub_item_name="新小项")
    moved = replace(first, sub_item="T2", sub_item_name="新小项")
    after = _with(tiny(), SubItem("T2", "新小项", (moved, extra)))
    assert lines(scheme_changes(tiny(), after)) == [
        "新增指标 T2-01 新增指标： → 10 分，大项·新小项",
        "删除指标 T1-02 删除指标：10 分，刚性（耕地保护），大项·小项 → ",
        "移动位置 T1-01 所属大项、小项：大项·小项 → 大项·新小项",
    ]
    assert told(("code: T1-02", "code: T1-09")) == ["改编码 T1-09 指标编码：T1-02 → T1-09"]


def _with(scheme: Scheme, *subs: SubItem) -> Scheme:
    return replace(scheme, categories=(Category("T", "大项", subs),))


def test_a_changed_worked_case_is_told_by_how_many_are_new() -> None:
    case = COUNT + "\n            cases: [{given: {found: 1}, score: 9}]"
    more = case.replace("score: 9}", "score: 9}, {given: {found: 2}, score: 8}")
    assert told((case, more), before=TEXT.replace(COUNT, case)) == ["改算例 T1-02 算例：1 个 → 2 个，其中 1 个是新的"]


def test_a_part_is_called_by_its_label_and_its_own_points_are_told_once() -> None:
    one, other = (f"count: {{value: found, deduct: 1, points: {points}}}" for points in (4, 6))
    before = TEXT.replace(COUNT, f"rule: {{sum: [{{label: 甲, {one}}}, {{{other}}}]}}")
    assert told(("deduct: 1, points: 4", "deduct: 2, points: 5"), ("points: 10", "points: 11"), before=before) == [
        "改分值 T1-02 分值：10 → 11",
        "改参数 T1-02 甲·分值：4 → 5",
        "改参数 T1-02 甲·扣分：1 → 2",
    ]
    assert told(("deduct: 1, points: 6", "deduct: 3, points: 6"), before=before) == ["改参数 T1-02 第 2 项·扣分：1 → 3"]


def test_expressions_and_choices_are_told_in_the_words_of_the_form() -> None:
    step = "rule: {per_step: {value: found, full_at: 0, step: 1, deduct: 1, better: lower}}"
    before = TEXT.replace(COUNT, step)
    assert told(("full_at: 0", "full_at: last_year.found"), before=before) == [
        "改参数 T1-02 填报项“未整改宗数”的要上年值：否 → 是",
        "改参数 T1-02 满分线：0 → 上年未整改宗数",
    ]
    assert told(("better: lower", "better: higher"), before=before) == ["改参数 T1-02 方向：越低越好 → 越高越好"]


def test_words_and_cases_move_no_score_and_everything_else_may() -> None:
    assert {one for one in KINDS if not Change(one, "", "", "").scores} == {"moved", "words", "cases"}


def test_the_gravest_kinds_come_first() -> None:
    found = told(("lead: 县委办", "lead: 县府办"), ("points: 90", "points: 80"), ("code: T1-02", "code: T1-09"))
    assert [one.split()[0] for one in found] == ["改编码", "改分值", "改文字"]
