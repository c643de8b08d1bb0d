"""The roster and the settings in the store."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from data.roster import LEADERS, TOWNS, VILLAGES, Roster
from data.store import Store
from data.tables import rosters, towns

ROSTER = Roster(
    county="青禾县",
    towns=TOWNS.frame([("石桥镇", "圩镇", "陈某"), ("云岭镇", "山区镇", ""), ("安和镇", "圩镇", "")]),
    villages=VILLAGES.frame([("云岭镇", "上坪村"), ("石桥镇", "桥头村"), ("石桥镇", "上坪村")]),
    departments=("县农业农村局", "县住建局"),
    leaders=LEADERS.frame([("陈某", "副县长")]),
)


def test_a_roster_comes_back_in_its_own_order(store: Store) -> None:
    store.save_roster(ROSTER)
    back = store.roster()
    assert (back.county, back.departments) == ("青禾县", ("县农业农村局", "县住建局"))
    assert back.towns.equals(ROSTER.towns)
    assert back.villages.equals(ROSTER.villages)
    assert back.leaders.equals(ROSTER.leaders)


def test_before_a_roster_is_saved_there_is_an_empty_one_with_its_columns(store: Store) -> None:
    back = store.roster()
    assert (back.county, back.town_names, back.departments) == ("", (), ())
    assert dict(back.units().dtypes.astype(str)) == {"unit": "str", "group": "str"}


def test_a_new_roster_counts_and_the_earlier_one_is_kept(store: Store) -> None:
    store.save_roster(ROSTER)
    store.save_roster(Roster(county="青禾县", towns=TOWNS.frame([("石桥镇", "中心镇", "")])), by="农办")
    assert store.roster().units().to_dict("list") == {"unit": ["石桥镇"], "group": ["中心镇"]}
    with store.engine.begin() as connection:
        assert connection.execute(select(func.count()).select_from(rosters)).scalar_one() == 2
        assert connection.execute(select(func.count()).select_from(towns)).scalar_one() == 4


def test_a_roster_answers_for_its_towns_groups_and_villages() -> None:
    assert ROSTER.town_names == ("石桥镇", "云岭镇", "安和镇")
    assert ROSTER.groups == ("圩镇", "山区镇")
    assert ROSTER.villages_of("石桥镇") == ("桥头村", "上坪村")
    assert ROSTER.villages_of("安和镇") == ROSTER.villages_of("没有的镇") == ()
    assert ROSTER.units().to_dict("list") == {
        "unit": ["石桥镇", "云岭镇", "安和镇"],
        "group": ["圩镇", "山区镇", "圩镇"],
    }


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"towns": TOWNS.frame([("石桥镇", "", ""), ("石桥镇", "", "")])}, "镇重复：石桥镇"),
        ({"villages": VILLAGES.frame([("云海镇", "上坪村")])}, "所属的镇不存在：云海镇"),
        ({"departments": ("县住建局", "县住建局")}, "责任单位重复：县住建局"),
        ({"leaders": LEADERS.frame([("陈某", "县长"), ("陈某", "书记")])}, "领导重复：陈某"),
        ({"towns": VILLAGES.empty()}, "towns has the columns"),
    ],
)
def test_a_roster_that_contradicts_itself_is_refused(parts: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Roster(**parts)  # type: ignore[arg-type]


def test_a_setting_is_any_json_value_and_the_log_keeps_what_it_was(store: Store) -> None:
    assert store.setting("is_demo") is None
    assert store.setting("is_demo", default=False) is False
    store.set_setting("is_demo", True)
    store.set_setting("slides", {"标题": ["总览", 2.5, None]})
    store.set_setting("is_demo", False, by="农办", at=datetime(2025, 3, 20, 9, tzinfo=UTC))
    assert store.setting("is_demo", default=True) is False
    assert store.setting("slides") == {"标题": ["总览", 2.5, None]}
    latest = store.events().iloc[0]
    assert (latest["by"], latest["subject"], latest["details"]) == ("农办", "is_demo", {"before": True, "after": False})
