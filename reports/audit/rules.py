"""The rules of a scheme as formulas: for every town, for every sampled village, and for the county."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reports.audit.bounds import ABSENT, blank_bounds, reported, rolled_up, tighten
from reports.audit.entered import FIRST_COLUMN, FIRST_ROW, TOWN_VALUES, VILLAGE_VALUES, Entered, entries
from scoring.expression import Wording
from scoring.formula import NEVER, ROW, Bounds, Marks
from scoring.formula_rows import FormulaRows, Sheet, Villages
from scoring.panel import PREFIXES, Panel
from scoring.scheme import Indicator, Input

TOWN_STEPS, COUNTY_STEPS, VILLAGE_STEPS = "计分过程", "全县计分过程", "抽查村计分"
GROUP, GROUP_NUMBER = f"$C{ROW}", f"$D{ROW}"
_PREFIX = {field: prefix for prefix, field in PREFIXES}


@dataclass(frozen=True)
class Item:
    """One indicator on one sheet: what it earns, and the cells that say whether its ``veto_if`` (surely, possibly)
    holds.
    """

    indicator: Indicator
    marks: Marks
    veto: tuple[str, str] = ("", "")


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
        self.county = Sheet(COUNTY_STEPS, 2, 1, 6, across=False)
        self._town_rows: dict[str, FormulaRows] = {}
        self._village_rows: dict[str, FormulaRows] = {}

    # --- the items ------------------------------------------------------------------------------------------------

    def town_item(self, indicator: Indicator) -> Item:
        """The indicator for every town."""
        rows = self.town_rows(indicator)
        return self._item(indicator, rows)

    def county_item(self, indicator: Indicator) -> Item:
        """The indicator for the county, by its own yardstick where it has one."""
        rows = self.county_rows(indicator)
        return self._item(indicator, rows, county=True)

    def _item(self, indicator: Indicator, rows: FormulaRows, county: bool = False) -> Item:
        rule = indicator.county_rule if county and indicator.county_rule else indicator.rule
        marks = rows.outcome(rule)
        absent = marks.absent if marks.absent == NEVER else rows.put("无任务", marks.absent)
        marks = replace(marks, absent=absent, full=rows.put("应计分", marks.full))
        return Item(indicator, marks, rows.holds(indicator.veto_if) if indicator.veto_if else ("", ""))

    # --- the figures ----------------------------------------------------------------------------------------------

    def town_rows(self, indicator: Indicator) -> FormulaRows:
        """The indicator's figures for every town."""
        if indicator.code not in self._town_rows:
            bounds: dict[str, Bounds] = {}
            villages = self._villages(indicator, f"({VILLAGE_VALUES}!{self._owners()}=$A{ROW})")
            rows = FormulaRows(
                self.towns, indicator.code, bounds, wording(indicator), villages, GROUP, GROUP_NUMBER
            )  # fmt: skip
            for entry in entries(indicator):
                if entry.asked.scope == "county":
                    bounds.update(self._county_wide(rows, indicator, entry.asked) if entry.field == "value" else {})
                else:
                    bounds[_PREFIX[entry.field] + entry.asked.id] = self._from_towns(rows, indicator, entry.asked, entry.field)
            tighten(rows, bounds, indicator)
            self._town_rows[indicator.code] = rows
        return self._town_rows[indicator.code]

    def _from_towns(self, rows: FormulaRows, indicator: Indicator, asked: Input, field: str) -> Bounds:
        value, cell = (self.entered.town_cell((indicator.code, asked.id, one)) for one in ("value", field))
        figures, _ = self.panel.figures(indicator, asked, field)
        above_zero = asked.low >= 0 and not (figures < 0).any()
        name = rows.wording(_PREFIX[field] + asked.id)
        return reported(rows, name, value, cell, blank_bounds(asked), above_zero)

    def _county_wide(self, rows: FormulaRows, indicator: Indicator, asked: Input) -> dict[str, Bounds]:
        """One figure for the whole county, as every town sees it."""
        cell = self.entered.county_cell((indicator.code, asked.id, "value"))
        figures, _ = self.panel.figures(indicator, asked, county=True)
        above_zero = asked.low >= 0 and not (figures < 0).any()
        return {f"county.{asked.id}": reported(rows, asked.name, cell, cell, blank_bounds(asked), above_zero)}

    def county_rows(self, indicator: Indicator) -> FormulaRows:
        """The indicator's figures for the county: its own, and those of the towns under their roll-ups."""
        bounds: dict[str, Bounds] = {}
        rows = FormulaRows(
            self.county, indicator.code, bounds, wording(indicator), self._villages(indicator, "1")
        )
        for entry in entries(indicator):
            name = _PREFIX[entry.field] + entry.asked.id
            if indicator.scope == "county" or entry.asked.scope == "county":
                bounds[name] = self._own(rows, indicator, entry.asked, entry.field)
                if entry.field == "value":
                    bounds[f"county.{entry.asked.id}"] = bounds[name]
            else:
                bounds[name] = self._rolled(rows, indicator, entry.asked, entry.field)
        tighten(rows, bounds, indicator)
        return rows

    def _own(self, rows: FormulaRows, indicator: Indicator, asked: Input, field: str) -> Bounds:
        value, cell = (self.entered.county_cell((indicator.code, asked.id, one)) for one in ("value", field))
        figures, _ = self.panel.figures(indicator, asked, field, county=True)
        above_zero = asked.low >= 0 and not (figures < 0).any()
        return reported(rows, rows.wording(_PREFIX[field] + asked.id), value, cell, blank_bounds(asked), above_zero)

    def _rolled(self, rows: FormulaRows, indicator: Indicator, asked: Input, field: str) -> Bounds:
        value, cell = (self.entered.county_cell((indicator.code, asked.id, one)) for one in ("value", field))
        name = _PREFIX[field] + asked.id
        towns = self.town_rows(indicator)
        bounds = towns.bounds[name]
        low, high = (f"{TOWN_STEPS}!{towns.whole(text)}" for text in (bounds.low, bounds.high))
        return rolled_up(rows, rows.wording(name), value, cell, (low, high, bounds), asked)

    # --- villages -------------------------------------------------------------------------------------------------

    def _villages(self, indicator: Indicator, own: str) -> Villages | None:
        """The indicator's sampled villages; ``own`` is the factor that is 1 for those of the unit."""
        if indicator.code not in self.entered.villages:
            return None
        if indicator.code not in self._village_rows:
            self._village_rows[indicator.code] = self._villages_written(indicator)
        rows = self._village_rows[indicator.code]
        return Villages(rows, self._listed(rows, indicator), own)

    def _villages_written(self, indicator: Indicator) -> FormulaRows:
        bounds: dict[str, Bounds] = {}
        rows = FormulaRows(self.villages, indicator.code, bounds, wording(indicator))
        listed = self._listed(rows, indicator)
        found = self.panel.village_figures(indicator).figures
        for entry in self.entered.villages[indicator.code]:
            asked, cell = entry.asked, self.entered.village_cell(indicator.code, entry.asked.id)
            value = rows.put(f"{asked.name}（所报）", f'IF({listed}=1,IF(ISBLANK({cell}),"",{cell}),{ABSENT})')
            above_zero = asked.low >= 0 and not (found[asked.id][0] < 0).any()
            bounds[asked.id] = reported(rows, asked.name, value, value, blank_bounds(asked), above_zero)
        tighten(rows, bounds, indicator)
        return rows

    def _listed(self, rows: FormulaRows, indicator: Indicator) -> str:
        cell = self.entered.village_cell(indicator.code)
        return rows.put("列入抽查", f"IF({cell}=1,1,0)")

    def _owners(self) -> str:
        """The towns, by number, that the villages belong to."""
        return self.villages.whole(f"$D{ROW}")


def wording(indicator: Indicator) -> Wording:
    """How the indicator's figures are called in headings."""
    said = {"target": "年度目标任务：{}", "last_year": "上年：{}"}

    def worded(name: str) -> str:
        prefix, _, last = name.rpartition(".")
        return said.get(prefix, "{}").format(indicator.input(last).name)

    return worded


__all__ = ["COUNTY_STEPS", "TOWN_STEPS", "TOWN_VALUES", "VILLAGE_STEPS", "Item", "Steps", "wording"]
