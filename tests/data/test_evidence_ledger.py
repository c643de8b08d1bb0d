"""佐证台账: documents matched with caution, the office's word before the unit's own, points without evidence."""

from __future__ import annotations

import pandas as pd
import pytest

from data.completeness import completeness
from data.diagnosis import Diagnosis
from data.document_names import Match, matched
from data.evidence_checks import Answer, Document, EvidenceChecks
from data.evidence_documents import DIFFERS, GOOD, INCOMPLETE, UNLISTED, UNSAID
from data.evidence_ledger import Ledger
from data.intake import EVIDENCE
from data.reading import read_workbook
from data.store import Store
from scoring import COUNTY
from scoring.risk import SAFE, UNCLEAR
from tests.data import sheets
from tests.data.office import LATRINES, ROUND, office, scheme, upload

NO_FAULT = LATRINES.replace("faulty     4", "faulty     0")
REQUIRED = ("户厕摸排台账", "问题厕所整改销号表", "公厕管护制度")
"""What the scheme requires for C1-02."""

Said = tuple[str, bool | None, bool | None]
"""A document as named, 是否齐全, 与实地是否一致."""

ALL_GOOD: list[Said] = [(name, True, True) for name in REQUIRED]


def reported(store: Store, unit: str, said: list[Said], sheet: str = NO_FAULT) -> Store:
    """Let the store hold the unit's workbook with those documents named for C1-02."""
    rows = [
        (unit, "C1-02", name, "台账", "", unit, complete, matches, "", "佐证目录", f"C{at}")
        for at, (name, complete, matches) in enumerate(said, 4)
    ]
    file, read = upload(unit, sheet, evidence=EVIDENCE.frame(rows))
    store.save_submission(ROUND, read, file.content, "李某")
    return store


def diagnosed(store: Store) -> Diagnosis:
    return Diagnosis.of(store, scheme(), ROUND)


def documents(store: Store, unit: str = "石桥镇") -> pd.DataFrame:
    found = diagnosed(store).documents
    return found[(found["unit"] == unit) & (found["indicator"] == "C1-02")].set_index("document")


def item(store: Store, unit: str = "石桥镇") -> pd.Series:
    return Ledger.of(diagnosed(store)).items.set_index(["unit", "indicator"]).loc[(unit, "C1-02")]


def light(store: Store, unit: str = "石桥镇") -> str:
    diagnosis = diagnosed(store)
    board = diagnosis.county_board if unit == COUNTY else diagnosis.town_board
    return str(board.set_index(["unit", "indicator"])["state"][(unit, "C1-02")])


def checked(store: Store, name: str, answer: Answer) -> None:
    EvidenceChecks(store).check(ROUND, Document("石桥镇", "C1-02", name), answer, "王某")


# --- which required document a named one is ------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "户厕摸排台账", "《户厕摸排台账》", "「户厕 摸排台账」（2025年）", "户厕摸排台账.xlsx", "户厕摸排台账扫描件",
        "石桥镇2025年户厕摸排台账", "附件1：户厕摸排台账",
    ],
)  # fmt: skip
def test_the_same_document_in_another_dress_is_recognised(name: str) -> None:
    assert matched(REQUIRED, [name]) == [Match(0)]


@pytest.mark.parametrize("name", ["台账", "户厕台账", "户厕摸排台账缺失说明", "无户厕摸排台账", "见附件", "（略）", ""])
def test_what_is_not_plainly_the_same_is_left_unmatched(name: str) -> None:
    assert matched(REQUIRED, [name]) == [None]


def test_of_two_names_that_fit_the_longer_one_is_meant() -> None:
    assert matched(["台账", "摸排台账"], ["户厕摸排台账"]) == [Match(1)]


def test_a_document_that_asks_for_two_is_there_when_both_parts_are() -> None:
    joint = ["收益分配方案及公示照片"]
    assert matched(joint, ["收益分配方案", "公示照片"]) == [Match(0, 0), Match(0, 1)]
    assert matched(["普及率证明"], ["率证明"]) == [None], "the «及» stands inside a word"


# --- what counts of a document ------------------------------------------------------------


@pytest.mark.parametrize(
    ("complete", "matches", "state"),
    [
        (True, True, GOOD), (True, None, GOOD), (True, False, DIFFERS), (False, None, INCOMPLETE), (None, None, UNSAID),
    ],
)  # fmt: skip
def test_each_answer_of_the_unit_has_its_state(complete: bool | None, matches: bool | None, state: str) -> None:
    store = reported(office(), "石桥镇", [(REQUIRED[0], complete, matches)])
    assert documents(store)["state"].to_dict() == {
        REQUIRED[0]: state, REQUIRED[1]: UNLISTED, REQUIRED[2]: UNLISTED,
    }  # fmt: skip


def test_documents_that_fit_nothing_required_stand_beside_what_is_missing() -> None:
    store = reported(office(), "石桥镇", [("厕所革命材料汇编", True, True)])
    found = documents(store)
    assert found["required"].to_dict() == {**dict.fromkeys(REQUIRED, True), "厕所革命材料汇编": False}
    assert found["named"]["厕所革命材料汇编"] == "厕所革命材料汇编"
    assert item(store)[["required", "listed", "complete", "extra"]].tolist() == [3, 0, 0, 1]


def test_a_document_named_twice_is_one_and_a_no_outweighs_a_yes() -> None:
    once = reported(office(), "石桥镇", [(REQUIRED[0], None, None), (f"《{REQUIRED[0]}》", True, None)])
    assert documents(once).loc[REQUIRED[0], ["state", "named"]].tolist() == [GOOD, f"{REQUIRED[0]}、《{REQUIRED[0]}》"]
    torn = reported(office(), "石桥镇", [(REQUIRED[0], True, None), (f"《{REQUIRED[0]}》", False, None)])
    assert documents(torn)["state"][REQUIRED[0]] == INCOMPLETE


def test_half_of_a_document_that_asks_for_two_is_incomplete_and_says_what_is_lacking() -> None:
    store = office()
    rows = [("石桥镇", "B3-03", "收益分配方案", "文件", "", "", True, True, "", "佐证目录", "C4")]
    file, read = upload("石桥镇", NO_FAULT, evidence=EVIDENCE.frame(rows))
    store.save_submission(ROUND, read, file.content, "李某")
    found = diagnosed(store).documents.set_index(["unit", "document"]).loc[("石桥镇", "收益分配方案及公示照片")]
    assert (found["state"], found["lacking"]) == (INCOMPLETE, "公示照片")


def test_the_office_s_word_outranks_the_unit_s_own_and_both_stay_visible() -> None:
    store = reported(office(), "石桥镇", ALL_GOOD)
    assert light(store) != UNCLEAR
    checked(store, REQUIRED[0], Answer(False, None, "缺公章"))
    found = documents(store).loc[REQUIRED[0]]
    assert (found["complete"], found["said_complete"], found["note"]) == (False, True, "缺公章")
    assert (found["state"], found["check_by"]) == (INCOMPLETE, "王某")
    assert light(store) == UNCLEAR


def test_an_answer_that_the_office_leaves_open_stays_the_unit_s() -> None:
    store = reported(office(), "石桥镇", ALL_GOOD)
    checked(store, REQUIRED[0], Answer(None, False, "台账少 3 户"))
    assert documents(store)["state"][REQUIRED[0]] == DIFFERS


def test_the_office_may_find_a_document_that_nobody_names() -> None:
    store = reported(office(), "石桥镇", ALL_GOOD[:2])
    assert light(store) == UNCLEAR
    checked(store, REQUIRED[2], Answer(True, True, "现场看过"))
    assert documents(store)["state"][REQUIRED[2]] == GOOD
    assert light(store) != UNCLEAR


def test_a_check_without_an_answer_gives_the_unit_s_word_back_and_is_not_counted() -> None:
    store = reported(office(), "石桥镇", ALL_GOOD)
    checked(store, REQUIRED[0], Answer(False, None))
    assert Ledger.of(diagnosed(store)).counts()["checked"] == 1
    seen = int(documents(store)["check"][REQUIRED[0]])
    document = Document("石桥镇", "C1-02", REQUIRED[0])
    EvidenceChecks(store).check(ROUND, document, Answer(None, None, "核错了镇"), "王某", seen)
    assert documents(store).loc[REQUIRED[0], ["state", "checked"]].tolist() == [GOOD, False]
    assert Ledger.of(diagnosed(store)).counts()["checked"] == 0


def test_a_document_that_the_unit_has_taken_from_its_list_no_longer_counts_against_it() -> None:
    store = reported(office(), "石桥镇", [*ALL_GOOD, ("厕所革命材料汇编", True, True)])
    checked(store, "厕所革命材料汇编", Answer(False, None))
    assert light(store) == UNCLEAR
    reported(store, "石桥镇", ALL_GOOD)
    assert "厕所革命材料汇编" not in documents(store).index
    assert light(store) != UNCLEAR


def test_completeness_counts_what_the_office_has_found() -> None:
    store = reported(office(), "石桥镇", ALL_GOOD)
    checked(store, REQUIRED[0], Answer(False, None))
    table = completeness(store, scheme(), store.round(ROUND)).set_index("unit")
    assert table["evidence"]["石桥镇"] == 2


# --- the rigid board and the points ------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        [],
        ALL_GOOD[:2],
        [*ALL_GOOD[:2], (REQUIRED[2], None, None)],
        [*ALL_GOOD[:2], (REQUIRED[2], False, None)],
        [*ALL_GOOD[:2], (REQUIRED[2], True, False)],
    ],
    ids=["none named", "one not listed", "one without a word", "one incomplete", "one at odds with the field"],
)
def test_a_rigid_item_short_of_evidence_waits_and_its_points_are_exposed(said: list[Said]) -> None:
    store = reported(office(), "石桥镇", said)
    found = item(store)
    assert light(store) == UNCLEAR
    assert (found["sufficient"], found["earned"], found["exposed"]) == (False, 2.0, 2.0)


def test_a_rigid_item_with_all_its_documents_is_safe_and_nothing_is_exposed() -> None:
    store = reported(office(), "石桥镇", ALL_GOOD)
    found = item(store)
    assert light(store) not in (UNCLEAR,)
    assert (found["sufficient"], found["earned"], found["exposed"]) == (True, 2.0, 0.0)


def test_the_county_s_item_waits_for_the_last_town_and_its_points_are_shared_as_earned() -> None:
    store = office()
    reported(store, "石桥镇", ALL_GOOD)
    reported(store, "云岭镇", ALL_GOOD[:2])
    reported(store, "安和镇", ALL_GOOD)
    ledger = Ledger.of(diagnosed(store))
    county = ledger.county.set_index("indicator").loc["C1-02"]
    shares = ledger.items.set_index(["unit", "indicator"])["county_exposed"]
    assert (county["earned"], county["units"], county["waiting"]) == (2.0, 1, True)
    assert shares[("云岭镇", "C1-02")] == pytest.approx(2 / 3)
    assert shares[("石桥镇", "C1-02")] == 0
    checked_all = Document("云岭镇", "C1-02", REQUIRED[2])
    EvidenceChecks(store).check(ROUND, checked_all, Answer(True, True), "王某")
    assert light(store, COUNTY) in (SAFE, "临界")
    assert not Ledger.of(diagnosed(store)).county.set_index("indicator")["waiting"]["C1-02"]


def test_a_department_s_document_does_not_clear_an_item_that_the_towns_have_to_prove() -> None:
    store = office()
    for town in ("石桥镇", "云岭镇", "安和镇"):
        reported(store, town, ALL_GOOD[:2])
    rows = [(COUNTY, "C1-02", name, "台账", "", "", True, True, "", "佐证目录", "C4") for name in REQUIRED]
    file, read = upload("县农业农村局", "", kind="department", evidence=EVIDENCE.frame(rows))
    store.save_submission(ROUND, read, file.content, "李某")
    assert light(store, COUNTY) == UNCLEAR


def test_an_item_for_which_nothing_is_required_exposes_nothing_unless_it_is_rigid() -> None:
    store = Store("sqlite://").migrate()
    store.save_roster(sheets.ROSTER)
    store.open_round("第一轮", "small", "1")
    content = sheets.workbook(sheets.TOWN_META, 填报表=sheets.GOOD_FORM)
    read = read_workbook(content, "石桥镇.xlsx", sheets.small_scheme(), sheets.ROSTER)
    store.save_submission("第一轮", read, content, "李某")
    ledger = Ledger.of(Diagnosis.of(store, sheets.small_scheme(), "第一轮"))
    found = ledger.items[ledger.items["unit"] == "石桥镇"].set_index("indicator")
    assert found.loc["A1-01", ["required", "sufficient", "exposed"]].tolist() == [2, False, 2.0]
    assert found.loc["A1-02", ["required", "sufficient", "exposed"]].tolist() == [0, True, 0.0]


def test_the_parts_add_up_by_town_by_department_and_for_the_county() -> None:
    store = office()
    for town, said in (("石桥镇", ALL_GOOD), ("云岭镇", ALL_GOOD[:1]), ("安和镇", [])):
        reported(store, town, said)
    ledger = Ledger.of(diagnosed(store))
    assert ledger.exposed > 0
    for keys in (["unit"], ["lead"], ["indicator"]):
        assert ledger.by(keys)["county_exposed"].sum() == pytest.approx(ledger.exposed, abs=1e-12)
        assert ledger.by(keys)["required"].sum() == ledger.counts()["required"]
    by_item = ledger.items.groupby("indicator")["county_exposed"].sum()
    of_county = ledger.county.set_index("indicator")["exposed"]
    assert by_item.reindex(of_county.index).fillna(0).tolist() == pytest.approx(of_county.tolist(), abs=1e-12)
