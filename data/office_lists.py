"""The office's own lists of problems (国家暗访, 省级审计巡察, 市级督导 …) loaded into the ledger from a workbook.

A town's list comes with its form and is taken over from there (``data.problem_lists``). A list that a superior hands
to the county names many towns and belongs to no form: it is entered row by row, under the rules of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from data.findings import Finding, finding
from data.problem_book import refuse_incomplete
from data.problem_lists import UPDATED
from data.problems import ENTER, FIELDS, LIST, OPEN, Problem, Said, matched_by
from data.reading.container import UnreadableError
from data.reading.isolated import Pack, readers
from data.reading.office_list import read_office_list
from data.roster import Roster
from data.store import Store
from data.store_engine import Change, StoreError, change
from data.store_problems import Changes, add_problem, change_problem, read_problems
from data.store_rounds import round_id
from data.store_submissions import keep_original
from scoring.scheme import COUNTY, Scheme

Row = Mapping[str, Any]

_SAID_ANOTHER_WAY = {"R504", "R506", "R514"}
"""Findings of lists that are taken over as they are; here such a row is set aside, with a sentence of its own."""


@dataclass(frozen=True)
class OfficeList:
    """One workbook as read: the rows that can be entered, with what is wrong in the others."""

    file_name: str
    sha256: str
    rows: Sequence[Row]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Loaded:
    """How many problems were new, how many known ones had blanks filled in, how many were known as they are."""

    new: int
    filled: int
    same: int


def office_list(content: bytes, file_name: str, scheme: Scheme, roster: Roster) -> OfficeList:
    """What the workbook says, read in a process of its own; rows that the ledger would refuse are findings."""
    try:
        read = readers().ask(read_office_list, (content, file_name), Pack(scheme, roster))
    except UnreadableError as stopped:
        read = (sha256(content).hexdigest(), [], (stopped.finding,))
    digest, rows, found = read
    kept = [one for one in found if one.code not in _SAID_ANOTHER_WAY]
    sound, refused = _sorted_out(rows, roster)
    return OfficeList(file_name, digest, sound, (*kept, *refused))


def _sorted_out(rows: Sequence[Row], roster: Roster) -> tuple[list[Row], list[Finding]]:
    """The rows that can be entered, and a finding for each of the others."""
    sound, refused, seen = list[Row](), list[Finding](), dict[str, str]()
    for row in rows:
        why = _why_refused(row, roster, seen)
        if why is None:
            sound.append(row)
            seen[matched_by(row)] = row["cell"]
        else:
            refused.append(why)
    return sound, refused


def _why_refused(row: Row, roster: Roster, seen: Mapping[str, str]) -> Finding | None:
    place = {"sheet": row["sheet"], "cell": row["cell"], "typed": row["description"]}
    if row["town"] and row["town"] not in (*roster.town_names, COUNTY):
        return finding("R518", **{**place, "typed": row["town"]})
    try:
        refuse_incomplete({name: row[name] for name in FIELDS})
    except StoreError as why:
        return finding("R517", **place, why=str(why))
    first = seen.get(matched_by(row))
    return finding("R519", **place, first=first) if first else None


def known_as(rows: Sequence[Row], ledger: Sequence[Problem]) -> list[int | None]:
    """The number under which the ledger has each row already; None for a new one."""
    numbers = {one.matched_by: one.id for one in ledger if one.withdrawn_at is None}
    return [numbers.get(matched_by(row)) for row in rows]


class OfficeListBook:
    """Lists of a store's office."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def load(self, round_name: str, read: OfficeList, content: bytes, by: str, at: datetime | None = None) -> Loaded:
        """Enter the rows. Of a problem known already only what was blank is filled in. StoreError when nothing is."""
        if not by.strip():
            raise StoreError("请填写登记人姓名。")
        if not read.rows:
            raise StoreError("这份清单没有可采用的问题，没有导入。")
        with change(self.store.engine, "load_problems", by.strip(), at) as one:
            keep_original(one.connection, read.sha256, content)
            done = list(_enter(one, round_name, read))
            loaded = Loaded(*(done.count(what) for what in ("new", "filled", "same")))
            one.log(read.file_name, sha256=read.sha256, new=loaded.new, filled=loaded.filled, same=loaded.same)
        return loaded


def _enter(one: Change, round_name: str, read: OfficeList) -> Iterator[str]:
    """Write each row; what it came to."""
    known = {each.matched_by: each for each in read_problems(one.connection) if each.withdrawn_at is None}
    key = round_id(one.connection, round_name)
    for row in read.rows:
        note, problem = f"据 {read.file_name} {row['sheet']} {row['cell']}", known.get(matched_by(row))
        if problem is None:
            beside = {"origin": "page", "matched_by": matched_by(row), "sheet": "", "cell": "", "round_id": key}
            add_problem(one, {**row, **beside}, ENTER, OPEN, note)
            yield "new"
        elif filled := _blanks_filled(problem, row):
            change_problem(one, problem, LIST, problem.state, Said(note), filled)
            yield "filled"
        else:
            yield "same"


def _blanks_filled(problem: Problem, row: Row) -> Changes:
    now = {name: getattr(problem, name) for name in UPDATED}
    return {name: (told, row[name]) for name, told in now.items() if told in ("", None) and row[name]}
