"""What an inspection file is about, so that files about different villages stand side by side.

A town's or department's workbook always takes the place of the unit's earlier one. An inspection team sends a file a
day: one takes the place of an earlier one only when it speaks of everything that the earlier one spoke of.
"""

from __future__ import annotations

import pandas as pd

Place = tuple[str, str]
"""A town and a village of it; or a town and the figure of the whole town that was counted."""


def places(values: pd.DataFrame) -> frozenset[Place]:
    """The places that a table of values (unit, indicator, input, sample) speaks of, whatever it says of them."""
    figures = values["indicator"] + "/" + values["input"]
    about = values["sample"].where(values["sample"] != "", figures)
    return frozenset(zip(values["unit"], about, strict=True))


def takes_the_place_of(kind: str, later: pd.DataFrame, earlier: pd.DataFrame) -> bool:
    """Whether a unit's later workbook of the kind, with those values, replaces an earlier one with those."""
    return kind != "inspection" or places(earlier) <= places(later)
