"""What all sources say of one round, computed on first asking: where they differ, and the scores both ways."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from data.consistency import Disagreement, disagreements
from data.consistency_scores import BothWays, both_ways
from data.counted_figures import CountedFigures
from data.diagnosis import Diagnosis
from data.store import Store
from scoring.rounding import half_up
from scoring.scheme import COUNTY


@dataclass(frozen=True, eq=False)
class RoundSources:
    """The rows of every source of a round (``every``), who sent what, what was said of it, and all corrections ever
    made. Its tables are shared between sessions: take them, never write into them.
    """

    diagnosis: Diagnosis
    every: pd.DataFrame
    submissions: pd.DataFrame
    verifications: pd.DataFrame
    corrections: pd.DataFrame

    @classmethod
    def of(cls, store: Store, diagnosis: Diagnosis) -> RoundSources:
        """The sources of the diagnosis' round as they stand in the store."""
        name = diagnosis.round.name
        every = CountedFigures.of(store, diagnosis.scheme, name).beside(store.every_value(name))
        return cls(
            diagnosis, every, store.submissions(name, current_only=False), store.verifications(name),
            store.corrections(name, current_only=False),
        )  # fmt: skip

    @cached_property
    def found(self) -> list[Disagreement]:
        """Where the sources differ, the most important first."""
        shown = self.diagnosis
        told = (self.submissions, self.verifications, self.corrections)
        return disagreements(self.every, shown.towns, shown.county, *told)

    @cached_property
    def scores(self) -> BothWays:
        """The scores as the towns' own figures give them, and as what counts gives them."""
        shown, units = self.diagnosis, self.diagnosis.roster.units()
        return both_ways(self.every, shown.scheme, units, shown.towns, shown.county)

    @property
    def sources_present(self) -> tuple[str, ...]:
        """The sources that have said anything."""
        return tuple(dict.fromkeys(self.every["source"]))

    def of_item(self, unit: str, code: str) -> pd.DataFrame:
        """What every source says of an item's figures of one unit."""
        return self.every[(self.every["unit"] == unit) & (self.every["indicator"] == code)]

    def summary(self) -> str:
        """«三方数据有 8 处不一致，涉及 5 镇；全县按自报 90.28 分，按采用数 90.22 分，相差 0.06 分。»"""
        if not self.found:
            return "各来源对同一个数没有不一致。"
        towns = len({one.unit for one in self.found} - {COUNTY})
        vetoes, settled = (sum(getattr(one, name) for one in self.found) for name in ("county_veto", "settled"))
        parts = [
            f"三方数据有 {len(self.found)} 处不一致", f"涉及 {towns} 镇" if towns else "",
            f"{vetoes} 处关系全县一票否决" if vetoes else "", f"{settled} 处已由县里更正" if settled else "",
        ]  # fmt: skip
        county = self.scores.county_totals().iloc[0]
        claimed, counting = (float(half_up(float(county[name]))) for name in ("claimed_projected", "projected"))
        apart = f"全县按自报 {claimed:.2f} 分，按采用数 {counting:.2f} 分，相差 {abs(claimed - counting):.2f} 分"
        return f"{'，'.join(part for part in parts if part)}；{apart}。"
