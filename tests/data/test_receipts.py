"""The receipt of a workbook says what accepting it would change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.findings import finding
from data.receipts import Receipt, receipt
from data.store import Store
from scoring import score
from tests.data.office import EARLIER, IN_TIME, LATE, LATRINES, ROUND, accepted, office, scheme, standing, upload


@pytest.fixture
def store() -> Store:
    return office()


def received(store: Store, unit: str, sheet: str, **parts: object) -> Receipt:
    return receipt(standing(store), *upload(unit, sheet, **parts), IN_TIME)


def changes(one: Receipt) -> list[tuple[str, ...]]:
    shown = one.changes[["input", "field", "before", "after", "cell"]]
    return [tuple(row) for row in shown.itertuples(index=False)]


def test_the_first_workbook_of_a_unit_is_counted_and_compared_with_nothing(store: Store) -> None:
    one = received(store, "石桥镇", LATRINES + "D1-01 x 不适用\nD1-01 y 未填报")
    assert (one.counts.reported, one.counts.not_applicable, one.counts.unreported) == (3, 1, 1)
    assert (one.counts.changed, one.counts.unchanged, one.compared_with, one.supersedes) == (None, None, None, None)
    assert one.changes.empty
    assert one.acceptable


def test_each_changed_figure_is_shown_before_and_after_with_its_cell(store: Store) -> None:
    accepted(store, "石桥镇", LATRINES + "C1-01 covered 30 target=40")
    one = received(
        store,
        "石桥镇",
        """
        C1-02 sanitary   975.5
        C1-02 households 1000
        C1-02 faulty     不适用
        C1-01 covered    30      target=42
        """,
    )
    assert changes(one) == [
        ("sanitary", "value", "960", "975.5", "F2"),
        ("faulty", "value", "4", "不适用", "F4"),
        ("covered", "target", "40", "42", "E5"),
    ]
    assert (one.counts.changed, one.counts.unchanged) == (3, 1)


def test_a_figure_that_is_missing_now_is_shown_as_unreported(store: Store) -> None:
    accepted(store, "石桥镇", LATRINES)
    one = received(store, "石桥镇", "C1-02 sanitary 960\nC1-02 households 未填报")
    assert changes(one) == [
        ("households", "value", "1000", "未填报", "F3"),
        ("faulty", "value", "4", "未填报", ""),
    ]


def test_zero_unreported_and_not_applicable_are_three_different_answers(store: Store) -> None:
    accepted(store, "石桥镇", "C1-02 sanitary 0\nC1-02 households 0\nC1-02 faulty 未填报")
    one = received(store, "石桥镇", "C1-02 sanitary 未填报\nC1-02 households 不适用\nC1-02 faulty 0")
    assert [(before, after) for _, _, before, after, _ in changes(one)] == [
        ("0", "未填报"),
        ("0", "不适用"),
        ("未填报", "0"),
    ]


def test_a_yes_or_no_is_spoken_as_such(store: Store) -> None:
    asked = next((one.code, put.id) for one in standing(store).scheme for put in one.inputs if put.yes_no)
    accepted(store, "石桥镇", f"{asked[0]} {asked[1]} 0")
    assert changes(received(store, "石桥镇", f"{asked[0]} {asked[1]} 1"))[0][2:4] == ("否", "是")


def test_noise_of_binary_fractions_is_no_change(store: Store) -> None:
    accepted(store, "石桥镇", "C1-02 sanitary 0.3")
    assert received(store, "石桥镇", f"C1-02 sanitary {0.1 + 0.2!r}").changes.empty


def test_it_says_whose_submission_it_takes_the_place_of(store: Store) -> None:
    accepted(store, "石桥镇", LATRINES, by="王某")
    one = received(store, "石桥镇", "C1-02 faulty 5")
    assert one.supersedes == one.compared_with
    assert one.supersedes is not None
    assert (one.supersedes.by, one.supersedes.round_name, one.supersedes.file) == ("王某", ROUND, "石桥镇.xlsx")


def test_the_first_one_of_a_round_is_compared_with_the_round_before_and_supersedes_nothing(store: Store) -> None:
    accepted(store, "石桥镇", LATRINES, round_name=EARLIER)
    one = received(store, "石桥镇", "C1-02 faulty 3")
    assert one.supersedes is None
    assert one.compared_with is not None
    assert one.compared_with.round_name == EARLIER
    assert ("faulty", "value", "4", "3", "F2") in changes(one)


def test_another_unit_s_submission_is_not_compared_with(store: Store) -> None:
    accepted(store, "云岭镇", LATRINES)
    assert received(store, "石桥镇", LATRINES).compared_with is None


def test_the_score_goes_from_an_interval_to_a_narrower_one(store: Store) -> None:
    accepted(store, "石桥镇", "C1-02 faulty 4\nC1-02 households 1000")
    one = received(store, "石桥镇", LATRINES)
    assert one.scored == "石桥镇"
    assert one.score_before is not None
    assert one.score_after is not None
    assert one.score_before.low < one.score_after.low <= one.score_after.high <= one.score_before.high


def test_the_score_that_was_promised_is_the_score_after_accepting(store: Store) -> None:
    accepted(store, "云岭镇", LATRINES)
    first = received(store, "石桥镇", LATRINES)
    accepted(store, "石桥镇", LATRINES)
    second = received(store, "石桥镇", LATRINES.replace("faulty     4", "faulty     1"))
    assert second.score_before == first.score_after
    file, read = upload("石桥镇", LATRINES.replace("faulty     4", "faulty     1"))
    store.save_submission(ROUND, read, file.content, "李某")
    card = score(scheme(), store.values(ROUND), store.roster().units()).totals().set_index("unit")
    assert second.score_after == tuple(card.loc["石桥镇", ["low", "high"]])


def test_before_its_first_workbook_of_the_round_a_town_has_no_score(store: Store) -> None:
    accepted(store, "云岭镇", LATRINES)
    accepted(store, "石桥镇", LATRINES, round_name=EARLIER)
    one = received(store, "石桥镇", LATRINES)
    assert one.score_before is None
    assert one.score_after is not None


def test_a_verified_figure_still_outranks_the_town_s_new_one_in_its_score(store: Store) -> None:
    accepted(store, "石桥镇", LATRINES)
    file, read = upload("县农业农村局", "石桥镇:C1-02 faulty 4", kind="department")
    store.save_submission(ROUND, read, file.content, "李某")
    one = received(store, "石桥镇", LATRINES.replace("faulty     4", "faulty     0"))
    assert changes(one) == [("faulty", "value", "4", "0", "F4")]
    assert one.score_after == one.score_before


def test_a_department_s_workbook_moves_the_county_s_score(store: Store) -> None:
    accepted(store, "石桥镇", LATRINES)
    asked = next(one for one in standing(store).scheme if one.scope == "county")
    figures = "\n".join(f"全县:{asked.code} {put.id} 1 target=1 last_year=1" for put in asked.inputs)
    one = received(store, "县委农办", figures, kind="department")
    assert one.scored == "全县"
    assert one.score_before is not None
    assert one.score_after is not None
    width_before, width_after = (score.high - score.low for score in (one.score_before, one.score_after))
    assert width_after < width_before


def test_the_due_day_ends_at_midnight_in_beijing(store: Store) -> None:
    sent = upload("石桥镇", LATRINES)
    assert receipt(standing(store), *sent, IN_TIME).punctuality == "on_time"
    assert receipt(standing(store), *sent, LATE).punctuality == "late"


def test_without_a_due_date_nobody_is_late(store: Store) -> None:
    store.set_round_dates(ROUND, due_on=None)
    assert receipt(standing(store), *upload("石桥镇", LATRINES), LATE).punctuality == "undated"


@pytest.mark.parametrize(
    ("unit", "parts", "why"),
    [
        ("石桥镇", {"readable": False}, "读不出来"),
        ("石桥镇", {"kind": "unknown"}, "看不出是哪个单位"),
        ("", {}, "看不出是哪个单位"),
        ("清溪镇", {}, "「清溪镇」不在单位名册中"),
        ("石桥镇", {"round_name": "第一轮"}, "这是「第一轮」的表，现在收的是「第二轮」"),
    ],
)
def test_what_cannot_be_accepted_says_why(store: Store, unit: str, parts: dict[str, object], why: str) -> None:
    one = received(store, unit, LATRINES, **parts)
    assert not one.acceptable
    assert why in one.refusals[0]


def test_a_workbook_that_does_not_say_its_round_can_be_accepted(store: Store) -> None:
    assert received(store, "石桥镇", LATRINES, round_name="").acceptable


def test_the_very_file_that_is_stored_already_need_not_be_accepted_again(store: Store) -> None:
    accepted(store, "石桥镇", LATRINES)
    assert "完全相同" in received(store, "石桥镇", LATRINES).refusals[0]


def test_a_frozen_round_takes_nothing_more(store: Store) -> None:
    now = standing(store)
    frozen = replace(now, round=replace(now.round, status="frozen"))
    assert "已经封存" in receipt(frozen, *upload("石桥镇", LATRINES), IN_TIME).refusals[0]


def test_findings_are_counted_by_severity(store: Store) -> None:
    found = (finding("R301", typed="九成", allowed="数"), finding("R119"), finding("R334"), finding("R207", typed="镇"))
    one = received(store, "石桥镇", "D1-01 x 未填报", findings=found)
    assert [one.findings("错误"), one.findings("警告"), one.findings("提示")] == [1, 1, 2]
    assert one.acceptable


def test_what_is_found_beside_our_score_stands_behind_what_the_reader_found(store: Store) -> None:
    one = received(store, "石桥镇", LATRINES, findings=(finding("R119"),))
    assert [each.code for each in one.intake.findings] == ["R119", "R723"]
