"""考核方案 without a browser: the tree, the checks, trying an item, and what a hostile or broken scheme does."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from scoring import Scheme, load_scheme
from scoring.cases import work
from tests.ui import county
from tests.ui.conftest import Fill, Open, demo, empty, rows, usual, waiting, written
from tests.ui.schemes import PAGE, TINY, kept, texts_on_disk, view
from ui.labels import interval

DEFAULT = county.scheme("gd2021")


def with_shapes(store: Store) -> None:
    """A round under the catalogue of all rule shapes."""
    kept(store, texts_on_disk("shapes"), "第一轮")


def with_tiny(store: Store) -> None:
    """A round under a scheme with much to be said against it, and texts that mean something to HTML and Markdown."""
    kept(store, {"scheme.yaml": TINY.replace("日常工作", "'<b>:red[**日常**]</b>'")}, "第一轮")


def with_broken(store: Store) -> None:
    """A round under a scheme that loads no more."""
    kept(store, {"scheme.yaml": "scheme: broken\nname: 坏的\n"}, "第一轮", ("broken", "1"))


@pytest.mark.parametrize(
    ("fill", "used"),
    [(empty, "还没有轮次按它计分"), (waiting, "1 轮按它计分"), (usual, "2 轮按它计分"), (demo, "2 轮按它计分")],
)
def test_the_page_says_how_large_the_scheme_is_who_uses_it_and_what_it_rests_on(
    open_page: Open, fill: Fill, used: str
) -> None:
    text = written(open_page(fill, PAGE))
    assert f"第 1 版：6 大项、21 小项、63 项指标，刚性 19 项 44 分，总分 100 分；{used}。" in text
    assert "正式使用前请换成本省印发的方案" in text


@pytest.mark.parametrize("name", ["目录", "检查", "试算", "换方案", "版本"])
@pytest.mark.parametrize("fill", [empty, usual, demo, with_shapes, with_tiny])
def test_every_section_opens(open_page: Open, fill: Fill, name: str) -> None:
    assert written(view(open_page(fill, PAGE), name)).strip()


# --- 目录 -------------------------------------------------------------------------------------------------------------


def listed(at: AppTest) -> list[str]:
    """The codes of the items on the page."""
    found = (re.match(r"[A-Z]\d?(?:-\d+){1}", one.label.replace("\\", "")) for one in at.button)
    return [one[0] for one in found if one]


def test_the_tree_lists_every_item_once_with_its_rule_as_printed_and_as_understood(open_page: Open) -> None:
    at = open_page(empty, PAGE)
    codes, words = [], []
    for category in [*(one.code for one in DEFAULT.categories), "附加"]:
        at.session_state["scheme.category"] = category
        codes += listed(at.run())
        words += [row for row in rows(at) if row["方案原文"] != "方案原文"]
    items = [*DEFAULT.indicators, *DEFAULT.components]
    assert codes == [one.code for one in items]
    assert [one["刚性"] for one in words] == ["刚性" if one.rigid else "" for one in items]
    assert [unescape(one["方案原文"]) for one in words] == [one.words for one in items]
    assert all(one["程序怎么算"].endswith("。") and one["牵头单位"] for one in words)
    understood = {code: unescape(one["程序怎么算"]) for code, one in zip(codes, words, strict=True)}
    assert "是否被省级以上暗访曝光为“是”的不得分" in understood["C1-01"]


@pytest.mark.parametrize(
    ("wanted", "code"), [("C1-02", "C1-02"), ("问题厕所", "C1-02"), ("县残联", ""), ("播种面积", "A1-01")]
)
def test_an_item_is_found_by_what_stands_in_it(open_page: Open, wanted: str, code: str) -> None:
    at = open_page(empty, PAGE)
    at.text_input(key="scheme.find").set_value(wanted).run()
    assert not at.exception
    if code:
        assert code in listed(at)
        assert len(listed(at)) < 63
    else:
        assert listed(at) == []
        assert f"没有含“{wanted}”的指标" in written(at)


def opened(at: AppTest, code: str) -> str:
    at.session_state["scheme.asked"] = code
    dialog = at.run().get("dialog")[0]
    assert not at.exception
    return dialog.proto.dialog.title.replace("\\", "") + "\n".join(one.proto.body for one in dialog.get("html"))


def test_a_click_on_an_item_shows_its_figures_evidence_and_worked_cases_with_what_comes_out(open_page: Open) -> None:
    at = open_page(empty, PAGE)
    at.text_input(key="scheme.find").set_value("C1-02").run()
    next(one for one in at.button if "C1" in one.label).click().run()
    text = "\n".join(one.proto.body for one in at.get("dialog")[0].get("html"))
    for said in (
        "户厕摸排台账、问题厕所整改销号表",
        "不小于 0，整数，不超过常住农户数",
        "各镇报，各镇求和",
        "无害化卫生户厕户数 960 户",
    ):
        assert said in text
    assert text.count("✓ 相符") == len(DEFAULT.indicator("C1-02").cases)
    assert "✕ 不符" not in text


@pytest.mark.parametrize(("fill", "code"), [(empty, "gd2021"), (with_shapes, "shapes")])
def test_every_item_can_be_opened(open_page: Open, fill: Fill, code: str) -> None:
    at, scheme = open_page(fill, PAGE), load_scheme(code)
    for one in [*scheme.indicators, *scheme.components]:
        assert one.name in opened(at, one.code)


def test_an_item_without_a_worked_case_says_what_that_means(open_page: Open) -> None:
    assert "没有算例，无法证明规则与原文一致" in opened(open_page(with_tiny, PAGE), "T1-01")


def test_texts_of_a_scheme_are_shown_as_text(open_page: Open) -> None:
    at = open_page(with_tiny, PAGE)
    for name in ("目录", "检查", "试算", "换方案", "版本"):
        text = written(view(at, name))
        assert "<b>:red" not in text
        assert name != "目录" or "日常" in text
        assert ":red[" not in text.replace("\\:red\\[", "")


# --- 检查 -------------------------------------------------------------------------------------------------------------


def test_a_clean_scheme_is_said_to_be_clean(open_page: Open) -> None:
    text = written(view(open_page(empty, PAGE), "检查"))
    cases = sum(len(one.cases) for one in (*DEFAULT.indicators, *DEFAULT.components))
    assert f"{cases} 个算例：没有发现问题" in text


def test_what_the_linter_finds_is_listed_with_severity_place_and_remedy(open_page: Open) -> None:
    text = written(view(open_page(with_tiny, PAGE), "检查"))
    assert re.search(r"警告 \d+ 处，提示 \d+ 处", text)
    for said in ("“指标”表 ", "S202", "刚性指标没有列出佐证材料", "请补上佐证材料"):
        assert said in text
    assert "位置指“换方案”里下载的方案工作簿" in text
    assert ".yaml" not in text


# --- 试算 -------------------------------------------------------------------------------------------------------------


def result(at: AppTest) -> str:
    """The score as it is said."""
    return next(
        found[1]
        for one in at.get("html")
        if (found := re.search(r'<p class="headline \w+">(得 [^<]*|不适用[^<]*)</p>', one.proto.body))
    )


def trying(open_page: Open, fill: Fill, code: str) -> AppTest:
    at = open_page(fill, PAGE)
    at.session_state["trial.item"] = code
    return view(at, "试算")


def typed(at: AppTest, code: str, name: str, text: str, whose: str = "own") -> AppTest:
    at.text_input(key=f"trial.{code}.{whose}.{name}").set_value(text).run()
    assert not at.exception
    return at


def test_a_trial_starts_from_the_first_worked_case_and_follows_what_is_typed(open_page: Open) -> None:
    at = trying(open_page, empty, "C1-02")
    assert result(at).startswith("得 1.60 分，应得 2.00 分")
    assert result(typed(at, "C1-02", "faulty", "７座")).startswith("得 1.30 分")
    text = written(at)
    assert "合计得 1.3 分" in text
    assert "960 ÷ 1000 × 100" in text
    assert result(typed(at, "C1-02", "faulty", "")).startswith("得 1.00–2.00 分")


def test_what_cannot_be_read_is_said_and_counts_as_unreported(open_page: Open) -> None:
    at = typed(trying(open_page, empty, "C1-02"), "C1-02", "faulty", "很多")
    assert "「很多」不是数" in written(at)
    assert result(at).startswith("得 1.00–2.00 分")


def test_what_does_not_apply_leaves_the_base(open_page: Open) -> None:
    at = trying(open_page, empty, "C1-02")
    for name in ("sanitary", "households", "faulty"):
        typed(at, "C1-02", name, "不适用")
    assert result(at).startswith("不适用")


def test_sampled_villages_are_typed_one_by_one(open_page: Open) -> None:
    at = trying(open_page, empty, "C1-01")
    assert result(at).startswith("得 2.97 分")
    at.session_state["trial.count.C1-01.village"] = 5
    at.run()
    for number in range(1, 6):
        for name, text in (("minor", str(number)), ("severe", "0"), ("exposed", "否")):
            typed(at, "C1-01", name, text, f"village{number}")
    assert result(at).startswith("得 3.40 分")
    assert "抽查 5 个村" in written(at)


def test_a_rank_is_tried_against_other_units_and_one_alone_is_open(open_page: Open) -> None:
    at = trying(open_page, with_shapes, "E1-03")
    assert "–" not in result(at)
    at.session_state["trial.count.E1-03.peer"] = 0
    assert "–" in result(at.run())
    assert "同组不足" in written(at)


def test_a_worked_case_is_filled_in_at_a_choice(open_page: Open) -> None:
    at = trying(open_page, empty, "C1-02")
    at.selectbox(key="trial.case.C1-02").select_index(10).run()
    case = DEFAULT.indicator("C1-02").cases[10]
    assert result(at).startswith(f"得 {case.score:.2f} 分")


def test_a_town_item_is_tried_for_the_whole_county_too(open_page: Open) -> None:
    at = trying(open_page, empty, "A1-01")
    at.session_state["trial.level.A1-01"] = "全县"
    assert result(at.run()).startswith("得 0.60 分")


@pytest.mark.parametrize("code", ["gd2021", "shapes"])
def test_the_form_gives_what_the_first_worked_case_of_every_item_gives(open_page: Open, code: str) -> None:
    scheme = load_scheme(code)
    at = view(open_page({"gd2021": empty, "shapes": with_shapes}[code], PAGE), "试算")
    for one in (*scheme.indicators, *scheme.components):
        at.session_state["trial.item"] = one.code
        at.run()
        assert not at.exception
        assert result(at).startswith(expected(scheme, one.code)), one.code


def expected(scheme: Scheme, code: str) -> str:
    indicator = scheme.indicator(code)
    worked = work(scheme, indicator, indicator.cases[0])
    return "不适用" if worked.state == "not_applicable" else f"得 {interval(worked.low, worked.high)} 分"


def test_the_dialog_leads_to_the_trial_of_its_item(open_page: Open) -> None:
    at = open_page(empty, PAGE)
    opened(at, "C1-02")
    next(one for one in at.button if one.label == "试算这一项").click().run()
    assert at.selectbox(key="trial.item").value == "C1-02"
    assert result(at).startswith("得 1.60 分")


# --- a scheme that does not load --------------------------------------------------------------------------------------


def test_a_stored_scheme_that_loads_no_more_says_why_and_can_be_replaced(open_page: Open) -> None:
    at = open_page(with_broken, PAGE)
    text = written(at)
    assert "读不出来，共 " in text
    assert "scheme.yaml 第 1 行" in text
    assert "方案缺少「version」" in text
    assert [one.label for one in at.tabs] == ["换方案", "版本"]
    assert [one.label for one in at.file_uploader]
    assert not view(at, "版本").exception
