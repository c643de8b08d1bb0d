"""The fingerprint (指纹) of a round: what its results are made of and the results themselves, in eight signs.

Screen, Word, PowerPoint and Excel of one round carry the same; whoever changes a figure, a rule or the program that
reckons changes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import pandas as pd

from data.diagnosis import Diagnosis
from data.scheme_versions import fingerprint_of

VALUES = ["unit", "indicator", "input", "sample", "source", "status", "value", "target", "last_year"]
PROBLEMS = ["town", "village", "place", "indicator", "source", "description", "due_on"]
EVIDENCE = ["unit", "indicator", "document", "complete", "matches_field"]
SCORES = ["unit", "indicator", "points", "full", "low", "high", "projected", "state"]
PLACES = ["unit", "group", "low", "high", "rank", "group_rank"]
SHOWN = 8


def fingerprint(diagnosis: Diagnosis) -> str:
    """The whole fingerprint, 64 hexadecimal digits."""
    parts = [f"scheme {fingerprint_of(diagnosis.round)}", f"round {diagnosis.round.name}"]
    parts += [f"{name}\n{_canonical(table)}" for name, table in contents(diagnosis).items()]
    return sha256("\n\n".join(parts).encode()).hexdigest()


def spoken(whole: str) -> str:
    """The fingerprint as it is printed: «3F2A-91C0»."""
    shown = whole[:SHOWN].upper()
    return f"{shown[: SHOWN // 2]}-{shown[SHOWN // 2 :]}"


def contents(diagnosis: Diagnosis) -> Mapping[str, pd.DataFrame]:
    """The tables that a fingerprint stands for, and that a freeze keeps."""
    scores = pd.concat([diagnosis.towns.table(), diagnosis.county.table()], ignore_index=True)
    return {
        "units": diagnosis.roster.units(),
        "values": diagnosis.values[VALUES],
        "problems": diagnosis.problems[PROBLEMS],
        "evidence": diagnosis.evidence[EVIDENCE],
        "scores": scores[SCORES],
        "ranking": diagnosis.places[PLACES],
    }


def _canonical(table: pd.DataFrame) -> str:
    """The rows as text in an order of their own, so that it does not matter in which order they came."""
    rows = table.to_csv(index=False, header=False, lineterminator="\n", date_format="%Y-%m-%d").splitlines()
    return "\n".join([",".join(table.columns), *sorted(rows)])
