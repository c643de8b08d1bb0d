"""填报接收 without a browser: templates, who is missing, what has come, and workbooks on their way back."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.acting import said
from tests.ui.conftest import Fill, Open, demo, spoiled, usual, waiting, written
from tests.ui.drops import PAGE, SPOILED, confirm, drop, look_closer, stored, workbook

MARKED = "下载退回件（错处已标出）"


def view(at: AppTest, name: str) -> AppTest:
    """The page with that view open."""
    at.session_state["receive-view"] = name
    assert not at.run().exception
    return at


def downloads(at: AppTest) -> list[str]:
    return [one.label for one in at.get("download_button")]


def test_every_template_can_be_downloaded(open_page: Open) -> None:
    at = view(open_page(waiting, PAGE), "下载模板")
    labels = downloads(at)
    assert labels[0] == "下载这一份"
    assert "全部镇级填报表（4 份）" in labels


def test_who_is_missing_stands_first_and_the_reminder_names_them(open_page: Open) -> None:
    at = view(open_page(usual, PAGE), "谁还没报")
    text = written(at)
    assert text.index("云岭镇</td>") < text.index("石桥镇</td>")
    assert "尚未报送的镇（1 个）：云岭镇。" in at.code[0].value
    assert "按时率" in text


def test_each_unit_has_a_text_of_its_own_and_its_workbook_marked(open_page: Open) -> None:
    at = view(confirm(drop(open_page(waiting, PAGE), workbook("石桥镇", "若干座"))), "谁还没报")
    at.selectbox(key="remind.unit").set_value(0).run()
    assert at.code[1].value.startswith("【更正】石桥镇")
    assert "「若干座」不是数" in at.code[1].value
    assert MARKED in downloads(at)
    assert "下载全部退回件（1 份）" in downloads(at)
    at.selectbox(key="remind.unit").set_value(1).run()
    assert at.code[1].value.startswith("【催报】白沙镇：第一轮模拟考核填报表尚未报送")
    assert MARKED not in downloads(at)


def test_the_matrix_says_how_far_each_town_has_filled_in_each_part(open_page: Open) -> None:
    at = view(confirm(drop(open_page(waiting, PAGE), workbook("石桥镇", "若干座"))), "谁还没报")
    text = written(at)
    assert "2/26，错 1" in text
    assert '<td class="middle open">0/26</td>' in text
    at.selectbox(key="filling.part").set_value("C").run()
    assert '<td class="middle near">2/3，错 1</td>' in written(at)
    assert "C1-02 农村户厕公厕" in written(at)


def test_a_drop_with_faults_goes_back_one_by_one_or_all_at_once(open_page: Open) -> None:
    at = drop(open_page(waiting, PAGE), workbook("石桥镇", "若干座"), SPOILED)
    assert MARKED not in downloads(at)
    assert "下载全部退回件（2 份）" in downloads(at)
    assert downloads(look_closer(at)).count(MARKED) == 2


def test_what_has_been_accepted_can_still_be_sent_back(open_page: Open) -> None:
    at = view(confirm(drop(open_page(waiting, PAGE), workbook("石桥镇", "若干座"))), "历次填报")
    assert downloads(at) == ["下载原件（与上传时逐字节一致）", MARKED]


def test_a_submission_is_taken_back_only_with_a_name_and_a_reason(open_page: Open) -> None:
    at = view(confirm(drop(open_page(waiting, PAGE), workbook("石桥镇"))), "历次填报")
    click = "撤回"
    next(one for one in at.button if one.label == click).click().run()
    assert "撤回填报须写明原因" in said(at)
    assert stored() == ["石桥镇"]
    next(one for one in at.text_input if one.label == "原因").set_value("拿错了镇")
    next(one for one in at.button if one.label == click).click().run()
    assert "已撤回石桥镇" in said(at)
    assert stored() == []
    assert "已由李某撤回：拿错了镇" in written(at)


@pytest.mark.parametrize("name", ["下载模板", "谁还没报", "历次填报"])
@pytest.mark.parametrize("fill", [spoiled, usual, demo])
def test_every_view_opens_on_every_round(open_page: Open, fill: Fill, name: str) -> None:
    assert written(view(open_page(fill, PAGE), name)).strip()
