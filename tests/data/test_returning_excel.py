"""Returned workbooks as Excel itself would have written and saved them again."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from data.returning import returned
from tests.data.returning_files import (
    FORM,
    LIST,
    NAME,
    opened,
    part_of,
    parts,
    read,
    rich_town,
    sent_back,
    unlike,
    wrong_town,
    zipped,
)
from tests.data.returning_sound import faults
from tests.data.sheets import ROSTER, small_scheme


@cache
def rich_back() -> bytes:
    """A returned workbook with everything in it."""
    return sent_back(rich_town()).content


ROOT = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" '
    b'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
    b'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{1}">'
)
OLD_ROOT = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def test_what_excel_is_told_to_ignore_stays_declared() -> None:
    form = part_of(wrong_town(), FORM)
    content = unlike(wrong_town(), (form, OLD_ROOT, ROOT), (form, b'<row r="6"', b'<row r="6" x14ac:dyDescent="0.2"'))
    head = parts(sent_back(content).content)[form][:900]
    for said in (b'mc:Ignorable="x14ac xr"', b"xmlns:x14ac=", b"xmlns:xr=", b'xr:uid="{1}"'):
        assert said in head
    assert b'x14ac:dyDescent="0.2"' in parts(sent_back(content).content)[form]


def test_breaks_that_excel_does_not_close_in_a_drawing_do_no_harm() -> None:
    drawing = "xl/drawings/commentsDrawing1.vml"
    content = unlike(rich_town(), (drawing, b'<div style="text-align:left"/>', b"<div>a<br>b</div>"))
    back = sent_back(content)
    assert back.own
    assert parts(back.content)[drawing].count(b"<div>a<br/>b</div>") == 2


def saved_by_excel(content: bytes) -> bytes:
    """The file with what Excel puts beside a sheet that was printed and a workbook that was calculated."""
    of = parts(content)
    where = part_of(content, LIST)
    folder, _, last = where.rpartition("/")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    of[f"{folder}/_rels/{last}.rels"] = (
        f'{relations}<Relationship Id="rId1" Type="{kind}/printerSettings" Target="../printerSettings/printer7.bin"/>'
        "</Relationships>"
    ).encode()
    of[where] = of[where].replace(b'fitToHeight="0"/>', b'fitToHeight="0" xmlns:r="%s" r:id="rId1"/>' % kind.encode())
    of["xl/printerSettings/printer7.bin"] = b"a printer"
    of["xl/calcChain.xml"] = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    types = (
        b'<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
        b'printerSettings"/><Override PartName="/xl/calcChain.xml" ContentType="application/'
        b'vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>'
    )
    of["[Content_Types].xml"] = of["[Content_Types].xml"].replace(b"</Types>", types)
    book = "xl/_rels/workbook.xml.rels"
    chain = f'<Relationship Id="rIdC" Type="{kind}/calcChain" Target="calcChain.xml"/></Relationships>'.encode()
    of[book] = of[book].replace(b"</Relationships>", chain)
    return zipped(of)


def test_what_excel_put_beside_the_old_list_goes_with_it() -> None:
    content = saved_by_excel(sent_back(wrong_town()).content)
    assert faults(content) == []
    back = sent_back(content)
    assert back.own
    assert faults(back.content) == []
    assert not {"xl/printerSettings/printer7.bin", "xl/calcChain.xml"} & set(parts(back.content))


def test_an_old_list_whose_texts_are_shared_still_tells_the_grounds() -> None:
    content = sent_back(rich_town()).content
    where, of = part_of(content, LIST), parts(content)
    texts: list[bytes] = []

    def shared(found: re.Match[bytes]) -> bytes:
        texts.append(found[2])
        return b'%s t="s"><v>%d</v></c>' % (found[1], len(texts) - 1)

    of[where] = re.sub(rb'(<c [^>]*) t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>', shared, of[where])
    strings = b"".join(b"<si><t>%s</t></si>" % text for text in texts)
    of["xl/sharedStrings.xml"] = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>' % strings
    )
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = b'<Relationship Id="rIdS" Type="%s" Target="sharedStrings.xml"/></Relationships>' % kind
    of["xl/_rels/workbook.xml.rels"] = of["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", relation)
    clean = returned(zipped(of), replace(read(rich_town()), findings=()), small_scheme(), ROSTER)
    assert "xl/sharedStrings.xml" not in parts(content) and len(texts) > 40
    assert opened(clean.content)[FORM]["F8"].fill.fill_type == "lightUp"


def test_a_drawing_with_a_full_block_gets_another_one_and_leaves_those_of_other_sheets() -> None:
    drawing = "xl/drawings/commentsDrawing1.vml"
    full = unlike(rich_town(), (drawing, b"_x0000_s1027", b"_x0000_s2047"))
    back = sent_back(full)
    drawings = b"".join(body for name, body in parts(back.content).items() if name.endswith(".vml"))
    data = re.findall(rb'idmap [^>]*data="([^"]+)"', drawings)
    assert back.own and faults(back.content) == []
    assert sorted(b",".join(data).split(b",")) == [b"1", b"2", b"3"]


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_no_damage_to_a_file_keeps_a_town_from_getting_something_back(data: st.DataObject) -> None:
    content = bytearray(wrong_town())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=30)):
        content[place] = data.draw(st.integers(0, 255))
    intake = read(bytes(content))
    back = returned(bytes(content), intake, small_scheme(), ROSTER)
    assert opened(back.content).sheetnames[0] == LIST


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_no_damage_inside_a_part_keeps_a_town_from_getting_something_back(data: st.DataObject) -> None:
    of = parts(rich_back())
    name = data.draw(st.sampled_from(sorted(of)))
    body = bytearray(of[name])
    start = data.draw(st.integers(0, max(len(body) - 1, 0)))
    body[start : start + data.draw(st.integers(1, 40))] = data.draw(st.binary(max_size=20))
    back = returned(zipped({**of, name: bytes(body)}), read(rich_town(), NAME), small_scheme(), ROSTER)
    assert back.content.startswith(b"PK")
    assert back.own or opened(back.content).sheetnames[0] == LIST
