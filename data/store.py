"""The store: everything that has been said to the office, kept in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Self, Unpack

import pandas as pd
from sqlalchemy import Connection, select

from data import store_corrections, store_reading, store_rounds, store_schemes, store_settings
from data.intake import CORRECTED, Intake
from data.named_documents import read_named
from data.roster import Roster
from data.store_clearing import clear_demo
from data.store_corrections import Correction, Counting, read_corrections
from data.store_engine import StoreError, change, migrate, open_engine
from data.store_roster import read_roster, roster_of_round, save_roster
from data.store_rounds import Round, RoundDates
from data.store_schemes import SchemeVersion
from data.store_submissions import Submission, save_submission, withdraw
from data.tables import originals, revision_counter, submissions

__all__ = ["Correction", "Counting", "Round", "RoundDates", "SchemeVersion", "Store", "StoreError", "Submission"]


class Store:
    """A database by URL: ``sqlite:///store.db`` or ``postgresql://…``. Threads may share one store.

    Each change is one transaction, is logged with who (``by``) and when (``at``, with a time zone; now when left out)
    and raises the revision by one. Nothing is deleted but the demo county. Each method raises StoreError for what the
    store refuses.
    """

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)

    def migrate(self) -> Self:
        """Bring the schema up to date, from nothing if need be; to be called once at start-up."""
        migrate(self.engine)
        return self

    def close(self) -> None:
        """Let go of the database's connections."""
        self.engine.dispose()

    def revision(self) -> int:
        """A number that every change raises: what was computed under it holds as long as it stays."""
        with self.engine.begin() as connection:
            return int(connection.execute(select(revision_counter.c.revision)).scalar_one())

    def events(self) -> pd.DataFrame:
        """The log of changes, the latest first: revision, at, by, action, subject, details (dict)."""
        with self.engine.begin() as connection:
            return store_settings.read_events(connection)

    def clear_demo(self, by: str = "", at: datetime | None = None) -> None:
        """Take the demo county out, so that the office can begin; the only thing that is ever deleted."""
        with change(self.engine, "clear_demo", by, at) as one:
            clear_demo(one)

    # Settings and roster

    def setting(self, key: str, default: Any = None) -> Any:
        """The JSON value under that key, or the default."""
        with self.engine.begin() as connection:
            return store_settings.setting(connection, key, default)

    def set_setting(self, key: str, value: Any, by: str = "", at: datetime | None = None) -> None:
        """Put a JSON value under the key."""
        with change(self.engine, "set_setting", by, at) as one:
            store_settings.set_setting(one, key, value)

    def roster(self) -> Roster:
        """The roster as last saved; an empty one before that."""
        with self.engine.begin() as connection:
            return read_roster(connection)

    def roster_of(self, round_name: str) -> Roster:
        """The roster under which a round is scored: the last saved, for a frozen round that of its freeze."""
        with self.engine.begin() as connection:
            return roster_of_round(connection, round_name)

    def save_roster(self, roster: Roster, by: str = "", at: datetime | None = None) -> None:
        """Put this roster in the place of the last one, which is kept."""
        with change(self.engine, "save_roster", by, at) as one:
            save_roster(one, roster)

    # Schemes and rounds

    def save_scheme(
        self, code: str, version: str, files: Mapping[str, str], by: str = "", at: datetime | None = None
    ) -> str:
        """Keep the texts of a scheme, file name → text; its fingerprint. Nothing changes when they are known."""
        sha256 = store_schemes.scheme_fingerprint(code, version, files)
        with self.engine.begin() as connection:
            known = store_schemes.has_scheme(connection, sha256)
        if not known:
            with change(self.engine, "save_scheme", by, at) as one:
                store_schemes.save_scheme(one, sha256, code, version, files)
        return sha256

    def scheme_versions(self) -> list[SchemeVersion]:
        """The stored schemes, the earliest first."""
        with self.engine.begin() as connection:
            return store_schemes.scheme_versions(connection)

    def scheme_files(self, sha256: str) -> dict[str, str]:
        """The texts of the scheme with that fingerprint, file name → text."""
        with self.engine.begin() as connection:
            return store_schemes.scheme_files(connection, sha256)

    def open_round(
        self,
        name: str,
        scheme_code: str,
        scheme_version: str,
        opened_on: date | None = None,
        due_on: date | None = None,
        rectify_by: date | None = None,
        evaluation_by: date | None = None,
        *,
        scheme_sha256: str | None = None,
        by: str = "",
        at: datetime | None = None,
    ) -> Round:
        """Open a round after the last one. ``scheme_sha256`` names a stored scheme."""
        dates = (opened_on, due_on, rectify_by, evaluation_by)
        opened = Round(name, scheme_code, scheme_version, *dates, scheme_sha256=scheme_sha256)
        with change(self.engine, "open_round", by, at) as one:
            return store_rounds.open_round(one, opened)

    def rounds(self) -> list[Round]:
        """The rounds in the order in which they were opened."""
        with self.engine.begin() as connection:
            return store_rounds.all_rounds(connection)

    def round(self, name: str) -> Round:
        """The round of that name."""
        with self.engine.begin() as connection:
            return store_rounds.read_round(connection, name)

    def set_round_dates(self, name: str, by: str = "", at: datetime | None = None, **dates: Unpack[RoundDates]) -> None:
        """Change dates of a round, any of opened_on, due_on, rectify_by, evaluation_by; the others stay."""
        with change(self.engine, "set_round_dates", by, at) as one:
            store_rounds.set_dates(one, name, dates)

    def set_round_scheme(self, name: str, sha256: str, reason: str, by: str = "", at: datetime | None = None) -> None:
        """Score an open round under another stored scheme from now on; the log keeps the reason."""
        with change(self.engine, "set_round_scheme", by, at) as one:
            store_rounds.set_scheme(one, name, sha256, reason)

    # Submissions

    def save_submission(
        self, round_name: str, intake: Intake, content: bytes, by: str, at: datetime | None = None
    ) -> Submission:
        """Keep one workbook with what was read from it, in the place of the unit's earlier one of the same kind."""
        return self.save_submissions(round_name, [(intake, content)], by, at)[0]

    def save_submissions(
        self, round_name: str, workbooks: Iterable[tuple[Intake, bytes]], by: str, at: datetime | None = None
    ) -> list[Submission]:
        """Keep several workbooks, each an intake with its file's bytes: all of them or, when one fails, none."""
        with change(self.engine, "save_submission", by, at) as one:
            return [save_submission(one, round_name, intake, content) for intake, content in workbooks]

    def withdraw(self, submission_id: int, reason: str, by: str, at: datetime | None = None) -> None:
        """Take a submission back, with a reason; the one it had superseded counts again."""
        with change(self.engine, "withdraw", by, at) as one:
            withdraw(one, submission_id, reason)

    # Corrections

    def correct(
        self,
        round_name: str,
        right: Correction,
        reason: str,
        seen: Counting,
        by: str,
        at: datetime | None = None,
        counted: pd.DataFrame | None = None,
    ) -> int:
        """Put a single figure right, with a reason; the correction's number.

        ``seen`` is what counted when the page was drawn: when something else counts by now, nothing is changed.
        ``counted`` are the rows of ``data.counted_figures`` as they stand, where the scheme has any.
        """
        with change(self.engine, "correct", by, at) as one:
            return store_corrections.correct(one, round_name, right, reason, seen, counted)

    def withdraw_correction(self, number: int, reason: str, by: str, at: datetime | None = None) -> None:
        """Take a correction back, with a reason; what counted before it counts again."""
        with change(self.engine, "withdraw_correction", by, at) as one:
            store_corrections.withdraw_correction(one, number, reason)

    def corrections(self, round_name: str, current_only: bool = True) -> pd.DataFrame:
        """The corrections of a round, oldest first; columns ``store_corrections.CORRECTIONS``."""
        with self.engine.begin() as connection:
            return read_corrections(connection, round_name, current_only)

    def original(self, sha256: str) -> bytes:
        """The file with that SHA-256, byte for byte as it came."""
        with self.engine.begin() as connection:
            found = connection.execute(select(originals.c.content).where(originals.c.sha256 == sha256))
            content = found.scalar_one_or_none()
        if content is None:
            raise StoreError(f"没有 SHA-256 为 {sha256} 的原件。")
        return bytes(content)

    # Tables

    def submissions(self, round_name: str, current_only: bool = True) -> pd.DataFrame:
        """The submissions of a round, oldest first; columns of ``store_reading.SUBMISSIONS``."""
        with self.engine.begin() as connection:
            return store_reading.round_submissions(connection, round_name, current_only)

    def values(self, round_name: str, source: str | None = None) -> pd.DataFrame:
        """The figures of a round that count, or those of one source (自报, 核定, 抽查, 更正) alone.

        Of one figure 更正 outranks 抽查, 抽查 outranks 核定 and 核定 outranks 自报. Columns:
        ``store_reading.STORED_VALUE_COLUMNS``; a corrected figure has the negative number of its correction where
        others have their submission's.
        """
        with self.engine.begin() as connection:
            came = store_reading.round_submissions(connection, round_name)
            kept = came if source is None else came[came["source"] == source]
            wanted = source in (None, CORRECTED)
            corrected = store_corrections.as_values(read_corrections(connection, round_name)) if wanted else None
            return store_reading.read_values(connection, kept, corrected)

    def every_value(self, round_name: str) -> pd.DataFrame:
        """The figures of a round as each source says them, whether they count or not; columns as of ``values``."""
        with self.engine.begin() as connection:
            came = store_reading.round_submissions(connection, round_name)
            corrected = store_corrections.as_values(read_corrections(connection, round_name))
            return store_reading.read_values(connection, came, corrected, every=True)

    def verifications(self, round_name: str) -> pd.DataFrame:
        """What departments said of towns' figures (核定意见); columns ``store_reading.STORED_VERIFICATION_COLUMNS``."""
        return self._of_round(store_reading.read_verifications, round_name)

    def value_history(self, round_name: str, unit: str, indicator: str, input_id: str) -> pd.DataFrame:
        """Every row ever submitted or corrected of one figure in a round, the latest first, superseded and withdrawn
        ones too."""
        with self.engine.begin() as connection:
            came = store_reading.round_submissions(connection, round_name, current_only=False)
            corrected = store_corrections.as_values(read_corrections(connection, round_name, current_only=False))
            return store_reading.read_value_history(connection, came, corrected, unit, indicator, input_id)

    def problems(self, round_name: str) -> pd.DataFrame:
        """The problem lists (问题清单) of a round; columns ``store_reading.STORED_PROBLEM_COLUMNS``."""
        return self._of_round(store_reading.read_problems, round_name)

    def evidence(self, round_name: str) -> pd.DataFrame:
        """The evidence (佐证) named in a round; columns ``store_reading.STORED_EVIDENCE_COLUMNS``.

        What only a list of evidence has named stands behind, with a negative ``submission``.
        """
        sent = self._of_round(store_reading.read_evidence, round_name)
        with self.engine.begin() as connection:
            named = read_named(connection, round_name)
        return pd.concat([sent, named.astype(sent.dtypes)], ignore_index=True) if len(named) else sent

    def self_scores(self, round_name: str) -> pd.DataFrame:
        """The self-scores (自评分) of a round; columns ``store_reading.STORED_SELF_SCORE_COLUMNS``."""
        return self._of_round(store_reading.read_self_scores, round_name)

    def findings(self, round_name: str | None = None, *, submission: int | None = None) -> pd.DataFrame:
        """The findings of a round's current submissions, or of one submission.

        Columns: ``store_reading.STORED_FINDING_COLUMNS``; ``unit`` is who sent the workbook.
        """
        with self.engine.begin() as connection:
            if submission is not None:
                came = store_reading.read_submissions(connection, submissions.c.id == submission)
            else:
                came = store_reading.round_submissions(connection, round_name or "")
            return store_reading.read_findings(connection, came)

    def _of_round(self, read: Callable[[Connection, pd.DataFrame], pd.DataFrame], round_name: str) -> pd.DataFrame:
        with self.engine.begin() as connection:
            return read(connection, store_reading.round_submissions(connection, round_name))
