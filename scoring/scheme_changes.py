"""What changes between two versions of a scheme, item by item, said so that an official can check it line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from scoring.located import Spoken
from scoring.rounding import plain
from scoring.rule_changes import NONE, Tongue, rule_differences
from scoring.scheme import Grade, Indicator, Input, Scheme

Kind = Literal["added", "removed", "recoded", "moved", "points", "rigid", "parameters", "head", "words", "cases"]

KINDS: Mapping[Kind, str] = {
    "added": "新增指标", "removed": "删除指标", "recoded": "改编码", "moved": "移动位置", "points": "改分值",
    "rigid": "改刚性", "parameters": "改参数", "head": "改等次与总则", "words": "改文字", "cases": "改算例",
}  # fmt: skip
"""The kinds of change in the order in which they are told, and what they are called."""

SILENT: frozenset[Kind] = frozenset({"moved", "words", "cases"})
"""The kinds that move no score and no grade."""

_HEAD_WORDS = {"code": "方案代号", "version": "版本", "name": "方案名称", "basis": "依据说明"}
_HEAD_RULES = {"town_scale": "镇总分满分", "near_share": "临界比例"}
_ITEM_WORDS = {
    "name": "名称", "clause": "条款", "basis": "依据", "words": "评分办法原文", "lead": "牵头单位",
    "support": "配合单位", "evidence": "佐证材料",
}  # fmt: skip
_INPUT_WORDS = {"name": "名称", "hint": "填报口径"}
_INPUT_RULES = {
    "unit": "单位", "roll_up": "汇总方式", "scope": "填报层级", "sampled": "按抽查村",
    "at_most": "不超过", "low": "下限", "high": "上限", "whole": "只填整数",
    "asks_target": "要年度任务", "asks_last_year": "要上年值", "counted": "清单计数",
    "surveyed": "问卷计数",
}  # fmt: skip
_CHOICES = {
    "town": "镇", "county": "全县", "sum": "合计", "mean": "平均", "max": "最大", "min": "最小",
    "rigid": "全部刚性指标", "open_problems": "未销号问题",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One difference: of which item (blank: of the scheme), what of it, what it was, and what it is."""

    kind: Kind
    code: str
    name: str
    what: str
    before: str = ""
    after: str = ""

    @property
    def scores(self) -> bool:
        """Whether it can move a score or a grade."""
        return self.kind not in SILENT


def scheme_changes(before: Scheme, after: Scheme, spoken: Spoken = str) -> list[Change]:
    """Every difference, the gravest kinds first, each kind in the order of the scheme.

    ``spoken`` says what a rule's parameter or shape is called. An item is known by its code, else by its name.
    """
    pairs = _paired(before, after)
    gone = [one for one in _all(before) if one.code not in {old.code for old, _ in pairs}]
    new = [one for one in _all(after) if one.code not in {one.code for _, one in pairs}]
    found = chain(
        (_whole("added", one) for one in new),
        (_whole("removed", one) for one in gone),
        (change for old, one in pairs for change in _item(old, one, spoken)),
        _head(before, after),
    )
    return sorted(found, key=lambda change: list(KINDS).index(change.kind))


def _all(scheme: Scheme) -> tuple[Indicator, ...]:
    return (*scheme.indicators, *scheme.components)


def _paired(before: Scheme, after: Scheme) -> list[tuple[Indicator, Indicator]]:
    """Which item of one scheme is which of the other, in the order of the later."""
    free = {one.name: one for one in _all(before) if one.code not in after}
    pairs = []
    for one in _all(after):
        old = before.indicator(one.code) if one.code in before else free.pop(one.name, None)
        if old is not None:
            pairs.append((old, one))
    return pairs


# --- an item ----------------------------------------------------------------------------------------------------------


def _whole(kind: Kind, one: Indicator) -> Change:
    told = "，".join([f"{plain(one.points)} 分", *([f"刚性（{one.rigid}）"] if one.rigid else []), _place(one)])
    return Change(kind, one.code, one.name, KINDS[kind], *(("", told) if kind == "added" else (told, "")))


def _place(one: Indicator) -> str:
    return f"{one.category_name}·{one.sub_item_name}" if one.sub_item_name else one.category_name


def _item(before: Indicator, after: Indicator, spoken: Spoken) -> Iterator[Change]:
    def change(kind: Kind, what: str, old: Any, new: Any) -> Iterator[Change]:
        if old != new:
            yield Change(kind, after.code, after.name, what, _said(old), _said(new))

    yield from change("recoded", "指标编码", before.code, after.code)
    if (before.category, before.sub_item) != (after.category, after.sub_item):
        yield from change("moved", "所属大项、小项", _place(before), _place(after))
    yield from change("points", "分值", before.points, after.points)
    yield from change("rigid", "刚性主题", before.rigid, after.rigid)
    yield from change("parameters", "计分层级", before.scope, after.scope)
    for name, what in _ITEM_WORDS.items():
        yield from change("words", what, getattr(before, name), getattr(after, name))
    for what, old, new in chain(_inputs(before, after), _rules(before, after, spoken)):
        yield from change("parameters", what, old, new)
    for what, old, new in _input_words(before, after):
        yield from change("words", what, old, new)
    if before.cases != after.cases:
        yield Change("cases", after.code, after.name, "算例", f"{len(before.cases)} 个", _counted(before, after))


def _counted(before: Indicator, after: Indicator) -> str:
    new = sum(one not in before.cases for one in after.cases)
    return f"{len(after.cases)} 个，其中 {new} 个是新的" if new else f"{len(after.cases)} 个"


def _inputs(before: Indicator, after: Indicator) -> Iterator[tuple[str, Any, Any]]:
    """What is asked for, and how: known by the id under which it is reported."""
    old, new = ({one.id: one for one in item.inputs} for item in (before, after))
    for id_ in dict.fromkeys([*old, *new]):
        if id_ not in old or id_ not in new:
            yield "填报项", _asked(old.get(id_)), _asked(new.get(id_))
        else:
            yield from _input_fields(old[id_], new[id_], _INPUT_RULES)


def _input_words(before: Indicator, after: Indicator) -> Iterator[tuple[str, Any, Any]]:
    old = {one.id: one for one in before.inputs}
    for one in after.inputs:
        if one.id in old:
            yield from _input_fields(old[one.id], one, _INPUT_WORDS)


def _input_fields(before: Input, after: Input, fields: Mapping[str, str]) -> Iterator[tuple[str, Any, Any]]:
    for name, what in fields.items():
        old, new = getattr(before, name), getattr(after, name)
        if name == "at_most":
            old, new = (one and one.text for one in (old, new))
        if name in ("counted", "surveyed"):
            old, new = (one and one.words for one in (old, new))
        yield f"填报项“{after.name}”的{what}", old, new


def _asked(one: Input | None) -> str:
    return f"{one.name}（{one.unit or '无单位'}，代号 {one.id}）" if one else NONE


def _rules(before: Indicator, after: Indicator, spoken: Spoken) -> Iterator[tuple[str, str, str]]:
    names = {one.id: one.name for item in (before, after) for one in item.inputs}
    tongue = Tongue(spoken, lambda name: _figure(names, name))
    yield from rule_differences(before.rule, after.rule, tongue)
    yield from rule_differences(before.county_rule, after.county_rule, tongue, "全县计分·")
    if before.veto_if != after.veto_if:
        yield "否决条件", tongue.said(before.veto_if), tongue.said(after.veto_if)


def _figure(names: Mapping[str, str], name: str) -> str:
    prefix, _, last = name.rpartition(".")
    asked = names.get(last, last)
    return {"target": f"{asked}年度目标任务", "last_year": f"上年{asked}"}.get(prefix, asked)


# --- the head ---------------------------------------------------------------------------------------------------------


def _head(before: Scheme, after: Scheme) -> Iterator[Change]:
    for what, old, new in _general(before, after):
        if old != new:
            yield Change("head", "", "总则", what, _said(old), _said(new))
    words = ((what, getattr(before, name), getattr(after, name)) for name, what in _HEAD_WORDS.items())
    for what, old, new in chain(words, _beside(before, after)):
        if old != new:
            yield Change("words", "", "总则", what, old, new)
    yield from _names(before, after)


def _general(before: Scheme, after: Scheme) -> Iterator[tuple[str, Any, Any]]:
    old, new = (tuple(_grade(grade) for grade in one.grades) for one in (before, after))
    yield "等次", old, new
    yield "一票否决", _veto(before), _veto(after)
    yield "并列时依次比较", before.tie_break, after.tie_break
    yield "刚性主题", before.themes, after.themes
    for name, what in _HEAD_RULES.items():
        yield what, getattr(before, name), getattr(after, name)


def _beside(before: Scheme, after: Scheme) -> Iterator[tuple[str, str, str]]:
    """What moves no score: how lost points are shared, and what innovation cases are worth."""
    yield "失分分担", _shares(before), _shares(after)
    yield "改革创新加分", _levels(before), _levels(after)


def _shares(scheme: Scheme) -> str:
    return f"牵头 {scheme.shares.lead}、配合 {scheme.shares.support}" if scheme.shares else NONE


def _levels(scheme: Scheme) -> str:
    listed = scheme.innovation
    told = "、".join(f"{name} {plain(points)} 分" for name, points in listed.levels) if listed else NONE
    return f"{listed.component}：{told}" if listed else told


def _names(before: Scheme, after: Scheme) -> Iterator[Change]:
    """Branches of the tree that have kept their code and changed their name."""
    old = {one.code: one.name for one in _branches(before)}
    for one in _branches(after):
        if old.get(one.code, one.name) != one.name:
            yield Change("words", one.code, one.name, "名称", old[one.code], one.name)


def _branches(scheme: Scheme) -> Sequence[Any]:
    return [*scheme.categories, *(sub for one in scheme.categories for sub in one.sub_items)]


def _grade(grade: Grade) -> str:
    conditions = [
        f"{plain(grade.at_least)} 分以上" if grade.at_least > float("-inf") else "",
        f"前 {grade.first} 名" if grade.first else "",
        f"{'、'.join(map(_said, grade.full))}满分" if grade.full else "",
    ]
    told = "，".join(filter(None, conditions))
    return f"{grade.name}（{told}）" if told else grade.name


def _veto(scheme: Scheme) -> str:
    veto = scheme.veto
    if veto.cap:
        return f"等次不高于{veto.cap}"
    return "不定等次" if veto.bar else f"降 {veto.down} 等" if veto.down else NONE


def _said(given: Any) -> str:
    """A value of the scheme as text."""
    if isinstance(given, bool):
        return "是" if given else "否"
    if isinstance(given, float):
        return "不限" if abs(given) == float("inf") else plain(given, 9)
    if isinstance(given, tuple):
        return "、".join(_said(one) for one in given) or NONE
    return _CHOICES.get(str(given), str(given)) if given else NONE
