"""The audit workbook (复核底稿): the whole scoring as live formulas, so that anyone can check it without us.

Values stand as they were reported; every score, roll-up, total, rank and grade is a formula over them. Nothing that the
core computed is in it, so that a spreadsheet's own recalculation is a second opinion.
"""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pandas as pd

from reports.audit import paper, scores, values
from reports.audit.entered import COUNTY_VALUES, TOWN_VALUES, VILLAGE_VALUES, Entered
from reports.audit.rules import COUNTY_STEPS, TOWN_STEPS, VILLAGE_STEPS, Steps
from scoring.panel import Panel
from scoring.scheme import Scheme
from scoring.score import county_card


def audit_workbook(
    scheme: Scheme, figures: pd.DataFrame, units: pd.DataFrame | None = None, open_problems: pd.Series | None = None
) -> bytes:
    """The workbook of one round.

    ``figures`` and ``units`` are as for :func:`scoring.score`; ``open_problems`` counts them by unit (for ties).
    """
    panel = Panel(scheme, figures, units)
    entered = Entered(scheme)
    villages = values.villages(panel, entered)
    steps = Steps(panel, entered, len(villages))
    town_items = [steps.town_item(one) for one in entered.town_items]
    county_items = [steps.county_item(one) for one in entered.items]
    workbook = paper.new_workbook()
    order = (
        scores.SUMMARY, scores.COUNTY_CARD, scores.TOWN_SCORES, TOWN_VALUES, COUNTY_VALUES, VILLAGE_VALUES, TOWN_STEPS,
        COUNTY_STEPS, VILLAGE_STEPS,
    )  # fmt: skip
    sheets = {name: workbook.create_sheet(name) for name in order}
    values.town_values(sheets[TOWN_VALUES], panel, entered)
    values.county_values(sheets[COUNTY_VALUES], panel, entered)
    values.village_values(sheets[VILLAGE_VALUES], panel, entered, villages)
    values.same_units(sheets[TOWN_STEPS], TOWN_VALUES, len(panel.units), values.UNIT_HEADINGS)
    values.same_units(sheets[VILLAGE_STEPS], VILLAGE_VALUES, len(villages), values.VILLAGE_HEADINGS)
    paper.columns(sheets[TOWN_STEPS], steps.towns)
    paper.columns(sheets[VILLAGE_STEPS], steps.villages)
    paper.lines(sheets[COUNTY_STEPS], steps.county)
    scores.town_scores(sheets[scores.TOWN_SCORES], town_items, len(panel.units))
    problems = pd.Series(panel.units).map(open_problems).fillna(0) if open_problems is not None else None
    counted = np.zeros(len(panel.units)) if problems is None else problems.to_numpy(float)
    scores.summary(sheets[scores.SUMMARY], scores.town_card(scheme, town_items), len(panel.units), counted)
    scores.county_card(sheets[scores.COUNTY_CARD], scheme, county_items, county_card(panel).projected[0])
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()
