"""What the store holds of a round at the moment when workbooks come in, and what one more of them would make of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from data.counted_figures import CountedFigures
from data.intake import SOURCES, VALUE_KEY, VALUES, Intake
from data.places import takes_the_place_of
from data.roster import Roster
from data.store import Round, Store
from data.store_reading import effective
from scoring.comparing import alone
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
    """A round as it stands. ``submissions`` and ``values`` hold what counts of the round and of those before it,
    ``counted`` its figures that are counted from the list of problems.
    """

    scheme: Scheme
    round: Round
    roster: Roster
    revision: int
    submissions: pd.DataFrame
    values: pd.DataFrame
    counted: CountedFigures

    @classmethod
    def of(cls, store: Store, scheme: Scheme, round_name: str) -> Standing:
        """The round as it stands in the store; StoreError when there is no such round."""
        revision, chosen = store.revision(), store.round(round_name)
        names = [one.name for one in store.rounds() if one.position <= chosen.position]
        submissions = pd.concat([store.submissions(name) for name in names], ignore_index=True)
        values = pd.concat([store.every_value(name).assign(round=name) for name in names], ignore_index=True)
        counted = CountedFigures.of(store, scheme, round_name)
        return cls(scheme, chosen, store.roster(), revision, submissions, values, counted)

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
        return self._prospect(scored, self._card(self._with([intake]), scored == COUNTY))

    def prospects(self, intakes: Sequence[Intake]) -> list[Prospect]:
        """The same of each workbook of a drop, as if it had come alone; the towns' forms are scored at once."""
        found: dict[int, Prospect] = {}
        for forms in self._one_a_town(intakes):
            card = self._card(self._with(forms), county=False)
            found.update((id(one), self._among(card, one)) for one in forms)
        return [found.get(id(one)) or self._known_prospect(one) for one in intakes]

    def _known_prospect(self, intake: Intake) -> Prospect:
        return self.prospect(intake) if _is_known(intake) else Prospect()

    def _among(self, together: Scorecard, intake: Intake) -> Prospect:
        """The prospect of a form, from the card with those of other towns, too."""
        card = alone(self._towns, together, together.units.tolist().index(intake.unit))
        return self.prospect(intake) if card is None else self._prospect(intake.unit, card)

    def _prospect(self, scored: str, card: Scorecard) -> Prospect:
        known = scored == COUNTY or scored in self._reporting
        before = self._totals.get(scored) if known and len(self._present) else None
        return Prospect(scored, before, _intervals(card)[scored], card)

    def _one_a_town(self, intakes: Sequence[Intake]) -> list[list[Intake]]:
        """The towns' forms, parted so that no town has two in one part."""
        parts: list[dict[str, Intake]] = []
        for one in intakes:
            if _is_known(one) and one.kind == "town" and one.unit in self.roster.town_names:
                part = next((each for each in parts if one.unit not in each), None)
                if part is None:
                    parts.append(part := {})
                part[one.unit] = one
        return [list(part.values()) for part in parts]

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
    def _reporting(self) -> frozenset[str]:
        """The units with a figure in this round."""
        return frozenset(self._present["unit"])

    @cached_property
    def _totals(self) -> dict[str, Interval]:
        """The scores as they are: of every town, and of the county."""
        cards = (self._towns, self._card(self._settled, county=True))
        return {unit: total for card in cards for unit, total in _intervals(card).items()}

    @cached_property
    def _towns(self) -> Scorecard:
        """The towns' scorecard as it is."""
        return self._card(self._settled, county=False)

    def _with(self, intakes: Sequence[Intake]) -> pd.DataFrame:
        """The figures of the round with the workbooks, of different units, in the place of their earlier ones.

        Only the units that they speak of are settled anew: the others' figures are as they were.
        """
        replaced = self._present["submission"].isin([key for one in intakes for key in self._replaced(one)])
        named = (unit for one in intakes for unit in (*one.values["unit"], *one.problems["town"]))
        units = {*self._present.loc[replaced, "unit"], *named}
        kept = self._present[self._present["unit"].isin(units) & ~replaced]
        newest = int(self.submissions["submission"].max()) + 1 if len(self.submissions) else 1
        added = [one.values.assign(source=SOURCES[one.kind], submission=newest) for one in intakes]
        counted = self._counted_with(intakes, newest)
        added.append(counted[counted["unit"].isin(units)])
        columns = [*VALUES.columns, "source", "submission"]
        changed = pd.concat([kept[columns], *(one[columns] for one in added)], ignore_index=True)
        others = self._settled[~self._settled["unit"].isin(units)]
        return pd.concat([others, effective(changed)[_SCORED]], ignore_index=True)

    def _counted_with(self, intakes: Sequence[Intake], newest: int) -> pd.DataFrame:
        """The counted figures with the workbooks' lists of problems in the place of their earlier ones."""
        listing = self.counted.listing
        for one in intakes:
            listing = listing.with_workbook(one, self._replaced(one), newest)
        return CountedFigures(self.scheme, self.round, self.roster, listing, self.counted.surveyed).rows

    @cached_property
    def _settled(self) -> pd.DataFrame:
        """The figures of the round that count, as far as scores need them."""
        return effective(self.counted.beside(self._present))[_SCORED]

    def _card(self, values: pd.DataFrame, county: bool) -> Scorecard:
        units = self.roster.units()
        return score_county(self.scheme, values, units) if county else score(self.scheme, values, units)


def _is_known(intake: Intake) -> bool:
    """Whether it is known whose workbook of which kind it is."""
    return intake.readable and intake.kind in SOURCES and bool(intake.unit)


def _intervals(card: Scorecard) -> dict[str, Interval]:
    ends = zip(card.units.tolist(), *(end.tolist() for end in card.ends), strict=True)
    return {unit: Interval(low, high) for unit, low, high in ends}
