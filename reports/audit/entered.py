"""Where each reported figure stands: the columns of 填报值, the rows of 全县填报值, the columns of 抽查村."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from scoring.formula import ROW
from scoring.formula_rows import letters
from scoring.panel import PREFIXES
from scoring.scheme import Indicator, Input, Scheme

TOWN_VALUES, COUNTY_VALUES, VILLAGE_VALUES = "填报值", "全县填报值", "抽查村"
FIRST_ROW, FIRST_COLUMN = 6, 5
"""On every sheet of units: five rows of headings, then a row a unit; four columns that say which unit, then figures."""

COUNTY_FIRST_ROW, COUNTY_COLUMN = 2, 6
FIELDS = {"value": "完成情况", "target": "年度目标任务", "last_year": "上年值"}

_PREFIX = {field: prefix for prefix, field in PREFIXES}


@dataclass(frozen=True)
class Entry:
    """One reported figure: an input of an indicator, and which of its three figures."""

    indicator: Indicator
    asked: Input
    field: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Indicator, input and field."""
        return self.indicator.code, self.asked.id, self.field

    @property
    def value_key(self) -> tuple[str, str, str]:
        """The key of the input's value, where 不适用 is said for all three."""
        return self.indicator.code, self.asked.id, "value"

    @property
    def name(self) -> str:
        """How a rule calls it: ``x``, ``target.x``, ``last_year.x``."""
        return _PREFIX[self.field] + self.asked.id

    @property
    def has_part(self) -> bool:
        """Whether the county itself may have a part beside its towns' sum: problems of its own are counted."""
        asked = self.asked
        return self.field == "value" and asked.counted is not None and (asked.scope, asked.roll_up) == ("town", "sum")


class Entered:
    """The entries of a scheme, each with its place."""

    def __init__(self, scheme: Scheme) -> None:
        self.items = (*scheme.indicators, *scheme.components)
        self.town_items = tuple(one for one in scheme.indicators if one.scope == "town")

    @cached_property
    def towns(self) -> tuple[Entry, ...]:
        """What each town reports, in the order of the columns."""
        return tuple(entry for one in self.town_items for entry in entries(one) if entry.asked.scope == "town")

    @cached_property
    def county(self) -> tuple[Entry, ...]:
        """What the county reports, in the order of the rows. A town's figure stands here only where the county gives
        its own instead of the sum.
        """
        return tuple(entry for one in self.items for entry in entries(one))

    @cached_property
    def villages(self) -> dict[str, tuple[Entry, ...]]:
        """What each sampled village reports, by indicator."""
        sampled = {
            one.code: tuple(Entry(one, asked, "value") for asked in one.inputs if asked.sampled) for one in self.items
        }
        return {code: entries for code, entries in sampled.items() if entries}

    def town_cell(self, entry: tuple[str, str, str]) -> str:
        """The reference to a town's figure, in the town's own row."""
        return f"{TOWN_VALUES}!${letters(FIRST_COLUMN + self._town_places[entry])}{ROW}"

    def county_cell(self, entry: tuple[str, str, str]) -> str:
        """The reference to the county's own figure."""
        return f"{COUNTY_VALUES}!${letters(COUNTY_COLUMN)}${COUNTY_FIRST_ROW + self._county_places[entry]}"

    def part_cell(self, entry: Entry) -> str:
        """The reference to the county's own part of a figure that its towns sum up; "" where there can be none."""
        place = COUNTY_FIRST_ROW + self._county_places[entry.key]
        return f"{COUNTY_VALUES}!${letters(COUNTY_COLUMN + 1)}${place}" if entry.has_part else ""

    def village_cell(self, code: str, input_id: str = "") -> str:
        """The reference to a village's figure, or to the mark that the village is sampled for the indicator."""
        return f"{VILLAGE_VALUES}!${letters(FIRST_COLUMN + self.village_places[code, input_id])}{ROW}"

    @cached_property
    def village_places(self) -> dict[tuple[str, str], int]:
        """The column of each village figure by indicator and input; input "" is the mark."""
        keys = [
            (code, name) for code, found in self.villages.items() for name in ("", *(one.asked.id for one in found))
        ]
        return {key: place for place, key in enumerate(keys)}

    @cached_property
    def _town_places(self) -> dict[tuple[str, str, str], int]:
        return {entry.key: place for place, entry in enumerate(self.towns)}

    @cached_property
    def _county_places(self) -> dict[tuple[str, str, str], int]:
        return {entry.key: place for place, entry in enumerate(self.county)}


def entries(indicator: Indicator) -> Iterator[Entry]:
    """The figures of an indicator that are asked for or used, sampled ones apart."""
    used = set(names_used(indicator))
    for asked in indicator.inputs:
        if asked.sampled:
            continue
        for prefix, field in PREFIXES:
            wanted = {"target": asked.asks_target, "last_year": asked.asks_last_year}.get(field, True)
            if wanted or prefix + asked.id in used:
                yield Entry(indicator, asked, field)


def names_used(indicator: Indicator) -> Iterator[str]:
    """Every name that the rules, the veto and the upper bounds of an indicator refer to."""
    for rule in (indicator.rule, indicator.county_rule):
        for node in rule.walk() if rule else ():
            for one in node.expressions():
                yield from one.names
    for more in (indicator.veto_if, *(asked.at_most for asked in indicator.inputs)):
        yield from more.names if more else ()
