"""台账一致性 without a browser: the list, the scores both ways, and single figures put right."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.intake import VALUES, VERIFICATIONS, Intake
from data.place import store_url
from data.store import Correction, Counting, Store
from tests.ui import county
from tests.ui.conftest import Fill, Open, empty, rows, spoiled, usual, waiting, written

PAGE = "intake/consistency"
ROUND = "第二轮模拟考核"
TITLE = "单项更正"
DEPARTMENT = "县农业农村局"
FAULTY = ("石桥镇", "C1-02", "faulty")


def differing(store: Store, towns: tuple[str, ...] = ("石桥镇",), reason: str = "漏报问题厕所") -> None:
    """A round in which a department has counted more faulty latrines than towns have reported."""
    usual(store)
    cells = ("核定表", "H4", "9", "", "")
    values = [(town, "C1-02", "faulty", "", 9.0, "reported", None, None, *cells) for town in towns]
    said = [(town, "C1-02", "faulty", "更正", "4", reason, "台账", "核定表", "G4") for town in towns]
    read = Intake(
        "核定.xlsx", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", True, "verification",
        DEPARTMENT, ROUND, "gd2021", "1", VALUES.frame(values), verifications=VERIFICATIONS.frame(said),
    )  # fmt: skip
    store.save_submission(ROUND, read, b"", "张三", county.AT)


def two_towns(store: Store) -> None:
    differing(store, ("石桥镇", "白沙镇"))


def hostile(store: Store) -> None:
    differing(store, reason=county.HOSTILE)


def store() -> Store:
    return Store(store_url())


def opened(open_page: Open, fill: Fill, view: str = "") -> AppTest:
    at = open_page(fill, PAGE)
    if view:
        at.session_state["consistency-view"] = view
        at.run()
    return at


def corrected(at: AppTest, value: str, reason: str = "逐座复核", by: str = "李某") -> AppTest:
    """Fill in the form for the figure that is chosen, and send it."""
    asked = [one for one in at.text_input if one.key.endswith(f".{'.'.join(FAULTY)}.")]
    fields = {one.key.split(".")[1]: one for one in asked}
    for name, text in (("value", value), ("reason", reason), ("by", by)):
        fields[name].input(text)
    return next(one for one in at.button if one.label == "更正").click().run()


def chosen(open_page: Open, fill: Fill = differing) -> AppTest:
    """The page with the form for the differing figure in front."""
    at = open_page(fill, PAGE)
    at.session_state["consistency-view"] = TITLE
    for name, part in zip(("unit", "item", "input"), FAULTY, strict=True):
        at.session_state[f"correct.{name}"] = part
    return at.run()


def counted() -> tuple[str, float]:
    row = store().values(ROUND).query("unit == '石桥镇' and indicator == 'C1-02' and input == 'faulty'").iloc[0]
    return row["source"], row["value"]


@pytest.mark.parametrize(
    ("fill", "sentence"),
    [
        (empty, "还没有考核轮次。"),
        (waiting, "“第一轮模拟考核”还没有收到填报表。"),
        (usual, "没有不一致"),
        (spoiled, "还只有一个来源的数，没有可以比较的。"),
    ],
)
def test_a_page_with_nothing_to_compare_says_so(open_page: Open, fill: Fill, sentence: str) -> None:
    assert sentence in written(open_page(fill, PAGE))


def test_the_headline_says_how_many_figures_differ_and_the_county_s_points_both_ways(open_page: Open) -> None:
    text = written(open_page(two_towns, PAGE))
    assert "三方数据有 2 处不一致，涉及 2 镇" in text
    assert "全县按自报" in text
    assert "按采用数" in text


def test_a_row_says_what_each_source_says_what_hangs_on_it_and_who_clears_it_up(open_page: Open) -> None:
    at = open_page(differing, PAGE)
    (row,) = rows(at)
    assert (row["指标"], row["核定"], row["由谁核清"]) == ("C1-02", "9 ✓", f"石桥镇、{DEPARTMENT}")
    assert "抽查" not in row, "a source that says nothing of any of them has no column"
    assert row["自报"] not in ("—", "9")
    assert "石桥镇 未整改" in written(at)


def test_filters_by_town_department_and_veto_leave_the_matching_figures(open_page: Open) -> None:
    at = open_page(two_towns, PAGE)
    assert len(rows(at)) == 2
    at.selectbox(key="consistency.town").select("白沙镇").run()
    assert [row["由谁核清"] for row in rows(at)] == [f"白沙镇、{DEPARTMENT}"]
    at.selectbox(key="consistency.town").select("全部").run()
    at.selectbox(key="consistency.lead").select(county.scheme("gd2021").indicator("C1-02").lead).run()
    assert len(rows(at)) == 2


def test_a_figure_opened_shows_its_cells_and_the_scores_by_each_source(open_page: Open) -> None:
    at = open_page(differing, PAGE)
    next(one for one in at.button if "石桥镇" in one.label).click().run()
    text = written(at)
    for said in ("谁报的", "核定.xlsx 核定表 H4", "漏报问题厕所", "石桥镇.xlsx 填报表", "9（采用）", "全县总分"):
        assert said in text


def test_the_button_in_it_leads_to_the_form_with_that_figure(open_page: Open) -> None:
    at = open_page(differing, PAGE)
    next(one for one in at.button if "石桥镇" in one.label).click().run()
    next(one for one in at.button if one.label == "更正这个数").click().run()
    assert [at.selectbox(key=f"correct.{name}").value for name in ("unit", "item", "input")] == list(FAULTY)


def test_a_corrected_figure_counts_and_the_record_says_before_and_after(open_page: Open) -> None:
    at = corrected(chosen(open_page), "2")
    assert counted() == ("更正", 2.0)
    text = written(at)
    assert "石桥镇 C1\\-02 已更正为 2" in "".join(one.value for one in at.success)
    assert "9（核定）" in text
    assert "逐座复核" in text
    event = store().events().iloc[0]
    assert (event["by"], event["details"]["before"]["value"]) == ("李某", 9.0)


@pytest.mark.parametrize(
    ("value", "reason", "by", "said"),
    [
        ("-1", "复核", "李某", "小于允许的最小值 0"),
        ("两三座", "复核", "李某", "没有采用"),
        ("2", " ", "李某", "更正须写明原因"),
        ("2", "复核", " ", "请填写更正人姓名"),
        ("9", "复核", "李某", "更正后的数与现在的数相同"),
    ],
)
def test_what_cannot_count_is_refused_in_a_sentence_and_nothing_changes(
    open_page: Open, value: str, reason: str, by: str, said: str
) -> None:
    at = corrected(chosen(open_page), value, reason, by)
    assert said in "".join(one.value for one in at.warning).replace("\\", "")
    assert counted() == ("核定", 9.0)


def test_a_figure_that_has_changed_meanwhile_is_not_overwritten(open_page: Open) -> None:
    at = chosen(open_page)
    other = Correction("石桥镇", "C1-02", "faulty", "", 5.0, "reported", "5")
    store().correct(ROUND, other, "同事先改", Counting("核定", "reported", 9.0), "王某")
    said = "".join(one.value for one in corrected(at, "2").warning).replace("\\", "")
    assert "这个数刚刚有变动，现为 5（更正）" in said
    assert counted() == ("更正", 5.0)


def test_a_correction_can_be_taken_back_with_a_reason(open_page: Open) -> None:
    at = corrected(chosen(open_page), "2")
    at.text_input(key="correct.withdraw.by").input("李某")
    at.text_input(key="correct.withdraw.reason").input("看错了")
    at = next(one for one in at.button if one.label == "撤回").click().run()
    assert counted() == ("核定", 9.0)
    assert "已由李某撤回：看错了" in written(at)


def test_the_scores_both_ways_stand_side_by_side(open_page: Open) -> None:
    text = written(opened(open_page, differing, "自报与采用"))
    assert "差在哪些指标" in text
    assert "C1-02 +" in text


def test_an_explanation_shows_where_its_figures_differ(open_page: Open) -> None:
    at = open_page(differing, "diagnose/gaps")
    at.session_state["asked"] = ("石桥镇", "C1-02")
    text = written(at.run())
    assert "各来源不一致的数" in text
    assert "漏报问题厕所" in text


def test_an_explanation_names_who_put_a_figure_right_and_why(open_page: Open) -> None:
    corrected(chosen(open_page), "2")
    at = AppTest.from_file(str(Path("ui/frame.py").resolve()), default_timeout=60).run()
    at.session_state["asked"] = ("石桥镇", "C1-02")
    text = written(at.switch_page("../pages/diagnose/gaps.py").run())
    assert "页面更正第 1 号，李某：逐座复核" in text


def test_hostile_text_from_a_workbook_stays_text(open_page: Open) -> None:
    at = open_page(hostile, PAGE)
    next(one for one in at.button if "石桥镇" in one.label).click().run()
    assert county.HOSTILE not in written(at)
    assert "&lt;b&gt;:red[**石桥**]&lt;/b&gt;镇" in written(at)
