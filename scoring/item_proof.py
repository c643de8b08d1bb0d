"""What must hold inside one indicator before anything can be scored by it: its figures stand where its rules look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scoring.located import Spoken
from scoring.rules import Rule
from scoring.rules.samples import Samples
from scoring.scheme import Indicator, Input
from scoring.survey import HOUSEHOLDS

Wrong = tuple[str, str]
"""What is wrong, and the remedy."""


def points_wrongs(indicator: Indicator) -> Iterator[Wrong]:
    """An item is worth something, unless all that it can do is to take points away or to limit the grade."""
    if indicator.points < 0 or not (indicator.points or indicator.veto_if or any(map(_below_zero, _rules(indicator)))):
        yield f"分值 {indicator.points:g} 应大于 0", "请核对分值；只倒扣的指标分值写 0，最低分写负数"


def _rules(indicator: Indicator) -> list[Rule]:
    return [rule for rule in (indicator.rule, indicator.county_rule) if rule is not None]


def _below_zero(rule: Rule) -> bool:
    return any(getattr(node, "floor", 0.0) < 0 for node in rule.walk())


def count_wrongs(asked: Input) -> Iterator[Wrong]:
    """``counted``: a number of problems of a town or of the county; of sampled villages the list knows nothing."""
    if asked.counted is None:
        return
    if asked.sampled:
        yield f"「{asked.name}」按抽查村填报，不能从问题清单计数", "请去掉清单计数，或改为全镇的数"
    if asked.yes_no:
        yield f"「{asked.name}」是“是否”，不能从问题清单计数", "请改为个数"


def survey_wrongs(asked: Input) -> Iterator[Wrong]:
    """``surveyed``: a number of answers of a town or of the county, of kinds of households that the survey knows."""
    if asked.surveyed is None:
        return
    if asked.sampled or asked.yes_no:
        yield f"「{asked.name}」不是全镇或全县的份数，不能由问卷计数", "请去掉问卷计数，或改为份数"
    if asked.counted is not None:
        yield f"「{asked.name}」不能既由问题清单计数，又由问卷计数", "请只留一种"
    strange = [one for one in asked.surveyed.households if one not in HOUSEHOLDS]
    if strange:
        yield f"没有户类型「{strange[0]}」", f"请写 {'、'.join(HOUSEHOLDS)}"


def lid_wrongs(inputs: Sequence[Input], asked: Input) -> Iterator[Wrong]:
    """``at_most``: a figure is held against other figures of the same kind, a village's against the same village's."""
    if asked.at_most is None:
        return
    by_id = {one.id: one for one in inputs}
    if asked.at_most.compares:
        yield f"「{asked.name}」不超过的数不能与其他单位比较", "请写同一指标的填报项或数"
    if asked.id in _above(by_id, asked):
        yield f"「{asked.name}」不超过的数又回到它自己", "请写另一个填报项"
    for name in asked.at_most.names:
        prefix, _, last = name.rpartition(".")
        lid = by_id.get(last)
        if lid is None or prefix not in ("", "target", "last_year", "county"):
            yield f"「{asked.name}」不超过的数用到了没有声明的填报项「{name}」", "请写同一指标的填报项"
        elif (lid.scope, lid.sampled) != (asked.scope, asked.sampled) or prefix == "county":
            remedy = "两者应同为镇、同为抽查村或同为全县的数"
            yield f"「{asked.name}」与它不超过的「{lid.name}」不是同一层级的数", remedy


def _above(by_id: Mapping[str, Input], asked: Input) -> set[str]:
    """The inputs that bound this one, and those that bound them; itself among them where they go in a circle."""
    found, waiting = set[str](), [asked]
    while waiting:
        lid = waiting.pop().at_most
        for name in lid.names if lid else ():
            if name in by_id and name not in found:
                found.add(name)
                waiting.append(by_id[name])
    return found


def sampling_wrongs(indicator: Indicator, spoken: Spoken) -> Iterator[Wrong]:
    """Sampled figures are known inside of ``samples`` and nowhere else, and nothing else is known there."""
    for rule in _rules(indicator):
        yield from dict.fromkeys(_sampling(indicator, rule, spoken("sampled"), inside=False))


def _sampling(indicator: Indicator, rule: Rule, marked: str, inside: bool) -> Iterator[Wrong]:
    if isinstance(rule, Samples):
        if indicator.scope == "county" or not any(one.sampled for one in indicator.inputs):
            yield (
                "抽样聚合的指标没有按抽查村填报的填报项",
                f"请在各村填报的数上标明「{marked}」；县级指标不能抽样",
            )
        if inside:
            yield "抽样聚合里不能再有抽样聚合", "请并成一层"
    for name in (name for one in rule.expressions() for name in one.names):
        asked = next((one for one in indicator.inputs if one.id == name.rpartition(".")[2]), None)
        if asked is not None and (asked.sampled != inside or (inside and "." in name)):
            where = "里只能用按抽查村填报的数" if inside else "之外不能用按抽查村填报的数"
            yield f"抽样聚合{where}：「{asked.name}」", f"请核对填报项的「{marked}」与规则"
    if isinstance(rule, Samples):
        yield from _sampling(indicator, rule.rule, marked, inside=True)
    for part in rule.parts():
        yield from _sampling(indicator, part, marked, inside)
