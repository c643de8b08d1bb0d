"""The county as far as reported (按已报测算): each item over the towns that have given every figure of theirs."""

from __future__ import annotations

from dataclasses import dataclass

from reports.audit.rules import TOWN_STEPS, VILLAGE_STEPS, Chosen, Steps, county_rule
from scoring.formula import ROW, Marks, both
from scoring.formula_rows import FormulaRows, Sheet
from scoring.scheme import Indicator

PROJECTION_STEPS = "全县测算过程"


@dataclass(frozen=True)
class Projected:
    """One item over the towns that are complete: how many there are (a formula), and what they earn."""

    count: str
    marks: Marks


def projected(steps: Steps, sheet: Sheet, indicator: Indicator) -> Projected | None:
    """The item as far as reported; None where the towns have no part in it."""
    if indicator.scope == "county":
        return None
    towns = steps.town_rows(indicator)
    complete = towns.put("数据已齐", f"IF({_complete(towns, indicator)},1,0)")
    flags = f"{TOWN_STEPS}!{towns.whole(complete)}"
    rows = steps.county_rows(indicator, sheet, Chosen(complete, _villages(towns, flags)))
    marks = rows.outcome(county_rule(indicator))
    return Projected(rows.put("数据已齐的镇数", f"SUM({flags})"), marks)


def _complete(towns: FormulaRows, indicator: Indicator) -> str:
    """Whether the town has given every figure that the county's rule uses."""
    used = {name for node in county_rule(indicator).walk() for one in node.expressions() for name in one.names}
    mine = [name for name in sorted(used) if not name.startswith("county.") and name in towns.bounds]
    known = [f"{towns.bounds[name].low}={towns.bounds[name].high}" for name in mine]
    return both(*known, *_sampled(towns))


def _sampled(towns: FormulaRows) -> list[str]:
    """Whether the town has sampled villages, and none of them with a gap."""
    if towns.villages is None:
        return []
    villages = towns.villages
    gaps = "+".join(f"({one.low}<>{one.high})" for one in villages.rows.bounds.values())
    gap = villages.whole(villages.rows.put("有缺项", f"IF({gaps}>0,1,0)"))
    listed = f"{villages.own}*{villages.whole(villages.listed)}"
    return [f"SUMPRODUCT({listed})>0", f"SUMPRODUCT({listed}*{gap})=0"]


def _villages(towns: FormulaRows, flags: str) -> str:
    """The factor that is 1 for the villages of towns that are complete."""
    if towns.villages is None:
        return "1"
    numbers = f"{TOWN_STEPS}!{towns.whole(f'$A{ROW}')}"
    cell = towns.villages.rows.put("所在镇数据已齐", f"SUMPRODUCT(({numbers}=$D{ROW})*{flags})")
    return f"{VILLAGE_STEPS}!{towns.villages.rows.whole(cell)}"
