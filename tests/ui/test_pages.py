"""Every page opens with an empty store, an open round, a usual one and a spoiled one, and says what matters."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from scoring import COUNTY
from tests.ui import county
from tests.ui.conftest import Fill, Open, demo, empty, frames, rows, spoiled, usual, waiting, written
from ui.sections import SECTIONS

FILES = [file.removesuffix(".py") for listed in SECTIONS.values() for file, *_ in listed]
DIAGNOSES = [file for file in FILES if file.startswith(("overview/", "diagnose/"))]


@pytest.mark.parametrize("page", FILES)
@pytest.mark.parametrize("fill", [empty, waiting, usual, spoiled, demo])
def test_a_page_opens_without_an_error_whatever_the_store_holds(open_page: Open, fill: Fill, page: str) -> None:
    at = open_page(fill, page)
    assert not at.exception
    assert written(at).strip()


@pytest.mark.parametrize("page", DIAGNOSES)
@pytest.mark.parametrize(
    ("fill", "missing", "way"),
    [(empty, "还没有考核轮次", "打开“轮次与名册”"), (waiting, "还没有收到填报表", "打开“填报接收”")],
)
def test_a_page_with_nothing_to_show_says_what_to_do_next(
    open_page: Open, fill: Fill, missing: str, way: str, page: str
) -> None:
    at = open_page(fill, page)
    assert missing in written(at)
    assert [link.proto.label for link in at.get("page_link")] == [way]


@pytest.mark.parametrize("page", FILES)
def test_every_page_of_the_demo_county_says_that_it_is_one(open_page: Open, page: str) -> None:
    assert "演示数据" in written(open_page(usual, page))


def test_a_store_of_real_figures_is_not_called_a_demo(open_page: Open) -> None:
    assert "演示数据" not in written(open_page(waiting, ""))


@pytest.mark.parametrize("page", DIAGNOSES)
def test_a_page_starts_with_its_one_message(open_page: Open, page: str) -> None:
    shown = [one.proto.body for one in open_page(usual, page).get("html")]
    assert sum('<h1 class="headline' in body for body in shown) == 1


def test_the_overview_shows_the_verdict_the_interval_both_grades_and_all_nineteen_lights(open_page: Open) -> None:
    at = open_page(usual, "overview/overview")
    text = written(at)
    assert "第二轮模拟考核：按已报数据测算" in text and "优秀被否决" in text
    assert all(label in text for label in ("预测总分", "区间 ", "按分值的等次", "否决后的等次", "填报完整度", "倒计时"))
    lights = [button.label for button in at.button if button.key and button.key.startswith("light-")]
    assert len(lights) == 19
    assert all(re.match(r"[✕？△●—] ", label) for label in lights)


def test_a_light_opens_its_explanation_in_one_click(open_page: Open) -> None:
    at = open_page(usual, "overview/overview")
    next(button for button in at.button if button.key and "A2-01" in button.key).click()
    assert at.run().get("dialog")[0].proto.dialog.title.startswith(f"{COUNTY}　A2\\-01　耕地保有量")


def asked(open_page: Open, unit: str, code: str) -> str:
    at = open_page(usual, "diagnose/gaps")
    at.session_state["asked"] = (unit, code)
    at.run()
    assert not at.exception
    return "\n".join(one.proto.body for one in at.get("dialog")[0].get("html"))


def test_an_explanation_leads_from_the_lost_point_to_clause_formula_and_cell(open_page: Open) -> None:
    text = asked(open_page, "石桥镇", "C1-02")
    for said in ("默认方案 C1-02", "无害化户厕普及率达95%得1分", "949 ÷ 1000 × 100", "失 0.01 分", "县农业农村局"):
        assert said in text
    for where in ("石桥镇.xlsx", "填报表", "G5", "自报", "3月18日 20:30"):
        assert where in text


def test_the_countys_explanation_names_the_cell_of_every_town(open_page: Open) -> None:
    text = asked(open_page, COUNTY, "C1-02")
    assert all(f"{town}.xlsx" in text for town in ("石桥镇", "白沙镇", "龙潭镇"))
    assert "各镇求和" in text


def test_an_explanation_of_what_nobody_reported_says_so_instead_of_zero(open_page: Open) -> None:
    text = asked(open_page, "云岭镇", "C1-02")
    assert "未填报" in text and "得 0.00–2.00 分" in text


def test_a_county_item_asked_about_for_a_town_is_answered_in_a_sentence(open_page: Open) -> None:
    at = open_page(usual, "diagnose/veto")
    at.session_state["asked"] = ("石桥镇", "A1-02")
    assert "只按全县计分" in at.run().get("dialog")[0].markdown[0].value


@pytest.mark.parametrize("view", ["镇 × 指标", "按责任单位", "按镇"])
def test_every_view_of_the_losses_opens(open_page: Open, view: str) -> None:
    at = open_page(usual, "diagnose/gaps")
    at.session_state["gaps-view"] = view
    assert not at.run().exception
    assert at.get("plotly_chart")[0].proto.alt


def test_losses_by_department_add_up_to_the_losses_of_the_county(open_page: Open) -> None:
    at = open_page(usual, "diagnose/gaps")
    whole = frames(at)[0]
    at.session_state["gaps-view"] = "按责任单位"
    leads = at.run().selectbox(key="gaps-by-lead").options
    parts = [frames(at.selectbox(key="gaps-by-lead").select(lead).run()) for lead in leads]
    assert sorted(code for part in parts for table in part for code in table["编码"]) == sorted(whole["编码"])


@pytest.mark.parametrize("view", ["与上轮比较", "各镇强弱项"])
def test_every_view_of_the_ranking_opens(open_page: Open, view: str) -> None:
    at = open_page(usual, "diagnose/ranking")
    at.session_state["ranking-view"] = view
    assert not at.run().exception
    assert at.get("plotly_chart")[0].proto.alt


def test_a_town_that_has_not_reported_is_ranked_with_its_interval_and_completeness(open_page: Open) -> None:
    table = frames(open_page(usual, "diagnose/ranking"))[0].set_index("单位")
    assert re.fullmatch(r"\d+\.\d\d–100\.00", table.loc["云岭镇", "得分"])
    assert table.loc["云岭镇", "已定分值"] == "0%"
    assert "–" in table.loc["云岭镇", "可能名次"]


def test_inside_a_group_the_places_start_from_one(open_page: Open) -> None:
    at = open_page(usual, "diagnose/ranking")
    at.session_state["ranking-group"] = "山区镇"
    table = frames(at.run())[0]
    assert list(table["名次"]) == [1, 2]
    assert set(table["单位"]) == {"龙潭镇", "云岭镇"}


@pytest.mark.parametrize("view", ["先办什么", "距扣分线", "分数够、被否决"])
def test_every_view_of_the_veto_risk_opens(open_page: Open, view: str) -> None:
    at = open_page(usual, "diagnose/veto")
    at.session_state["veto-view"] = view
    assert not at.run().exception
    assert 'class="row-cells' in written(at) or 'class="sheet"' in written(at)


def test_what_to_do_first_names_who_what_and_by_when(open_page: Open) -> None:
    at = open_page(usual, "diagnose/veto")
    at.session_state["veto-view"] = "先办什么"
    first, *others = rows(at.run())
    assert first["状态"] == "✕ 已扣分"
    assert {one["时限"] for one in (first, *others)} == {"3月31日"}
    assert all(one["要做什么"] and one["牵头单位"] and one["单位"] for one in (first, *others))


def test_the_margins_of_a_town_stand_in_the_figures_own_units(open_page: Open) -> None:
    at = open_page(usual, "diagnose/veto")
    at.session_state["veto-view"] = "距扣分线"
    at.session_state["veto-unit"] = "石桥镇"
    said = [one["距扣分线或补救所需"] for one in rows(at.run())]
    assert any(re.search(r"\d 户", text) for text in said)


def test_a_row_of_the_margins_opens_its_explanation_in_one_click(open_page: Open) -> None:
    at = open_page(usual, "diagnose/veto")
    at.session_state["veto-view"] = "距扣分线"
    next(button for button in at.run().button if button.label.startswith("耕地保有量")).click()
    assert "耕地保有量" in at.run().get("dialog")[0].proto.dialog.title


def test_enough_points_but_vetoed_is_kept_apart_from_not_enough_points(open_page: Open) -> None:
    at = open_page(usual, "diagnose/veto")
    at.session_state["veto-view"] = "分数够、被否决"
    heads = [one.value for one in at.run().subheader]
    assert [re.sub(r"（.*", "", head) for head in heads] == ["分数够、被否决", "分数不够", "分数够、未否决"]
    assert sum(int(re.search(r"（(\d+) 个镇）", head)[1]) for head in heads) == len(county.TOWNS)


def test_another_round_can_be_chosen_and_then_stays_chosen_on_the_next_page(open_page: Open) -> None:
    at = open_page(usual, "overview/overview")
    at.selectbox(key="round").select("第一轮模拟考核").run()
    assert "第一轮模拟考核：" in written(at)
    at.switch_page("../pages/diagnose/ranking.py").run()
    assert at.selectbox(key="round").value == "第一轮模拟考核"


def test_the_dates_of_a_round_can_be_moved(open_page: Open) -> None:
    at = open_page(usual, "overview/overview")
    next(one for one in at.date_input if one.label == "问题销号").set_value("2026-04-08")
    next(button for button in at.button if button.label == "保存").click()
    assert "2026-04-08" in written(at.run())


def hostile_text(at: AppTest) -> str:
    return "\n".join(one.proto.body for one in at.get("html")) + "\n".join(one.value for one in at.markdown)


@pytest.mark.parametrize("page", DIAGNOSES)
def test_a_hostile_name_is_shown_as_text_on_every_page(open_page: Open, page: str) -> None:
    at = open_page(spoiled, page)
    assert "<b>:red" not in hostile_text(at)
    at.session_state["asked"] = (county.HOSTILE, "C1-02")
    assert "<b>:red" not in hostile_text(at.run())
    assert not at.exception
