"""Text from workbooks is read as text on the page."""

from __future__ import annotations

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
    assert shown.replace("\\", "") == text
    unescaped = [sign for before, sign in zip(" " + shown, shown, strict=False) if before != "\\"]
    assert not set(unescaped) & set("*_[]()<>#`|$:~-.!")


def test_line_breaks_in_a_name_become_blanks_and_ideographic_blanks_stay() -> None:
    assert escape.markdown("石\n桥\t镇　东") == "石 桥 镇　东"


def test_html_is_escaped_in_elements_and_attributes() -> None:
    assert escape.html("<a title=\"x\">'&'</a>") == "&lt;a title=&quot;x&quot;&gt;&#x27;&amp;&#x27;&lt;/a&gt;"
