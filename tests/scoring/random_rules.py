"""Rules at random: every kind, nested up to three levels, with every modifier, as blocks of a scheme file.

Each rule that is drawn asks for the figures it needs. Lines and points come from short lists, so that figures drawn at
random often lie exactly on a line.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from tests.scoring.random_inputs import GROUPS, Asking, Block, Measure

LEAVES = (
    "threshold", "yes_no", "ratio", "per_step", "interpolate", "manual", "imported", "scaled", "swing", "bands",
    "categories", "bonus", "rank", "count", "tally",
)  # fmt: skip
TREES = ("sum", "best_of", "weighted", "pool", "case", "by_group", "samples")
POLICIES = ("leave_out", "full", "zero", "to_siblings", "peers_mean")
POINTS = (1.0, 2.0, 2.5, 4.0, 5.0, 6.0, 10.0)


@dataclass(frozen=True)
class Freedom:
    """What may be drawn.

    ``kinds``: these only; ``depth``: so many combinations inside one another; ``once``: no figure is used twice in an
    item; ``compares``: peers, groups and ranks; ``events``: ``zero_if`` and ``unless``; ``policies``: what
    a unit without the task gets; ``equals``: conditions may ask for one number exactly; ``rounding``: of values;
    ``floors``: below 0; ``uneven``: cases and groups may have points of their own; ``orderly``: better bands earn more.
    """

    kinds: tuple[str, ...] = (*LEAVES, *TREES)
    depth: int = 3
    once: bool = False
    compares: bool = True
    events: bool = True
    policies: tuple[str, ...] = POLICIES
    equals: bool = True
    rounding: bool = True
    floors: bool = True
    uneven: bool = True
    orderly: bool = True


FREE = Freedom()


@dataclass
class Rules:
    """Draws the rules of one item; ``asking`` collects the inputs that they need."""

    chance: random.Random
    freedom: Freedom
    asking: Asking
    scope: str = "town"
    villages: bool = False
    labels: int = 0

    # --- nodes ----------------------------------------------------------------------------------------------------

    def rule(self, points: float, depth: int = 0, kind: str = "", part: bool = False, said: bool = False) -> Block:
        """A rule worth ``points``. ``part``: of a sum, so that its points may go to siblings; ``said``: in words."""
        kind = kind or self._kind(depth)
        body = getattr(self, f"_{kind}")(points, depth)
        if isinstance(body, dict) and (said or self.maybe(0.3)):
            body["points"] = points
        return {kind: body, **self._modifiers(part)}

    def _kind(self, depth: int) -> str:
        trees = [one for one in TREES if one in self.freedom.kinds and self._fits(one)]
        leaves = [one for one in LEAVES if one in self.freedom.kinds and self._fits(one)]
        if trees and depth < self.freedom.depth and self.maybe((0.7, 0.4, 0.3)[min(depth, 2)]):
            return self.chance.choice(trees)
        return self.chance.choice(leaves)

    def _fits(self, kind: str) -> bool:
        if kind == "rank":
            return self.freedom.compares and not self.villages
        if kind == "samples":
            return self.scope == "town" and not self.villages
        return kind != "by_group" or not self.villages

    def _modifiers(self, part: bool) -> Block:
        found: Block = {}
        if self.maybe(0.2):
            self.labels += 1
            found["label"] = f"第{self.labels}部分"
        if self.freedom.events and self.maybe(0.15):
            found["zero_if"] = self.condition()
            if self.maybe(0.4):
                found["unless"] = self.condition()
        if self.maybe(0.35):
            found["not_applicable"] = self.chance.choice(self._policies(part))
        return found

    def _policies(self, part: bool) -> list[str]:
        """The policies that a part, or a rule by itself, may have."""
        return [one for one in self.freedom.policies if part or one != "to_siblings"]

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def number(self, *choices: float) -> float:
        return self.chance.choice(choices)

    def floor(self, points: float) -> Block:
        """A floor below 0, or none."""
        return {"floor": -self.number(1, points, 30)} if self.freedom.floors and self.maybe(0.3) else {}

    # --- values and lines -----------------------------------------------------------------------------------------

    def value(self, *sorts: str) -> Measure:
        """A value of one of the sorts, or of any."""
        return self.asking.measure(sorts, self.villages)

    def measured(self, measure: Measure) -> Block:
        """The value with its unit and, sometimes, its rounding."""
        found: Block = {"value": measure.text}
        if measure.unit:
            found["unit"] = measure.unit
        if self.freedom.rounding and self.maybe(0.25):
            found["round_to"] = self.number(1, 0.5, 5)
            found["rounding"] = self.chance.choice(("half_up", "down", "up"))
        return found

    def line(self, measure: Measure) -> Any:
        """What the value is held against: a number, its task, last year's figure, or the peers."""
        if self.freedom.compares and not self.villages and self.maybe(0.2):
            return (
                f"{self.chance.choice(('peers', 'group'))}.{self.chance.choice(('mean', 'max', 'min'))}({measure.text})"
            )
        return self.asking.task(measure) if self.maybe(0.15) and not self.villages else self.number(*measure.lines)

    def condition(self) -> str:
        """One comparison, or two."""
        found = self._comparison()
        if self.maybe(0.25):
            found = f"{found} {self.chance.choice(('and', 'or'))} {self._comparison()}"
        return found

    def _comparison(self) -> str:
        measure = self.value()
        signs = (">=", ">", "<=", "<", *["=="] * self.freedom.equals)
        return f"{measure.text} {self.chance.choice(signs)} {self.line(measure)}"

    def steps(self) -> Block:
        """How part of a step counts."""
        return {"steps": self.chance.choice(("begun", "completed", "continuous"))} if self.maybe(0.5) else {}

    # --- leaves ---------------------------------------------------------------------------------------------------

    def _threshold(self, points: float, depth: int) -> Block:
        measure = self.value()
        return {**self.measured(measure), self.chance.choice(("at_least", "at_most")): self.line(measure)}

    def _yes_no(self, points: float, depth: int) -> Block:
        return {"value": self.asking.figure("answer", self.villages)}

    def _ratio(self, points: float, depth: int) -> Block:
        measure = self.value("amount", "cases", "mark", "share")
        below = {"zero_below": self.number(0.5, 0.6, 0.8)} if self.maybe(0.3) else {}
        return {**self.measured(measure), "target": self.line(measure), **below}

    def _per_step(self, points: float, depth: int) -> Block:
        measure = self.value()
        better = {"better": self.chance.choice(("higher", "lower"))} if self.maybe(0.6) else {}
        cut = {"step": self.number(0.1, 1, 5, 10), "deduct": self.number(0.1, 0.5, 1, 2)}
        return {
            **self.measured(measure),
            "full_at": self.line(measure),
            **cut,
            **better,
            **self.steps(),
            **self.floor(points),
        }

    def _interpolate(self, points: float, depth: int) -> Block:
        measure = self.value()
        least = {"at_zero": self.number(0.4, 0.6)} if self.maybe(0.3) else {}
        if self.freedom.compares and not self.villages and self.maybe(0.25):
            ends = [f"peers.max({measure.text})", f"peers.min({measure.text})"]
        else:
            ends = self.chance.sample(measure.lines, 2)
        return {**self.measured(measure), "full_at": ends[0], "zero_at": ends[1], **least}

    def _manual(self, points: float, depth: int) -> Block:
        return {**self.measured(self.value("mark")), **self.floor(points)}

    def _imported(self, points: float, depth: int) -> Block:
        return {**self.measured(self.value("mark")), "out_of": self.number(50, 100)}

    def _scaled(self, points: float, depth: int) -> Block:
        measure = self.value("amount", "cases", "mark")
        base = {"base": self.part_of(points), "inverse": self.maybe(0.3)}
        least = {"floor": self.part_of(points)} if self.maybe(0.3) else self.floor(points)
        return {**self.measured(measure), "standard": self.line(measure), **base, **least}

    def _swing(self, points: float, depth: int) -> Block:
        measure = self.value("amount") if self.villages else self.value("change", "rate")
        ways = {
            "base": self.part_of(points),
            "step": self.number(1, 5),
            "up": self.number(0, 0.5, 1),
            "down": self.number(0, 1, 2),
        }
        return {**self.measured(measure), **ways, **self.steps(), **self.floor(points)}

    def _bands(self, points: float, depth: int) -> Block:
        measure = self.value()
        side = self.chance.choice(("at_least", "at_most"))
        edges = sorted(self.chance.sample(measure.lines, self.chance.randint(1, 3)), reverse=side == "at_least")
        scores = [points, points * 0.6, points * 0.25]
        if not self.freedom.orderly:
            self.chance.shuffle(scores)
        bands: list[Block] = [
            {side: edge, "score": round(score, 9)} for edge, score in zip(edges, scores, strict=False)
        ]
        for place, band in enumerate(bands[1:]):
            if self.maybe(0.4):
                band["rises_to"] = bands[place]["score"]
        rest = {"otherwise": round(points * 0.1, 9)} if self.maybe(0.3) else {}
        return {**self.measured(measure), "bands": bands, **rest}

    def _categories(self, points: float, depth: int) -> Block:
        codes = self.chance.sample(range(4), self.chance.randint(1, 3))
        names = ("无", "市级", "省级", "国家级")
        options = [
            {"code": code, "name": names[code], "score": round(points * share, 9)}
            for code, share in zip(codes, (1, 0.6, 0.3), strict=False)
        ]
        rest = {"otherwise": round(points * 0.1, 9)} if self.maybe(0.3) else {}
        return {"value": self.asking.figure("level", self.villages), "options": options, **rest}

    def _bonus(self, points: float, depth: int) -> Block:
        measure = self.value("amount", "cases") if self.villages else self.value("excess", "cases")
        return {**self.measured(measure), "step": self.number(1, 2, 5), "add": self.number(0.3, 0.5, 1), **self.steps()}

    def _rank(self, points: float, depth: int) -> Block:
        places: Block = {"per_place": self.number(0.5, 1.5)}
        if self.maybe(0.6):
            by_share = [
                {"top": "1/3", "score": points},
                {"top": self.chance.choice(("2/3", 0.7, 1)), "score": round(points * 0.5, 9)},
            ]
            by_place = [{"to": 1, "score": points}, {"to": 3, "score": round(points * 0.5, 9)}]
            places = {"bands": self.chance.choice((by_share, by_place))}
            if self.maybe(0.3):
                places["otherwise"] = round(points * 0.2, 9)
        who = {"best": self.chance.choice(("highest", "lowest")), "within": self.chance.choice(("all", "group"))}
        return {"value": self.value().text, **places, **who}

    def _count(self, points: float, depth: int) -> Block:
        if self.maybe(0.5):
            return {
                "value": self.value("cases").text,
                "unit": "处",
                "deduct": self.number(0.1, 0.5, 1),
                **self.floor(points),
            }
        sorts = (("一般", 0.2), ("突出", 1))
        cases = [{"value": self.value("cases").text, "deduct": cut, "name": name} for name, cut in sorts]
        return {"cases": cases, **self.floor(points)}

    def _tally(self, points: float, depth: int) -> Block:
        levels = [("国家级", 2), ("省级", 0.5), *([("被通报", -1)] if self.maybe(0.5) else [])]
        items = [{"value": self.value("cases").text, "add": add, "name": name} for name, add in levels]
        return {"items": items, **self.floor(points)}

    # --- combinations ---------------------------------------------------------------------------------------------

    def part_of(self, points: float) -> float:
        """Some of the points."""
        return round(points * self.number(0.4, 0.5, 0.8), 9)

    def shares(self, points: float) -> list[float]:
        """The points in two or three parts."""
        parts = self.chance.choice(((0.6, 0.4), (0.5, 0.5), (0.5, 0.3, 0.2)))
        return [round(points * one, 9) for one in parts]

    def own(self, points: float) -> float:
        """The points of a case or a group: all, or its own."""
        return self.part_of(points) if self.freedom.uneven and self.maybe(0.3) else points

    def _inherits(self, points: float, depth: int) -> Block:
        own = self.own(points)
        return self.rule(own, depth + 1, said=own != points)

    def _sum(self, points: float, depth: int) -> Any:
        parts = [self.rule(one, depth + 1, part=True, said=True) for one in self.shares(points)]
        return parts if self.maybe(0.7) else {"of": parts}

    def _best_of(self, points: float, depth: int) -> Block:
        return {
            "of": [self.rule(points, depth + 1, said=True) for _ in range(self.chance.randint(2, 3))],
            "points": points,
        }

    def _weighted(self, points: float, depth: int) -> Block:
        weights = self.chance.choice(((0.7, 0.3), (0.25, 0.25, 0.5), (2, 1)))
        return {"of": [{"weight": one, "rule": self.rule(points, depth + 1)} for one in weights]}

    def _pool(self, points: float, depth: int) -> Block:
        caps = [self.chance.choice((points, self.part_of(points))) for _ in range(self.chance.randint(2, 3))]
        parts = [self.rule(cap, depth + 1, said=True) for cap in caps]
        return {"of": parts, "points": points, **self.floor(points)}

    def _case(self, points: float, depth: int) -> Block:
        branches = [
            {"when": self.condition(), "rule": self._inherits(points, depth)} for _ in range(self.chance.randint(1, 2))
        ]
        return {"branches": branches, "otherwise": self._inherits(points, depth)}

    def _by_group(self, points: float, depth: int) -> Any:
        groups = self.chance.sample(GROUPS, self.chance.randint(1, 2))
        of = [{"group": one, "rule": self._inherits(points, depth)} for one in groups]
        return (
            {"of": of, "otherwise": self._inherits(points, depth)} if self.maybe(0.6) else {"of": of, "points": points}
        )

    def _samples(self, points: float, depth: int) -> Block:
        self.villages = True
        inner = self.rule(points, depth + 1)
        self.villages = False
        return {"combine": self.chance.choice(("mean", "worst", "share")), "rule": inner}
