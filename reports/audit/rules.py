"""The rules of a scheme as formulas: for every town, for every sampled village, and for the county."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reports.audit.bounds import ABSENT, blank_bounds, reported, rolled_up, tighten
from reports.audit.entered import (
    COUNTY_FIRST_ROW,
    FIRST_COLUMN,
    FIRST_ROW,
    VILLAGE_VALUES,
    Entered,
    Entry,
    entries,
)
from reports.audit.paper import STEP_HEADINGS
from scoring.expression import Wording
from scoring.formula import NEVER, ROW, Bounds, Marks
from scoring.formula_rows import FormulaRows, Sheet, Villages
from scoring.panel import Panel
from scoring.rounding import Array
from scoring.rules import Rule
from scoring.scheme import Indicator

TOWN_STEPS, COUNTY_STEPS, VILLAGE_STEPS = "计分过程", "全县计分过程", "抽查村计分"
GROUP, GROUP_NUMBER = f"$C{ROW}", f"$D{ROW}"


@dataclass(frozen=True)
class Item:
    """One indicator on one sheet: what it earns, and the cells that say whether its ``veto_if`` (surely, possibly)
    holds ("" where it has none).
    """

    indicator: Indicator
    marks: Marks
    veto: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Chosen:
    """Some of the towns: the cell (of a town) that is 1 for them, and the factor that is 1 for their villages."""

    town: str
    villages: str

    def bounds(self, towns: FormulaRows, name: str) -> Bounds:
        """The figure of that name, in cells that are empty for the towns that are not chosen."""
        known = towns.bounds[name]
        cell = towns.put(f"{towns.wording(name)}（数据已齐的镇）", f'IF({self.town}=1,{known.low},"")')
        return replace(known, low=cell, high=cell)


def county_sheet(name: str) -> Sheet:
    """A sheet of the county's formulas, one below the other."""
    return Sheet(name, COUNTY_FIRST_ROW, 1, len(STEP_HEADINGS), across=False)


@dataclass(eq=False)
class Steps:
    """All sheets of formulas between what was reported and the scores."""

    panel: Panel
    entered: Entered
    village_count: int
    towns: Sheet = field(init=False)
    villages: Sheet = field(init=False)
    county: Sheet = field(init=False)

    def __post_init__(self) -> None:
        self.towns = Sheet(TOWN_STEPS, FIRST_ROW, len(self.panel.units), FIRST_COLUMN)
        self.villages = Sheet(VILLAGE_STEPS, FIRST_ROW, self.village_count, FIRST_COLUMN)
        self.county = county_sheet(COUNTY_STEPS)
        self._town_rows: dict[str, FormulaRows] = {}
        self._village_rows: dict[str, FormulaRows] = {}

    # --- the items ------------------------------------------------------------------------------------------------

    def town_item(self, indicator: Indicator) -> Item:
        """The indicator for every town."""
        return _item(indicator, self.town_rows(indicator), indicator.rule)

    def county_item(self, indicator: Indicator) -> Item:
        """The indicator for the county, by its own yardstick where it has one."""
        return _item(indicator, self.county_rows(indicator, self.county), county_rule(indicator))

    # --- the figures ----------------------------------------------------------------------------------------------

    def town_rows(self, indicator: Indicator) -> FormulaRows:
        """The indicator's figures for every town."""
        if indicator.code not in self._town_rows:
            self._town_rows[indicator.code] = self._town_rows_written(indicator)
        return self._town_rows[indicator.code]

    def _town_rows_written(self, indicator: Indicator) -> FormulaRows:
        bounds: dict[str, Bounds] = {}
        owners = f"{VILLAGE_VALUES}!{self.villages.whole(f'$D{ROW}')}"
        villages = self._villages(indicator, f"({owners}=$A{ROW})")
        rows = FormulaRows(self.towns, indicator.code, bounds, wording(indicator), villages, GROUP, GROUP_NUMBER)
        for entry in entries(indicator):
            if entry.asked.scope == "town":
                bounds[entry.name] = self._of_towns(rows, entry)
            elif entry.field == "value":
                bounds[f"county.{entry.asked.id}"] = self._of_county(rows, entry)
        tighten(rows, bounds, indicator)
        return rows

    def county_rows(self, indicator: Indicator, sheet: Sheet, chosen: Chosen | None = None) -> FormulaRows:
        """The indicator's figures for the county: its own, and those of the towns (of the ``chosen`` ones, when given)
        under their roll-ups.
        """
        bounds: dict[str, Bounds] = {}
        villages = self._villages(indicator, chosen.villages if chosen else "1")
        rows = FormulaRows(sheet, indicator.code, bounds, wording(indicator), villages)
        for entry in entries(indicator):
            if indicator.scope == "town" and entry.asked.scope == "town":
                bounds[entry.name] = self._rolled(rows, entry, chosen)
                continue
            bounds[entry.name] = self._of_county(rows, entry)
            if entry.field == "value":
                bounds[f"county.{entry.asked.id}"] = bounds[entry.name]
        tighten(rows, bounds, indicator)
        return rows

    def _of_towns(self, rows: FormulaRows, entry: Entry) -> Bounds:
        """A figure that each town reports."""
        value, cell = (self.entered.town_cell(key) for key in (entry.value_key, entry.key))
        above_zero = _above_zero(entry, self.panel.figures(entry.indicator, entry.asked, entry.field)[0])
        return reported(rows, rows.wording(entry.name), value, cell, blank_bounds(entry.asked), above_zero)

    def _of_county(self, rows: FormulaRows, entry: Entry) -> Bounds:
        """A figure that the county itself reports; its towns see the same cell."""
        value, cell = (self.entered.county_cell(key) for key in (entry.value_key, entry.key))
        above_zero = _above_zero(entry, self.panel.figures(entry.indicator, entry.asked, entry.field, county=True)[0])
        return reported(rows, rows.wording(entry.name), value, cell, blank_bounds(entry.asked), above_zero)

    def _rolled(self, rows: FormulaRows, entry: Entry, chosen: Chosen | None) -> Bounds:
        """A figure of the county that its towns make up."""
        if not self.towns.count:
            return self._of_county(rows, entry)
        value, cell = (self.entered.county_cell(key) for key in (entry.value_key, entry.key))
        towns = self.town_rows(entry.indicator)
        bounds = chosen.bounds(towns, entry.name) if chosen else towns.bounds[entry.name]
        low, high = (f"{TOWN_STEPS}!{towns.whole(text)}" for text in (bounds.low, bounds.high))
        own = (value, cell, self.entered.part_cell(entry))
        return rolled_up(rows, rows.wording(entry.name), own, (low, high), bounds.above_zero, entry.asked)

    # --- villages -------------------------------------------------------------------------------------------------

    def _villages(self, indicator: Indicator, own: str) -> Villages | None:
        """The indicator's sampled villages; ``own`` is the factor that is 1 for those of the unit."""
        if indicator.code not in self.entered.villages:
            return None
        if indicator.code not in self._village_rows:
            self._village_rows[indicator.code] = self._village_rows_written(indicator)
        rows = self._village_rows[indicator.code]
        return Villages(rows, self._listed(rows), own)

    def _village_rows_written(self, indicator: Indicator) -> FormulaRows:
        """The figures of the villages; a village that is not sampled for the indicator has no part in it."""
        bounds: dict[str, Bounds] = {}
        rows = FormulaRows(self.villages, indicator.code, bounds, wording(indicator))
        found = self.panel.village_figures(indicator).figures
        for entry in self.entered.villages[indicator.code]:
            asked, cell = entry.asked, self.entered.village_cell(indicator.code, entry.asked.id)
            told = f'IF({self._listed(rows)}=1,IF(ISBLANK({cell}),"",{cell}),{ABSENT})'
            value = rows.put(f"{asked.name}（所报）", told)
            above_zero = _above_zero(entry, found[asked.id][0])
            bounds[asked.id] = reported(rows, asked.name, value, value, blank_bounds(asked), above_zero)
        tighten(rows, bounds, indicator)
        return rows

    def _listed(self, rows: FormulaRows) -> str:
        return rows.put("列入抽查", f"IF({self.entered.village_cell(rows.indicator)}=1,1,0)")


def _item(indicator: Indicator, rows: FormulaRows, rule: Rule) -> Item:
    marks = rows.outcome(rule)
    absent = marks.absent if marks.absent == NEVER else rows.put("无任务", marks.absent)
    marks = replace(marks, absent=absent, full=rows.put("应计分", marks.full))
    return Item(indicator, marks, rows.holds(indicator.veto_if) if indicator.veto_if else ("", ""))


def _above_zero(entry: Entry, figures: Array) -> bool:
    """Whether the figure is nowhere negative, neither as declared nor as reported."""
    return entry.asked.low >= 0 and not bool((figures < 0).any())


def county_rule(indicator: Indicator) -> Rule:
    """The rule by which the county is judged."""
    return indicator.county_rule or indicator.rule


def wording(indicator: Indicator) -> Wording:
    """How the indicator's figures are called in headings."""
    said = {"target": "年度目标任务：{}", "last_year": "上年：{}"}

    def worded(name: str) -> str:
        prefix, _, last = name.rpartition(".")
        return said.get(prefix, "{}").format(indicator.input(last).name)

    return worded
