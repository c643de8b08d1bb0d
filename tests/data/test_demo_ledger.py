"""The demo county's ledger of problems: worked through over the rounds, one number of open problems everywhere."""

from __future__ import annotations

import pytest

from data.closing import closing_effect
from data.diagnosis import Diagnosis
from data.problem_book import ProblemBook
from data.problems import CLOSED, OPEN, RECTIFYING, SUBMITTED
from data.store import Store
from scoring import load_scheme
from tests.demo_stores import demo_file


def test_every_problem_hangs_until_it_is_closed_and_pages_and_rounds_count_the_same(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    store, scheme = Store(f"sqlite:///{demo_file(tmp_path_factory)}"), load_scheme("gd2021")
    book = ProblemBook(store)
    assert {one.state for one in book.all()} >= {OPEN, RECTIFYING, SUBMITTED, CLOSED}
    for one in store.rounds():
        assert not book.pending(one.name)
        hanging = Diagnosis.of(store, scheme, one.name).problems["description"].tolist()
        listed = store.problems(one.name)["description"].tolist()
        assert listed and hanging[: len(listed)] == listed, "what a list of the round names has not been closed"
    assert len(hanging) == sum(one.counts for one in book.all())
    assert (len(book.all()), len(hanging), len(hanging) - len(listed)) == (212, 92, 20), "as docs/demo.md tells it"
    store.close()


def test_the_first_town_s_overdue_problem_is_counted_and_closing_it_says_beforehand_what_it_brings(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    store = Store(f"sqlite:///{demo_file(tmp_path_factory)}")
    diagnosis = Diagnosis.of(store, load_scheme("gd2021"), store.rounds()[-1].name)
    counted = diagnosis.values.query("source == '清单' and value > 0").set_index("unit")
    assert counted["cell"]["石桥镇"] == "第 7 号"
    problem = next(one for one in ProblemBook(store).all() if one.id == 7)
    assert closing_effect(diagnosis, problem).startswith("全县 +0.50 分（90.22 → 90.72）；石桥镇 +0.81 分")
    store.close()
