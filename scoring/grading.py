"""The county's verdict: grade by points, veto, final grade, and what stands between the county and the top grade."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.rounding import half_up, snap
from scoring.scheme import Grade, Scheme
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


def grade_of(scheme: Scheme, total: float) -> Grade:
    """The grade of a total on the scheme's own scale; its bounds are inclusive."""
    return next(grade for grade in scheme.grades if snap(total) >= grade.at_least)


def capped(scheme: Scheme, grade: Grade, vetoed: bool) -> Grade:
    """The grade after the veto: the lower of the grade by points and the cap."""
    if not vetoed:
        return grade
    names = [one.name for one in scheme.grades]
    return scheme.grades[max(names.index(grade.name), names.index(scheme.veto_cap))]


def verdict(card: Scorecard, row: int = 0) -> Verdict:
    """The verdict on one unit of a card: the county on its own card, or a town on its scaled total."""
    totals = card.totals().iloc[row]
    low, high, projected = (float(totals[name]) for name in ("low", "high", "projected"))
    vetoed, unclear = _rigid_codes(card, row)
    grades = _grades(card, low, high, projected, vetoed, unclear)
    top = card.scheme.grades[0]
    to_top = max(0.0, float(snap(top.at_least - (low if np.isnan(projected) else projected))))
    return Verdict(
        full=card.scale, low=low, high=high, projected=projected, **grades, vetoed=vetoed, unclear=unclear,
        to_top=to_top, sentence=_sentence(top.name, low, high, projected, grades, vetoed, unclear, to_top),
    )  # fmt: skip


def _rigid_codes(card: Scorecard, row: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    vetoed, unclear = [], []
    for column, one in enumerate(card.indicators):
        if one.rigid is None or card.full[row, column] == 0:
            continue
        if card.high[row, column] < card.full[row, column]:
            vetoed.append(one.code)
        elif card.low[row, column] < card.full[row, column]:
            unclear.append(one.code)
    return tuple(vetoed), tuple(unclear)


def _grades(
    card: Scorecard, low: float, high: float, projected: float, vetoed: tuple[str, ...], unclear: tuple[str, ...]
) -> dict[str, str]:
    scheme = card.scheme
    by_points = grade_of(scheme, low if np.isnan(projected) else projected)
    return {
        "grade_low": capped(scheme, grade_of(scheme, low), bool(vetoed or unclear)).name,
        "grade_high": capped(scheme, grade_of(scheme, high), bool(vetoed)).name,
        "grade_by_points": by_points.name,
        "grade_final": capped(scheme, by_points, bool(vetoed)).name,
    }


def _sentence(
    top: str, low: float, high: float, projected: float, grades: dict[str, str],
    vetoed: tuple[str, ...], unclear: tuple[str, ...], to_top: float,
) -> str:  # fmt: skip
    """«按已报数据测算 92.40 分，按分值为优秀；刚性 1 项已扣分，等次降为良好。»"""
    if np.isnan(projected):
        return "尚无可计分的数据，请先导入各镇填报表。"
    head = f"得 {half_up(projected)} 分" if low == high else f"按已报数据测算 {half_up(projected)} 分"
    span = "" if low == high else f"（最低 {half_up(low)}，最高 {half_up(high)}）"
    reach = f"距{top}还差 {half_up(to_top)} 分" if to_top > 0 else f"按分值为{grades['grade_by_points']}"
    return f"{head}{span}，{reach}；{_rigid_sentence(top, grades, vetoed, unclear)}"


def _rigid_sentence(top: str, grades: dict[str, str], vetoed: tuple[str, ...], unclear: tuple[str, ...]) -> str:
    waiting = f"，另有 {len(unclear)} 项数据未齐" if unclear else ""
    if vetoed and grades["grade_by_points"] != grades["grade_final"]:
        return f"刚性 {len(vetoed)} 项已扣分{waiting}，{top}被否决，等次降为{grades['grade_final']}。"
    if vetoed:
        return f"刚性 {len(vetoed)} 项已扣分{waiting}，{top}被否决。"
    return f"刚性指标暂无扣分{waiting}。" if unclear else "刚性指标全部满分。"
