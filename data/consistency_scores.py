"""The scores twice: as the towns' own figures give them (自报), and as what counts gives them (采用)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.store_reading import effective
from data.templates.forms import asked_of_town
from scoring.panel import Panel
from scoring.rounding import snap
from scoring.scheme import Scheme
from scoring.score import county_card, town_card
from scoring.scorecard import Scorecard


@dataclass(frozen=True, eq=False)
class BothWays:
    """The towns' and the county's cards from what the towns say (``claimed…``), and from what counts."""

    claimed_towns: Scorecard
    claimed_county: Scorecard
    towns: Scorecard
    county: Scorecard

    def totals(self) -> pd.DataFrame:
        """A row a town: unit, group, low, high and projected, the same ``claimed_…``, and how much higher the town
        thinks itself (``gap``), the widest gap first.
        """
        return _beside(self.claimed_towns.totals(), self.towns.totals(), ["unit", "group"])

    def county_totals(self) -> pd.DataFrame:
        """The same for the county, one row."""
        return _beside(self.claimed_county.totals(), self.county.totals(), ["unit", "group"])

    def items(self) -> pd.DataFrame:
        """A row a town and item whose score differs: unit, indicator, and the columns of ``totals``."""
        table = _beside(self.claimed_towns.table(), self.towns.table(), ["unit", "indicator"])
        same = (table["claimed_low"] == table["low"]) & (table["claimed_high"] == table["high"])
        return table[~same].reset_index(drop=True)


def both_ways(
    every: pd.DataFrame, scheme: Scheme, units: pd.DataFrame, towns: Scorecard, county: Scorecard
) -> BothWays:
    """Score a round from the towns' own figures, too. ``every`` has the rows of every source.

    Figures that are asked of nobody but departments and inspection teams stay as they count.
    """
    panel = Panel(scheme, claimed_values(every, scheme), units)
    return BothWays(town_card(panel), county_card(panel), towns, county)


def claimed_values(every: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """The values as the towns say them; a figure of theirs that only others have given is unreported."""
    asked = pd.MultiIndex.from_tuples([one.key for one in asked_of_town(scheme)], names=["indicator", "input"])
    mine = pd.MultiIndex.from_frame(every[["indicator", "input"]]).isin(asked) & (every["sample"] == "").to_numpy()
    own = every[mine & (every["source"] == "自报").to_numpy()]
    return pd.concat([own, effective(every[~mine])], ignore_index=True)


def _beside(claimed: pd.DataFrame, counting: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Both side by side. The gap is that of the scores as far as reported, else of the best ends."""
    ends = {name: f"claimed_{name}" for name in ("low", "high", "projected")}
    table = claimed[[*key, *ends]].rename(columns=ends).merge(counting[[*key, *ends]], on=key)
    so_far = table["claimed_projected"] - table["projected"]
    gap = so_far.fillna(table["claimed_high"] - table["high"])
    return table.assign(gap=snap(gap.to_numpy())).sort_values("gap", ascending=False, kind="stable", ignore_index=True)
