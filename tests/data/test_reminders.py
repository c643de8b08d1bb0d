"""What is sent to those who have not reported or have something to put right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.answers import answers
from data.completeness import completeness
from data.findings import finding
from data.reminders import CELLS_NAMED, reminder, reminder_to
from data.store import Store
from data.templates.forms import asked_of_town
from tests.data.office import IN_TIME, LATE, LATRINES, ROUND, TOWN_NAMES, office, scheme, upload

WRONG = finding("R301", "填报表", "F4", "C1-02", "九成", allowed="不小于 0 的整数")


@pytest.fixture
def store() -> Store:
    return office()


def table(store: Store) -> pd.DataFrame:
    return completeness(store, scheme(), store.round(ROUND))


def sent(store: Store, unit: str, sheet: str = LATRINES, late: bool = False, **parts: Any) -> None:
    file, read = upload(unit, sheet, **parts)
    store.save_submission(ROUND, read, file.content, "李某", LATE if late else IN_TIME)


def said_to(store: Store, unit: str, due_on: date | None = date(2026, 3, 20)) -> str:
    chosen = replace(store.round(ROUND), due_on=due_on)
    asked, faults = answers(store, scheme(), chosen), store.findings(ROUND)
    submissions = store.submissions(ROUND).set_index("unit")["submitted_at"]
    of_unit = (faults["unit"] == unit) & (faults["severity"] == "错误")
    return reminder_to(unit, chosen, scheme(), asked[asked["unit"] == unit], faults[of_unit], submissions.get(unit))


def whole(but: str = "") -> str:
    """All that is asked of a town, without one indicator."""
    asked = [one.key for one in asked_of_town(scheme())]
    return "\n".join(f"{code} {name} {'未填报' if code == but else 1}" for code, name in asked)


def test_the_text_for_all_names_who_is_missing_and_where_errors_are(store: Store) -> None:
    sent(store, "石桥镇", findings=(WRONG,) * 2)
    sent(store, "云岭镇", late=True)
    said = reminder(table(store), store.round(ROUND))
    assert "第二轮填报，截止3月20日" in said
    assert "尚未报送的镇（1 个）：安和镇。" in said
    assert "有错误待更正的：石桥镇（2 处）。" in said
    assert "云岭镇" not in said


def test_when_all_have_reported_without_errors_there_is_nothing_to_remind_of(store: Store) -> None:
    for town in TOWN_NAMES:
        sent(store, town)
    towns = table(store)
    assert reminder(towns[towns["kind"] == "town"], store.round(ROUND)) == ""


def test_a_reminder_without_a_due_date_names_none(store: Store) -> None:
    undated = replace(store.round(ROUND), due_on=None)
    assert "截止" not in reminder(table(store), undated)
    assert "截止4月1日" in reminder(table(store), replace(undated, due_on=date(2026, 4, 1)))


def test_a_town_that_has_sent_nothing_is_told_how_much_is_asked(store: Store) -> None:
    count = len(asked_of_town(scheme()))
    assert said_to(store, "安和镇") == (
        f"【催报】安和镇：第二轮填报表尚未报送，截止3月20日，共 {count} 项待填。请用本轮模板填好后报县委农办。"
    )
    assert "截止" not in said_to(store, "安和镇", None)


def test_a_town_is_told_which_items_are_missing_and_which_cells_are_wrong(store: Store) -> None:
    sent(store, "石桥镇", whole(but="C1-02"), findings=(WRONG,))
    said = said_to(store, "石桥镇").splitlines()
    item = scheme().indicator("C1-02")
    assert said[0] == "【更正】石桥镇：第二轮填报表（3月20日 23:59接收）还有下列内容待补正，截止3月20日。"
    assert said[1:3] == ["填错、未采用的 1 处：", "1. 填报表 F4：「九成」不是数，按未填报处理。请填不小于 0 的整数。"]
    assert said[3] == "没有填的 3 项："
    assert said[4] == f"1. C1-02 {item.name}：{'、'.join(one.name for one in item.inputs)}"


def test_a_town_without_gaps_or_errors_is_told_nothing(store: Store) -> None:
    sent(store, "石桥镇", whole())
    assert said_to(store, "石桥镇") == ""


def test_a_message_stays_short_enough_for_a_work_group(store: Store) -> None:
    many = CELLS_NAMED + 5
    sent(store, "石桥镇", whole(), findings=(WRONG,) * many)
    said = said_to(store, "石桥镇")
    assert f"填错、未采用的 {many} 处：" in said
    assert f"……共 {many} 条，其余见退回的工作簿。" in said
    assert said.count("填报表 F4") == CELLS_NAMED
