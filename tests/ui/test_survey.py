"""三度调查 without a browser: rates, opinions, a file taken in and taken back, and one with a name in it refused."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from data.diagnosis import Diagnosis
from data.freezing import Freezer
from data.reading.survey import read_survey
from data.store import Store
from data.survey.book import SurveyBook
from data.survey.copies import kept
from data.templates import survey_workbook
from tests.data.surveys import IDENTITY, respondent, respondents
from tests.ui import county
from tests.ui.acting import choose, click, give, said, stored
from tests.ui.conftest import Open, demo, empty, usual, waiting, written
from ui import escape
from ui.loop.survey import BY_TOWN, BY_VILLAGE, FILES, OPINIONS, VIEWS
from ui.town.link import UNIT_KEY

PAGE = "loop/survey"
ROUND = "第二轮模拟考核"
HOSTILE = county.HOSTILE


def answers() -> list[dict[str, object]]:
    """40 respondents of one town, 12 of another; an opinion that means something to HTML and Markdown."""
    first = [respondent(**{**one, "village": "上坝村"}) for one in respondents(40)]
    second = [respondent(town="白沙镇", village="", household="监测户") for _ in range(12)]
    return [{**first[0], "opinion": HOSTILE}, {**first[1], "opinion": "路灯不亮"}, *first[2:], *second]


@cache
def workbook(*, spoilt: bool = False) -> bytes:
    rows = [*answers(), respondent(village=IDENTITY)] if spoilt else answers()
    return survey_workbook(county.scheme("gd2021"), ROUND, answers=rows)


def surveyed(store: Store) -> None:
    usual(store)
    read = read_survey(workbook(), "调查.xlsx", store.roster(), ROUND)
    SurveyBook(store).save(ROUND, *kept(read, workbook(), county.scheme("gd2021")), "李某", county.AT)


def frozen(store: Store) -> None:
    surveyed(store)
    Freezer(store).freeze(lambda: Diagnosis.of(store, county.scheme("gd2021"), ROUND), "李主任")


@pytest.fixture
def page(open_page: Open) -> Iterator[AppTest]:
    at = open_page(surveyed, PAGE)
    assert not at.exception
    yield at


def test_the_headline_says_the_three_rates_how_many_answered_and_which_sample_is_small(page: AppTest) -> None:
    text = written(page)
    good = sum(one["aware"] in ("知道", "听说过") for one in answers())
    assert f"知晓度 {good / 52 * 100:.1f}%" in text
    assert "52 份问卷，2 镇，其中 1 镇样本少。" in text
    assert "95% 区间" in text
    assert "本轮没有监测户数，覆盖率未知" in text
    assert "满意度与 95% 区间图，共 3 行" in text


@pytest.mark.parametrize("fill", [empty, waiting, usual])
def test_without_a_survey_the_page_says_what_to_do_next(open_page: Open, fill: object) -> None:
    at = open_page(fill, PAGE)  # type: ignore[arg-type]
    assert not at.exception
    text = written(at)
    assert "还没有" in text
    if fill is not empty:
        assert "下载调查表模板" in [one.label for one in at.get("download_button")]
        assert at.file_uploader


def test_kinds_of_households_and_villages_have_their_rates(page: AppTest) -> None:
    text = written(choose(VIEWS, page, BY_VILLAGE))
    assert all(word in text for word in ("脱贫户", "监测户", "一般户", "上坝村", "样本少"))


def test_opinions_are_shown_as_they_were_said_and_can_be_searched(page: AppTest) -> None:
    at = choose(VIEWS, page, OPINIONS)
    text = written(at)
    assert "路灯不亮" in text
    assert escape.html(HOSTILE) in text
    assert HOSTILE not in text
    at.text_input(key="survey.opinion.words").input("路灯").run()
    assert "共 1 条" in written(at)
    at.text_input(key="survey.opinion.words").input("没有这样的话").run()
    assert "按所选条件没有意见" in written(at)


def test_a_file_is_previewed_and_taken_in_once(open_page: Open) -> None:
    at = give(open_page(usual, PAGE), "调查.xlsx", workbook())
    assert "52 份问卷：石桥镇 40、白沙镇 12" in written(at).replace("\\", "")
    with stored() as store:
        assert not SurveyBook(store).batches(ROUND)
    at.text_input(key="survey.by").input("李某").run()
    click(at, "确认收入 52 份问卷")
    assert "已收入 52 份问卷" in said(at)
    choose(VIEWS, at, FILES)
    give(at, "又一份.xlsx", workbook())
    assert "相同，不必再收" in written(at).replace("\\", "")
    assert not [one for one in at.button if one.label.startswith("确认收入")]


def test_nothing_is_taken_in_without_a_name(open_page: Open) -> None:
    at = give(open_page(usual, PAGE), "调查.xlsx", workbook())
    click(at, "确认收入 52 份问卷")
    assert "请填写经办人姓名" in said(at)


def test_a_file_with_a_persons_number_is_refused_with_the_place_and_leaves_no_trace(open_page: Open) -> None:
    at = give(open_page(usual, PAGE), "调查.xlsx", workbook(spoilt=True))
    text = written(at).replace("\\", "")
    assert "里面有个人信息，整份不收，也没有保存。" in text
    assert "B56" in text
    assert "像身份证号" in text
    assert IDENTITY not in text
    assert not [one for one in at.button if one.label.startswith("确认收入")]
    with stored() as store:
        assert not SurveyBook(store).batches(ROUND)


def test_what_is_no_survey_is_said_and_not_taken(open_page: Open) -> None:
    at = give(open_page(usual, PAGE), "坏的.xlsx", b"PK not a workbook")
    assert "不能收入" in written(at)


def test_a_batch_is_taken_back_with_a_reason(page: AppTest) -> None:
    at = choose(VIEWS, page, FILES)
    at.text_input(key="survey.withdraw.by.1").input("王某")
    at.text_input(key="survey.reason.1").input("问错了村")
    click(at, "撤回")
    assert "已撤回第 1 批" in said(at)
    assert "还没有问卷" in written(at)
    assert "已由王某撤回：问错了村" in written(at)


def test_a_frozen_round_shows_its_survey_and_takes_nothing(open_page: Open) -> None:
    at = choose(VIEWS, open_page(frozen, PAGE), FILES)
    assert "已封存，不再收问卷" in written(at)
    assert not at.file_uploader
    assert not [one for one in at.button if one.label == "撤回"]


def test_the_page_of_a_town_shows_its_three_rates_beside_the_countys(open_page: Open) -> None:
    text = written(choose(UNIT_KEY, open_page(surveyed, "diagnose/town"), "白沙镇"))
    assert "三度调查" in text
    assert "12 份" in text
    assert "100.0% 少" in text
    assert "不足 30 份的标“少”" in text


def test_the_demo_county_has_a_survey(open_page: Open) -> None:
    at = open_page(demo, PAGE)
    assert not at.exception
    assert "份问卷，5 镇" in written(at)
    assert choose(VIEWS, at, BY_TOWN)
