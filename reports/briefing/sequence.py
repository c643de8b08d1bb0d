"""The sequence of a briefing: which slides in which order, and what is written on them that no score says.

It is kept as a setting, so it goes to a plain dict and comes back from whatever has been kept: what is not understood
is left out or takes the default, never an error in front of the hall.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.clock import spoken_day
from reports.material import Material

KINDS: Mapping[str, str] = {
    "cover": "封面",
    "verdict": "总体结果",
    "rigid": "刚性指标",
    "ranking": "得分与排名",
    "change": "与上轮比较",
    "items": "失分指标",
    "departments": "责任单位失分",
    "problems": "问题整改",
    "board": "红黑榜",
    "survey": "三度调查",
    "innovation": "改革创新",
    "towns": "各镇点评",
    "schedule": "倒计时与安排",
}
"""The kinds of slides in their usual order, and what they are called."""

TOWN_ORDERS: Mapping[str, str] = {
    "worst_first": "得分低的在前",
    "by_group": "按分组",
    "by_leader": "按挂点领导",
    "roster": "按名册",
}
"""The orders in which the towns can have their slides."""

SEQUENCE_SETTING = "briefing.sequence"
"""Under which key the store keeps the sequence."""

LONGEST = 60
"""Signs of a title, a county's name, or a line of the schedule that are kept."""


@dataclass(frozen=True)
class Entry:
    """One kind of slide, and whether it is shown."""

    kind: str
    shown: bool = True


@dataclass(frozen=True)
class Appointment:
    """One line of the schedule: until when (None for no day), and what."""

    day: date | None
    what: str


@dataclass(frozen=True)
class Sequence:
    """How a briefing runs.

    ``entries`` has every kind once, in the order chosen. ``towns`` are those that get a slide, None for all, and
    ``town_order`` one of TOWN_ORDERS. ``anonymous`` (隐名) leaves out the names of towns, villages and persons.
    """

    entries: tuple[Entry, ...]
    title: str
    county: str
    day: date
    town_order: str = "worst_first"
    towns: tuple[str, ...] | None = None
    schedule: tuple[Appointment, ...] = ()
    anonymous: bool = False
    dark: bool = False

    @classmethod
    def default(cls, material: Material) -> Sequence:
        """Every slide in the usual order, for the meeting of that day."""
        entries = tuple(Entry(kind) for kind in KINDS)
        title = f"{material.county}乡村振兴模拟考核推进会"
        return cls(entries, title, material.county, material.today, schedule=_appointments(material))

    @classmethod
    def from_saved(cls, saved: object, material: Material) -> Sequence:
        """The sequence that was kept by :meth:`to_saved`; the default where something cannot be understood."""
        usual = cls.default(material)
        kept: Mapping[Any, Any] = saved if isinstance(saved, Mapping) else {}
        order = kept.get("town_order")
        return cls(
            entries=_entries(kept.get("entries")),
            title=_line(kept.get("title")) or usual.title,
            county=_line(kept.get("county")) or usual.county,
            day=_day(kept.get("day")) or usual.day,
            town_order=order if isinstance(order, str) and order in TOWN_ORDERS else usual.town_order,
            towns=_towns(kept.get("towns"), material),
            schedule=_schedule(kept.get("schedule"), usual.schedule),
            anonymous=kept.get("anonymous") is True,
            dark=kept.get("dark") is True,
        )

    def to_saved(self) -> dict[str, Any]:
        """The sequence as it is kept: plain JSON."""
        return {
            "entries": [{"kind": one.kind, "shown": one.shown} for one in self.entries],
            "title": self.title,
            "county": self.county,
            "day": self.day.isoformat(),
            "town_order": self.town_order,
            "towns": None if self.towns is None else list(self.towns),
            "schedule": [{"day": one.day.isoformat() if one.day else "", "what": one.what} for one in self.schedule],
            "anonymous": self.anonymous,
            "dark": self.dark,
        }

    @property
    def shown(self) -> tuple[str, ...]:
        """The kinds that are shown, in order."""
        return tuple(one.kind for one in self.entries if one.shown)


def spoken_date(day: date) -> str:
    """«2026年3月18日»."""
    return f"{day.year}年{spoken_day(day)}"


def _appointments(material: Material) -> tuple[Appointment, ...]:
    """What the round's dates say, in their order; a date that is not set is left out."""
    chosen = material.diagnosis.round
    known = (
        (chosen.due_on, "各镇、各部门填报截止"),
        (chosen.rectify_by, "清单问题全部销号"),
        (chosen.evaluation_by, "省级实地考评结束"),
    )
    return tuple(sorted((Appointment(day, what) for day, what in known if day), key=lambda one: one.day or date.max))


def _entries(kept: object) -> tuple[Entry, ...]:
    """The known kinds as kept, each once; those that were not kept yet at the end."""
    found: dict[str, Entry] = {}
    for one in kept if isinstance(kept, list) else []:
        kind = one.get("kind") if isinstance(one, Mapping) else None
        if isinstance(kind, str) and kind in KINDS:
            found.setdefault(kind, Entry(kind, one.get("shown") is not False))
    return tuple(found.values()) + tuple(Entry(kind) for kind in KINDS if kind not in found)


def _line(kept: object) -> str:
    """One line of text, "" for anything else."""
    return " ".join(kept.split())[:LONGEST] if isinstance(kept, str) else ""


def _day(kept: object) -> date | None:
    try:
        return date.fromisoformat(kept) if isinstance(kept, str) else None
    except ValueError:
        return None


def _towns(kept: object, material: Material) -> tuple[str, ...] | None:
    """The chosen towns that there are; None for all."""
    if not isinstance(kept, list):
        return None
    return tuple(unit for unit in material.diagnosis.units if unit in kept)


def _schedule(kept: object, usual: tuple[Appointment, ...]) -> tuple[Appointment, ...]:
    if not isinstance(kept, list):
        return usual
    rows = [one for one in kept if isinstance(one, Mapping)]
    found = [Appointment(_day(row.get("day")), _line(row.get("what"))) for row in rows]
    return tuple(one for one in found if one.what)
