"""Text from workbooks is read as text on the page."""

from __future__ import annotations

import re

import pytest

from ui import escape


@pytest.mark.parametrize(
    "text",
    [
        "**粗**",
        ":red[红]",
        ":material/home:",
        "[链](http://x)",
        "$x^2$",
        "# 题",
        "- 项",
        "1. 项",
        "<b>",
        "`码`",
        "a|b",
        "~~删~~",
    ],
)
def test_every_sign_that_markdown_acts_on_is_escaped(text: str) -> None:
    shown = escape.markdown(text)
    assert shown.replace("\\", "").replace("\u2060", "") == text
    unescaped = [sign for before, sign in zip(" " + shown, shown, strict=False) if before != "\\"]
    assert not set(unescaped) & set("*_[]()<>#`|$:~-.!")


@pytest.mark.parametrize(
    "text", [":material/home:", ":material_home:", ":streamlit:", "甲 -> 乙", "<->", "1 <= 2", "--"]
)
def test_what_the_browser_draws_as_another_sign_after_the_escapes_is_kept_apart(text: str) -> None:
    """Streamlit looks for these in the text that is left when Markdown has been read."""
    left = escape.markdown(text).replace("\\", "")
    drawn = re.compile(r":material[/_]\w+:|:streamlit:|(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)")
    assert drawn.search(text) and not drawn.search(left)
    assert left.replace("\u2060", "") == text


def test_codes_and_dates_carry_no_unseen_sign() -> None:
    assert "\u2060" not in escape.markdown("A2-01 2026-03-31 A->B 08:16 a:b:c ≥ -1")


def test_line_breaks_in_a_name_become_blanks_and_ideographic_blanks_stay() -> None:
    assert escape.markdown("石\n桥\t镇　东") == "石 桥 镇　东"


def test_html_is_escaped_in_elements_and_attributes() -> None:
    assert escape.html("<a title=\"x\">'&'</a>") == "&lt;a title=&quot;x&quot;&gt;&#x27;&amp;&#x27;&lt;/a&gt;"
