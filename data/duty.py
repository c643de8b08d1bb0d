"""责任账: what each department, and each county leader, answers for in one round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from data.diagnosis import Diagnosis
from data.problems import named_units
from scoring.duty import DEFAULT, LEAD, by_unit, duties, is_collective
from scoring.levers import levers
from scoring.risk import CLOSE, UNCLEAR, VETOED
from scoring.scheme import COUNTY, Shares

RISKS = {"vetoed": VETOED, "unclear": UNCLEAR, "near": CLOSE}
"""What of the rigid items a department leads is counted, under which name."""

LEADER_COLUMNS = ("leader", "post", "town", "group", "low", "high", "rank", "vetoed", "problems", "overdue")


@dataclass(frozen=True, eq=False)
class Duties:
    """The account of one round. ``today`` decides what is overdue. Its tables: take them, never write into them."""

    diagnosis: Diagnosis
    today: date

    @property
    def shares(self) -> Shares:
        """How lost points are shared: as the scheme says, else by default."""
        return self.diagnosis.scheme.shares or DEFAULT

    @cached_property
    def items(self) -> pd.DataFrame:
        """A row an item and unit that leads or supports it; columns of ``scoring.duty.COLUMNS``."""
        return duties(self.diagnosis.scheme, self.diagnosis.county_gaps, self.shares)

    @cached_property
    def units(self) -> pd.DataFrame:
        """What each unit answers for: columns of ``scoring.duty.by_unit``, the RISKS, problems, overdue, towns.

        Units that answer for no item, but for a problem of the county itself, are among them.
        """
        known = by_unit(self.items)
        units = self._outside(set(known["unit"]))
        outside = pd.DataFrame({"unit": units, "collective": [is_collective(one) for one in units]})
        outside = outside.reindex(columns=known.columns)
        outside = outside.fillna({name: 0 for name in known.columns if name != "unit"}).astype(known.dtypes)
        table = pd.concat([known, outside]).sort_values("collective", kind="stable", ignore_index=True)
        more = [self._beside(str(unit)) for unit in table["unit"]]
        return table.join(pd.DataFrame(more, columns=[*RISKS, "problems", "overdue", "towns"]))

    def _outside(self, known: set[str]) -> list[str]:
        """The units of the county's own problems that are neither ``known`` nor towns."""
        listed = self.all_problems
        own = listed.loc[listed["town"] == COUNTY, "responsible_unit"]
        named = dict.fromkeys(unit for said in own for unit in named_units(said))
        return [unit for unit in named if unit not in known and unit not in self.diagnosis.roster.town_names]

    def _beside(self, unit: str) -> tuple[int, ...]:
        states = self.rigid(unit)["state"]
        risks = (int((states == state).sum()) for state in RISKS.values())
        problems = self.problems(unit)
        return (*risks, len(problems), int(problems["overdue"].sum()), len(self.towns(unit)))

    def led(self, unit: str) -> set[str]:
        """The codes of the items that the unit leads."""
        return self._led.get(unit, set())

    @cached_property
    def _led(self) -> dict[str, set[str]]:
        leads = self.items[self.items["role"] == LEAD]
        return {str(unit): set(codes) for unit, codes in leads.groupby("unit")["indicator"]}

    def rigid(self, unit: str) -> pd.DataFrame:
        """The rigid items of the county that the unit leads; columns of ``scoring.risk.COLUMNS``."""
        board = self.diagnosis.county_board
        return board[board["indicator"].isin(self.led(unit))]

    @cached_property
    def all_problems(self) -> pd.DataFrame:
        """The problems that are not closed, with ``due`` (a date or None) and ``overdue``, the earliest due first."""
        table = self.diagnosis.problems
        due = [None if pd.isna(day) else pd.Timestamp(day).date() for day in table["due_on"]]
        late = [day is not None and day < self.today for day in due]
        dated = table.assign(
            due=pd.Series(due, table.index, dtype=object), overdue=pd.Series(late, table.index, dtype=bool)
        )
        return dated.sort_values(["due_on", "town"], kind="stable", ignore_index=True)

    def problems(self, unit: str) -> pd.DataFrame:
        """The problems that the unit is to put right, or that hang on an item it leads."""
        table = self.all_problems
        named = pd.Series([unit in named_units(said) for said in table["responsible_unit"]], table.index, dtype=bool)
        mine = named | table["indicator"].isin(self.led(unit))
        return table[mine].reset_index(drop=True)

    def towns(self, unit: str) -> dict[str, float]:
        """The towns that have lost points on items the unit leads, and how many, most first."""
        rows = self._town_losses
        lost = rows[rows["indicator"].isin(self.led(unit))].groupby("unit")["lost"].sum()
        return {str(town): float(points) for town, points in lost.sort_values(ascending=False, kind="stable").items()}

    @cached_property
    def to_full(self) -> dict[str, str]:
        """What must change for the county to lose nothing more on an item: code → «… 还差 12 户；…»."""
        moves = levers(self.diagnosis.county)
        lost = moves[moves["lost"].astype(bool)]
        return {str(code): "；".join(texts) for code, texts in lost.groupby("indicator")["text"]}

    def towns_of_item(self, code: str) -> list[str]:
        """The towns that have lost points on the item, most first."""
        rows = self._town_losses
        return list(rows.loc[rows["indicator"] == code, "unit"])

    @cached_property
    def _town_losses(self) -> pd.DataFrame:
        gaps = self.diagnosis.town_gaps
        return gaps.loc[gaps["lost"] > 0, ["unit", "indicator", "lost"]]

    @cached_property
    def leaders(self) -> pd.DataFrame:
        """The county leaders in the roster's order, each with the state of the towns attached; columns LEADER_COLUMNS.

        Towns without a leader, and leaders without a town, have a row with "" there.
        """
        roster = self.diagnosis.roster
        towns = roster.towns.rename(columns={"leader": "name"})[["town", "name"]]
        named = [*roster.leaders["name"], *(name for name in dict.fromkeys(towns["name"]) if name)]
        posts = dict(zip(roster.leaders["name"], roster.leaders["post"], strict=True))
        rows = [
            (name, posts.get(name, ""), town)
            for name in [*dict.fromkeys(named), ""]
            for town in list(towns.loc[towns["name"] == name, "town"]) or ([""] if name else [])
        ]
        table = pd.DataFrame(rows, columns=["leader", "post", "town"]).astype("str")
        return table.merge(self._town_states, "left", on="town")[list(LEADER_COLUMNS)]

    @cached_property
    def _town_states(self) -> pd.DataFrame:
        board, listed = self.diagnosis.town_board, self.all_problems
        vetoed = board[board["state"] == VETOED].groupby("unit").size()
        counts = {
            "vetoed": vetoed, "problems": listed.groupby("town").size(),
            "overdue": listed[listed["overdue"]].groupby("town").size(),
        }  # fmt: skip
        ranking = self.diagnosis.ranking.rename(columns={"unit": "town"})[["town", "group", "low", "high", "rank"]]
        counted = {name: ranking["town"].map(count).fillna(0).astype(int) for name, count in counts.items()}
        return ranking.assign(**counted)
