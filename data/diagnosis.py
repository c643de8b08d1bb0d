"""What one round comes to: every table that pages and reports draw, computed on first asking from the stored rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property, partial

import pandas as pd

from data.completeness import completeness
from data.counted_figures import CountedFigures
from data.evidence_checks import EvidenceChecks
from data.evidence_documents import documents, settled
from data.intake import COUNTED, SURVEYED
from data.roster import Roster
from data.scheme_versions import fingerprint_of, scheme_under
from data.store import Round, Store
from scoring import COUNTY, Explanation, Scheme, Scorecard
from scoring.gaps import gaps
from scoring.grading import Verdict, verdict
from scoring.panel import Panel
from scoring.ranking import ranking
from scoring.risk import UNCLEAR, first_things, rigid_board
from scoring.score import county_card, town_card


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """One round, scored. Its tables are shared between sessions: take them, never write into them."""

    round: Round
    scheme: Scheme
    roster: Roster
    values: pd.DataFrame
    evidence: pd.DataFrame
    """The documents that are named, as the office has found them: columns of ``data.evidence_documents.settled``."""

    problems: pd.DataFrame
    """The problems that hang: on the round's lists or entered on the page, and not closed."""

    completeness: pd.DataFrame
    """How many of the figures asked of it each town has given: ``unit``, ``reported``, ``expected``."""

    before: Callable[[], Diagnosis | None] = field(default=lambda: None, repr=False)
    """The diagnosis of the round before this one."""

    @classmethod
    def of(
        cls, store: Store, scheme: Scheme, round_name: str, before: Callable[[], Diagnosis | None] = lambda: None
    ) -> Diagnosis:
        """The diagnosis of a round as it stands in the store; StoreError when there is no such round."""
        chosen = store.round(round_name)
        counted = CountedFigures.of(store, scheme, round_name)
        values, problems = counted.among(store.values(round_name)), counted.listing.hanging
        evidence = settled(scheme, store.evidence(round_name), EvidenceChecks(store).of_round(round_name))
        reported = of_towns(completeness(store, scheme, chosen, evidence))
        return cls(chosen, scheme, counted.roster, values, evidence, problems, reported, before)

    @cached_property
    def panel(self) -> Panel:
        """The figures of the round side by side."""
        units = self.roster.units()
        return Panel(self.scheme, self.values, units if len(units) else None)

    @cached_property
    def towns(self) -> Scorecard:
        """The towns' scorecard."""
        return town_card(self.panel)

    @cached_property
    def county(self) -> Scorecard:
        """The county's scorecard."""
        return county_card(self.panel)

    @cached_property
    def units(self) -> list[str]:
        """The towns in the order in which they stand on every page: by group, then as in the roster."""
        table = pd.DataFrame({"unit": self.towns.units, "group": self.towns.groups})
        order = {group: place for place, group in enumerate(dict.fromkeys(table["group"]))}
        return list(table.sort_values("group", key=lambda column: column.map(order), kind="stable")["unit"])

    @cached_property
    def groups(self) -> list[str]:
        """The groups of towns."""
        return list(dict.fromkeys(self.towns.groups))

    @cached_property
    def verdict(self) -> Verdict:
        """The verdict on the county."""
        return verdict(self.county, waiting=int((self.county_board["state"] == UNCLEAR).sum()))

    @cached_property
    def town_gaps(self) -> pd.DataFrame:
        """Lost points of the towns, a row a town and item."""
        return gaps(self.towns)

    @cached_property
    def county_gaps(self) -> pd.DataFrame:
        """Lost points of the county, a row an item."""
        return gaps(self.county)

    @cached_property
    def ranking(self) -> pd.DataFrame:
        """The towns' ranking, compared with the round before."""
        earlier = self.before()
        return ranking(self.towns, earlier.places if earlier else None, self._open_problems)

    @cached_property
    def comparable(self) -> frozenset[str]:
        """The towns that reported in this round and in the one before."""
        return frozenset(self.ranking.loc[self.ranking["score_change"].notna(), "unit"])

    @cached_property
    def places(self) -> pd.DataFrame:
        """The same by itself: no other round is scored for it."""
        return ranking(self.towns, None, self._open_problems)

    @property
    def _open_problems(self) -> pd.Series | None:
        return self.problems.groupby("town").size() if len(self.problems) else None

    @cached_property
    def county_board(self) -> pd.DataFrame:
        """The rigid items of the county."""
        return rigid_board(self.county, self.documents, self.problems, self.towns)

    @cached_property
    def town_board(self) -> pd.DataFrame:
        """The rigid items of the towns."""
        return rigid_board(self.towns, self.documents, self.problems)

    @cached_property
    def documents(self) -> pd.DataFrame:
        """Every document that is required or named, a row each: columns of ``data.evidence_documents.DOCUMENTS``."""
        return documents(self.scheme, self._tasks, self.evidence)

    @property
    def _tasks(self) -> dict[tuple[str, str], None]:
        """Which unit has to prove which item: each town its own tasks, the county those scored for it alone."""
        towns = {
            (str(self.towns.units[row]), self.towns.indicators[column].code): None
            for row, column in zip(*self.towns.full.nonzero(), strict=True)
        }
        county = zip(self.county.indicators, self.county.full[0], strict=True)
        return {**towns, **{(COUNTY, one.code): None for one, full in county if full and one.scope == "county"}}

    @cached_property
    def first_things(self) -> pd.DataFrame:
        """What to do first, with the date by which it has to be done."""
        table = first_things(self.county_board, self.town_board)
        return table.assign(due_on=self.round.rectify_by)

    @cached_property
    def town_verdicts(self) -> dict[str, Verdict]:
        """The verdict on every town, as if it were graded by itself."""
        places = self.ranking.set_index("unit")["rank"]
        return {str(unit): verdict(self.towns, row, int(places[unit])) for row, unit in enumerate(self.towns.units)}

    @property
    def reported(self) -> bool:
        """Whether any figure has been reported at all."""
        told = self.values[~self.values["source"].isin([COUNTED, SURVEYED])]
        return bool((told["status"] != "unreported").any())

    def card_of(self, unit: str) -> Scorecard:
        """The scorecard on which the unit stands."""
        return self.county if unit == COUNTY else self.towns

    def explain(self, unit: str, code: str) -> Explanation | None:
        """How the unit's score of the item came about; None when the item is not scored for it."""
        try:
            return self.card_of(unit).explain(unit, code)
        except KeyError:
            return None


def diagnose(store: Store, round_name: str) -> Diagnosis:
    """The diagnosis of a round under its own scheme, with that of the round before; StoreError for no such round."""
    chosen, rounds = store.round(round_name), store.rounds()
    earlier = [one.name for one in rounds if one.position < chosen.position]
    before = partial(diagnose, store, earlier[-1]) if earlier else lambda: None
    return Diagnosis.of(store, scheme_under(store, fingerprint_of(chosen)), round_name, cache(before))


def of_towns(table: pd.DataFrame) -> pd.DataFrame:
    """Of who has reported how much, the towns: ``unit``, ``reported``, ``expected``."""
    towns = table[table["kind"] == "town"]
    return towns.rename(columns={"given": "reported", "asked": "expected"})[["unit", "reported", "expected"]]
