"""The demo county's ledger of problems: worked through over the rounds, and no round's count moved by it."""

from __future__ import annotations

import pytest

from data.diagnosis import Diagnosis
from data.problem_book import ProblemBook
from data.problems import CLOSED, OPEN, RECTIFYING, SUBMITTED
from data.store import Store
from scoring import load_scheme
from tests.demo_stores import demo_file


def test_the_ledger_closes_what_later_lists_no_longer_name_and_moves_no_rounds_count(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    store, scheme = Store(f"sqlite:///{demo_file(tmp_path_factory)}"), load_scheme("gd2021")
    book = ProblemBook(store)
    assert {one.state for one in book.all()} >= {OPEN, RECTIFYING, SUBMITTED, CLOSED}
    for one in store.rounds():
        assert not book.pending(one.name)
        listed = store.problems(one.name)["description"].tolist()
        assert listed and Diagnosis.of(store, scheme, one.name).problems["description"].tolist() == listed
    store.close()
