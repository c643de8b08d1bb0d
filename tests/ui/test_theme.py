"""One set of colours: the style sheet and the theme use those of the charts."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from charts import style
from charts.states import LIGHTS

SHADES = {"#fdf3d7", "#fbdc8c", "#c98f0c"}
"""Amber as a ground, paler and stronger, and as an edge."""


def palette() -> set[str]:
    named = {value for value in vars(style).values() if isinstance(value, str) and value.startswith("#")}
    return named | set(style.LOSS_STEPS) | {light.fill for light in LIGHTS.values()}


def theme(root: Path) -> dict[str, object]:
    return tomllib.loads((root / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_style_sheet_uses_only_the_colours_of_the_charts(root: Path) -> None:
    used = set(re.findall(r"#[0-9a-f]{6}\b", (root / "ui" / "theme.css").read_text("utf-8")))
    assert used <= palette() | SHADES | {str(theme(root)["secondaryBackgroundColor"])}


def test_streamlits_own_red_and_blue_are_ours(root: Path) -> None:
    assert theme(root)["redColor"] == style.RED
    assert theme(root)["primaryColor"] == theme(root)["blueColor"] == style.BLUE


def test_what_is_written_on_a_light_can_be_read() -> None:
    assert all(contrast(light.fill, light.text) >= 4.5 for light in LIGHTS.values())
    assert contrast(style.MUTED, style.PAPER) >= 4.5


def test_what_a_warning_says_can_be_read_on_its_own_ground(root: Path) -> None:
    ground = int(str(theme(root)["yellowColor"])[1:], 16)
    tint = [round(0.1 * (ground >> shift & 255) + 0.9 * 255) for shift in (16, 8, 0)]
    assert contrast(str(theme(root)["yellowTextColor"]), "#" + "".join(f"{part:02x}" for part in tint)) >= 4.5


def test_nothing_of_the_look_is_fetched_from_elsewhere(root: Path) -> None:
    look = [*(root / "ui").glob("*.css"), *(root / "ui").glob("*.js"), root / ".streamlit" / "config.toml"]
    assert not [path.name for path in look if re.search(r"https?://|url\(|@import", path.read_text("utf-8"))]
