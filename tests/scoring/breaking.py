"""Breaks schemes at random: what is drawn are the blocks of a scheme of ours, after a few mishaps."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml
from hypothesis import strategies as st

from scoring.scheme_file import SCHEMES

Block = dict[str, Any]
Path = tuple[Any, ...]

ODD = (
    None, True, False, 0, -1, -0.0, 1, 2, 0.5, 1e-300, 1e12, -1e12, 1e300, float("inf"), float("nan"), 10**30, "", " ",
    "0", "1e999", "nan", "inf", "-.inf", "是", "无", "不适用", "rigid", "county", "town", "x" * 5000, "长" * 400,
    "(" * 300, "1 / 0", "0 / 0", "peers.mean(1)", "group.max(0 / 0)", "min(1", "a.b.c", "__import__", "x >= 1",
    "9" * 299,
    "１２", "é\u0301", "\u202e", "\ufeff", "\U0001f600", "\u2028", "\x07", "\ud800", "=1+1", "*a", "&a b", "!!set {a}",
    [], {}, [[]], [None], ["a"], [1, 2, 3], {"a": 1}, {"": None}, [{}], {"value": "0"}, {"manual": {"value": 0}},
    {"sum": []},
)  # fmt: skip
"""What may stand anywhere: nothing, numbers of any size, words of the format, signs that nobody sees, other shapes."""

HEAD: Block = {
    "scheme": "broken", "version": "1", "name": "损坏的方案", "declares": {"indicators": 2}, "veto": {"cap": "一般"},
    "grades": [{"name": "优秀", "at_least": 1, "full": ["rigid"]}, {"name": "良好", "first": 2}, {"name": "一般"}],
    "town_scale": 100, "ranking": {"tie_break": ["rigid"]}, "near": {"share": 0.01}, "themes": ["耕地保护"],
}  # fmt: skip
JUDGED: Block = {
    "code": "P-01", "name": "评议", "points": 10, "scope": "county", "rule": {"manual": {"value": "x"}},
    "inputs": [{"id": "x", "name": "评分", "unit": "分"}],
}  # fmt: skip


@cache
def items() -> list[Block]:
    """Every item of the default scheme and of the catalogue of shapes, as blocks."""
    files = [one for code in ("shapes", "gd2021") for one in sorted((SCHEMES / code).glob("*.yaml"))]
    blocks = [yaml.safe_load(one.read_text("utf-8")) for one in files]
    return [item for block in blocks for sub in block.get("sub_items", ()) for item in sub["indicators"]]


@st.composite
def schemes_of_ours(draw: st.DrawFn) -> Block:
    """A scheme of two items of ours, and a component."""
    two = draw(st.lists(st.sampled_from(items()), min_size=2, max_size=2, unique_by=lambda one: one["code"]))
    sub = {"code": "A1", "name": "小项", "indicators": two}
    head = {**HEAD, "components": [JUDGED], "categories": [{"code": "A", "name": "大项", "sub_items": [sub]}]}
    return copy.deepcopy(head)


@st.composite
def broken(draw: st.DrawFn) -> Block:
    """A scheme of ours after one to three mishaps."""
    block = draw(schemes_of_ours())
    for _ in range(draw(st.integers(1, 3))):
        _mishap(draw, block)
    return block


def _mishap(draw: st.DrawFn, block: Block) -> None:
    every = list(_places(block))
    if not every:
        return
    path = draw(st.sampled_from(every))
    within, key = _parent(block, path), path[-1]
    way = draw(st.sampled_from(("odd", "odd", "odd", "drop", "double", "deep", "swap")))
    if way == "odd":
        within[key] = copy.deepcopy(draw(st.sampled_from(ODD)))
    elif way == "drop":
        del within[key]
    elif way == "deep":
        within[key] = _deep(draw, within[key])
    elif way == "swap":
        other = draw(st.sampled_from(every))
        within[key] = copy.deepcopy(_parent(block, other)[other[-1]])
    else:
        _double(draw, within, key)


def _places(block: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every value in the block."""
    inner = block.items() if isinstance(block, Mapping) else enumerate(block) if isinstance(block, list) else ()
    for key, one in inner:
        yield (*path, key)
        yield from _places(one, (*path, key))


def _parent(block: Any, path: Path) -> Any:
    for key in path[:-1]:
        block = block[key]
    return block


def _deep(draw: st.DrawFn, inner: Any) -> Any:
    """The value inside of many others."""
    shape = draw(st.sampled_from(("list", "rule", "map")))
    for _ in range(draw(st.sampled_from((1, 6, 12, 60)))):
        inner = [inner] if shape == "list" else {"best_of": [inner]} if shape == "rule" else {"a": inner}
    return inner


def _double(draw: st.DrawFn, within: Any, key: Any) -> None:
    """The value once more: in a list, or under another key."""
    if isinstance(within, list):
        within.append(copy.deepcopy(within[key]))
        return
    name = draw(st.sampled_from((*within, "x", "", "value", "sum", "points", "given", "值", "<<")))
    within[name] = copy.deepcopy(within[key])


class _Dumper(yaml.SafeDumper):
    """Writes everything out: a scheme file knows no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def text_of(block: Any) -> str:
    """The block as it would be typed."""
    text: str = yaml.dump(block, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
    return text
