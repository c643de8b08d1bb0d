"""A small scheme that the linter has nothing to say about, and for each of its codes the one change that it minds."""

from __future__ import annotations

from typing import NamedTuple

CLEAN = """\
scheme: clean
version: "1"
name: 无可挑剔的方案
declares: {categories: 1, sub_items: 1, indicators: 1}
grades: [{name: 优秀, at_least: 9}, {name: 一般}]
veto: {cap: 一般}
themes: [耕地保护]
components: []
categories:
  - code: T
    name: 大项
    sub_items:
      - code: T1
        name: 小项
        indicators:
          - code: T1-01
            name: 整改到位
            points: 10
            scope: town
            rigid: 耕地保护
            lead: 县自然资源局
            evidence: [整改台账]
            words: 整改率达到95%得10分，每低1个百分点扣1分。
            inputs:
              - {id: done, name: 已整改数, unit: 处, at_most: all}
              - {id: all, name: 应整改数, unit: 处}
              - {id: level, name: 整改等级, unit: 级}
            rule:
              sum:
                - per_step: {value: done / all * 100, unit: "%", full_at: 95, step: 1, deduct: 1, points: 6}
                - categories: {value: level, options: [{code: 1, score: 4}, {code: 2, score: 2}], points: 4}
            cases:
              - {given: {done: 95, all: 100, level: 1}, score: 10}
"""

RULE = CLEAN[CLEAN.index("              sum:") : CLEAN.index("            cases:")]
CASE = CLEAN[CLEAN.index("            cases:") :]
LEVELS = "options: [{code: 1, score: 4}, {code: 2, score: 2}], points: 4}"
LEVEL = "- {id: level, name: 整改等级, unit: 级}"
MORE = "              - {id: more, name: 走访数, unit: 次}"
WORDS = "整改率达到95%得10分，每低1个百分点扣1分。"
STEPS = 'per_step: {value: done / all * 100, unit: "%", full_at: 95, step: 1, deduct: 1, points: 6}'
RATE = 'value: done / all * 100, unit: "%"'
ENDS = f"interpolate: {{{RATE}, full_at: 95, zero_at: 95.0, points: 6}}"
EVENT = "\n                  zero_if: level < group.min(level)"
VETO = "            veto_if: level < peers.mean(level)\n            rule:\n"
INNER = f"sum: {{points: 9, of: [{{{STEPS}}}, {{categories: {{value: level, {LEVELS}}}]}}"
SAID = f"              sum: [{{{INNER}}}, {{yes_no: {{value: level, points: 1}}}}]\n"


class Example(NamedTuple):
    """A change of the clean scheme. On the line of ``blamed`` the code is told, in words that contain ``said``."""

    code: str
    old: str
    new: str
    blamed: str
    said: str


RANKED = "              rank: {{value: level, bands: [{{to: {}, score: {}}}, {{to: {}, score: 5}}]}}\n"
BESIDE = f"            county_rule:\n{RULE}"
TABLE = "[{{at_least: {}, score: {}}}, {{at_least: {}, score: {}}}]"
BANDS = f"bands: {{{{{RATE}, bands: {TABLE}, points: 6}}}}"
OTHERWISE = f"otherwise: {{{STEPS}}}, points: 6"
SURE = "{when: level >= 2, rule: {yes_no: {value: level}}}"
AMONG = "{when: level >= peers.mean(level), rule: {yes_no: {value: level}}}"
COUNT = "count: {value: level, deduct: 1, points: 2}"
WEIGHTED = (
    f"              weighted: {{of: [{{weight: 0.7, rule: {{{STEPS}}}}},"
    " {weight: 0.2, rule: {yes_no: {value: level, points: 6}}}]}\n"
)
ALONE = "用于全县时只有一个单位"

EXAMPLES = {
    "points of the rule": Example(
        "S101", LEVELS, "options: [{code: 1, score: 3}], points: 3}", "rule:", "规则分值合计 9"
    ),
    "points of the parts": Example("S102", RULE, SAID, "rule:", "子项分值合计 10，与上级分值 9 不符"),
    "weights": Example("S103", RULE, WEIGHTED, "rule:", "权重合计 0.9，不为 1"),
    "a pool too deep": Example(
        "S104", RULE, f"              pool: [{{{STEPS}}}, {{{COUNT}}}]\n", "rule:", "上限之和 8 分"
    ),
    "bands out of order": Example("S111", STEPS, BANDS.format(60, 6, 95, 3), "rule:", "没有从好到差排列"),
    "places out of order": Example("S111", RULE, RANKED.format(3, 10, 1) + BESIDE, "rule:", "没有从好到差排列"),
    "a worse band that earns more": Example("S112", STEPS, BANDS.format(95, 3, 60, 6), "rule:", "得分没有从高到低"),
    "a band above the points": Example("S113", STEPS, BANDS.format(95, 7, 60, 6), "rule:", "最高得分 7 高于分值 6"),
    "a category above the points": Example("S113", "{code: 1, score: 4}", "{code: 1, score: 5}", "rule:", "最高得分 5"),
    "a place above the points": Example("S113", RULE, RANKED.format(1, 11, 3) + BESIDE, "rule:", "最高得分 11"),
    "nobody who answers": Example("S201", "lead: 县自然资源局", 'lead: ""', "lead:", "没有牵头责任单位"),
    "no proof of a rigid item": Example("S202", "[整改台账]", "[]", "evidence:", "没有列出佐证材料"),
    "no printed words": Example("S203", WORDS, '""', "words:", "没有写评分办法原文"),
    "a figure nobody uses": Example("S204", LEVEL, f"{LEVEL}\n{MORE}", "id: more", "「走访数」没有用在规则里"),
    "an unknown theme": Example("S301", "rigid: 耕地保护", "rigid: 耕地", "rigid:", "「耕地」不在方案的主题表中"),
    "a count of nothing known": Example(
        "S302", LEVEL, f"{LEVEL[:-1]}, counted: {{problems: open, indicator: [T9-99]}}}}", "id: level", "「T9-99」"
    ),
    "no worked case": Example("S401", CASE, "", "code: T1-01", "没有算例"),
    "a worked case that fails": Example("S402", "score: 10}\n", "score: 9}\n", "{given:", "应得 9，算得 10"),
    "words that say otherwise": Example("S501", "得10分", "得12分", "words:", "原文写明得 12 分，指标分值为 10 分"),
    "unlike units": Example("S601", "value: done / all", "value: (done - level) / all", "rule:", "单位不同，却相加减"),
    "a percentage rolled up": Example("S602", "unit: 级}", 'unit: "%"}', "id: level", "「整改等级」是百分比"),
    "a rate without a base": Example("S603", "value: done / all * 100", "value: done", "rule:", "「已整改数」没有分母"),
    "a line out of reach": Example("S701", "full_at: 95", "full_at: 105", "rule:", "满分线 105 永远达不到"),
    "two ends that are one": Example("S702", STEPS, ENDS, "rule:", "满分线与零分线相同"),
    "a branch twice": Example(
        "S703", STEPS, f"case: {{branches: [{SURE}, {SURE}], {OTHERWISE}}}", "rule:", "分支「整改等级 ≥ 2」与前面的相同"
    ),
    "a category twice": Example("S704", "{code: 2, score: 2}", "{code: 1, score: 2}", "rule:", "类别 1 写了两次"),
    "a rank": Example("S705", STEPS, f"rank: {{{RATE}, per_place: 1, points: 6}}", "rule:", ALONE),
    "a branch among peers": Example("S705", STEPS, f"case: {{branches: [{AMONG}], {OTHERWISE}}}", "rule:", ALONE),
    "an event among peers": Example("S705", STEPS, STEPS + EVENT, "rule:", ALONE),
    "a veto among peers": Example("S705", "            rule:\n", VETO, "veto_if:", ALONE),
    "one band for all": Example("S706", STEPS, BANDS.format(95, 0, 60, 0), "rule:", "各单位得分都一样"),
}
