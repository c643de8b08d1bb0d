"""The demo county into a store, through the same reader and the same doors as anybody's workbooks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from data.demo.checking import check_evidence
from data.demo.county import chosen_towns, roster
from data.demo.dates import EVALUATION_BY, RECTIFY_BY, ROUNDS, DemoRound, moment
from data.demo.innovation import list_cases
from data.demo.ledger import keep_ledger
from data.demo.survey import take_survey
from data.demo.workbooks import DemoWorkbook, count_workbooks, demo_workbooks
from data.place import DEMO_SETTING
from data.reading import read_workbook
from data.receipts import Receipt, Upload, receipt
from data.receiving import compared
from data.roster import Roster
from data.standing import Standing
from data.store import Store
from scoring.scheme import Scheme
from scoring.scheme_file import scheme_path

OFFICE = "县委农办"

Progress = Callable[[float, str], None]
"""Told how much is done (0 … 1) and what is being done."""


def load_demo(
    store: Store,
    scheme: Scheme,
    *,
    towns: int | None = None,
    rounds: int | None = None,
    progress: Progress | None = None,
) -> None:
    """Fill an empty store with the demo county; a store with a round in it is left as it is.

    ``towns`` and ``rounds`` load only so many, for tests.
    """
    if store.rounds():
        return
    chosen = ROUNDS[:rounds]
    members = roster(scheme, chosen_towns(towns))
    opened = _opened_at(chosen[0])
    store.set_setting(DEMO_SETTING, True, OFFICE, opened)
    store.save_roster(members, OFFICE, opened)
    _Loading(store, scheme, members, progress or _silent).load(chosen, towns)


class _Loading:
    """The workbooks on their way into the store, and how far they are."""

    def __init__(self, store: Store, scheme: Scheme, members: Roster, progress: Progress) -> None:
        self.store, self.scheme, self.members, self.progress = store, scheme, members, progress
        self.done, self.all = 0, 1
        self.fingerprint: str | None = None

    def load(self, rounds: Sequence[DemoRound], towns: int | None) -> None:
        """Open each round and take in what was sent for it."""
        self.all = count_workbooks(self.scheme, rounds, towns)
        self.fingerprint = self._keep_scheme(_opened_at(rounds[0]))
        for one in rounds:
            self._open(one)
            self._take_in(one, towns)
            keep_ledger(self.store, chosen_towns(towns), one, OFFICE)
            check_evidence(self.store, self.scheme, one)
            list_cases(self.store, self.scheme, self.members, one, OFFICE)
            take_survey(self.store, self.scheme, self.members, chosen_towns(towns), one, OFFICE)

    def _keep_scheme(self, at: datetime) -> str | None:
        """Store the scheme's text, so that the scores never move; None when the scheme is not one on disk."""
        texts = {one.name: one.read_text("utf-8") for one in sorted(scheme_path(self.scheme.code).glob("*.yaml"))}
        return self.store.save_scheme(self.scheme.code, self.scheme.version, texts, OFFICE, at) if texts else None

    def _open(self, one: DemoRound) -> None:
        self.store.open_round(
            one.name, self.scheme.code, self.scheme.version, one.opened_on, one.due_on, RECTIFY_BY, EVALUATION_BY,
            scheme_sha256=self.fingerprint, by=OFFICE, at=_opened_at(one),
        )  # fmt: skip

    def _take_in(self, one: DemoRound, towns: int | None) -> None:
        """Read and check all that was sent for the round, then accept it, each workbook when it came."""
        standing = Standing.of(self.store, self.scheme, one.name)
        sent, receipts = [], []
        for workbook in demo_workbooks(self.scheme, one, towns):
            sent.append(workbook)
            receipts.append(self._read(standing, workbook))
        for workbook, accepted in zip(sent, compared(standing, receipts), strict=True):
            content, by, at = workbook.content, workbook.submitted_by, workbook.submitted_at
            self.store.save_submission(one.name, accepted.intake, content, by, at)

    def _read(self, standing: Standing, workbook: DemoWorkbook) -> Receipt:
        self.progress(self.done / self.all, workbook.file_name)
        name, content = workbook.file_name, workbook.content
        intake = read_workbook(content, name, self.scheme, self.members, standing.round.name)
        self.done += 1
        self.progress(self.done / self.all, name)
        return receipt(standing, Upload(name, content), intake, workbook.submitted_at)


def _opened_at(one: DemoRound) -> datetime:
    return moment(one.opened_on, 9 * 60)


def _silent(_done: float, _what: str) -> None:
    """Nobody wants to know."""
