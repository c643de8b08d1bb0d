"""How the tests over random schemes are run: always the same draws, and what is told of one that fails.

``RANDOM_SCHEMES=20`` draws twenty times as many.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import numpy as np
import pandas as pd
import yaml

from scoring import Indicator, Scheme, Scorecard, score, score_county
from scoring.rows import Rows
from scoring.rules import Rule
from scoring.rules.combine import BestOf, Weighted
from scoring.rules.samples import Samples
from scoring.scheme_text import rule_block
from scoring.span import Mask
from tests.scoring.random_figures import Sheet, roster, town_values
from tests.scoring.random_inputs import GROUPS

EXTENT = int(os.environ.get("RANDOM_SCHEMES", "1"))
HAIR = 2e-9
"""What two roundings to the grid of 1e-9 may differ by."""


def draws(name: str, count: int) -> Iterator[random.Random]:
    """Sources of chance, the same in every run."""
    return (random.Random(f"{name} {place}") for place in range(count * EXTENT))


def described(indicator: Indicator, *more: object) -> str:
    """The rule as it stands in the scheme file, its inputs, and what else there is to say."""
    block = {
        "rule": rule_block(indicator.rule, indicator.points),
        "veto_if": indicator.veto_if and indicator.veto_if.text,
    }
    lids = {one.id: one.at_most.text for one in indicator.inputs if one.at_most}
    return "\n".join([yaml.safe_dump(block, allow_unicode=True, sort_keys=False), str(lids), *map(str, more)])


def towns_card(scheme: Scheme, sheets: list[Sheet], one_group: bool = False) -> Scorecard:
    """The card of the scheme's one item, each sheet a town."""
    units = roster(len(sheets))
    units = units.assign(group=GROUPS[0]) if one_group else units
    return score(scheme, town_values(scheme.indicators[0], sheets), units)


def county_of(scheme: Scheme, sheets: list[Sheet]) -> Scorecard:
    """The county's card of the scheme's one item."""
    return score_county(scheme, town_values(scheme.indicators[0], sheets), roster(len(sheets)))


def absences(card: Scorecard, row: int) -> list[tuple[bool, bool]]:
    """Each rule of the card's item, and of its villages: whether points hang on its having the task, and whether it has
    none. Where a part that is left out loses nothing, no points do.
    """
    rows, rule = card.rows[0], card.indicators[0].rule
    return list(_absences(rows, rule, np.arange(rows.count) == row, False))


def _absences(rows: Rows, rule: Rule, mine: Mask, weighed: bool) -> Iterator[tuple[bool, bool]]:
    weighed = weighed or rule.not_applicable in ("zero", "peers_mean", "to_siblings")
    yield from ((weighed, bool(one)) for one in rows.outcome(rule).absent[mine])
    weighed = weighed or isinstance(rule, BestOf | Weighted)
    if isinstance(rule, Samples) and rows.sampled is not None:
        yield from _absences(rows.sampled.rows, rule.rule, mine[rows.sampled.owner], weighed)
    for part in rule.parts():
        yield from _absences(rows, part, mine, weighed)


def same(one: pd.DataFrame, other: pd.DataFrame, *keys: str) -> None:
    """The two tables say the same, row by row of ``keys``."""
    ordered = [table.set_index(list(keys)).sort_index() for table in (one, other)]
    pd.testing.assert_frame_equal(*ordered, check_exact=False, rtol=0, atol=HAIR)
