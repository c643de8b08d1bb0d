"""The demo county's calendar: three rounds in the spring in which the province assesses last year's work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

EVALUATION_BY = date.today() + timedelta(days=29)
"""When the province's on-site evaluation ends. All other dates of the demo county keep their distance to it, so that
the figures of the third round were due yesterday and half a month is left, whenever the demo county is laid down.
"""

_WRITTEN_FOR = date(2026, 4, 15)
"""The end of the evaluation for which the dates here and in the CSV files were written."""

BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class DemoRound:
    """One round; ``number`` counts from 1."""

    number: int
    name: str
    opened_on: date
    due_on: date


def shifted(day: date) -> date:
    """A date as written, moved along with the end of the evaluation."""
    return day + (EVALUATION_BY - _WRITTEN_FOR)


def moment(day: date, minutes: int) -> datetime:
    """So many minutes after midnight, Beijing time; more than a day's go on into the next days."""
    return datetime.combine(day, time(), BEIJING) + timedelta(minutes=minutes)


RECTIFY_BY = shifted(date(2026, 3, 31))

ROUNDS = (
    DemoRound(1, "第一轮模拟考核", shifted(date(2026, 2, 2)), shifted(date(2026, 2, 10))),
    DemoRound(2, "第二轮模拟考核", shifted(date(2026, 2, 24)), shifted(date(2026, 2, 28))),
    DemoRound(3, "第三轮模拟考核", shifted(date(2026, 3, 11)), shifted(date(2026, 3, 16))),
)
