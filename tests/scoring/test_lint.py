"""Each code of the linter is said of the scheme that it is about, at its place, and of no other."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from scoring import Fault, Scheme, parse_scheme
from scoring.cases import work_cases
from scoring.lint import CODES, lint_scheme
from tests.scoring.lint_examples import CLEAN, EXAMPLES, Example

ENGLISH = re.compile(r"[A-Za-z_]{2,}|[A-Za-z0-9\u4e00-\u9fff][,;?!()](?![0-9])")
"""A word of the scheme format, or a half-width sign among Chinese."""


def planted(example: Example) -> str:
    """The clean scheme with the example's change."""
    assert CLEAN.count(example.old) == 1, example.old
    return CLEAN.replace(example.old, example.new)


def loaded(text: str) -> Scheme:
    return parse_scheme({"scheme.yaml": text})


def true_to_itself(scheme: Scheme) -> Scheme:
    """The scheme with what its worked cases come to in place of what they should."""
    item = scheme.indicators[0]
    cases = tuple(replace(one.case, score=None, low=one.low, high=one.high) for one in work_cases(scheme))
    category = scheme.categories[0]
    sub = replace(category.sub_items[0], indicators=(replace(item, cases=cases),))
    return replace(scheme, categories=(replace(category, sub_items=(sub,)),))


def faults_of(example: Example) -> list[Fault]:
    scheme = loaded(planted(example))
    return lint_scheme(scheme if example.code == "S402" else true_to_itself(scheme))


def test_the_clean_scheme_gives_nothing_to_say() -> None:
    assert lint_scheme(loaded(CLEAN)) == []


def test_every_code_has_an_example() -> None:
    assert {one.code for one in EXAMPLES.values()} == set(CODES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_change_is_told_once_and_nothing_else(name: str) -> None:
    example = EXAMPLES[name]
    (fault,) = faults_of(example)
    assert (fault.code, fault.severity) == (example.code, CODES[example.code].severity)
    assert example.said in fault.message


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_told_at_its_place_with_what_to_do_in_chinese(name: str) -> None:
    example, (fault,) = EXAMPLES[name], faults_of(EXAMPLES[name])
    text = planted(example)
    line = text[: text.index(example.blamed)].count("\n") + 1
    assert (fault.file, fault.line, fault.indicator) == ("scheme.yaml", line, "T1-01")
    assert fault.message
    assert fault.remedy
    assert not ENGLISH.search(f"{fault.message}{fault.remedy}"), fault


def test_what_is_wrong_comes_before_what_is_odd_and_that_before_hints() -> None:
    text = CLEAN
    for name in ("no printed words", "nobody who answers", "an unknown theme"):
        text = text.replace(EXAMPLES[name].old, EXAMPLES[name].new)
    assert [one.severity for one in lint_scheme(loaded(text))] == ["错误", "警告", "提示"]
