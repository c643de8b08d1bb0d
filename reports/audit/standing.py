"""Ranks as formulas: competition rank, and the places that are still possible while figures are missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Both = tuple[str, str]
"""The unit's own cell, and the cells of all units."""


@dataclass(frozen=True)
class Standing:
    """The columns by which units are ranked: the key that is certain (−1 without a total), lost rigid points, open
    problems, the least and the most that is possible (0 without a total), and the number of the group.
    """

    tie_break: tuple[str, ...]
    key: Both
    rigid_lost: Both
    open_problems: Both
    low: Both
    high: Both
    group: Both

    def rank(self, grouped: bool = False) -> str:
        """Competition rank by what is certain; ties broken by the scheme's written keys only."""
        tied, better = "", list[str]()
        for (own, whole), sign in self._keys():
            better.append(f"{tied}({whole}{sign}{own})")
            tied += f"({whole}={own})*"
        return f"1+SUMPRODUCT({self._among(grouped)}({'+'.join(better)}))"

    def _keys(self) -> Iterator[tuple[Both, str]]:
        known = {"rigid": self.rigid_lost, "open_problems": self.open_problems}
        yield self.key, ">"
        for name in self.tie_break:
            yield known[name], "<"

    def best(self, rank: str, grouped: bool = False) -> str:
        """The best place the unit may still take."""
        ahead = f"1+SUMPRODUCT({self._among(grouped)}({self.low[1]}>{self.high[0]}))"
        return f"IF({self._settled(grouped)},{rank},MIN({rank},{ahead}))"

    def worst(self, rank: str, grouped: bool = False) -> str:
        """The worst place the unit may still take."""
        mine = self.low[0]
        ahead = f"SUMPRODUCT({self._among(grouped)}({self.high[1]}>{mine}))"
        return f"IF({self._settled(grouped)},{rank},MAX({rank},{ahead}+IF({self.high[0]}={mine},1,0)))"

    def _settled(self, grouped: bool) -> str:
        """Whether nothing that is missing can change a total among them."""
        return f"SUMPRODUCT({self._among(grouped)}({self.low[1]}<>{self.high[1]}))=0"

    def _among(self, grouped: bool) -> str:
        own, whole = self.group
        return f"({whole}={own})*" if grouped else "1*"
