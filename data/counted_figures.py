"""Figures that are counted and not reported, as rows of the long table of values: from the list of problems (清单计数),
and, beside them, from the survey (:mod:`data.survey.figures`).

Which figures these are the scheme says (``counted``), which problems hang in a round ``data.problem_counting``. The
rows are made on reading and never stored: closing a problem moves the score at once, a frozen round keeps its count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from data.intake import COUNTED
from data.problem_counting import Listing
from data.problem_lists import keys_of
from data.roster import Roster
from data.store import Round, Store
from data.store_reading import STORED_VALUES, effective
from data.survey.figures import survey_rows
from scoring.scheme import COUNTY, COUNTY_ITSELF, Counted, Indicator, Input, Scheme

FILE = "问题台账"
"""What stands for the file of a figure that was counted."""

NAMED = 10
"""So many problems are named beside a figure by their number."""


class CountedFigures:
    """The figures of a round counted from the problems of a listing, as of the day on which its figures are due, and
    those ``surveyed``, which are rows already.
    """

    def __init__(
        self, scheme: Scheme, chosen: Round, roster: Roster, listing: Listing, surveyed: pd.DataFrame | None = None
    ) -> None:
        self.scheme, self.due_on, self.roster, self.listing = scheme, chosen.due_on, roster, listing
        self.surveyed = STORED_VALUES.empty() if surveyed is None else surveyed

    @classmethod
    def of(cls, store: Store, scheme: Scheme, round_name: str) -> CountedFigures:
        """The counted figures of a round as they stand in the store."""
        with store.engine.begin() as connection:
            listing = Listing.of(connection, round_name)
        roster = store.roster_of(round_name)
        surveyed = survey_rows(store, scheme, roster, round_name)
        return cls(scheme, store.round(round_name), roster, listing, surveyed)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The counted figures: columns of ``data.store_reading.STORED_VALUES``; a town without a list has none."""
        listed = STORED_VALUES.frame([self._row(*one) for one in self._asked()])
        return pd.concat([listed, self.surveyed], ignore_index=True) if len(self.surveyed) else listed

    def beside(self, values: pd.DataFrame) -> pd.DataFrame:
        """The values of every source with the counted figures among them."""
        return pd.concat([values, self.rows], ignore_index=True) if len(self.rows) else values

    def among(self, values: pd.DataFrame) -> pd.DataFrame:
        """The values that count, the counted figures in the place of those that they outrank."""
        return effective(self.beside(values)) if len(self.rows) else values

    def _asked(self) -> Iterator[tuple[str, Indicator, Input, Counted]]:
        """Every figure that is counted: of which unit, item and input. Of what the towns report and the county sums up,
        the county has a part of its own beside them.
        """
        towns = [town for town in self.roster.town_names if town in self.listing.towns]
        for indicator, asked, counted in counted_inputs(self.scheme):
            if counted.problems == "overdue" and self.due_on is None:
                continue
            own = COUNTY in self.listing.towns
            if asked.scope == "town":
                units = [*towns, *([COUNTY] if own and asked.roll_up == "sum" else [])]
            else:
                units = [COUNTY] if towns or own else []
            yield from ((unit, indicator, asked, counted) for unit in units)

    def _row(self, unit: str, indicator: Indicator, asked: Input, counted: Counted) -> list[Any]:
        beside = unit == COUNTY and asked.scope == "town"
        towns = (*self.roster.town_names, COUNTY) if unit == COUNTY and not beside else (unit,)
        rows = counted_problems(self.listing.hanging, counted, towns, self.due_on)
        row = {
            **dict.fromkeys(STORED_VALUES.columns, ""), "unit": unit, "group": self._groups.get(unit, ""),
            "sample": COUNTY_ITSELF if beside else "",
            "indicator": indicator.code, "input": asked.id, "value": float(len(rows)), "status": "reported",
            "target": np.nan, "last_year": np.nan, "file": FILE, "cell": self._named(rows), "typed": str(len(rows)),
            "sheet": "逾期未销号" if counted.problems == "overdue" else "未销号",
            "source": COUNTED, "submission": 0, "submitted_at": self.listing.changed_at(towns),
        }  # fmt: skip
        return [row[name] for name in STORED_VALUES.columns]

    def _named(self, rows: pd.DataFrame) -> str:
        """«第 3、12 号», «第 3 号和清单上未并入台账的 1 个», «没有»."""
        if rows.empty:
            return "没有"
        known = [self.listing.numbers[key] for key in keys_of(rows) if key in self.listing.numbers]
        numbers = "、".join(map(str, sorted(known)[:NAMED]))
        more = f"等 {len(known)} 个" if len(known) > NAMED else ""
        said = [f"第 {numbers} 号{more}"] if known else []
        new = len(rows) - len(known)
        return "和".join([*said, *([f"清单上未并入台账的 {new} 个"] if new else [])])

    @cached_property
    def _groups(self) -> dict[str, str]:
        return dict(zip(self.roster.towns["town"], self.roster.towns["group"], strict=True))


def counted_inputs(scheme: Scheme) -> Iterator[tuple[Indicator, Input, Counted]]:
    """The inputs of the scheme that are counted from the list."""
    for indicator in (*scheme.indicators, *scheme.components):
        for asked in indicator.inputs:
            if asked.counted is not None:
                yield indicator, asked, asked.counted


def counted_problems(
    hanging: pd.DataFrame, counted: Counted, towns: Collection[str], due_on: date | None
) -> pd.DataFrame:
    """Of the problems that hang those of these towns that count, each once; ``due_on`` is that of the round."""
    rows = hanging[hanging["town"].isin(towns)]
    for name in ("source", "severity", "indicator"):
        named: Sequence[str] = getattr(counted, name)
        rows = rows[rows[name].isin(named)] if named else rows
    if counted.problems == "overdue":
        rows = rows[rows["due_on"] < pd.Timestamp(due_on)] if due_on else rows.head(0)
    return rows[~pd.Series(keys_of(rows), rows.index, dtype="str").duplicated()]


def problems_behind(
    indicator: Indicator, unit: str, values: pd.DataFrame, hanging: pd.DataFrame, due_on: date | None
) -> pd.DataFrame:
    """The problems from which figures of a unit's item were counted, or for the county of any town's."""
    mine = values[(values["indicator"] == indicator.code) & (values["source"] == COUNTED)]
    if unit != COUNTY:
        mine = mine[mine["unit"].isin([unit, COUNTY]) & (mine["sample"] == "")]
    asked = {one.id: one.counted for one in indicator.inputs if one.counted}
    rows = zip(mine["input"], mine["unit"], mine["sample"], strict=True)
    found = [
        counted_problems(hanging, asked[name], _whose(one, sample, hanging), due_on)
        for name, one, sample in rows
        if name in asked
    ]
    return pd.concat(found, ignore_index=True) if found else hanging.head(0)


def _whose(unit: str, sample: str, hanging: pd.DataFrame) -> Collection[str]:
    """The towns whose problems a counted figure is of: the unit's own, or for the whole county everybody's."""
    return tuple(hanging["town"].unique()) if unit == COUNTY and not sample else (unit,)


def recounted(scheme: Scheme, due_on: date | None, values: pd.DataFrame, hanging: pd.DataFrame) -> pd.DataFrame:
    """The values with the counted figures among them counted anew from these problems."""
    counts = {}
    for indicator, asked, counted in counted_inputs(scheme):
        mine = values[(values["indicator"] == indicator.code) & (values["input"] == asked.id)]
        mine = mine[mine["source"] == COUNTED]
        for place, unit, sample in zip(mine.index, mine["unit"], mine["sample"], strict=True):
            counts[place] = float(len(counted_problems(hanging, counted, _whose(unit, sample, hanging), due_on)))
    if not counts:
        return values
    return values.assign(value=pd.Series(counts).reindex(values.index).fillna(values["value"]))
