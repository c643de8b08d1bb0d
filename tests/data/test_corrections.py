"""Single figures put right on the page: what counts then, what is refused, and what stays on record."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest
from sqlalchemy import update

from data import store_reading
from data.corrections import Slot, checked, counting
from data.place import DEMO_SETTING
from data.store import Correction, Counting, Store, StoreError
from data.tables import rounds
from scoring import COUNTY
from tests.data.drawn import intake
from tests.data.office import scheme

ROUND = "第一轮"
AT = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
FAULTY = Slot("石桥镇", "C1-02", "faulty")
SELF = Counting("自报", "reported", 4.0)


def sent(store: Store, kind: str = "town", sheet: str = "C1-02 faulty 4", unit: str = "石桥镇") -> None:
    store.save_submission(ROUND, intake(unit, sheet, kind=kind, content=sheet.encode()), sheet.encode(), "李某")  # type: ignore[arg-type]


def right(value: float, status: str = "reported", slot: Slot = FAULTY) -> Correction:
    return Correction(*slot, value, status, f"{value:g}")


def counted(store: Store) -> tuple[str, float]:
    row = store.values(ROUND).query("indicator == 'C1-02' and input == 'faulty'").iloc[0]
    return row["source"], row["value"]


@pytest.fixture
def filled(store_with_round: Store) -> Store:
    sent(store_with_round)
    return store_with_round


def test_a_correction_outranks_every_other_source_and_keeps_them_all(filled: Store) -> None:
    sent(filled, "verification", "石桥镇:C1-02 faulty 5", "县农业农村局")
    sent(filled, "inspection", "石桥镇:C1-02 faulty 6", "县暗访组")
    filled.correct(ROUND, right(7), "逐座复核", Counting("抽查", "reported", 6.0), "李某")
    assert counted(filled) == ("更正", 7.0)
    every = filled.every_value(ROUND)
    assert every.sort_values("value")["source"].tolist() == ["自报", "核定", "抽查", "更正"]
    assert filled.values(ROUND, "自报")["value"].tolist() == [4.0]
    assert filled.values(ROUND, "更正")["value"].tolist() == [7.0]


def test_the_corrected_row_has_the_shape_of_all_values_and_borrows_the_target(store_with_round: Store) -> None:
    sent(store_with_round, sheet="A1-01 sown 90 target=100")
    slot = Slot("石桥镇", "A1-01", "sown")
    store_with_round.correct(ROUND, right(95, slot=slot), "核对", Counting("自报", "reported", 90.0), "李某")
    values = store_with_round.values(ROUND)
    assert tuple(values.columns) == store_reading.STORED_VALUE_COLUMNS
    row = values.iloc[0]
    assert (row["value"], row["target"], row["target_cell"], row["submission"]) == (95, 100, "", -1)
    assert (row["file"], row["sha256"]) == ("页面更正", "")


def test_a_later_workbook_does_not_overrule_a_correction_but_stands_beside_it(filled: Store) -> None:
    filled.correct(ROUND, right(7), "复核", SELF, "李某")
    sent(filled, sheet="C1-02 faulty 3")
    assert counted(filled) == ("更正", 7.0)
    assert filled.values(ROUND, "自报")["value"].tolist() == [3.0]


def test_what_has_changed_since_the_page_was_drawn_is_not_overwritten_and_the_new_figure_is_said(filled: Store) -> None:
    sent(filled, sheet="C1-02 faulty 3")
    before = filled.revision()
    with pytest.raises(StoreError, match="这个数刚刚有变动，现为 3（自报），请核对后再更正"):
        filled.correct(ROUND, right(7), "复核", SELF, "李某")
    assert filled.revision() == before
    assert filled.corrections(ROUND).empty


@pytest.mark.parametrize(
    ("correction", "reason", "by", "match"),
    [
        (right(7), " ", "李某", "更正须写明原因"),
        (right(7), "复核", " ", "请填写更正人姓名"),
        (right(4), "复核", "李某", "更正后的数与现在的数相同"),
        (right(float("nan"), "unreported"), "复核", "李某", "更正须给出一个数"),
    ],
)
def test_a_correction_without_reason_name_or_news_is_refused(
    filled: Store, correction: Correction, reason: str, by: str, match: str
) -> None:
    with pytest.raises(StoreError, match=match):
        filled.correct(ROUND, correction, reason, SELF, by)
    assert counted(filled) == ("自报", 4.0)


def test_a_figure_nobody_has_reported_can_be_put_right_and_so_can_a_missing_task(store_with_round: Store) -> None:
    store_with_round.correct(ROUND, right(2), "电话核实", Counting(), "李某")
    store_with_round.correct(
        ROUND, right(float("nan"), "not_applicable"), "没有这项任务", Counting("更正", "reported", 2.0), "李某"
    )
    row = store_with_round.values(ROUND).iloc[0]
    assert row["status"] == "not_applicable"
    assert pd.isna(row["value"])


def test_taking_a_correction_back_brings_back_what_it_had_replaced(filled: Store) -> None:
    first = filled.correct(ROUND, right(7), "复核", SELF, "李某")
    second = filled.correct(ROUND, right(8), "再复核", Counting("更正", "reported", 7.0), "王某")
    filled.withdraw_correction(second, "看错了", "王某")
    assert counted(filled) == ("更正", 7.0)
    filled.withdraw_correction(first, "以镇报为准", "李某")
    assert counted(filled) == ("自报", 4.0)
    kept = filled.corrections(ROUND, current_only=False)
    assert kept["withdrawn_reason"].tolist() == ["以镇报为准", "看错了"]
    with pytest.raises(StoreError, match="更正 1 已经撤回"):
        filled.withdraw_correction(first, "再撤", "李某")


def test_taking_back_out_of_the_middle_leaves_the_later_one_counting(filled: Store) -> None:
    first = filled.correct(ROUND, right(7), "复核", SELF, "李某")
    filled.correct(ROUND, right(8), "再复核", Counting("更正", "reported", 7.0), "李某")
    filled.withdraw_correction(first, "多余", "李某")
    assert counted(filled) == ("更正", 8.0)


@pytest.mark.parametrize(("reason", "by", "match"), [("", "李某", "须写明原因"), ("看错", "", "撤回人姓名")])
def test_taking_back_needs_a_reason_and_a_name(filled: Store, reason: str, by: str, match: str) -> None:
    number = filled.correct(ROUND, right(7), "复核", SELF, "李某")
    with pytest.raises(StoreError, match=match):
        filled.withdraw_correction(number, reason, by)
    with pytest.raises(StoreError, match="没有编号为 99 的更正"):
        filled.withdraw_correction(99, "看错", "李某")


def test_a_frozen_round_takes_no_correction_and_gives_none_back(filled: Store) -> None:
    number = filled.correct(ROUND, right(7), "复核", SELF, "李某")
    with filled.engine.begin() as connection:
        connection.execute(update(rounds).values(status="frozen"))
    with pytest.raises(StoreError, match="封存"):
        filled.correct(ROUND, right(8), "复核", Counting("更正", "reported", 7.0), "李某")
    with pytest.raises(StoreError, match="封存"):
        filled.withdraw_correction(number, "看错", "李某")
    assert counted(filled) == ("更正", 7.0)


def test_the_log_says_before_and_after_who_when_and_why(filled: Store) -> None:
    filled.correct(ROUND, right(7), " 复核 ", SELF, "李某", AT)
    event = filled.events().iloc[0]
    assert (event["action"], event["by"], event["at"], event["subject"]) == ("correct", "李某", AT, "石桥镇")
    told = event["details"]
    assert (told["before"]["source"], told["before"]["value"], told["before"]["cell"]) == ("自报", 4.0, "F2")
    assert (told["after"]["value"], told["reason"], told["input"]) == (7.0, "复核", "faulty")
    assert filled.corrections(ROUND)["before"].iloc[0] == told["before"]


def test_the_history_of_a_figure_shows_its_corrections_among_the_workbooks(filled: Store) -> None:
    filled.correct(ROUND, right(7), "复核", SELF, "李某")
    sent(filled, sheet="C1-02 faulty 3")
    history = filled.value_history(ROUND, "石桥镇", "C1-02", "faulty")
    assert history["source"].tolist() == ["自报", "更正", "自报"]
    assert history["reason"].tolist() == ["", "复核", ""]
    assert history["current"].tolist() == [True, True, False]


def test_clearing_the_demo_takes_its_corrections_along(filled: Store) -> None:
    filled.set_setting(DEMO_SETTING, True)
    filled.correct(ROUND, right(7), "复核", SELF, "李某")
    filled.correct(ROUND, right(8), "复核", Counting("更正", "reported", 7.0), "李某")
    filled.clear_demo()
    filled.open_round(ROUND, "gd2021", "1")
    assert filled.corrections(ROUND, current_only=False).empty


LATRINES = "C1-02 sanitary 960\nC1-02 households 1000\nC1-02 faulty 4"


@pytest.fixture(scope="module")
def values() -> pd.DataFrame:
    store = Store("sqlite://").migrate()
    store.open_round(ROUND, "gd2021", "1")
    sent(store, sheet=LATRINES)
    return store.values(ROUND)


@pytest.mark.parametrize(
    ("asked", "typed", "code"),
    [
        ("faulty", "-1", "R307"),
        ("faulty", "1.5", "R309"),
        ("faulty", "几座", ""),
        ("faulty", "4 户", ""),
        ("faulty", "", None),
        ("sanitary", "1001", "R401"),
        ("households", "900", "R401"),
        ("sanitary", "不适用", "R402"),
    ],
)
def test_what_is_typed_is_read_like_a_cell_of_a_workbook(
    values: pd.DataFrame, asked: str, typed: str, code: str | None
) -> None:
    found = checked(scheme(), values, Slot("石桥镇", "C1-02", asked), typed)
    assert found.right is None
    assert found.refusal
    assert "未填报处理" not in found.refusal
    if code:
        assert code in {one.code for one in found.findings}
    elif code is None:
        assert found.findings == ()


def test_what_can_count_comes_back_as_it_was_typed_with_its_doubts(values: pd.DataFrame) -> None:
    plain = checked(scheme(), values, FAULTY, "3")
    assert (plain.right, plain.doubts) == (Correction(*FAULTY, 3.0, "reported", "3"), "")
    united = checked(scheme(), values, FAULTY, "3 座")
    assert united.right is not None
    assert (united.right.value, united.right.typed) == (3.0, "3 座")
    assert "按 3 读取" in united.doubts


def test_figures_of_the_county_and_of_a_visited_village_are_read_too(values: pd.DataFrame) -> None:
    county = checked(scheme(), values, Slot(COUNTY, "D2-01", "growth"), "9.7")
    village = checked(scheme(), values, Slot("石桥镇", "C1-01", "minor", "上坪村"), "2")
    assert county.right == Correction(COUNTY, "D2-01", "growth", "", 9.7, "reported", "9.7")
    assert village.right == Correction("石桥镇", "C1-01", "minor", "上坪村", 2.0, "reported", "2")


def test_what_counts_now_is_told_for_the_page(values: pd.DataFrame) -> None:
    assert counting(values, FAULTY) == SELF
    assert counting(values, Slot("云岭镇", "C1-02", "faulty")).says(Counting())
