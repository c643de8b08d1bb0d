"""A small county for the page tests: its towns report what the scheme's own worked cases give."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pandas as pd

from data.intake import EVIDENCE, PROBLEMS, VALUES, Intake
from data.roster import Roster
from data.store import Store
from scoring import COUNTY, Indicator, Scheme, load_scheme

scheme = cache(load_scheme)

TOWNS = {"石桥镇": "圩镇", "白沙镇": "圩镇", "龙潭镇": "山区镇", "云岭镇": "山区镇"}
AT = datetime(2026, 3, 18, 12, 30, tzinfo=UTC)
HOSTILE = "<b>:red[**石桥**]</b>镇"
"""A town's name that means something to HTML, to Markdown and to Streamlit."""


def roster(towns: Mapping[str, str] = TOWNS) -> Roster:
    """The towns with their groups."""
    rows = [{"town": town, "group": group, "leader": ""} for town, group in towns.items()]
    return Roster(county="青禾县", towns=pd.DataFrame(rows).astype("str"), departments=("县农业农村局",))


def open_round(store: Store, name: str, towns: Mapping[str, str] = TOWNS) -> None:
    """A round with its dates, for those towns."""
    if tuple(towns) != store.roster().town_names:
        store.save_roster(roster(towns))
    dates = (date(2026, 3, 1), date(2026, 3, 20), date(2026, 3, 31), date(2026, 4, 15))
    store.open_round(name, "gd2021", "1", *dates)


def report(store: Store, round_name: str, unit: str, turn: int, problems: Iterable[tuple[str, str]] = ()) -> None:
    """The unit's workbook for the round: of every item the worked case number ``turn``, counted round and round.

    With problems on its list, none of them overdue yet, it reports none that is.
    """
    asked = _asked(scheme("gd2021"), unit)
    rows = [row for one in asked for row in _rows(one, unit, turn)]
    if problems:
        rows = [(*row[:4], 0.0, *row[5:]) if row[1:3] == ("B1-04", "overdue") else row for row in rows]
    keep(store, round_name, unit, rows, [(one.code, name) for one in asked for name in one.evidence], problems)


def keep(
    store: Store,
    round_name: str,
    unit: str,
    values: Iterable[tuple[Any, ...]] = (),
    evidence: Iterable[tuple[str, str]] = (),
    problems: Iterable[tuple[str, str]] = (),
) -> None:
    """One workbook into the store: values, evidence (indicator, document), problems (indicator, description)."""
    content = f"{round_name} {unit}".encode()
    intake = Intake(
        file_name=f"{unit}.xlsx",
        sha256=hashlib.sha256(content).hexdigest(),
        readable=True,
        kind="department" if unit == COUNTY else "town",
        unit="县农业农村局" if unit == COUNTY else unit,
        round_name=round_name,
        scheme_code="gd2021",
        template_version="1",
        values=VALUES.frame(values),
        evidence=EVIDENCE.frame(
            (unit, code, document, "文件", "", "", True, True, "", "佐证目录", "C4") for code, document in evidence
        ),
        problems=PROBLEMS.frame(_problem(unit, code, text) for code, text in problems),
    )
    store.save_submission(round_name, intake, content, by="张三", at=AT)


def _problem(town: str, code: str, text: str) -> tuple[Any, ...]:
    due = date(2026, 3, 31)
    return (
        "1",
        "县级模拟考核",
        AT.date(),
        town,
        "",
        "",
        code,
        True,
        "",
        text,
        "一般",
        "",
        "",
        "",
        due,
        "问题清单",
        "A4",
    )


def _asked(rules: Scheme, unit: str) -> list[Indicator]:
    scope = "county" if unit == COUNTY else "town"
    items = [*rules.indicators, *rules.components]
    return [
        one
        for one in items
        if one.scope == scope or (unit == COUNTY and any(put.scope == "county" for put in one.inputs))
    ]


def _rows(one: Indicator, unit: str, turn: int) -> list[tuple[Any, ...]]:
    cases = [case for case in one.cases if not case.county and not case.peers]
    case = cases[turn % len(cases)]
    if case.samples:
        return [row for at, given in enumerate(case.samples) for row in _figures(one, unit, given, f"第{at + 1}村")]
    return _figures(one, unit, case.given, "")


def _figures(one: Indicator, unit: str, given: Mapping[str, Any], sample: str) -> list[tuple[Any, ...]]:
    """One row an input that the unit reports itself."""
    rows = []
    for at, put in enumerate(one.inputs):
        own = put.scope == "county" or one.scope == "county"
        name = f"county.{put.id}" if put.scope == "county" and one.scope == "town" else put.id
        if own != (unit == COUNTY) or name not in given or put.sampled != bool(sample):
            continue
        value, status = _reported(given[name])
        target, last_year = (_reported(given.get(f"{prefix}.{put.id}"))[0] for prefix in ("target", "last_year"))
        where = ("填报表", f"G{at + 5}", str(given[name]), f"F{at + 5}", f"H{at + 5}")
        rows.append((unit, one.code, put.id, sample, value, status, target, last_year, *where))
    return rows


def _reported(given: Any) -> tuple[float, str]:
    if given is None:
        return float("nan"), "unreported"
    if isinstance(given, str):
        return float("nan"), "not_applicable"
    return float(given), "reported"
