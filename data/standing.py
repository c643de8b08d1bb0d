"""What the store holds of a round at the moment when workbooks come in, and what one more of them would make of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from data.intake import SOURCES, VALUE_KEY, VALUES, Intake
from data.places import takes_the_place_of
from data.roster import Roster
from data.store import Round, Store
from data.store_reading import effective
from scoring.scheme import COUNTY, Scheme
from scoring.score import score, score_county
from scoring.scorecard import Scorecard

_SCORED = [*VALUE_KEY, "value", "status", "target", "last_year"]
"""What scores are made from."""


class Interval(NamedTuple):
    """A score with its ends: worst and best, equal when nothing is missing."""

    low: float
    high: float


@dataclass(frozen=True)
class Earlier:
    """An earlier submission of a unit: which, in which round, by whom, when, and its file."""

    submission: int
    round_name: str
    by: str
    at: datetime
    file: str
    sha256: str


@dataclass(frozen=True, eq=False)
class Prospect:
    """What accepting a workbook would do to the score of ``scored`` (a town or 全县; "" when no score hangs on it).

    ``before`` is None as long as nothing of the unit has been accepted in this round; ``card`` is the scorecard with
    the workbook accepted: of all towns, or of the county.
    """

    scored: str = ""
    before: Interval | None = None
    after: Interval | None = None
    card: Scorecard | None = None


@dataclass(frozen=True, eq=False)
class Standing:
    """A round as it stands. ``submissions`` and ``values`` hold what counts of the round and of those before it."""

    scheme: Scheme
    round: Round
    roster: Roster
    revision: int
    submissions: pd.DataFrame
    values: pd.DataFrame

    @classmethod
    def of(cls, store: Store, scheme: Scheme, round_name: str) -> Standing:
        """The round as it stands in the store; StoreError when there is no such round."""
        revision, chosen = store.revision(), store.round(round_name)
        names = [one.name for one in store.rounds() if one.position <= chosen.position]
        submissions = pd.concat([store.submissions(name) for name in names], ignore_index=True)
        values = pd.concat([store.every_value(name).assign(round=name) for name in names], ignore_index=True)
        return cls(scheme, chosen, store.roster(), revision, submissions, values)

    def earlier(self, intake: Intake) -> Earlier | None:
        """The submission of this round that the workbook would take the place of; of several the last."""
        replaced = self._replaced(intake)
        return self._latest(intake, {self.round.name}, replaced) if replaced else None

    def _replaced(self, intake: Intake) -> frozenset[int]:
        """The submissions of this round that the workbook would take the place of."""
        sent = self._sent.get((intake.kind, intake.unit), ())
        here = [int(one["submission"]) for one in sent if one["round"] == self.round.name]
        if intake.kind != "inspection":
            return frozenset(here)
        said = {key: self._present[self._present["submission"] == key] for key in here}
        return frozenset(key for key in here if takes_the_place_of(intake.kind, intake.values, said[key]))

    def last(self, intake: Intake) -> Earlier | None:
        """The unit's last submission of the kind, in this round or, when there is none, in an earlier one."""
        return self.earlier(intake) or self._latest(intake, self._rounds_before)

    def values_of(self, earlier: Earlier) -> pd.DataFrame:
        """The figures of that submission."""
        return self.values[self.values["submission"] == earlier.submission]

    def prospect(self, intake: Intake) -> Prospect:
        """The score that hangs on the workbook: a town's own for its form, the county's for the others."""
        scored = intake.unit if intake.kind == "town" else COUNTY
        if scored != COUNTY and scored not in self.roster.town_names:
            return Prospect()
        known = scored == COUNTY or (self._present["unit"] == scored).any()
        before = self._totals.get(scored) if known and len(self._present) else None
        card = self._card(self._with(intake), scored == COUNTY)
        return Prospect(scored, before, _intervals(card)[scored], card)

    def _latest(self, intake: Intake, rounds: Collection[str], among: Collection[int] = ()) -> Earlier | None:
        sent = self._sent.get((intake.kind, intake.unit), ())
        known = (one for one in reversed(sent) if not among or one["submission"] in among)
        row = next((one for one in known if one["round"] in rounds), None)
        if row is None:
            return None
        return Earlier(
            int(row["submission"]), str(row["round"]), str(row["by"]), row["submitted_at"].to_pydatetime(),
            str(row["file"]), str(row["sha256"]),
        )  # fmt: skip

    @cached_property
    def _sent(self) -> Mapping[tuple[str, str], Sequence[Mapping[Any, Any]]]:
        """What each unit has sent, by kind and unit, the earliest first."""
        sent: dict[tuple[str, str], list[Mapping[Any, Any]]] = {}
        for row in self.submissions.to_dict("records"):
            sent.setdefault((row["kind"], row["unit"]), []).append(row)
        return sent

    @cached_property
    def _rounds_before(self) -> frozenset[str]:
        return frozenset(self.submissions["round"]) - {self.round.name}

    @cached_property
    def _present(self) -> pd.DataFrame:
        """The figures of this round, of every source."""
        return self.values[self.values["round"] == self.round.name]

    @cached_property
    def _totals(self) -> dict[str, Interval]:
        """The scores as they are: of every town, and of the county."""
        cards = (self._card(self._settled, county) for county in (False, True))
        return {unit: total for card in cards for unit, total in _intervals(card).items()}

    def _with(self, intake: Intake) -> pd.DataFrame:
        """The figures of the round with the workbook in the place of the unit's earlier one.

        Only the units that it speaks of are settled anew: the others' figures are as they were.
        """
        replaced = self._present["submission"].isin(self._replaced(intake))
        units = {*intake.values["unit"], *self._present.loc[replaced, "unit"]}
        kept = self._present[self._present["unit"].isin(units) & ~replaced]
        newest = int(self.submissions["submission"].max()) + 1 if len(self.submissions) else 1
        added = intake.values.assign(source=SOURCES[intake.kind], submission=newest)
        columns = [*VALUES.columns, "source", "submission"]
        here = effective(pd.concat([kept[columns], added[columns]], ignore_index=True))[_SCORED]
        return pd.concat([self._settled[~self._settled["unit"].isin(units)], here], ignore_index=True)

    @cached_property
    def _settled(self) -> pd.DataFrame:
        """The figures of the round that count, as far as scores need them."""
        return effective(self._present)[_SCORED]

    def _card(self, values: pd.DataFrame, county: bool) -> Scorecard:
        units = self.roster.units()
        return score_county(self.scheme, values, units) if county else score(self.scheme, values, units)


def _intervals(card: Scorecard) -> dict[str, Interval]:
    totals = card.totals()
    ends = zip(totals["unit"], totals["low"], totals["high"], strict=True)
    return {str(unit): Interval(float(low), float(high)) for unit, low, high in ends}
