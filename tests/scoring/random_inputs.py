"""Inputs at random: each is declared when a rule asks for a figure of its sort."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]
GROUPS = ("圩镇", "山区镇", "平原镇")

_SORTS: dict[str, tuple[str, dict[str, Any]]] = {
    "amount": ("投入", {"unit": "万元"}),
    "cases": ("问题数", {"unit": "处"}),
    "base": ("总数", {"unit": "户"}),
    "part": ("达标数", {"unit": "户"}),
    "mark": ("评分", {"unit": "分", "range": [0, 100], "roll_up": "mean"}),
    "rate": ("增长率", {"unit": "%", "range": [-100, None], "roll_up": "mean"}),
    "level": ("级别", {"range": [0, 3], "whole": True, "roll_up": "max"}),
    "answer": ("是否完成", {"unit": "是否", "roll_up": "mean"}),
    "county": ("全县数", {"unit": "万元", "scope": "county"}),
}  # fmt: skip
"""What figures there are: their Chinese name and what is declared of them."""


@dataclass(frozen=True)
class Measure:
    """A value that a rule looks at: its text, its unit, and lines that it may well be held against."""

    text: str
    unit: str
    lines: tuple[float, ...]


@dataclass
class Asking:
    """The inputs of one item so far. ``once``: no figure is used twice; ``of_town``: the county has its own figures."""

    chance: random.Random
    once: bool = False
    of_town: bool = True
    inputs: dict[str, Block] = field(default_factory=dict)

    def figure(self, sort: str, sampled: bool = False) -> str:
        """The id of an input of that sort: one that is there already, or a new one."""
        known = [one for one in self.inputs if one.startswith(f"{'seen_' * sampled}{sort}_")]
        if known and not self.once and self.chance.random() < 0.5:
            return self.chance.choice(known)
        return self._declared(sort, sampled)

    def _declared(self, sort: str, sampled: bool) -> str:
        name, declared = _SORTS[sort]
        place = len(self.inputs) + 1
        asked = f"{'seen_' * sampled}{sort}_{place}"
        self.inputs[asked] = {
            "id": asked,
            "name": f"{name}{place}",
            **declared,
            **({"sampled": True} if sampled else {}),
        }
        if sort in ("amount", "cases") and not sampled:
            self.inputs[asked]["roll_up"] = self.chance.choice(("sum", "sum", "max", "min", "mean"))
        return asked

    def share(self, sampled: bool) -> str:
        """Done ÷ base, where done is at most the base."""
        base = self.figure("base", sampled)
        done = self.figure("part", sampled)
        lid = self.inputs[done].setdefault("at_most", base)
        return f"{done} / {lid}"

    def task(self, measure: Measure) -> str | float:
        """A line that is itself a figure: a task, last year's figure, or the county's."""
        if measure.unit in ("%", ""):
            return self.chance.choice(measure.lines)
        own = f"target.{self.figure('amount')}"
        ways = [
            own,
            f"last_year.{self.figure('amount')}",
            *([f"county.{self.figure('county')}"] if self.of_town else []),
        ]
        return own if self.once else self.chance.choice(ways)

    def measure(self, sorts: tuple[str, ...], sampled: bool = False) -> Measure:
        """A value of one of the sorts, or of any."""
        among = ("amount", "cases", "share", "mark") if sampled else tuple(_MEASURES)
        chosen = self.chance.choice([one for one in sorts or among if one in among])
        return _MEASURES[chosen](self, sampled)


def _amount(asking: Asking, sampled: bool) -> Measure:
    return Measure(asking.figure("amount", sampled), "万元", (20, 50, 100, 0.3))


def _cases(asking: Asking, sampled: bool) -> Measure:
    return Measure(asking.figure("cases", sampled), "处", (1, 2, 3, 5))


def _share(asking: Asking, sampled: bool) -> Measure:
    text = asking.share(sampled)
    if asking.chance.random() < 0.2:
        return Measure(f"100 - {text} * 100", "%", (0, 5, 10, 40))
    return Measure(f"{text} * 100", "%", (60, 80, 90, 95, 100))


def _mark(asking: Asking, sampled: bool) -> Measure:
    return Measure(asking.figure("mark", sampled), "分", (60, 70, 85, 90))


def _rate(asking: Asking, sampled: bool) -> Measure:
    return Measure(asking.figure("rate"), "%", (-5, 0, 3, 8))


def _change(asking: Asking, sampled: bool) -> Measure:
    asked = asking.figure(asking.chance.choice(("amount", "mark", "rate")))
    return Measure(f"{asked} - last_year.{asked}", "", (-10, 0, 5))


def _completion(asking: Asking, sampled: bool) -> Measure:
    asked = asking.figure(asking.chance.choice(("amount", "cases")))
    return Measure(f"{asked} / target.{asked} * 100", "%", (60, 80, 95, 100))


def _excess(asking: Asking, sampled: bool) -> Measure:
    asked = asking.figure("amount")
    return Measure(f"max({asked} - target.{asked}, 0)", "", (1, 5, 20))


def _best(asking: Asking, sampled: bool) -> Measure:
    """Whichever is the smaller, or an amount weighed with another."""
    one, other = asking.figure("amount"), asking.figure("amount")
    if one == other or asking.chance.random() < 0.5:
        return Measure(f"min({one}, 80)", "万元", (20, 50, 80))
    return Measure(f"({one} + 2 * {other}) / 3", "万元", (20, 50, 100))


def _of_county(asking: Asking, sampled: bool) -> Measure:
    if not asking.of_town:
        return _amount(asking, sampled)
    asked, whole = asking.figure("amount"), asking.figure("county")
    if asking.chance.random() < 0.5:
        return Measure(f"{asked} - county.{whole}", "", (-10, 0, 5))
    return Measure(f"{asked} / county.{whole} * 100", "%", (20, 50, 100))


_MEASURES = {
    "amount": _amount, "cases": _cases, "share": _share, "mark": _mark, "rate": _rate, "change": _change,
    "completion": _completion, "excess": _excess, "best": _best, "county": _of_county,
}  # fmt: skip
