"""From uploaded files to receipts, and from chosen receipts to one committed revision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from data import drop
from data.intake import Intake
from data.reading import read_workbook
from data.receipts import Receipt, Upload
from data.receiving import accept, is_workbook, receive
from data.standing import Standing
from data.store import Store, StoreError
from data.templates import Filled, department_workbook, town_workbook
from tests.data.office import IN_TIME, ROUND, office, scheme, standing

LATRINES = {"sanitary": 960, "households": 1000, "faulty": 4}


@pytest.fixture
def store() -> Store:
    return office()


def workbook(town: str, figures: Mapping[str, object] = LATRINES, round_name: str = ROUND, name: str = "") -> Upload:
    """The town's own workbook with those figures of C1-02 filled in."""
    filled = Filled(values={("C1-02", key): value for key, value in figures.items()})  # type: ignore[misc]
    content = town_workbook(scheme(), town, round_name, filled=filled)
    return Upload(name or f"{town}.xlsx", content)


def received(store: Store, *uploads: Upload) -> list[Receipt]:
    return receive(standing(store), uploads, IN_TIME)


def figure(store: Store, town: str, asked: str) -> float:
    values = store.values(ROUND)
    row = values[(values["unit"] == town) & (values["indicator"] == "C1-02") & (values["input"] == asked)]
    return float(row["value"].iloc[0])


def test_good_files_and_spoiled_ones_each_have_a_receipt_in_their_order(store: Store) -> None:
    good, other = workbook("石桥镇"), workbook("云岭镇", {"sanitary": "九成五", "households": 800, "faulty": 0})
    receipts = received(store, good, Upload("照片.jpg", b"\xff\xd8\xff\xe0"), other, Upload("空.xlsx", b""))
    assert [one.acceptable for one in receipts] == [True, False, True, False]
    assert [one.intake.unit for one in receipts] == ["石桥镇", "", "云岭镇", ""]
    assert receipts[0].counts.reported == 3
    assert receipts[2].counts.reported == 2
    bad = next(one for one in receipts[2].intake.findings if one.code == "R306")
    assert (bad.sheet, bad.typed) == ("填报表", "九成五")
    assert bad.cell


def test_receiving_alone_stores_nothing(store: Store) -> None:
    before = store.revision()
    received(store, workbook("石桥镇"))
    assert store.revision() == before
    assert store.submissions(ROUND).empty


def test_each_file_is_announced_before_it_is_read(store: Store) -> None:
    heard: list[tuple[int, str]] = []
    files = [Upload("甲.xlsx", b"1"), Upload("乙.xlsx", b"2")]
    receive(standing(store), files, IN_TIME, each=lambda done, name: heard.append((done, name)))
    assert heard == [(0, "甲.xlsx"), (1, "乙.xlsx")]


def test_all_chosen_files_are_one_revision_under_one_name(store: Store) -> None:
    before = store.revision()
    saved = accept(store, received(store, workbook("石桥镇"), workbook("云岭镇")), " 李某 ", IN_TIME)
    assert store.revision() == before + 1
    assert {one.revision for one in saved} == {before + 1}
    rows = store.submissions(ROUND)
    assert list(rows["unit"]) == ["石桥镇", "云岭镇"]
    assert set(rows["by"]) == {"李某"}
    assert figure(store, "石桥镇", "sanitary") == 960


def test_the_original_is_kept_byte_for_byte(store: Store) -> None:
    file = workbook("石桥镇")
    accept(store, received(store, file), "李某")
    assert store.original(store.submissions(ROUND)["sha256"].iloc[0]) == file.content


def test_only_the_chosen_ones_are_stored(store: Store) -> None:
    receipts = received(store, workbook("石桥镇"), workbook("云岭镇"))
    accept(store, receipts[1:], "李某")
    assert list(store.submissions(ROUND)["unit"]) == ["云岭镇"]


def test_a_second_workbook_of_a_town_takes_the_place_of_the_first(store: Store) -> None:
    accept(store, received(store, workbook("石桥镇")), "李某")
    (again,) = received(store, workbook("石桥镇", {**LATRINES, "faulty": 1}))
    assert list(again.changes[["input", "before", "after"]].itertuples(index=False, name=None)) == [
        ("faulty", "4", "1")
    ]
    accept(store, [again], "王某")
    assert figure(store, "石桥镇", "faulty") == 1
    assert len(store.submissions(ROUND, current_only=False)) == 2


def test_two_files_for_one_town_know_of_each_other_and_are_not_taken_together(store: Store) -> None:
    first, second = workbook("石桥镇", name="甲.xlsx"), workbook("石桥镇", {"faulty": 0}, name="乙.xlsx")
    receipts = received(store, first, workbook("云岭镇"), second)
    assert [one.rivals for one in receipts] == [("乙.xlsx",), (), ("甲.xlsx",)]
    with pytest.raises(StoreError, match="石桥镇选中了 2 份，请只选一份"):
        accept(store, receipts, "李某")
    assert store.submissions(ROUND).empty
    accept(store, receipts[1:], "李某")
    assert figure(store, "石桥镇", "faulty") == 0


def test_the_same_file_twice_counts_once(store: Store) -> None:
    file = workbook("石桥镇", name="石桥镇.xlsx")
    first, copied = received(store, file, Upload("石桥镇.xlsx", file.content))
    assert (first.acceptable, first.rivals) == (True, ())
    assert "与本批中的「石桥镇.xlsx」完全相同" in copied.refusals[0]


def test_a_town_s_form_and_a_department_s_are_no_rivals(store: Store) -> None:
    county = Upload("农业.xlsx", department_workbook(scheme(), "县农业农村局", ROUND))
    assert [one.rivals for one in received(store, workbook("石桥镇"), county)] == [(), ()]


def test_a_file_of_another_round_is_read_but_not_accepted(store: Store) -> None:
    (one,) = received(store, workbook("石桥镇", round_name="第一轮"))
    assert one.counts.reported == 3
    with pytest.raises(StoreError, match="这是「第一轮」的表"):
        accept(store, [one], "李某")


def test_somebody_has_to_put_their_name_to_it(store: Store) -> None:
    with pytest.raises(StoreError, match="接收人"):
        accept(store, received(store, workbook("石桥镇")), " ")
    with pytest.raises(StoreError, match="没有选中"):
        accept(store, [], "李某")


def test_a_receipt_that_a_colleague_has_overtaken_is_refused(store: Store) -> None:
    mine, theirs = workbook("石桥镇"), workbook("石桥镇", {"faulty": 0})
    (seen,) = received(store, mine)
    accept(store, received(store, theirs), "王某")
    with pytest.raises(StoreError, match="石桥镇的填报刚刚有变动"):
        accept(store, [seen], "李某")
    assert figure(store, "石桥镇", "faulty") == 0


def failing(content: bytes, name: str, *rest: Any) -> Intake:
    """A reader with a fault of its own."""
    if name == "坏.xlsx":
        raise RecursionError("the reader's own fault")
    return read_workbook(content, name, *rest)


def test_a_reader_that_fails_on_one_file_does_not_take_the_others_with_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drop, "read_workbook", failing)
    spoiled, good = received(store, Upload("坏.xlsx", b"PK"), workbook("石桥镇"))
    assert [one.code for one in spoiled.intake.findings] == ["R107"]
    assert (spoiled.acceptable, good.acceptable) == (False, True)


def test_a_file_on_record_is_known_again(store: Store) -> None:
    file = workbook("石桥镇")
    accept(store, received(store, file), "李某")
    (again,) = receive(Standing.of(store, scheme(), ROUND), [file], IN_TIME)
    assert again.stored
    assert not again.acceptable


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("石桥镇.xlsx", True),
        ("镇级/石桥镇.xlsx", True),
        ("说明.txt", True),
        ("~$石桥镇.xlsx", False),
        (".~石桥镇.et", False),
        ("镇级/~$石桥镇.xlsx", False),
        ("镇级\\Thumbs.db", False),
        (".DS_Store", False),
        ("__MACOSX/._石桥镇.xlsx", False),
    ],
)
def test_what_programs_leave_beside_workbooks_is_not_meant(name: str, meant: bool) -> None:
    assert is_workbook(name) is meant
