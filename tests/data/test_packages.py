"""Zips of workbooks: what is inside becomes files of the drop, what cannot be opened says why."""

from __future__ import annotations

import pytest

from data.limits import MEGABYTE
from data.packages import Unopened, is_package, unpacked
from data.receipts import Upload
from tests.data.other_formats import ods, xlsb
from tests.data.sheets import GOOD_FORM, TOWN_META, workbook
from tests.hostile.zips import nested, raw_zip, zipped


def names(*uploads: Upload) -> list[str]:
    return [one.name for one in unpacked(uploads)]


def why(upload: Upload) -> str:
    """The code of what is said of a file that is not opened."""
    assert isinstance(upload, Unopened)
    return upload.why.code


def only(upload: Upload) -> Upload:
    (found,) = unpacked([upload])
    return found


def test_the_files_of_a_zip_stand_where_the_zip_stood() -> None:
    package = Upload("全县.zip", zipped({"甲.xlsx": b"1", "山区/乙.xls": b"2"}))
    drop = [Upload("前.xlsx", b"0"), package, Upload("后.csv", b"3")]
    assert [(one.name, one.content) for one in unpacked(drop)] == [
        ("前.xlsx", b"0"),
        ("全县.zip › 甲.xlsx", b"1"),
        ("全县.zip › 山区/乙.xls", b"2"),
        ("后.csv", b"3"),
    ]


def test_a_zip_in_a_zip_is_opened_and_one_deeper_is_not() -> None:
    assert names(Upload("外.zip", nested({"镇.xlsx": b"1"}, 1))) == ["外.zip › 第1层.zip › 镇.xlsx"]
    deep = only(Upload("外.zip", nested({"镇.xlsx": b"1"}, 2)))
    assert (deep.name, why(deep)) == ("外.zip › 第2层.zip › 第1层.zip", "R129")


def test_what_programs_leave_in_zips_is_left_out() -> None:
    junk = ("__MACOSX/._镇.xlsx", ".DS_Store", "表/Thumbs.db", "~$镇.xlsx", "desktop.ini")
    package = zipped({**dict.fromkeys(junk, b"x"), "表/": b"", "镇.xlsx": b"1"})
    assert names(Upload("包.zip", package)) == ["包.zip › 镇.xlsx"]


def test_a_workbook_is_no_package_whatever_its_name_and_format() -> None:
    for content in (
        workbook(TOWN_META, 填报表=GOOD_FORM),
        xlsb(TOWN_META, 填报表=GOOD_FORM),
        ods(TOWN_META, 填报表=GOOD_FORM),
    ):
        assert not is_package(content)
        assert unpacked([Upload("镇.zip", content)]) == [Upload("镇.zip", content)]


def test_a_zip_is_known_by_its_content_and_not_by_its_name() -> None:
    inside = workbook(TOWN_META, 填报表=GOOD_FORM)
    assert names(Upload("包.xlsx", zipped({"镇.xlsx": inside}))) == ["包.xlsx › 镇.xlsx"]


def test_what_was_refused_before_is_not_opened_again() -> None:
    refused = only(Upload("空.zip", zipped({})))
    assert why(refused) == "R132"
    assert unpacked([refused]) == [refused]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("石桥镇.xlsx".encode("gbk"), "石桥镇.xlsx"),
        ("石桥镇.xlsx".encode(), "石桥镇.xlsx"),
        ("龘镇.xlsx".encode("gb18030"), "龘镇.xlsx"),
        (b"town.xlsx", "town.xlsx"),
    ],
)
def test_names_are_read_in_the_letters_they_were_written_in(name: bytes, meant: str) -> None:
    assert names(Upload("包.zip", raw_zip([(name, b"1")]))) == [f"包.zip › {meant}"]


def test_a_file_in_a_zip_above_the_limit_is_said_with_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCK_ASSESSMENT_FILE_MEGABYTES", "1")
    big, small = unpacked([Upload("包.zip", zipped({"大.xlsx": bytes(2 * MEGABYTE), "小.xlsx": b"1"}))])
    assert (why(big), small.content) == ("R105", b"1")
    assert isinstance(big, Unopened)
    assert "2.0 MB" in big.why.message


def test_a_broken_file_in_a_zip_does_not_cost_the_others() -> None:
    broken = bytearray(raw_zip([(b"a.xlsx", b"first"), (b"b.xlsx", b"second")]))
    broken[36:38] = b"\xff\xff"
    first, second = unpacked([Upload("包.zip", bytes(broken))])
    assert (why(first), second.content) == ("R107", b"second")


def test_a_drop_above_its_limit_is_read_as_far_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCK_ASSESSMENT_DROP_MEGABYTES", "1")
    first, second = unpacked([Upload("一.csv", bytes(700_000)), Upload("二.csv", bytes(700_000))])
    assert not isinstance(first, Unopened)
    assert why(second) == "R133"
