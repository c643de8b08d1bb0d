"""What a returned workbook does not lose, and what Excel would not forgive."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from data.findings import Finding
from data.reading.isolated import Pack
from data.returning import Returned, returned
from tests.data.returning_files import (
    FORM,
    LIST,
    PROBLEMS,
    VBA,
    opened,
    part_of,
    parts,
    read,
    rich_town,
    sent_back,
    unlike,
    wrong_town,
    zipped,
)  # fmt: skip
from tests.data.returning_sound import faults
from tests.data.sheets import ROSTER, small_scheme

MARKED = {FORM: {"F6", "F8", "E9", "G9"}, PROBLEMS: {"E4", "J4"}}
MACROS = "第一轮-石桥镇.xlsm"


def with_findings(content: bytes, *findings: Finding) -> Returned:
    return returned(content, replace(read(content), findings=findings), small_scheme(), ROSTER)


def wrong(cell: str, sheet: str = FORM) -> Finding:
    return Finding("R301", "错误", sheet, cell, "不是数。", "请填数。")


def look(book: Workbook, sheet: str, cell: str) -> tuple[str, ...]:
    one = book[sheet][cell]
    looks = (one.font, one.fill, one.border, one.alignment, one.protection)
    return one.value, one.number_format, *map(repr, looks)


def test_only_the_parts_with_marks_and_the_tables_of_contents_change() -> None:
    before, after = parts(rich_town()), parts(sent_back(rich_town(), MACROS).content)
    changed = {name for name, body in before.items() if after.get(name) != body}
    sheets = {part_of(rich_town(), name) for name in MARKED}
    assert changed == sheets | {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml",
    }  # fmt: skip
    assert after["xl/vbaProject.bin"] == VBA


def test_a_sheet_without_faults_changes_by_not_being_the_selected_one_and_nothing_else() -> None:
    selected = unlike(wrong_town(), (part_of(wrong_town(), "填报说明"), b"<sheetView ", b'<sheetView tabSelected="1" '))
    before, after = parts(selected), parts(sent_back(selected).content)
    name = part_of(selected, "填报说明")
    assert b'tabSelected="1"' in before[name]
    assert after[name] == re.sub(rb' tabSelected="1"', b"", before[name])


@pytest.mark.parametrize("content", [wrong_town(), rich_town()], ids=["template", "rich"])
def test_every_other_cell_has_its_content_and_its_look(content: bytes) -> None:
    before, after = opened(content), opened(sent_back(content).content)
    for sheet in before.worksheets:
        for row, column in product(range(1, sheet.max_row + 1), range(1, sheet.max_column + 1)):
            cell = f"{get_column_letter(column)}{row}"
            if cell not in MARKED.get(sheet.title, ()):
                assert look(after, sheet.title, cell) == look(before, sheet.title, cell), f"{sheet.title} {cell}"


def test_a_marked_cell_keeps_all_but_its_ground() -> None:
    before, after = opened(rich_town()), opened(sent_back(rich_town()).content)
    for sheet, cells in MARKED.items():
        for cell in cells:
            old, new = look(before, sheet, cell), look(after, sheet, cell)
            assert (new[:3], new[4:]) == (old[:3], old[4:])
            assert new[3] != old[3]


def test_checks_ranges_pictures_protection_print_and_hidden_sheets_stay() -> None:
    before, after = opened(rich_town()), opened(sent_back(rich_town()).content)
    assert after.sheetnames == [LIST, *before.sheetnames]
    for old in before.worksheets:
        new = after[old.title]
        for name in ("sheet_state", "merged_cells", "data_validations", "protection", "print_area", "print_title_rows",
                     "page_setup", "page_margins", "freeze_panes", "auto_filter"):  # fmt: skip
            assert repr(getattr(new, name)) == repr(getattr(old, name)), (old.title, name)
        rules = [
            [(one.sqref, [rule.formula for rule in one.rules]) for one in sheet.conditional_formatting]
            for sheet in (old, new)
        ]
        assert rules[0] == rules[1]
        assert len(new._images) == len(old._images)
        assert {key: one.attr_text for key, one in new.defined_names.items()} == {
            key: one.attr_text for key, one in old.defined_names.items()
        }
    assert after["镇里自用"].sheet_state == "hidden"
    assert after[FORM].protection.sheet
    assert after.defined_names["全县"].attr_text == f"{FORM}!$F$6"


def test_an_extension_that_only_new_programs_know_stays_behind_the_drawing() -> None:
    content = sent_back(rich_town()).content
    body = parts(content)[part_of(content, FORM)]
    assert b"x14:conditionalFormatting" in body
    assert body.index(b"<legacyDrawing") < body.index(b"<extLst")


def strict(content: bytes) -> bytes:
    """The file in the strict dialect."""
    dialects = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    of = parts(content)
    for name, (old, new) in product(of, dialects.items()):
        of[name] = of[name].replace(old, new)
    return zipped(of)


FILES = {
    "template": wrong_town(),
    "rich": rich_town(),
    "returned": sent_back(rich_town()).content,
    "strict": strict(wrong_town()),
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_excel_has_nothing_to_repair(content: bytes) -> None:
    intake = replace(read(wrong_town()), file_name="石桥镇.xlsx")
    back = returned(content, intake, small_scheme(), ROSTER)
    assert back.own
    assert faults(back.content) == []


def test_a_strict_workbook_is_marked_in_its_own_dialect() -> None:
    back = returned(strict(wrong_town()), read(wrong_town()), small_scheme(), ROSTER)
    of = parts(back.content)
    texts = [body for name, body in of.items() if name.startswith(("xl/worksheets/sheet", "xl/comments"))]
    assert back.own and len(texts) > 6
    assert not any(b"schemas.openxmlformats.org/spreadsheetml" in body for body in texts)


def test_a_file_whose_marks_are_all_gone_is_sound_and_has_no_comments_left() -> None:
    marked = sent_back(wrong_town())
    clean = with_findings(marked.content).content
    assert faults(clean) == []
    assert not [name for name in parts(clean) if "comments" in name or name.endswith(".vml")]


class Here:
    """Marks in this process: what is tested is the marking, not the limits of a reading process."""

    def ask(self, function: Callable[..., Any], own: tuple[Any, ...], pack: Pack) -> Any:
        return function(*own, *pickle.loads(pack.packed))


def test_more_comments_than_a_block_of_numbers_holds_take_several_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.returning.workbook.readers", Here)
    many = [wrong(f"{get_column_letter(column)}{row}") for row in range(20, 120) for column in range(1, 13)]
    back = with_findings(wrong_town(), *many)
    assert back.own
    assert faults(back.content) == []
    drawings = [body for name, body in parts(back.content).items() if name.endswith(".vml")]
    assert [body.count(b'ObjectType="Note"') for body in drawings] == [1200]


def test_a_fault_inside_merged_cells_is_marked_where_they_are_seen() -> None:
    book = opened(with_findings(rich_town(), wrong("P11"), wrong("O10")).content)
    assert book[FORM]["O10"].comment.text.count("错误：") == 2
    assert book[FORM]["O10"].fill.fgColor.rgb == "FFF6B2A8"
    assert [str(one) for one in book[FORM].merged_cells.ranges].count("O10:Q12") == 1


def test_a_cell_that_is_not_in_the_file_is_made_between_its_neighbours() -> None:
    content = with_findings(wrong_town(), wrong("R2"), wrong("AB40"), wrong("C200"), wrong("A41")).content
    book = opened(content)
    assert [book[FORM][cell].fill.fgColor.rgb for cell in ("R2", "AB40", "C200", "A41")] == ["FFF6B2A8"] * 4
    assert faults(content) == []


def test_findings_of_a_sheet_or_cell_that_is_not_there_are_only_listed() -> None:
    book = opened(with_findings(wrong_town(), wrong("A1", "没有的表"), wrong("第六格"), wrong("ZZZ9999999")).content)
    assert [cell.value for cell in book[LIST]["C"][5:]] == ["A1", "第六格", "ZZZ9999999"]
    assert [cell.hyperlink for cell in book[LIST]["C"][5:]] == [None, None, None]


def test_a_hidden_sheet_is_marked_but_not_linked() -> None:
    book = opened(with_findings(rich_town(), wrong("B2", "镇里自用")).content)
    assert book["镇里自用"]["B2"].comment is not None
    assert book[LIST]["C6"].hyperlink is None


def test_a_cell_under_discussion_keeps_its_discussion_to_itself() -> None:
    form = part_of(rich_town(), FORM)
    folder, _, last = form.rpartition("/")
    kind = b"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    thread = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<threadedComment ref="F6" id="{1}"><text>?</text></threadedComment></ThreadedComments>'
    )
    of = parts(rich_town())
    where = f"{folder}/_rels/{last}.rels"
    relation = b'<Relationship Id="rIdT" Type="%s" Target="/xl/threadedComments/one.xml"/></Relationships>' % kind
    of[where] = of[where].replace(b"</Relationships>", relation)
    of["xl/threadedComments/one.xml"] = thread
    book = opened(sent_back(zipped(of)).content)
    assert book[FORM]["F6"].comment.text == "镇长看过"
    assert book[FORM]["F6"].fill.fgColor.rgb == "FFF6B2A8"
    assert book[FORM]["F8"].comment is not None


SPOILT = {
    "order": (rb"(<pageMargins[^>]*/>)(.*)(<legacyDrawing[^>]*/>)", rb"\3\1\2"),
    "relation": (rb'(<legacyDrawing [^>]*r:id=")', rb"\1x"),
    "look": (rb'<c r="F6" s="\d+"', rb'<c r="F6" s="999"'),
    "row": (rb'<row r="6"', rb'<row r="60"'),
}


@pytest.mark.parametrize(("old", "new"), SPOILT.values(), ids=SPOILT)
def test_the_check_of_what_excel_would_repair_sees_it(old: bytes, new: bytes) -> None:
    of = parts(sent_back(wrong_town()).content)
    name = part_of(wrong_town(), FORM)
    spoilt = re.sub(old, new, of[name], count=1, flags=re.S)
    assert spoilt != of[name]
    assert faults(zipped({**of, name: spoilt})) != []
