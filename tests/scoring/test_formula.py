"""The language in which rules write Excel formulas. That the formulas are right is proved in tests/reports."""

from __future__ import annotations

import math

import pytest

from scoring import load_scheme
from scoring.expression import Expression
from scoring.formula import (
    ALWAYS,
    NEVER,
    ROW,
    Bounds,
    both,
    clipped,
    counted,
    either,
    negated,
    number,
    quoted,
    settled,
    when,
)  # fmt: skip
from scoring.formula_rows import FormulaRows, Sheet, letters
from scoring.rules import KINDS, Rule

KINDS_BY_NAME = sorted(KINDS)


@pytest.mark.parametrize("name", KINDS_BY_NAME)
def test_every_kind_of_rule_writes_a_formula(name: str) -> None:
    assert KINDS[name]._marks is not Rule._marks


@pytest.mark.parametrize(
    ("value", "text"),
    [(2.0, "2"), (0.1, "0.1"), (-3.5, "-3.5"), (1e-9, "1E-09"), (math.inf, "1E+60"), (-math.inf, "-1E+60"), (0.0, "0")],
)
def test_a_number_is_written_as_excel_reads_it(value: float, text: str) -> None:
    assert number(value) == text


def test_a_text_cannot_end_its_quotation_marks_early() -> None:
    assert quoted('甲"&A1&"') == '"甲""&A1&"""'


def test_conditions_that_are_known_are_not_written() -> None:
    assert when(ALWAYS, "1", "2") == "1"
    assert when(NEVER, "1", "2") == "2"
    assert when("A1>0", "1", "1") == "1"
    assert either(NEVER, "A1>0", "A1>0") == "A1>0"
    assert either(ALWAYS, "A1>0") == ALWAYS
    assert both("A1>0", "B1>0") == "AND(A1>0,B1>0)"
    assert both("A1>0", NEVER) == NEVER
    assert negated(NEVER) == ALWAYS


def test_a_value_is_settled_once() -> None:
    assert settled("A1-B1") == "ROUND(A1-B1,9)"
    assert settled("ROUND(A1,9)") == "ROUND(A1,9)"
    assert settled("ROUND(A1,9)-ROUND(B1,9)") == "ROUND(ROUND(A1,9)-ROUND(B1,9),9)"
    assert settled("12.5") == "12.5"


def test_an_end_that_is_infinite_is_no_end() -> None:
    assert clipped("A1", -math.inf) == "A1"
    assert clipped("A1", 0, 1) == "MIN(1,MAX(0,A1))"


def test_steps_are_counted_from_a_settled_distance() -> None:
    assert counted("A1", 1, "continuous") == "MAX(0,A1)"
    assert counted("A1", 0.1, "begun") == "ROUNDUP(ROUND(MAX(0,A1)/0.1,9),0)"
    assert counted("A1", 0.1, "completed") == "ROUNDDOWN(ROUND(MAX(0,A1)/0.1,9),0)"


@pytest.mark.parametrize(("place", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_named_as_in_a_sheet(place: int, name: str) -> None:
    assert letters(place) == name


def rows(**above_zero: bool) -> FormulaRows:
    """Figures in pairs of cells: the first in A and B, the second in C and D, and so on."""
    bounds = {
        name: Bounds.cells(f"${letters(2 * place + 1)}{ROW}", f"${letters(2 * place + 2)}{ROW}", positive)
        for place, (name, positive) in enumerate(above_zero.items())
    }
    return FormulaRows(Sheet("计分过程", 6, 3, 10), "A1-01", bounds, str)


def written(text: str, **above_zero: bool) -> tuple[str, str]:
    """The two formulas of an expression, as they stand in row 6."""
    bounds = Expression.parse(text).root.formula(rows(**above_zero))
    return bounds.low.replace(ROW, "6"), bounds.high.replace(ROW, "6")


def test_the_least_of_a_difference_is_the_least_minus_the_greatest() -> None:
    assert written("x - y", x=True, y=True) == ("$A6-$D6", "$B6-$C6")


def test_brackets_stand_where_the_expression_needs_them() -> None:
    assert written("(x - y) * 2 - (x - 1)", x=True, y=True)[0] == "($A6-$D6)*2-($B6-1)"
    assert written("x * (y + 1)", x=True, y=True) == ("$A6*($C6+1)", "$B6*($D6+1)")
    assert written("-(x + 1)", x=True) == ("-($B6+1)", "-($A6+1)")


def test_a_share_is_least_over_the_greatest_base() -> None:
    low, high = written("x / y * 100", x=True, y=True)
    assert low == "$A6/$D6*100"
    assert high == "($B6+1E-30*($C6<1E-50))/$C6*100"


def test_a_quotient_that_divides_again_is_0_only_where_its_base_is_known() -> None:
    sheet_rows = rows(x=True, y=True, z=True)
    Expression.parse("x / (y / z)").root.formula(sheet_rows)
    divisor = sheet_rows.sheet.columns[-1]
    assert divisor.what == "除数（最低）"
    assert divisor.formula == f'IFERROR(IF($K{ROW}=0,0,MAX($J{ROW}+0,1E-60)),"不适用")'


def test_a_product_with_a_figure_of_either_sign_tries_every_end() -> None:
    low, high = written("x * y", x=True, y=False)
    assert low == "MIN($C6*$A6,$C6*$B6)"
    assert high == "MAX($D6*$B6,$D6*$A6)"


def test_the_smaller_of_two_fails_where_one_does_not_apply() -> None:
    assert written("min(x, y)", x=True, y=True)[0] == "MIN($A6+0,$C6+0)"


def test_what_is_written_once_is_referred_to_afterwards() -> None:
    sheet_rows = rows(x=True, y=True)
    first = sheet_rows.value(Expression.parse("x / y"))
    assert sheet_rows.value(Expression.parse("x / y")) == first
    assert [column.what for column in sheet_rows.sheet.columns] == ["值（最低）", "值（最高）"]


def test_the_cells_of_all_units_are_a_fixed_range() -> None:
    assert rows(x=True).whole(f"$J{ROW}") == "$J$6:$J$8"


def test_a_formula_names_no_row_of_its_own_until_it_stands_in_a_cell() -> None:
    scheme = load_scheme("gd2021")
    item = scheme.indicator("A2-01")
    own = rows(farmland=True)
    own.bounds = {"farmland": own.bounds["farmland"], "target.farmland": own.bounds["farmland"]}
    own.outcome(item.rule)
    assert all(ROW in column.formula for column in own.sheet.columns)
