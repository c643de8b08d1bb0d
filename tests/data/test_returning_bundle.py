"""All returned workbooks in one zip, with a covering list."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from data.returning import Returned, returned, returned_all
from tests.data.returning_files import opened, read, sent_back, wrong_town
from tests.data.sheets import ROSTER, small_scheme

COVER = "退回清单.xlsx"


def test_the_zip_holds_every_workbook_and_the_covering_list_first() -> None:
    back = sent_back(wrong_town())
    content = returned_all([back, replace(back, file_name="云岭镇（退回更正）.xlsx", unit="云岭镇")])
    with ZipFile(BytesIO(content)) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == [COVER, back.file_name, "云岭镇（退回更正）.xlsx"]
        assert packed.read(back.file_name) == back.content
        assert all(one.flag_bits & 0x800 for one in packed.infolist())
        rows = list(opened(packed.read(COVER)).worksheets[0].iter_rows(min_row=3, max_row=5, values_only=True))
    assert rows[0] == ("序号", "单位", "退回文件", "错误", "警告", "主要问题（前三条）", "说明")
    assert rows[1][:5] == (1, "石桥镇", back.file_name, 2, 4)
    assert rows[1][5] == (
        "1. 填报表 F6：「九成多吧」不是数，按未填报处理。\n"
        "2. 填报表 F8：300 大于允许的最大值 100，按未填报处理。\n"
        "3. 填报表 E9：没有年度目标任务，暂不能计分。"
    )
    assert rows[2][1] == "云岭镇"


def test_names_are_there_once_each_and_lead_nowhere_else() -> None:
    one = Returned("../../石桥镇.xlsx", b"1", "石桥镇")
    names = [
        "石桥镇.xlsx",
        "石桥镇.XLSX",
        "退回清单.xlsx",
        "../../石桥镇.xlsx",
        "C:\\a\\石桥镇.xlsx",
        "con",
        "a\nb.xlsx",
    ]
    with ZipFile(BytesIO(returned_all([replace(one, file_name=name) for name in names]))) as packed:
        found = packed.namelist()
    assert len({name.lower() for name in found}) == len(found) == len(names) + 1
    assert not any(sign in name for name in found for sign in '/\\:\n<>"|?*')
    assert found[1:4] == ["石桥镇.xlsx", "石桥镇（2）.XLSX", "退回清单（2）.xlsx"]


@pytest.mark.parametrize("said", ["=1+1", "@cmd", "-1"])
def test_a_formula_in_a_message_is_text_in_the_covering_list(said: str) -> None:
    back = sent_back(wrong_town())
    faults = tuple(replace(one, sheet="", cell="", message=said) for one in back.findings[:1])
    with ZipFile(BytesIO(returned_all([replace(back, unit=said, findings=faults)]))) as packed:
        row = next(opened(packed.read(COVER)).worksheets[0].iter_rows(min_row=4, max_row=4))
    assert [(cell.value, cell.data_type) for cell in (row[1], row[5])] == [(said, "s"), (f"1. {said}", "s")]


def test_a_workbook_made_from_the_template_says_so_in_the_covering_list() -> None:
    back = returned(b"\xd0\xcf\x11\xe0", replace(read(wrong_town()), unit=""), small_scheme(), ROSTER)
    with ZipFile(BytesIO(returned_all([back]))) as packed:
        row = next(opened(packed.read(COVER)).worksheets[0].iter_rows(min_row=4, max_row=4, values_only=True))
    assert (row[1], row[6]) == ("未识别单位", "原文件不能加批注，已另用模板制表，请在该表上更正。")


def test_nothing_to_return_is_an_empty_list() -> None:
    with ZipFile(BytesIO(returned_all([]))) as packed:
        assert packed.namelist() == [COVER]
