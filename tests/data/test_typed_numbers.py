"""Numbers written in every way a clerk could write them, and read back to the last digit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import isnan

from hypothesis import given, settings
from hypothesis import strategies as st

from data.findings import finding
from data.reading.days import common_year, read_day
from data.reading.figures import NOT_APPLICABLE, REPORTED, UNREPORTED
from data.reading.numerals import numeral
from data.reading.text import Cell, settled
from data.reading.units import factor
from data.reading.words import not_applicable, pending, says_nothing, subtotal, yes_no
from tests.data.sheets import GOOD_FORM, read_form, values_of
from tests.data.test_reading_form import changed
from tests.data.test_typed_forms import read
from tests.data.typed_forms import AREA, GROWTH, HOUSEHOLDS, MONEY, RATE, RULES, YUAN

KINDS = (HOUSEHOLDS, MONEY, YUAN, AREA, RATE, GROWTH, RULES)
PLACES = ("", "十", "百", "千")
FULL_WIDTH = str.maketrans("0123456789.,%+-() ", "０１２３４５６７８９．，％＋－（）　")
FORMAL = str.maketrans("一二三四五六七八九十百千零", "壹贰叁肆伍陆柒捌玖拾佰仟零")

counts = st.integers(0, 99_999_999)
amounts = st.decimals(0, 9_999_999, places=4, allow_nan=False, allow_infinity=False)
shares = st.decimals(0, 100, places=2, allow_nan=False, allow_infinity=False)


def in_chinese(number: int) -> str:
    """The number in Chinese words, as schoolbooks have it."""
    if number == 0:
        return "零"
    if number >= 10_000:
        head, tail = divmod(number, 10_000)
        gap = "零" if 0 < tail < 1000 else ""
        return f"{in_chinese(head)}万{gap}{in_chinese(tail) if tail else ''}"
    said, zero = "", False
    for place, digit in reversed(list(enumerate(map(int, reversed(str(number)))))):
        if digit:
            said += ("零" if zero and said else "") + "零一二三四五六七八九"[digit] + PLACES[place]
        zero = not digit
    return said


def plain(number: Decimal) -> str:
    """Without needless zeros and without an exponent."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@st.composite
def spellings(draw: st.DrawFn, number: Decimal, unit: str) -> str:
    """A way to write the number: its digits, what is around them, its unit, blanks and signs that nobody sees."""
    text = plain(number)
    whole = number == number.to_integral_value()
    ways = [text, f"{number:,}" if "." not in text else text, format(number, "f")]
    if whole:
        ways += [in_chinese(int(number)), in_chinese(int(number)).translate(FORMAL)]
    if number and whole and number % 100 == 0:
        ways.append(f"{plain(number / 10_000)}万")
    said = draw(st.sampled_from(ways))
    said = said if said != "一" else "一" + unit  # alone it may be a dash
    said = draw(st.sampled_from(["", "", "共", "合计", "实际完成"])) + said
    said += draw(st.sampled_from(["", unit, f" {unit}", f"（{unit}）"]))
    said += draw(st.sampled_from(["", "", "。", "，"]))
    said = said.translate(FULL_WIDTH) if draw(st.booleans()) else said
    edges = st.sampled_from(["", " ", "\u3000", "\u200b", "\ufeff", "\n", "\t", "\xa0"])
    return draw(edges) + said + draw(edges)


@given(st.data(), counts)
def test_a_count_is_read_back_however_it_is_written(data: st.DataObject, number: int) -> None:
    typed = data.draw(spellings(Decimal(number), "户"))
    reading = read(typed, HOUSEHOLDS)
    assert (reading.value, reading.status) == (number, REPORTED)


@given(st.data(), amounts)
def test_an_amount_is_read_back_to_the_last_digit(data: st.DataObject, number: Decimal) -> None:
    reading = read(data.draw(spellings(number, "亩")), AREA)
    assert (reading.value, reading.status) == (float(number), REPORTED)


@given(st.data(), st.integers(960, 99_999_999))
@settings(max_examples=25, deadline=None)
def test_a_count_survives_the_workbook_however_it_is_written(data: st.DataObject, number: int) -> None:
    typed = data.draw(spellings(Decimal(number), "户")).replace("\n", "~")
    intake = read_form(changed(f"A1-01 | 常住户数 | | {typed} |"))
    assert values_of(intake)["A1-01.households"] == number
    said = [one for one in intake.findings if one.cell == "D3"]
    assert all(one.severity == "提示" and one.typed.strip() for one in said)


@given(amounts, st.sampled_from([("元", YUAN), ("万元", YUAN), ("亿元", MONEY), ("元", MONEY), ("百万元", MONEY)]))
def test_money_in_another_unit_is_converted_without_a_rounding_error(number: Decimal, way: tuple[str, object]) -> None:
    unit, one = way
    worth = {"元": 1, "百万元": 10**6, "万元": 10**4, "亿元": 10**8}
    exact = Fraction(number) * worth[unit] / worth[one.unit]  # type: ignore[attr-defined]
    reading = read(f"{plain(number)}{unit}", one)  # type: ignore[arg-type]
    assert reading.value == float(exact) or reading.code == "R310"


@given(shares, st.sampled_from(["%", "％", " %", "百分之", "千分之", "‰", "成"]))
def test_a_percentage_with_its_sign_is_never_wrong_by_a_factor(number: Decimal, sign: str) -> None:
    tenfold, text = {"千分之": 10, "‰": 10, "成": Decimal("0.1")}.get(sign, 1), plain
    shown = text(Decimal(number) * Decimal(tenfold))
    typed = f"{sign}{shown}" if sign.endswith("之") else f"{shown}{sign}"
    assert read(typed, RATE).value == float(number)


@given(st.integers(0, 10**8 - 1))
def test_every_number_in_words_is_that_number(number: int) -> None:
    assert numeral(in_chinese(number)) == number
    assert numeral(in_chinese(number).translate(FORMAL)) == number
    assert numeral(in_chinese(number).replace("零", "〇")) == number


@given(st.integers(1, 9999), st.integers(1, 9))
def test_one_digit_behind_a_unit_is_the_next_place(head: int, digit: int) -> None:
    assert numeral(f"{head}万{digit}") == head * 10_000 + digit * 1000
    assert numeral(f"{head}亿{digit}") == head * 10**8 + digit * 10**7


@given(st.sampled_from(["元", "万元", "亩", "公顷", "平方米", "斤", "吨", "公里", "米", "%", "‰", "成", "户", "个"]))
def test_a_unit_in_itself_is_one_and_there_and_back_is_one(unit: str) -> None:
    assert factor(unit, unit) == 1
    for other in ("元", "亿元", "亩", "平方公里", "公斤", "千米", "‱"):
        there, back = factor(unit, other), factor(other, unit)
        assert (there is None) == (back is None)
        assert there is None or back is None or there * back == 1


SIGNS = "0123456789.,%+-/()（）约共户亩万亿千百十一二三四五九零〇两点成折元无是否有不适用待核年月日 \n~<>＋１２％"
WORDS = st.text(SIGNS, max_size=14)
DATES = st.dates() | st.datetimes() | st.times() | st.timedeltas()
ANY_CELL = WORDS | st.text(max_size=40) | st.floats() | st.booleans() | DATES


@given(ANY_CELL)
def test_nothing_typed_stops_the_reader_and_everything_refused_has_its_reason(cell: Cell) -> None:
    for one in KINDS:
        reading = read(cell, one)
        assert (reading.status == REPORTED) == (not isnan(reading.value))
        assert reading.status in (REPORTED, UNREPORTED, NOT_APPLICABLE)
        silent = reading.status == UNREPORTED and not reading.code
        assert silent == (isinstance(cell, str) and not settled(cell))
        if reading.code:
            assert finding(reading.code, typed=str(cell), **reading.words).remedy
    read_day(cell, 2026)
    common_year([cell])


@given(ANY_CELL)
def test_reading_twice_gives_the_same(cell: Cell) -> None:
    for one in KINDS:
        assert repr(read(cell, one)) == repr(read(cell, one))
    assert read_day(cell, 2026) == read_day(cell, 2026)


@given(WORDS | st.text(max_size=20))
def test_blank_zero_and_no_task_are_never_taken_for_one_another(text: str) -> None:
    for one in (HOUSEHOLDS, AREA, RATE):
        reading = read(text, one)
        if reading.status == NOT_APPLICABLE:
            assert not any(sign.isdecimal() for sign in text)
        if reading.value == 0:
            assert any(sign in "0０零〇○" for sign in text)
    assert not (says_nothing(text) and not_applicable(text))


@given(WORDS)
def test_a_word_has_one_meaning(text: str) -> None:
    meanings = [not_applicable(text), pending(text), yes_no(text) is not None]
    assert sum(meanings) <= 1
    assert not (subtotal(text) and any(meanings))


SEEN = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12)
PIECES = SEEN | st.sampled_from(
    ["指标编码", "完成情况", "去年完成数", "合计", "A1-01", "A1-1", "常住户数", "9", "九成五", "/", "甲"]
)


@given(st.lists(st.lists(PIECES, min_size=1, max_size=6).map("|".join), min_size=1, max_size=8), st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_sheet_whatsoever_stops_the_reader_and_it_says_the_same_twice(lines: list[str], below: bool) -> None:
    form = "\n".join([GOOD_FORM.strip(), *lines] if below else lines)
    first, second = read_form(form or "空"), read_form(form or "空")
    assert first.findings == second.findings
    assert values_of(first) == values_of(second)
    assert first.readable or any(one.severity == "错误" for one in first.findings)
