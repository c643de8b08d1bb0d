"""退回件: the buttons that give a unit its own workbook back with the faults marked, or all of them in a zip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from data.receipts import Receipt
from data.returning import Returned, returned_all
from data.roster import Roster
from data.sending_back import is_faulty, sent_back
from data.store import Round
from scoring.scheme import Scheme
from ui import current
from ui.intake.issue import XLSX, ZIP


def of_receipt(one: Receipt, scheme: Scheme, id: str) -> None:
    """One receipt's workbook, when it has faults."""
    if is_faulty(one.intake.findings):
        _button(sent_back(one, scheme, current.roster()), f"returned.{id}")


def of_receipts(chosen: Round, receipts: Sequence[Receipt], scheme: Scheme) -> None:
    """All workbooks of a drop with faults, and a covering list."""
    faulty = [one for one in receipts if is_faulty(one.intake.findings)]
    if faulty:
        _bundle(chosen, len(faulty), partial(_of_drop, faulty, scheme, current.roster()), "returned.drop")


def of_submission(chosen: Round, submission: int) -> None:
    """An accepted workbook, when it has faults."""
    found = current.returned_of(chosen, submission)
    if found is not None:
        _button(found, f"returned.submission.{submission}")


def of_round(chosen: Round, submissions: Sequence[int]) -> None:
    """Those accepted workbooks of a round, which have faults, and a covering list."""
    if submissions:
        _bundle(chosen, len(submissions), partial(_of_round, chosen, tuple(submissions)), "returned.round")


def _of_drop(faulty: Sequence[Receipt], scheme: Scheme, roster: Roster) -> bytes:
    return returned_all([sent_back(one, scheme, roster) for one in faulty])


def _of_round(chosen: Round, submissions: Sequence[int]) -> bytes:
    found = [current.returned_of(chosen, one) for one in submissions]
    return returned_all([one for one in found if one])


def _button(one: Returned, key: str) -> None:
    st.download_button("下载退回件（错处已标出）", one.content, one.file_name, XLSX, key=key, on_click="ignore")


def _bundle(chosen: Round, count: int, content: Callable[[], bytes], key: str) -> None:
    """Written when the button is pressed."""
    name = f"{chosen.name}-退回件.zip"
    st.download_button(f"下载全部退回件（{count} 份）", content, name, ZIP, key=key, on_click="ignore")
