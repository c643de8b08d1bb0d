"""Files that are not what they should be: each gets a sentence, none an exception."""

from __future__ import annotations

import pickle
from functools import cache
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from data.intake import Intake
from data.limits import MEGABYTE
from data.reading import read_workbook
from tests.data.sheets import GOOD_FORM, TOWN_META, codes_of, small_scheme, the, told, values_of, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(content: bytes) -> Intake:
    return read_workbook(content, "石桥镇.xlsx", small_scheme())


@cache
def town() -> bytes:
    """A good town's workbook."""
    return workbook(TOWN_META, 填报表=GOOD_FORM, 问题清单="序号 | 问题描述", 佐证目录="指标编码 | 材料名称")


def rewritten(content: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """The workbook with a text in one of its parts replaced."""
    changed = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(changed, "w", ZIP_DEFLATED) as target:
        assert old in source.read(member)
        for name in source.namelist():
            body = source.read(name)
            target.writestr(name, body.replace(old, new) if name == member else body)
    return changed.getvalue()


def zipped(**members: bytes) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as target:
        for name, body in members.items():
            target.writestr(name.replace("__", "/"), body)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "R101"),
        (b"hello", "R102"),
        (b"<html><table></table></html>", "R104"),
        (b"\xef\xbb\xbf <!-- x --> <TABLE border=1>", "R104"),
        ("<html xmlns:x=''>".encode("utf-16"), "R104"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "R104"),
        (b"Rar!\x1a\x07\x01\x00", "R136"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "R136"),
        (zipped(readme=b"x"), "R129"),
        (zipped(**{"[Content_Types].xml": b"x", "word__document.xml": b"x"}), "R102"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "R103"),
        (OLE + b"\0" * 1200, "R107"),
        (b"%PDF-1.7 ...", "R104"),
        (b"\x89PNG\r\n", "R104"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "R107"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "R129"),
        (zipped(**{"xl__workbook.bin": b"x"}), "R107"),
        (b"PK\x03\x04 and then nothing", "R107"),
        (town()[:-200], "R107"),
        (zipped(**{"xl__workbook.xml": b"<workbook/>"}), "R107"),
        (zipped(**{"xl__workbook.xml": b"not xml", "xl__x": b""}), "R107"),
    ],
    ids=lambda one: one if isinstance(one, str) else None,
)
def test_what_is_no_workbook_is_called_what_it_is(content: bytes, code: str) -> None:
    intake = read(content)
    assert [one.code for one in intake.findings] == [code]
    assert not intake.readable
    assert (intake.kind, intake.sha256) == ("unknown", sha256(content).hexdigest())
    assert intake.values.empty


def test_a_workbook_of_something_else_is_no_template_of_ours() -> None:
    intake = read(workbook(None, 工资表="姓名 | 金额\n张三 | 5000", 说明="什么也没有"))
    assert [one.code for one in intake.findings] == ["R109"]
    assert not intake.readable


def test_a_workbook_without_a_single_cell_is_no_template_of_ours() -> None:
    written = BytesIO()
    Workbook().save(written)
    assert codes_of(read(written.getvalue())) == {"R109"}


def test_a_file_above_the_limit_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCK_ASSESSMENT_FILE_MEGABYTES", "1")
    assert codes_of(read(town())) == set()
    assert the(read(town() + bytes(MEGABYTE)), "R105").message == "文件有 1.1 MB，超过上限 1 MB。"


def test_a_file_that_unpacks_to_more_than_the_limit_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCK_ASSESSMENT_UNPACKED_MEGABYTES", "1")
    padded = BytesIO(town())
    with ZipFile(padded, "a", ZIP_DEFLATED) as target:
        target.writestr("xl/media/image1.bmp", bytes(MEGABYTE))
    assert codes_of(read(padded.getvalue())) == {"R106"}


@pytest.mark.parametrize("far", ["XFD1048576", "A1048576", "A10000", "IW1", "JA1", "AAA1", "ZZ9"])
def test_a_cell_at_the_end_of_the_world_costs_no_memory(far: str) -> None:
    assert codes_of(read(rewritten(town(), "xl/worksheets/sheet1.xml", b'r="A2"', f'r="{far}"'.encode()))) == {"R108"}


@pytest.mark.parametrize("near", ["IV1", "A9999", "Z9"])
def test_the_limits_themselves_are_allowed(near: str) -> None:
    content = rewritten(town(), "xl/worksheets/sheet1.xml", b'r="D7"', f'r="{near}"'.encode())
    assert "R108" not in codes_of(read(content))


@pytest.mark.parametrize("blank", ['<c r="XFD1048576" s="1"/>', '<c r="A20000" s="1"></c>'])
def test_a_cell_far_away_that_is_only_coloured_does_no_harm(blank: str) -> None:
    row = f'<row r="1048576">{blank}</row></sheetData>'.encode()
    intake = read(rewritten(town(), "xl/worksheets/sheet1.xml", b"</sheetData>", row))
    assert len(intake.values) == 6
    assert codes_of(intake) == set()


def test_a_false_count_of_texts_is_not_believed() -> None:
    with_strings = BytesIO(town())
    with ZipFile(with_strings, "a") as target:
        target.writestr("xl/sharedStrings.xml", '<sst count="1" uniqueCount="4000000000"><si><t>x</t></si></sst>')
    assert codes_of(read(with_strings.getvalue())) == {"R107"}


def test_entities_are_not_expanded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><workbook'
    content = rewritten(town(), "xl/workbook.xml", b"<workbook", bomb)
    assert codes_of(read(content)) == {"R107"}


@pytest.mark.parametrize("error", ["#REF!", "#SPILL!", "#CALC!", "#名称?"])
def test_an_error_that_no_program_knows_costs_one_cell_and_not_the_sheet(error: str) -> None:
    content = workbook(TOWN_META, 填报表=GOOD_FORM.replace("95.5", "#DIV/0!"))
    content = rewritten(content, "xl/worksheets/sheet1.xml", b"#DIV/0!", error.encode())
    intake = read(content)
    assert values_of(intake)["A1-01.rate"] == "unreported"
    assert values_of(intake)["A1-01.households"] == 1000
    assert told(intake, "R302") == ["R302 D4"]
    assert the(intake, "R302").typed == error


def test_a_sheet_whose_xml_is_broken_is_said_by_name() -> None:
    intake = read(rewritten(town(), "xl/worksheets/sheet1.xml", b"</row>", b"</row"))
    assert (the(intake, "R206").sheet, intake.readable) == ("填报表", False)


def test_a_broken_list_does_not_cost_the_form() -> None:
    intake = read(rewritten(town(), "xl/worksheets/sheet2.xml", b"</row>", b"</row"))
    assert (the(intake, "R206").sheet, intake.readable, len(intake.values)) == ("问题清单", True, 6)


def test_what_is_read_can_be_sent_from_one_process_to_another() -> None:
    intake = read(town())
    again = pickle.loads(pickle.dumps(intake))
    assert again.findings == intake.findings
    assert again.values.equals(intake.values)


def test_a_directory_that_points_before_the_beginning_of_the_file_is_a_damaged_file() -> None:
    content = town()
    offset = int.from_bytes(content[-6:-2], "little") + len(content)
    intake = read(content[:-6] + offset.to_bytes(4, "little") + content[-2:])
    assert not intake.readable and the(intake, "R107")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_a_file_stops_the_reader(data: st.DataObject) -> None:
    content = bytearray(town())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=30)):
        content[place] = data.draw(st.integers(0, 255))
    intake = read(bytes(content))
    assert intake.readable or intake.findings


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_damage_inside_a_sheet_stops_the_reader(data: st.DataObject) -> None:
    member = data.draw(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/worksheets/sheet4.xml", "xl/workbook.xml"]))
    with ZipFile(BytesIO(town())) as source:
        xml = bytearray(source.read(member))
    whole = bytes(xml)
    for place in data.draw(st.lists(st.integers(0, len(xml) - 1), min_size=1, max_size=3)):
        xml[place] = data.draw(st.sampled_from(b'<>/"=&;0159AZaz \x00\xff'))
    intake = read(rewritten(town(), member, whole, bytes(xml)))
    assert intake.readable or intake.findings


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail))
def test_no_bytes_whatsoever_stop_the_reader(content: bytes) -> None:
    intake = read(content)
    assert not intake.readable
    assert len(intake.findings) == 1
