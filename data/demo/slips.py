"""What the clerks typed wrong: text where a number belongs, more done than there is, part of a household."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from data.demo.county import Town
from data.demo.dates import DemoRound
from data.demo.tables import rows
from data.templates.filled import Key, Typed


@dataclass(frozen=True)
class Slip:
    """A wrong cell; ``corrected`` when the town noticed it and sent its workbook again."""

    town: str
    round_number: int
    key: Key
    typed: Typed
    corrected: bool


def slips(town: Town, one: DemoRound) -> list[Slip]:
    """The wrong cells of the town's workbook in that round."""
    return [slip for slip in _all() if (slip.town, slip.round_number) == (town.name, one.number)]


@cache
def _all() -> tuple[Slip, ...]:
    return tuple(
        Slip(
            row["town"], int(row["round"]), (row["indicator"], row["input"]), _typed(row["typed"]),
            bool(row["corrected"]),
        )
        for row in rows("slips")
    )  # fmt: skip


def _typed(written: str) -> Typed:
    """A number when it is one, nothing when it is blank, else text."""
    try:
        number = float(written)
    except ValueError:
        return written or None
    return int(number) if number.is_integer() else number
