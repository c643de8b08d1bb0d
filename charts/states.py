"""The five states of a rigid item: its word, its shape and its colour. Never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from charts import style


@dataclass(frozen=True)
class Light:
    """How a state looks: the word, the shape that stands for it, the fill and the colour of what is written on it."""

    word: str
    shape: str
    fill: str
    text: str
    css: str


LIGHTS: dict[str, Light] = {
    light.word: light
    for light in (
        Light("已扣分", "✕", style.RED, style.PAPER, "deducted"),
        Light("待核", "？", style.GREY, style.INK, "unproved"),
        Light("临界", "△", style.AMBER, style.INK, "near"),
        Light("满分有佐证", "●", style.GREEN, style.PAPER, "safe"),
        Light("不适用", "—", style.PAPER, style.MUTED, "absent"),
    )
}
"""Worst first; tables and boards keep this order."""


def lamp(state: str) -> str:
    """«✕ 已扣分»: shape and word together."""
    light = LIGHTS.get(state)
    return f"{light.shape} {light.word}" if light else state
