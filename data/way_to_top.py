"""The shortest way to the top grade: which remedies clear a veto with least to do, then which gain points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.diagnosis import Diagnosis
from data.outlook import outlook, with_figures
from data.remedies import Key, Remedy, closing, remedies, together
from scoring.grading import Verdict, verdict
from scoring.panel import Panel
from scoring.roll_up import rolled_up
from scoring.scheme import Indicator


@dataclass(frozen=True)
class Step:
    """One item of the way: the remedies that clear its veto or bring its points, and the county's verdict once this
    step and all before it are done. No ``remedies`` where the figures do not tell what to do.
    """

    indicator: Indicator
    remedies: Sequence[Remedy]
    clears: bool
    verdict: Verdict


def way_to_top(diagnosis: Diagnosis, known: Mapping[Key, Remedy] | None = None) -> list[Step]:
    """The steps in their order: vetoes first, those with the fewest remedies before; then, while points are lacking,
    the items that bring the county most. Vetoes that no remedy clears stand last, without remedies.
    """
    found = remedies(diagnosis) if known is None else known
    vetoed = diagnosis.verdict.vetoed
    sets = {code: _enough(diagnosis, code, [one for one in found.values() if one.key[1] == code]) for code in vetoed}
    lost = diagnosis.county_gaps.set_index("indicator")["lost"].to_dict()
    order = sorted((code for code in vetoed if sets[code]), key=lambda code: (len(sets[code]), -lost.get(code, 0.0)))
    steps, done = list[Step](), list[Remedy]()
    for code in order:
        done += sets[code]
        steps.append(_step(diagnosis, code, sets[code], done, clears=True))
    steps += _for_points(diagnosis, found, done, steps[-1].verdict if steps else diagnosis.verdict)
    last = steps[-1].verdict if steps else diagnosis.verdict
    return steps + [Step(diagnosis.scheme.indicator(code), (), True, last) for code in vetoed if not sets[code]]


def _for_points(
    diagnosis: Diagnosis, found: Mapping[Key, Remedy], done: Sequence[Remedy], reached: Verdict
) -> list[Step]:
    """The items that bring the county most, until nothing lacks to the top grade's points."""
    steps, so_far, used = list[Step](), list(done), {one.key for one in done}
    by_item: dict[str, list[Remedy]] = {}
    for one in found.values():
        if one.key not in used:
            by_item.setdefault(one.indicator.code, []).append(one)
    lost = diagnosis.county_gaps.set_index("indicator")["lost"].to_dict()
    for code in sorted(by_item, key=lambda code: -lost.get(code, 0.0)):
        if reached.to_top <= 0:
            break
        so_far += by_item[code]
        steps.append(_step(diagnosis, code, by_item[code], so_far, clears=False))
        reached = steps[-1].verdict
    return steps


def _step(diagnosis: Diagnosis, code: str, mine: Sequence[Remedy], done: Sequence[Remedy], *, clears: bool) -> Step:
    after = outlook(diagnosis, closing(done), together(done)).after
    return Step(diagnosis.scheme.indicator(code), tuple(mine), clears, verdict(after.county))


def _enough(diagnosis: Diagnosis, code: str, mine: Sequence[Remedy]) -> list[Remedy]:
    """As little of the remedies as clears the item's veto: the largest are left out first where the others are enough.
    None when even all of them do not.
    """
    if not mine or not _clear(diagnosis, code, mine):
        return []
    kept = list(mine)
    for one in sorted(mine, key=lambda one: -one.lost):
        fewer = [other for other in kept if other is not one]
        if fewer and _clear(diagnosis, code, fewer):
            kept = fewer
    return kept


def _clear(diagnosis: Diagnosis, code: str, done: Sequence[Remedy]) -> bool:
    """Whether the county's item vetoes no more with those remedies: the item alone is scored."""
    alone = replace(diagnosis, values=diagnosis.values[diagnosis.values["indicator"] == code])
    panel = Panel(diagnosis.scheme, with_figures(alone, together(done)), diagnosis.roster.units())
    item = diagnosis.scheme.indicator(code)
    item = replace(item, rule=item.county_rule) if item.county_rule else item
    rows = rolled_up(panel, item)
    outcome = rows.outcome(item.rule)
    lost = item.rigid is not None and bool((outcome.high < outcome.full).any())
    return not lost and not (item.veto_if is not None and bool(rows.holds(item.veto_if)[0].any()))
