"""What must hold inside one indicator before anything can be scored by it: its figures stand where its rules look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoring.rules import Rule
from scoring.rules.samples import Samples
from scoring.scheme import Indicator, Input

Wrong = tuple[str, str]
"""What is wrong, and the remedy."""


def lid_wrongs(inputs: Sequence[Input], asked: Input) -> Iterator[Wrong]:
    """``at_most``: a figure is held against figures of the same kind, a village's against the same village's."""
    for name in asked.at_most.names if asked.at_most else ():
        lid = next((one for one in inputs if one.id == name.rpartition(".")[2]), None)
        if lid is None:
            yield f"「{asked.name}」的 at_most 用到了没有声明的填报项「{name}」", "请写同一指标的填报项"
        elif (lid.scope, lid.sampled) != (asked.scope, asked.sampled) or name.startswith("county."):
            remedy = "两者应同为镇、同为抽查村或同为全县的数"
            yield f"「{asked.name}」与它的 at_most「{lid.name}」不是同一层级的数", remedy


def sampling_wrongs(indicator: Indicator) -> Iterator[Wrong]:
    """Sampled figures are known inside of ``samples`` and nowhere else, and nothing else is known there."""
    for rule in (indicator.rule, indicator.county_rule):
        if rule is not None:
            yield from dict.fromkeys(_sampling(indicator, rule, inside=False))


def _sampling(indicator: Indicator, rule: Rule, inside: bool) -> Iterator[Wrong]:
    if isinstance(rule, Samples):
        if indicator.scope == "county" or not any(one.sampled for one in indicator.inputs):
            yield (
                "抽样聚合（samples）的指标没有按抽查村填报的填报项",
                "请把各村填报的数标为 sampled（按抽查村），scope 写 town（镇）",
            )
        if inside:
            yield "抽样聚合（samples）里不能再有抽样聚合", "请并成一层"
    for name in (name for one in rule.expressions() for name in one.names):
        asked = next((one for one in indicator.inputs if one.id == name.rpartition(".")[2]), None)
        if asked is not None and (asked.sampled != inside or (inside and "." in name)):
            where = "里只能用按抽查村填报的数" if inside else "之外不能用按抽查村填报的数"
            yield f"抽样聚合（samples）{where}：「{asked.name}」（{name}）", "请核对填报项的 sampled 与规则"
    if isinstance(rule, Samples):
        yield from _sampling(indicator, rule.rule, inside=True)
    for part in rule.parts():
        yield from _sampling(indicator, part, inside)
