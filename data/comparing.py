"""One round compared with the one before it: what moved every total and place."""

from __future__ import annotations

import pandas as pd

from data.counted_figures import CountedFigures
from data.diagnosis import Diagnosis
from data.intake import COUNTED, PRECEDENCE, SOURCES
from data.store import Store
from data.store_reading import effective
from scoring.round_change import RoundChange, round_change
from scoring.round_sides import Side
from scoring.scheme import COUNTY

SELF_REPORTED = SOURCES["town"]


def change_between(store: Store, earlier: Diagnosis, later: Diagnosis) -> RoundChange:
    """What moved from one round to the other, split into its causes."""
    return round_change(_side(store, earlier), _side(store, later), _combined)


def _side(store: Store, diagnosis: Diagnosis) -> Side:
    """A round as it was reported and as it was judged. What is counted from the list of problems, and what departments
    report for the whole county, is reported.
    """
    values = pd.concat([store.values(diagnosis.round.name, source) for source in PRECEDENCE], ignore_index=True)
    values = CountedFigures.of(store, diagnosis.scheme, diagnosis.round.name).beside(values)
    reported = values["source"].isin([SELF_REPORTED, COUNTED]) | (values["unit"] == COUNTY) & (
        values["source"] == SOURCES["department"]
    )
    problems = diagnosis.problems.groupby("town").size().astype(float)
    return Side(diagnosis.scheme, effective(values[reported]), values[~reported], diagnosis.roster.units(), problems)


def _combined(reported: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    return effective(pd.concat([judged, reported], ignore_index=True))
