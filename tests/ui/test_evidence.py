"""佐证台账 without a browser: the sums, the lists, and a document checked on the page."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data.diagnosis import Diagnosis
from data.evidence_checks import Answer, Document, EvidenceChecks
from data.evidence_ledger import Ledger
from data.freezing import Freezer
from data.place import store_url
from data.store import Store
from tests.ui import county
from tests.ui.acting import stored
from tests.ui.conftest import Fill, Open, demo, empty, rows, spoiled, usual, waiting, written
from ui.loop.evidence_list import ALL, TITLE, VIEW

PAGE = "loop/evidence"
ROUND = "第二轮模拟考核"
UNIT, CODE, DOCUMENT = "石桥镇", "C1-02", "户厕摸排台账"
"""A document that the small county names as complete."""


def doubted(store: Store) -> None:
    """The office has found one document of a rigid item incomplete; its note means something to HTML and Markdown."""
    usual(store)
    answer = Answer(False, None, county.HOSTILE)
    EvidenceChecks(store).check(ROUND, Document(UNIT, CODE, DOCUMENT), answer, "李某", at=county.AT)


def renamed(store: Store) -> None:
    """A town that names one document by a name of its own."""
    store.save_roster(county.roster({UNIT: "圩镇"}))
    store.open_round(ROUND, "gd2021", "1")
    rows = [
        (UNIT, CODE, put.id, "", 0.0 if put.id == "faulty" else 9.0, "reported", None, None, "表", "A1", "9", "", "")
        for put in county.scheme("gd2021").indicator(CODE).inputs
    ]
    county.keep(store, ROUND, UNIT, rows, [(CODE, "厕所革命材料汇编")])


def frozen(store: Store) -> None:
    doubted(store)
    Freezer(store).freeze(lambda: Diagnosis.of(store, county.scheme("gd2021"), ROUND), "李主任")


def store() -> Store:
    return Store(store_url())


def listed(open_page: Open, fill: Fill, which: str = ALL) -> AppTest:
    """The list of the town's documents of the item."""
    at = open_page(fill, PAGE)
    at.session_state[VIEW] = TITLE
    for name, choice in (("unit", UNIT), ("item", CODE), ("which", which)):
        at.session_state[f"evidence.list.{name}"] = choice
    return at.run()


def item(at: AppTest) -> dict[str, str]:
    """The row of the item in the table by item."""
    labels = [one.label.replace("\\", "") for one in at.button if one.key and one.key.startswith("evidence-items-")]
    return next(row for label, row in zip(labels, rows(at), strict=True) if label.startswith(CODE))


def opened(at: AppTest, document: str = DOCUMENT) -> AppTest:
    """The document's dialogue."""
    return next(one for one in at.button if one.label.startswith(document)).click().run()


def check(at: AppTest, complete: str, by: str = "王某", note: str = "现场看过") -> AppTest:
    """Fill in the form and send it."""
    next(one for one in at.radio if one.key.endswith(".complete")).set_value(complete)
    for name, text in (("note", note), ("by", by)):
        next(one for one in at.text_input if one.key.startswith("evidence") and one.key.endswith(f".{name}")).input(
            text
        )
    return next(one for one in at.button if one.label == "保存核对").click().run()


@pytest.mark.parametrize(
    ("fill", "sentence"),
    [
        (empty, "还没有考核轮次。"),
        (waiting, "“第一轮模拟考核”还没有收到填报表。"),
        (spoiled, "佐证：应有"),
        (usual, "件，齐全"),
    ],
)
def test_the_page_opens_in_every_state_of_the_store_and_says_where_things_stand(
    open_page: Open, fill: Fill, sentence: str
) -> None:
    assert sentence in written(open_page(fill, PAGE))


def test_an_item_whose_document_the_office_has_found_incomplete_stands_with_its_points(open_page: Open) -> None:
    row = item(open_page(doubted, PAGE))
    assert row["缺佐证单位"] == "2 个", "this town, and the one that has not reported"
    assert float(row["缺佐证支撑"]) > 0
    assert row["牵头单位"] == county.scheme("gd2021").indicator(CODE).lead


def test_a_click_on_an_item_explains_its_score(open_page: Open) -> None:
    at = open_page(doubted, PAGE)
    next(one for one in at.button if one.label.startswith(CODE.replace("-", "\\-"))).click().run()
    assert "应有佐证" in written(at)


@pytest.mark.parametrize("view", ["按镇", "按部门"])
def test_a_click_on_a_town_or_department_leads_to_its_documents(open_page: Open, view: str) -> None:
    at = open_page(doubted, PAGE)
    at.session_state[VIEW] = view
    at.run()
    label = UNIT if view == "按镇" else county.scheme("gd2021").indicator(CODE).lead
    next(one for one in at.button if one.label == label).click().run()
    assert DOCUMENT in written(at)
    assert all(row["现况"] != "齐全" for row in rows(at))


def test_a_check_on_the_page_counts_at_once_and_says_who_made_it(open_page: Open) -> None:
    at = check(opened(listed(open_page, doubted)), "是")
    assert "已核对" in "".join(one.value for one in at.success)
    (row,) = [row for row in rows(at) if "王某" in row["县里核对"]]
    assert row["现况"] == "齐全"
    assert EvidenceChecks(store()).of_round(ROUND)["by"].tolist() == ["王某"]


def test_a_check_without_a_name_is_refused_and_nothing_changes(open_page: Open) -> None:
    at = check(opened(listed(open_page, doubted)), "是", by=" ")
    assert "请填写核对人姓名" in "".join(one.value for one in at.warning)
    assert EvidenceChecks(store()).of_round(ROUND)["by"].tolist() == ["李某"]


def test_a_document_that_another_has_checked_meanwhile_is_not_overwritten(open_page: Open) -> None:
    at = opened(listed(open_page, usual))
    EvidenceChecks(store()).check(ROUND, Document(UNIT, CODE, DOCUMENT), Answer(False, None), "赵某")
    at = check(at, "是")
    assert "刚刚由赵某核对过" in "".join(one.value for one in at.warning)
    assert EvidenceChecks(store()).of_round(ROUND)["by"].tolist() == ["赵某"]


def test_an_opened_document_shows_both_words_and_every_check(open_page: Open) -> None:
    text = written(opened(listed(open_page, doubted)))
    for said in ("是否齐全：是；与实地是否一致：是", "核对记录", "李某", "石桥镇.xlsx 佐证目录 C4"):
        assert said in text


def test_what_does_not_match_is_shown_on_both_sides(open_page: Open) -> None:
    at = listed(open_page, renamed)
    assert sorted(row["现况"] for row in rows(at)) == ["未列", "未列", "未列", "齐全"]
    text = written(opened(at))
    assert "没有对上的另列材料" in text
    assert "厕所革命材料汇编" in text


def test_a_frozen_round_shows_its_documents_and_takes_no_check(open_page: Open) -> None:
    at = opened(listed(open_page, frozen))
    assert "已封存，不再核对" in written(at)
    assert not [one for one in at.button if one.label == "保存核对"]


def test_hostile_text_in_a_note_stays_text(open_page: Open) -> None:
    at = opened(listed(open_page, doubted))
    assert county.HOSTILE not in written(at)
    assert "&lt;b&gt;:red[**石桥**]&lt;/b&gt;镇" in written(at)


def test_a_rigid_item_that_has_lost_points_is_told_apart_from_one_that_waits_and_a_mismatch_is_named(
    open_page: Open,
) -> None:
    at = open_page(demo, PAGE)
    with stored() as kept:
        ledger = Ledger.of(Diagnosis.of(kept, county.scheme("gd2021"), kept.rounds()[-1].name))
    short = ledger.county[~ledger.county["sufficient"]].set_index("indicator")
    buttons = [one for one in at.button if one.key and one.key.startswith("evidence-items-")]
    labels = [one.label.replace("\\", "").split()[0] for one in buttons]
    told = dict(zip(labels, rows(at), strict=True))
    assert short["vetoed"].any() and (short["differing"] > 0).any()
    for code, row in short.iterrows():
        assert ("（已扣分）" in told[code]["刚性"], "（待核）" in told[code]["刚性"]) == (row["vetoed"], row["waiting"])
        assert ("件不符" in told[code]["齐全"]) == (row["differing"] > 0)
