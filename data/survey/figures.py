"""Figures of the scheme that are counted from the survey (问卷计数), as rows of the long table of values.

Which figures these are the scheme says (``surveyed``). The rows are made on reading and never stored: a batch taken in
or withdrawn moves the score at once. A town of which no answer counts has none, and what it reported stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from data.intake import SURVEYED
from data.roster import Roster
from data.store import Store
from data.store_reading import STORED_VALUES
from data.survey.book import Batch, SurveyBook
from data.templates.survey_sheet import SURVEY_SHEET
from scoring.scheme import COUNTY, Indicator, Input, Scheme
from scoring.survey import Surveyed, count

FILE = "三度调查"
"""What stands for the file of a figure that several batches have part in."""


def survey_rows(store: Store, scheme: Scheme, roster: Roster, round_name: str) -> pd.DataFrame:
    """The figures of a round that are counted from its survey: columns of ``data.store_reading.STORED_VALUES``."""
    asked = list(surveyed_inputs(scheme))
    if not asked:
        return STORED_VALUES.empty()
    book = SurveyBook(store)
    answers = book.answers(round_name)
    return rows_of(asked, roster, answers, {one.id: one for one in book.batches(round_name)})


def surveyed_inputs(scheme: Scheme) -> Iterator[tuple[Indicator, Input, Surveyed]]:
    """The inputs of the scheme that are counted from the survey."""
    for indicator in (*scheme.indicators, *scheme.components):
        for asked in indicator.inputs:
            if asked.surveyed is not None:
                yield indicator, asked, asked.surveyed


def rows_of(
    asked: list[tuple[Indicator, Input, Surveyed]], roster: Roster, answers: pd.DataFrame, batches: Mapping[int, Batch]
) -> pd.DataFrame:
    """The figures that those answers come to. ``answers``: columns of ``data.survey.book.STORED_ANSWERS``."""
    mine = answers[answers["town"].isin(roster.town_names)]
    groups = dict(zip(roster.towns["town"], roster.towns["group"], strict=True))
    sent = {str(town): sorted(set(of)) for town, of in mine.groupby("town")["batch"]}
    rows = []
    for indicator, one, wanted in asked:
        figures, bases = (_by_unit(mine, part, one) for part in (wanted, replace(wanted, part="base")))
        for unit, base in bases.items():
            if base:
                whence = _whence([batches[id_] for id_ in sent.get(unit, sorted(set(mine["batch"])))])
                said = {"group": groups.get(unit, ""), "value": float(figures[unit]), "typed": f"按 {base} 份问卷计"}
                rows.append({"unit": unit, "indicator": indicator.code, "input": one.id, **said, **whence})
    return STORED_VALUES.frame(tuple({**_BLANK, **row}.values()) for row in rows)


_BLANK: Mapping[str, Any] = {
    **dict.fromkeys(STORED_VALUES.columns, ""), "status": "reported", "target": np.nan, "last_year": np.nan,
    "source": SURVEYED, "submission": 0,
}  # fmt: skip


def _by_unit(answers: pd.DataFrame, wanted: Surveyed, one: Input) -> dict[str, int]:
    """Town → its count; for a figure of the whole county that of all towns."""
    counted = count(answers, wanted)
    if one.scope == "county":
        return {COUNTY: int(counted.sum())}
    return {str(town): int(number) for town, number in counted.items()}


def _whence(batches: list[Batch]) -> dict[str, Any]:
    """The file and when it came: the batch's own where there is just one."""
    numbers = "、".join(str(one.id) for one in batches)
    told = {"cell": f"第 {numbers} 批", "submitted_at": max(one.at for one in batches)}
    if len(batches) > 1:
        return {**told, "file": FILE}
    return {**told, "file": batches[0].file, "sheet": SURVEY_SHEET, "sha256": batches[0].sha256}
