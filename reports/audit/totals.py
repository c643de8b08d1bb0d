"""What comes of the scores of a unit, as formulas: totals, completeness, lost rigid points, veto and grades."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scoring.formula import FAR, NEVER, NOT_APPLICABLE, WAITING, both, either, number, quoted, settled
from scoring.scheme import BARRED, Grade, Scheme

RIGID_MARK = "刚性"
RIGID, OPEN, NOTHING = quoted(RIGID_MARK), quoted(WAITING), quoted("无适用")
TOTALS = ("适用分值", "得分", "最低", "最高", "按已报测算", "完整度", "刚性失分", "可能刚性失分")
GRADES = (
    "否决项数", "可能否决项数", "按分值等次", "等次", "最低等次", "最高等次",
    "等次序号", "最低等次序号", "最高等次序号",
)  # fmt: skip


def score_of(low: str, high: str, full: str, absent: str) -> str:
    """One score: its number once nothing that is missing can change it; 不适用 where there is nothing to earn."""
    closed = f"IF(ROUND({high}-{low},9)=0,{low},{OPEN})"
    return closed if absent == NEVER else f"IF(AND({absent},{full}=0),{quoted(NOT_APPLICABLE)},{closed})"


@dataclass(frozen=True)
class Cells:
    """Where one item of the unit stands: worst and best score, the points that apply, and whether it is vetoed
    otherwise than by lost points (surely, possibly; "" where it cannot be).
    """

    code: str
    rigid: bool
    low: str
    high: str
    full: str
    veto: tuple[str, str] = ("", "")

    def lost(self, possibly: bool) -> str:
        """Whether points are (possibly) lost."""
        return f"ROUND({self.full}-{self.low if possibly else self.high},9)>0"


@dataclass(frozen=True)
class Card:
    """The scores of one unit as ranges, all of the same shape: the numbers, and the marks of the rigid items.

    ``scale`` is what full marks are shown as.
    """

    scheme: Scheme
    scale: float
    items: tuple[Cells, ...]
    score: str
    projected: str
    full: str
    low: str
    high: str
    rigid: str

    def totals(self, own: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        """Each of :data:`TOTALS` with its formula; ``own`` gives the cell in which one of them stands."""
        low, high, points = own("最低"), own("最高"), f"SUM({self.full})"
        settled_points = f"SUMPRODUCT(({self.score}<>{OPEN})*{self.full})"
        yield "适用分值", f"ROUND({points},9)"
        yield "得分", f"IF(ISTEXT({low}),{low},IF({low}={high},{low},{OPEN}))"
        yield "最低", self._scaled(self.low, points)
        yield "最高", self._scaled(self.high, points)
        so_far = self._scaled(self.projected, f"SUMPRODUCT(({self.projected}<>{OPEN})*{self.full})", low, high)
        yield "按已报测算", so_far
        yield "完整度", f"IF({points}>0,{settled_points}/{points},1)"
        yield "刚性失分", self._rigid_lost(self.high)
        yield "可能刚性失分", self._rigid_lost(self.low)

    def _rigid_lost(self, block: str) -> str:
        """The rigid points that are not earned in a block."""
        points, earned = (f"ROUND(SUMIF({self.rigid},{RIGID},{one}),9)" for one in (self.full, block))
        return f"ROUND({points}-{earned},9)"

    def _scaled(self, block: str, base: str, low: str = "", high: str = "") -> str:
        """Earned ÷ applicable × scale (缺项折算), kept between two cells where they are given."""
        scaled = f"ROUND(SUM({block})*{number(self.scale)}/{base},9)"
        kept = f"MAX({low},MIN({high},{scaled}))" if low else scaled
        return f"IF({base}>0,{kept},{NOTHING})"

    def grades(self, own: Callable[[str], str], place: str) -> Iterator[tuple[str, str]]:
        """Each of :data:`GRADES` with its formula: by points and after the veto, of what is projected, of the worst and
        of the best that may come. ``place`` is the cell of the rank, or 0.
        """
        so_far = f"IF(ISNUMBER({own('按已报测算')}),{own('按已报测算')},{own('最低')})"
        yield "否决项数", self._vetoes(possibly=False)
        yield "可能否决项数", self._vetoes(possibly=True)
        yield "等次序号", self._grade(so_far, place, possibly=False)
        yield "最低等次序号", self._grade(own("最低"), place, possibly=True)
        yield "最高等次序号", self._grade(own("最高"), place, possibly=False)
        yield "按分值等次", self._named(own("等次序号"))
        yield "等次", self._after_veto(own("等次序号"), own("否决项数"))
        yield "最低等次", self._after_veto(own("最低等次序号"), own("可能否决项数"))
        yield "最高等次", self._after_veto(own("最高等次序号"), own("否决项数"))

    # --- veto -----------------------------------------------------------------------------------------------------

    def _vetoes(self, possibly: bool) -> str:
        """How many items are vetoed: a rigid item that lost points, or one whose ``veto_if`` holds."""
        block = self.low if possibly else self.high
        lost = f"SUMPRODUCT(({self.rigid}={RIGID})*({self.full}>0)*(ROUND({self.full}-{block},9)>0))"
        return "+".join([lost, *(_vetoed_otherwise(one, possibly) for one in self.items if one.veto[0])])

    def _after_veto(self, grade: str, vetoes: str) -> str:
        """The name of the grade that the veto leaves of the one with that number."""
        veto, names = self.scheme.veto, [one.name for one in self.scheme.grades]
        if veto.bar:
            return f"IF({vetoes}>0,{quoted(BARRED.name)},{self._named(grade)})"
        cap = names.index(veto.cap) + 1 if veto.cap else 1
        lower = f"{grade}+{veto.down}" if veto.down else f"MAX({grade},{cap})"
        return f"IF({vetoes}>0,{self._named(f'MIN({lower},{len(names)})')},{self._named(grade)})"

    # --- grades ---------------------------------------------------------------------------------------------------

    def _grade(self, total: str, place: str, possibly: bool) -> str:
        """The number of the first grade whose every condition holds; 1 is the best."""
        told = str(len(self.scheme.grades))
        for rank, grade in reversed(list(enumerate(self.scheme.grades[:-1], 1))):
            conditions = filter(None, self._conditions(grade, total, place, possibly))
            told = f"IF({both(*conditions)},{rank},{told})"
        return told

    def _conditions(self, grade: Grade, total: str, place: str, possibly: bool) -> Iterator[str]:
        if grade.at_least != float("-inf"):
            yield f"IF(ISNUMBER({total}),{settled(total)},-{FAR})>={number(grade.at_least)}"
        if grade.first:
            yield f"AND({place}>0,{place}<={grade.first})"
        wanted = [one for one in self.items if one.code in grade.full or (one.rigid and "rigid" in grade.full)]
        if wanted:
            yield f"NOT({either(*(one.lost(possibly) for one in wanted))})"

    def _named(self, grade: str) -> str:
        return f"CHOOSE({grade},{','.join(quoted(one.name) for one in self.scheme.grades)})"


def _vetoed_otherwise(one: Cells, possibly: bool) -> str:
    """1 where only ``veto_if`` vetoes the item."""
    held = one.veto[1] if possibly else one.veto[0]
    return f"IF(AND({held},NOT(AND({one.full}>0,{one.lost(possibly)}))),1,0)" if one.rigid else f"IF({held},1,0)"
