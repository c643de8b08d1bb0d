"""What closing a problem would do (销号预告): said before it is confirmed, from the round scored again without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.clock import spoken_day
from data.counted_figures import counted_inputs, counted_problems
from data.diagnosis import Diagnosis
from data.intake import COUNTED
from data.outlook import Outlook, outlook
from data.problem_lists import keys_of
from data.problems import Problem
from data.store import Round
from scoring.risk import SAFE, VETOED
from scoring.rounding import half_up, printed_change
from scoring.scheme import COUNTY, Counted, Indicator, Input

FILTERS = {"source": "来源", "severity": "严重程度", "indicator": "关联指标"}


def closing_effect(diagnosis: Diagnosis, problem: Problem) -> str:
    """«全县 +0.50 分（90.22 → 90.72）；刚性 B1-04 不再扣分；全县否决项 3 → 2。», or why nothing moves.

    ``diagnosis`` is that of a round that still follows the ledger.
    """
    if problem.matched_by not in keys_of(diagnosis.problems):
        return "对得分没有影响：这个问题没有计入本轮（清单已不再列入，或已经办结）。"
    seen = outlook(diagnosis, {problem.matched_by})
    told = [*_points(seen, problem.town), *_vetoes(seen, problem.town), *_grade(seen)]
    rigid = list(_rigid(seen, problem))
    if told:
        return f"{'；'.join([*told, *rigid])}。"
    why = "，".join(dict.fromkeys(_reasons(diagnosis, seen, problem))) or "方案里没有从问题清单计数的填报项"
    return f"对得分没有影响：{why}。{''.join(f'{one}。' for one in rigid)}"


def settled_words(chosen: Round, rounds: Sequence[Round]) -> str:
    """Why the round's score no longer follows the ledger; "" while it does."""
    if chosen.status != "open":
        return f"{chosen.name}已封存，按封存时的台账计分，现在销号不改变它的得分。"
    later = next((one for one in rounds if one.position > chosen.position and one.opened_on), None)
    if later is None:
        return ""
    return f"{later.name}已经开启，{chosen.name}按那时的台账计分；现在销号，得分看{later.name}。"


def _points(seen: Outlook, town: str) -> Iterator[str]:
    before, after = (one.verdict.projected for one in (seen.before, seen.after))
    if seen.points:
        yield f"全县 {_moved(seen.points, printed_change(before, after))}（{half_up(before)} → {half_up(after)}）"
    if points := seen.town_points.get(town):
        yield f"{town} {_moved(points, float(half_up(points)))}"


def _moved(exact: float, shown: float) -> str:
    """«+0.50 分»; a move that two decimals do not show is one all the same."""
    return f"{shown:+.2f} 分" if shown else f"{'+' if exact > 0 else '-'}不足 0.01 分"


def _vetoes(seen: Outlook, town: str) -> Iterator[str]:
    """What no longer vetoes: for the county, or at least for the town."""
    if seen.lifted:
        yield f"刚性 {'、'.join(seen.lifted)} 不再扣分"
        before, after = (len(one.verdict.vetoed) for one in (seen.before, seen.after))
        yield f"全县否决项 {before} → {after}"
    boards = [one.town_board.set_index(["unit", "indicator"])["state"] for one in (seen.before, seen.after)]
    codes = [one.code for one in seen.before.scheme.rigid if (town, one.code) in boards[0].index]
    freed = [one for one in codes if boards[0][town, one] == VETOED != boards[1][town, one] and one not in seen.lifted]
    if freed:
        yield f"{town}的刚性 {'、'.join(freed)} 不再扣分，全县仍在扣分"


def _grade(seen: Outlook) -> Iterator[str]:
    before, after = (one.verdict.grade_final for one in (seen.before, seen.after))
    if before != after:
        yield f"全县等次{before} → {after}"


def _rigid(seen: Outlook, problem: Problem) -> Iterator[str]:
    """What becomes of the rigid item that the problem hangs on, where it has lost nothing."""
    boards = [one.county_board.set_index("indicator") for one in (seen.before, seen.after)]
    if problem.indicator not in boards[0].index:
        return
    before, after = (board.loc[problem.indicator] for board in boards)
    left = int(str(after["open_problems"]))
    if before["state"] != VETOED and after["state"] == SAFE != before["state"]:
        yield f"刚性 {problem.indicator} 由{before['state']}变为{SAFE}"
    elif before["state"] != VETOED:
        yield f"刚性 {problem.indicator} {f'还有 {left} 个未销号问题' if left else '再没有未销号问题'}"


def _reasons(diagnosis: Diagnosis, seen: Outlook, problem: Problem) -> Iterator[str]:
    """Why the figures that are counted from the list do not move a score."""
    for indicator, asked, counted in counted_inputs(diagnosis.scheme):
        yield _uncounted(diagnosis, counted, problem, indicator) or _unmoved(diagnosis, seen, problem, indicator, asked)


def _uncounted(diagnosis: Diagnosis, counted: Counted, problem: Problem, indicator: Indicator) -> str:
    """Why the problem is not among those counted; "" when it is."""
    for name, what in FILTERS.items():
        named = getattr(counted, name)
        if named and getattr(problem, name) not in named:
            return f"{what}“{getattr(problem, name) or '未填'}”的问题不计入 {indicator.code}"
    due_on = diagnosis.round.due_on
    if counted.problems == "open":
        return ""
    if due_on is None:
        return "本轮没有填报截止日，不计逾期问题"
    if problem.due_on is None:
        return f"没有写整改时限，不算逾期，不计入 {indicator.code}"
    if problem.due_on >= due_on:
        said = f"整改时限{spoken_day(problem.due_on)}，到填报截止日（{spoken_day(due_on)}）没有逾期"
        return f"{said}，不计入 {indicator.code}"
    return ""


def _unmoved(diagnosis: Diagnosis, seen: Outlook, problem: Problem, indicator: Indicator, asked: Input) -> str:
    """Why a figure that counts the problem moves no score."""
    rows, of_county = diagnosis.values, asked.scope == "county"
    unit, towns = (COUNTY, [*diagnosis.units, COUNTY]) if of_county else (problem.town, [problem.town])
    mine = rows[(rows["unit"] == unit) & (rows["indicator"] == indicator.code) & (rows["input"] == asked.id)]
    source = mine["source"].iloc[0] if len(mine) else ""
    if source != COUNTED:
        return f"{indicator.code} {asked.name}采用的是{source or '别处'}的数，不随清单变"
    counts = [
        len(counted_problems(one.problems, asked.counted, towns, one.round.due_on))
        for one in (seen.before, seen.after)
        if asked.counted
    ]
    return f"{indicator.code} {asked.name}由 {counts[0]} 变为 {counts[1]}，得分不变"
