"""Scoring: a scheme and a table of values in, a scorecard out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from scoring.panel import Panel
from scoring.roll_up import complete, rolled_up
from scoring.rounding import Array
from scoring.rows import Rows
from scoring.rules import Outcome, Rule
from scoring.scheme import COUNTY, Indicator, Scheme
from scoring.scorecard import Scorecard


def score(scheme: Scheme, values: pd.DataFrame, units: pd.DataFrame | None = None) -> Scorecard:
    """The towns' scorecard: every town-scope item for every unit.

    ``values``: ``unit, group, indicator, input, sample, value, status, target, last_year`` (see docs/architecture.md).
    ``units``: ``unit, group`` of all who take part, so that a town without a single figure is still listed; left out,
    the units of ``values``.
    """
    return town_card(Panel(scheme, values, units))


def score_county(scheme: Scheme, values: pd.DataFrame, units: pd.DataFrame | None = None) -> Scorecard:
    """The county's scorecard: all items and the components, from rolled-up figures, as the single unit 全县."""
    return county_card(Panel(scheme, values, units))


def town_card(panel: Panel) -> Scorecard:
    """The towns' scorecard of a panel."""
    items = tuple(one for one in panel.scheme.indicators if one.scope == "town")
    rows = tuple(panel.town_rows(one) for one in items)
    return _card(panel.scheme, panel.units, panel.groups, items, rows)


def county_card(panel: Panel) -> Scorecard:
    """The county's scorecard of a panel. ``projected`` is the score from the towns that have reported in full."""
    items = (*panel.scheme.indicators, *panel.scheme.components)
    items = tuple(replace(one, rule=one.county_rule) if one.county_rule else one for one in items)
    rows = tuple(rolled_up(panel, one) for one in items)
    county = np.array([COUNTY], object)
    card = _card(panel.scheme, county, np.array([""], object), items, rows)
    return replace(card, projected=_projected(panel, card))


def _projected(panel: Panel, card: Scorecard) -> Array:
    """The score as far as reported: open items are scored over the towns that have given every figure of theirs."""
    projected = card.score.copy()
    for place, indicator in enumerate(card.indicators):
        if not np.isnan(projected[0, place]) or indicator.scope == "county":
            continue
        known = complete(panel, indicator)
        if known.any():
            outcome = rolled_up(panel, indicator, known).outcome(indicator.rule)
            settled = outcome.low[0] == outcome.high[0]
            projected[0, place] = outcome.low[0] if settled else np.nan
    return projected


def _card(
    scheme: Scheme, units: np.ndarray, groups: np.ndarray, items: tuple[Indicator, ...], rows: tuple[Rows, ...]
) -> Scorecard:
    outcomes = [each.outcome(one.rule) for one, each in zip(items, rows, strict=True)]
    low, high, full = (
        _columns([getattr(one, name) for one in outcomes], len(units)) for name in ("low", "high", "full")
    )
    absent = _columns([one.absent.astype(float) for one in outcomes], len(units)).astype(bool)
    return Scorecard(
        scheme=scheme, units=units, groups=groups, indicators=items, rows=rows,
        low=low, high=high, full=full, absent=absent,
        score=np.where(low == high, low, np.nan), projected=np.where(low == high, low, np.nan),
    )  # fmt: skip


def _columns(columns: list[Array], count: int) -> Array:
    return np.column_stack(columns) if columns else np.zeros((count, 0))


__all__ = ["Outcome", "Rule", "county_card", "score", "score_county", "town_card"]
