"""The demo county's story as CSV files beside this module, so that it can be read and changed in Excel."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent

SEED = "青禾县"
"""What all chance in the demo county grows from: the same seed, the same files, byte for byte."""


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``name``.csv, by their headings."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def chance(*what: object) -> Random:
    """The chance that belongs to a thing alone: adding another thing changes nothing here."""
    return Random("/".join((SEED, *map(str, what))))  # noqa: S311  # a story, not a secret
