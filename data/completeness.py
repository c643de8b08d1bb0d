"""谁还没报: who has reported in a round, who is late, who is missing, and how far each workbook is filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from data.answers import ANSWERED, answers, unsettled
from data.clock import day_of
from data.evidence_checks import EvidenceChecks
from data.evidence_documents import settled
from data.intake import SOURCES
from data.roster import Roster
from data.shape import COUNT, MOMENT, TEXT, Shape
from data.store import Round, Store
from scoring.scheme import Scheme

COMPLETENESS = Shape(
    {
        **dict.fromkeys(("kind", "unit", "group", "standing", "by", "file"), TEXT),
        "submitted_at": MOMENT,
        **dict.fromkeys(("asked", "given", "problems", "evidence", "errors", "warnings", "submission"), COUNT),
    }
)
"""A row a unit that should report or has.

``standing`` is ``on_time``, ``late`` (sent after the due day) or ``missing``; ``asked`` figures are asked of the unit,
``given`` of them are reported or 不适用; ``evidence`` counts the documents that are complete, as far as the office has
checked them by its word, else by the unit's own.
``submission`` is the one that counts, 0 when there is none. An error whose figure was put right on the page no
longer counts.
"""

Counts = Mapping[str, Mapping[Any, int]]
"""What is counted → submission → how many."""


def completeness(store: Store, scheme: Scheme, chosen: Round, evidence: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every town of the roster, every department with figures to report, and whatever else has been sent.

    ``evidence`` is that of the round as it counts, for whoever has settled it already. Columns of COMPLETENESS, towns
    first, in the order of the roster and of the scheme.
    """
    sent, asked = store.submissions(chosen.name), answers(store, scheme, chosen)
    if evidence is None:
        evidence = settled(scheme, store.evidence(chosen.name), EvidenceChecks(store).of_round(chosen.name))
    counts = _counts(store, chosen.name, evidence, sent, asked)
    known = {(row["kind"], row["unit"]): row for row in sent.to_dict("records")}
    expected = [*_expected(store.roster(), asked)]
    rows = [_row(one, known.get(one[:2]), counts, chosen.due_on) for one in expected]
    places = {one[:2] for one in expected}
    unasked = [row for row in sent.to_dict("records") if (row["kind"], row["unit"]) not in places]
    rows += [_row((row["kind"], row["unit"], "", 0), row, counts, chosen.due_on) for row in unasked]
    return COMPLETENESS.frame(rows)


def on_time_share(table: pd.DataFrame) -> float:
    """按时率: the share of the towns that have sent their workbook by the end of the due day; NaN without a town."""
    towns = table[table["kind"] == "town"]
    return float((towns["standing"] == "on_time").mean())


def _expected(roster: Roster, asked: pd.DataFrame) -> Iterator[tuple[str, str, str, int]]:
    """Kind, unit, group and how many figures are asked of it."""
    groups = dict(zip(roster.towns["town"], roster.towns["group"], strict=True))
    for (kind, unit), rows in asked.groupby(["kind", "unit"], sort=False):
        yield str(kind), str(unit), groups.get(unit, "") if kind == "town" else "", len(rows)


def _counts(store: Store, round_name: str, evidence: pd.DataFrame, sent: pd.DataFrame, asked: pd.DataFrame) -> Counts:
    findings = store.findings(round_name)
    counted = {
        "problems": store.problems(round_name),
        "evidence": evidence[evidence["complete"].fillna(False)],
        "errors": unsettled(findings[findings["severity"] == "错误"], asked),
        "warnings": findings[findings["severity"] == "警告"],
    }
    counts = {name: rows["submission"].value_counts().to_dict() for name, rows in counted.items()}
    return {"given": _given(store, round_name, sent, asked), **counts}


def _given(store: Store, round_name: str, sent: pd.DataFrame, asked: pd.DataFrame) -> dict[Any, int]:
    """How many of the figures asked of it each submission gives; where none are asked, how many it gives at all."""
    values = pd.concat([store.values(round_name, source) for source in dict.fromkeys(SOURCES.values())])
    given = values.loc[values["status"] != "unreported", "submission"].value_counts().to_dict()
    answered = asked[asked["answer"].isin(ANSWERED)].groupby(["kind", "unit"]).size().to_dict()
    units = set(zip(asked["kind"], asked["unit"], strict=True))
    sent_by = {
        key: (kind, unit) for key, kind, unit in zip(sent["submission"], sent["kind"], sent["unit"], strict=True)
    }
    return {key: answered.get(unit, 0) if unit in units else given.get(key, 0) for key, unit in sent_by.items()}


def _row(
    expected: tuple[str, str, str, int], sent: Mapping[Any, Any] | None, counts: Counts, due_on: date | None
) -> tuple[Any, ...]:
    kind, unit, group, asked = expected
    if sent is None:
        return kind, unit, group, "missing", "", "", None, asked, *[0] * 6
    # departments verify what has come in by the due day
    late = kind != "verification" and due_on is not None and day_of(sent["submitted_at"]) > due_on
    number = {name: many.get(sent["submission"], 0) for name, many in counts.items()}
    return (
        kind, unit, group, "late" if late else "on_time", sent["by"], sent["file"], sent["submitted_at"], asked,
        *(number[name] for name in ("given", "problems", "evidence", "errors", "warnings")), sent["submission"],
    )  # fmt: skip
