"""Every town's figures now, in the last round and last year, as one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from data.intake import Intake
from data.standing import Standing
from scoring.rounding import snap
from scoring.scheme import Scheme

FIGURE = ["indicator", "input"]
"""What the towns are compared in."""

_KEY = ["kind", "sender", "unit", *FIGURE]
_TAKEN = ["unit", *FIGURE, "value", "last_year", "sheet", "cell", "typed"]
COLUMNS = (
    "place", "line", "kind", "sender", "unit", *FIGURE, "now", "before", "last_year", "sheet", "cell", "typed", "peer",
)  # fmt: skip


def movements(standing: Standing, intakes: Sequence[Intake]) -> pd.DataFrame:
    """A row a reported figure of the workbooks and of the other units' accepted ones of this round.

    ``place`` is the workbook's place in ``intakes``, -1 for an accepted one; ``line`` numbers the rows; ``now`` is the
    figure, ``before`` what the unit said in its last round, ``last_year`` what it says of last year, NaN when unknown;
    ``peer`` marks one row a unit and figure. Left out are sampled figures, since other villages are other figures, and
    answers of yes or no.
    """
    tables = [*_dropped(intakes), _accepted(standing, intakes)]
    rows = _numbers(standing.scheme, pd.concat(tables, ignore_index=True)).rename(columns={"value": "now"})
    earlier = _earlier(standing)
    rows = rows.merge(earlier, on=_KEY, how="left") if len(earlier) else rows.assign(before=float("nan"))
    settled = {name: snap(rows[name]) for name in ("now", "before", "last_year")}
    first = ~rows.duplicated(["unit", *FIGURE])
    return rows.assign(**settled, line=range(len(rows)), peer=first)[list(COLUMNS)]


def _numbers(scheme: Scheme, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of figures that the scheme asks for as numbers."""
    items = (*scheme.indicators, *scheme.components)
    asked = {(one.code, put.id) for one in items for put in one.inputs if not put.yes_no}
    keys = zip(rows["indicator"], rows["input"], strict=True)
    return rows[pd.Series([key in asked for key in keys], rows.index, dtype=bool)]


def _dropped(intakes: Sequence[Intake]) -> Iterator[pd.DataFrame]:
    for place, one in enumerate(intakes):
        if one.kind in ("town", "department") and one.unit:
            yield _reported(one.values)[_TAKEN].assign(place=place, kind=one.kind, sender=one.unit)


def _accepted(standing: Standing, intakes: Sequence[Intake]) -> pd.DataFrame:
    """What this round holds of the units that are not among the workbooks."""
    sent = {(one.kind, one.unit) for one in intakes}
    present = _sent_values(standing, standing.submissions[standing.submissions["round"] == standing.round.name])
    keys = zip(present["kind"], present["sender"], strict=True)
    others = pd.Series([key not in sent for key in keys], present.index, dtype=bool)
    return present.loc[others, [*_TAKEN, "kind", "sender"]].assign(place=-1)


def _earlier(standing: Standing) -> pd.DataFrame:
    """What each unit last said before this round: the columns of the key, and ``before``."""
    came = standing.submissions[standing.submissions["round"] != standing.round.name]
    last = came.drop_duplicates(["kind", "unit"], keep="last")
    return _sent_values(standing, last).rename(columns={"value": "before"})[[*_KEY, "before"]]


def _sent_values(standing: Standing, submissions: pd.DataFrame) -> pd.DataFrame:
    """The reported figures of those forms, each with the kind and unit that sent it."""
    forms = submissions[submissions["kind"].isin(["town", "department"])]
    whose = forms[["submission", "kind", "unit"]].rename(columns={"unit": "sender"})
    return _reported(standing.values).merge(whose, on="submission")


def _reported(values: pd.DataFrame) -> pd.DataFrame:
    return values[(values["status"] == "reported") & (values["sample"] == "")]
