"""The nouns of a scheme (考核方案): plain frozen records, no behaviour beyond looking things up.

A scheme is read by :mod:`scoring.scheme_file`; here is only what it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from scoring.survey import Surveyed

if TYPE_CHECKING:
    from scoring.expression import Condition, Expression
    from scoring.rules import Rule

COUNTY = "全县"
"""The county's name as a unit, in every table and file."""

COUNTY_ITSELF = "县本级"
"""The county without its towns: the ``sample`` of what counts for the county beside the figures of its towns."""

Scope = Literal["town", "county"]
RollUp = Literal["sum", "mean", "max", "min"]
Hanging = Literal["open", "overdue"]


@dataclass(frozen=True)
class Counted:
    """What an input counts of the list of problems (清单计数): those still ``open``, or those of them ``overdue``.

    ``source``, ``severity`` and ``indicator`` each narrow it to problems that say one of these; () to none.
    """

    problems: Hanging
    source: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """«问题清单中逾期未销号的（来源：国家暗访、市级督导）»."""
        told = {"来源": self.source, "严重程度": self.severity, "关联指标": self.indicator}
        narrowed = "；".join(f"{what}：{'、'.join(named)}" for what, named in told.items() if named)
        kind = "逾期未销号的" if self.problems == "overdue" else "未销号的"
        return f"问题清单中{kind}（{narrowed}）" if narrowed else f"问题清单中{kind}"


@dataclass(frozen=True)
class Input:
    """One figure that is asked for (填报项).

    ``scope`` is ``county`` when the whole county has one figure of it; ``low``/``high`` bound what can be a true
    figure; ``at_most`` is what it cannot exceed (done ≤ base); ``whole`` says that only whole numbers make sense;
    ``counted`` that the figure is counted from the list of problems where there is one, ``surveyed`` from the survey.
    """

    id: str
    name: str
    unit: str
    roll_up: RollUp = "sum"
    scope: Scope = "town"
    sampled: bool = False
    at_most: Expression | None = None
    low: float = 0.0
    high: float = float("inf")
    whole: bool = False
    asks_target: bool = False
    asks_last_year: bool = False
    hint: str = ""
    counted: Counted | None = None
    surveyed: Surveyed | None = None
    line: int = field(default=0, compare=False)

    @property
    def yes_no(self) -> bool:
        """Whether the answer is 是 / 否 (1 / 0)."""
        return self.unit == "是否"


@dataclass(frozen=True)
class Case:
    """A worked case (算例): what is given, and what must come out."""

    given: Mapping[str, Any]
    score: float | None = None
    low: float | None = None
    high: float | None = None
    state: str | None = None
    samples: tuple[Mapping[str, Any], ...] = ()
    peers: tuple[Mapping[str, Any], ...] = ()
    county: bool = False
    group: str = ""
    why: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Indicator:
    """One scored item (指标). ``rigid`` is its theme or None; ``county_rule`` is the county's own yardstick;
    ``veto_if`` limits the grade without costing points (一票否优).
    """

    code: str
    name: str
    points: float
    scope: Scope
    inputs: tuple[Input, ...]
    rule: Rule
    rigid: str | None = None
    clause: str = ""
    basis: str = ""
    words: str = ""
    lead: str = ""
    support: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    county_rule: Rule | None = None
    category: str = ""
    category_name: str = ""
    sub_item: str = ""
    sub_item_name: str = ""
    veto_if: Condition | None = None
    component: bool = False
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Where each key of the indicator stands."""

    def place(self, key: str) -> int:
        """The line or cell of a key; the indicator's own where it has none."""
        return self.lines.get(key, self.line)

    def input(self, input_id: str) -> Input:
        """The input of that id; KeyError when there is none."""
        return self._inputs[input_id]

    @cached_property
    def _inputs(self) -> dict[str, Input]:
        return {one.id: one for one in self.inputs}


@dataclass(frozen=True)
class SubItem:
    """小项."""

    code: str
    name: str
    indicators: tuple[Indicator, ...]

    @property
    def points(self) -> float:
        return round(sum(one.points for one in self.indicators), 9)


@dataclass(frozen=True)
class Category:
    """大项."""

    code: str
    name: str
    sub_items: tuple[SubItem, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(one for sub in self.sub_items for one in sub.indicators)

    @property
    def points(self) -> float:
        return round(sum(sub.points for sub in self.sub_items), 9)


@dataclass(frozen=True)
class Grade:
    """等次: its name and what it takes; a unit gets the first grade whose every condition holds.

    ``at_least``: inclusive lower bound of the total; ``first``: at most that place in the ranking (名额); ``full``: the
    items that must have lost nothing, by code, or ``rigid`` for all rigid ones. The last grade asks for nothing.
    """

    name: str
    at_least: float = float("-inf")
    first: int = 0
    full: tuple[str, ...] = ()


BARRED = Grade("不定等次")
"""What a veto leaves where the scheme bars the unit from being graded at all."""


@dataclass(frozen=True)
class Veto:
    """What a deducted rigid item does to the grade: at most ``cap``, or ``down`` grades lower, or ``bar``: no grade."""

    cap: str = ""
    down: int = 0
    bar: bool = False


@dataclass(frozen=True)
class Shares:
    """How much of what an item loses is its leading unit's, and how much that of all supporting units together, which
    share it evenly. Whole parts, such as per cent. An item without a supporting unit is its leading unit's alone.
    """

    lead: int = 70
    support: int = 30

    def __post_init__(self) -> None:
        """Refuse what cannot be shared by."""
        if self.lead < 0 or self.support < 0 or self.lead + self.support == 0:
            raise ValueError(f"shares must not be negative, nor both 0: {self.lead} and {self.support}")


@dataclass(frozen=True)
class Innovation:
    """What cases of innovation (改革创新) are worth by the level that recognised them, best first, within the points of
    the component of that code.
    """

    component: str
    levels: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Scheme:
    """A whole rule book, as loaded and proved."""

    code: str
    version: str
    name: str
    basis: str
    categories: tuple[Category, ...]
    components: tuple[Indicator, ...]
    grades: tuple[Grade, ...]
    veto: Veto
    themes: tuple[str, ...]
    tie_break: tuple[str, ...] = ("rigid", "open_problems")
    town_scale: float = 100.0
    near_share: float = 0.01
    shares: Shares | None = None
    """How lost points are shared among departments; None where the scheme does not say."""
    innovation: Innovation | None = None
    """What cases of innovation are worth; None where the scheme does not say."""
    declares: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The quantitative items, in the scheme's order."""
        return tuple(one for category in self.categories for one in category.indicators)

    @property
    def rigid(self) -> tuple[Indicator, ...]:
        """The items under veto."""
        return tuple(one for one in self.indicators if one.rigid)

    @property
    def quantitative(self) -> float:
        """What the quantitative items are worth together."""
        return round(sum(one.points for one in self.indicators), 9)

    @property
    def total(self) -> float:
        """What the whole is worth: items and components."""
        return round(self.quantitative + sum(one.points for one in self.components), 9)

    def indicator(self, code: str) -> Indicator:
        """The item or component of that code; KeyError when there is none."""
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators)

    @cached_property
    def _by_code(self) -> dict[str, Indicator]:
        return {one.code: one for one in (*self.indicators, *self.components)}
