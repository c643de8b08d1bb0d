"""What is typed in a cell in Chinese, and what it means in the scheme format: expressions, figures, lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.scheme_book.listed import elements_of, listed
from data.scheme_book.names import Names, NamesError
from tests.scoring.any_scheme import IDS, NAMES, PREFIXES, examples, expression_texts

OURS = Names([("a", "户数"), ("b", "农户数"), ("c", "人数（含外出）"), ("d", "任务完成数"), ("e", "2023年产量")])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("户数÷农户数×100", "a/b*100"),
        ("户数 ／ 农户数 ＊ １００", "a / b * 100"),
        ("户数≥1且农户数＞2 或 人数(含外出)＝3", "a>=1 and b>2 or c==3"),
        ("任务.户数 − 上年．任务完成数", "target.a - last_year.d"),
        ("年度目标任务.户数 + 全县.户数", "target.a + county.a"),
        ("较小者（户数，100）", "min(a,100)"),
        ("较大者(户数、参评平均(农户数))", "max(a,peers.mean(b))"),
        ("2023年产量 ÷ 2023", "e / 2023"),
        ("target.a + b", "target.a + b"),
        ("−户数", "-a"),
    ],
)
def test_an_expression_is_understood_as_it_is_typed(typed: str, meant: str) -> None:
    assert OURS.meant(typed) == meant


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("户数量 ÷ 2", "「量」不是本指标的填报项"),
        ("产值", "「产值」不是本指标的填报项"),
        ("上年.产值", "「产值」不是本指标的填报项"),
        ("户数农户数", "「农户数」之前缺少运算符号"),
        ("2户数", "「户数」之前缺少运算符号"),
        ("95%", "算式中不写百分号"),
        ("户" * 601, "算式超过 600 个字符"),
    ],
)
def test_what_has_no_meaning_is_named(typed: str, why: str) -> None:
    with pytest.raises(NamesError, match=f"^{why}$"):
        OURS.meant(typed)


def test_two_figures_of_one_name_are_written_by_id_and_asked_about_when_read() -> None:
    names = Names([("a", "户数"), ("b", "户数")])
    assert names.shown("a / b") == "a ÷ b"
    with pytest.raises(NamesError, match="有几个填报项都叫「户数」"):
        names.meant("户数 ÷ 2")


def test_a_name_that_is_a_word_of_the_grammar_or_another_id_is_written_by_id() -> None:
    names = Names([("x", "且"), ("y", "x"), ("z", "第1.2项"), ("w", "任务")])
    assert [names.shown(one) for one in "xyzw"] == list("xyzw")


@examples(300)
@given(st.data())
def test_any_expression_comes_back_letter_for_letter_whatever_the_names(data: st.DataObject) -> None:
    ids = data.draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=4, unique=True))
    names = Names([(one, data.draw(st.sampled_from(NAMES))) for one in ids])
    text = data.draw(expression_texts(tuple(f"{prefix}{one}" for one in ids for prefix in PREFIXES)))
    assert names.meant(names.shown(text)) == text


def test_the_figures_of_a_case_are_pairs_and_unreported_is_not_zero() -> None:
    figures = {"a": 960, "target.b": 0.5, "c": None, "d": "不适用", "county.e": -3}
    shown = OURS.shown_figures(figures)
    assert shown == "户数=960；任务.农户数=0.5；人数（含外出）=未填报；任务完成数=不适用；全县.2023年产量=-3"
    assert OURS.meant_figures(shown) == figures
    assert OURS.meant_figures("户数＝９６０；\n农户数 = 是") == {"a": 960, "b": 1}


@pytest.mark.parametrize(
    ("typed", "why"), [("户数960", "应写成"), ("户数=很多", "不是数字"), ("户数=1，农户数=2", "分号")]
)
def test_figures_that_are_no_pairs_are_named(typed: str, why: str) -> None:
    with pytest.raises(NamesError, match=why):
        OURS.meant_figures(typed)


@examples(300)
@given(st.lists(st.text("甲乙 、；;\n「」（）()", max_size=6), max_size=4))
def test_any_list_comes_back_from_its_cell(elements: list[str]) -> None:
    assert list(elements_of(listed(elements))) == elements


def test_a_list_is_taken_as_it_is_typed_but_brackets_hold_together() -> None:
    assert elements_of("县农业农村局、各镇；县住建局\n\n 县财政局 ") == ("县农业农村局", "各镇", "县住建局", "县财政局")
    assert elements_of("暗访记录表（村、点位；照片）") == ("暗访记录表（村、点位；照片）",)
    assert elements_of("") == ()
