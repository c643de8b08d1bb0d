"""A scheme of rules that no published table has, but that can be written: quotients of either sign, lines that are
themselves figures, peers among peers, bounds that hang on one another.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from scoring import Scheme
from tests.scoring.random_schemes import scheme_of

Block = dict[str, Any]

RULES: tuple[Block, ...] = (
    {"threshold": {"value": "a / (b - 3) * 10", "at_least": 5}},
    {"threshold": {"value": "max(a, d) / 2 - min(b, d)", "at_most": "county.z"}},
    {"interpolate": {"value": "a", "full_at": "peers.max(a)", "zero_at": "peers.min(a)", "at_zero": 0.6}},
    {"interpolate": {"value": "(a / b) / (b / a) * 100", "full_at": "target.a", "zero_at": "d"}},
    {"ratio": {"value": "a", "target": "b - c", "zero_below": 0.5, "round_to": 10, "rounding": "up"}},
    {"ratio": {"value": "a / peers.mean(a)", "target": "b / group.max(b)"}},
    {"bands": {"value": "a", "otherwise": 0.1, "bands": [
        {"at_least": "target.a", "score": 1}, {"at_least": "b", "score": 0.5, "rises_to": 0.9},
        {"at_least": 0, "score": 0.2, "rises_to": 0.4}]}},
    {"bands": {"value": "d * d / b", "bands": [
        {"at_most": 1, "score": 1}, {"at_most": "county.z", "score": 0.5, "rises_to": 0.9}]}},
    {"scaled": {"value": "d", "standard": "b", "base": 0.8, "inverse": True, "floor": -2}},
    {"per_step": {"value": "group.max(a / b) - peers.min(b)", "full_at": 0, "step": 0.5, "deduct": 0.2,
                  "better": "lower", "steps": "begun", "floor": -2}},
    {"case": {"branches": [
        {"when": "-a + 100 == 2 or d >= 1 and a >= 1", "rule": {"manual": {"value": "a"}}},
        {"when": "b - a > 10", "rule": {"yes_no": {"value": "yes"}}}],
        "otherwise": {"bonus": {"value": "a - last_year.a", "step": 1, "add": 0.1}}}},
    {"count": {"cases": [{"value": "a * d", "deduct": 0.01}, {"value": "b", "deduct": 0.1}], "floor": -3}},
    {"rank": {"value": "a - group.mean(a)", "per_place": 0.2, "within": "group"}},
    {"rank": {"value": "a / b", "best": "lowest", "bands": [{"top": "1/3", "score": 1}, {"top": 1, "score": 0.3}]}},
    {"samples": {"combine": "share", "rule": {
        "threshold": {"value": "met / seen * 100", "at_least": 90}, "not_applicable": "peers_mean"}}},
    {"samples": {"combine": "worst", "rule": {"count": {"value": "seen - met", "deduct": 0.3, "floor": -1}}}},
    {"sum": [
        {"threshold": {"value": "a / c", "at_least": 1, "points": 1}, "not_applicable": "to_siblings"},
        {"ratio": {"value": "c", "target": "b", "points": 2}, "not_applicable": "peers_mean"},
        {"manual": {"value": "a", "points": 2}, "zero_if": "d <= -5", "unless": "yes >= 1"}]},
    {"weighted": {"of": [
        {"weight": 0.7, "rule": {"ratio": {"value": "a", "target": "b"}, "not_applicable": "zero"}},
        {"weight": 0.3, "rule": {"imported": {"value": "b", "out_of": 1000}, "zero_if": "a / c > 1"}}]}},
    {"pool": {"floor": -1, "of": [
        {"per_step": {"value": "d", "full_at": "last_year.d", "step": 1, "deduct": 0.1, "points": 1}},
        {"count": {"value": "a", "deduct": 0.05, "points": 2}, "not_applicable": "full"}]}},
    {"best_of": {"of": [
        {"threshold": {"value": "a - last_year.a", "at_least": 0}}, {"ratio": {"value": "a", "target": "target.a"}}]}},
)  # fmt: skip


@cache
def odd_scheme() -> Scheme:
    """The scheme of all of :data:`RULES`, each over the same inputs; some items rigid, one with another veto."""
    items = [_item(place, rule) for place, rule in enumerate(RULES, 1)]
    return scheme_of({
        "scheme": "odd", "version": "1", "name": "=少见的写法", "declares": {"indicators": len(items)},
        "grades": [{"name": "优秀", "at_least": 50, "full": ["rigid", "A1-02"], "first": 3},
                   {"name": '良"好', "at_least": 30}, {"name": "一般"}],
        "veto": {"down": 1}, "themes": ["主题"], "components": [], "town_scale": 1000,
        "ranking": {"tie_break": ["open_problems", "rigid"]},
        "categories": [{"code": "A", "name": "大项",
                        "sub_items": [{"code": "A1", "name": "小项", "indicators": items}]}],
    })  # fmt: skip


def _item(place: int, rule: Block) -> Block:
    kind = next(iter(rule))
    points = {"sum": 5, "pool": 3}.get(kind, 1)
    more: Block = {"rigid": "主题"} if place % 4 == 0 else {"veto_if": "yes == 0 and d < -3"} if place == 5 else {}
    sampled = [{"id": "seen", "name": "看的户数", "unit": "户", "sampled": True},
               {"id": "met", "name": "达标户数", "unit": "户", "sampled": True, "at_most": "seen"}]  # fmt: skip
    return {
        "code": f"A1-{place:02d}", "name": f"=写法{place}", "points": points, "lead": "考核办",
        "inputs": [*_inputs(place), *(sampled if kind == "samples" else [])], "rule": rule, **more,
    }  # fmt: skip


def _inputs(place: int) -> list[Block]:
    """The same inputs for every item; how they roll up and bound one another varies."""
    ways = ("sum", "mean", "max", "min")
    lids = (({}, {}), ({"at_most": "b"}, {"at_most": "b"}), ({"at_most": "2 * b + c"}, {"at_most": "b"}))[place % 3]
    return [
        {"id": "a", "name": "甲数", "unit": "户", "roll_up": ways[place % 4], **lids[0]},
        {"id": "b", "name": "乙数", "unit": "户", "roll_up": ways[(place + 1) % 4]},
        {"id": "c", "name": "丙数", "unit": "户", "roll_up": ways[(place + 2) % 4], **lids[1]},
        {"id": "d", "name": "增减", "unit": "%", "roll_up": "mean", "range": [-100, None]},
        {"id": "yes", "name": "是否", "unit": "是否", "roll_up": "min"},
        {"id": "z", "name": "全县数", "unit": "%", "scope": "county", "range": [-100, None]},
    ]  # fmt: skip
