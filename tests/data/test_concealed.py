"""Hidden rows, columns and sheets with numbers in them, and formulas where values belong."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook, load_workbook

from data.intake import Intake
from data.reading import read_workbook
from tests.data.sheets import GOOD_FORM, ROSTER, TOWN_META, codes_of, small_scheme, the, told, values_of, workbook
from tests.hostile.made import SHEET
from tests.hostile.tricks import reckoned
from tests.hostile.zips import part_of, with_parts

LISTS = {"问题清单": "序号 | 问题描述", "佐证目录": "指标编码 | 材料名称"}


def read(change: Callable[[Workbook], object], **sheets: str) -> Intake:
    """What is read from a good workbook after somebody has changed something in it."""
    book = load_workbook(BytesIO(workbook(TOWN_META, **{"填报表": GOOD_FORM, **LISTS, **sheets})))
    change(book)
    written = BytesIO()
    book.save(written)
    return read_workbook(written.getvalue(), "石桥镇.xlsx", small_scheme(), ROSTER)


def hide_rows(*rows: int) -> Callable[[Workbook], object]:
    def change(book: Workbook) -> None:
        for row in rows:
            book["填报表"].row_dimensions[row].hidden = True

    return change


def hide_column(letter: str) -> Callable[[Workbook], object]:
    return lambda book: setattr(book["填报表"].column_dimensions[letter], "hidden", True)


def test_hidden_rows_are_read_and_said_run_by_run() -> None:
    intake = read(hide_rows(2, 3, 5, 7))
    assert told(intake, "R221") == ["R221 D2", "R221 C5"]
    messages = [one.message for one in intake.findings if one.code == "R221"]
    assert "第 2 至 3 行" in messages[0]
    assert "第 5 行" in messages[1]
    assert values_of(intake)["A1-01.sanitary"] == 960


def test_a_hidden_row_without_a_number_is_not_worth_a_word() -> None:
    assert codes_of(read(hide_rows(1, 7, 20))) == set()


def test_a_hidden_column_with_numbers_is_said() -> None:
    intake = read(hide_column("C"))
    assert told(intake, "R222") == ["R222 C5"]
    assert codes_of(read(hide_column("B"))) == set()


def test_numbers_typed_as_text_count_as_numbers() -> None:
    assert told(read(hide_column("E"), 填报表=GOOD_FORM.replace("960  ", "960 | '1,200")), "R222") == ["R222 E2"]


def test_a_hidden_sheet_with_numbers_is_said_and_one_without_is_not() -> None:
    def hide(book: Workbook) -> None:
        for name in ("账", "说明"):
            book[name].sheet_state = "hidden"

    intake = read(hide, 账="户数\n3", 说明="只有字")
    assert (told(intake, "R223"), the(intake, "R223").sheet) == (["R223 A2"], "账")


def test_formulas_where_values_belong_are_said_once_and_their_results_taken() -> None:
    content = reckoned("SUM(A1:A3)")
    intake = read_workbook(content, "石桥镇.xlsx", small_scheme(), ROSTER)
    assert (told(intake, "R231"), values_of(intake)["A1-01.sanitary"]) == (["R231 D2"], 960)
    assert "1 个数" in the(intake, "R231").message


def test_a_formula_that_reaches_elsewhere_is_said_at_its_cell_with_its_text() -> None:
    intake = read_workbook(reckoned("[1]账!$A$1*2"), "石桥镇.xlsx", small_scheme(), ROSTER)
    assert (the(intake, "R232").cell, the(intake, "R232").typed) == ("D2", "=[1]账!$A$1*2")
    assert not told(intake, "R231")


def test_a_reference_to_another_sheet_or_a_table_does_not_reach_elsewhere() -> None:
    for formula in ("'问题清单'!A1", "SUM(表1[完成])", "IF(A1&lt;&gt;&quot;!|!&quot;,1,2)"):
        intake = read_workbook(reckoned(formula), "石桥镇.xlsx", small_scheme(), ROSTER)
        assert (told(intake, "R231"), told(intake, "R232")) == (["R231 D2"], []), formula


def test_a_formula_that_came_to_a_blank_text_is_a_blank_and_no_fault() -> None:
    content = reckoned("IF(1,&quot;&quot;,&quot;&quot;)")
    changed = workbook_with(content, b"<v>960</v>", b"<v></v>", b'<c r="D2">', b'<c r="D2" t="str">')
    intake = read_workbook(changed, "石桥镇.xlsx", small_scheme(), ROSTER)
    assert (values_of(intake)["A1-01.sanitary"], told(intake, "R303")) == ("unreported", [])


def workbook_with(content: bytes, *pairs: bytes) -> bytes:
    """The workbook with texts in its first sheet replaced, two by two."""
    body = part_of(content, SHEET)
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        body = body.replace(old, new)
    return with_parts(content, {SHEET: body})
