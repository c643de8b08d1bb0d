"""Schemes drawn at random, as YAML texts that the loader must accept, and figures for them that crowd at the lines."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import yaml

from scoring import COUNTY, Scheme, parse_scheme
from scoring.rules import KINDS

Block = dict[str, Any]
Draw = Callable[[random.Random, "Names", int], Block]

GROUPS = ("圩镇", "山区镇", '=1+1"', "~*?", "")
TOWNS = ("=SUM(1)", "+甲镇", "-乙镇", "@丙镇", '丁"镇', "戊&镇<", "己'镇", "庚镇")
FIGURES = (0, 0, 1, 1, 2, 3, 5, 10, 12, 40, 50, 59.9, 60, 80, 94.9999, 95, 95, 99, 100, 100, 100.5, 120, 0.1, 0.3, 33.3)
SIGNED = (-100, -12.5, -3, -1, -0.1, 0, 0, 0.1, 1, 3, 12.5, 100)
POINTS = (1, 1.5, 2, 3, 4, 10)


class Names:
    """What a rule may refer to: figures that are never negative, figures of either sign, one for all of the county."""

    def __init__(self, plain: tuple[str, ...], signed: tuple[str, ...] = (), county: tuple[str, ...] = ()) -> None:
        self.plain, self.signed, self.county = plain, signed, county
        self.past = bool(signed)

    def any(self, chance: random.Random) -> str:
        return chance.choice((*self.plain, *self.plain, *self.signed, *self.county))


def value(chance: random.Random, names: Names) -> str:
    """An expression, from a bare name to quotients of either sign."""
    one, other = chance.choice(names.plain), chance.choice(names.plain)
    shapes = [
        one, one, f"{one} / {other} * 100", f"{one} + {other}", f"{one} * 2 - 1", f"min({one}, {other})",
        f"max({one}, {names.any(chance)}) / 2", f"({one} + 1) / ({other} + 2) * 50", f"-{one} + 100",
        f"{one} * {other}", f"({one} / {other}) / ({other} / {one}) * 100",
    ]  # fmt: skip
    if names.past:
        shapes += [
            f"{one} - last_year.{one}", f"({one} - last_year.{one}) / last_year.{one} * 100",
            f"{one} / target.{one} * 100", f"{one} / peers.mean({one}) * 100", f"{one} - group.mean({other})",
            f"peers.max({one}) - {one}",
            f"{one} / ({other} - 3) * 10", names.any(chance), f"{names.any(chance)} * {names.any(chance)}",
            f"{one} - group.min({one}) + group.max({one})", f"group.max({one} / {other}) - peers.min({other})",
        ]  # fmt: skip
    return chance.choice(shapes)


def line(chance: random.Random, names: Names) -> str | float:
    """Where points begin or end: mostly a number, now and then a figure."""
    if names.past and chance.random() < 0.25:
        return chance.choice((f"target.{names.plain[0]}", f"peers.mean({names.plain[0]})", names.any(chance), "2 * 30"))
    return chance.choice((0, 1, 3, 10, 50, 60, 80, 95, 100))


def condition(chance: random.Random, names: Names) -> str:
    sign = chance.choice((">=", "<=", ">", "<", "=="))
    first = f"{chance.choice((names.any(chance), value(chance, names)))} {sign} {chance.choice((0, 1, 2, 50, 100))}"
    if chance.random() < 0.3:
        return f"{first} {chance.choice(('and', 'or'))} {names.any(chance)} >= 1"
    return first


def points(chance: random.Random) -> float:
    return chance.choice(POINTS)


def rounding(chance: random.Random) -> Block:
    if chance.random() < 0.7:
        return {}
    return {"round_to": chance.choice((0.1, 0.5, 1, 10)), "rounding": chance.choice(("half_up", "down", "up"))}


def steps(chance: random.Random) -> str:
    return chance.choice(("continuous", "begun", "completed"))


def floor(chance: random.Random) -> float:
    return chance.choice((0, 0, -2, -10))


# --- one draw for each kind -------------------------------------------------------------------------------------------


def threshold(chance: random.Random, names: Names, depth: int) -> Block:
    side = chance.choice(("at_least", "at_most"))
    return {"value": value(chance, names), side: line(chance, names), **rounding(chance)}


def yes_no(chance: random.Random, names: Names, depth: int) -> Block:
    return {"value": names.plain[-1]}


def ratio(chance: random.Random, names: Names, depth: int) -> Block:
    target = line(chance, names) or 5
    return {
        "value": value(chance, names),
        "target": target,
        "zero_below": chance.choice((0, 0.5, 0.8)),
        **rounding(chance),
    }


def per_step(chance: random.Random, names: Names, depth: int) -> Block:
    return {
        "value": value(chance, names), "full_at": line(chance, names), "step": chance.choice((0.1, 1, 5)),
        "deduct": chance.choice((0.05, 0.25, 1)), "better": chance.choice(("higher", "lower")), "steps": steps(chance),
        "floor": floor(chance), **rounding(chance),
    }  # fmt: skip


def interpolate(chance: random.Random, names: Names, depth: int) -> Block:
    full, zero = chance.choice(((100, 80), (0, 10), (line(chance, names), line(chance, names))))
    if names.past and chance.random() < 0.3:
        full, zero = (f"peers.{end}({names.plain[0]})" for end in chance.choice((("max", "min"), ("min", "max"))))
    return {
        "value": value(chance, names),
        "full_at": full,
        "zero_at": zero,
        "at_zero": chance.choice((0, 0.6)),
        **rounding(chance),
    }


def manual(chance: random.Random, names: Names, depth: int) -> Block:
    return {"value": names.any(chance), "floor": floor(chance)}


def imported(chance: random.Random, names: Names, depth: int) -> Block:
    return {"value": names.any(chance), "out_of": chance.choice((100, 120, 1000))}


def scaled(chance: random.Random, names: Names, depth: int) -> Block:
    standard = line(chance, names) or names.plain[0]
    return {
        "value": value(chance, names), "standard": standard, "base": chance.choice((0.5, 1, 6)), "floor": floor(chance),
        "inverse": chance.random() < 0.4,
    }  # fmt: skip


def swing(chance: random.Random, names: Names, depth: int) -> Block:
    return {
        "value": value(chance, names), "base": 0.5, "step": chance.choice((0.5, 1, 10)),
        "up": chance.choice((0.1, 0.3)), "down": chance.choice((0.1, 0.2)), "floor": floor(chance),
        "steps": steps(chance), **rounding(chance),
    }  # fmt: skip


def bands(chance: random.Random, names: Names, depth: int) -> Block:
    edges = sorted(chance.sample((0, 1, 5, 10, 50, 60, 80, 95, 100), 3))
    if chance.random() < 0.5:
        side, edges = "at_least", edges[::-1]
    else:
        side = "at_most"
    rows: list[Block] = [{side: edge, "score": mark} for edge, mark in zip(edges, (1, 0.6, 0.2), strict=True)]
    if chance.random() < 0.5:
        rows[1]["rises_to"] = 0.9
    if names.past and chance.random() < 0.4:
        rows[0][side] = f"target.{names.plain[0]}"
    return {"value": value(chance, names), "bands": rows, "otherwise": chance.choice((0, 0.1)), **rounding(chance)}


def categories(chance: random.Random, names: Names, depth: int) -> Block:
    options = [{"code": code, "score": mark, "name": f"第{code}类"} for code, mark in ((1, 1), (2, 0.5), (3, 0.1))]
    return {"value": names.plain[0], "options": options, "otherwise": chance.choice((0, 0.3))}


def count(chance: random.Random, names: Names, depth: int) -> Block:
    if chance.random() < 0.5:
        return {"value": value(chance, names), "deduct": 0.2, "floor": floor(chance)}
    rows = [{"value": names.any(chance), "deduct": deduct} for deduct in (0.5, 0.1)]
    return {"cases": rows, "floor": floor(chance)}


def tally(chance: random.Random, names: Names, depth: int) -> Block:
    return {"items": [{"value": names.any(chance), "add": add} for add in (0.5, 0.2, -0.3)], "floor": floor(chance)}


def bonus(chance: random.Random, names: Names, depth: int) -> Block:
    return {"value": value(chance, names), "step": chance.choice((0.5, 1, 10)), "add": 0.1, "steps": steps(chance)}


def rank(chance: random.Random, names: Names, depth: int) -> Block:
    table: Block = {"per_place": 0.2}
    if chance.random() < 0.6:
        table = {"bands": [{"top": "1/3", "score": 1}, {"top": "2/3", "score": 0.6}, {"top": 1, "score": 0.3}]}
    elif chance.random() < 0.5:
        table = {"bands": [{"to": 1, "score": 1}, {"to": 3, "score": 0.5}], "otherwise": 0.1}
    return {
        "value": value(chance, names), "best": chance.choice(("highest", "lowest")),
        "within": chance.choice(("all", "group")), **table,
    }  # fmt: skip


def sum_(chance: random.Random, names: Names, depth: int) -> Block:
    return {"of": [rule(chance, names, depth + 1) for _ in range(chance.randint(2, 3))]}


def best_of(chance: random.Random, names: Names, depth: int) -> Block:
    return {"of": [rule(chance, names, depth + 1, own_points=False) for _ in range(2)]}


def weighted(chance: random.Random, names: Names, depth: int) -> Block:
    return {
        "of": [{"weight": weight, "rule": rule(chance, names, depth + 1, own_points=False)} for weight in (0.7, 0.3)]
    }


def pool(chance: random.Random, names: Names, depth: int) -> Block:
    return {"of": [rule(chance, names, depth + 1) for _ in range(2)], "floor": floor(chance)}


def case(chance: random.Random, names: Names, depth: int) -> Block:
    branches = [
        {"when": condition(chance, names), "rule": rule(chance, names, depth + 1, own_points=False)}
        for _ in range(chance.randint(1, 3))
    ]
    return {"branches": branches, "otherwise": rule(chance, names, depth + 1, own_points=False)}


def by_group(chance: random.Random, names: Names, depth: int) -> Block:
    found = [{"group": group, "rule": rule(chance, names, depth + 1)} for group in chance.sample(GROUPS[:4], 2)]
    otherwise = {"otherwise": rule(chance, names, depth + 1)} if chance.random() < 0.7 else {}
    return {"of": found, **otherwise}


def samples(chance: random.Random, names: Names, depth: int) -> Block:
    of_villages = Names(("seen", "met", "tidy"))
    return {
        "combine": chance.choice(("mean", "worst", "share")),
        "rule": rule(chance, of_villages, 3, own_points=False),
    }


DRAWS: Mapping[str, Draw] = {
    "threshold": threshold, "yes_no": yes_no, "ratio": ratio, "per_step": per_step, "interpolate": interpolate,
    "manual": manual, "imported": imported, "scaled": scaled, "swing": swing, "bands": bands, "categories": categories,
    "count": count, "tally": tally, "bonus": bonus, "rank": rank, "sum": sum_, "best_of": best_of, "weighted": weighted,
    "pool": pool, "case": case, "by_group": by_group, "samples": samples,
}  # fmt: skip
NESTING = ("sum", "best_of", "weighted", "pool", "case", "by_group", "samples")
LEAVES = tuple(kind for kind in DRAWS if kind not in NESTING)


def rule(chance: random.Random, names: Names, depth: int, kind: str = "", own_points: bool = True) -> Block:
    """A rule with its modifiers; below the second level only leaves."""
    if not kind:
        nested = chance.random() < 0.3 and depth < 3
        kind = chance.choice([one for one in NESTING if one != "samples"] if nested else LEAVES)
    body = DRAWS[kind](chance, names, depth)
    block: Block = {kind: body}
    if own_points or chance.random() < 0.2:
        body["points"] = points(chance)
    if chance.random() < 0.3:
        block["label"] = chance.choice(("甲部分", "=乙", "丙“部分”"))
    if chance.random() < 0.25:
        block["zero_if"] = condition(chance, names)
        if chance.random() < 0.4:
            block["unless"] = condition(chance, names)
    if chance.random() < 0.5:
        block["not_applicable"] = chance.choice(("leave_out", "full", "zero", "to_siblings", "peers_mean"))
    return block


# --- a scheme ---------------------------------------------------------------------------------------------------------


def _inputs(chance: random.Random, kind: str) -> list[Block]:
    ways = ("sum", "mean", "max", "min")
    found: list[Block] = [
        {"id": name, "name": f"{name} 数", "unit": "户", "roll_up": chance.choice(ways)} for name in ("a", "b", "c")
    ]
    found.append({"id": "d", "name": "增减", "unit": "%", "roll_up": chance.choice(ways), "range": [-100, None]})
    found.append(
        {"id": "z", "name": "全县数", "unit": "%", "scope": "county", "range": chance.choice(([-100, None], [0, 100]))}
    )
    found.append({"id": "yes", "name": "是否", "unit": "是否", "roll_up": chance.choice(ways)})
    if chance.random() < 0.5:
        found[0]["at_most"] = chance.choice(("b", "b", "b + c", "2 * b"))
        found[2]["at_most"] = chance.choice((None, "b"))
    if kind == "samples":
        found += [{"id": name, "name": name, "unit": "户", "sampled": True} for name in ("seen", "met", "tidy")]
    return found


def _indicator(chance: random.Random, code: str, kind: str) -> Block:
    own = kind == "samples"
    names = Names(("a", "b", "c", "yes"), ("d",), ("county.z",))
    block = {
        "code": code, "name": f"=指标{code}", "lead": "县农办", "inputs": _inputs(chance, kind),
        "rule": rule(chance, names, 1, kind),
    }  # fmt: skip
    block["points"] = chance.choice(POINTS)
    if own:
        block["rule"][kind]["points"] = block["points"]
    if chance.random() < 0.4:
        block["rigid"] = "主题"
    if chance.random() < 0.2:
        block["veto_if"] = condition(chance, names)
    if chance.random() < 0.2:
        block["county_rule"] = rule(chance, names, 2)
    if chance.random() < 0.1 and not own:
        _as_county(block, chance)
    return block


def _as_county(block: Block, chance: random.Random) -> None:
    """An item of the county alone: every figure is its own."""
    block["scope"] = "county"
    for one in block["inputs"]:
        one.pop("scope", None)
        one.pop("roll_up", None)
    block["rule"] = rule(chance, Names(("a", "b", "c", "yes"), ("d",), ("z",)), 2)
    block.pop("county_rule", None)
    block.pop("veto_if", None)


def _grades(chance: random.Random, codes: list[str], total: float) -> list[Block]:
    best: Block = {"name": "优秀", "at_least": round(total * 0.6, 3)}
    if chance.random() < 0.4:
        best["first"] = 2
    if chance.random() < 0.4:
        best["full"] = chance.choice((["rigid"], [codes[0]], ["rigid", codes[-1]]))
    lower = [{"name": name, "at_least": round(total * share, 3)} for name, share in (("良好", 0.5), ('一"般', 0.4))]
    return [best, *lower, {"name": "较差"}]


def scheme_text(seed: int) -> str:
    """A scheme with an item of every kind of rule."""
    chance = random.Random(seed)
    kinds = [*KINDS, *chance.choices(sorted(KINDS), k=6)]
    items = [_indicator(chance, f"A1-{place:02d}", kind) for place, kind in enumerate(kinds, 1)]
    codes = [one["code"] for one in items]
    scale = chance.choice((100, 1000))
    head = {
        "scheme": f"random{seed}", "version": "1", "name": "随机方案", "declares": {"indicators": len(items)},
        "grades": _grades(chance, codes, scale), "town_scale": scale, "themes": ["主题"],
        "veto": chance.choice(({"cap": "良好"}, {"down": 1}, {"bar": True}, {"down": 2})),
        "ranking": {"tie_break": chance.choice((["rigid", "open_problems"], ["open_problems"], []))},
        "components": [{
            "code": "P-01", "name": "评议", "points": 10, "lead": "县农办",
            "inputs": [{"id": "review", "name": "评议得分", "unit": "分", "range": [0, 10]}],
            "rule": {"manual": {"value": "review"}},
        }],
        "categories": [{
            "code": "A", "name": "大项", "sub_items": [{"code": "A1", "name": "小项", "indicators": items}],
        }],
    }  # fmt: skip
    return yaml.safe_dump(head, allow_unicode=True, sort_keys=False)


@cache
def random_scheme(seed: int) -> Scheme:
    """The scheme drawn with that seed."""
    return parse_scheme({"scheme.yaml": scheme_text(seed)})


# --- figures ----------------------------------------------------------------------------------------------------------


def random_values(scheme: Scheme, seed: int, towns: tuple[str, ...] = TOWNS, gaps: float = 0.05) -> pd.DataFrame:
    """A table of values: gaps, 不适用, villages that one indicator sampled and another did not."""
    chance = random.Random(seed)
    rows: list[list[Any]] = []
    for indicator in (*scheme.indicators, *scheme.components):
        for asked in indicator.inputs:
            units = towns if asked.scope == "town" else (COUNTY,)
            for unit in (*units, *([COUNTY] if chance.random() < 0.05 and not asked.sampled else [])):
                samples = _villages(chance) if asked.sampled else [""]
                rows += [[unit, indicator.code, asked.id, one, *_figure(chance, asked, gaps)] for one in samples]
    columns = ["unit", "indicator", "input", "sample", "value", "status", "target", "last_year"]
    return pd.DataFrame(rows, columns=columns)


def _villages(chance: random.Random) -> list[str]:
    """Villages that may bear the same name in two towns."""
    return [f"{chance.choice(('东', '=西', '南'))}村" for _ in range(chance.choice((0, 1, 3)))]


def _figure(chance: random.Random, asked: Any, gaps: float) -> list[Any]:
    if chance.random() < gaps:
        return [np.nan, "not_applicable", np.nan, np.nan]
    pool_ = (0, 1) if asked.yes_no else SIGNED if asked.low < 0 else (1, 2, 3, 4) if chance.random() < 0.1 else FIGURES
    drawn = [np.nan if chance.random() < gaps else float(chance.choice(pool_)) for _ in range(3)]
    return [drawn[0], "unreported" if np.isnan(drawn[0]) else "reported", *drawn[1:]]


def units_of(towns: tuple[str, ...], seed: int) -> pd.DataFrame:
    chance = random.Random(seed)
    return pd.DataFrame({"unit": towns, "group": [chance.choice(GROUPS) for _ in towns]})
