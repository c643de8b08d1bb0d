"""The audit workbook (复核底稿): the whole scoring as live formulas, so that anyone can check it without us.

Values stand as they were reported; every score, roll-up, total, rank and grade is a formula over them. No number that
the core computed is in it, so that a spreadsheet's own recalculation is a second opinion.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import pandas as pd
from openpyxl import Workbook

from data.timeless import timeless
from reports.audit import paper, values
from reports.audit.county_scores import COUNTY_SCORES, county_scores
from reports.audit.entered import COUNTY_VALUES, TOWN_VALUES, VILLAGE_VALUES, Entered
from reports.audit.guide import GUIDE, guide
from reports.audit.projection import PROJECTION_STEPS, projected
from reports.audit.reasons import REASONS, SOURCES, reasons, sources
from reports.audit.rules import COUNTY_STEPS, TOWN_STEPS, VILLAGE_STEPS, Steps, county_sheet
from reports.audit.summary import SUMMARY, summary
from reports.audit.town_scores import TOWN_SCORES, town_card, town_scores
from scoring.panel import Panel
from scoring.scheme import COUNTY, Scheme

SHEETS = (
    GUIDE, SUMMARY, COUNTY_SCORES, TOWN_SCORES, REASONS, TOWN_VALUES, COUNTY_VALUES, VILLAGE_VALUES, TOWN_STEPS,
    COUNTY_STEPS, PROJECTION_STEPS, VILLAGE_STEPS, SOURCES,
)  # fmt: skip
_EPOCH = datetime(2000, 1, 1)


def audit_workbook(
    scheme: Scheme,
    figures: pd.DataFrame,
    units: pd.DataFrame | None = None,
    open_problems: pd.Series | None = None,
    title: str = "",
    fingerprint: str = "",
) -> bytes:
    """The workbook of one round as the bytes of an xlsx file.

    ``figures`` and ``units`` are as for :func:`scoring.score`; ``open_problems`` counts them by unit, for ties;
    ``title`` says whose round it is, ``fingerprint`` under which it goes; the same figures give the same bytes.
    """
    panel = Panel(scheme, figures, units)
    entered = Entered(scheme)
    workbook = paper.new_workbook()
    for name in SHEETS:
        workbook.create_sheet(name)
    guide(workbook[GUIDE], scheme, title, fingerprint)
    villages = values.villages(panel, entered)
    values.town_values(workbook[TOWN_VALUES], panel, entered)
    values.county_values(workbook[COUNTY_VALUES], panel, entered)
    values.village_values(workbook[VILLAGE_VALUES], panel, entered, villages)
    reasons(workbook[REASONS], panel)
    sources(workbook[SOURCES], figures)
    hanging = {} if open_problems is None else open_problems.to_dict()
    _scores(workbook, Steps(panel, entered, len(villages)), hanging)
    properties = workbook.properties
    properties.creator, properties.title, properties.keywords = "", f"{title}复核底稿", fingerprint
    properties.created = _EPOCH
    file = BytesIO()
    workbook.save(file)
    return timeless(file.getvalue())


def _scores(workbook: Workbook, steps: Steps, hanging: Mapping[Any, int]) -> None:
    """Every sheet of formulas. The steps are written last: by then every rule has put down its columns."""
    panel, count = steps.panel, len(steps.panel.units)
    town_items = [steps.town_item(one) for one in steps.entered.town_items]
    county_items = [steps.county_item(one) for one in steps.entered.items]
    projection = county_sheet(PROJECTION_STEPS)
    so_far = [projected(steps, projection, one) for one in steps.entered.items]
    town_scores(workbook[TOWN_SCORES], town_items, count)
    of_towns = [float(hanging.get(unit, 0)) for unit in panel.units]
    card = town_card(panel.scheme, town_items)
    summary(workbook[SUMMARY], card, count, of_towns, int(hanging.get(COUNTY, 0)))
    county_scores(workbook[COUNTY_SCORES], panel.scheme, county_items, so_far)
    values.same_units(workbook[TOWN_STEPS], TOWN_VALUES, count, values.UNIT_HEADINGS)
    values.same_units(workbook[VILLAGE_STEPS], VILLAGE_VALUES, steps.village_count, values.VILLAGE_HEADINGS)
    paper.columns(workbook[TOWN_STEPS], steps.towns)
    paper.columns(workbook[VILLAGE_STEPS], steps.villages)
    paper.lines(workbook[COUNTY_STEPS], steps.county)
    paper.lines(workbook[PROJECTION_STEPS], projection)
