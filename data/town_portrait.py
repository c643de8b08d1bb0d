"""镇街画像: everything one round says of one town, as tables that a page draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data.diagnosis import Diagnosis
from data.evidence_documents import DIFFERS, GOOD, UNLISTED
from scoring import Scorecard
from scoring.gaps import losses_by
from scoring.risk import STATES, VETOED
from scoring.rounding import plain, snap
from scoring.scheme import Input

VILLAGE_COLUMNS = ("village", "found", "lost", "at_risk", "problems")
STRONG_COLUMNS = ("indicator", "name", "full", "low", "high", "ahead")
EVIDENCE_COLUMNS = ("indicator", "name", "rigid", "asked", "named", "complete", "wanting")


class Average(NamedTuple):
    """Worst and best total of several towns together, on the scale of one town's."""

    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Portrait:
    """One town in one round.

    ``answers`` (columns of ``data.answers.ANSWERS``) says how every asked figure was answered; ``today`` decides what
    is overdue. Its tables are computed on first asking: take them, never write into them.
    """

    diagnosis: Diagnosis
    unit: str
    answers: pd.DataFrame
    today: date

    @cached_property
    def standing(self) -> dict[Any, Any]:
        """The town's row of the ranking."""
        return self._mine(self.diagnosis.ranking).iloc[0].to_dict()

    @property
    def group(self) -> str:
        """The town's group; "" where towns are not grouped."""
        return str(self.standing["group"])

    @cached_property
    def reported(self) -> bool:
        """Whether any figure of the town has been reported, by whomever."""
        return bool((self._mine(self.diagnosis.values)["status"] != "unreported").any())

    @cached_property
    def board(self) -> pd.DataFrame:
        """The town's rigid items, the worst state first."""
        return self._mine(self.diagnosis.town_board).sort_values(
            ["state", "points"], key=_urgency, kind="stable", ignore_index=True
        )

    @property
    def vetoed(self) -> int:
        """How many rigid items have lost points for certain."""
        return int((self.board["state"] == VETOED).sum())

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """The town's items that count for it, most lost first."""
        return self._mine(self.diagnosis.town_gaps).reset_index(drop=True)

    @cached_property
    def weakest(self) -> pd.DataFrame:
        """The items on which points are lost or may be, most lost first; columns of ``scoring.gaps.COLUMNS``."""
        return self.gaps[(self.gaps["lost"] > 0) | (self.gaps["at_risk"] > 0)].reset_index(drop=True)

    @cached_property
    def strongest(self) -> pd.DataFrame:
        """The items on which the town is surely ahead of all towns together, most points ahead first.

        ``ahead``: its certain points less what it would have at the share that all towns together may reach at best
        (Σ points ÷ Σ applicable points). Columns of STRONG_COLUMNS.
        """
        sums = self.diagnosis.town_gaps.groupby("indicator")[["high", "full"]].sum()
        shares = self.gaps["indicator"].map(sums["high"] / sums["full"])
        table = self.gaps.assign(ahead=snap(self.gaps["low"] - self.gaps["full"] * shares))[list(STRONG_COLUMNS)]
        return table[table["ahead"] > 0].sort_values("ahead", ascending=False, kind="stable", ignore_index=True)

    @cached_property
    def all_towns(self) -> Average:
        """The total of all towns together: their points ÷ what applies to them."""
        return _together(self.diagnosis.towns, np.ones(len(self.diagnosis.towns.units), bool))

    @cached_property
    def own_group(self) -> Average:
        """The same of the towns of its group."""
        return _together(self.diagnosis.towns, self.diagnosis.towns.groups == self.group)

    @cached_property
    def problems(self) -> pd.DataFrame:
        """The town's problems that are not closed, overdue and rigid ones first.

        Beside what is stored: ``due`` (a date or None), ``overdue``, ``where`` and ``who``.
        """
        mine = self.diagnosis.problems[self.diagnosis.problems["town"] == self.unit]
        rows = mine.to_dict("records")
        due = [None if pd.isna(row["due_on"]) else pd.Timestamp(row["due_on"]).date() for row in rows]
        table = mine.assign(
            due=pd.Series(due, mine.index, dtype=object),
            overdue=[day is not None and day < self.today for day in due],
            rigid=mine["rigid"].fillna(False).astype(bool),
            where=[" ".join(part for part in (row["village"], row["place"]) if part) for row in rows],
            who=[_responsible(row, self.unit) for row in rows],
        )
        keys, down = ["overdue", "rigid", "due_on"], [False, False, True]
        return table.sort_values(keys, ascending=down, kind="stable", ignore_index=True)

    @cached_property
    def villages(self) -> pd.DataFrame:
        """The sampled villages with what was found there, the worst first; columns of VILLAGE_COLUMNS.

        ``lost`` and ``at_risk`` are of the points that each village is scored out of.
        """
        listed = self.problems["village"].value_counts()
        rows = []
        for name, found in self._found.items():
            lost, at_risk = self._village_loss.get(name, (0.0, 0.0))
            nothing = "各项都是 0" if lost else "没有发现问题"
            rows.append((name, "，".join(found) or nothing, lost, at_risk, int(listed.get(name, 0))))
        table = pd.DataFrame(rows, columns=list(VILLAGE_COLUMNS))
        return table.sort_values(["lost", "at_risk", "problems"], ascending=False, kind="stable", ignore_index=True)

    @cached_property
    def _found(self) -> dict[str, list[str]]:
        """What was found in each sampled village."""
        values = self._mine(self.diagnosis.values)
        told: dict[str, list[str]] = {}
        for row in values[values["sample"] != ""].to_dict("records"):
            found = told.setdefault(str(row["sample"]), [])
            said = _said(self._input(str(row["indicator"]), str(row["input"])), row)
            found.extend([said] if said else [])
        return told

    def _input(self, code: str, input_id: str) -> Input | None:
        if code not in self.diagnosis.scheme:
            return None
        return next((one for one in self.diagnosis.scheme.indicator(code).inputs if one.id == input_id), None)

    @cached_property
    def _village_loss(self) -> dict[str, tuple[float, float]]:
        """Lost and at risk of the points of each sampled village, as the explanations of the scores tell it."""
        sums: dict[str, tuple[float, float]] = {}
        for one in self.diagnosis.towns.indicators:
            sampled = any(put.sampled for put in one.inputs)
            told = self.diagnosis.explain(self.unit, one.code) if sampled else None
            for step in told.steps if told else ():
                if step.depth and step.label in self._found:
                    lost, at_risk = sums.get(step.label, (0.0, 0.0))
                    sums[step.label] = lost + step.full - step.high, at_risk + step.high - step.low
        return {name: (float(snap(lost)), float(snap(at_risk))) for name, (lost, at_risk) in sums.items()}

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """How far the evidence of each item of the town goes, rigid items first; columns of EVIDENCE_COLUMNS.

        ``asked`` counts the documents that the scheme asks for, ``named`` those of them that are listed, ``complete``
        those that are complete, as the office has found them; ``wanting`` names the listed ones that are not.
        """
        mine = self._mine(self.diagnosis.documents)
        needed = mine[mine["required"] & mine["indicator"].isin(self.gaps["indicator"])]
        rows = []
        for code, documents in needed.groupby("indicator", sort=False):
            one, states = self.diagnosis.scheme.indicator(str(code)), documents["state"]
            complete = states.isin((GOOD, DIFFERS))
            wanting = "、".join(documents.loc[~complete & (states != UNLISTED), "document"])
            counts = len(documents), int((states != UNLISTED).sum()), int(complete.sum())
            rows.append((one.code, one.name, one.rigid is not None, *counts, wanting))
        table = pd.DataFrame(rows, columns=list(EVIDENCE_COLUMNS))
        return table.sort_values("rigid", ascending=False, kind="stable", ignore_index=True)

    @property
    def leader(self) -> tuple[str, str]:
        """The county leader who is attached to the town (挂点领导) and the post; ("", "") for none."""
        towns, leaders = self.diagnosis.roster.towns, self.diagnosis.roster.leaders
        names = towns.loc[towns["town"] == self.unit, "leader"]
        name = str(names.iloc[0]) if len(names) else ""
        posts = leaders.loc[leaders["name"] == name, "post"]
        return name, str(posts.iloc[0]) if len(posts) else ""

    @cached_property
    def unanswered(self) -> pd.DataFrame:
        """The figures asked of the town that are blank or wrong, with what they are called (``input_name``)."""
        mine = self.answers[(self.answers["kind"] == "town") & (self.answers["unit"] == self.unit)]
        open_ = mine[mine["answer"].isin(("blank", "wrong"))].reset_index(drop=True)
        return open_.assign(input_name=list(self._input_names(open_)))

    def _input_names(self, rows: pd.DataFrame) -> Iterator[str]:
        for code, input_id in zip(rows["indicator"], rows["input"], strict=True):
            asked = self._input(code, input_id)
            yield asked.name if asked else str(input_id)

    def _mine(self, table: pd.DataFrame) -> pd.DataFrame:
        return table[table["unit"] == self.unit]


def category_shares(diagnosis: Diagnosis, unit: str) -> pd.DataFrame:
    """The town's share of the points earned in each 大项, beside its group's and all towns'.

    Shares are sums of certain points over sums of applicable points, never means of percentages.
    Columns: category_name, share, group_share, county_share.
    """
    gaps = diagnosis.town_gaps
    mine = gaps[gaps["unit"] == unit]
    group = gaps[gaps["group"] == mine["group"].iloc[0]] if len(mine) else gaps.head(0)
    shares = {"share": mine, "group_share": group, "county_share": gaps}
    table = pd.DataFrame({name: _earned(rows) for name, rows in shares.items()})
    order = [one.name for one in diagnosis.scheme.categories]
    return table.reindex([name for name in order if name in table.index]).rename_axis("category_name").reset_index()


def _earned(gaps: pd.DataFrame) -> pd.Series:
    sums = losses_by(gaps, "category_name").set_index("category_name")
    return 1 - (sums["lost"] + sums["at_risk"]) / sums["full"]


def _urgency(column: pd.Series) -> pd.Series:
    """States by how bad they are, points by how many."""
    return column.map(STATES.index) if column.name == "state" else -column


def _responsible(row: dict[Any, Any], town: str) -> str:
    """«县水务局（供水股负责人）»; the town where nobody is named."""
    unit, person = row["responsible_unit"] or town, row["responsible_person"]
    return f"{unit}（{person}）" if person else unit


def _together(card: Scorecard, which: Any) -> Average:
    applicable = float(card.full[which].sum())
    low, high = (float(matrix[which].sum()) * card.scale for matrix in (card.low, card.high))
    return (
        Average(float(snap(low / applicable)), float(snap(high / applicable)))
        if applicable
        else Average(np.nan, np.nan)
    )


def _said(asked: Input | None, row: dict[Any, Any]) -> str:
    """«一般脏乱点 3 处»; "" for a count of nothing, or a question answered with no."""
    if asked is None or row["status"] == "not_applicable":
        return ""
    if row["status"] == "unreported":
        return f"{asked.name}未填报"
    if asked.yes_no:
        return f"{asked.name}：是" if row["value"] else ""
    return f"{asked.name} {plain(row['value'])} {asked.unit}" if row["value"] else ""
