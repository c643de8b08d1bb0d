"""Everything that slides and documents of one round are written from.

It is read from the store at once: what changes there afterwards does not change it, so that the speaker's numbers
stand still.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from data.answers import answers
from data.appeals import Appeal, AppealBook
from data.comparing import change_between
from data.diagnosis import Diagnosis
from data.duty import Duties
from data.evidence_ledger import Ledger
from data.fingerprint import fingerprint, spoken
from data.freezing import FROZEN
from data.innovation.account import InnovationAccount
from data.place import DEMO_SETTING
from data.problem_photos import Photo, photos
from data.problem_tallies import ProblemLedger, ledger_table
from data.store import Store
from data.survey.rates import Survey
from data.town_portrait import Portrait
from data.town_tasks import Task, tasks
from scoring.round_change import RoundChange


@dataclass(frozen=True, eq=False)
class Material:
    """One round as reports see it. ``today`` decides what is overdue. Take its tables, never write into them.

    ``problems`` has the columns of ``data.problem_tallies.COLUMNS`` (that module tallies it), ``answers`` those of
    ``data.answers.ANSWERS``; ``change`` is what moved every total and place since the round before, None for the first;
    ``photos`` are small copies, of problems that hang; ``not_taken_over`` says what the lists hold that the ledger does
    not know yet, since towns' pages count it and the lists of problems do not.
    """

    diagnosis: Diagnosis
    today: date
    demo: bool
    problems: pd.DataFrame = field(repr=False)
    answers: pd.DataFrame = field(repr=False)
    appeals: tuple[Appeal, ...] = field(repr=False)
    change: RoundChange | None = field(repr=False)
    survey: Survey = field(repr=False)
    innovation: InnovationAccount = field(repr=False)
    photos: tuple[Photo, ...] = field(repr=False)
    not_taken_over: str

    @classmethod
    def of(cls, store: Store, diagnosis: Diagnosis, today: date) -> Material:
        """What the store holds of the round of that diagnosis."""
        scheme, chosen, before = diagnosis.scheme, diagnosis.round, diagnosis.before()
        known = ProblemLedger.of(store, scheme, chosen.name)
        ledger = ledger_table(known, scheme, diagnosis.roster, today)
        return cls(
            diagnosis,
            today,
            bool(store.setting(DEMO_SETTING, False)),
            ledger,
            answers(store, scheme, chosen),
            tuple(AppealBook(store).of_round(chosen.name)),
            change_between(store, before, diagnosis) if before else None,
            Survey.of(store, diagnosis),
            InnovationAccount.of(store, diagnosis),
            photos(store, list(ledger.loc[ledger["counts"].astype(bool), "id"])),
            known.not_taken_over(),
        )

    @property
    def county(self) -> str:
        """The county's name; 全县 while the roster has none."""
        return self.diagnosis.roster.county or "全县"

    @property
    def frozen(self) -> bool:
        """Whether the round is frozen (封存)."""
        return self.diagnosis.round.status == FROZEN

    @cached_property
    def fingerprint(self) -> str:
        """The round's fingerprint as it is printed."""
        return spoken(fingerprint(self.diagnosis))

    @cached_property
    def duties(self) -> Duties:
        """What departments and county leaders answer for."""
        return Duties(self.diagnosis, self.today)

    @cached_property
    def evidence(self) -> Ledger:
        """What stands behind the points, and what does not."""
        return Ledger.of(self.diagnosis)

    @cached_property
    def portraits(self) -> dict[str, Portrait]:
        """Every town's portrait, in the order in which the towns stand on every page."""
        return {one: Portrait(self.diagnosis, one, self.answers, self.today) for one in self.diagnosis.units}

    @cached_property
    def ranked(self) -> pd.DataFrame:
        """The ranking without the towns of which nothing has been reported: these have no score and no place yet."""
        table = self.diagnosis.ranking
        reported = [self.portraits[unit].reported for unit in table["unit"]]
        return table[np.array(reported, bool)].reset_index(drop=True)

    @cached_property
    def tasks(self) -> dict[str, list[Task]]:
        """What every town has to do, the most urgent first."""
        return {unit: tasks(portrait) for unit, portrait in self.portraits.items()}
