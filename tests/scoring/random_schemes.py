"""Schemes at random, whole or of one item, as the blocks of a scheme file, as its texts, and loaded.

Every rule kind, modifier and policy, every form of grade and veto, several totals. The same ``random.Random`` gives the
same scheme. :mod:`random_figures` draws figures to score one by.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml

from scoring.located import Located
from scoring.scheme import Scheme
from scoring.scheme_file import parse_blocks
from tests.scoring.random_inputs import Asking, Block
from tests.scoring.random_rules import FREE, POINTS, Freedom, Rules

__all__ = ["FREE", "Freedom", "one_item", "random_blocks", "random_scheme", "scheme_of", "texts_of"]

THEMES = ("粮食安全", "耕地保护", "农村人居环境整治")
GRADES: tuple[list[Block], ...] = (
    [{"name": "优秀", "at_least": 0.9}, {"name": "良好", "at_least": 0.8}, {"name": "一般"}],
    [{"name": "优秀", "at_least": 0.9}, {"name": "良好", "at_least": 0.75}, {"name": "一般", "at_least": 0.6},
     {"name": "差"}],
    [{"name": "优秀", "first": 1}, {"name": "良好", "first": 3, "at_least": 0.6}, {"name": "一般"}],
    [{"name": "优秀", "at_least": 0.85, "full": ["rigid"]}, {"name": "良好", "at_least": 0.8}, {"name": "一般"}],
    [{"name": "优秀", "first": 2, "full": ["A1-01"]}, {"name": "良好", "at_least": 0.8}, {"name": "一般"}],
)  # fmt: skip
"""Grades by points, in three or four; by quota; by items that have lost nothing. Lines are shares of the total."""
VETOES: tuple[Block, ...] = ({"cap": "良好"}, {"cap": "一般"}, {"down": 1}, {"down": 2}, {"bar": True})


def random_scheme(chance: random.Random, freedom: Freedom = FREE) -> Scheme:
    """A whole scheme: one to three categories, two to seven items, components beside them."""
    return scheme_of(random_blocks(chance, freedom))


def one_item(chance: random.Random, freedom: Freedom = FREE, scope: str = "town", kind: str = "") -> Scheme:
    """A scheme of one item; ``kind``: of the rule's root."""
    item = _item(chance, freedom, "A1-01", scope, kind)
    sub_item = {"code": "A1", "name": "小项", "indicators": [item]}
    return scheme_of(_head(chance, [{"code": "A", "name": "大项", "sub_items": [sub_item]}], []))


def random_blocks(chance: random.Random, freedom: Freedom = FREE) -> Block:
    """The head of a whole scheme with its categories in it."""
    categories = [_category(chance, freedom, letter) for letter in "ABC"[: chance.randint(1, 3)]]
    count = chance.randint(0, 2)
    components = [_item(chance, freedom, f"P-{place:02d}", "county", "") for place in range(1, count + 1)]
    return _head(chance, categories, components)


def scheme_of(head: Block) -> Scheme:
    """The scheme that the blocks say; SchemeError when they are wrong."""
    return parse_blocks(_located(head), "scheme.yaml")


def texts_of(head: Block) -> dict[str, str]:
    """The same as the texts of scheme files, the categories in files of their own."""
    files = {f"{one['code'].lower()}.yaml": one for one in head["categories"]}
    written = {"scheme.yaml": {**head, "categories": list(files)}, **files}
    return {
        name: yaml.dump(block, Dumper=_Dumper, allow_unicode=True, sort_keys=False) for name, block in written.items()
    }


class _Dumper(yaml.SafeDumper):
    """Writes everything out: a scheme file knows no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _located(block: Any) -> Any:
    """The block as a reader of files gives it; all in line 1."""
    if isinstance(block, Mapping):
        found = Located({key: _located(one) for key, one in block.items()})
        found.line, found.lines = 1, dict.fromkeys(block, 1)
        return found
    return [_located(one) for one in block] if isinstance(block, list) else block


# --- the parts of a scheme --------------------------------------------------------------------------------------------


def _head(chance: random.Random, categories: list[Block], components: list[Block]) -> Block:
    items = [item for category in categories for sub in category["sub_items"] for item in sub["indicators"]]
    total = sum(one["points"] for one in (*items, *components))
    grades = [dict(one) for one in chance.choice(GRADES)]
    for grade in grades:
        if "at_least" in grade:
            grade["at_least"] = round(grade["at_least"] * total, 6)
    return {
        "scheme": "random", "version": str(chance.randint(1, 9)), "name": "随机方案", "basis": "测试",
        "declares": {"categories": len(categories), "indicators": len(items), "total": round(total, 9)},
        "grades": grades, "veto": dict(chance.choice(VETOES)), "town_scale": chance.choice((100, 1000, 110)),
        "ranking": {"tie_break": chance.sample(("rigid", "open_problems"), chance.randint(0, 2))},
        "near": {"share": chance.choice((0.005, 0.02))}, "themes": list(THEMES), "components": components,
        "categories": categories,
    }  # fmt: skip


def _category(chance: random.Random, freedom: Freedom, letter: str) -> Block:
    sub_items = []
    for place in range(1, chance.randint(1, 2) + 1):
        code = f"{letter}{place}"
        scopes = ["town", *(chance.choice(("town", "town", "county")) for _ in range(chance.randint(0, 1)))]
        items = [_item(chance, freedom, f"{code}-{i:02d}", scope, "") for i, scope in enumerate(scopes, 1)]
        sub_items.append({"code": code, "name": f"小项{code}", "indicators": items})
    return {"code": letter, "name": f"大项{letter}", "sub_items": sub_items}


def _item(chance: random.Random, freedom: Freedom, code: str, scope: str, kind: str) -> Block:
    points = chance.choice(POINTS) * chance.choice((1, 1, 10))
    rules = Rules(chance, freedom, Asking(chance, freedom.once, of_town=scope == "town"), scope)
    rule = rules.rule(points, kind=kind)
    more: Block = {"veto_if": rules.condition()} if freedom.events and rules.maybe(0.2) else {}
    if scope == "town" and freedom.uneven and rules.maybe(0.15):
        more["county_rule"] = replace(rules, freedom=replace(freedom, depth=1, kinds=_plain(freedom))).rule(points)
    if chance.random() < 0.4:
        more |= {"rigid": chance.choice(THEMES), "evidence": ["台账"]}
    return {
        "code": code, "name": f"指标{code}", "points": points, "scope": scope, "clause": f"第{code}项",
        "lead": "考核办", "words": "按方案评分。", "inputs": list(rules.asking.inputs.values()), "rule": rule, **more,
    }  # fmt: skip


def _plain(freedom: Freedom) -> tuple[str, ...]:
    """The kinds for a county's own yardstick: those that do not look at towns or villages."""
    return tuple(one for one in freedom.kinds if one not in ("samples", "by_group", "rank"))
