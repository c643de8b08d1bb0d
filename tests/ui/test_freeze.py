"""封存与申诉 without a browser: an appeal is entered and answered, the round frozen and opened again."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.fingerprint import fingerprint
from data.place import STORE_VARIABLE
from data.store import Correction, Counting
from tests.ui import county
from tests.ui.acting import choose, click, said, stored
from tests.ui.conftest import Fill, Open, usual, written
from ui import current

PAGE = "intake/freeze"
NAME = "第二轮模拟考核"


view = partial(choose, "freeze-view")


def freeze(at: AppTest) -> AppTest:
    at.text_input(key="freeze.by").set_value("张工")
    return click(at, f"封存{NAME}")


def appeal(at: AppTest) -> AppTest:
    view(at, "申诉")
    for key, choice in (("unit", "石桥镇"), ("town", "石桥镇"), ("item", "C1-02 农村户厕公厕建设管护与问题厕所整改")):
        at.selectbox(key=f"appeal.{key}").select(choice)
    at.text_area(key="appeal.claim").set_value("问题厕所 <b>已</b> 整改到位")
    at.text_input(key="appeal.by").set_value("王某")
    return click(at, "登记")


def test_before_freezing_the_page_names_what_is_still_missing(open_page: Open) -> None:
    at = open_page(usual, PAGE)
    assert "正在进行，尚未封存" in written(at)
    assert "云岭镇还没有填齐" in said(at)


def test_a_frozen_round_shows_its_fingerprint_here_and_on_every_page(open_page: Open) -> None:
    at = freeze(open_page(usual, PAGE))
    found = re.search(r"指纹 ([0-9A-F]{4}-[0-9A-F]{4})", written(at))
    assert found
    assert f"{NAME}已封存" in written(at) and written(at).count(found[1]) >= 3  # headline, table, sidebar
    assert f"已封存，指纹 {found[1]}" in written(at.switch_page("../pages/diagnose/ranking.py").run())


def test_nobody_freezes_without_a_name(open_page: Open) -> None:
    at = click(open_page(usual, PAGE), f"封存{NAME}")
    assert "请填写经办人姓名" in said(at)
    assert "尚未封存" in written(at)


def test_opening_again_needs_a_reason_and_keeps_the_record(open_page: Open) -> None:
    at = freeze(open_page(usual, PAGE))
    assert "请写明解除封存的原因" in said(click(at, "解除封存"))
    at.text_input(key="reopen.reason").set_value("石桥镇申诉成立")
    click(at, "解除封存")
    assert "尚未封存" in written(at) and "石桥镇申诉成立" in written(at)
    assert "第 2 次" in written(freeze(at))


def test_an_appeal_is_entered_answered_and_kept(open_page: Open) -> None:
    at = appeal(open_page(usual, PAGE))
    assert "已登记第 1 件申诉" in said(at)
    assert "1 件申诉待答复" in written(at) and "&lt;b&gt;已&lt;/b&gt;" in written(at)
    at.text_area(key="appeal.1.1.words").set_value("现场复核属实")
    at.text_input(key="appeal.1.1.by").set_value("李主任")
    click(at, "答复")
    assert "已答复第 1 件申诉：采纳" in said(at)
    assert "现场复核属实（李主任" in written(at) and "待答复" not in written(at)
    assert "采纳后还没有更正；本项现得" in written(at)
    right = Correction("石桥镇", "C1-02", "faulty", "", 3.0, "reported", "3")
    with stored() as store:
        values = store.values(NAME).set_index(["unit", "indicator", "input"]).loc["石桥镇", "C1-02", "faulty"]
        seen = Counting(values["source"], values["status"], float(values["value"]))
        store.correct(NAME, right, "申诉第 1 件", seen, "李主任")
    assert re.search(r"改为 3；本项现得 \d\.\d\d 分", written(at.run()))


def test_an_appeal_over_an_item_that_the_unit_is_not_scored_in_is_refused(open_page: Open) -> None:
    at = view(open_page(usual, PAGE), "申诉")
    for key, choice in (("unit", "石桥镇"), ("town", "石桥镇"), ("item", "P-02 改革创新")):
        at.selectbox(key=f"appeal.{key}").select(choice)
    at.text_area(key="appeal.claim").set_value("案例漏计")
    at.text_input(key="appeal.by").set_value("王某")
    assert "P-02 改革创新没有石桥镇的得分" in said(click(at, "登记"))
    at.selectbox(key="appeal.town").select("全县")
    assert "已登记第 1 件申诉" in said(click(at, "登记"))


def test_an_appeal_without_a_reason_is_refused_and_what_was_typed_stays(open_page: Open) -> None:
    at = view(open_page(usual, PAGE), "申诉")
    at.selectbox(key="appeal.unit").select("石桥镇")
    at.text_input(key="appeal.by").set_value("王某")
    click(at, "登记")
    assert "请填写申诉指标" in said(at)
    assert at.selectbox(key="appeal.unit").value == "石桥镇"


def test_after_freezing_no_appeal_is_taken(open_page: Open) -> None:
    at = view(freeze(open_page(usual, PAGE)), "申诉")
    assert "不再登记和答复申诉" in written(at)
    assert not [one for one in at.button if one.label == "登记"]


def test_an_open_rounds_fingerprint_moves_with_every_change_and_says_its_revision(open_page: Open) -> None:
    at = open_page(usual, "diagnose/ranking")
    first = re.search(r"未封存，指纹 ([0-9A-F]{4}-[0-9A-F]{4})，修订 (\d+)", written(at))
    with stored() as store:
        store.set_setting("other", True)
    again = re.search(r"未封存，指纹 ([0-9A-F]{4}-[0-9A-F]{4})，修订 (\d+)", written(at.run()))
    assert first and again and first[1] == again[1] and int(again[2]) == int(first[2]) + 1
    with stored() as store:
        county.report(store, store.rounds()[-1].name, "白沙镇", 9)
    moved = re.search(r"未封存，指纹 ([0-9A-F]{4}-[0-9A-F]{4})", written(at.run()))
    assert moved and moved[1] != first[1]


def test_no_round_is_scored_for_its_fingerprint_alone(
    filled: Callable[[Fill], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STORE_VARIABLE, f"sqlite:///{filled(usual)}")
    chosen = current.rounds()[-1]
    assert current.open_fingerprint(chosen) is None
    found = current.known_diagnosis(chosen)
    assert current.open_fingerprint(chosen) == (fingerprint(found), current.current_store().revision())
