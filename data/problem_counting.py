"""Which problems count in a round.

Those on its lists and those of the ledger, less what the office has closed or withdrawn: a town that leaves a problem
out of its next list has not closed it. A frozen round sees the ledger as of its freeze, a past one as of the day on
which the next was opened: what is closed later does not make an earlier round look better.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cached_property
from itertools import groupby
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from data.clock import BEIJING
from data.intake import PROBLEMS, Intake
from data.loop_tables import freezes
from data.problem_lists import UPDATED, keys_of
from data.problems import EDIT, Problem, Step, as_of
from data.shape import COUNT, MOMENT, TEXT, Shape
from data.store_problems import read_problems, read_steps
from data.store_reading import read_problems as read_listed
from data.store_reading import round_submissions
from data.store_rounds import Round, all_rounds, round_id

STORED = Shape({**PROBLEMS.dtypes, "file": TEXT, "submission": COUNT, "submitted_at": MOMENT, "sha256": TEXT})
ON_THE_PAGE = "页面登记"
"""What stands for the file of a problem that was entered on the page."""


@dataclass(frozen=True, eq=False)
class Listing:
    """What is known of problems in a round: ``rows`` of its lists, the ``ledger`` as the round sees it, and the
    ``steps`` of each of its problems until then.
    """

    round_name: str
    rows: pd.DataFrame
    ledger: Sequence[Problem]
    steps: Mapping[int, Sequence[Step]]

    @classmethod
    def of(cls, connection: Connection, round_name: str) -> Listing:
        """The listing of a round; StoreError when there is no such round."""
        sent = round_submissions(connection, round_name)
        ledger, steps = _ledger(connection, round_name)
        return cls(round_name, read_listed(connection, sent), ledger, steps)

    @cached_property
    def hanging(self) -> pd.DataFrame:
        """The problems that hang; columns of ``data.store_reading.STORED_PROBLEM_COLUMNS``.

        Each once: of rows that are the same problem the last one, as in the ledger. What the office has edited there
        stands in the place of what the list says. One that no list names has its negative number in the ledger where
        others have their list's submission.
        """
        hanging = {one.matched_by for one in self.ledger if one.counts}
        done = {one.matched_by for one in self.ledger} - hanging
        keys = keys_of(self.rows)
        last = {key: place for place, key in enumerate(keys) if key not in done}
        kept = self._edited(keys).iloc[sorted(last.values())]
        beside = [one for one in self.ledger if one.counts and one.matched_by not in set(keys)]
        if not beside:
            return kept.reset_index(drop=True)
        return pd.concat([kept, STORED.frame(map(_row, beside))[list(self.rows.columns)]], ignore_index=True)

    @cached_property
    def towns(self) -> frozenset[str]:
        """The towns that have a list: of which any problem is known, a closed one too, a withdrawn one not."""
        return frozenset(self.rows["town"]) | {one.town for one in self.ledger if one.withdrawn_at is None}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number in the ledger of each problem that counts there, by what it is known by."""
        return {one.matched_by: one.id for one in self.ledger if one.counts}

    def changed_at(self, towns: Collection[str]) -> datetime | None:
        """When anything of the problems of these towns was last said."""
        listed = self.rows.loc[self.rows["town"].isin(towns), "submitted_at"].dropna()
        moved = [step.at for one in self.ledger if one.town in towns for step in self.steps.get(one.id, ())]
        return max([*listed.dt.to_pydatetime(), *moved], default=None)

    def with_workbook(self, intake: Intake, replaced: Collection[int], submission: int) -> Listing:
        """The listing with that workbook accepted in the place of these submissions."""
        kept = self.rows[~self.rows["submission"].isin(replaced)]
        added = intake.problems.assign(
            file=intake.file_name, submission=submission, submitted_at=None, sha256=intake.sha256
        )
        rows = pd.concat([kept, added.astype(STORED.dtypes)[list(kept.columns)]], ignore_index=True)
        return replace(self, rows=rows)

    def _edited(self, keys: Sequence[str]) -> pd.DataFrame:
        """The rows of the lists, known by ``keys``, with what the office has edited since."""
        known = {one.matched_by: one for one in self.ledger if one.withdrawn_at is None}
        said: dict[str, list[Any]] = {name: self.rows[name].tolist() for name in UPDATED}
        for place, one in enumerate(map(known.get, keys)):
            for name in _edited_fields(self.steps.get(one.id, ())) if one else ():
                said[name][place] = getattr(one, name)
        told = {name: pd.Series(said[name], self.rows.index, dtype=STORED.dtypes[name]) for name in UPDATED}
        return self.rows.assign(**told)


def _edited_fields(steps: Sequence[Step]) -> set[str]:
    """Which fields of a problem the office has edited, without those that it is known by."""
    return {name for step in steps if step.action == EDIT for name in step.changes if name in UPDATED}


def _row(one: Problem) -> list[object]:
    said = [getattr(one, name) for name in PROBLEMS.columns]
    return [*said, ON_THE_PAGE, -one.id, one.at, ""]


def _ledger(connection: Connection, round_name: str) -> tuple[list[Problem], dict[int, list[Step]]]:
    """The ledger as the round sees it: the problems of this round and of those before it, with their steps."""
    rounds = all_rounds(connection)
    position = next((one.position for one in rounds if one.name == round_name), 0)
    earlier = {one.name for one in rounds if one.position <= position}
    found = [one for one in read_problems(connection) if one.round_name in earlier]
    if not found:
        return [], {}
    until = _until(connection, round_name, [one for one in rounds if one.position > position])
    steps = {number: list(of) for number, of in groupby(read_steps(connection), lambda step: step.problem)}
    stood = (one if until is None else as_of(one, steps[one.id], until) for one in found)
    seen = {number: [step for step in of if until is None or step.at <= until] for number, of in steps.items()}
    return [one for one in stood if one is not None], seen


def _until(connection: Connection, round_name: str, later: list[Round]) -> datetime | None:
    """The moment up to which the ledger counts for the round; None for all of it."""
    mine = (freezes.c.round_id == round_id(connection, round_name), freezes.c.reopened_at.is_(None))
    frozen: datetime | None = connection.execute(select(func.max(freezes.c.at)).where(*mine)).scalar_one()
    opened = [datetime.combine(one.opened_on, time(), BEIJING) for one in later if one.opened_on]
    return min([*([frozen] if frozen else []), *opened[:1]], default=None)
