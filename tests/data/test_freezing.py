"""Freezing a round: fixed under one fingerprint, refused to change, opened again with a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pandas.testing import assert_frame_equal

from data.diagnosis import Diagnosis
from data.fingerprint import contents, fingerprint, spoken
from data.freezing import Freezer
from data.roster import TOWNS, Roster
from data.store import Store, StoreError
from tests.data.office import IN_TIME, LATRINES, ROUND, accepted, office, scheme


def frozen_office() -> tuple[Store, Freezer, Callable[[], Diagnosis]]:
    """An office with one town's workbook accepted."""
    store = office()
    accepted(store, "石桥镇", LATRINES)
    return store, Freezer(store), lambda: Diagnosis.of(store, scheme(), ROUND)


def test_a_frozen_round_keeps_its_figures_and_results_under_one_fingerprint() -> None:
    store, freezer, diagnose = frozen_office()
    before = diagnose()
    kept = freezer.freeze(diagnose, "张工", "推进会前定稿", IN_TIME)
    assert (kept.number, kept.by, kept.reason, kept.at) == (1, "张工", "推进会前定稿", IN_TIME)
    assert kept.fingerprint == fingerprint(before)
    assert kept.projected == before.verdict.projected
    assert store.round(ROUND).status == "frozen"
    for name, table in freezer.kept(ROUND, 1).items():
        numbers = table.select_dtypes("number").columns
        there = contents(before)[name].reset_index(drop=True)
        assert_frame_equal(table[numbers], there[numbers].astype(float), check_exact=True)
        assert table.shape == there.shape


@pytest.mark.parametrize("change", ["save", "withdraw"])
def test_a_frozen_round_refuses_what_would_move_its_results(change: str) -> None:
    store, freezer, diagnose = frozen_office()
    freezer.freeze(diagnose, "张工")
    number = int(store.submissions(ROUND)["submission"].iloc[0])
    moves = {
        "save": lambda: accepted(store, "云岭镇", LATRINES),
        "withdraw": lambda: store.withdraw(number, "填错了", "李工"),
    }
    revision = store.revision()
    with pytest.raises(StoreError, match="已经封存，不再改动"):
        moves[change]()
    assert store.revision() == revision


def test_a_correction_opens_the_round_with_a_reason_and_the_next_freeze_has_the_next_number() -> None:
    store, freezer, diagnose = frozen_office()
    first = freezer.freeze(diagnose, "张工")
    freezer.reopen(ROUND, "李主任", "石桥镇申诉成立")
    assert store.round(ROUND).status == "open"
    store.withdraw(int(store.submissions(ROUND)["submission"].iloc[0]), "填错了", "李工")
    accepted(store, "云岭镇", LATRINES)
    second = freezer.freeze(diagnose, "张工")
    history = freezer.freezes(ROUND)
    assert [(one.number, one.reopened_reason, one.reopened_by) for one in history] == [
        (1, "石桥镇申诉成立", "李主任"),
        (2, "", ""),
    ]
    assert first.fingerprint != second.fingerprint
    assert set(freezer.kept(ROUND, 1)["values"]["unit"]) != set(freezer.kept(ROUND, 2)["values"]["unit"])


def test_a_frozen_round_keeps_its_towns_although_the_roster_changes() -> None:
    store, freezer, diagnose = frozen_office()
    kept = freezer.freeze(diagnose, "张工")
    store.save_roster(Roster("青禾县", TOWNS.frame([("石桥镇", "山区镇组", "")])))
    assert fingerprint(diagnose()) == kept.fingerprint
    freezer.reopen(ROUND, "李主任", "撤镇设街道")
    assert diagnose().roster.town_names == ("石桥镇",)


def test_what_is_not_said_or_not_there_is_refused() -> None:
    _, freezer, diagnose = frozen_office()
    with pytest.raises(StoreError, match="经办人"):
        freezer.freeze(diagnose, " ")
    with pytest.raises(StoreError, match="没有封存"):
        freezer.reopen(ROUND, "张工", "试试")
    freezer.freeze(diagnose, "张工")
    with pytest.raises(StoreError, match="已经封存"):
        freezer.freeze(diagnose, "张工")
    with pytest.raises(StoreError, match="原因"):
        freezer.reopen(ROUND, "张工", " ")
    with pytest.raises(StoreError, match="没有第 2 次封存"):
        freezer.kept(ROUND, 2)
    empty = office()
    with pytest.raises(StoreError, match="还没有任何数据"):
        Freezer(empty).freeze(lambda: Diagnosis.of(empty, scheme(), ROUND), "张工")


def test_a_change_between_reckoning_and_freezing_is_noticed() -> None:
    store, freezer, diagnose = frozen_office()

    def while_somebody_accepts() -> Diagnosis:
        found = diagnose()
        accepted(store, "云岭镇", LATRINES)
        return found

    with pytest.raises(StoreError, match="又有变动"):
        freezer.freeze(while_somebody_accepts, "张工")
    assert store.round(ROUND).status == "open"


def test_the_fingerprint_hangs_on_every_figure_and_not_on_the_order_of_arrival() -> None:
    one, other = office(), office()
    for store, towns in ((one, ("石桥镇", "云岭镇")), (other, ("云岭镇", "石桥镇"))):
        for town in towns:
            accepted(store, town, LATRINES)
    first, second = (Diagnosis.of(store, scheme(), ROUND) for store in (one, other))
    assert fingerprint(first) == fingerprint(second)
    nudged = first.values.assign(value=first.values["value"] + 1e-6)
    moved = Diagnosis(
        first.round, first.scheme, first.roster, nudged, first.evidence, first.problems, first.completeness
    )
    assert fingerprint(moved) != fingerprint(first)


def test_the_fingerprint_is_spoken_in_two_groups_of_four() -> None:
    assert spoken("3f2a91c0" + "0" * 56) == "3F2A-91C0"
