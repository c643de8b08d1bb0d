"""自评分 beside our score: who thinks better or worse of himself than the rule does."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from data.checks.subject import Subject
from data.findings import Finding, finding
from scoring.rounding import half_up, plain, snap


def self_scores(subject: Subject) -> Iterator[Finding]:
    """A finding a self-score that differs from ours by more than rounding. An item that is left out is not compared."""
    outcomes = {code: ends for code, *ends in subject.outcomes().itertuples()}
    for row in subject.intake.self_scores.to_dict("records"):
        code, said = str(row["indicator"]), float(row["self_score"])
        if isnan(said) or code not in outcomes:
            continue
        points, full, low, high = outcomes[code]
        if full > 0 and not any(_agrees(said, low + lift, high + lift, points) for lift in {0.0, points - full}):
            yield _differs(subject, str(row["sheet"]), str(row["cell"]), code, said, low, high)


def _agrees(said: float, low: float, high: float, points: float) -> bool:
    """Whether the self-score is ours as far as it was typed: 1.7 is 1.667, but full marks are no 1.96.

    ``low`` and ``high`` are the ends of our score. What a unit does without lifts them: some count it as earned.
    """
    if said == low == high:
        return True
    digits = 2 if snap(said) >= points else min(max(_decimals(said), 1), 2)
    return half_up(low, digits) <= half_up(said, digits) <= half_up(high, digits)


def _decimals(number: float) -> int:
    return len(plain(number).partition(".")[2])


def _differs(subject: Subject, sheet: str, cell: str, code: str, said: float, low: float, high: float) -> Finding:
    ours = "—".join(dict.fromkeys(plain(float(half_up(end))) for end in (low, high)))
    assert subject.card is not None  # outcomes() gave this score
    sentence = subject.card.reason(*subject.card.place(subject.scored, code)).removesuffix("。")
    return finding("R711", sheet, cell, code, plain(said), said=plain(said), ours=ours, sentence=sentence)
