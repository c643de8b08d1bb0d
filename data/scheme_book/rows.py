"""A scheme as rows of the sheets 方案, 指标, 填报项 and 算例: by the key of the column, what stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isinf

from data.scheme_book.listed import listed
from data.scheme_book.names import Names
from data.scheme_book.rule_rows import Typed, expression_cell
from data.scheme_book.words import (
    CASE_ROWS,
    COUNT_FILTERS,
    HANGING,
    NATURES,
    NO,
    NO_KEYS,
    RIGID_WORD,
    ROLL_UPS,
    SCOPES,
    STATES,
    SURVEYED,
    TIE_KEYS,
    UNLIMITED,
    VETOES,
    YES,
)
from scoring.scheme import Case, Category, Counted, Grade, Indicator, Innovation, Input, Scheme, Shares
from scoring.scheme_file import counts
from scoring.scheme_text import plain_number
from scoring.survey import Surveyed

Row = Mapping[str, Typed]


def head_rows(scheme: Scheme) -> dict[str, tuple[Typed, str]]:
    """The facts of the head by key: what stands in 内容, and what is explained beside it."""
    way, to = _veto(scheme)
    counted = counts(scheme)
    facts: dict[str, tuple[Typed, str]] = {
        "scheme": (scheme.code, "英文字母和数字，系统中方案的代号"),
        "version": (scheme.version, "改动方案后请改版本，得分旁边会显示"),
        "name": (scheme.name, ""),
        "basis": (scheme.basis, "凡显示方案的地方都会显示"),
        "themes": (listed(scheme.themes), "一行一个；“指标”表的刚性主题从中选取"),
        "veto": (way, f"刚性指标扣分或否决条件成立时：{'、'.join(VETOES.values())}"),
        "veto_to": (to, "等次封顶写等次名称，降低等次写降几等，其余留空"),
        "town_scale": (plain_number(scheme.town_scale), "镇总分＝得分÷适用分值×此数（缺项折算）"),
        "tie_break": (_ties(scheme), f"总分相同时依次比较；可写{'、'.join(TIE_KEYS.values())}，或写“{NO_KEYS}”"),
        "near": (plain_number(scheme.near_share), "离扣分线不到这一比例，或只差一例，算临界；0.01 即 1%"),
        **_shares(scheme.shares),
        **_innovation(scheme.innovation),
    }
    declared = {
        f"declares.{key}": (_number(scheme.declares.get(key)), f"应有的数，导入时核对；导出时实际为 {number:g}，可留空")
        for key, number in counted.items()
    }
    return facts | declared


def _shares(shares: Shares | None) -> dict[str, tuple[Typed, str]]:
    said = (shares.lead, shares.support) if shares else (None, None)
    notes = ("责任账里失分怎样分担，如 70；两格都空为没有写明", "几个单位配合的平分，如 30")
    return dict(zip(("duty_lead", "duty_support"), zip(said, notes, strict=True), strict=True))


def _innovation(listing: Innovation | None) -> dict[str, tuple[Typed, str]]:
    levels = [f"{name} {plain_number(points)}" for name, points in listing.levels] if listing else []
    return {
        "innovation": (listing.component if listing else None, "附加部分中改革创新的指标编码；没有加分清单的留空"),
        "levels": (listed(levels) or None, "一行一个级别，从高到低，如“国家 5”“省 3”；合计不超过该部分的分值"),
    }


def grade_row(grade: Grade) -> Row:
    """A row of the table of grades."""
    full = [RIGID_WORD if one == "rigid" else one for one in grade.full]
    least = None if isinf(grade.at_least) else plain_number(grade.at_least)
    return {"name": grade.name, "at_least": least, "first": grade.first or None, "full": listed(full)}


def item_rows(scheme: Scheme) -> Iterator[Row]:
    """The rows of the sheet 指标; a 大项 or 小项 without items has a row of its own."""
    for category in scheme.categories:
        yield from _category_rows(category)
    for one in scheme.components:
        yield {"nature": NATURES["component"], **_item(one)}


def _category_rows(category: Category) -> Iterator[Row]:
    head = {"nature": NATURES["item"], "category": category.code, "category_name": category.name}
    if not category.sub_items:
        yield head
    for sub in category.sub_items:
        place = {**head, "sub_item": sub.code, "sub_item_name": sub.name}
        yield from ({**place, **_item(one)} for one in sub.indicators)
        if not sub.indicators:
            yield place


def _item(one: Indicator) -> Row:
    veto_if = None if one.veto_if is None else expression_cell(one.veto_if, Names(one.inputs))
    return {
        "code": one.code, "name": one.name, "points": plain_number(one.points), "rigid": one.rigid,
        "scope": SCOPES[one.scope], "clause": one.clause, "basis": one.basis, "words": one.words, "lead": one.lead,
        "support": listed(one.support), "evidence": listed(one.evidence), "veto_if": veto_if,
    }  # fmt: skip


def input_rows(scheme: Scheme) -> Iterator[Row]:
    """The rows of the sheet 填报项."""
    for indicator in (*scheme.indicators, *scheme.components):
        names = Names(indicator.inputs)
        for one in indicator.inputs:
            yield {"code": indicator.code, "indicator_name": indicator.name, **_input(one, names)}


def _input(one: Input, names: Names) -> Row:
    at_most = None if one.at_most is None else expression_cell(one.at_most, names)
    return {
        "name": one.name, "id": one.id, "unit": one.unit, "roll_up": ROLL_UPS[one.roll_up], "scope": SCOPES[one.scope],
        "sampled": _yes(one.sampled), "at_most": at_most,
        "low": _bound(one.low), "high": _bound(one.high), "whole": YES if one.whole else NO,
        "target": _yes(one.asks_target), "last_year": _yes(one.asks_last_year), "hint": one.hint,
        **(_counted(one.counted) if one.counted else {}), **(_surveyed(one.surveyed) if one.surveyed else {}),
    }  # fmt: skip


def _counted(one: Counted) -> Row:
    narrowed = {f"counted_{key}": listed(getattr(one, key)) or None for key in COUNT_FILTERS}
    return {"counted": HANGING[one.problems], **narrowed}


def _surveyed(one: Surveyed) -> Row:
    taken = SURVEYED[f"{one.question}.{one.part}"]
    return {"surveyed": taken, "surveyed_households": listed(one.households) or None}


def case_rows(scheme: Scheme) -> Iterator[Row]:
    """The rows of the sheet 算例: each case, then its villages and peers."""
    for indicator in (*scheme.indicators, *scheme.components):
        names = Names(indicator.inputs)
        for case in indicator.cases:
            place = {"code": indicator.code, "indicator_name": indicator.name}
            yield {**place, "row": CASE_ROWS["case"], **_case(case, names)}
            for kind, given in (*(("samples", one) for one in case.samples), *(("peers", one) for one in case.peers)):
                yield {**place, "row": CASE_ROWS[kind], "given": names.shown_figures(given)}


def _case(case: Case, names: Names) -> Row:
    return {
        "why": case.why, "unit": SCOPES["county"] if case.county else None, "group": case.group,
        "given": names.shown_figures(case.given), "score": _number(case.score), "low": _number(case.low),
        "high": _number(case.high), "state": STATES.get(case.state or "", case.state),
    }  # fmt: skip


def _veto(scheme: Scheme) -> tuple[Typed, Typed]:
    veto = scheme.veto
    if veto.cap:
        return VETOES["cap"], veto.cap
    if veto.down:
        return VETOES["down"], veto.down
    return VETOES["bar" if veto.bar else "none"], None


def _ties(scheme: Scheme) -> str:
    return listed(TIE_KEYS.get(key, key) for key in scheme.tie_break) or NO_KEYS


def _bound(number: float) -> Typed:
    return UNLIMITED if isinf(number) else plain_number(number)


def _number(number: float | None) -> Typed:
    return None if number is None else plain_number(number)


def _yes(answer: bool) -> Typed:
    return YES if answer else None
