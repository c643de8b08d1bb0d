"""Which problems count in a round.

Those on its lists and those that the office has entered or found again, less what the ledger has closed. A frozen round
sees the ledger as of its freeze, a past one as of the day on which the next was opened: what is closed later does not
make an earlier round look better.
"""

from __future__ import annotations

from datetime import datetime, time
from itertools import groupby

import pandas as pd
from sqlalchemy import Connection, func, select

from data.clock import BEIJING
from data.intake import PROBLEMS
from data.loop_tables import freezes
from data.problem_lists import keys_of, listed_rows
from data.problems import RELAPSED, Problem, as_of
from data.shape import COUNT, MOMENT, TEXT, Shape
from data.store import Store
from data.store_problems import read_problems, read_steps
from data.store_rounds import Round, all_rounds, round_id

STORED = Shape({**PROBLEMS.dtypes, "file": TEXT, "submission": COUNT, "submitted_at": MOMENT, "sha256": TEXT})
ON_THE_PAGE = "页面登记"
"""What stands for the file of a problem that was entered on the page."""


def counting_problems(store: Store, round_name: str) -> pd.DataFrame:
    """The problems that hang in a round; columns of ``data.store_reading.STORED_PROBLEM_COLUMNS``.

    One entered on the page has the negative number of the ledger where others have their list's submission.
    """
    with store.engine.begin() as connection:
        rows = listed_rows(connection, round_name)
        ledger = _ledger(connection, round_name)
    if not ledger:
        return rows
    hanging = {one.matched_by for one in ledger if one.counts}
    done = {one.matched_by for one in ledger} - hanging
    keys = keys_of(rows)
    kept = rows[[key not in done for key in keys]]
    beside = [one for one in ledger if one.counts and _beside(one) and one.matched_by not in set(keys)]
    if not beside:
        return kept.reset_index(drop=True)
    return pd.concat([kept, STORED.frame(map(_row, beside))[list(rows.columns)]], ignore_index=True)


def _beside(one: Problem) -> bool:
    """Whether it counts although no list names it: entered by the office, or found again by it."""
    return one.origin != "list" or one.state == RELAPSED


def _row(one: Problem) -> list[object]:
    said = [getattr(one, name) for name in PROBLEMS.columns]
    return [*said, ON_THE_PAGE, -one.id, one.at, ""]


def _ledger(connection: Connection, round_name: str) -> list[Problem]:
    """The ledger as the round sees it: the problems of this round and of those before it."""
    rounds = all_rounds(connection)
    position = next((one.position for one in rounds if one.name == round_name), 0)
    earlier = {one.name for one in rounds if one.position <= position}
    found = [one for one in read_problems(connection) if one.round_name in earlier]
    until = _until(connection, round_name, [one for one in rounds if one.position > position])
    if until is None or not found:
        return found
    steps = {number: list(of) for number, of in groupby(read_steps(connection), lambda step: step.problem)}
    stood = (as_of(one, steps[one.id], until) for one in found)
    return [one for one in stood if one is not None]


def _until(connection: Connection, round_name: str, later: list[Round]) -> datetime | None:
    """The moment up to which the ledger counts for the round; None for all of it."""
    mine = (freezes.c.round_id == round_id(connection, round_name), freezes.c.reopened_at.is_(None))
    frozen: datetime | None = connection.execute(select(func.max(freezes.c.at)).where(*mine)).scalar_one()
    opened = [datetime.combine(one.opened_on, time(), BEIJING) for one in later if one.opened_on]
    return min([*([frozen] if frozen else []), *opened[:1]], default=None)
