"""Returned workbooks in another program: opened, corrected, saved by it, and sent again."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from data.returning import returned
from tests.data.returning_files import FORM, LIST, PROBLEMS, opened, parts, read, rich_town, sent_back, wrong_town
from tests.data.returning_sound import faults
from tests.data.sheets import ROSTER, small_scheme, values_of

pytestmark = pytest.mark.libreoffice

Save = Callable[[bytes, str], bytes]
MARKS = {FORM: {"F6": "FFF6B2A8", "F8": "FFF6B2A8", "E9": "FFFFDC8C"}, PROBLEMS: {"E4": "FFFFDC8C", "J4": "FFFFDC8C"}}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Save:
    """Opens a workbook in LibreOffice and saves it in a format."""
    folder = tmp_path_factory.mktemp("office")

    def save(content: bytes, ending: str) -> bytes:
        source = folder / "in" / "石桥镇.xlsx"
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(source)]
        subprocess.run(command, capture_output=True, timeout=120, check=True)
        return Path(folder / f"石桥镇.{ending}").read_bytes()

    return save


def marks(content: bytes) -> dict[str, dict[str, str]]:
    book = opened(content)
    return {
        sheet: {cell: str(book[sheet][cell].fill.fgColor.rgb) for cell in cells if book[sheet][cell].comment}
        for sheet, cells in MARKS.items()
    }


def test_another_program_shows_the_list_the_marks_and_the_comments(saved: Save) -> None:
    back = sent_back(rich_town()).content
    again = opened(saved(back, "xlsx"))
    assert (again.sheetnames, again.active.title) == (opened(back).sheetnames, LIST)
    assert marks(saved(back, "xlsx")) == MARKS
    for cell in ("F6", "F8", "A6"):
        assert again[FORM][cell].comment.text == opened(back)[FORM][cell].comment.text
    links = [again[LIST].cell(row, 3).hyperlink.location.replace("'", "") for row in (6, 10)]
    assert links == ["填报表!F6", "问题清单!E4"]
    assert again["镇里自用"].sheet_state == "hidden"
    assert again[FORM].protection.sheet
    assert len(again[FORM]._images) == 1


def test_a_town_corrects_the_returned_file_in_another_program_and_sends_it_again(saved: Save) -> None:
    book = opened(saved(sent_back(wrong_town()).content, "xlsx"))
    book[FORM]["F6"].value = 960
    written = BytesIO()
    book.save(written)
    corrected = saved(written.getvalue(), "xlsx")
    intake = read(corrected)
    assert values_of(intake) == {**values_of(read(wrong_town())), "A1-01.sanitary": 960}
    assert intake.findings == tuple(one for one in read(wrong_town()).findings if one.cell != "F6")
    back = sent_back(corrected)
    assert back.own
    assert marks(back.content) == {**MARKS, FORM: {"F8": "FFF6B2A8", "E9": "FFFFDC8C"}}
    assert opened(back.content)[FORM]["F6"].fill.fgColor.rgb[2:] == "FFF8E1"
    assert opened(back.content).sheetnames.count(LIST) == 1


def test_a_file_saved_by_another_program_is_marked_and_cleaned_without_new_faults(saved: Save) -> None:
    again = saved(sent_back(wrong_town()).content, "xlsx")
    third = sent_back(again)
    clean = returned(again, replace(read(again), findings=()), small_scheme(), ROSTER)
    assert third.own and clean.own
    assert marks(third.content) == MARKS
    assert not [name for name in parts(clean.content) if "comments" in name.lower()]
    for one in (third, clean):
        assert set(faults(one.content)) <= set(faults(again))


@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_of_a_format_that_cannot_be_marked_the_template_comes_back_with_the_values(saved: Save, ending: str) -> None:
    content = saved(wrong_town(), ending)
    intake = read(content, f"石桥镇.{ending}")
    assert values_of(intake) == values_of(read(wrong_town()))
    back = returned(content, intake, small_scheme(), ROSTER)
    assert (back.own, back.file_name) == (False, "石桥镇（退回更正）.xlsx")
    assert values_of(read(back.content)) == values_of(intake)
    assert marks(back.content) == MARKS
    assert faults(back.content) == []
