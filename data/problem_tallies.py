"""The ledger of problems as tables to draw: a row a problem, and how many are closed, due and overdue by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from data.completeness import completeness
from data.county_itself import town_words
from data.problem_book import ProblemBook
from data.problem_lists import Pending, keys_of
from data.problems import CLOSED, SUBMITTED, Problem
from data.roster import Roster
from data.store import Store
from scoring import Scheme

SOON = timedelta(days=7)
"""What is due within this time is due soon."""

NO_THEME, NOBODY = "未关联指标", "未明确"
COLUMNS = (
    "id", "town", "village", "where", "description", "indicator", "item", "source", "responsible_unit", "theme",
    "rigid", "state", "due_on", "counts", "closed", "waiting", "overdue", "soon", "off_list", "again", "withdrawn",
)  # fmt: skip
COUNTED = ("all", "closed", "waiting", "soon", "overdue", "rigid_open")


@dataclass(frozen=True)
class ProblemLedger:
    """The ledger beside the lists of a round: ``on_list`` are the problems that the lists name, ``came`` the towns
    whose workbook has come, ``pending`` what the lists say that the ledger does not know yet.
    """

    problems: Sequence[Problem]
    pending: Pending
    on_list: frozenset[str]
    came: frozenset[str]

    @classmethod
    def of(cls, store: Store, scheme: Scheme, round_name: str) -> ProblemLedger:
        """The ledger of a store beside a round."""
        book, chosen = ProblemBook(store), store.round(round_name)
        sent = completeness(store, scheme, chosen)
        came = frozenset(sent.loc[sent["given"] > 0, "unit"])
        return cls(book.all(), book.pending(round_name), frozenset(keys_of(store.problems(round_name))), came)

    def not_taken_over(self) -> str:
        """«2 个新问题、1 个有改动» of what the lists say that the ledger does not know yet; "" for nothing."""
        told = {"新问题": len(self.pending.new), "有改动": len(self.pending.changed)}
        return "、".join(f"{count} 个{what}" for what, count in told.items() if count)

    def one(self, number: int) -> Problem | None:
        """The problem of that number."""
        return next((found for found in self.problems if found.id == number), None)


def ledger_table(ledger: ProblemLedger, scheme: Scheme, roster: Roster, today: date) -> pd.DataFrame:
    """One row a problem, the withdrawn ones too: rigid first, then overdue, then by day. Columns: COLUMNS.

    ``town`` is as it is shown: 县本级 for the county's own, which stand after those of the towns.
    ``off_list``: its town's latest list no longer names it although it hangs; ``again``: a list names it although it
    has been closed.
    """
    rows = [_row(ledger, scheme, one, today) for one in ledger.problems]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    towns = {town: place for place, town in enumerate(roster.town_names)}
    order = table.assign(
        done=~table["counts"].astype(bool), easy=~table["rigid"].astype(bool), calm=~table["overdue"].astype(bool),
        day=[day or date.max for day in table["due_on"]], place=[towns.get(town, len(towns)) for town in table["town"]],
    )  # fmt: skip
    return order.sort_values(["done", "easy", "calm", "day", "place", "id"], ignore_index=True)[list(COLUMNS)]


def _row(ledger: ProblemLedger, scheme: Scheme, one: Problem, today: date) -> list[object]:
    item = scheme.indicator(one.indicator) if one.indicator in scheme else None
    theme = (item.rigid or item.category_name) if item else NO_THEME
    rigid = bool(item.rigid) if item else bool(one.rigid)
    soon = one.counts and one.due_on is not None and today <= one.due_on <= today + SOON
    named = one.matched_by in ledger.on_list
    off_list = one.counts and one.origin == "list" and not named and one.town in ledger.came
    words = f"{one.indicator} {item.name}" if item else one.indicator
    return [
        one.id, town_words(one.town), one.village, one.where, one.description, one.indicator, words,
        one.source or NOBODY, one.responsible_unit or NOBODY, theme, rigid, one.state, one.due_on, one.counts,
        one.state == CLOSED and not one.withdrawn_at, one.counts and one.state == SUBMITTED, one.overdue(today), soon,
        off_list, one.state == CLOSED and named, one.withdrawn_at is not None,
    ]  # fmt: skip


def standing(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that were not withdrawn."""
    return table[~table["withdrawn"].astype(bool)]


def tally(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """How many problems by a column: ``by`` and COUNTED; those with rigid ones open first, then overdue, then most."""
    rows = standing(table)
    marks = pd.DataFrame({
        by: rows[by], "all": 1, "rigid_open": rows["rigid"].astype(bool) & rows["counts"].astype(bool),
        **{name: rows[name].astype(bool) for name in ("closed", "waiting", "soon", "overdue")},
    })  # fmt: skip
    sums = marks.groupby(by, sort=False)[list(COUNTED)].sum().astype(int).reset_index()
    return sums.sort_values(["rigid_open", "overdue", "all"], ascending=False, kind="stable", ignore_index=True)


def hot_villages(table: pd.DataFrame, limit: int = 10) -> pd.DataFrame:
    """The villages on which most problems hang: town, village, open, overdue, rigid; those with two or more."""
    rows = table[table["counts"].astype(bool) & (table["village"] != "")]
    marks = rows.assign(open=1, overdue=rows["overdue"].astype(int), rigid=rows["rigid"].astype(int))
    sums = marks.groupby(["town", "village"], sort=False)[["open", "overdue", "rigid"]].sum().reset_index()
    found = sums[sums["open"] > 1].sort_values(["open", "rigid", "overdue"], ascending=False, kind="stable")
    return found.head(limit).reset_index(drop=True)
