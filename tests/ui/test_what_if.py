"""试算 without a browser: ticks move total, grade, vetoes and towns at once, and store nothing."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from scoring import load_scheme
from tests.ui.acting import choose, click, said, stored
from tests.ui.conftest import Open, demo, usual, written

PAGE = "loop/what_if"


def tick(at: AppTest, part: str) -> AppTest:
    next(one for one in at.checkbox if part in one.label.replace("\\", "")).set_value(True).run()
    assert not at.exception
    return at


def ticks(at: AppTest) -> list[str]:
    return [one.label.replace("\\", "") for one in at.checkbox]


def test_the_way_to_the_top_clears_one_veto_after_the_other_and_stores_nothing(open_page: Open) -> None:
    at = open_page(demo, PAGE)
    assert "试算篮是空的" in written(at)
    with stored() as store:
        before = store.revision()
    steps = [label for label in ticks(at) if "消除否决" in label]
    assert steps
    for label in steps:
        tick(at, label)
    text = written(at)
    assert f"刚性扣分 {len(steps)} → 0 项" in text and "等次 良好 → 优秀" in text
    waiting = re.search(r"另有 (\d+) 项待核", text)
    assert waiting and f"现为良好；{waiting[1]} 项待核" in text
    assert "不再扣分" in text and '<th class="name">镇</th>' in text
    with stored() as store:
        assert store.revision() == before
    click(at, "清空试算篮")
    assert "试算篮是空的" in written(at)


def test_problems_on_rigid_items_stand_first_and_those_due_first_before_them(open_page: Open) -> None:
    at = choose("what-if-view", open_page(demo, PAGE), "办结问题")
    with stored() as store:
        named = load_scheme("gd2021")
        listed = store.problems(store.rounds()[-1].name)
    rigid = {one.code for one in named.rigid}
    codes = [re.search(r"（([A-F]\d-\d\d)，[^（]*）$", label) for label in ticks(at)]
    kinds = [found[1] in rigid for found in codes if found]
    assert kinds and kinds == sorted(kinds, reverse=True)
    first = listed[listed["indicator"].isin(rigid)]["due_on"].min()
    assert f"，{first.month}月{first.day}日）" in ticks(at)[0]


def test_a_single_units_lost_item_a_problem_and_a_typed_figure_go_in_and_out(open_page: Open) -> None:
    at = choose("what-if-view", open_page(usual, PAGE), "补齐失分")
    tick(at, "石桥镇　C1-02")
    assert "试算：补齐 1 处，全县" in written(at)
    choose("what-if-view", at, "办结问题")
    tick(at, "上坝村公厕无人管护")
    assert "办结 1 个问题" in written(at)
    choose("what-if-view", at, "存疑和自填的数")
    at.selectbox(key="what_if.own.unit").set_value("白沙镇").run()
    figures = at.selectbox(key="what_if.own.figure")
    figures.set_value(next(one for one in figures.options if one.startswith("C1-02 未整改"))).run()
    at.text_input(key="what_if.own.typed").set_value("很多")
    assert "没有采用" in said(click(at, "放进试算篮"))
    at.text_input(key="what_if.own.typed").set_value("50")
    assert "改为 50" in said(click(at, "放进试算篮"))
    assert "补齐 1 处，改 1 个数，办结 1 个问题" in written(at)
    next(one for one in at.checkbox if "白沙镇" in one.label and one.value).set_value(False).run()
    assert "改 1 个数" not in written(at)


def test_a_figure_of_which_the_sources_differ_is_tried_as_another_source_says_it(open_page: Open) -> None:
    at = choose("what-if-view", open_page(demo, PAGE), "存疑和自填的数")
    doubts = [label for label in ticks(at) if "（现采用" in label]
    assert doubts
    tick(at, doubts[0])
    assert "改 1 个数" in written(at)


def test_everything_that_the_filters_leave_is_ticked_and_taken_out_with_one_press(open_page: Open) -> None:
    at = choose("what-if-view", open_page(usual, PAGE), "补齐失分")
    at.selectbox(key="what_if.lost.unit").set_value("石桥镇").run()
    label = next(one.label for one in at.button if one.label.startswith("全部勾上"))
    click(at, label)
    assert label.removeprefix("全部勾上（").removesuffix("）") in written(at)
    click(at, label.replace("勾上", "取出"))
    assert "试算篮是空的" in written(at)
