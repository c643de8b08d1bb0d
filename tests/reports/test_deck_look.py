"""The deck's two sets of colours: what is written can be read on what it is written on."""

from __future__ import annotations

import re

import pytest

from charts import style
from reports.deck.standalone import read
from tests.ui.test_theme import contrast

WRITTEN = [
    ("--ink", "--paper"), ("--muted", "--paper"), ("--ink", "--ground"), ("--veto-text", "--paper"),
    ("--safe-text", "--paper"), ("--ink", "--close-ground"), ("--quantity", "--paper"),
]  # fmt: skip
ON_COLOURS = [("#ffffff", style.RED), ("#1b1f24", style.AMBER), ("#ffffff", style.GREEN)]


def colours(theme: str) -> dict[str, str]:
    """The variables of a theme, the light ones underneath."""
    css = read("deck.css")
    light, dark = re.findall(r"\.deck(?:\[data-theme=\"dark\"\])? \{\n  --paper(.*?)\n\}", css, re.DOTALL)
    parts = [light] if theme == "light" else [light, dark]
    return {name: value for part in parts for name, value in re.findall(r"(--[\w-]+): (#\w{6})", f"--paper{part}")}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), WRITTEN)
def test_what_is_written_stands_out_in_both_themes(theme: str, ink: str, ground: str) -> None:
    found = colours(theme)
    assert contrast(found[ink], found[ground]) >= 4.5


@pytest.mark.parametrize(("ink", "ground"), ON_COLOURS)
def test_what_is_written_on_a_light_stands_out(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


def test_the_light_theme_has_the_colours_of_the_charts() -> None:
    found = colours("light")
    named = {"--quantity": style.BLUE, "--veto": style.RED, "--close": style.AMBER, "--safe": style.GREEN}
    assert {name: found[name] for name in named} == named
    assert found["--ink"] == style.INK and found["--paper"] == style.PAPER
