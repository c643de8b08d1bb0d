"""Ranks as formulas: competition rank, and the places that are still possible while figures are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Both = tuple[str, str]
"""The unit's own cell, and the cells of all units."""


@dataclass(frozen=True)
class Standing:
    """The columns by which units are ranked: the total at worst and at best (−1 without one), the rigid points that are
    lost for certain and those that may be, open problems, and the number of the group.
    """

    tie_break: tuple[str, ...]
    low: Both
    high: Both
    lost: Both
    may_be_lost: Both
    open_problems: Both
    group: Both

    def rank(self, grouped: bool = False) -> str:
        """Competition rank by what is certain; ties broken by the scheme's written keys only."""
        keys = self._keys(self.low, self.lost)
        return f"1+{self._ahead(keys, keys, grouped)}"

    def best(self, grouped: bool = False) -> str:
        """The best place the unit may still take: ahead of it are those that are better even at their worst."""
        return f"1+{self._ahead(self._at_worst(), self._at_best(), grouped)}"

    def worst(self, grouped: bool = False) -> str:
        """The worst place the unit may still take: ahead of it are all that may be better, itself apart."""
        itself = _better([own for own, _ in self._at_best()], [own for own, _ in self._at_worst()])
        return f"1+{self._ahead(self._at_best(), self._at_worst(), grouped)}-IF(({itself})>0,1,0)"

    def _at_best(self) -> list[Both]:
        return self._keys(self.high, self.lost)

    def _at_worst(self) -> list[Both]:
        return self._keys(self.low, self.may_be_lost)

    def _keys(self, total: Both, lost: Both) -> list[Both]:
        """The total, of which more is better, then the written keys, of which less is."""
        return [total, *({"rigid": lost, "open_problems": self.open_problems}[name] for name in self.tie_break)]

    def _ahead(self, others: Sequence[Both], mine: Sequence[Both], grouped: bool) -> str:
        """How many of the others, by those keys, stand before the unit, by these."""
        own, whole = self.group
        among = f"({whole}={own})*" if grouped else "1*"
        return f"SUMPRODUCT({among}({_better([one[1] for one in others], [one[0] for one in mine])}))"


def _better(others: Sequence[str], mine: Sequence[str]) -> str:
    """1 where the others are better than mine: by the first key that differs."""
    terms, tied = [], ""
    for place, (other, own) in enumerate(zip(others, mine, strict=True)):
        terms.append(f"{tied}({other}{'<' if place else '>'}{own})")
        tied += f"({other}={own})*"
    return "+".join(terms)
