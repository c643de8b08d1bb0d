"""The survey of one round (三度调查): its rates by county, town, village and kind of household, and whom it reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from data.diagnosis import Diagnosis
from data.roster import Roster
from data.store import Store
from data.survey.book import Batch, SurveyBook
from scoring.rounding import half_up
from scoring.scheme import COUNTY, Scheme
from scoring.survey import HOUSEHOLDS, MONITORED, QUESTIONS, RATE_COLUMNS, rates

MONITORED_NAMES = ("监测户数", "监测对象户数", "监测户户数", "防返贫监测对象户数")
"""How a scheme calls the number of monitored households where it asks for it."""

DISCONTENTED_FIRST = ("不满意", "一般", "不清楚", "", "比较满意", "满意")

TABLE_COLUMNS = ("level", "unit", *RATE_COLUMNS)
LEVELS = ("county", "town", "household")


@dataclass(frozen=True, eq=False)
class Survey:
    """One round's survey. Its tables are shared between sessions: take them, never write into them.

    ``answers`` are those that count (``data.survey.book.STORED_ANSWERS``), ``batches`` all files, the withdrawn ones
    too; ``monitored`` is the number of monitored households of each town where the round has that figure.
    """

    round_name: str
    roster: Roster
    answers: pd.DataFrame
    batches: Sequence[Batch]
    monitored: Mapping[str, float]

    @classmethod
    def of(cls, store: Store, diagnosis: Diagnosis) -> Survey:
        """The survey of the diagnosis' round as it stands in the store."""
        name, book = diagnosis.round.name, SurveyBook(store)
        known = monitored_households(diagnosis.scheme, diagnosis.values)
        return cls(name, diagnosis.roster, book.answers(name), book.batches(name), known)

    def table(self) -> pd.DataFrame:
        """Every rate that a report may print: of the county, each town (in the roster's order) and kind of household.

        Columns: TABLE_COLUMNS; three rows a unit, one a question. ``level`` is one of LEVELS, ``unit`` 全县, the town
        or the kind of household. Towns and kinds without a respondent are left out.
        """
        levels = zip(LEVELS, (self.county, self.by_town, self.by_household), strict=True)
        return pd.concat([table.assign(level=level) for level, table in levels])[list(TABLE_COLUMNS)].reset_index(
            drop=True
        )

    def rates_of(self, town: str) -> pd.DataFrame:
        """The three rates of a town, a row each (columns of ``by_town``); no row without a respondent."""
        return self.by_town[self.by_town["unit"] == town].reset_index(drop=True)

    def opinions(self) -> pd.DataFrame:
        """The respondents who said something, columns of the answers: the discontented first, then town by town."""
        said = self.answers[self.answers["opinion"] != ""]
        return _ordered(_ordered(said, "town", self.roster.town_names), "satisfied", DISCONTENTED_FIRST)

    @cached_property
    def county(self) -> pd.DataFrame:
        """The three rates of all respondents: ``unit`` (全县) and RATE_COLUMNS."""
        return rates(self.answers).assign(unit=COUNTY)

    @cached_property
    def by_town(self) -> pd.DataFrame:
        """The rates of each town with a respondent, in the roster's order."""
        return self._by("town", self.roster.town_names)

    @cached_property
    def by_household(self) -> pd.DataFrame:
        """The rates of each kind of household; respondents whose kind is not known are left out."""
        return self._by("household", HOUSEHOLDS)

    @cached_property
    def by_village(self) -> pd.DataFrame:
        """The rates of each village: ``town``, ``village``, then RATE_COLUMNS."""
        named = self.answers[self.answers["village"] != ""]
        return _ordered(rates(named, ["town", "village"]), "town", self.roster.town_names)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """The county and each town: ``unit``, ``reached`` (monitored households asked), ``monitored`` (how many there
        are, NaN when unknown), ``share`` of the one in the other.
        """
        asked = self.answers.loc[self.answers["household"] == MONITORED, "town"].value_counts()
        towns = self.roster.town_names
        reached = [int(asked.sum()), *(int(asked.get(town, 0)) for town in towns)]
        known = [self.monitored.get(town, float("nan")) for town in towns]
        table = pd.DataFrame({"unit": [COUNTY, *towns], "reached": reached, "monitored": [sum(known), *known]})
        return table.assign(share=table["reached"] / table["monitored"].where(table["monitored"] > 0))

    @property
    def summary(self) -> str:
        """«知晓度 96.1%、满意度 94.0%、支持度 97.3%；1012 份问卷，15 镇，其中 2 镇不足 30 份。»"""
        if self.answers.empty:
            return f"{self.round_name}还没有问卷。"
        told = zip(self.county["question"], self.county["rate"], strict=True)
        said = "、".join(f"{QUESTIONS[key].name} {spoken(rate)}" for key, rate in told)
        towns = self.by_town.groupby("unit", sort=False)["small"].any()
        few = f"，其中 {int(towns.sum())} 镇样本少" if towns.any() else ""
        return f"{said}；{len(self.answers)} 份问卷，{len(towns)} 镇{few}。"

    def _by(self, column: str, order: Sequence[str]) -> pd.DataFrame:
        kept = self.answers[self.answers[column].isin(order)]
        return _ordered(rates(kept, [column]), column, order).rename(columns={column: "unit"})


def spoken(rate: float) -> str:
    """A rate as it is said: «94.0%»; «—» when no answer counts."""
    return "—" if rate != rate else f"{half_up(rate * 100, 1)}%"


def monitored_households(scheme: Scheme, values: pd.DataFrame) -> dict[str, float]:
    """Town → how many monitored households it has reported; {} when the scheme asks for no such figure."""
    keys = [
        (item.code, asked.id) for item in scheme.indicators for asked in item.inputs if asked.name in MONITORED_NAMES
    ]
    for code, input_id in keys:
        mine = (values["indicator"] == code) & (values["input"] == input_id) & (values["status"] == "reported")
        if mine.any():
            return dict(zip(values.loc[mine, "unit"], values.loc[mine, "value"], strict=True))
    return {}


def _ordered(table: pd.DataFrame, column: str, order: Sequence[str]) -> pd.DataFrame:
    """The rows in that order of the column, otherwise as they stand."""
    places = {name: place for place, name in enumerate(order)}
    return table.sort_values(column, key=lambda names: names.map(places), kind="stable", ignore_index=True)
