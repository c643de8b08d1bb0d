"""The demo county's cases of innovation: by the third round the list and the reported figure agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.demo.county import roster, towns
from data.demo.dates import ROUNDS
from data.demo.figures import county_figures
from data.demo.innovation import list_cases
from data.innovation.account import InnovationAccount
from data.innovation.book import InnovationBook
from data.store import Store
from scoring import load_scheme

SCHEME = load_scheme("gd2021")


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> list[InnovationAccount]:
    """The account of each round, beside what the county's workbook reports."""
    path: Path = tmp_path_factory.mktemp("demo") / "store.db"
    store, members, found = Store(f"sqlite:///{path}").migrate(), roster(SCHEME, towns()), []
    for one in ROUNDS:
        store.open_round(one.name, SCHEME.code, SCHEME.version)
        list_cases(store, SCHEME, members, one, "县委农办")
        reported = float(county_figures(SCHEME, "县委农办", one).values["P-02", "review"])
        found.append(InnovationAccount.made(SCHEME, InnovationBook(store).of_round(one.name), (reported, reported)))
    store.close()
    return found


def test_the_recognised_cases_grow_to_what_the_county_reports(accounts: list[InnovationAccount]) -> None:
    assert [(one.certain, one.entered) for one in accounts] == [
        (6.5, (6.6, 6.6)), (7.0, (7.1, 7.1)), (7.5, (7.5, 7.5))
    ]  # fmt: skip
    last = accounts[-1]
    assert (last.likely, last.aim, last.open) == (1.0, 1.5, 0.0)


def test_one_case_stands_twice_and_counts_once_at_the_citys_level(accounts: list[InnovationAccount]) -> None:
    (repeated,) = accounts[-1].repeated.to_dict("records")
    assert (repeated["unit"], repeated["level"], repeated["added"]) == ("罗洞镇", "县", 0)
    assert list(accounts[-1].of_unit("石桥镇")["level"]) == ["市"]
