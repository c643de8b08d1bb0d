"""The points lost are shared between leading and supporting units, and nothing is left over."""

from __future__ import annotations

import random
from dataclasses import replace

import pandas as pd
import pytest

from scoring import Indicator, Scheme
from scoring.duty import (
    COLUMNS,
    DEFAULT,
    GRID,
    LEAD,
    NOBODY,
    SUPPORT,
    by_unit,
    duties,
    printed,
    printed_account,
)
from scoring.scheme import Shares
from tests.scoring.random_schemes import random_scheme
from tests.scoring.tiny import tiny

UNITS = ("县农业农村局", "县水务局", "县住建局", "各镇", "各成员单位", "市生态环境局县分局")
DRAWS = 40
HALF = GRID // 200
"""Half a hundredth of a point on the grid."""


def on_grid(amounts: pd.Series) -> int:
    """The sum as a whole number of billionths."""
    return sum(round(amount * GRID) for amount in amounts)


def answering(scheme: Scheme, chance: random.Random) -> Scheme:
    """The scheme with units that answer for its items, drawn anew: some items without a lead, some without support."""

    def drawn(one: Indicator) -> Indicator:
        support = tuple(chance.sample(UNITS, chance.randint(0, len(UNITS))))
        return replace(one, lead=chance.choice((*UNITS, "")), support=support)

    sub = [
        replace(category, sub_items=tuple(
            replace(item, indicators=tuple(drawn(one) for one in item.indicators)) for item in category.sub_items
        ))
        for category in scheme.categories
    ]  # fmt: skip
    return replace(scheme, categories=tuple(sub), components=tuple(drawn(one) for one in scheme.components))


def losses(scheme: Scheme, chance: random.Random) -> pd.DataFrame:
    """Losses of every item as ``gaps`` gives them, on the grid, some of them nothing."""
    rows = [
        {"indicator": one.code, "lost": chance.choice((0.0, round(chance.uniform(0, one.points), 9))),
         "at_risk": round(chance.uniform(0, 3), 9)}
        for one in (*scheme.indicators, *scheme.components)
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize("seed", range(DRAWS))
def test_the_shares_of_every_item_and_of_all_units_add_up_to_what_is_lost(seed: int) -> None:
    chance = random.Random(f"duty {seed}")
    scheme = answering(random_scheme(chance), chance)
    gaps = losses(scheme, chance)
    lead = chance.randint(0, 100)
    table = duties(scheme, gaps, Shares(lead, chance.randint(0 if lead else 1, 100)))
    for name in ("lost", "at_risk"):
        for code, rows in table.groupby("indicator"):
            assert on_grid(rows[name]) == on_grid(gaps.loc[gaps["indicator"] == code, name])
        assert on_grid(by_unit(table)[name]) == on_grid(gaps[name])
    units = by_unit(table)
    assert on_grid(units["lost_lead"]) + on_grid(units["lost_support"]) == on_grid(gaps["lost"])
    hundredths = sum(round(amount * 100) for amount in printed(units["lost"]))
    assert hundredths == (on_grid(gaps["lost"]) + HALF) // (2 * HALF)


@pytest.mark.parametrize("seed", range(DRAWS))
def test_the_printed_parts_of_every_unit_add_up_to_its_printed_loss(seed: int) -> None:
    chance = random.Random(f"printed {seed}")
    scheme = answering(random_scheme(chance), chance)
    shown = printed_account(by_unit(duties(scheme, losses(scheme, chance))))
    cents = (shown * 100).round().astype(int)
    assert list(cents["lost_lead"] + cents["lost_support"]) == list(cents["lost"])
    assert (cents >= 0).all(axis=None)


@pytest.mark.parametrize("seed", range(DRAWS))
def test_no_share_is_a_billionth_away_from_its_part(seed: int) -> None:
    chance = random.Random(f"part {seed}")
    scheme = answering(random_scheme(chance), chance)
    gaps = losses(scheme, chance).set_index("indicator")
    for row in duties(scheme, gaps.reset_index()).to_dict("records"):
        assert abs(row["lost"] - row["share"] * gaps.loc[row["indicator"], "lost"]) < 1.5 / GRID


def shared(lead: str, support: tuple[str, ...], lost: float, shares: Shares = DEFAULT) -> list[tuple[str, str, float]]:
    """Unit, role and lost points of a lost item with those units."""
    scheme = tiny()
    sub = scheme.categories[0].sub_items[0]
    one = replace(sub.indicators[0], lead=lead, support=support)
    category = replace(scheme.categories[0], sub_items=(replace(sub, indicators=(one,)),))
    gaps = pd.DataFrame([{"indicator": one.code, "lost": lost, "at_risk": 0.0}])
    table = duties(replace(scheme, categories=(category,)), gaps, shares)
    return [(row["unit"], row["role"], row["lost"]) for row in table.to_dict("records")]


def test_the_leading_unit_bears_seventy_per_cent_and_the_supporting_ones_share_the_rest_evenly() -> None:
    assert shared("甲局", ("乙局", "丙局"), 1.0) == [
        ("甲局", LEAD, 0.7),
        ("乙局", SUPPORT, 0.15),
        ("丙局", SUPPORT, 0.15),
    ]


def test_an_item_without_a_supporting_unit_is_its_leading_units_alone() -> None:
    assert shared("甲局", (), 0.3) == [("甲局", LEAD, 0.3)]


def test_a_unit_that_leads_and_supports_is_counted_once() -> None:
    assert shared("甲局", ("甲局",), 0.3) == [("甲局", LEAD, 0.3)]


def test_what_nobody_leads_stays_in_the_account() -> None:
    assert shared("", (), 0.3) == [(NOBODY, LEAD, 0.3)]


def test_a_billionth_goes_to_one_of_three_and_is_not_lost() -> None:
    parts = shared("甲局", ("乙局", "丙局"), 1e-9, Shares(1, 2))
    assert [amount for *_, amount in parts] == [1e-9, 0.0, 0.0]


def test_the_towns_keep_a_line_of_their_own_below_the_units() -> None:
    table = pd.DataFrame(
        [("各镇", True, SUPPORT, "A1-01", "", False, 1.0, 0.3, 9.0, 0.0),
         ("甲局", False, LEAD, "A1-01", "", False, 1.0, 0.7, 1.0, 0.0)], columns=list(COLUMNS)
    )  # fmt: skip
    assert list(by_unit(table)["unit"]) == ["甲局", "各镇"]


def test_a_loss_without_an_end_is_everybodys() -> None:
    assert [amount for *_, amount in shared("甲局", ("乙局",), float("inf"))] == [float("inf")] * 2


@pytest.mark.parametrize(("lead", "support"), [(0, 0), (-1, 10), (50, -1)])
def test_shares_that_share_nothing_are_refused(lead: int, support: int) -> None:
    with pytest.raises(ValueError, match="shares"):
        Shares(lead, support)
