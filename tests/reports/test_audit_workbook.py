"""The audit workbook against the core: LibreOffice works out every formula, and no number may differ."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO

import numpy as np
import openpyxl
import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.audit.entered import FIRST_ROW
from reports.audit_workbook import SHEETS, audit_workbook
from scoring import COUNTY, Scheme, load_scheme
from scoring.rules import KINDS
from scoring.scheme import COUNTY_ITSELF
from tests.reports.drawn import ODD_NAMES, drawn_values, scheme_of_all_kinds, units_of, whole_scheme, with_odd_names
from tests.reports.odd_scheme import odd_scheme
from tests.reports.recalculation import Recalculated, Round, differences, recalculated

FUNCTIONS = {
    "ABS", "AND", "AVERAGE", "CHOOSE", "COUNT", "EXACT", "IF", "IFERROR", "INT", "ISBLANK", "ISNUMBER", "ISTEXT", "MAX",
    "MIN", "N", "NOT", "OR", "ROUND", "ROUNDDOWN", "ROUNDUP", "SUM", "SUMIF", "SUMPRODUCT",
}  # fmt: skip
"""What Excel 2016, WPS and LibreOffice all have."""


def drawn(scheme: Scheme, seed: int, towns: int, gaps: float) -> Round:
    """A round with figures at random."""
    problems = pd.Series({town: place % 3 for place, town in enumerate(units_of(towns)["unit"])}, dtype=float)
    return Round(scheme, drawn_values(scheme, seed, towns, gaps), units_of(towns), problems)


def odd(one: Round) -> Round:
    """The same round with names that look like formulas."""
    values, units = with_odd_names(one.values, one.units)
    return replace(one, values=values, units=units, open_problems=None)


def with_part(one: Round) -> Round:
    """The same round with an overdue problem of the county itself, where the towns that have reported have none."""
    said = {"unit": COUNTY, "indicator": "B1-04", "input": "overdue", "sample": COUNTY_ITSELF, "value": 1.0}
    part = pd.DataFrame([{**said, "group": "", "status": "reported"}])
    mine = one.values["indicator"] == "B1-04"
    towns = one.values[~(mine & (one.values["unit"] == COUNTY))]
    towns = towns.assign(value=towns["value"].mask((towns["indicator"] == "B1-04") & towns["value"].notna(), 0.0))
    return replace(one, values=pd.concat([towns, part], ignore_index=True))


def _of_county_alone() -> Scheme:
    scheme = load_scheme("gd2021")
    category, item = scheme.categories[0], scheme.indicator("A1-02")
    sub_item = replace(category.sub_items[0], indicators=(item,))
    return replace(scheme, categories=(replace(category, sub_items=(sub_item,)),))


ROUNDS: dict[str, Callable[[], Round]] = {
    "default": lambda: with_part(drawn(load_scheme("gd2021"), 1, towns=20, gaps=0.05)),
    "default complete": lambda: with_part(drawn(load_scheme("gd2021"), 2, towns=6, gaps=0)),
    "default by half": lambda: with_part(drawn(load_scheme("gd2021"), 3, towns=4, gaps=0.5)),
    "shapes": lambda: drawn(load_scheme("shapes"), 4, towns=8, gaps=0.05),
    "one town": lambda: drawn(load_scheme("shapes"), 5, towns=1, gaps=0.05),
    "no town": lambda: with_part(drawn(load_scheme("gd2021"), 6, towns=0, gaps=0.05)),
    "nothing but county items": lambda: drawn(_of_county_alone(), 7, towns=2, gaps=0),
    "odd": lambda: odd(drawn(odd_scheme(), 8, towns=8, gaps=0.05)),
    "odd by a fifth": lambda: odd(drawn(odd_scheme(), 106, towns=8, gaps=0.2)),
    "odd complete": lambda: odd(drawn(odd_scheme(), 9, towns=8, gaps=0)),
    "all kinds": lambda: drawn(scheme_of_all_kinds(11), 11, towns=7, gaps=0.02),
    "all kinds again": lambda: drawn(scheme_of_all_kinds(12), 12, towns=6, gaps=0.2),
    "random 0": lambda: drawn(whole_scheme(0), 0, towns=5, gaps=0),
    "random 1": lambda: drawn(whole_scheme(1), 1, towns=5, gaps=0.1),
    "random 2": lambda: drawn(whole_scheme(2), 2, towns=5, gaps=0.2),
    "random 3": lambda: drawn(whole_scheme(3), 3, towns=5, gaps=0.1),
    "places still open": lambda: drawn(whole_scheme(60), 60, towns=6, gaps=0.2),
    "a town to which nothing applies": lambda: drawn(whole_scheme(78), 78, towns=6, gaps=0.2),
}
"""Every round that is recalculated, drawn when it is asked for."""


@cache
def round_of(name: str) -> Round:
    """The round of that name."""
    return ROUNDS[name]()


@cache
def workbook(name: str) -> bytes:
    """Its workbook as it is written."""
    return round_of(name).workbook()


def refilled(whole: Round) -> bytes:
    """The workbook of a round with gaps, filled in by hand with the figures of the whole round."""
    chance = random.Random("gaps")
    gap = [chance.random() < 0.4 for _ in range(len(whole.values))]
    gappy = whole.values.assign(value=whole.values["value"].mask(gap))
    book = openpyxl.load_workbook(BytesIO(replace(whole, values=gappy).workbook()))
    typed = openpyxl.load_workbook(BytesIO(whole.workbook()))
    for name in ("填报值", "全县填报值", "抽查村"):
        _copy(typed[name], book[name])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _copy(typed: Worksheet, sheet: Worksheet) -> None:
    for row in typed.iter_rows():
        for cell in row:
            if isinstance(cell.value, int | float):
                sheet.cell(cell.row, cell.column).value = cell.value


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """All workbooks as they are written, one of them filled in by hand afterwards, and one with an error in it."""
    filled_in = refilled(round_of("odd complete"))
    return {name: workbook(name) for name in ROUNDS} | {"filled in": filled_in, "broken": _broken()}


def _broken() -> bytes:
    book, file = Workbook(), BytesIO()
    book.create_sheet("计分").cell(2, 3).value = "=1/0"
    book.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def books(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recalculated]:
    """All workbooks, recalculated in one go."""
    return recalculated(made, tmp_path_factory.mktemp("recalculated"))


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ROUNDS)
def test_every_number_that_libreoffice_works_out_is_the_core_s(books: dict[str, Recalculated], name: str) -> None:
    assert differences(round_of(name), books[name]) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ROUNDS)
def test_no_formula_comes_out_as_an_error(books: dict[str, Recalculated], name: str) -> None:
    assert books[name].errors == ()
    assert len(books["broken"].errors) == 1


@pytest.mark.libreoffice
def test_filling_the_gaps_in_the_workbook_gives_what_the_core_gives_for_the_whole_figures(
    books: dict[str, Recalculated],
) -> None:
    assert differences(round_of("odd complete"), books["filled in"]) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize(("sheet", "row", "column"), [("计分", 5, 4), ("全县", 4, 1), ("汇总", 6, 6)])
def test_a_number_that_is_altered_by_a_trifle_is_found(
    books: dict[str, Recalculated], sheet: str, row: int, column: int
) -> None:
    book = books["default complete"]
    altered = Recalculated({name: [list(cells) for cells in rows] for name, rows in book.sheets.items()})
    altered.sheets[sheet][row][column] += 1e-6
    assert len(differences(round_of("default complete"), altered)) == 1


@pytest.mark.libreoffice
def test_texts_from_schemes_and_workbooks_stay_texts(books: dict[str, Recalculated]) -> None:
    for sheet in ("填报值", "计分", "汇总"):
        assert [row[1] for row in books["odd"].sheets[sheet][FIRST_ROW - 1 :]] == list(ODD_NAMES)


# --- without LibreOffice ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def written() -> dict[str, Workbook]:
    """Some of the workbooks as they are written."""
    return {name: openpyxl.load_workbook(BytesIO(workbook(name))) for name in ("default", "shapes", "odd", "all kinds")}


def formulas(book: Workbook) -> Iterator[tuple[str, str]]:
    """Every formula of a workbook with its place."""
    for sheet in book:
        for row in sheet.iter_rows():
            yield from ((f"{sheet.title}!{cell.coordinate}", cell.value) for cell in row if cell.data_type == "f")


def test_every_kind_of_rule_is_among_those_recalculated() -> None:
    assert {one.rule.kind for one in round_of("all kinds").scheme.indicators} == set(KINDS)


def test_formulas_use_only_functions_that_every_office_has(written: dict[str, Workbook]) -> None:
    told = re.compile(r'"(?:[^"]|"")*"')
    used = {
        name
        for book in written.values()
        for _, text in formulas(book)
        for name in re.findall(r"([A-Z]+)\(", told.sub("", text))
    }
    assert used <= FUNCTIONS


def test_no_formula_is_longer_or_deeper_than_excel_takes(written: dict[str, Workbook]) -> None:
    longest = max((text for book in written.values() for _, text in formulas(book)), key=len)
    deepest = max(_depth(text) for book in written.values() for _, text in formulas(book))
    assert len(longest) <= 8192
    assert deepest <= 64


def _depth(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest


def test_scores_and_totals_are_formulas_and_nothing_that_the_core_computed(written: dict[str, Workbook]) -> None:
    for name in ("计分", "全县", "计分过程", "全县计分过程", "全县测算过程", "抽查村计分"):
        numbers = [
            cell.coordinate
            for row in written["default"][name].iter_rows()
            for cell in row
            if isinstance(cell.value, int | float) and not (name == "全县" and cell.column == 3)
        ]
        assert numbers == [], name


def test_a_cell_without_a_figure_is_empty_and_a_task_that_does_not_exist_is_said() -> None:
    scheme = load_scheme("gd2021")
    rows = [
        ("甲镇", "A2-01", "farmland", np.nan, "unreported", 100.0),
        ("乙镇", "A2-01", "farmland", np.nan, "not_applicable", np.nan),
        ("丙镇", "A2-01", "farmland", 0.0, "reported", 100.0),
    ]  # fmt: skip
    values = pd.DataFrame(rows, columns=["unit", "indicator", "input", "value", "status", "target"])
    sheet = openpyxl.load_workbook(BytesIO(audit_workbook(scheme, values)))["填报值"]
    column = next(cell.column for cell in sheet[1] if cell.value == "A2-01")
    assert [sheet.cell(row, column).value for row in range(FIRST_ROW, FIRST_ROW + 3)] == [None, "不适用", 0]
    assert [sheet.cell(row, column + 1).value for row in range(FIRST_ROW, FIRST_ROW + 3)] == [100, None, 100]


def test_the_sheets_stand_in_the_order_in_which_they_are_read(written: dict[str, Workbook]) -> None:
    assert tuple(written["default"].sheetnames) == SHEETS


def test_the_first_sheet_says_whose_scheme_it_is_and_what_it_rests_on(written: dict[str, Workbook]) -> None:
    told = "".join(str(cell.value) for row in written["default"]["说明"].iter_rows() for cell in row if cell.value)
    assert "青禾县第一轮复核底稿" in told
    assert round_of("default").scheme.basis in told


def test_names_that_look_like_formulas_are_written_as_texts(written: dict[str, Workbook]) -> None:
    sheet = written["odd"]["填报值"]
    names = [sheet.cell(FIRST_ROW + place, 2) for place in range(len(ODD_NAMES))]
    assert [(cell.value, cell.data_type) for cell in names] == [(town, "s") for town in ODD_NAMES]
    assert [cell.quotePrefix for cell in names[:5]] == [True, True, True, True, False]
