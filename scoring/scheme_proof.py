"""What must hold of a scheme as a whole: the declared sums, the grades, the veto."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import isfinite

from scoring.located import Spoken
from scoring.scheme import BARRED, Grade, Scheme

Wrong = tuple[tuple[str, ...], str, str]
"""Where (the keys of the head, down to the value), what is wrong, and the remedy."""

CONDITIONS = ("at_least", "first", "full")
"""What a grade can ask for."""

_COUNTED = {
    "categories": "大项数", "sub_items": "小项数", "indicators": "指标数",
    "rigid": "刚性指标数", "rigid_points": "刚性分值", "quantitative": "定量总分", "total": "总分",
}  # fmt: skip


def counts(scheme: Scheme) -> dict[str, float]:
    """What can be declared of a scheme, as it is."""
    return {
        "categories": len(scheme.categories),
        "sub_items": sum(len(one.sub_items) for one in scheme.categories),
        "indicators": len(scheme.indicators),
        "rigid": len(scheme.rigid),
        "rigid_points": round(sum(one.points for one in scheme.rigid), 9),
        "quantitative": scheme.quantitative,
        "total": scheme.total,
    }


def scheme_wrongs(scheme: Scheme, spoken: Spoken) -> Iterator[Wrong]:
    """Everything that is wrong with the scheme as a whole."""
    if not scheme.indicators:
        yield ("categories",), "方案没有指标", "请至少写一个大项、小项和指标"
    if scheme.town_scale <= 0:
        yield ("town_scale",), f"{spoken('town_scale')}须大于 0", "请写镇总分的满分，如 100"
    if not 0 <= scheme.near_share <= 1:
        yield ("near", "share"), f"{spoken('near')}须在 0 与 1 之间", "如 0.005 表示线的千分之五"
    yield from _innovated(scheme, spoken)
    yield from _declared(scheme, spoken)
    yield from _graded(scheme, spoken)
    yield from _vetoed(scheme)


def _innovated(scheme: Scheme, spoken: Spoken) -> Iterator[Wrong]:
    """The list of points for innovation cases must belong to a component, and be worth something, best level first."""
    listed, where = scheme.innovation, ("innovation",)
    if listed is None:
        return
    codes = [one.code for one in scheme.components]
    if listed.component not in codes:
        remedy = f"可写：{'、'.join(codes)}" if codes else f"请先写{spoken('components')}"
        yield (*where, "component"), f"{spoken('components')}中没有「{listed.component}」", remedy
    points = [worth for _, worth in listed.levels]
    if not points or min(points) <= 0:
        yield (*where, "levels"), f"{spoken('levels')}须逐级写明大于 0 的分值", "如国家 5、省 3、市 1"
    if points != sorted(points, reverse=True):
        yield (*where, "levels"), f"{spoken('levels')}没有从高到低排列", "请把分值最高的级别写在最前"


def _declared(scheme: Scheme, spoken: Spoken) -> Iterator[Wrong]:
    """What the head declares must be what the items add up to."""
    counted = counts(scheme)
    for key, declared in scheme.declares.items():
        where = ("declares", key)
        if key not in counted:
            yield where, f"{spoken('declares')}中没有「{key}」", f"可用：{'、'.join(map(spoken, counted))}"
        elif abs(counted[key] - declared) > 1e-9:
            what = f"{_COUNTED[key]}声明为 {declared:g}，实际为 {counted[key]:g}"
            yield where, what, "请核对各指标的分值与数量"


def _graded(scheme: Scheme, spoken: Spoken) -> Iterator[Wrong]:
    """The last grade must be open to everybody; the items a grade names must exist; no name stands twice."""
    where, grades = ("grades",), scheme.grades
    if not grades:
        yield where, "方案没有等次", "请至少写一个等次"
    if grades and grades[-1] != Grade(grades[-1].name):
        remedy = f"请去掉 {'、'.join(map(spoken, CONDITIONS))}"
        yield where, f"最后一个等次「{grades[-1].name}」不应设条件", remedy
    for name, times in Counter(grade.name for grade in grades).items():
        if times > 1 or name == BARRED.name:
            yield where, f"等次「{name}」不能用作名称" if times == 1 else f"等次「{name}」重复", "请另取名称"
    for grade in grades:
        for code in grade.full:
            if code != "rigid" and code not in scheme:
                remedy = f"请写方案中的指标编码，或 {spoken('rigid')}"
                yield where, f"等次「{grade.name}」要求满分的指标 {code} 不存在", remedy
    lines = [grade.at_least for grade in grades if isfinite(grade.at_least)]
    if lines != sorted(lines, reverse=True):
        yield where, "等次分数线没有从高到低排列", "请把最好的等次写在最前"


def _vetoed(scheme: Scheme) -> Iterator[Wrong]:
    if scheme.veto.cap and scheme.veto.cap not in [grade.name for grade in scheme.grades]:
        yield ("veto",), f"否决后的等次「{scheme.veto.cap}」不在等次表中", "请写等次表中的一个等次"
