"""The page of one town: its sentence, what it has to do, and that every figure agrees with the other pages."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import takewhile

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.answers import ANSWERS
from data.diagnosis import Diagnosis
from data.store import Store
from data.town_portrait import Portrait, category_shares
from data.town_tasks import BLANK, DEDUCTED, DUE, OVERDUE, WRONG, tasks
from tests.ui import county
from tests.ui.conftest import Open, demo, spoiled, usual, written

PAGE = "diagnose/town"
ROUND = "第二轮模拟考核"
DUE_ON = date(2026, 3, 31)


def of_town(at: AppTest, town: str) -> AppTest:
    """The page, looking at that town."""
    at.session_state["town-unit"] = town
    assert not at.run().exception
    return at


def sheets(at: AppTest, heading: str) -> list[list[str]]:
    """The rows of the paper table that has this heading."""
    bodies = [one.proto.body for one in at.get("html")]
    sheet = next(body for body in bodies if f">{heading}</th>" in body)
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", sheet)[1:]]


def listed(at: AppTest, heading: str) -> list[list[str]]:
    """The rows of the table of long texts that has this heading, without the first column, which is a button."""
    bodies = [one.proto.body for one in at.get("html") if 'class="row-cells' in one.proto.body]
    first = next(place for place, body in enumerate(bodies) if f"<span>{heading}</span>" in body)
    below = takewhile(lambda body: "row-cells head" not in body, bodies[first + 1 :])
    return [re.findall(r"<span>(.*?)</span>", body) for body in below]


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Diagnosis:
    """The usual county's second round, with the one before it."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('town') / 'store.db'}").migrate()
    usual(store)
    rules = county.scheme("gd2021")
    return Diagnosis.of(store, rules, ROUND, lambda: Diagnosis.of(store, rules, "第一轮模拟考核"))


def portrait(scored: Diagnosis, town: str, today: date = DUE_ON) -> Portrait:
    """What the round says of the town on that day; every figure of 云岭镇 is unanswered."""
    asked = [
        ("town", unit, one.code, put.id, "blank" if unit == "云岭镇" else "given", "", "", "")
        for unit in county.TOWNS
        for one in scored.scheme.indicators
        for put in one.inputs
    ]
    return Portrait(scored, town, table(asked), today)


def table(asked: list[tuple[str, ...]]) -> pd.DataFrame:
    """The figures asked, as ``Portrait`` takes them."""
    return ANSWERS.frame(asked)


def test_the_sentence_says_score_place_place_before_place_in_the_group_and_rigid_items(open_page: Open) -> None:
    said = written(of_town(open_page(usual, PAGE), "白沙镇"))
    score = r"白沙镇：得 [\d.]+(–[\d.]+)? 分，第 \d 名（上轮第 \d），组内第 \d；刚性"
    assert re.search(score + r"(没有扣分| \d+ 项已扣分)", said)
    assert all(label in said for label in ("得分", "名次", "组内名次", "刚性已扣分", "填报完整度", "未销号问题"))


def test_the_sentence_agrees_with_the_ranking(scored: Diagnosis) -> None:
    row = scored.ranking.set_index("unit").loc["龙潭镇"]
    shown = portrait(scored, "龙潭镇").standing
    assert (shown["rank"], shown["group_rank"], shown["low"]) == (row["rank"], row["group_rank"], row["low"])
    before = scored.before().ranking.set_index("unit").loc["龙潭镇"]
    assert (shown["previous_rank"], shown["previous_group_rank"]) == (before["rank"], before["group_rank"])


def test_a_town_without_a_figure_is_not_given_a_score_and_is_told_to_report(open_page: Open) -> None:
    at = of_town(open_page(usual, PAGE), "云岭镇")
    said = written(at)
    assert "云岭镇：还没有报数，得分和名次都不能定。" in said
    assert "还没有报数，暂无得分可比较。" in said and not at.get("plotly_chart")
    first = sheets(at, "要做什么")
    assert any(re.match(r"交镇级填报表：\d+ 个填报项都没有报", row[1]) for row in first)


def test_a_problem_is_due_within_a_week_and_overdue_the_day_after_its_day(scored: Diagnosis) -> None:
    kinds = {}
    for days in (-8, -7, 0, 1):
        found = tasks(portrait(scored, "白沙镇", DUE_ON + timedelta(days)))
        kinds[days] = [one.kind for one in found if "公厕无人" in one.what]
    assert kinds == {-8: [], -7: [DUE], 0: [DUE], 1: [OVERDUE]}


def test_every_vetoed_item_is_a_task_with_who_and_by_when_and_comes_first(scored: Diagnosis) -> None:
    for town in ("石桥镇", "白沙镇", "龙潭镇"):
        shown = portrait(scored, town)
        found = tasks(shown)
        vetoed = [one for one in found if one.kind == DEDUCTED]
        assert len(vetoed) == shown.vetoed > 0
        assert found[: len(vetoed)] == vetoed
        assert all(one.what and town in one.who and one.due_on == DUE_ON for one in vetoed)


def test_a_figure_typed_wrong_and_one_left_blank_are_tasks_that_name_them(scored: Diagnosis) -> None:
    asked = [
        ("town", "白沙镇", "C1-02", "sanitary", "wrong", "填报表", "G5", "六十"),
        ("town", "白沙镇", "C1-02", "households", "blank", "填报表", "G6", ""),
        ("town", "白沙镇", "C1-02", "faulty", "given", "填报表", "G7", "3"),
    ]
    found = {one.kind: one for one in tasks(Portrait(scored, "白沙镇", table(asked), DUE_ON))}
    assert found[WRONG].what == "改正 1 个填报项：无害化卫生户厕户数（填报表 G5，写的是“六十”）"
    assert found[BLANK].what == "补报 1 个填报项：常住农户数"
    assert found[WRONG].who == "白沙镇（资料员）" and found[WRONG].late


def test_the_groups_total_is_a_ratio_of_sums_and_no_mean_of_percentages(scored: Diagnosis) -> None:
    card = scored.towns
    group = card.groups == "圩镇"
    shown = portrait(scored, "石桥镇").own_group
    assert shown.low == pytest.approx(100 * card.low[group].sum() / card.full[group].sum(), abs=1e-9)
    assert shown.high == pytest.approx(100 * card.high[group].sum() / card.full[group].sum(), abs=1e-9)


def test_the_points_a_town_is_ahead_never_exceed_what_is_left_to_the_others(scored: Diagnosis) -> None:
    for town in county.TOWNS:
        strong = portrait(scored, town).strongest
        assert (strong["ahead"] > 0).all() and (strong["ahead"] <= strong["full"]).all()
        assert (strong["low"] == strong["full"]).any() or strong.empty


def test_weak_items_are_all_that_have_lost_or_may_lose_the_most_lost_first(scored: Diagnosis) -> None:
    weak = portrait(scored, "石桥镇").weakest
    lost = scored.town_gaps[(scored.town_gaps["unit"] == "石桥镇") & (scored.town_gaps["lost"] > 0)]["lost"].sum()
    assert weak["lost"].sum() == pytest.approx(lost) and weak["lost"].is_monotonic_decreasing


def test_a_weak_item_opens_its_explanation_in_one_click(open_page: Open) -> None:
    at = of_town(open_page(usual, PAGE), "石桥镇")
    next(button for button in at.button if button.key and button.key.startswith("town-weak-")).click()
    assert at.run().get("dialog")[0].proto.dialog.title.startswith("石桥镇　")


def test_a_light_of_the_town_opens_the_towns_explanation(open_page: Open) -> None:
    at = of_town(open_page(usual, PAGE), "白沙镇")
    next(button for button in at.button if button.key and button.key.startswith("light-")).click()
    assert at.run().get("dialog")[0].proto.dialog.title.startswith("白沙镇　")


def test_the_villages_stand_with_what_was_found_the_worst_first(open_page: Open) -> None:
    at = open_page(demo, PAGE)
    worst = 0.0
    for town in at.selectbox(key="town-unit").options:
        found = listed(of_town(at, town), "查到什么")
        losses = [float(row[1]) for row in found]
        assert len(found) >= 3 and losses == sorted(losses, reverse=True)
        assert all(row[0] == "没有发现问题" or re.search(r"\d 处|：是", row[0]) for row in found)
        worst = max(worst, losses[0])
    assert worst > 0


def test_the_demo_towns_name_their_attached_leader(open_page: Open) -> None:
    assert re.search(r"挂点领导：\S+，县", written(open_page(demo, PAGE)))


def test_evidence_is_counted_against_what_the_scheme_asks_for(scored: Diagnosis) -> None:
    found = portrait(scored, "石桥镇").evidence
    assert (found["complete"] <= found["named"]).all() and (found["named"] <= found["asked"]).all()
    assert found["rigid"].is_monotonic_decreasing and found["rigid"].any()
    assert not portrait(scored, "云岭镇").evidence["named"].any()


def test_the_shares_of_the_group_lie_between_those_of_its_towns(scored: Diagnosis) -> None:
    both = [category_shares(scored, town).set_index("category_name") for town in ("石桥镇", "白沙镇")]
    shares = [one["share"] for one in both]
    group = both[0]["group_share"]
    least, most = (shares[0].combine(shares[1], end) for end in (min, max))
    assert ((group >= least - 1e-9) & (group <= most + 1e-9)).all()


@pytest.mark.parametrize("town", [county.HOSTILE, "空镇", "石桥镇"])
def test_a_hostile_or_empty_town_is_shown_as_text(open_page: Open, town: str) -> None:
    at = of_town(open_page(spoiled, PAGE), town)
    shown = "\n".join([one.proto.body for one in at.get("html")] + [one.value for one in at.markdown])
    assert "<b>:red" not in shown and "<script>alert" not in shown
    assert at.selectbox(key="town-unit").value == town


def test_a_town_that_another_page_asks_for_but_does_not_exist_is_passed_over(open_page: Open) -> None:
    at = open_page(usual, "overview/overview")
    at.session_state["town-unit"] = "没有的镇"
    at.switch_page(f"../pages/{PAGE}.py").run()
    assert not at.exception and at.selectbox(key="town-unit").value == "石桥镇"


def test_the_town_that_another_page_asks_for_is_shown(open_page: Open) -> None:
    at = open_page(usual, "overview/overview")
    at.session_state["town-unit"] = "龙潭镇"
    at.switch_page(f"../pages/{PAGE}.py").run()
    assert not at.exception and "龙潭镇：得" in written(at)
