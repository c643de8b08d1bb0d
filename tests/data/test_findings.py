"""The table of messages, the pages that list it, and the code that uses it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.findings import LONGEST_TYPED, MESSAGES, THEMES, finding

BLANK = re.compile(r"\{\w+\}")
ROW = re.compile(r"^\| (R\d+) \| (\S+) \| (.+) \| (.+) \|$", re.M)


def blanks(code: str) -> dict[str, str]:
    """Something for every blank of a message."""
    message = MESSAGES[code]
    return dict.fromkeys(re.findall(r"\{(\w+)\}", message.what + message.remedy), "九成")


def test_the_manual_lists_every_message_as_it_is_and_no_other(root: Path) -> None:
    listed = {code: tuple(rest) for code, *rest in ROW.findall((root / "docs/findings.md").read_text("utf-8"))}
    meant = {
        code: (one.severity, BLANK.sub("…", one.what), BLANK.sub("…", one.remedy)) for code, one in MESSAGES.items()
    }
    assert listed == meant


def test_no_code_stands_in_two_themes() -> None:
    assert len(MESSAGES) == sum(len(theme) for theme in THEMES)


def test_every_code_is_used_and_none_is_used_that_is_not_listed(root: Path) -> None:
    modules = [one for one in (root / "data").rglob("*.py") if one.parent.name != "findings"]
    texts = [one.read_text("utf-8") for one in modules]
    assert {code for text in texts for code in re.findall(r'"(R\d{3})"', text)} == set(MESSAGES)


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_says_what_is_wrong_and_what_to_do_in_full_sentences(code: str) -> None:
    said = finding(code, **blanks(code))
    assert said.message.endswith("。")
    assert said.remedy.endswith("。")
    assert said.severity in ("错误", "警告", "提示")
    assert not set("{},;:?!") & set(said.message + said.remedy)


def test_a_long_text_is_shortened_in_the_message_and_kept_in_the_finding() -> None:
    said = finding("R301", typed="长\n" * 500, allowed="数")
    assert len(said.message) < LONGEST_TYPED + 40
    assert "\n" not in said.message
    assert said.typed == "长\n" * 500


def test_what_was_typed_is_never_taken_for_a_blank_of_the_message() -> None:
    assert "{code}{0}" in finding("R301", typed="{code}{0}", allowed="数").message
