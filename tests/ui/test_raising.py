"""登记为问题: from a lost point, a doubtful figure and a village visit to the entry form, and what is known already."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from data.problem_book import ProblemBook
from data.problems import Problem
from tests.ui.acting import choose, click, said, stored
from tests.ui.conftest import Open, demo, usual, written

RAISE = "登记为问题"
LOST_BY_COUNTY = "A1-02"


def raise_it(at: AppTest) -> AppTest:
    """Press the button in the dialog; the entry form comes up."""
    return at_the_form(click(at, RAISE))


def at_the_form(at: AppTest) -> AppTest:
    """The page has led to the form; the test has to be told on which page it is now."""
    assert at.session_state["problems-view"] == "登记问题"
    assert [one.label for one in at.button if one.label == "登记"]
    at.switch_page("../pages/loop/problems.py").run()
    assert not at.exception
    return at


def enter(at: AppTest) -> Problem:
    at.selectbox(key="problem.source").set_value("县级模拟考核")
    at.date_input(key="problem.due_on").set_value("2027-01-31")
    at.text_input(key="problem.by").set_value("张工")
    click(at, "登记")
    assert "已登记第" in said(at), said(at)
    with stored() as store:
        return ProblemBook(store).all()[-1]


def test_a_lost_point_becomes_a_problem_with_reason_item_and_leading_unit(open_page: Open) -> None:
    at = choose("asked", open_page(usual, "diagnose/gaps"), ("石桥镇", "C1-02"))
    raise_it(at)
    assert "由失分登记：石桥镇 C1-02" in written(at)
    description = at.text_area(key="problem.description").value
    assert description and description.startswith("农村户厕公厕建设管护与问题厕所整改失 ")
    found = enter(at)
    assert (found.origin, found.town, found.indicator, found.rigid) == ("loss", "石桥镇", "C1-02", True)
    assert found.responsible_unit == "县农业农村局" and found.description == description
    assert "由失分登记" not in written(at)


def test_what_hangs_on_the_same_item_is_named_with_a_way_to_it_and_the_same_problem_is_refused(
    open_page: Open,
) -> None:
    at = choose("asked", open_page(usual, "diagnose/gaps"), ("石桥镇", "C1-02"))
    first = enter(raise_it(at))
    again = choose("asked", at.switch_page("../pages/diagnose/gaps.py").run(), ("石桥镇", "C1-02"))
    raise_it(again)
    assert "这一项已有 1 个未销号的问题" in written(again)
    again.date_input(key="problem.due_on").set_value("2027-01-31")
    click(again, "登记")
    assert f"台账里已有同一问题：第 {first.id} 号（未整改）" in said(again)
    next(one for one in again.button if one.key == f"problem.known.{first.id}").click().run()
    assert f"第 {first.id} 号　未整改" in written(again)


def test_a_doubtful_figure_becomes_a_problem_that_names_what_each_source_says(open_page: Open) -> None:
    at = open_page(demo, "intake/consistency")
    next(one for one in at.button if one.key == "consistency-0").click().run()
    raise_it(at)
    found = enter(at)
    assert found.origin == "figure" and "各来源不一致：自报" in found.description
    assert found.category == "台账不一致"


def test_a_visited_village_becomes_a_problem_of_that_village(open_page: Open) -> None:
    at = open_page(demo, "diagnose/town")
    button = next(one for one in at.button if one.key == "town-villages-0")
    village = button.label
    found = enter(at_the_form(button.click().run()))
    assert (found.origin, found.village) == ("visit", village) and found.description.startswith(f"抽查{village}发现：")


def test_a_lost_point_of_the_county_becomes_a_problem_of_the_county_for_its_department(open_page: Open) -> None:
    at = choose("asked", open_page(usual, "diagnose/gaps"), ("全县", LOST_BY_COUNTY))
    raise_it(at)
    assert f"由失分登记：县本级 {LOST_BY_COUNTY}" in written(at)
    assert at.selectbox(key="problem.town").value == "全县"
    at.text_input(key="problem.responsible_unit").set_value("")
    at.selectbox(key="problem.source").set_value("县级模拟考核")
    at.date_input(key="problem.due_on").set_value("2027-01-31")
    at.text_input(key="problem.by").set_value("张工")
    assert "县本级的问题请填写责任单位" in said(click(at, "登记"))
    at.text_input(key="problem.responsible_unit").set_value("县统计局")
    found = enter(at)
    assert (found.origin, found.town, found.indicator) == ("loss", "全县", LOST_BY_COUNTY)
    assert "县本级" in written(choose("problems-view", at, "销号进度"))
    for page, told in (("diagnose/town", "石桥镇"), ("diagnose/duty", "县统计局"), ("loop/what_if", "试算")):
        at.switch_page(f"../pages/{page}.py").run()
        assert not at.exception and told in written(at), page


def test_a_point_that_the_towns_have_lost_is_not_raised_for_the_county(open_page: Open) -> None:
    at = choose("asked", open_page(usual, "diagnose/gaps"), ("全县", "C1-02"))
    assert RAISE not in [one.label for one in at.button]


def test_a_problem_raised_and_then_moved_to_another_item_is_one_entered_by_hand(open_page: Open) -> None:
    at = raise_it(choose("asked", open_page(usual, "diagnose/gaps"), ("石桥镇", "C1-02")))
    at.selectbox(key="problem.town").set_value("白沙镇")
    assert enter(at).origin == "page"
