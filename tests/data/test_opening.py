"""Opening rounds, and clearing the demo county away before the first real one."""

from __future__ import annotations

from datetime import date

import pytest

from data.opening import next_name, open_next_round
from data.place import DEMO_SETTING
from data.roster import Roster
from data.store import Store, StoreError
from data.tables import metadata
from tests.data.office import LATRINES, ROUND, accepted, office


def test_the_first_round_is_opened_under_the_default_scheme_whose_text_is_kept(store: Store) -> None:
    opened = open_next_round(store, " 第一轮 ", "李某", due_on=date(2026, 3, 20))
    assert (opened.name, opened.scheme_code, opened.due_on) == ("第一轮", "gd2021", date(2026, 3, 20))
    assert opened.scheme_sha256
    assert "scheme.yaml" in store.scheme_files(opened.scheme_sha256)


def test_the_next_round_is_scored_under_the_same_text(store: Store) -> None:
    first = open_next_round(store, "第一轮", "李某")
    second = open_next_round(store, "第二轮", "李某")
    assert (second.position, second.scheme_sha256) == (2, first.scheme_sha256)
    assert len(store.scheme_versions()) == 1


@pytest.mark.parametrize("name", ["", "  ", "第一轮"])
def test_a_round_needs_a_name_of_its_own(store: Store, name: str) -> None:
    open_next_round(store, "第一轮", "李某")
    with pytest.raises(StoreError):
        open_next_round(store, name, "李某")
    assert len(store.rounds()) == 1


def test_rounds_are_counted_in_chinese() -> None:
    assert [next_name(0), next_name(9), next_name(11)] == ["第一轮", "第十轮", "第 12 轮"]


def test_clearing_the_demo_leaves_an_empty_store_and_a_higher_revision(store: Store) -> None:
    store.save_roster(Roster("青禾县"))
    store.set_setting(DEMO_SETTING, True)
    store.open_round("第一轮", "gd2021", "1")
    for faulty in (4, 5):
        accepted(store, "石桥镇", f"C1-02 faulty {faulty}", round_name="第一轮")
    before = store.revision()
    store.clear_demo("李某")
    assert store.revision() == before + 1
    assert (store.rounds(), store.roster().county, store.setting(DEMO_SETTING)) == ([], "", None)
    with store.engine.begin() as connection:
        left = {table.name for table in metadata.sorted_tables if connection.execute(table.select()).first()}
    assert left == {"events", "revision_counter"}
    assert store.events()["action"].iloc[0] == "clear_demo"


def test_a_store_of_real_figures_is_never_cleared() -> None:
    store = office()
    accepted(store, "石桥镇", LATRINES)
    with pytest.raises(StoreError, match="不是演示数据"):
        store.clear_demo("李某")
    assert len(store.submissions(ROUND)) == 1
