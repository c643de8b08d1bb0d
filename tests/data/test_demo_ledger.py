"""The demo county's ledger of problems: worked through over the rounds, and no round's count moved by it."""

from __future__ import annotations

from pathlib import Path

from data.demo import load_demo
from data.diagnosis import Diagnosis
from data.problem_book import ProblemBook
from data.problems import CLOSED, OPEN, RECTIFYING, SUBMITTED
from data.store import Store
from scoring import load_scheme


def test_the_ledger_closes_what_later_lists_no_longer_name_and_moves_no_rounds_count(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'store.db'}").migrate()
    scheme = load_scheme("gd2021")
    load_demo(store, scheme, towns=6)
    book = ProblemBook(store)
    assert {one.state for one in book.all()} >= {OPEN, RECTIFYING, SUBMITTED, CLOSED}
    for one in store.rounds():
        assert not book.pending(one.name)
        listed = store.problems(one.name)["description"].tolist()
        assert listed and Diagnosis.of(store, scheme, one.name).problems["description"].tolist() == listed
    store.close()
