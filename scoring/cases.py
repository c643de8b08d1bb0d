"""Worked cases (算例): each scheme carries its own proof beside its rules."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from scoring.scheme import COUNTY, Case, Category, Indicator, Scheme, SubItem
from scoring.score import score, score_county
from scoring.scorecard import Scorecard

UNIT = "算例"
TOLERANCE = 1e-9
NOT_APPLICABLE_WORD = "不适用"
STATE_WORDS = {"scored": "已计分", "unreported": "未填报", "not_applicable": NOT_APPLICABLE_WORD}
"""What a worked case calls the state it expects."""


@dataclass(frozen=True)
class Worked:
    """A case as it came out. ``wrong`` says what differs, "" when nothing does."""

    indicator: Indicator
    case: Case
    low: float
    high: float
    state: str
    reason: str
    wrong: str


def work_cases(scheme: Scheme) -> Iterator[Worked]:
    """Every worked case of the scheme, scored."""
    for indicator in (*scheme.indicators, *scheme.components):
        for case in indicator.cases:
            yield work(scheme, indicator, case)


def work(scheme: Scheme, indicator: Indicator, case: Case) -> Worked:
    """One case, scored."""
    card, unit = case_card(scheme, indicator, case)
    row, column = card.place(unit, indicator.code)
    low, high, state = float(card.low[row, column]), float(card.high[row, column]), str(card.state[row, column])
    return Worked(indicator, case, low, high, state, card.reason(row, column), _difference(case, low, high, state))


def case_card(scheme: Scheme, indicator: Indicator, case: Case) -> tuple[Scorecard, str]:
    """The card of the case alone, and which unit on it the case is about."""
    values = case_values(indicator, case)
    as_county = case.county or indicator.scope == "county"
    units = pd.DataFrame({"unit": [UNIT, *(f"同组{i}" for i, _ in enumerate(case.peers, 1))], "group": case.group})
    card = (score_county if as_county else score)(_alone(scheme, indicator), values, units)
    return card, COUNTY if as_county else UNIT


def case_values(indicator: Indicator, case: Case) -> pd.DataFrame:
    """The case as a table of values, the way a round would hold it."""
    own = COUNTY if case.county or indicator.scope == "county" else UNIT
    rows = list(_rows(indicator, own, "", case.given))
    for place, village in enumerate(case.samples, 1):
        rows += _rows(indicator, UNIT, f"{place}号村", village)
    for place, peer in enumerate(case.peers, 1):
        rows += _rows(indicator, f"同组{place}", "", peer)
    columns = ["unit", "indicator", "input", "sample", "value", "status", "target", "last_year"]
    return pd.DataFrame(rows, columns=columns).astype({"value": float, "target": float, "last_year": float})


def _rows(indicator: Indicator, unit: str, sample: str, given: Mapping[str, Any]) -> Iterator[list[Any]]:
    fields: dict[tuple[str, str], dict[str, Any]] = {}
    for name, figure in given.items():
        prefix, _, asked = str(name).rpartition(".")
        field = {"": "value", "county": "value"}.get(prefix, prefix)
        fields.setdefault((COUNTY if prefix == "county" else unit, asked), {})[field] = figure
    for (where, asked), figures in fields.items():
        value = figures.get("value")
        absent = NOT_APPLICABLE_WORD in figures.values()
        status = "not_applicable" if absent else "unreported" if value is None else "reported"
        numbers = [_number(figures.get(key)) for key in ("value", "target", "last_year")]
        yield [where, indicator.code, asked, sample, numbers[0], status, *numbers[1:]]


def _number(given: Any) -> float:
    return math.nan if given is None or given == NOT_APPLICABLE_WORD else float(given)


def _alone(scheme: Scheme, indicator: Indicator) -> Scheme:
    """A scheme of this one item, so that a case costs what it must."""
    if indicator.component:
        return replace(scheme, categories=(), components=(indicator,))
    sub = SubItem(indicator.sub_item, indicator.sub_item_name, (indicator,))
    category = Category(indicator.category, indicator.category_name, (sub,))
    return replace(scheme, categories=(category,), components=())


def _difference(case: Case, low: float, high: float, state: str) -> str:
    wanted_low = case.score if case.low is None else case.low
    wanted_high = case.score if case.high is None else case.high
    wrong = []
    if wanted_low is None or wanted_high is None:
        wrong.append("算例没有写应得分")
    elif abs(low - wanted_low) > TOLERANCE or abs(high - wanted_high) > TOLERANCE:
        wrong.append(f"应得 {_span(wanted_low, wanted_high)}，算得 {_span(low, high)}")
    if case.state and case.state != state:
        wrong.append(f"应为“{STATE_WORDS.get(case.state, case.state)}”，算得“{STATE_WORDS[state]}”")
    return "；".join(wrong)


def _span(low: float, high: float) -> str:
    return f"{low:.10g}" if low == high else f"{low:.10g}–{high:.10g}"
