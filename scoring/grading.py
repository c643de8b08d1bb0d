"""The county's verdict: grade by points, veto, final grade, and what stands between the county and the top grade."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.ranking import ranking
from scoring.rounding import half_up, snap
from scoring.scheme import BARRED, Grade, Scheme
from scoring.scorecard import Scorecard


@dataclass(frozen=True)
class Verdict:
    """What the hall wants to know first.

    ``low`` ≤ ``high`` bound the total; ``projected`` is the total as far as reported (NaN when nothing is). Grades by
    points and after the veto are given for the worst, the best and the projected total. ``vetoed`` items have surely
    lost points; ``unclear`` ones may. ``to_top`` is what the projected total lacks to the top grade (0 when it has it).
    """

    full: float
    low: float
    high: float
    projected: float
    grade_low: str
    grade_high: str
    grade_by_points: str
    grade_final: str
    vetoed: tuple[str, ...]
    unclear: tuple[str, ...]
    to_top: float
    sentence: str

    @property
    def settled(self) -> bool:
        """Whether nothing that is unreported can still change the total."""
        return self.low == self.high


def grade_of(scheme: Scheme, total: float, place: int = 0, short: frozenset[str] = frozenset()) -> Grade:
    """The first grade whose every condition holds, the last where there is no total at all. Bounds are inclusive.

    ``total`` is on the scheme's own scale, ``place`` the rank (0: none, a quota is then out of reach), ``short`` the
    items that have lost points.
    """
    reached = (grade for grade in scheme.grades if _reaches(scheme, grade, total, place, short))
    return next(reached, scheme.grades[-1])


def _reaches(scheme: Scheme, grade: Grade, total: float, place: int, short: frozenset[str]) -> bool:
    rigid = {one.code for one in scheme.rigid} if "rigid" in grade.full else set()
    if grade.first and not 0 < place <= grade.first:
        return False
    return bool(snap(total) >= grade.at_least) and not short & (rigid | set(grade.full))


def capped(scheme: Scheme, grade: Grade, vetoed: bool) -> Grade:
    """The grade after the veto: at most the cap, so many grades lower, or none at all («不定等次»)."""
    if not vetoed:
        return grade
    if scheme.veto.bar:
        return BARRED
    names = [one.name for one in scheme.grades]
    place = names.index(grade.name)
    lower = place + scheme.veto.down if scheme.veto.down else max(place, names.index(scheme.veto.cap or grade.name))
    return scheme.grades[min(lower, len(names) - 1)]


def verdict(card: Scorecard, row: int = 0, place: int | None = None, waiting: int | None = None) -> Verdict:
    """The verdict on one unit of a card: the county on its own card, or a town on its scaled total.

    ``place`` is the unit's rank, for schemes whose grades have quotas; left out, its rank on the card itself, where
    open problems break no tie. The county alone has none. ``waiting`` is how many rigid items are 待核, be it for
    figures or for evidence; left out, the sentence speaks of those that lack figures.
    """
    totals = card.totals().iloc[row]
    low, high, projected = (float(totals[name]) for name in ("low", "high", "projected"))
    vetoed, unclear = _vetoes(card, row)
    grades = _grades(card, row, _place(card, row) if place is None else place, totals)
    top = card.scheme.grades[0]
    to_top = max(0.0, float(snap(top.at_least - (low if np.isnan(projected) else projected))))
    return Verdict(
        full=card.scale, low=low, high=high, projected=projected, **grades, vetoed=vetoed, unclear=unclear,
        to_top=to_top,
        sentence=_sentence(top.name, low, high, projected, grades, vetoed, _waiting(unclear, waiting), to_top),
    )  # fmt: skip


def _place(card: Scorecard, row: int) -> int:
    """The unit's rank among those on the card where a grade asks for one, else 0."""
    if card.is_county or not any(grade.first for grade in card.scheme.grades):
        return 0
    return int(ranking(card).set_index("unit").loc[card.units[row], "rank"])


def _vetoes(card: Scorecard, row: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes that are vetoed for certain, and those that may be."""
    sure, may = (mask[row] for mask in card.vetoes)
    vetoed = tuple(one.code for one, here in zip(card.indicators, sure, strict=True) if here)
    return vetoed, tuple(one.code for one, here in zip(card.indicators, may & ~sure, strict=True) if here)


def _grades(card: Scorecard, row: int, place: int, totals: pd.Series) -> dict[str, str]:
    """The grades of the worst, the best and the projected total, by points and after the veto."""
    scheme = card.scheme
    sure, may = (bool(mask[row].any()) for mask in card.vetoes)
    short, open_ = (
        frozenset(one.code for one, lost in zip(card.indicators, bound[row] < card.full[row], strict=True) if lost)
        for bound in (card.high, card.low)
    )
    low, high = float(totals["low"]), float(totals["high"])
    projected = low if np.isnan(totals["projected"]) else float(totals["projected"])
    by_points = grade_of(scheme, projected, place, short)
    return {
        "grade_low": capped(scheme, grade_of(scheme, low, place, open_), may).name,
        "grade_high": capped(scheme, grade_of(scheme, high, place, short), sure).name,
        "grade_by_points": by_points.name,
        "grade_final": capped(scheme, by_points, sure).name,
    }


def _sentence(
    top: str, low: float, high: float, projected: float, grades: dict[str, str],
    vetoed: tuple[str, ...], waiting: str, to_top: float,
) -> str:  # fmt: skip
    """«按已报数据测算 92.40 分，按分值为优秀；刚性 1 项已扣分，等次降为良好。»"""
    if np.isnan(projected):
        return "尚无可计分的数据，请先导入各镇填报表。"
    head = f"得 {half_up(projected)} 分" if low == high else f"按已报数据测算 {half_up(projected)} 分"
    span = "" if low == high else f"（最低 {half_up(low)}，最高 {half_up(high)}）"
    lacking = half_up(to_top) or "不足 0.01"  # shown as 0.00 it would read as reached
    reach = f"距{top}还差 {lacking} 分" if to_top > 0 else f"按分值为{grades['grade_by_points']}"
    return f"{head}{span}，{reach}；{_rigid_sentence(top, grades, vetoed, waiting)}"


def _waiting(unclear: tuple[str, ...], waiting: int | None) -> str:
    if waiting is not None:
        return f"，另有 {waiting} 项待核" if waiting else ""
    return f"，另有 {len(unclear)} 项数据未齐" if unclear else ""


def _rigid_sentence(top: str, grades: dict[str, str], vetoed: tuple[str, ...], waiting: str) -> str:
    if vetoed and grades["grade_by_points"] != grades["grade_final"]:
        return f"刚性 {len(vetoed)} 项已扣分{waiting}，{top}被否决，等次降为{grades['grade_final']}。"
    if vetoed:
        return f"刚性 {len(vetoed)} 项已扣分{waiting}，{top}被否决。"
    return f"刚性指标暂无扣分{waiting}。" if waiting else "刚性指标全部满分。"
