"""Rounds, and the scheme versions they were scored under."""

from __future__ import annotations

from datetime import date

import pytest

from data.store import Round, Store, StoreError


def test_rounds_keep_the_order_in_which_they_were_opened(store: Store) -> None:
    for name in ("第二轮", "第一轮", "复核"):
        store.open_round(name, "gd2021", "1")
    assert [(one.name, one.position, one.status) for one in store.rounds()] == [
        ("第二轮", 1, "open"),
        ("第一轮", 2, "open"),
        ("复核", 3, "open"),
    ]


def test_a_round_comes_back_with_its_scheme_and_dates(store: Store) -> None:
    days = (date(2025, 3, 1), date(2025, 3, 10), date(2025, 3, 31), date(2025, 4, 15))
    opened = store.open_round("第一轮", "gd2021", "1", *days)
    assert store.round("第一轮") == opened == Round("第一轮", "gd2021", "1", *days, position=1)


def test_one_date_of_a_round_can_be_moved_and_the_others_stay(store: Store) -> None:
    store.open_round("第一轮", "gd2021", "1", date(2025, 3, 1), date(2025, 3, 10), None, date(2025, 4, 15))
    store.set_round_dates("第一轮", by="农办", due_on=date(2025, 3, 14), evaluation_by=None)
    moved = store.round("第一轮")
    assert (moved.opened_on, moved.due_on, moved.evaluation_by) == (date(2025, 3, 1), date(2025, 3, 14), None)
    assert store.events()["details"][0] == {
        "before": {"due_on": "2025-03-10", "evaluation_by": "2025-04-15"},
        "after": {"due_on": "2025-03-14", "evaluation_by": None},
    }


def test_a_second_round_of_one_name_and_a_blank_name_are_refused(store: Store) -> None:
    store.open_round("第一轮", "gd2021", "1")
    with pytest.raises(StoreError, match="“第一轮”已经存在"):
        store.open_round("第一轮", "gd2021", "2")
    with pytest.raises(StoreError, match="轮次名称不能为空"):
        store.open_round(" ", "gd2021", "1")
    assert [one.scheme_version for one in store.rounds()] == ["1"]


def test_an_unknown_round_is_named_wherever_it_is_asked_for(store: Store) -> None:
    for ask in (store.round, store.values, store.submissions, store.problems, store.findings):
        with pytest.raises(StoreError, match="没有名为“第九轮”的轮次"):
            ask("第九轮")
    with pytest.raises(StoreError, match="第九轮"):
        store.set_round_dates("第九轮", due_on=None)


def test_a_scheme_is_kept_as_it_was_and_a_round_names_it(store: Store) -> None:
    files = {"scheme.yaml": "scheme: gd2021\nname: 广东省…\n", "a.yaml": "code: A\r\n"}
    first = store.save_scheme("gd2021", "1", files, by="农办")
    second = store.save_scheme("gd2021", "1", {**files, "a.yaml": "code: B\n"})
    store.open_round("第一轮", "gd2021", "1", scheme_sha256=first)
    assert store.scheme_files(first) == files
    assert store.round("第一轮").scheme_sha256 == first != second
    assert [(one.sha256, one.code, one.version, one.saved_by) for one in store.scheme_versions()] == [
        (first, "gd2021", "1", "农办"),
        (second, "gd2021", "1", ""),
    ]


def test_saving_a_known_scheme_again_changes_nothing(store: Store) -> None:
    first = store.save_scheme("gd2021", "1", {"a": "1", "b": "2"})
    before = store.revision()
    assert store.save_scheme("gd2021", "1", {"b": "2", "a": "1"}) == first
    assert (store.revision(), len(store.scheme_versions())) == (before, 1)


def test_a_round_cannot_name_a_scheme_that_is_not_stored(store: Store) -> None:
    with pytest.raises(StoreError, match="没有指纹为 abc 的方案"):
        store.open_round("第一轮", "gd2021", "1", scheme_sha256="abc")
    assert store.rounds() == []
