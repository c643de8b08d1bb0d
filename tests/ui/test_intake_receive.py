"""填报接收 without a browser: receipts before anything is stored, one confirmation, nothing lost when it goes wrong."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from data.place import store_url
from data.store import Store
from tests.ui import county
from tests.ui.acting import said
from tests.ui.conftest import Fill, Open, empty, spoiled, usual, waiting, written
from tests.ui.drops import (
    PAGE,
    ROUND,
    SPOILED,
    confirm,
    drop,
    look_closer,
    stored,
    tick_keys,
    titles,
    which,
    workbook,
)  # fmt: skip


def test_without_a_round_the_page_leads_to_where_one_is_opened(open_page: Open) -> None:
    at = open_page(empty, PAGE)
    assert "还没有考核轮次，还不能收表" in written(at)
    assert [link.proto.label for link in at.get("page_link")] == ["打开“轮次与名册”"]


@pytest.mark.parametrize(
    ("fill", "sentence"),
    [(usual, "第二轮模拟考核：4 镇已报 3 镇，未报云岭镇；截止3月20日"), (waiting, "4 镇都还没有报；截止3月20日")],
)
def test_the_sentence_says_who_is_missing(open_page: Open, fill: Fill, sentence: str) -> None:
    assert sentence in written(open_page(fill, PAGE))


def test_each_file_has_a_line_and_nothing_is_stored_before_it_is_confirmed(open_page: Open) -> None:
    at = drop(open_page(waiting, PAGE), workbook("石桥镇"), SPOILED, workbook("白沙镇", "若干座"))
    text = written(at)
    assert "本批 3 份：2 份可以接收（其中 1 份有错误），1 份不能接收。" in text
    assert len(titles(at)) == 2
    assert "不能接收（1 份）" in text
    assert "照片.xlsx" in text
    assert stored() == []


def test_a_file_that_cannot_be_accepted_says_why_without_being_opened(open_page: Open) -> None:
    at = open_page(usual, PAGE)
    text = written(drop(at, workbook("石桥镇"), ("空.xlsx", b"", "")))
    assert "这是「第一轮模拟考核」的表，现在收的是「第二轮模拟考核」。" in text
    assert "文件是空的。请重新导出或重新发送该文件。" in text
    assert at.get("button") and all(one.key != "receive.confirm" for one in at.button)


def test_the_chosen_files_are_stored_at_one_click_and_the_spoiled_one_stays_in_sight(open_page: Open) -> None:
    at = confirm(drop(open_page(waiting, PAGE), workbook("石桥镇"), SPOILED, workbook("白沙镇")))
    assert "已接收 2 份：石桥镇、白沙镇。" in said(at)
    assert stored() == ["石桥镇", "白沙镇"]
    assert "本批 1 份：1 份不能接收。" in written(at)
    assert "4 镇已报 2 镇" in written(at)
    assert titles(at) == []


def test_the_files_wait_while_another_page_is_looked_at(open_page: Open) -> None:
    at = drop(open_page(waiting, PAGE), workbook("石桥镇"), workbook("白沙镇"))
    next(one for one in at.checkbox if "白沙镇" in one.label).uncheck().run()
    at.switch_page("../pages/diagnose/ranking.py").run()
    at.switch_page(f"../pages/{PAGE}.py").run()
    assert "本批 2 份" in written(at)
    assert {one.label.split("　")[0]: one.value for one in at.checkbox if one.key in tick_keys(at)} == {
        "石桥镇": True,
        "白沙镇": False,
    }
    at.button(key="receive.next").click().run()
    assert "本批" not in written(at).replace("清空本批", "")


def test_files_can_be_added_to_a_batch(open_page: Open) -> None:
    at = drop(open_page(waiting, PAGE), workbook("石桥镇"))
    assert "本批 2 份" in written(drop(at, workbook("白沙镇")))


def test_a_reader_that_fails_loses_nothing(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    at = open_page(waiting, PAGE)
    with monkeypatch.context() as broken:
        broken.setattr("ui.current.intake.receive", fail)
        drop(at, workbook("石桥镇"))
        assert "读取中断，文件还在本批中，库中没有任何改动。" in said(at)
    at.button(key="receive.again").click().run()
    assert len(titles(at)) == 1
    confirm(at)
    assert stored() == ["石桥镇"]


def test_a_store_that_fails_loses_nothing(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    at = drop(open_page(waiting, PAGE), workbook("石桥镇"))
    with monkeypatch.context() as broken:
        broken.setattr(Store, "save_submissions", fail)
        confirm(at)
        assert "数据库没有写成，库中没有任何改动，文件还在。" in said(at)
    assert len(titles(at)) == 1
    confirm(at)
    assert stored() == ["石桥镇"]


def test_what_a_colleague_has_accepted_meanwhile_is_looked_at_again(open_page: Open) -> None:
    at = drop(open_page(waiting, PAGE), workbook("石桥镇", 4))
    store = Store(store_url())
    county.report(store, ROUND, "石桥镇", 0)
    store.close()
    confirm(at)
    assert "石桥镇的填报刚刚有变动，请重新核对后再接收。" in said(at)
    assert len(titles(at)) == 1
    assert "替换 张三" in written(look_closer(at))
    confirm(at)
    assert "已接收 1 份：石桥镇。" in said(at)


def test_a_file_that_the_store_already_holds_need_not_be_accepted_again(open_page: Open) -> None:
    file = workbook("石桥镇")
    at = confirm(drop(open_page(waiting, PAGE), file))
    text = written(drop(at, file))
    assert "本批 1 份：1 份已经在库。" in text
    assert titles(at) == []


def test_an_unticked_file_is_not_stored(open_page: Open) -> None:
    at = drop(open_page(waiting, PAGE), workbook("石桥镇"), workbook("白沙镇"))
    next(one for one in at.checkbox if "白沙镇" in one.label).uncheck().run()
    confirm(at)
    assert stored() == ["石桥镇"]


def test_all_can_be_unticked_and_ticked_again(open_page: Open) -> None:
    at = drop(open_page(waiting, PAGE), workbook("石桥镇"), workbook("白沙镇"))
    at.button(key="receive.全部不勾").click().run()
    assert at.button(key="receive.confirm").disabled
    at.button(key="receive.全部勾选").click().run()
    assert at.button(key="receive.confirm").label == "确认接收 2 份"


def test_without_a_name_nothing_is_stored_and_the_files_wait(open_page: Open) -> None:
    at = confirm(drop(open_page(waiting, PAGE), workbook("石桥镇")), by="  ")
    assert "请填写接收人姓名" in said(at)
    assert stored() == []
    assert len(titles(at)) == 1


def test_of_two_files_for_one_town_one_must_be_chosen(open_page: Open) -> None:
    first, second = workbook("石桥镇", 4, "甲.xlsx"), workbook("石桥镇", 1, "乙.xlsx")
    at = drop(open_page(waiting, PAGE), first, second)
    assert "本批 2 份：2 份同一单位重复报送，要选定（1 个单位）。" in written(at)
    assert at.button(key="receive.confirm").disabled
    which(at).set_value(1).run()
    confirm(at)
    assert stored("file") == ["乙.xlsx"]
    assert [one.value for one in at.checkbox if "石桥镇" in one.label] == [False]
    assert at.button(key="receive.confirm").disabled


def test_neither_of_two_files_can_be_taken(open_page: Open) -> None:
    at = drop(open_page(waiting, PAGE), workbook("石桥镇", 4, "甲.xlsx"), workbook("石桥镇", 1, "乙.xlsx"))
    which(at).set_value(-1).run()
    assert at.button(key="receive.confirm").disabled


def test_findings_stand_beside_their_cells_and_changes_before_and_after(open_page: Open) -> None:
    at = confirm(drop(open_page(waiting, PAGE), workbook("石桥镇")))
    drop(at, workbook("石桥镇", "若干座"))
    text = written(look_closer(at))
    assert "替换 李某" in text
    assert "「若干座」不是数" in text
    assert "填报表 " in text
    assert '<td class="right">4</td><td class="right">未填报</td>' in text


def test_a_receipt_with_findings_alone_or_changes_alone_opens_too(open_page: Open) -> None:
    at = confirm(drop(open_page(waiting, PAGE), workbook("石桥镇")))
    assert "整个文件" in written(look_closer(drop(at, SPOILED)))
    again = look_closer(drop(at, workbook("石桥镇", 5)))
    assert '<td class="right">4</td><td class="right">5</td>' in written(again)


def test_what_workbooks_and_file_names_say_is_shown_as_text(open_page: Open) -> None:
    at = open_page(spoiled, PAGE)
    name = '<img src=x onerror="alert(1)">:red[**坏**].xlsx'
    drop(at, (name, b"not a workbook", "text/plain"), workbook(county.HOSTILE, "<b>粗</b>", name, "坏的一轮$\\alpha$"))
    shown = "\n".join(one.proto.body for one in at.get("html"))
    assert "<img" not in shown
    assert "<b>" not in shown
    assert all(":red[" not in one.label for one in at.checkbox)
    assert all(":red[" not in one.value for one in at.markdown)


def test_leftovers_of_windows_and_excel_are_not_counted(open_page: Open) -> None:
    leftovers = [("Thumbs.db", b"x", ""), ("~$石桥镇.xlsx", b"x", "")]
    at = drop(open_page(waiting, PAGE), workbook("石桥镇"), *leftovers)
    assert "本批 1 份：1 份可以接收。" in written(at)


def test_a_zip_is_opened_and_each_file_inside_can_be_accepted_alone(open_page: Open) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        for name, content, _ in (workbook("石桥镇"), workbook("白沙镇")):
            package.writestr(name, content)
    at = drop(open_page(waiting, PAGE), ("东片.zip", packed.getvalue(), "application/zip"))
    assert "本批 2 份：2 份可以接收。" in written(at)
    next(one for one in at.checkbox if "白沙镇" in one.label).uncheck().run()
    confirm(at)
    assert stored() == ["石桥镇"]
    assert "本批 1 份：1 份可以接收。" in written(at)


def test_a_folder_can_be_dropped_whole(open_page: Open) -> None:
    at = open_page(waiting, PAGE)
    at.radio(key="receive.way").set_value("选择文件夹").run()
    assert at.file_uploader[0].accept_directory
