"""Whether a unit's score is its own, or hangs on what the others have reported."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from scoring.rows import Rows
from scoring.rules.peers import Rank
from scoring.rules.rule import Outcome, Rule
from scoring.scheme import Indicator
from scoring.scorecard import Scorecard
from scoring.span import Span


def compares_units(indicator: Indicator) -> bool:
    """Whether the rule for one unit looks at the others: by rank, by a comparator, or for an item it does without."""
    veto = indicator.veto_if
    return any(map(_looks_around, indicator.rule.walk())) or (veto is not None and veto.compares)


def alone(before: Scorecard, together: Scorecard, row: int) -> Scorecard | None:
    """The card on which only the unit of that row has new figures, from one on which all have (``together``).

    Both are of the same scheme and units. Only items that compare the units are scored anew, with the others' figures
    as they were; in the other items the other units keep what they have in ``together``. None where such an item is of
    sampled villages.
    """
    card, here = together, np.arange(len(together.units)) == row
    for column, item in enumerate(together.indicators):
        if compares_units(item):
            rows = _mixed(before.rows[column], together.rows[column], here)
            if rows is None:
                return None
            card = _with_item(card, column, rows, rows.outcome(item.rule))
    return card


def _looks_around(node: Rule) -> bool:
    compares = any(one.compares for one in node.expressions())
    return compares or isinstance(node, Rank) or node.not_applicable == "peers_mean"


def _mixed(old: Rows, new: Rows, here: npt.NDArray[np.bool_]) -> Rows | None:
    """The new figures of the units that are ``here``, the old ones of the others."""
    if old.sampled is not None or new.sampled is not None:
        return None
    columns = {name: _either(here, new.columns[name], old.columns[name]) for name in new.columns}
    return Rows(new.count, columns, rolled_up=new.rolled_up, groups=new.groups)


def _either(here: npt.NDArray[np.bool_], new: Span, old: Span) -> Span:
    low = np.where(here, new.low, old.low)
    closed = new.closed and old.closed
    high = low if closed else np.where(here, new.high, old.high)
    return Span(low, high, np.where(here, new.absent, old.absent))


def _with_item(card: Scorecard, column: int, rows: Rows, outcome: Outcome) -> Scorecard:
    """The card with one item scored otherwise."""
    settled = np.where(outcome.low == outcome.high, outcome.low, np.nan)
    return replace(
        card,
        rows=(*card.rows[:column], rows, *card.rows[column + 1 :]),
        low=_put(card.low, column, outcome.low),
        high=_put(card.high, column, outcome.high),
        full=_put(card.full, column, outcome.full),
        absent=_put(card.absent, column, outcome.absent),
        score=_put(card.score, column, settled),
        projected=_put(card.projected, column, settled),
    )


def _put(matrix: Any, column: int, values: Any) -> Any:
    changed = matrix.copy()
    changed[:, column] = values
    return changed
