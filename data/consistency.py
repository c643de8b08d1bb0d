"""台账一致性: where town, department, inspection team and office say different things, and what hangs on each.

Of one figure up to four sources speak (自报, 核定, 抽查, 更正); one counts. What hangs on a disagreement is how the
scores move when each source's figure is put in its place while all others stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data.intake import CORRECTED, COUNTED, PRECEDENCE, VALUE_KEY
from data.rescoring import Bearing, Rescoring
from data.store_reading import effective
from data.value_changes import NOT_APPLICABLE, UNREPORTED
from scoring.rounding import SNAP_DIGITS, plain, snap
from scoring.scheme import COUNTY, Indicator, Input, Scheme
from scoring.scorecard import Scorecard

SELF, VERIFIED, FIELD = "自报", "核定", "抽查"
SOURCES = tuple(reversed(PRECEDENCE))
"""自报, 核定, 抽查, 更正: as they come in."""


class Place(NamedTuple):
    """Where a number stands; the original can be fetched by its fingerprint."""

    file: str
    sheet: str
    cell: str
    sha256: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.file, self.sheet, self.cell) if part)


@dataclass(frozen=True)
class Said:
    """What one source says of a figure, and how the scores come out with it.

    ``by`` is who sent it; ``reason`` why it differs, as far as the source says it; ``outdated`` says that the town has
    changed its figure since the department saw it.
    """

    source: str
    by: str
    spoken: str
    status: str
    value: float
    counts: bool
    place: Place
    bearing: Bearing
    reason: str = ""
    outdated: bool = False


@dataclass(frozen=True)
class Disagreement:
    """One figure of which the sources say different things.

    ``town_points`` and ``county_points`` are by how much the town's and the county's total move between the sources;
    ``town_veto`` and ``county_veto`` say that whether a rigid item is deducted hangs on this figure. ``who`` must clear
    it up; blank once the office has put the figure right.
    """

    unit: str
    group: str
    indicator: Indicator
    input: Input
    sample: str
    said: tuple[Said, ...]
    town_points: float
    county_points: float
    town_veto: bool
    county_veto: bool
    who: tuple[str, ...]

    @property
    def counting(self) -> Said:
        """What counts."""
        return next(one for one in self.said if one.counts)

    @property
    def settled(self) -> bool:
        """Whether the office has put the figure right."""
        return self.counting.source == CORRECTED

    @property
    def whose(self) -> str:
        """The town, and the village of it when it is a village's figure."""
        return f"{self.unit} {self.sample}".strip()

    def of(self, source: str) -> tuple[Said, ...]:
        """What that source says; two teams may say two things."""
        return tuple(one for one in self.said if one.source == source)


def disagreements(
    every: pd.DataFrame,
    towns: Scorecard,
    county: Scorecard,
    submissions: pd.DataFrame,
    verifications: pd.DataFrame,
    corrections: pd.DataFrame,
) -> list[Disagreement]:
    """The figures of a round of which its sources say different things: those on which a veto hangs first, then by the
    points.

    ``every`` has the rows of every source (``Store.every_value``), ``towns`` and ``county`` are scored from those that
    count; ``submissions``, ``verifications`` and ``corrections`` as the store gives them.
    """
    speaking = every[every["status"] != "unreported"]
    differing = speaking[_differs(speaking)]
    if differing.empty:
        return []
    rescoring = Rescoring(towns, county, effective(every))
    told = _Told(towns.scheme, rescoring, submissions, verifications, corrections)
    found = [told.disagreement(rows) for _, rows in differing.groupby(list(VALUE_KEY), sort=False)]
    return sorted((one for one in found if one is not None), key=_importance)


def spoken(status: str, value: float, yes_no: bool) -> str:
    """A figure in words: «不适用», «未填报», «是», «12.5»."""
    if status == "not_applicable":
        return NOT_APPLICABLE
    if status == "unreported" or value != value:
        return UNREPORTED
    return ("是" if value == 1 else "否") if yes_no else plain(value, SNAP_DIGITS)


def _differs(rows: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which rows are of a figure of which different things are said."""
    with np.errstate(over="ignore"):  # an absurd figure is still a figure
        numbers = pd.Series(snap(rows["value"].to_numpy()), rows.index)
    said = rows["status"].where(rows["status"] == "not_applicable", numbers)
    many = said.astype(str).groupby([rows[name] for name in VALUE_KEY]).transform("nunique")
    return np.asarray(many > 1, dtype=bool)


def _importance(one: Disagreement) -> tuple[Any, ...]:
    return (
        one.settled, not one.county_veto, not one.town_veto, -one.county_points, -one.town_points,
        one.indicator.code, one.unit, one.sample,
    )  # fmt: skip


class _Told:
    """Who said what in a round."""

    def __init__(
        self,
        scheme: Scheme,
        rescoring: Rescoring,
        submissions: pd.DataFrame,
        verifications: pd.DataFrame,
        corrections: pd.DataFrame,
    ) -> None:
        self.scheme, self.rescoring = scheme, rescoring
        self.sent_by = dict(zip(submissions["submission"], submissions["unit"], strict=True))
        columns = ("submission", "unit", "indicator", "input", "reason", "claimed")
        rows = zip(*(verifications[name] for name in columns), strict=True)
        self.verified = {tuple(key): (str(reason), str(claimed)) for *key, reason, claimed in rows}
        put_right = zip(corrections["correction"], corrections["by"], corrections["reason"], strict=True)
        self.corrected = {-number: (str(by), str(reason)) for number, by, reason in put_right}

    def disagreement(self, rows: pd.DataFrame) -> Disagreement | None:
        """What is said of one figure; None when the scheme has no such figure."""
        first = rows.iloc[0]
        if first["indicator"] not in self.scheme:
            return None
        indicator = self.scheme.indicator(first["indicator"])
        asked = next((one for one in indicator.inputs if one.id == first["input"]), None)
        if asked is None:
            return None
        said = tuple(self._said(rows, indicator, asked))
        bearings = [one.bearing for one in said]
        return Disagreement(
            unit=first["unit"], group=first["group"], indicator=indicator, input=asked, sample=first["sample"],
            said=said,
            town_points=_spread([one.town for one in bearings]),
            county_points=_spread([one.county for one in bearings]),
            town_veto=len({one.town_vetoed for one in bearings}) > 1,
            county_veto=len({one.county_vetoed for one in bearings}) > 1,
            who=_who(first["unit"], indicator, said),
        )  # fmt: skip

    def _said(self, rows: pd.DataFrame, indicator: Indicator, asked: Input) -> Iterator[Said]:
        """The sources in the order in which they outrank each other, the last one first."""
        place = rows["source"].map(SOURCES.index)
        ordered = rows.iloc[np.lexsort((rows["submission"].abs(), place))]
        records = ordered.to_dict("records")
        claim = next((one for one in records if one["source"] == SELF), None)
        for number, row in enumerate(records):
            reason, claimed = self.verified.get(tuple(row[name] for name in _VERIFIED_KEY), ("", ""))
            counted = asked.counted.words if asked.counted and row["source"] == COUNTED else ""
            by, put_right_for = self.corrected.get(row["submission"], (self.sent_by.get(row["submission"], ""), ""))
            yield Said(
                source=row["source"], by=str(by), spoken=spoken(row["status"], row["value"], asked.yes_no),
                status=row["status"], value=row["value"], counts=number == len(records) - 1,
                place=Place(row["file"], row["sheet"], row["cell"], row["sha256"]),
                reason=reason or put_right_for or counted,
                outdated=bool(claimed and claim and _changed(claimed, claim)),
                bearing=self.rescoring.bearing(row, indicator),
            )  # fmt: skip


_VERIFIED_KEY = ("submission", "unit", "indicator", "input")


def _changed(claimed: str, claim: dict[Any, Any]) -> bool:
    """Whether the town says something else by now than the department has seen."""
    try:
        return bool(snap(float(claimed)) != snap(float(claim["value"])))
    except ValueError:
        return claimed not in (claim["typed"], spoken(claim["status"], claim["value"], yes_no=True))


def _spread(ends: Sequence[tuple[float, float]]) -> float:
    """By how much a total moves between the sources: at its worst or at its best end, whichever moves more."""
    if len(ends) < 2:
        return 0.0
    low, high = (np.array(column) for column in zip(*ends, strict=True))
    return float(snap(max(np.ptp(low), np.ptp(high))))


def _who(unit: str, indicator: Indicator, said: Sequence[Said]) -> tuple[str, ...]:
    """Who must clear it up: everybody whose figure differs, the town with its lead department first."""
    if said[-1].source == CORRECTED:
        return ()
    parties = [unit if one.source == SELF else one.by or indicator.lead for one in said]
    return tuple(dict.fromkeys(party for party in parties if party and party != COUNTY))
