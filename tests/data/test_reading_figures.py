"""What stands in a cell, and what is understood."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading.figures import NOT_APPLICABLE, REPORTED, UNREPORTED, Reading, read_figure
from data.reading.prepared import Figure
from data.reading.text import Cell
from data.templates.forms import Asked
from scoring.scheme import Indicator, Input

HOUSEHOLDS = Input("x", "户数", "户", whole=True)
AREA = Input("x", "面积", "万亩")
RATE = Input("x", "满意率", "%", high=100)
GROWTH = Input("x", "增速", "%", low=-100)
RULES = Input("x", "是否有制度", "是否")


def read(cell: Cell, one: Input) -> Reading:
    indicator = Indicator("A1-01", "指标", 1, "town", (one,), rule=None)  # type: ignore[arg-type]
    return read_figure(cell, Figure.of(Asked(indicator, one)))


@pytest.mark.parametrize(
    ("typed", "one", "meant"),
    [
        (960.0, HOUSEHOLDS, 960),
        ("960", HOUSEHOLDS, 960),
        ("９６０", HOUSEHOLDS, 960),
        (" 960 ", HOUSEHOLDS, 960),
        ("\u200b960\ufeff", HOUSEHOLDS, 960),
        ("9 60", HOUSEHOLDS, 960),
        ("1,960", HOUSEHOLDS, 1960),
        ("1，960", HOUSEHOLDS, 1960),
        ("1,234,567", HOUSEHOLDS, 1234567),
        ("960户", HOUSEHOLDS, 960),
        ("９６０　户", HOUSEHOLDS, 960),
        ("960\n户", HOUSEHOLDS, 960),
        ("+5", HOUSEHOLDS, 5),
        (0.0, HOUSEHOLDS, 0),
        ("0", HOUSEHOLDS, 0),
        ("1.25万亩", AREA, 1.25),
        (".5", AREA, 0.5),
        ("１．５", AREA, 1.5),
        ("95%", RATE, 95),
        ("９５％", RATE, 95),
        ("95.5", RATE, 95.5),
        (-3.5, GROWTH, -3.5),
        ("-3.5%", GROWTH, -3.5),
        ("－３．５", GROWTH, -3.5),
        ("−3.5", GROWTH, -3.5),
        *((word, RULES, 1) for word in ("是", "有", "√", "✓", " 是 ", "1", 1.0, True, "达标", "yes")),
        *((word, RULES, 0) for word in ("否", "无", "×", "x", "没有", "0", 0.0, False, "no")),
    ],
)
def test_what_a_clerk_types_is_read_as_it_is_meant(typed: Cell, one: Input, meant: float) -> None:
    reading = read(typed, one)
    assert (reading.value, reading.status) == (meant, REPORTED)


@pytest.mark.parametrize("typed", ["不适用", "/", "／", "—", "——", " 不　适 用 ", "无此任务", "无任务", "n/a"])
@pytest.mark.parametrize("one", [HOUSEHOLDS, RATE, RULES])
def test_not_applicable_is_neither_zero_nor_unreported(typed: str, one: Input) -> None:
    reading = read(typed, one)
    assert reading.status == NOT_APPLICABLE
    assert isnan(reading.value)
    assert reading.code == ("" if "".join(typed.split()) == "不适用" else "R326")


@pytest.mark.parametrize("typed", ["", "   ", "\u3000", "\n", "\u200b"])
def test_a_blank_cell_is_unreported_and_nothing_is_wrong_with_it(typed: str) -> None:
    reading = read(typed, HOUSEHOLDS)
    assert (reading.status, reading.code) == (UNREPORTED, "")


@pytest.mark.parametrize(
    ("typed", "one", "code"),
    [
        ("全部完成", HOUSEHOLDS, "R301"),
        ("约960", HOUSEHOLDS, "R314"),
        ("960/1000", HOUSEHOLDS, "R316"),
        ("1,96", HOUSEHOLDS, "R301"),
        ("=1*2", HOUSEHOLDS, "R320"),
        ("5①", HOUSEHOLDS, "R306"),
        (True, HOUSEHOLDS, "R301"),
        (date(2026, 3, 5), HOUSEHOLDS, "R317"),
        (date(1902, 8, 17), HOUSEHOLDS, "R304"),
        (datetime(2026, 3, 5, 1), HOUSEHOLDS, "R304"),
        (time(1, 2), HOUSEHOLDS, "R304"),
        (timedelta(1), RULES, "R304"),
        ("部分", RULES, "R305"),
        (2.0, RULES, "R305"),
        (0.5, RULES, "R305"),
        ("95%", HOUSEHOLDS, "R306"),
        ("960人", HOUSEHOLDS, "R306"),
        ("12345人", AREA, "R306"),
        (-1.0, HOUSEHOLDS, "R307"),
        ("-1", HOUSEHOLDS, "R307"),
        (-100.5, GROWTH, "R307"),
        (100.5, RATE, "R308"),
        ("101%", RATE, "R308"),
        (12.5, HOUSEHOLDS, "R309"),
        ("12.5户", HOUSEHOLDS, "R309"),
        (1e12, AREA, "R310"),
        (float("inf"), AREA, "R310"),
        ("9" * 400, AREA, "R310"),
        ("无", HOUSEHOLDS, "R311"),
        ("有", HOUSEHOLDS, "R311"),
        ("没有", HOUSEHOLDS, "R311"),
    ],
)
def test_what_cannot_be_a_true_figure_is_unreported_with_its_code(typed: Cell, one: Input, code: str) -> None:
    reading = read(typed, one)
    assert (reading.status, reading.code) == (UNREPORTED, code)
    assert isnan(reading.value)


@pytest.mark.parametrize("edge", [0.0, 100.0])
def test_the_ends_of_the_range_are_allowed(edge: float) -> None:
    assert read(edge, RATE).value == edge


def test_binary_noise_on_a_whole_number_is_no_fraction() -> None:
    assert read(11.999999999999998, HOUSEHOLDS).value == 12


def test_a_bare_number_in_a_text_cell_needs_no_remark_but_a_conversion_does() -> None:
    assert read("960", HOUSEHOLDS).code == ""
    assert read("９６０户", HOUSEHOLDS).code == "R312"


@given(st.floats(min_value=0, max_value=1e11, allow_nan=False))
def test_a_number_typed_as_text_is_the_same_number(number: float) -> None:
    text = format(number, "f")
    assert read(text, AREA).value == float(text)


@given(st.text(max_size=20) | st.floats() | st.booleans() | st.dates() | st.datetimes() | st.times() | st.timedeltas())
def test_no_cell_whatsoever_stops_the_reader(cell: Cell) -> None:
    for one in (HOUSEHOLDS, RATE, RULES):
        reading = read(cell, one)
        assert (reading.status == REPORTED) == (not isnan(reading.value))
        assert not (reading.status == NOT_APPLICABLE and reading.code)
