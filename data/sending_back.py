"""退回: which workbooks go back to their units with the faults marked, from a drop and from what has been accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

import pandas as pd

from data.findings import Finding
from data.receipts import Receipt, Upload
from data.receiving import receive
from data.returning import Returned, returned
from data.roster import Roster
from data.standing import Standing
from data.store import Store
from scoring.scheme import Scheme

FAULTS = ("错误", "警告")
"""The severities for which a workbook goes back; a notice alone is no reason."""


def is_faulty(findings: Iterable[Finding]) -> bool:
    """Whether there is something for the unit to put right or to answer."""
    return any(one.severity in FAULTS for one in findings)


def sent_back(one: Receipt, scheme: Scheme, roster: Roster) -> Returned:
    """The workbook of a receipt, marked with its findings."""
    return returned(one.upload.content, one.intake, scheme, roster, one.round_name)


def accepted_sent_back(store: Store, standing: Standing, submission: int) -> Returned | None:
    """An accepted workbook, marked with the findings that were recorded with it; None when it has no faults."""
    recorded = recorded_findings(store.findings(submission=submission))
    if not is_faulty(recorded):
        return None
    sent = store.submissions(standing.round.name, current_only=False).set_index("submission").loc[submission]
    upload = Upload(str(sent["file"]), store.original(str(sent["sha256"])))
    read = replace(receive(standing, [upload])[0].intake, findings=recorded)
    return returned(upload.content, read, standing.scheme, standing.roster, standing.round.name)


def recorded_findings(table: pd.DataFrame) -> tuple[Finding, ...]:
    """The store's table of findings as findings."""
    names = [one.name for one in fields(Finding)]
    rows: list[dict[Any, Any]] = table[names].to_dict("records")
    return tuple(Finding(**{str(name): value for name, value in row.items()}) for row in rows)
