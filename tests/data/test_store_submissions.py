"""Submissions: kept byte for byte, superseded, withdrawn, all or nothing, and never deleted."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from data.intake import VALUES
from data.roster import Roster
from data.store import Store, StoreError
from data.tables import metadata
from tests.data.drawn import intake

NIGHT = datetime(2025, 3, 20, 23, 30, tzinfo=timezone(timedelta(hours=8)))


def _save(store: Store, value: str, unit: str = "石桥镇") -> int:
    content = f"{unit}{value}".encode()
    return store.save_submission("第一轮", intake(unit, f"C1-02 faulty {value}", content=content), content, "农办").id


def _faulty(store: Store) -> list[float]:
    return store.values("第一轮")["value"].tolist()


def _row_counts(store: Store) -> dict[str, int]:
    with store.engine.begin() as connection:
        tables = metadata.sorted_tables
        return {one.name: connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables}


def test_a_submission_keeps_who_sent_which_file_when(store_with_round: Store) -> None:
    content = b"PK\x03\x04 a workbook"
    sent = intake("石桥镇", "C1-02 faulty 4", content=content)
    saved = store_with_round.save_submission("第一轮", sent, content, "王某", NIGHT)
    row = store_with_round.submissions("第一轮").iloc[0]
    assert (row["round"], row["kind"], row["unit"], row["source"]) == ("第一轮", "town", "石桥镇", "自报")
    assert (row["file"], row["sha256"], row["by"]) == ("石桥镇.xlsx", sent.sha256, "王某")
    assert (row["scheme_code"], row["template_version"]) == ("gd2021", "1")
    assert row["submitted_at"] == datetime(2025, 3, 20, 15, 30, tzinfo=UTC)
    assert (row["submission"], row["revision"]) == (saved.id, saved.revision) == (saved.id, store_with_round.revision())


def test_the_original_comes_back_byte_for_byte_and_is_kept_once(store_with_round: Store) -> None:
    content = bytes(range(256)) * 400
    for unit in ("石桥镇", "云岭镇"):
        sent = intake(unit, "C1-02 faulty 4", content=content)
        store_with_round.save_submission("第一轮", sent, content, "农办")
    assert store_with_round.original(sent.sha256) == content
    assert _row_counts(store_with_round)["originals"] == 1
    with pytest.raises(StoreError, match="没有 SHA-256 为 0 的原件"):
        store_with_round.original("0")


def test_a_new_submission_supersedes_the_towns_earlier_one_only(store_with_round: Store) -> None:
    first, other, second = (
        _save(store_with_round, "4"),
        _save(store_with_round, "9", unit="云岭镇"),
        _save(store_with_round, "2"),
    )
    assert sorted(_faulty(store_with_round)) == [2, 9]
    assert set(store_with_round.submissions("第一轮")["submission"]) == {other, second}
    every = store_with_round.submissions("第一轮", current_only=False).set_index("submission")
    assert every.loc[first, "superseded_by"] == second
    assert every["current"].to_dict() == {first: False, other: True, second: True}


def test_a_submission_supersedes_nothing_of_another_round_or_kind(store_with_round: Store) -> None:
    store_with_round.open_round("第二轮", "gd2021", "1")
    _save(store_with_round, "4")
    checked = intake("石桥镇", "C1-02 faulty 5", kind="department", content=b"1")
    store_with_round.save_submission("第一轮", checked, b"1", "农办")
    later = intake("石桥镇", "C1-02 faulty 6", content=b"2")
    store_with_round.save_submission("第二轮", later, b"2", "农办")
    assert store_with_round.submissions("第一轮")["kind"].tolist() == ["town", "department"]
    assert store_with_round.submissions("第二轮")["kind"].tolist() == ["town"]


def test_a_withdrawn_submission_makes_the_earlier_one_count_again(store_with_round: Store) -> None:
    _save(store_with_round, "4")
    second = _save(store_with_round, "2")
    store_with_round.withdraw(second, "报错文件", "农办", NIGHT)
    assert _faulty(store_with_round) == [4]
    row = store_with_round.submissions("第一轮", current_only=False).iloc[1]
    assert (row["withdrawn_by"], row["withdrawn_reason"], row["withdrawn_at"]) == ("农办", "报错文件", NIGHT)


def test_withdrawing_the_only_submission_leaves_the_town_unreported(store_with_round: Store) -> None:
    store_with_round.withdraw(_save(store_with_round, "4"), "误传", "农办")
    assert _faulty(store_with_round) == []
    _save(store_with_round, "3")
    assert _faulty(store_with_round) == [3]


def test_withdrawing_out_of_the_middle_leaves_the_chain_whole(store_with_round: Store) -> None:
    first, middle, last = (_save(store_with_round, value) for value in "432")
    store_with_round.withdraw(middle, "误传", "农办")
    assert store_with_round.submissions("第一轮")["submission"].tolist() == [last]
    store_with_round.withdraw(last, "误传", "农办")
    assert store_with_round.submissions("第一轮")["submission"].tolist() == [first]


def test_a_withdrawal_needs_a_reason_and_a_submission_that_still_stands(store_with_round: Store) -> None:
    only = _save(store_with_round, "4")
    with pytest.raises(StoreError, match="须写明原因"):
        store_with_round.withdraw(only, " ", "农办")
    with pytest.raises(StoreError, match="没有编号为 99 的填报"):
        store_with_round.withdraw(99, "误传", "农办")
    store_with_round.withdraw(only, "误传", "农办")
    with pytest.raises(StoreError, match="已经撤回"):
        store_with_round.withdraw(only, "误传", "农办")


def test_no_change_ever_takes_a_row_away(store_with_round: Store) -> None:
    store = store_with_round
    changes: list[Callable[[], object]] = [
        lambda: _save(store, "4"),
        lambda: _save(store, "2"),
        lambda: store.withdraw(2, "误传", "农办"),
        lambda: store.save_roster(Roster(county="青禾县")),
        lambda: store.save_roster(Roster()),
        lambda: store.set_setting("is_demo", True),
        lambda: store.set_setting("is_demo", False),
    ]
    for make in changes:
        before = _row_counts(store)
        make()
        after = _row_counts(store)
        assert all(after[name] >= before[name] for name in before)
    assert after["submissions"] == after["submission_values"] == after["originals"] == 2


def test_a_failure_in_the_second_workbook_leaves_nothing_of_the_first(store_with_round: Store) -> None:
    good, bad = intake("石桥镇", "C1-02 faulty 4", content=b"1"), intake("云岭镇", "C1-02 faulty 4", content=b"2")
    before = (store_with_round.revision(), _row_counts(store_with_round))
    with pytest.raises(ValueError, match=r"云岭镇\.xlsx is not what was read"):
        store_with_round.save_submissions("第一轮", [(good, b"1"), (bad, b"other bytes")], "农办")
    assert (store_with_round.revision(), _row_counts(store_with_round)) == before


def test_a_failure_in_the_database_itself_leaves_nothing_either(store_with_round: Store) -> None:
    rows = VALUES.frame([("石桥镇", "C1-02", "faulty", "", 4, "guessed", None, None, "填报表", "F2", "4", "", "")])
    bad = replace(intake("石桥镇", "C1-02 faulty 4", content=b"1"), values=rows)
    before = (store_with_round.revision(), _row_counts(store_with_round))
    with pytest.raises(IntegrityError):
        store_with_round.save_submission("第一轮", bad, b"1", "农办")
    assert (store_with_round.revision(), _row_counts(store_with_round)) == before


def test_many_workbooks_are_one_change(store_with_round: Store) -> None:
    before = store_with_round.revision()
    workbooks = [(intake(unit, "C1-02 faulty 4", content=b"1"), b"1") for unit in ("石桥镇", "云岭镇")]
    saved = store_with_round.save_submissions("第一轮", workbooks, "农办", NIGHT)
    assert [(one.unit, one.revision) for one in saved] == [("石桥镇", before + 1), ("云岭镇", before + 1)]
    assert store_with_round.revision() == before + 1


def test_a_workbook_that_could_not_be_recognised_is_refused(store_with_round: Store) -> None:
    good = intake("石桥镇", "C1-02 faulty 4")
    for bad in (replace(good, readable=False), replace(good, kind="unknown"), replace(good, unit="")):
        with pytest.raises(StoreError, match=r"“石桥镇\.xlsx”无法识别"):
            store_with_round.save_submission("第一轮", bad, b"", "农办")


def test_a_moment_without_a_time_zone_is_refused(store_with_round: Store) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        store_with_round.save_submission("第一轮", intake("石桥镇", ""), b"", "农办", datetime(2025, 3, 20, 9))


def test_every_change_raises_the_revision_and_is_logged(store_with_round: Store) -> None:
    store = store_with_round
    changes: dict[str, Callable[[], object]] = {
        "save_submission": lambda: _save(store, "4"),
        "withdraw": lambda: store.withdraw(1, "误传", "农办"),
        "save_roster": lambda: store.save_roster(Roster()),
        "set_setting": lambda: store.set_setting("is_demo", True),
        "save_scheme": lambda: store.save_scheme("gd2021", "1", {}),
        "open_round": lambda: store.open_round("第二轮", "gd2021", "1"),
        "set_round_dates": lambda: store.set_round_dates("第一轮", due_on=None),
    }
    for action, make in changes.items():
        before = store.revision()
        make()
        latest = store.events().iloc[0]
        assert (store.revision(), latest["revision"], latest["action"]) == (before + 1, before + 1, action)


def test_the_log_says_which_submission_superseded_which(store_with_round: Store) -> None:
    first, second = _save(store_with_round, "4"), _save(store_with_round, "2")
    details = store_with_round.events()["details"][0]
    assert (details["submission"], details["supersedes"], details["round"]) == (second, first, "第一轮")


def test_reading_does_not_move_the_revision(store_with_round: Store) -> None:
    _save(store_with_round, "4")
    before = store_with_round.revision()
    for read in (store_with_round.values, store_with_round.submissions, store_with_round.evidence):
        read("第一轮")
    store_with_round.roster()
    assert store_with_round.revision() == before


def test_two_threads_saving_one_town_leave_one_current_submission(store_with_round: Store) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda value: _save(store_with_round, str(value)), range(10)))
    every = store_with_round.submissions("第一轮", current_only=False)
    assert (len(every), int(every["current"].sum())) == (10, 1)
    assert every["revision"].is_unique
    assert _faulty(store_with_round) == store_with_round.values("第一轮")["typed"].astype(float).tolist()


def test_a_reader_sees_a_batch_whole_or_not_at_all(store_with_round: Store) -> None:
    towns = [f"{number}号镇" for number in range(6)]

    def save(value: int) -> None:
        content = str(value).encode()
        workbooks = [(intake(town, f"C1-02 faulty {value}", content=content), content) for town in towns]
        store_with_round.save_submissions("第一轮", workbooks, "农办")

    save(0)
    with ThreadPoolExecutor(2) as pool:
        saving = pool.submit(lambda: [save(value) for value in range(1, 6)])
        while not saving.done():
            seen = _faulty(store_with_round)
            assert len(seen) == len(towns)
            assert len(set(seen)) == 1
        saving.result()
    assert set(_faulty(store_with_round)) == {5}
