"""What must be true of every scorecard, whatever the towns report."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import COUNTY, Scorecard, score, score_county
from scoring.gaps import gaps, losses_by
from tests.scoring.figures import (
    alone,
    default_scheme,
    examples,
    indicator,
    names,
    roster,
    rows_of,
    table,
    town,
    towns_table,
    typed,
)
from tests.scoring.filling import filled, truthful, with_gaps
from tests.scoring.reference import ABSENT, Sheet, county_sheet, of_towns
from tests.scoring.reference_items import ITEMS

CODES = tuple(ITEMS)
TOWN_CODES = tuple(code for code in CODES if of_towns(code))
SEEDS = st.integers(0, 2**32 - 1)
HAIR = 1e-9
TOWNS = 6

MORE_IS_WORSE = {
    "A1-03": {"abandoned"}, "A1-04": {"planted", "last_year.machined"}, "A2-03": {"illegal", "unpunished"},
    "A3-02": {"tested", "accidents"}, "B1-01": {"missed", "unaided", "inaccurate", "relapsed"},
    "B1-02": {"children", "people", "homes"}, "B1-03": {"people", "last_year.income", "county.rural_growth"},
    "B1-04": {"overdue", "faked"}, "B1-05": {"valid"}, "B2-01": {"lapses"}, "B2-02": {"planned"},
    "B2-03": {"last_year.employed"}, "B3-01": {"funds"}, "B3-02": {"funds"}, "C1-01": {"minor", "severe", "exposed"},
    "C1-02": {"households", "faulty"}, "C1-03": {"hamlets"}, "C1-05": {"villages"}, "C1-06": {"due"},
    "C2-02": {"messes"}, "C3-01": {"hamlets"}, "C3-02": {"tested"}, "C4-01": {"city_rate"}, "C4-02": {"villages"},
    "C4-03": {"villages", "hamlets"}, "D1-02": {"last_year.farms"}, "D1-03": {"city_growth"},
    "D2-01": {"province_growth"}, "D2-02": {"gap"}, "D2-03": {"villages"},
    "D3-02": {"land", "county.city_rank"}, "D4-01": {"villages"}, "D4-02": {"quota"}, "E1-01": {"lagging"},
    "E1-02": {"disputes", "unrest"}, "E1-03": {"villages"}, "E2-01": {"places"}, "E2-02": {"villages"},
    "E4-01": {"manure"}, "E4-02": {"applied"}, "E4-03": {"straw", "film"}, "F1-02": {"slips"},
    "F2-01": {"last_year.spending"}, "F2-02": {"revenue", "required"}, "F2-03": {"funds"}, "F3-01": {"all_growth"},
}  # fmt: skip
"""Where a greater figure is worse; targets are so everywhere, all other figures are better the greater."""


def county_of(seed: int, gappy: bool = True, towns: int = TOWNS) -> dict[str, list[Sheet]]:
    """Every item's sheets of a county: one a town, or the county's own; some figures may be missing."""
    chance = random.Random(seed)
    found: dict[str, list[Sheet]] = {}
    for code in CODES:
        sheets = [truthful(chance, code) for _ in range(towns if of_towns(code) else 1)]
        sheets = [with_gaps(chance, one, 0.1) for one in sheets] if gappy else sheets
        found[code] = [with_county_of(sheets[0], one) for one in sheets]
    return found


def with_county_of(first: Sheet, other: Sheet) -> Sheet:
    """The other sheet with the first one's figures of the county."""
    own = {name: figure for name, figure in other.figures.items() if not name.startswith("county.")}
    county = {name: figure for name, figure in first.figures.items() if name.startswith("county.")}
    return replace(other, figures={**own, **county})


def values_of(found: Mapping[str, Sequence[Sheet]]) -> pd.DataFrame:
    """The county's sheets as the long table of values."""
    return table(
        row
        for code, sheets in found.items()
        for place, sheet in enumerate(sheets)
        for row in rows_of(town(place) if of_towns(code) else COUNTY, code, sheet)
    )


def cards_of(found: Mapping[str, Sequence[Sheet]], towns: int = TOWNS) -> tuple[Scorecard, Scorecard]:
    """The towns' and the county's scorecard."""
    values = values_of(found)
    units = roster(towns)
    return score(default_scheme(), values, units), score_county(default_scheme(), values, units)


# --- sums and bounds --------------------------------------------------------------------------------------------------


@examples(6)
@given(SEEDS)
def test_every_score_lies_between_nothing_and_the_points_of_its_item(seed: int) -> None:
    for card in cards_of(county_of(seed)):
        assert (card.low >= 0).all()
        assert (card.low <= card.high).all()
        assert (card.high <= card.full).all()
        assert (card.full <= card.points).all()
        assert (np.isnan(card.score) == (card.low != card.high)).all()


@examples(6)
@given(SEEDS)
def test_the_items_add_up_to_the_totals_on_the_scale_of_what_applies(seed: int) -> None:
    for card, scale in zip(cards_of(county_of(seed)), (100, 80), strict=True):
        rows, totals = card.table(), card.totals().set_index("unit")
        scale = rows["points"].groupby(rows["unit"]).sum().iloc[0] if card.is_county else scale
        sums = rows.groupby("unit", sort=False)[["low", "high", "full"]].sum()
        for end in ("low", "high"):
            wanted = sums[end] / sums["full"] * scale
            assert np.allclose(totals[end], wanted, rtol=0, atol=1e-8)
        assert np.allclose(totals["points"], sums["full"], rtol=0, atol=1e-8)


@examples(6)
@given(SEEDS)
def test_the_parts_of_a_sum_add_up_to_the_item(seed: int) -> None:
    towns, _ = cards_of(county_of(seed))
    for column, one in enumerate(towns.indicators):
        if one.rule.kind != "sum" or one.rule.zero_if:
            continue
        for row in range(len(towns.units)):
            whole, *parts = towns.explain(str(towns.units[row]), one.code).steps
            assert abs(whole.low - sum(part.low for part in parts)) <= 1e-8
            assert abs(whole.high - sum(part.high for part in parts)) <= 1e-8
            assert abs(towns.full[row, column] - sum(part.full for part in parts)) <= 1e-8


@examples(6)
@given(SEEDS)
def test_the_gaps_are_what_is_missing_to_full_marks_and_add_up_by_any_key(seed: int) -> None:
    for card in cards_of(county_of(seed)):
        found = gaps(card)
        assert abs(found["lost"].sum() - (card.full - card.high).sum()) <= 1e-6
        assert abs(found["at_risk"].sum() - (card.high - card.low).sum()) <= 1e-6
        for keys in (("unit",), ("category",), ("category", "sub_item"), ("lead",), ("indicator",)):
            sums = losses_by(found, *keys)
            assert np.allclose(
                sums[["lost", "at_risk", "full"]].sum(), found[["lost", "at_risk", "full"]].sum(), atol=1e-6
            )
            assert (sums["lost"].diff().dropna() <= HAIR).all()


@examples(5)
@given(SEEDS)
def test_a_total_lies_inside_its_interval_however_the_gaps_are_filled(seed: int) -> None:
    chance = random.Random(seed)
    found = county_of(seed)
    town_card, county_card = cards_of(found)
    for _ in range(3):
        whole = {code: [filled(chance, code, one) for one in sheets] for code, sheets in found.items()}
        whole = {code: [with_county_of(sheets[0], one) for one in sheets] for code, sheets in whole.items()}
        for before, after in zip((town_card, county_card), cards_of(whole), strict=True):
            _assert_totals_inside(before, after)


def _assert_totals_inside(before: Scorecard, after: Scorecard) -> None:
    same = (before.full == after.full).all(axis=1)  # a base that turns out to be 0 changes what applies
    low, high = before.totals()["low"][same], before.totals()["high"][same]
    reached = after.totals()["low"][same]
    assert (reached >= low - 1e-7).all()
    assert (reached <= high + 1e-7).all()


# --- order ------------------------------------------------------------------------------------------------------------


@examples(6)
@given(SEEDS)
def test_neither_the_order_of_the_towns_nor_of_the_rows_matters(seed: int) -> None:
    values, units = values_of(county_of(seed)), roster(TOWNS)
    shuffled = values.sample(frac=1, random_state=seed % 2**32)
    mixed = units.sample(frac=1, random_state=seed % 2**32)
    for scored in (score, score_county):
        before = scored(default_scheme(), values, units).table().set_index(["unit", "indicator"])
        after = scored(default_scheme(), shuffled, mixed).table().set_index(["unit", "indicator"])
        pd.testing.assert_frame_equal(before, after.loc[before.index], check_exact=False, rtol=0, atol=2e-9)


@examples(6)
@given(SEEDS)
def test_a_town_scores_the_same_alone_as_in_company_except_by_rank(seed: int) -> None:
    values = values_of(county_of(seed))
    together = score(default_scheme(), values, roster(TOWNS)).table().set_index(["unit", "indicator"])
    first = score(default_scheme(), values, roster(1)).table().set_index(["unit", "indicator"])
    first = first[first.index.get_level_values("indicator") != "D3-02"]
    pd.testing.assert_frame_equal(first, together.loc[first.index])


# --- better figures ---------------------------------------------------------------------------------------------------


def _improvable() -> list[tuple[str, str]]:
    neutral = {("C1-04", "hamlets"), ("F3-02", "insurable")}  # both sides of a comparison stand on it
    found = [(code, name) for code in CODES for part in names(code)[::2] for name in part]
    beyond = [("B1-03", "county.rural_growth")]
    return [one for one in [*found, *beyond] if one not in neutral and one[0] != "D3-02"]


@pytest.mark.parametrize(("code", "name"), _improvable())
def test_a_better_figure_never_lowers_the_score(code: str, name: str) -> None:
    worse = name.startswith("target.") or name in MORE_IS_WORSE.get(code, set())
    for seed in range(3):
        chance = random.Random(f"{code}{name}{seed}")
        sheet = truthful(chance, code, villages=1)
        scores = _scores(code, [_with(code, sheet, name, figure) for figure in _rising(chance, code, sheet, name)])
        steps = np.diff(scores)
        assert (steps <= HAIR).all() if worse else (steps >= -HAIR).all(), (sheet, scores)


def _rising(chance: random.Random, code: str, sheet: Sheet, name: str) -> list[Decimal]:
    """Figures from almost nothing upwards, all that the input may be."""
    holder = sheet.villages[0] if name in names(code)[2] else sheet
    now = Decimal(holder.figures[name])
    asked = indicator(code).input(name.rpartition(".")[2])
    steps = [
        now,
        now + 1,
        abs(now) * 2 + 1,
        *(Decimal(chance.randint(1, 400_000)) / 1000 for _ in range(12)),
        Decimal(1),
    ]
    return sorted({min(max(one, Decimal(repr(asked.low))), Decimal(repr(asked.high))) for one in steps})


def _with(code: str, sheet: Sheet, name: str, figure: Decimal) -> Sheet:
    if name in names(code)[2]:
        return replace(sheet, villages=[Sheet({**sheet.villages[0].figures, name: typed(figure)})])
    return replace(sheet, figures={**sheet.figures, name: typed(figure)})


def _scores(code: str, sheets: list[Sheet]) -> list[float]:
    """The score of each sheet on its own, leaving out those to which the item does not apply."""
    if of_towns(code) and not any(name.startswith("county.") for name in sheets[0].figures):
        cards = [score(alone(code), towns_table(code, sheets), roster(len(sheets)))]
    elif of_towns(code):
        cards = [score(alone(code), towns_table(code, [one]), roster(1)) for one in sheets]
    else:
        cards = [score_county(alone(code), table(rows_of(COUNTY, code, one))) for one in sheets]
    return [
        float(low)
        for card in cards
        for low, absent in zip(card.low[:, 0], card.absent[:, 0], strict=True)
        if not absent
    ]


@pytest.mark.parametrize("code", [code for code in CODES if code != "D3-02"])
def test_the_figure_that_improves_is_one_that_can_move_the_score(code: str) -> None:
    """Keeps the test above honest: in every item some figure does move the score."""
    moved = set()
    for seed in range(20):
        sheets = [truthful(random.Random(f"{code}{seed}{i}"), code) for i in range(6)]
        sheets = [with_county_of(sheets[0], one) for one in sheets]
        moved |= set(_scores(code, sheets if of_towns(code) else sheets[:1]))
    assert len(moved) > 1


# --- three different things -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_unreported_and_zero_and_not_applicable_are_three_things(code: str) -> None:
    own, _, of_village = names(code)
    plain = [name for name in (own or of_village) if "." not in name]
    peers = [truthful(random.Random(f"{code}{i}"), code) for i in range(3)] if code == "D3-02" else []
    drawn = (truthful(random.Random(f"{code}{seed}"), code, villages=1) for seed in range(100))
    whole = next(one for one in drawn if "0" not in one.figures.values() and _state(code, [one, *peers])[3] == "scored")
    states = {}
    for word, figure in (("unreported", None), ("zero", "0"), ("not_applicable", ABSENT)):
        figures = {**(whole.villages[0] if of_village else whole).figures, **dict.fromkeys(plain, figure)}
        sheet = Sheet({}, [Sheet(figures)]) if of_village else Sheet(figures)
        states[word] = _state(code, [sheet, *peers])
    low, high, _, state = states["unreported"]
    assert low < high
    assert state == "unreported"
    assert states["not_applicable"][3] == "not_applicable"
    assert states["zero"] != states["unreported"]
    assert states["zero"][0] == states["zero"][1], "a reported zero is scored, or leaves no base; never open"


def _state(code: str, sheets: list[Sheet]) -> tuple[float, float, float, str]:
    if of_towns(code):
        sheets = [with_county_of(sheets[-1], one) for one in sheets]
        card = score(alone(code), towns_table(code, sheets), roster(len(sheets)))
    else:
        card = score_county(alone(code), table(rows_of(COUNTY, code, sheets[0])))
    return float(card.low[0, 0]), float(card.high[0, 0]), float(card.full[0, 0]), str(card.state[0, 0])


# --- the county -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", TOWN_CODES)
@examples(4)
@given(SEEDS)
def test_the_county_is_scored_on_the_raw_figures_of_its_towns_taken_together(code: str, seed: int) -> None:
    chance = random.Random(seed)
    sheets = [truthful(chance, code) for _ in range(4)]
    sheets = [with_county_of(sheets[0], one) for one in sheets]
    rolled = score_county(alone(code), towns_table(code, sheets), roster(4))
    own = {name: figure for name, figure in sheets[0].figures.items() if name.startswith("county.")}
    summed = county_sheet(code, sheets, own)
    if not summed.villages and code != "D3-02":  # as if one town had reported it all
        single = Sheet({name: _decimal(figure) for name, figure in summed.figures.items()})
        alike = score(alone(code), towns_table(code, [single]), roster(1))
        assert abs(rolled.low[0, 0] - alike.low[0, 0]) <= 1e-7
        assert abs(rolled.full[0, 0] - alike.full[0, 0]) <= HAIR


def _decimal(figure: object) -> str:
    return repr(float(figure)) if figure not in (None, ABSENT) else figure  # type: ignore[arg-type,return-value]


@examples(40)
@given(SEEDS)
def test_towns_that_together_make_up_the_task_exactly_have_reached_it(seed: int) -> None:
    """Farmland of a large county in hundredths of a mu, the task split among the towns in another way."""
    chance = random.Random(seed)
    areas = [chance.randint(10**5, 10**8) for _ in range(20)]
    tasks = [chance.randint(10**5, 10**8) for _ in range(19)]
    tasks.append(sum(areas) - sum(tasks))
    sheets = [
        Sheet({"farmland": typed(Decimal(area) / 100), "target.farmland": typed(Decimal(task) / 100)})
        for area, task in zip(areas, tasks, strict=True)
    ]
    card = score_county(alone("A2-01"), towns_table("A2-01", sheets), roster(20))
    assert card.low[0, 0] == 3
    short = replace(sheets[0], figures={**sheets[0].figures, "farmland": typed(Decimal(areas[0] - 1) / 100)})
    card = score_county(alone("A2-01"), towns_table("A2-01", [short, *sheets[1:]]), roster(20))
    assert card.high[0, 0] == 0
