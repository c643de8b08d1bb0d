"""A wrong scheme is refused whole: every fault with its file, line, indicator and remedy, and all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring import Fault, SchemeError, load_scheme, parse_scheme
from scoring.located import read_located
from tests.scoring.tiny import TEXT, tiny

RULE = "{count: {value: found, deduct: 1}}"
LEAD = "            lead: 县委办\n"


def faults_of(text: str, **files: str) -> list[Fault]:
    """What is said against the scheme; empty when nothing is."""
    try:
        parse_scheme({"scheme.yaml": text, **files})
    except SchemeError as refused:
        return refused.faults
    return []


def planted(old: str, new: str) -> str:
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new)


def line_of(text: str, part: str) -> int:
    """The line on which that part of the text stands, the last one."""
    return text[: text.rindex(part)].count("\n") + 1


def test_the_scheme_without_planted_faults_is_accepted() -> None:
    assert faults_of(TEXT) == []
    assert tiny().total == 100


# what is planted: (instead of what, the planted text, the part of it to blame, indicator, what is said)
PLANTED = {
    "an unknown key": (LEAD, f"{LEAD}            leed: 县委办\n", "leed", "T1-01", "没有「leed」这个键"),
    "an unknown key of the head": ('version: "1"', 'version: "1"\nverson: 1', "verson", "", "没有「verson」这个键"),
    "an unknown key of an input": ("unit: 宗,", "unit: 宗, uint: 宗,", "uint", "T1-02", "「uint」"),
    "half a sharing": ('version: "1"', 'version: "1"\nduty: {lead: 7}', "lead: 7", "", "duty缺少「support」"),
    "a share of nothing": (
        'version: "1"', 'version: "1"\nduty: {lead: 0, support: 0}', "duty", "", "不能都是 0",
    ),
    "a broken share": (
        'version: "1"', 'version: "1"\nduty: {lead: 1.5, support: 1}', "lead: 1.5", "", "不是 0 或更大的整数",
    ),
    "a list of points for nobody": (
        "components: []", "innovation: {component: P-9, levels: {国家: 5}}\ncomponents: []", "P-9", "",
        "components中没有「P-9」",
    ),
    "a count of nothing": (
        "unit: 宗,", "unit: 宗, counted: {source: [国家暗访]},", "counted", "T1-02", "缺少「problems」"
    ),
    "a count of something else": (
        "unit: 宗,", "unit: 宗, counted: {problems: closed},", "counted", "T1-02", "「closed」无效",
    ),
    "a count narrowed by nothing known": (
        "unit: 宗,", "unit: 宗, counted: {problems: open, town: 石桥镇},", "counted", "T1-02", "「town」",
    ),
    "a count that is a word": ("unit: 宗,", "unit: 宗, counted: 逾期,", "counted", "T1-02", "应写成「键： 值」"),
    "a count of a yes or no": ("unit: 宗,", "unit: 是否, counted: {problems: open},", "counted", "T1-02", "是“是否”"),
    "a count of sampled villages": (
        "unit: 宗,", "unit: 宗, sampled: true, counted: {problems: open},", "counted", "T1-02", "不能从问题清单计数",
    ),
    "answers of no question": (
        "unit: 宗,", "unit: 宗, surveyed: {question: happy, part: good},", "surveyed", "T1-02", "「happy」无效",
    ),
    "answers of no part": (
        "unit: 宗,", "unit: 宗, surveyed: {question: aware},", "surveyed", "T1-02", "缺少「part」",
    ),
    "answers of no household": (
        "unit: 宗,", "unit: 宗, surveyed: {question: aware, part: base, households: [富户]},", "surveyed", "T1-02",
        "没有户类型「富户」",
    ),
    "answers to yes or no": (
        "unit: 宗,", "unit: 是否, surveyed: {question: aware, part: base},", "surveyed", "T1-02", "不能由问卷计数",
    ),
    "answers and problems at once": (
        "unit: 宗,", "unit: 宗, counted: {problems: open}, surveyed: {question: aware, part: base},", "surveyed",
        "T1-02", "不能既由问题清单计数",
    ),
    "a key written twice": (LEAD, LEAD * 2, "lead: 县委办", "", "键「lead」重复出现"),
    "a code used twice": ("code: T1-02", "code: T1-01", "code: T1-01", "T1-01", "指标编码 T1-01 重复"),
    "an input used twice": (
        "- {id: found,", "- {id: found, name: 又一}\n              - {id: found,", "id: found, name: 未", "T1-02",
        "found 重复",
    ),
    "no name": ("            name: 日常工作\n", "", "- code: T1-01", "T1-01", "缺少「name」"),
    "no rule": ("            rule: {manual: {value: judged}}\n", "", "- code: T1-01", "T1-01", "缺少「rule」"),
    "no grades": (TEXT[TEXT.index("grades:") : TEXT.index("veto:")], "", "scheme: tiny", "", "缺少「grades」"),
    "points in words": ("            points: 90\n", "            points: 九十\n", "九十", "T1-01", "不是数字"),
    "an undeclared figure": ("value: found,", "value: lost,", "value: lost", "T1-02", "没有声明的填报项「lost」"),
    "an attribute": ("value: found,", "value: found.__class__,", "__class__", "T1-02", "found.__class__"),
    "a call": ("value: found,", "value: open(found),", "open(", "T1-02", "多余"),
    "half an expression": ("value: found,", "value: found +,", "found +", "T1-02", "不完整"),
    "a county figure that is none": ("value: found,", "value: county.found,", "county.found", "T1-02", "层级不符"),
    "a wrong kind": ("{count:", "{cuont:", "cuont", "T1-02", "没有规则类型"),
    "two kinds": ("deduct: 1}}", "deduct: 1}, manual: {value: found}}", "manual", "T1-02", "有多个规则类型"),
    "a rule that is a word": (RULE, "count", "rule: count", "T1-02", "规则应写成"),
    "an unknown parameter": ("deduct: 1", "deduct: 1, each: 2", "each", "T1-02", "没有参数「each」"),
    "a number in words": ("deduct: 1", "deduct: 多", "deduct: 多", "T1-02", "不是数字"),
    "a condition that is none": ("deduct: 1}}", "deduct: 1}, zero_if: found}", "zero_if", "T1-02", "不是条件"),
    "a missing parameter": (RULE, "{interpolate: {value: found, full_at: 0}}", "interpolate", "T1-02", "缺少参数"),
    "two lines of a threshold": (
        RULE, "{threshold: {value: found, at_least: 1, at_most: 2}}", "threshold", "T1-02", "at_least 或 at_most 之一"
    ),
    "an unknown choice": (
        RULE, "{per_step: {value: found, full_at: 0, step: 1, deduct: 1, better: up}}", "up", "T1-02",
        "better 不能是「up」",
    ),
    "a band without its line": (RULE, "{bands: {value: found, bands: [{score: 1}]}}", "bands", "T1-02", "条目应含"),
    "an empty sum": (RULE, "{sum: []}", "sum", "T1-02", "应为若干条目"),
    "a part without points": (RULE, "{sum: [{count: {value: found, deduct: 1}}]}", "sum", "T1-02", "没有写分值"),
    "a rule nested too deep": (
        RULE, "{best_of: [" * 12 + RULE + "]}" * 12, "best_of", "T1-02", "嵌套超过"
    ),
    "villages that nobody reports": (RULE, "{samples: {rule: " + RULE + "}}", "samples", "T1-02", "没有按抽查村填报"),
    "an unknown roll-up": ("unit: 宗,", "unit: 宗, roll_up: average,", "average", "T1-02", "汇总方式「average」无效"),
    "an unknown base": ("unit: 宗,", "unit: 宗, at_most: all,", "at_most: all", "T1-02", "没有声明的填报项「all」"),
    "a range that ends before it begins": ("range: [0, 10]", "range: [5, 1]", "[5, 1]", "T1-02", "下限 5 大于上限 1"),
    "cases that cost nothing": (RULE, "{count: {value: found}}", "count: {value", "T1-02", "缺少参数「deduct」"),
    "half a range": ("range: [0, 10]", "range: [0]", "range: [0]", "T1-02", "不是[下限"),
    "an unknown scope": (LEAD, f"{LEAD}            scope: village\n", "village", "T1-01", "「village」无效"),
    "a case of another figure": (
        LEAD, f"{LEAD}            cases:\n              - {{given: {{judgd: 3}}, score: 3}}\n", "judgd", "T1-01",
        "judgd",
    ),
    "a case with an unknown key": (
        LEAD, f"{LEAD}            cases:\n              - {{given: {{judged: 3}}, scor: 3}}\n", "scor", "T1-01",
        "「scor」",
    ),
    "a cap that is no grade": ("{cap: 良好}", "{cap: 特优}", "特优", "", "「特优」不在等次表中"),
    "grades out of order": ("at_least: 90}", "at_least: 70}", "grades:", "", "没有从高到低"),
    "a wrong number of items": ("indicators: 2,", "indicators: 3,", "declares", "", "指标数声明为 3，实际为 2"),
    "wrong rigid points": ("rigid_points: 10", "rigid_points: 44", "declares", "", "刚性分值声明为 44，实际为 10"),
    "a wrong total": ("total: 100}", "total: 110}", "declares", "", "总分声明为 110，实际为 100"),
    "an unknown declaration": ("categories: 1,", "categories: 1, themes: 1,", "declares", "", "没有「themes」"),
    "a missing file": ("categories:\n", "categories:\n  - b.yaml\n", "categories:", "", "找不到大项文件「b.yaml」"),
    "an unknown tie-break": ("[rigid, open_problems]", "[rigid, luck]", "luck", "", "「luck」"),
    "an anchor": ("name: 日常工作", "name: &work 日常工作", "name: &work", "", "锚点和引用"),
    "an alias of a word": ("version: \"1\"", 'version: "1"\nbasis: *v', "basis: *v", "", "锚点和引用"),
    "a tag": ("name: 日常工作", "name: !!binary aGk=", "!!binary", "", "类型标记"),
    "a key that is a list": ("ranking: {tie_break", "[a, b]: 1\nranking: {tie_break", "[a, b]: 1", "", "键应为一个词"),
    "a scale of nothing": ("veto: {cap: 良好}", "veto: {cap: 良好}\ntown_scale: 0", "town_scale", "", "须大于 0"),
    "a share of the line above all": (
        "veto: {cap: 良好}", "veto: {cap: 良好}\nnear: {share: 2}", "near:", "", "须在 0 与 1 之间"
    ),
    "an unknown key beside the share": (
        "veto: {cap: 良好}", "veto: {cap: 良好}\nnear: {shar: 0.1}", "near:", "", "没有「shar」"
    ),
    "a veto that is a word": ("veto: {cap: 良好}", "veto: 良好", "veto: 良好", "", "应写成「键： 值」"),
    "a grade twice": ("{name: 良好, at_least: 80}", "{name: 优秀, at_least: 80}", "grades:", "", "等次「优秀」重复"),
    "a place that is none": ("at_least: 80}", "at_least: 80, first: 2.5}", "first", "", "不是 1 或更大的整数"),
    "points below nothing": ("            points: 90\n", "            points: -90\n", "-90", "T1-01", "应大于 0"),
    "points of nothing": ("            points: 90\n", "            points: 0\n", "points: 0", "T1-01", "应大于 0"),
    "a figure bounded by itself": ("unit: 宗,", "unit: 宗, at_most: found,", "at_most", "T1-02", "又回到它自己"),
    "a list for a name": ("name: 日常工作", "name: [日常, 工作]", "name: [", "T1-01", "应为一段文字"),
    "a fraction for a name": ("name: 日常工作", "name: 1.10", "name: 1.10", "T1-01", "应为文字"),
    "a sign that nobody sees": ("name: 日常工作", 'name: "日常\\x07工作"', "x07", "T1-01", "控制字符"),
    "an answer in words": ("unit: 宗,", "unit: 宗, whole: 是,", "whole", "T1-02", "不是 true 或 false"),
    "an id that expressions cannot use": ("id: judged", "id: and", "id: and", "T1-01", "「and」无效"),
    "a number beyond counting": ("deduct: 1", "deduct: 1.0e+30", "deduct", "T1-02", "太大"),
    "a deduction of nothing": ("deduct: 1", "deduct: 0", "deduct", "T1-02", "须大于 0"),
    "a step of nothing": (
        RULE, "{per_step: {value: found, full_at: 0, step: 0, deduct: 1}}", "step: 0", "T1-02", "须大于 0"
    ),
    "a bonus that takes away": (RULE, "{bonus: {value: found, step: 1, add: -1}}", "add", "T1-02", "须大于 0"),
    "full marks of nothing": (RULE, "{imported: {value: found, out_of: 0}}", "out_of", "T1-02", "须大于 0"),
    "a weight of nothing": (
        RULE, f"{{weighted: {{of: [{{weight: 0, rule: {RULE}}}]}}}}", "weight: 0", "T1-02", "须大于 0"
    ),
    "a place that figures move": (
        RULE, "{rank: {value: found, bands: [{top: found, score: 10}]}}", "bands", "T1-02", "应为 0 与 1 之间的数"
    ),
    "worse places that earn more": (
        RULE, "{rank: {value: found, bands: [{to: 1, score: 1}, {to: 3, score: 10}]}}", "bands", "T1-02", "得分反而更高"
    ),
    "a floor above the points": ("deduct: 1}", "deduct: 1, floor: 11}", "floor", "T1-02", "最低分高于分值"),
    "a group twice": (
        RULE, f"{{by_group: [{{group: 圩镇, rule: {RULE}}}, {{group: 圩镇, rule: {RULE}}}]}}", "by_group", "T1-02",
        "组别「圩镇」写了 2 次",
    ),
    "a number for a mapping": ("ranking: {tie_break: [rigid, open_problems]}", "ranking: 3", "ranking", "", "ranking"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found_where_it_stands_with_what_to_do(name: str) -> None:
    old, new, blamed, indicator, said = PLANTED[name]
    text = planted(old, new)
    found = [one for one in faults_of(text) if said in one.message]
    assert found, [str(one) for one in faults_of(text)]
    fault = found[-1]
    assert (fault.file, fault.line, fault.indicator) == ("scheme.yaml", line_of(text, blamed), indicator)
    assert fault.remedy
    assert f"第 {fault.line} 行" in str(fault)
    assert fault.remedy in str(fault)


def test_all_faults_are_listed_at_once() -> None:
    text = TEXT
    for name in ("an unknown key", "an undeclared figure", "a cap that is no grade", "wrong rigid points"):
        old, new, *_ = PLANTED[name]
        text = text.replace(old, new)
    messages = "\n".join(one.message for one in faults_of(text))
    for name in ("an unknown key", "an undeclared figure", "a cap that is no grade", "wrong rigid points"):
        assert PLANTED[name][4] in messages
    with pytest.raises(SchemeError) as refused:
        parse_scheme({"scheme.yaml": text})
    assert str(refused.value).count("\n") == len(refused.value.faults) - 1


def test_a_fault_in_a_category_s_file_names_that_file() -> None:
    category = "code: U\nname: 又一大项\nsub_items: []\ncolour: red\n"
    text = planted("categories:\n", "categories:\n  - u.yaml\n").replace("categories: 1,", "categories: 2,")
    found = faults_of(text, **{"u.yaml": category})
    assert [(one.file, one.line) for one in found if "colour" in one.message] == [("u.yaml", 4)]


@pytest.mark.parametrize(
    "text",
    ["", "   \n", "- a\n- b\n", "42", "a: [1, 2\nb: }\n", "a: 'b\n", "\t- x", "x: " + "[" * 500, "\x00\x01", "a: b: c",
     "a: &x {b: *x}", "!!python/object/apply:os.system [ls]", "a: !!python/name:os.system"],
)  # fmt: skip
def test_what_is_no_scheme_at_all_is_refused_in_words(text: str) -> None:
    found = faults_of(text)
    assert found
    assert all(one.file == "scheme.yaml" and one.message and one.remedy for one in found)


def test_a_scheme_that_does_not_exist_is_named_with_what_to_do(tmp_path: Path) -> None:
    for missing in ("gd1999", tmp_path / "nowhere"):
        with pytest.raises(SchemeError) as refused:
            load_scheme(missing)
        (fault,) = refused.value.faults
        assert (fault.file, fault.message) == (str(missing), "找不到考核方案")
        assert fault.remedy


def test_a_scheme_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scheme.yaml").write_bytes("方案".encode("gb18030"))
    with pytest.raises(SchemeError) as refused:
        load_scheme(tmp_path)
    assert "UTF-8" in refused.value.faults[0].remedy


def test_the_same_scheme_is_read_from_a_file_and_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / "scheme.yaml").write_text(TEXT, "utf-8")
    assert load_scheme(tmp_path).total == load_scheme(tmp_path / "scheme.yaml").total == 100


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_a_sign_that_only_yaml_takes_for_a_new_line_does_not_move_the_line_that_is_named(sign: str) -> None:
    told: list[int] = []
    read_located(Path("a.yaml"), f'name: "前{sign}后"\ncode: [1\n', lambda line, *_: told.append(line))
    read_located(Path("a.yaml"), 'name: "前 后"\ncode: [1\n', lambda line, *_: told.append(line))
    assert len(told) == 2 and told[0] == told[1]
