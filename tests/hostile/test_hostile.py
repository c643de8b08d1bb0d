"""No file takes the server down, hangs past its limit, reaches outside, or passes without a word."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.drop import read_drop
from data.intake import Intake
from data.limits import Limits
from data.reading.isolated import Readers
from data.receipts import Upload
from tests.data.sheets import ROSTER, small_scheme, values_of
from tests.hostile import bombs, tricks
from tests.hostile.made import MAKERS, good
from tests.hostile.zips import zipped

LIMITS = Limits(memory_megabytes=900, unpacked_megabytes=50)

REFUSED = {
    "炸弹-平铺.xlsx": "R106",
    "炸弹-平铺.zip": "R130",
    "炸弹-嵌套.zip": "R129",
    "炸弹-内层.zip": "R130",
    "炸弹-重叠.zip": "R130",
    "炸弹-谎报大小.xlsx": "R107",
    "炸弹-文件太多.zip": "R135",
    "炸弹-自称工作簿.xlsx": "R106",
    "实体-工作簿.xlsx": "R107",
    "实体-工作表.xlsx": "R107",
    "实体-共享文本.xlsx": "R107",
    "实体-外部.xlsx": "R107",
    "实体-另一种编码.xlsx": "R107",
    "实体.ods": "R107",
    "嵌套十万层.xlsx": "R107",
    "谎报-文本数.xlsx": "R107",
    "谎报-文本数在后.xlsx": "R125",
    "天涯海角.xlsx": "R108",
    "天涯海角-不写列名.xlsx": "R125",
    "天涯海角.xls": "R108",
    "天涯海角.xlsb": "R108",
    "天涯海角.ods": "R108",
    "一百万行.xlsx": "R108",
    "一百万行.csv": "R108",
    "一万张表.xlsx": "R139",
    "截断-前半.xls": "R107",
    "截断-少一点.xls": "R107",
    "坏记录.xls": "R203",
    "假后缀-其实是网页.xls": "R104",
    "假后缀-其实是图片.xlsx": "R104",
    "假后缀-其实是rar.zip": "R136",
    "空.xlsx": "R101",
    "空.zip": "R132",
    "加密.zip": "R128",
    "加密.xlsx": "R103",
    "损坏.zip": "R134",
}
"""What is said of each file that is not read."""

READ = {
    "谎报-范围太大.xlsx": "",
    "谎报-范围太小.xlsx": "",
    "错误值.xlsx": "R302",
    "错误值-新的.xlsx": "R302",
    "没有算过的公式.xlsx": "R303",
    "严格格式.xlsx": "",
    "从1904年算起.xlsx": "R138",
    "公式-执行程序.xlsx": "R232",
    "公式-网络.xlsx": "R232",
    "公式-别的文件.xlsx": "R232",
    "公式-文本.csv": "R303",
    "外部链接-DDE.xlsx": "R123",
    "外部链接-图片.xlsx": "R123",
    "宏.xlsm": "R122",
    "假后缀-其实是xls.xlsx": "R121",
    "假后缀-其实是ods.xls": "R121",
    "爬出文件夹.zip": "",
    "怪名字.zip": "",
    "国标码名字.zip": "",
    "万国码名字.zip": "",
}
"""What is said of each file that is read; "" where nothing is wrong with what it says."""

BAD_FIGURES = {"错误值.xlsx": 3, "错误值-新的.xlsx": 1, "没有算过的公式.xlsx": 1, "公式-文本.csv": 1}
"""How many of the six figures are not reported, where any is."""

NAMES = {
    "爬出文件夹.zip": ["evil.xlsx", "etc/evil.xlsx", "Windows/evil.xlsx", "evil.xlsx"],
    "国标码名字.zip": ["乡镇/石桥镇.xlsx"],
    "万国码名字.zip": ["乡镇/石桥镇.xlsx"],
}

_watched: list[str] | None = None


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Note what this process does to the world outside while it is watched."""
    if _watched is None:
        return
    writes = event == "open" and isinstance(arguments[0], (str, bytes, Path)) and set(arguments[1] or "") & set("wax+")
    if event.startswith(("socket.connect", "socket.bind", "os.remove", "os.mkdir", "os.rename")) or writes:
        _watched.append(f"{event} {arguments[0]}")


sys.addaudithook(_watch)


@pytest.fixture(scope="module")
def pool() -> Iterator[Readers]:
    before = {name: os.environ.get(name) for name in LIMITS.variables()}
    os.environ.update(LIMITS.variables())
    with Readers(LIMITS) as readers:
        readers.warm()
        yield readers
    for name, said in before.items():
        os.environ.pop(name) if said is None else os.environ.update({name: said})


def read(pool: Readers, name: str) -> list[tuple[Upload, Intake]]:
    return list(read_drop([Upload(name, MAKERS[name]())], small_scheme(), ROSTER, pool=pool))


def codes(intake: Intake) -> set[str]:
    return {one.code for one in intake.findings} - {"R204", "R131"}


def test_every_hostile_file_has_its_expected_outcome() -> None:
    assert bombs and tricks
    assert set(MAKERS) == set(REFUSED) | set(READ)


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_says_why_and_gives_nothing(pool: Readers, name: str) -> None:
    ((_, intake),) = read(pool, name)
    assert codes(intake) == {REFUSED[name]}
    assert not intake.readable
    assert intake.values.empty


@pytest.mark.parametrize("name", READ)
def test_a_file_with_tricks_gives_its_good_figures_and_is_spoken_of(pool: Readers, name: str) -> None:
    for upload, intake in read(pool, name):
        assert codes(intake) == ({READ[name]} if READ[name] else set()), upload.name
        reported = [value for value in values_of(intake).values() if isinstance(value, float)]
        assert len(reported) == 6 - BAD_FIGURES.get(name, 0)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_a_zip_is_only_a_name(pool: Readers, name: str) -> None:
    assert [upload.name for upload, _ in read(pool, name)] == [f"{name} › {one}" for one in NAMES[name]]


def test_names_are_shown_without_what_nobody_sees_and_not_too_long(pool: Readers) -> None:
    names = [upload.name.removeprefix("怪名字.zip › ") for upload, _ in read(pool, "怪名字.zip")]
    assert names[0] == "石桥镇xcod.xlsx"
    assert max(map(len, names)) <= 120
    assert names[1].endswith("很长.xlsx")
    assert names[3:] == ["换行.xlsx", "...", "未命名"]


def test_the_original_in_a_zip_is_kept_byte_for_byte(pool: Readers) -> None:
    drop = [Upload("包.zip", zipped({"甲.xlsx": good()}))]
    ((upload, intake),) = read_drop(drop, small_scheme(), ROSTER, pool=pool)
    assert (upload.name, upload.content, intake.readable) == ("包.zip › 甲.xlsx", good(), True)


def test_good_files_of_a_drop_are_read_whatever_lies_beside_them(pool: Readers) -> None:
    bad = ["谎报-文本数在后.xlsx", "炸弹-嵌套.zip", "截断-前半.xls", "嵌套十万层.xlsx"]
    drop = [Upload(name, MAKERS[name]()) for name in bad]
    found = list(
        read_drop([Upload("石桥镇.xlsx", good()), *drop, Upload("又.xlsx", good())], small_scheme(), pool=pool)
    )
    assert [intake.readable for _, intake in found] == [True, *[False] * len(bad), True]


def test_nothing_is_written_and_no_connection_is_opened(pool: Readers) -> None:
    global _watched
    reaching = [name for name in MAKERS if name.endswith(".zip") or name.startswith(("公式", "外部", "实体-外部"))]
    drop = [Upload(name, MAKERS[name]()) for name in reaching]
    _watched = []
    try:
        list(read_drop(drop, small_scheme(), pool=pool))
        seen = list(_watched)
    finally:
        _watched = None
    assert seen == []
    around = [Path.cwd(), *Path.cwd().parents, Path(tempfile.gettempdir())]
    assert [place for place in around if (place / "evil.xlsx").exists()] == []
