"""What comes of the scores of a unit, as formulas: totals, completeness, lost rigid points, veto, grades, rank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.formula import FAR, NEVER, WAITING, both, either, number, quoted, settled
from scoring.scheme import BARRED, Grade, Scheme

NOTHING = quoted("无适用")
RIGID = quoted("刚性")


@dataclass(frozen=True)
class Cells:
    """Where one item of the unit stands: worst and best score, the points that apply, whether it is vetoed otherwise
    than by lost points (surely, possibly; "" where it cannot be).
    """

    code: str
    rigid: bool
    low: str
    high: str
    full: str
    veto: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Card:
    """The scores of one unit as ranges, all of the same shape: the numbers, and the marks of the rigid items."""

    scheme: Scheme
    scale: float
    items: tuple[Cells, ...]
    score: str
    projected: str
    full: str
    low: str
    high: str
    rigid: str

    def scaled(self, block: str) -> str:
        """Earned ÷ applicable × scale (缺项折算)."""
        return f"IF(SUM({self.full})>0,ROUND(SUM({block})*{number(self.scale)}/SUM({self.full}),9),{NOTHING})"

    def scored(self, low: str, high: str) -> str:
        """The total, where nothing that is missing can change it."""
        return f'IF(ISTEXT({low}),{low},IF({low}={high},{low},"{WAITING}"))'

    def so_far(self) -> str:
        """The total over what is settled or projected."""
        base = f'SUMPRODUCT(({self.projected}<>"{WAITING}")*{self.full})'
        return f"IF({base}>0,ROUND(SUM({self.projected})*{number(self.scale)}/{base},9),{NOTHING})"

    def completeness(self) -> str:
        """The share of the applicable points whose score is settled."""
        return f'IF(SUM({self.full})>0,SUMPRODUCT(({self.score}<>"{WAITING}")*{self.full})/SUM({self.full}),1)'

    def rigid_lost(self) -> str:
        """Rigid points that are lost for certain."""
        rigid = (f"ROUND(SUMIF({self.rigid},{RIGID},{block}),9)" for block in (self.full, self.high))
        return f"ROUND({'-'.join(rigid)},9)"

    def vetoes(self, possibly: bool = False) -> str:
        """How many items are vetoed: a rigid item that lost points, or one whose ``veto_if`` holds."""
        block = self.low if possibly else self.high
        lost = f"SUMPRODUCT(({self.rigid}={RIGID})*({self.full}>0)*(ROUND({self.full}-{block},9)>0))"
        return "+".join([lost, *(self._otherwise(one, possibly) for one in self.items if one.veto[0])])

    def _otherwise(self, one: Cells, possibly: bool) -> str:
        held = one.veto[1] if possibly else one.veto[0]
        if not one.rigid:
            return f"IF({held},1,0)"
        return f"IF(AND({held},NOT(AND({one.full}>0,{_lost(one, possibly)}))),1,0)"

    # --- grades ---------------------------------------------------------------------------------------------------

    def grade(self, total: str, place: str, possibly: bool = False) -> str:
        """The number of the first grade whose every condition holds; 1 is the best."""
        grades = self.scheme.grades
        told = str(len(grades))
        for number_, grade in reversed(list(enumerate(grades[:-1], 1))):
            told = f"IF({self._reached(grade, total, place, possibly)},{number_},{told})"
        return told

    def _reached(self, grade: Grade, total: str, place: str, possibly: bool) -> str:
        least = "" if grade.at_least == float("-inf") else f"IF(ISNUMBER({total}),{settled(total)},-{FAR})>={number(grade.at_least)}"
        quota = f"AND({place}>0,{place}<={grade.first})" if grade.first else ""
        wanted = [one for one in self.items if one.code in grade.full or (one.rigid and "rigid" in grade.full)]
        lost = either(*(_lost(one, possibly) for one in wanted)) if wanted else NEVER
        return both(*filter(None, [least, quota, f"NOT({lost})" if lost != NEVER else ""]))

    def named(self, grade: str) -> str:
        """The name of the grade with that number."""
        return f"CHOOSE({grade},{','.join(quoted(one.name) for one in self.scheme.grades)})"

    def after_veto(self, grade: str, vetoes: str) -> str:
        """The name of the grade that the veto leaves of the one with that number."""
        veto, count = self.scheme.veto, len(self.scheme.grades)
        names = [one.name for one in self.scheme.grades]
        if veto.bar:
            return f"IF({vetoes}>0,{quoted(BARRED.name)},{self.named(grade)})"
        cap = names.index(veto.cap) + 1 if veto.cap else 1
        lower = f"{grade}+{veto.down}" if veto.down else f"MAX({grade},{cap})"
        return f"IF({vetoes}>0,{self.named(f'MIN({lower},{count})')},{self.named(grade)})"


def _lost(one: Cells, possibly: bool) -> str:
    return f"ROUND({one.full}-{one.low if possibly else one.high},9)>0"


@dataclass(frozen=True)
class Standing:
    """The columns by which units are ranked, each as (the unit's own cell, the cells of all): the key that is certain
    (−1 without a total), lost rigid points, open problems, the least and the most that is possible (0 without a total),
    and the number of the group.
    """

    key: tuple[str, str]
    rigid_lost: tuple[str, str]
    open_problems: tuple[str, str]
    low: tuple[str, str]
    high: tuple[str, str]
    group: tuple[str, str]
    tie_break: tuple[str, ...]

    def rank(self, grouped: bool = False) -> str:
        """Competition rank by what is certain; ties broken by the scheme's written keys only."""
        tied, better = "", list[str]()
        for (own, whole), sign in self._keys():
            better.append(f"{tied}({whole}{sign}{own})")
            tied += f"({whole}={own})*"
        return f"1+SUMPRODUCT({self._among(grouped)}({'+'.join(better)}))"

    def _keys(self) -> Iterator[tuple[tuple[str, str], str]]:
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
        return f"SUMPRODUCT({self._among(grouped)}({self.low[1]}<>{self.high[1]}))=0"

    def _among(self, grouped: bool) -> str:
        own, whole = self.group
        return f"({whole}={own})*" if grouped else "1*"
