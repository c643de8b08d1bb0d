"""The language of a rule book: what it can say, what it refuses, and that nothing in it can do harm."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.expression import MAX_LENGTH, Condition, Expression, ExpressionError
from scoring.rows import Rows
from scoring.span import Span
from tests.scoring.figures import examples


def rows(**figures: float | tuple[float, float]) -> Rows:
    """One unit with these figures; a pair is what an unreported figure may be between."""
    return Rows(1, {name: _span(figure) for name, figure in figures.items()})


def _span(figure: float | tuple[float, float]) -> Span:
    if isinstance(figure, tuple):
        return Span(np.array([figure[0]]), np.array([figure[1]]), np.array([False]))
    return Span.known(np.array([figure]))


def worth(text: str, **figures: float | tuple[float, float]) -> tuple[float, float]:
    span = Expression.parse(text).span(rows(**figures)).over(1)
    return float(span.low[0]), float(span.high[0])


def truth(text: str, **figures: float | tuple[float, float]) -> tuple[bool, bool]:
    sure, may = Condition.parse(text).holds(rows(**figures))
    return bool(np.all(sure)), bool(np.all(may))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("8 - 4 - 2", 2), ("8 / 4 / 2", 1), ("-2 * 3", -6), ("2 - -3", 5),
        ("--2", 2), ("min(3, 1, 2)", 1), ("max(3, 1, 2) + 1", 4), ("1/3 * 3", 1), ("0.5", 0.5), ("a * 100 / b", 30),
        ("  a  ", 3), ("min(a, b) * max(1, 2)", 6), ("a-b", -7),
    ],
)  # fmt: skip
def test_an_expression_is_worth_what_a_pocket_calculator_says(text: str, value: float) -> None:
    assert worth(text, a=3, b=10) == (value, value)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')", "().__class__", "a.b.c", "open(a)", "a(1)", "f(a)", "eval(a)", "min", "min()", "a,a", "",
        "'a'", '"a"', "f'{a}'", "a[0]", "{a}", "a;b", "a = 1", "a := 1", "lambda: a", "a if a else a", "a ** 2", "a//2",
        "a % 2", "a & a", "~a", "not a", "1e5", "0x10", "1_000", "a!", "a\\b", "`a`", "@a", "#a", "(", "  ",
        ")", "()", "(a", "a)", "a +", "* a", "a a", "1 2", "min(a", "min(a,)", "min(,a)", ".5", "1.", "1.2.3", "a.",
        ".a", "and", "a and", "or a", "ａ", "a＋b", "销号数", "a × b", "\x00", "a\n\x0bb\u2028;",
    ],
)  # fmt: skip
def test_what_is_no_arithmetic_is_refused_with_a_message(text: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        Expression.parse(text)
    assert str(refused.value)


@pytest.mark.parametrize("text", ["a >= 1", "a < 1 or a > 2", "a == 1"])
def test_a_condition_is_no_expression(text: str) -> None:
    with pytest.raises(ExpressionError, match="是条件"):
        Expression.parse(text)


@pytest.mark.parametrize("text", ["a", "a + 1", "(a)", "min(a, 1)"])
def test_an_expression_is_no_condition(text: str) -> None:
    with pytest.raises(ExpressionError, match="不是条件"):
        Condition.parse(text)


@pytest.mark.parametrize(
    "text", ["a >= 1 + (b < 2)", "a and b", "a >= 1 and b", "(a > 1) > 2", "a > b > 1", "min(a > 1, 2)"]
)
def test_numbers_and_conditions_are_not_mixed(text: str) -> None:
    for parser in (Expression, Condition):
        with pytest.raises(ExpressionError):
            parser.parse(text)


def test_a_text_that_is_too_long_is_refused() -> None:
    longest = "1" + " + 1" * ((MAX_LENGTH - 1) // 4)
    assert Expression.parse(longest)
    with pytest.raises(ExpressionError, match="字符"):
        Expression.parse("1" + " + 1" * MAX_LENGTH)


@pytest.mark.parametrize("text", ["(" * 100 + "1" + ")" * 100, "-" * 200 + "1"])
def test_a_text_nested_too_deep_is_refused_before_it_can_exhaust_anything(text: str) -> None:
    with pytest.raises(ExpressionError):
        Expression.parse(text)


@examples(100)
@given(st.text(max_size=40) | st.text(alphabet="ab.01 +-*/()<>=,minx_", max_size=40))
def test_any_text_is_either_an_expression_or_refused_in_words(text: str) -> None:
    for parser in (Expression, Condition):
        try:
            parsed = parser.parse(text)
        except ExpressionError as refused:
            assert str(refused)  # either outcome is right; each must be whole
        else:
            assert all(name[0].isalpha() or name[0] == "_" for name in parsed.names)


@pytest.mark.parametrize(
    ("text", "figure", "outcome"),
    [
        ("x >= 1", 1, (True, True)), ("x >= 1", 0.999999, (False, False)), ("x > 1", 1, (False, False)),
        ("x <= 1", 1, (True, True)), ("x < 1", 1, (False, False)), ("x == 1", 1, (True, True)),
        ("x == 0.3", 0.1 + 0.2, (True, True)), ("x >= 0.8", 0.1 + 0.7, (True, True)),
        ("x > 0.3", 0.1 + 0.2, (False, False)), ("x >= 1 and x <= 2", (0, 3), (False, True)),
        ("x >= 1", (0, 3), (False, True)), ("x >= 1", (1, 3), (True, True)), ("x >= 1", (0, 0.5), (False, False)),
        ("x < 1", (0, 3), (False, True)), ("x == 1", (0, 3), (False, True)),
        ("x < 1 or x >= 1", 5, (True, True)), ("x > 9 or x > 1", (2, 3), (True, True)),
        ("x > 1 and x > 9", (2, 3), (False, False)),
    ],
)  # fmt: skip
def test_a_condition_knows_what_is_certain_and_what_is_possible(
    text: str, figure: float | tuple[float, float], outcome: tuple[bool, bool]
) -> None:
    assert truth(text, x=figure) == outcome


def test_a_figure_that_does_not_apply_fulfils_no_condition() -> None:
    absent = Rows(1, {"x": Span(np.array([5.0]), np.array([5.0]), np.array([True]))})
    sure, may = Condition.parse("x >= 1").holds(absent)
    assert not sure.any()
    assert not may.any()


def test_a_dotted_name_is_a_name_and_nothing_more() -> None:
    """The loader refuses it, as no such figure is declared; there is no object behind it to reach."""
    assert Expression.parse("a.__class__").names == ("a.__class__",)


def test_names_are_listed_once_in_reading_order() -> None:
    assert Expression.parse("b / a * target.b + b + county.c").names == ("b", "a", "target.b", "county.c")


def test_an_expression_is_spoken_in_the_signs_an_official_writes() -> None:
    words = {"a": "户厕数", "b": "户数", "target.a": "任务"}
    assert Expression.parse("a / b * 100").words(words.__getitem__) == "户厕数 ÷ 户数 × 100"
    assert Expression.parse("(a - b) * 2").words(words.__getitem__) == "(户厕数 − 户数) × 2"
    assert Expression.parse("a - (b - target.a)").words(words.__getitem__) == "户厕数 − (户数 − 任务)"
    assert Expression.parse("a / (b / target.a)").words(words.__getitem__) == "户厕数 ÷ (户数 ÷ 任务)"
    assert Expression.parse("min(a, b)").words(words.__getitem__) == "较小者（户厕数、户数）"
    assert Condition.parse("a >= 1 and b < 2").words(words.__getitem__) == "户厕数 ≥ 1 且 户数 < 2"


@examples(60)
@given(st.recursive(
    st.sampled_from(["a", "b", "2", "0.5"]),
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda one: f"({' '.join(one)})"), max_leaves=6,
))  # fmt: skip
def test_the_words_of_an_expression_mean_what_it_means(text: str) -> None:
    """Spoken and read again by its signs, it is worth the same: no bracket is missing."""
    spoken = Expression.parse(text).words(lambda name: name)
    signs = str.maketrans({"×": "*", "÷": "/", "−": "-"})
    assert Expression.parse(spoken.translate(signs)).span(rows(a=3.0, b=7.0)).over(1).low[0] == pytest.approx(
        Expression.parse(text).span(rows(a=3.0, b=7.0)).over(1).low[0], rel=1e-12, nan_ok=True
    )
