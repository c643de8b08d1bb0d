"""会议材料: what can be downloaded, what the headline warns of, and the circular's words and template."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
from streamlit.testing.v1 import AppTest

from data.diagnosis import diagnose
from data.freezing import Freezer
from data.problem_book import ProblemBook
from data.store import Store
from reports.circular import Wording, usual_template
from reports.circular.keeping import CircularDesk
from reports.handouts import Choices, everything
from reports.material import Material
from tests.reports.rounds import TODAY
from tests.ui.acting import choose, click, give, said, stored
from tests.ui.conftest import Open, usual, written

PAGE = "meeting/handouts"
VIEW = "handouts-view"
TITLES = [
    "全部材料", "幻灯片（16比9）", "幻灯片（4比3）", "网页版汇报", "通报", "一镇一单", "一部门一单", "问题清单",
    "责任账", "复核底稿",
]  # fmt: skip


def material(store: Store) -> Material:
    return Material.of(store, diagnose(store, "第二轮模拟考核"), TODAY)


def typed(at: AppTest, key: str, text: str) -> None:
    at.text_input(key=key).set_value(text)


def test_every_file_can_be_downloaded_and_an_open_round_is_warned_of(open_page: Open) -> None:
    at = open_page(usual, PAGE)
    assert not at.exception
    assert [one.proto.label for one in at.get("download_button")] == [f"下载{title}" for title in TITLES]
    with stored() as store:
        assert material(store).fingerprint in written(at)
    assert "还没有封存，结果可能再变" in written(at)


def test_a_frozen_round_says_so(open_page: Open) -> None:
    at = open_page(usual, PAGE)
    with stored() as store:
        Freezer(store).freeze(lambda: diagnose(store, "第二轮模拟考核"), "张三")
    assert "本轮已封存" in written(at.run())


def test_problems_that_only_the_lists_know_are_warned_of_until_the_ledger_has_them(open_page: Open) -> None:
    at = open_page(usual, PAGE)
    assert "还没有并入台账" in at.warning[0].value
    with stored() as store:
        ProblemBook(store).take_over("第二轮模拟考核", "张三")
        assert not material(store).not_taken_over
    assert not at.run().warning


def test_the_words_of_the_circular_are_remembered(open_page: Open) -> None:
    at = choose(VIEW, open_page(usual, PAGE), "通报用语")
    typed(at, "circular.issuer", "青禾县委农办")
    typed(at, "circular.number", "青农办通报〔2026〕3号")
    at.toggle(key="circular.red_head").set_value(True)
    click(at, "保存")
    assert "已保存" in said(at)
    with stored() as store:
        words = CircularDesk(store).wording(material(store))
    assert (words.issuer, words.number, words.red_head) == ("青禾县委农办", "青农办通报〔2026〕3号", True)


def test_words_without_a_title_are_refused(open_page: Open) -> None:
    at = choose(VIEW, open_page(usual, PAGE), "通报用语")
    typed(at, "circular.title", " ")
    click(at, "保存")
    assert "请填写通报标题和发文单位" in said(at)


def test_an_own_template_is_used_and_given_up_again(open_page: Open) -> None:
    at = choose(VIEW, open_page(usual, PAGE), "通报模板")
    give(at, "本办.docx", usual_template())
    typed(at, "circular.by", "张三")
    click(at, "启用这个模板")
    assert "已启用模板“本办.docx”" in said(at) and "本单位的模板“本办.docx”" in written(at)
    typed(at, "circular.by", "张三")
    click(at, "改用系统模板")
    assert "已改用系统模板" in said(at)


def test_a_template_that_cannot_be_used_is_refused_in_a_sentence(open_page: Open) -> None:
    at = choose(VIEW, open_page(usual, PAGE), "通报模板")
    give(at, "坏.docx", b"not a document")
    typed(at, "circular.by", "张三")
    click(at, "启用这个模板")
    assert "不能作模板" in said(at)
    with stored() as store:
        assert CircularDesk(store).template() is None


def test_all_files_come_in_one_zip_that_says_what_they_are(open_page: Open) -> None:
    open_page(usual, PAGE)
    with stored() as store:
        one = material(store)
        package = ZipFile(BytesIO(everything(one, Choices.of(store, one))))
        told = package.read("说明.txt").decode("utf-8-sig")
        assert one.fingerprint in told and all(name in told for name in package.namelist()[1:])
        circular = next(name for name in package.namelist() if name.endswith("_通报.docx"))
        title = Wording.default(one).title
        assert title in [line.text for line in docx.Document(BytesIO(package.read(circular))).paragraphs]
