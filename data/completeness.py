"""谁还没报: who has reported in a round, who is late, who is missing, and how far each workbook is filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from data.clock import day_of, spoken_day
from data.intake import SOURCES
from data.roster import Roster
from data.shape import COUNT, MOMENT, TEXT, Shape
from data.store import Round, Store
from data.templates import reporting_departments
from data.templates.forms import asked_of_department, asked_of_town
from scoring.scheme import Scheme

COMPLETENESS = Shape(
    {
        **dict.fromkeys(("kind", "unit", "group", "standing", "by", "file"), TEXT),
        "submitted_at": MOMENT,
        **dict.fromkeys(("asked", "given", "problems", "evidence", "errors", "warnings"), COUNT),
    }
)
"""A row a unit that should report or has.

``standing`` is ``on_time``, ``late`` (sent after the due day) or ``missing``; ``asked`` figures are asked of the unit,
``given`` of them are reported or 不适用; ``evidence`` counts the documents that are said to be complete.
"""

Counts = Mapping[str, Mapping[Any, int]]
"""What is counted → submission → how many."""


def completeness(store: Store, scheme: Scheme, chosen: Round) -> pd.DataFrame:
    """Every town of the roster, every department with figures to report, and every inspection team that has reported.

    Columns of COMPLETENESS, towns first, in the order of the roster and of the scheme.
    """
    sent = store.submissions(chosen.name)
    counts = _counts(store, chosen.name)
    known = {(row["kind"], row["unit"]): row for row in sent.to_dict("records")}
    expected = [*_expected(store.roster(), scheme)]
    others = [(kind, unit, "", 0) for kind, unit in known if (kind, unit) not in {one[:2] for one in expected}]
    rows = [_row(one, known.get(one[:2]), counts, chosen.due_on) for one in (*expected, *others)]
    return COMPLETENESS.frame(rows)


def reminder(table: pd.DataFrame, chosen: Round) -> str:
    """The text to be sent to who has not reported or has errors to put right; "" when all is well."""
    missing, wrong = table[table["standing"] == "missing"], table[table["errors"] > 0]
    if missing.empty and wrong.empty:
        return ""
    deadline = f"，截止{spoken_day(chosen.due_on)}" if chosen.due_on else ""
    lines = [f"【催报】{chosen.name}填报{deadline}。"]
    for kind, noun in (("town", "镇"), ("department", "部门")):
        names = list(missing.loc[missing["kind"] == kind, "unit"])
        lines += [f"尚未报送的{noun}（{len(names)} 个）：{'、'.join(names)}。"] if names else []
    if len(wrong):
        named = (f"{unit}（{count} 处）" for unit, count in zip(wrong["unit"], wrong["errors"], strict=True))
        lines.append(f"有错误待更正的：{'、'.join(named)}。")
    return "\n".join([*lines, "请抓紧用本轮模板填好后报县委农办，以最后一次报送的为准。"])


def _expected(roster: Roster, scheme: Scheme) -> Iterator[tuple[str, str, str, int]]:
    """Kind, unit, group and how many figures are asked of it."""
    of_town = len(asked_of_town(scheme))
    for town, group in zip(roster.towns["town"], roster.towns["group"], strict=True):
        yield "town", str(town), str(group), of_town
    for department in reporting_departments(scheme):
        yield "department", department, "", len(asked_of_department(scheme, department))


def _counts(store: Store, round_name: str) -> Counts:
    values = pd.concat([store.values(round_name, source) for source in SOURCES.values()])
    evidence, findings = store.evidence(round_name), store.findings(round_name)
    counted = {
        "given": values[values["status"] != "unreported"],
        "problems": store.problems(round_name),
        "evidence": evidence[evidence["complete"].fillna(False)],
        "errors": findings[findings["severity"] == "错误"],
        "warnings": findings[findings["severity"] == "警告"],
    }
    return {name: rows["submission"].value_counts().to_dict() for name, rows in counted.items()}


def _row(
    expected: tuple[str, str, str, int], sent: Mapping[Any, Any] | None, counts: Counts, due_on: date | None
) -> tuple[Any, ...]:
    kind, unit, group, asked = expected
    if sent is None:
        return kind, unit, group, "missing", "", "", None, asked, 0, 0, 0, 0, 0
    late = due_on is not None and day_of(sent["submitted_at"]) > due_on
    number = {name: many.get(sent["submission"], 0) for name, many in counts.items()}
    return (
        kind, unit, group, "late" if late else "on_time", sent["by"], sent["file"], sent["submitted_at"], asked,
        *(number[name] for name in ("given", "problems", "evidence", "errors", "warnings")),
    )  # fmt: skip
