"""The linter: what an official would want to know of a scheme before trusting it. It warns; it never rescales."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scoring.cases import work_cases
from scoring.located import Fault, SchemeError
from scoring.rules import Rule
from scoring.rules.bands import Bands
from scoring.scheme import Indicator, Scheme
from scoring.scheme_file import load_scheme

ERROR, WARNING, HINT = "错误", "警告", "提示"


def lint(code_or_path: str | Path) -> list[Fault]:
    """Everything to be said of the scheme; a scheme that cannot be loaded gives its faults."""
    try:
        scheme = load_scheme(code_or_path)
    except SchemeError as error:
        return error.faults
    return [*_of_scheme(scheme), *_of_cases(scheme)]


def _of_scheme(scheme: Scheme) -> Iterator[Fault]:
    for indicator in (*scheme.indicators, *scheme.components):
        for check in (_points, _sources, _themes, _proof, _bands):
            yield from check(scheme, indicator)


def _fault(indicator: Indicator, code: str, severity: str, message: str, remedy: str) -> Fault:
    return Fault(indicator.file, indicator.line, indicator.code, message, remedy, severity, code)


def _points(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """Sub-item points must add up to the item, at every level."""
    for rule in filter(None, (indicator.rule, indicator.county_rule)):
        if abs(rule.points - indicator.points) > 1e-9:
            yield _fault(
                indicator, "S101", ERROR, f"规则分值合计 {rule.points:g}，与指标分值 {indicator.points:g} 不符",
                "请核对各子项的 points",
            )  # fmt: skip
        yield from _inner_points(indicator, rule)


def _inner_points(indicator: Indicator, rule: Rule) -> Iterator[Fault]:
    for node in rule.walk():
        parts = node.parts()
        total = sum(part.points for part in parts)
        if parts and not node.parts_share and abs(total - node.points) > 1e-9:
            yield _fault(
                indicator,
                "S102",
                ERROR,
                f"子项分值合计 {total:g}，与上级分值 {node.points:g} 不符",
                "请核对子项的 points",
            )


def _sources(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    if not indicator.lead:
        yield _fault(indicator, "S201", WARNING, "没有牵头责任单位", "请补上 lead")
    if indicator.rigid and not indicator.evidence:
        yield _fault(indicator, "S202", WARNING, "刚性指标没有列出佐证材料", "请补上 evidence，否则永远无法认定为安全")
    if not indicator.words:
        yield _fault(indicator, "S203", HINT, "没有写评分办法原文", "请在 words 中照录，以便逐字核对")


def _themes(scheme: Scheme, indicator: Indicator) -> Iterator[Fault]:
    if indicator.rigid and indicator.rigid not in scheme.themes:
        yield _fault(
            indicator,
            "S301",
            ERROR,
            f"刚性主题「{indicator.rigid}」不在方案的主题表中",
            f"可用：{'、'.join(scheme.themes)}",
        )


def _proof(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    if not indicator.cases:
        yield _fault(indicator, "S401", WARNING, "没有算例", "请至少写一个算例，证明规则与原文一致")


def _bands(_: Scheme, indicator: Indicator) -> Iterator[Fault]:
    """Band edges must run from best to worst; else a band can never be reached."""
    for node in indicator.rule.walk():
        if not isinstance(node, Bands):
            continue
        edges = [band.edge.root.number for band in node.bands if band.edge.root.operator == "number"]
        rising = node.bands[0].at_most is not None
        if edges != sorted(edges, reverse=not rising) or len(set(edges)) != len(edges):
            yield _fault(indicator, "S501", ERROR, "分档的线没有从好到差排列", "请把最好的一档写在最前")
        scores = [band.score for band in node.bands] + [node.otherwise]
        if scores != sorted(scores, reverse=True):
            yield _fault(indicator, "S502", WARNING, "分档的得分没有从高到低排列", "请核对各档得分")
        if max(scores) > node.points:
            yield _fault(
                indicator, "S503", ERROR, f"分档得分 {max(scores):g} 高于分值 {node.points:g}", "请核对各档得分"
            )


def _of_cases(scheme: Scheme) -> Iterator[Fault]:
    for worked in work_cases(scheme):
        if worked.wrong:
            yield Fault(
                worked.indicator.file, worked.case.line, worked.indicator.code,
                f"算例不符：{worked.wrong}", "请核对规则参数或算例", ERROR, "S402",
            )  # fmt: skip
