"""改革创新 of a round added up: what is certain, what is likely, what is still to be won, under the scheme's list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.diagnosis import Diagnosis
from data.innovation.book import InnovationBook, InnovationCase
from data.innovation.words import CERTAIN, CERTAINTY_WORDS, levels_of
from data.shape import COUNT, DATE, NUMBER, TEXT, Shape
from data.store import Store
from scoring.innovation import Entry, Worth, by_tier, cap_of, listed_points, worths
from scoring.rounding import half_up, snap
from scoring.scheme import Scheme

TIERS = tuple(CERTAINTY_WORDS)

CASES = Shape(
    {
        "number": COUNT,
        **dict.fromkeys(("name", "unit", "level", "document"), TEXT),
        "awarded_on": DATE,
        **dict.fromkeys(("practice", "effect", "certainty"), TEXT),
        "points": NUMBER,
        "added": NUMBER,
        "instead": COUNT,
        **dict.fromkeys(("file", "sheet", "cell"), TEXT),
        "version": COUNT,
    }
)
"""A row a case that counts, the surest and highest first. ``certainty`` is its word; ``points`` what its level is
worth, ``added`` what it adds beside the others (before the cap), ``instead`` the number of the case that counts in its
place, 0 for none: the same case stands on the list more than once.
"""


@dataclass(frozen=True, eq=False)
class InnovationAccount:
    """The cases of one round. ``certain``, ``likely`` and ``aim`` are the points that each adds to those before, within
    ``cap``; ``entered`` is what the component is scored at, worst and best (None where the scheme has no list).
    """

    scheme: Scheme
    cases: pd.DataFrame
    cap: float
    certain: float
    likely: float
    aim: float
    entered: tuple[float, float] | None

    @classmethod
    def of(cls, store: Store, diagnosis: Diagnosis) -> InnovationAccount:
        """The account of a scored round."""
        listed = [one for one in InnovationBook(store).of_round(diagnosis.round.name) if one.counts]
        return cls.made(diagnosis.scheme, listed, _entered(diagnosis))

    @classmethod
    def made(
        cls, scheme: Scheme, cases: Sequence[InnovationCase], entered: tuple[float, float] | None
    ) -> InnovationAccount:
        """The account of those cases."""
        entries = [Entry(one.key[0], one.level, TIERS.index(one.certainty)) for one in cases]
        found = worths(listed_points(scheme), entries)
        certain, likely, aim = by_tier(entries, found, cap_of(scheme), len(TIERS))
        return cls(scheme, _table(cases, found), cap_of(scheme), certain, likely, aim, entered)

    @property
    def has_list(self) -> bool:
        """Whether the scheme says what a case is worth."""
        return self.scheme.innovation is not None

    @property
    def open(self) -> float:
        """The points that no case on the list stands for yet."""
        return float(snap(self.cap - self.certain - self.likely - self.aim))

    @property
    def repeated(self) -> pd.DataFrame:
        """The cases in whose place another one counts."""
        return self.cases[self.cases["instead"] > 0]

    @property
    def counted(self) -> pd.DataFrame:
        """The cases where they count: one that stands on the list more than once has one row a certainty at most."""
        return self.cases[self.cases["instead"] == 0]

    def many(self, word: str) -> int:
        """How many cases of a certainty, by its word, count."""
        return int((self.counted["certainty"] == word).sum())

    def of_unit(self, unit: str) -> pd.DataFrame:
        """The cases that a town or department has reported."""
        return self.cases[self.cases["unit"] == unit].reset_index(drop=True)

    def by_level(self) -> pd.DataFrame:
        """A row a level, best first: ``level``, ``points`` each, and how many cases of each certainty, by its word;
        a case that stands more than once is counted where it counts.
        """
        points, counted = listed_points(self.scheme), self.counted
        rows = [
            (level, points.get(level, 0.0), *(_many(counted, level, word) for word in CERTAINTY_WORDS.values()))
            for level in levels_of(self.scheme)
        ]
        return pd.DataFrame(rows, columns=["level", "points", *CERTAINTY_WORDS.values()])

    def summary(self) -> str:
        """«改革创新：已认定 5 个案例，按清单计 7.50 分（封顶 10.00 分）；待认定再加 1.00 分，争取再加 0.50 分。»"""
        many = self.many(CERTAINTY_WORDS[CERTAIN])
        if not self.has_list:
            return f"改革创新：已认定 {many} 个案例；方案没有写明各级别的分值，不按清单计分。"
        certain, cap, likely, aim = (f"{half_up(one):.2f}" for one in (self.certain, self.cap, self.likely, self.aim))
        return (
            f"改革创新：已认定 {many} 个案例，按清单计 {certain} 分（封顶 {cap} 分）；"
            f"待认定再加 {likely} 分，争取再加 {aim} 分。"
        )


def _many(cases: pd.DataFrame, level: str, word: str) -> int:
    return int(((cases["level"] == level) & (cases["certainty"] == word)).sum())


def _entered(diagnosis: Diagnosis) -> tuple[float, float] | None:
    """What the county's scorecard has for the component of the list."""
    listed, card = diagnosis.scheme.innovation, diagnosis.county
    codes = [one.code for one in card.indicators]
    if listed is None or listed.component not in codes:
        return None
    column = codes.index(listed.component)
    return float(card.low[0, column]), float(card.high[0, column])


def _table(cases: Sequence[InnovationCase], found: Sequence[Worth]) -> pd.DataFrame:
    rows = [
        [
            one.id, one.name, one.unit, one.level, one.document, one.awarded_on, one.practice, one.effect,
            CERTAINTY_WORDS[one.certainty], worth.points, worth.added,
            cases[worth.instead].id if worth.instead >= 0 else 0, one.file, one.sheet, one.cell, one.version,
        ]
        for one, worth in zip(cases, found, strict=True)
    ]  # fmt: skip
    order = sorted(range(len(cases)), key=lambda at: (TIERS.index(cases[at].certainty), -found[at].points, at))
    return CASES.frame(rows[place] for place in order)
