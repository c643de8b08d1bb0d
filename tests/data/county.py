"""A county of eight towns: what it accepted in the last round, and a drop of this one, drawn as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.checks import county_findings
from data.findings import Finding
from data.roster import TOWNS, VILLAGES, Roster
from data.store import Store
from tests.data.office import EARLIER, accepted, office, standing, upload

TOWN_NAMES = ("石桥镇", "云岭镇", "安和镇", "清溪镇", "大坑镇", "柳浦镇", "官田镇", "沙埔镇")
OWN, OTHERS = TOWN_NAMES[0], TOWN_NAMES[1:]
ROSTER = Roster(
    "青禾县",
    TOWNS.frame([(town, "圩镇组", "") for town in TOWN_NAMES]),
    VILLAGES.frame([(OWN, village) for village in ("上坪村", "石桥村", "大塘村")]),
)


def county(earlier: Mapping[str, str] | None = None) -> Store:
    """A store with the eight towns, where these forms were accepted in the last round."""
    store = office()
    store.save_roster(ROSTER)
    for unit, sheet in (earlier or {}).items():
        accepted(store, unit, sheet, round_name=EARLIER)
    return store


def found(store: Store, drop: Mapping[str, str] | Iterable[tuple[str, str]]) -> dict[str, list[Finding]]:
    """What is found beside the other towns when these forms come in together, by town."""
    pairs = list(drop.items()) if isinstance(drop, Mapping) else list(drop)
    ones = county_findings(standing(store), [upload(unit, sheet)[1] for unit, sheet in pairs])
    told: dict[str, list[Finding]] = {}
    for (unit, _), findings in zip(pairs, ones, strict=True):
        told.setdefault(unit, []).extend(findings)
    return told


def codes(findings: Iterable[Finding]) -> list[str]:
    """Their codes with their cells."""
    return [f"{one.code} {one.cell}".strip() for one in findings]


def all_towns(line: str, own: str = "") -> dict[str, str]:
    """The same line from every town, but another from the first; ``#`` in it becomes a number of the town's own."""
    sheets = {town: line.replace("#", str(place)) for place, town in enumerate(TOWN_NAMES)}
    return {**sheets, OWN: own} if own else sheets
