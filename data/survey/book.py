"""The survey's batches (三度调查批次) in a store: taken in file by file, withdrawn with a reason, never deleted."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, func, insert, select, update

from data.findings import Finding
from data.loop_tables import survey_answers, survey_batches
from data.shape import COUNT, TEXT, Shape
from data.store import Store
from data.store_engine import Change, StoreError, change
from data.store_rounds import open_round_id, refuse_frozen, round_id
from data.store_submissions import keep_original
from data.survey.record import ANSWERS, SurveyIntake
from data.tables import rounds

STORED_ANSWERS = Shape({**ANSWERS.dtypes, "batch": COUNT, "file": TEXT, "sha256": TEXT})
"""The answers of a round: a row a respondent, with the batch and the file that it came with."""

ALIKE = 10
"""From so many respondents on, two files whose rows are all the same are one file saved twice."""


@dataclass(frozen=True)
class Batch:
    """One file of answers. ``withdrawn_at`` is None while it counts."""

    id: int
    round_name: str
    file: str
    sha256: str
    respondents: int
    findings: tuple[Finding, ...]
    by: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str

    @property
    def counts(self) -> bool:
        """Whether its answers count."""
        return self.withdrawn_at is None


class SurveyBook:
    """The survey of a store. Each method raises StoreError for what it refuses."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def save(self, round_name: str, intake: SurveyIntake, content: bytes, by: str, at: datetime | None = None) -> int:
        """Keep a file and its answers; the batch's number. What to keep of a file says :mod:`data.survey.copies`.

        Refused are personal data, a file without a respondent, the same file twice, and a frozen round. ValueError
        when ``content`` is not what the intake was read from.
        """
        _refuse_unfit(intake, content, by)
        with change(self.store.engine, "save_survey", by.strip(), at) as one:
            key = open_round_id(one.connection, round_name)
            _refuse_known(one.connection, intake)
            keep_original(one.connection, intake.sha256, content)
            number = _insert(one, key, intake)
            one.log(round_name, batch=number, file=intake.file_name, respondents=len(intake.answers))
        return number

    def withdraw(self, number: int, reason: str, by: str, at: datetime | None = None) -> None:
        """Take a batch back with a reason; its answers stay in the store and no longer count."""
        _named(by)
        if not reason.strip():
            raise StoreError("请写明撤回的原因。")
        with change(self.store.engine, "withdraw_survey", by.strip(), at) as one:
            found = _batch(one.connection, number)
            if found.withdrawn_at is not None:
                raise StoreError(f"第 {number} 批已经由{found.withdrawn_by}撤回。")
            refuse_frozen(one.connection, found.round_id)
            marks = {"withdrawn_at": one.at, "withdrawn_by": one.by, "withdrawn_reason": reason.strip()}
            one.connection.execute(update(survey_batches).where(survey_batches.c.id == number).values(**marks))
            one.log(found.file, batch=number, reason=reason.strip())

    def batches(self, round_name: str) -> list[Batch]:
        """Every batch of a round, the withdrawn ones too, in the order in which they came."""
        with self.store.engine.begin() as connection:
            return _batches(connection, round_name)

    def answers(self, round_name: str) -> pd.DataFrame:
        """The answers that count in a round; columns of STORED_ANSWERS."""
        with self.store.engine.begin() as connection:
            return _answers(connection, round_id(connection, round_name))

    def known(self, intake: SurveyIntake) -> Batch | None:
        """The batch of any round, still counting, that is this very file or says row by row the same; None if none."""
        with self.store.engine.begin() as connection:
            return _known(connection, intake)


def _named(by: str) -> None:
    if not by.strip():
        raise StoreError("请填写经办人姓名。")


def _refuse_unfit(intake: SurveyIntake, content: bytes, by: str) -> None:
    _named(by)
    if intake.personal:
        raise StoreError(f"「{intake.file_name}」里有个人信息，整份不收，也不保存。请删去后再上传。")
    if not intake.readable or intake.answers.empty:
        raise StoreError(f"「{intake.file_name}」里没有可以计入的回答。")
    if sha256(content).hexdigest() != intake.sha256:
        raise ValueError(f"the content of {intake.file_name} is not what was read: its SHA-256 differs")
    if intake.foreign:
        raise ValueError(f"{intake.file_name} holds more than the form: keep a copy without it")


def _refuse_known(connection: Connection, intake: SurveyIntake) -> None:
    known = _known(connection, intake)
    if known is not None:
        same = "是同一份文件" if known.sha256 == intake.sha256 else "逐行内容完全相同"
        raise StoreError(
            f"「{intake.file_name}」与{known.round_name}第 {known.id} 批“{known.file}”{same}，不能重复计入。"
        )


def _known(connection: Connection, intake: SurveyIntake) -> Batch | None:
    rows = _said(intake.answers)
    for one in _batches(connection):
        if one.counts and one.sha256 == intake.sha256:
            return one
        if one.counts and one.respondents == len(rows) >= ALIKE and _said(_of_batch(connection, one.id)) == rows:
            return one
    return None


def _said(answers: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The answers to be compared: all but where they stand, in an order of their own."""
    rows = ANSWERS.records(answers[list(ANSWERS.columns)])
    return sorted(tuple(str(told) for name, told in row.items() if name != "cell") for row in rows)


def _insert(one: Change, key: int, intake: SurveyIntake) -> int:
    row = {
        "round_id": key, "file": intake.file_name, "sha256": intake.sha256,
        "findings": [asdict(found) for found in intake.findings],
        "by": one.by, "at": one.at, "revision": one.revision, "withdrawn_by": "", "withdrawn_reason": "",
    }  # fmt: skip
    made = insert(survey_batches).values(**row).returning(survey_batches.c.id)
    number = int(one.connection.execute(made).scalar_one())
    rows = [{"batch_id": number, "row": place, **told} for place, told in enumerate(intake.rows())]
    one.connection.execute(insert(survey_answers), rows)
    return number


def _batches(connection: Connection, round_name: str | None = None) -> list[Batch]:
    """The batches of one round, or of all, the first one first."""
    wanted = [] if round_name is None else [survey_batches.c.round_id == round_id(connection, round_name)]
    sizes = (
        select(survey_answers.c.batch_id, func.count().label("respondents"))
        .group_by(survey_answers.c.batch_id).subquery()
    )  # fmt: skip
    statement = (
        select(survey_batches, rounds.c.name.label("round_name"), sizes.c.respondents)
        .join(rounds, rounds.c.id == survey_batches.c.round_id).join(sizes, sizes.c.batch_id == survey_batches.c.id)
    )  # fmt: skip
    return [_read(row) for row in connection.execute(statement.where(*wanted).order_by(survey_batches.c.id)).all()]


def _read(row: Row[Any]) -> Batch:
    told = {name: getattr(row, name) for name in Batch.__dataclass_fields__}
    return Batch(**{**told, "findings": tuple(Finding(**one) for one in row.findings)})


def _batch(connection: Connection, number: int) -> Row[Any]:
    found = connection.execute(select(survey_batches).where(survey_batches.c.id == number)).first()
    if found is None:
        raise StoreError(f"没有第 {number} 批调查。")
    return found


def _answers(connection: Connection, key: int) -> pd.DataFrame:
    batch = survey_batches.c
    told = [survey_answers.c[name] for name in ANSWERS.columns]
    statement = (
        select(*told, survey_answers.c.batch_id, batch.file, batch.sha256).join(survey_batches)
        .where(batch.round_id == key, batch.withdrawn_at.is_(None)).order_by(batch.id, survey_answers.c.row)
    )  # fmt: skip
    return STORED_ANSWERS.frame(connection.execute(statement).all())


def _of_batch(connection: Connection, number: int) -> pd.DataFrame:
    told = select(*(survey_answers.c[name] for name in ANSWERS.columns)).where(survey_answers.c.batch_id == number)
    return ANSWERS.frame(connection.execute(told.order_by(survey_answers.c.row)).all())
