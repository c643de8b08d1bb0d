"""Inspection files: a file a day, side by side unless one speaks of everything that another spoke of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.receipts import Receipt, Upload, receipt
from data.receiving import accept, beside_each_other
from data.store import Store, StoreError
from tests.data.drawn import intake
from tests.data.office import IN_TIME, ROUND, office, scheme, standing

MONDAY = "石桥镇:C1-01 minor@桥头村 3\n石桥镇:C1-01 minor@桥尾村 1"
TUESDAY = "云岭镇:C1-01 minor@大塘村 2"
MENDED = "石桥镇:C1-01 minor@桥头村 2\n石桥镇:C1-01 minor@桥尾村 1"
TEAM = "县暗访组"


def sent(store: Store, sheet: str, team: str = TEAM, kind: str = "inspection") -> None:
    read = intake(team, sheet, kind=kind, content=sheet.encode())  # type: ignore[arg-type]
    store.save_submission(ROUND, read, sheet.encode(), "李某")


def found(store: Store) -> dict[str, float]:
    rows = store.values(ROUND)
    return dict(zip(rows["sample"], rows["value"], strict=True))


def test_two_files_of_one_team_about_different_villages_both_count() -> None:
    store = office()
    sent(store, MONDAY)
    sent(store, TUESDAY)
    assert store.submissions(ROUND)["current"].tolist() == [True, True]
    assert found(store) == {"桥头村": 3, "桥尾村": 1, "大塘村": 2}


def test_a_file_that_speaks_of_all_villages_of_earlier_ones_takes_the_place_of_all_of_them() -> None:
    store = office()
    sent(store, MONDAY)
    sent(store, TUESDAY)
    sent(store, f"{MENDED}\n{TUESDAY}")
    everything = store.submissions(ROUND, current_only=False)
    assert everything["current"].tolist() == [False, False, True]
    assert everything["superseded_by"].tolist()[:2] == [3, 3]
    assert found(store)["桥头村"] == 2


def test_a_mended_file_takes_the_place_of_its_own_day_alone_and_taking_it_back_brings_that_day_back() -> None:
    store = office()
    for sheet in (MONDAY, TUESDAY, MENDED):
        sent(store, sheet)
    assert store.submissions(ROUND)["submission"].tolist() == [2, 3]
    store.withdraw(3, "填错", "李某")
    assert store.submissions(ROUND)["submission"].tolist() == [1, 2]


def test_a_village_in_two_files_counts_as_the_later_one_found_it_and_the_others_stay() -> None:
    store = office()
    sent(store, MONDAY)
    sent(store, "石桥镇:C1-01 minor@桥头村 9\n云岭镇:C1-01 minor@大塘村 2")
    assert found(store) == {"桥头村": 9, "桥尾村": 1, "大塘村": 2}


def test_a_figure_of_a_whole_town_is_another_place_than_its_villages_and_its_other_figures() -> None:
    store = office()
    sent(store, "石桥镇:C1-02 faulty 4")
    sent(store, "石桥镇:C1-03 covered 60")
    assert len(store.submissions(ROUND)) == 2
    sent(store, "石桥镇:C1-02 faulty 5")
    assert store.submissions(ROUND)["submission"].tolist() == [2, 3]


def test_another_team_never_takes_the_place_of_one() -> None:
    store = office()
    sent(store, MONDAY)
    sent(store, MENDED, team="县暗访二组")
    assert len(store.submissions(ROUND)) == 2
    assert found(store)["桥头村"] == 2


def test_a_town_s_workbook_takes_the_place_of_the_earlier_one_whatever_is_in_it() -> None:
    store = office()
    sent(store, "C1-02 faulty 4", team="石桥镇", kind="town")
    sent(store, "C1-03 covered 60", team="石桥镇", kind="town")
    assert store.submissions(ROUND)["submission"].tolist() == [2]


def receipts(store: Store, *sheets: str) -> list[Receipt]:
    """The receipts of a drop with those inspection files."""
    now, reads = standing(store), [intake(TEAM, sheet, kind="inspection", content=sheet.encode()) for sheet in sheets]
    files = [
        (Upload(sheet, sheet.encode()), replace(one, round_name=ROUND))
        for sheet, one in zip(sheets, reads, strict=True)
    ]
    return beside_each_other([receipt(now, upload, read, IN_TIME) for upload, read in files])


def test_two_days_in_one_drop_are_accepted_together_and_two_versions_of_a_day_are_not() -> None:
    store = office()
    days = receipts(store, MONDAY, TUESDAY)
    assert [one.rivals for one in days] == [(), ()]
    assert len(accept(store, days, "李某")) == 2
    versions = receipts(store, MENDED, f"{MENDED}\n{TUESDAY}")
    assert [one.rivals for one in versions] == [(versions[1].upload.name,), (versions[0].upload.name,)]
    with pytest.raises(StoreError, match="县暗访组选中了 2 份，请只选一份"):
        accept(store, versions, "李某")
    assert versions[0].supersedes is not None
    assert versions[0].supersedes.submission == 1
    assert versions[1].supersedes is not None
    assert versions[1].supersedes.submission == 2


def test_a_receipt_shows_the_county_s_score_with_the_other_day_kept() -> None:
    store = office()
    (monday,) = receipts(store, MONDAY)
    accept(store, [monday], "李某")
    (tuesday,) = receipts(store, TUESDAY)
    assert tuesday.supersedes is None
    accept(store, [tuesday], "李某")
    after = standing(store).prospect(intake(TEAM, "", kind="inspection"))
    assert tuesday.score_after == after.before
    assert scheme().indicator("C1-01").rigid
