"""A town's name on another page leads to the page of that town."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from data.diagnosis import Diagnosis
from data.evidence_ledger import Ledger
from data.innovation.book import InnovationBook
from scoring import load_scheme
from tests.ui.acting import choose, click, stored
from tests.ui.conftest import Open, demo, usual, written
from tests.ui.test_problems import with_ledger

SECTIONS = ("弱项：失分最多", "未销号问题")


def at_town(at: AppTest, town: str) -> bool:
    """Whether the page of that town is shown."""
    text = written(at)
    return f"{town}：" in text and all(section in text for section in SECTIONS)


def first_town(at: AppTest, key: str) -> str:
    """Press the first town of a table; its name."""
    button = next(one for one in at.button if str(one.key).startswith(f"{key}-"))
    label = str(button.label)
    button.click().run()
    assert not at.exception
    return label


@pytest.mark.parametrize(
    ("page", "key", "view", "choice"),
    [
        ("diagnose/ranking", "ranking-view", "各镇强弱项", "profile-unit"),
        ("diagnose/veto", "veto-view", "距扣分线", "veto-unit"),
    ],
)
def test_the_town_that_is_chosen_there_is_a_button_away(
    open_page: Open, page: str, key: str, view: str, choice: str
) -> None:
    at = choose(key, open_page(usual, page), view)
    at.selectbox(key=choice).select("龙潭镇").run()
    assert at_town(click(at, "打开镇街画像"), "龙潭镇")


@pytest.mark.parametrize(
    ("page", "key", "view", "table"),
    [
        ("diagnose/veto", "veto-view", "分数够、被否决", "veto-kind"),
        ("diagnose/duty", "duty-view", "县领导挂点", "duty-leaders"),
    ],
)
def test_a_towns_name_in_a_table_leads_to_it(open_page: Open, page: str, key: str, view: str, table: str) -> None:
    at = choose(key, open_page(demo, page), view)
    assert at_town(at, first_town(at, table))


def test_a_problem_leads_to_its_town_and_coming_back_stays_on_the_page(open_page: Open) -> None:
    at = choose("problem-opened", open_page(with_ledger, "loop/problems"), 2)
    assert at_town(click(at, "打开镇街画像"), "石桥镇")
    at.switch_page("../pages/loop/problems.py").run()
    assert "第 2 号" in written(at)


def test_a_towns_evidence_is_that_of_the_ledger_and_leads_to_its_list(open_page: Open) -> None:
    at = open_page(demo, "diagnose/town")
    told = re.search(r"应备 (\d+) 份，已列 (\d+) 份，齐全 (\d+) 份", written(at))
    town = str(at.selectbox(key="town-unit").value)
    click(at, "看逐件清单")
    assert at.selectbox(key="evidence.list.unit").value == town
    with stored() as store:
        ledger = Ledger.of(Diagnosis.of(store, load_scheme("gd2021"), store.rounds()[-1].name)).by(["unit"])
    row = ledger[ledger["unit"] == town].iloc[0]
    assert told and told.groups() == tuple(str(row[name]) for name in ("required", "listed", "complete"))


def test_a_towns_cases_stand_on_its_page(open_page: Open) -> None:
    at = open_page(usual, "diagnose/town")
    town = str(at.selectbox(key="town-unit").value)
    assert "本镇没有申报案例" in written(at)
    with stored() as store:
        case = {"name": "数字田长", "unit": town, "level": "国家", "document": "文件", "certainty": "certain"}
        InnovationBook(store).enter("第二轮模拟考核", case, "张工")
    assert not at.run().exception
    assert "数字田长" in written(at) and ">5 分<" in written(at)
