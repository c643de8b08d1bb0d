"""What the store says of the county, each town and each department, number by number, for those who read a file back.

Nothing here looks at how a report words or rounds a number: scores come from the scorecards and are rounded half up in
decimals, counts are counted anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

import pandas as pd

from reports.material import Material
from scoring.duty import printed_account
from scoring.round_change import shown
from scoring.scheme import COUNTY_ITSELF

Row = Mapping[str, str]
Numbers = frozenset[str]
CAUSES = {"填报数据": "data", "核定与抽查": "judgement", "方案规则": "rule", "参评范围": "population", "变化": "change"}


def hundredths(number: float) -> str:
    """The number to two decimals, half up on the grid of 1e-9, without its sign."""
    settled = Decimal(repr(float(number))).quantize(Decimal("1e-9"), ROUND_HALF_UP)
    return str(abs(settled.quantize(Decimal("0.01"), ROUND_HALF_UP)))


class Facts:
    """The numbers of one round by subject and heading."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.diagnosis = material.diagnosis

    def expected(self, heading: str, row: Row) -> Numbers | None:
        """The numbers that may stand under a heading in a row; None where no fact is known by that heading."""
        texts = list(row.values())
        for known, look_up in self._subjects.items():
            if subject := next((one for one in texts if one in known), None):
                return look_up(heading, subject)
        return None

    @cached_property
    def _subjects(self) -> dict[frozenset[str], Callable[[str, str], Numbers | None]]:
        departments = frozenset(str(one) for one in self.material.duties.units["unit"])
        sources = frozenset(str(one) for one in self.material.problems["source"])
        return {
            frozenset(self._places): self._of_town, frozenset({COUNTY_ITSELF}): self._of_county_itself,
            departments: self._of_department, sources: self._of_source,
        }  # fmt: skip

    @cached_property
    def towns(self) -> list[str]:
        """The towns, long names first: «青山镇» is not «山镇» although it ends like it."""
        return sorted(self._places, key=len, reverse=True)

    # --- towns --------------------------------------------------------------------------------------------------------

    def _of_town(self, heading: str, town: str) -> Numbers | None:
        place, counts = self._places[town], self._counts("town", town)
        known: dict[str, Iterable[str]] = {
            "名次": (str(int(place["group_rank"])), str(int(place["rank"]))),
            "组内名次": (str(int(place["group_rank"])),),
            "全县名次": (str(int(place["rank"])),),
            "得分": map(hundredths, (place["low"], place["high"])),
            "刚性": (str(self._vetoed[town]),),
            "刚性失分": (str(self._vetoed[town]), hundredths(place["rigid_lost"])),
            "较上轮": self._moves(town),
            **counts,
            **self._changes(town),
        }
        return frozenset(known[heading]) if heading in known else None

    @cached_property
    def _places(self) -> dict[str, dict[str, float]]:
        return {str(row["unit"]): row for row in self.diagnosis.ranking.to_dict("records")}  # type: ignore[misc]

    @cached_property
    def _vetoed(self) -> dict[str, int]:
        """How many rigid items have surely lost points, counted on the scorecard."""
        card = self.diagnosis.towns
        rigid = [one.rigid is not None for one in card.indicators]
        lost = (card.high < card.full)[:, rigid].sum(axis=1)
        return {str(unit): int(count) for unit, count in zip(card.units, lost, strict=True)}

    def _moves(self, town: str) -> set[str]:
        """How many places the town has moved in its group, and how much its score."""
        earlier = self.diagnosis.before()
        if earlier is None or town not in set(earlier.ranking["unit"]):
            return set()
        before = earlier.ranking[earlier.ranking["unit"] == town].iloc[0].to_dict()
        now = self._places[town]
        return {str(abs(int(before["group_rank"] - now["group_rank"]))), _difference(before["low"], now["low"])}

    def _changes(self, town: str) -> dict[str, Iterable[str]]:
        change = self.material.change
        if change is None or town not in set(change.towns["unit"]):
            return {}
        at = change.towns.index[change.towns["unit"] == town][0]
        parts, row = shown(change.towns).loc[at], change.towns.loc[at]
        moved = {heading: (f"{abs(int(parts[name])) / 100:.2f}",) for heading, name in CAUSES.items()}
        ends = {"上轮": (hundredths(row["total_before"]),), "本轮": (hundredths(row["total_after"]),)}
        return {**moved, **ends}

    # --- problems -----------------------------------------------------------------------------------------------------

    def _of_county_itself(self, heading: str, unit: str) -> Numbers | None:
        counts = self._counts("town", unit)
        return frozenset(counts[heading]) if heading in counts else None

    def _of_source(self, heading: str, source: str) -> Numbers | None:
        counts = self._counts("source", source)
        return frozenset(counts[heading]) if heading in counts else None

    def _counts(self, column: str, subject: str) -> dict[str, Iterable[str]]:
        table = self.material.problems
        mine = table[(table[column] == subject) & ~table["withdrawn"].astype(bool)]
        open_ = mine[~mine["closed"].astype(bool)]
        late = pd.Series([day is not None and day < self.material.today for day in open_["due_on"]], dtype=bool)
        return {
            "问题": (str(len(mine)),),
            "已销号": (str(len(mine) - len(open_)),),
            "未销号": (str(len(open_)),),
            "待核验": (str(int(mine["waiting"].astype(bool).sum())),),
            "逾期": (str(int(late.sum())),),
        }

    # --- departments --------------------------------------------------------------------------------------------------

    def _of_department(self, heading: str, unit: str) -> Numbers | None:
        row = self._account[unit]
        problems = self.material.duties.problems(unit)
        known: dict[str, Iterable[str]] = {
            "失分": (hundredths(row["lost"]),),
            "牵头": (hundredths(row["lost_lead"]),),
            "配合": (hundredths(row["lost_support"]),),
            "刚性已扣分": (str(int((self.material.duties.rigid(unit)["state"] == "已扣分").sum())),),
            "未销号问题": (str(len(problems)),),
            "逾期": (str(int(problems["overdue"].sum())),),
        }
        return frozenset(known[heading]) if heading in known else None

    @cached_property
    def _account(self) -> dict[str, dict[str, float]]:
        """What each unit answers for, its parts as they add up in print."""
        units = self.material.duties.units
        account = printed_account(units)
        table = units.drop(columns=account.columns).join(account)
        return {str(row["unit"]): row for row in table.to_dict("records")}  # type: ignore[misc]

    # --- the county ---------------------------------------------------------------------------------------------------

    @cached_property
    def county(self) -> dict[str, Numbers]:
        """The county's own: 总分, its grades and how many rigid items stand how."""
        found, board = self.diagnosis.verdict, self.diagnosis.county_board
        totals = frozenset(hundredths(one) for one in (found.projected, found.low, found.high) if one == one)
        states = board["state"].value_counts()
        return {
            "总分": totals,
            "已扣分": frozenset({str(int(states.get("已扣分", 0)))}),
            "待核": frozenset({str(int(states.get("待核", 0)))}),
            "县本级未销号": frozenset(self._counts("town", COUNTY_ITSELF)["未销号"]),
            "按分值的等次": frozenset({found.grade_by_points, found.grade_low, found.grade_high}),
            "否决后的等次": frozenset({found.grade_final, found.grade_low, found.grade_high}),
        }

    def slip_begins(self, text: str) -> str | None:
        """The town whose slip has this text as its title."""
        return next((one for one in self.towns if text.startswith(f"{one}一镇一单")), None)

    def spoken_of(self, text: str, town: str | None = None) -> dict[str, Numbers]:
        """The same of the town that a sentence begins with, else of the one it is about, else of the county."""
        town = next((one for one in self.towns if text.startswith(one)), town)
        if town is None:
            return self.county
        states = self.diagnosis.town_board.loc[self.diagnosis.town_board["unit"] == town, "state"].value_counts()
        place = self._places[town]
        return {
            "总分": self.town_scores(town),
            "已扣分": frozenset({str(self._vetoed[town])}),
            "待核": frozenset({str(int(states.get("待核", 0)))}),
            "全县名次": frozenset({str(int(place["rank"]))}),
            "组内名次": frozenset({str(int(place["group_rank"]))}),
            "未销号": frozenset(self._counts("town", town)["未销号"]),
        }

    def town_ranks(self, town: str) -> Numbers:
        """The places of a town in its group and in the county."""
        place = self._places[town]
        return frozenset({str(int(place["group_rank"])), str(int(place["rank"]))})

    def town_scores(self, town: str) -> Numbers:
        """The worst and the best total of a town."""
        place = self._places[town]
        return frozenset({hundredths(place["low"]), hundredths(place["high"])})


def _difference(before: float, after: float) -> str:
    """Between two numbers as they are printed."""
    return str(abs(Decimal(hundredths(after)) - Decimal(hundredths(before))))
