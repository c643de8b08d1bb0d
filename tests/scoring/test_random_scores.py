"""Random schemes: parts make up totals, scores keep between their floor and their points, order never matters."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scoring import COUNTY, Indicator, Scheme, Scorecard, parse_scheme, score, score_county
from scoring.gaps import gaps, losses_by
from scoring.rules import KINDS, Rule
from scoring.scheme import Category
from tests.scoring.random_figures import (
    Sheet,
    roster,
    rows_of,
    sharing_county,
    table,
    town,
    truthful,
    with_absences,
    with_gaps,
)
from tests.scoring.random_inputs import GROUPS
from tests.scoring.random_runs import HAIR, described, draws, same, towns_card
from tests.scoring.random_schemes import FREE, Freedom, one_item, random_blocks, random_scheme, scheme_of, texts_of

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")
TOWNS = 5


def sheets_of(chance: random.Random, item: Indicator, towns: int = TOWNS) -> list[Sheet]:
    """A sheet a town, with gaps and with figures that do not apply."""
    whole = [truthful(chance, item) for _ in range(towns)]
    found = [with_gaps(chance, with_absences(chance, one), 0.1) for one in whole]
    return [sharing_county(found[0], one) for one in found]


def values_of(chance: random.Random, scheme: Scheme, towns: int = TOWNS) -> pd.DataFrame:
    """A round of the whole scheme as the long table of values."""
    return table(row for item in (*scheme.indicators, *scheme.components) for row in _rows(chance, item, towns))


def _rows(chance: random.Random, item: Indicator, towns: int) -> Iterator[tuple[object, ...]]:
    if item.scope == "county":
        yield from rows_of(item, COUNTY, sheets_of(chance, item, 1)[0])
        return
    for place, sheet in enumerate(sheets_of(chance, item, towns)):
        yield from rows_of(item, town(place), sheet, GROUPS[place % 3])


def both_cards(chance: random.Random) -> tuple[Scorecard, Scorecard]:
    """The towns' and the county's card of a random scheme."""
    scheme = random_scheme(chance)
    values = values_of(chance, scheme)
    return score(scheme, values, roster(TOWNS)), score_county(scheme, values, roster(TOWNS))


# --- sums and bounds --------------------------------------------------------------------------------------------------


def test_the_items_add_up_to_the_totals_on_the_scale_of_what_applies() -> None:
    for chance in draws("totals", 40):
        for card in both_cards(chance):
            scale = card.points.sum() if card.is_county else card.scheme.town_scale
            sums = card.table().groupby("unit", sort=False)[["low", "high", "full"]].sum()
            totals = card.totals().set_index("unit")
            here = sums["full"] > 0
            for end in ("low", "high"):
                wanted = (sums[end] / sums["full"] * scale)[here]
                assert np.allclose(totals[end][here], wanted, rtol=0, atol=1e-6)
                assert totals[end][~here].isna().all()
            assert np.allclose(totals["points"], sums["full"], rtol=0, atol=1e-8)


def test_the_gaps_are_what_is_missing_to_full_marks_and_add_up_by_any_key() -> None:
    for chance in draws("gaps", 15):
        for card in both_cards(chance):
            found = gaps(card)
            here = card.full > 0
            assert abs(found["lost"].sum() - (card.full - card.high)[here].sum()) <= 1e-6
            assert abs(found["at_risk"].sum() - (card.high - card.low)[here].sum()) <= 1e-6
            for keys in (("unit",), ("category",), ("category", "sub_item"), ("indicator",)):
                sums = losses_by(found, *keys)[["lost", "at_risk", "full"]].sum()
                assert np.allclose(sums, found[["lost", "at_risk", "full"]].sum(), atol=1e-6)


def test_the_parts_of_a_sum_make_up_the_whole_in_the_same_share() -> None:
    for chance in draws("sums", 60):
        scheme = one_item(chance, replace(FREE, events=False), kind="sum")
        item = scheme.indicators[0]
        card = towns_card(scheme, sheets_of(chance, item))
        parts = [card.rows[0].outcome(part) for part in item.rule.parts()]
        base, whole = np.sum([one.full for one in parts], axis=0), card.full[:, 0]
        here = ~card.absent[:, 0] & (base > 0)
        for end in ("low", "high"):
            share = np.sum([getattr(one, end) for one in parts], axis=0)[here] / base[here]
            assert np.allclose(getattr(card, end)[:, 0][here], share * whole[here], atol=1e-7), described(item)
        handed = [
            part.points * one.absent for part, one in zip(item.rule.parts(), parts, strict=True) if _hands_on(part)
        ]
        assert np.allclose(whole[here], (base + np.sum(handed, axis=0))[here], atol=1e-7), described(item)


def _hands_on(part: Rule) -> bool:
    return part.not_applicable == "to_siblings"


def least(rule: Rule) -> float:
    """The least that a rule can give; −inf where negative parts are weighed against one another."""
    lowest = _least(rule)
    outside = rule.zero_if is not None or rule.not_applicable != "leave_out"
    return min(lowest, 0.0) if outside else lowest


def _least(rule: Rule) -> float:
    parts = [least(part) for part in (*rule.parts(), *([rule.rule] if rule.kind == "samples" else []))]  # type: ignore[attr-defined]
    if rule.kind == "pool" or not parts:
        return float(getattr(rule, "floor", 0.0))
    if rule.kind == "sum":
        return sum(parts) if min(parts) >= 0 or not any(map(_hands_on, rule.parts())) else -np.inf
    if rule.kind == "weighted":
        return 0.0 if min(parts) >= 0 else -np.inf
    return min(0.0, *parts)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_score_keeps_between_its_floor_and_its_points(kind: str) -> None:
    for chance in draws(f"bounds {kind}", 12):
        scheme = one_item(chance, kind=kind)
        item = scheme.indicators[0]
        card = towns_card(scheme, sheets_of(chance, item))
        low, high, full = (column[:, 0] for column in (card.low, card.high, card.full))
        assert np.isfinite([low, high, full]).all(), described(item)
        assert (low <= high).all(), described(item)
        assert (high <= full + HAIR)[full > 0].all(), described(item, high, full)
        assert (full <= item.points + HAIR).all(), described(item, full)
        assert (low >= min(least(item.rule), 0) - HAIR).all(), described(item, low, least(item.rule))
        assert (np.isnan(card.score) == (card.low != card.high)).all()


# --- order ------------------------------------------------------------------------------------------------------------


def test_neither_the_order_of_towns_nor_of_rows_nor_of_items_matters() -> None:
    for chance in draws("order", 25):
        scheme = random_scheme(chance)
        values, units = values_of(chance, scheme), roster(TOWNS)
        seed = chance.randrange(2**32)
        mixed, shuffled = units.sample(frac=1, random_state=seed), values.sample(frac=1, random_state=seed)
        for scored in (score, score_county):
            before = scored(scheme, values, units)
            after = scored(_backwards(scheme), shuffled, mixed)
            same(before.table(), after.table(), "unit", "indicator")
            same(before.totals(), after.totals(), "unit")
            assert sorted(before.reasons()) == sorted(after.reasons())


def _backwards(scheme: Scheme) -> Scheme:
    """The scheme with everything in it the other way round: categories, items, and the inputs of each."""
    categories = tuple(_category_backwards(one) for one in reversed(scheme.categories))
    components = tuple(_item_backwards(one) for one in reversed(scheme.components))
    return replace(scheme, categories=categories, components=components)


def _category_backwards(category: Category) -> Category:
    subs = (
        replace(sub, indicators=tuple(map(_item_backwards, reversed(sub.indicators)))) for sub in category.sub_items
    )
    return replace(category, sub_items=tuple(reversed(tuple(subs))))


def _item_backwards(item: Indicator) -> Indicator:
    return replace(item, inputs=tuple(reversed(item.inputs)))


@pytest.mark.parametrize("kind", ["sum", "best_of", "weighted", "pool", "by_group"])
def test_the_order_of_the_parts_of_a_rule_never_matters(kind: str) -> None:
    for chance in draws(f"parts {kind}", 15):
        scheme = one_item(chance, kind=kind)
        item = scheme.indicators[0]
        sheets = sheets_of(chance, item)
        other = replace(item, rule=replace(item.rule, of=tuple(reversed(item.rule.of))))  # type: ignore[attr-defined]
        before, after = towns_card(scheme, sheets), towns_card(_with_item(scheme, other), sheets)
        same(before.table(), after.table(), "unit", "indicator")


def _with_item(scheme: Scheme, item: Indicator) -> Scheme:
    category = scheme.categories[0]
    sub = replace(category.sub_items[0], indicators=(item,))
    return replace(scheme, categories=(replace(category, sub_items=(sub,)),))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_unit_scores_the_same_alone_as_in_company_where_no_unit_looks_at_another(kind: str) -> None:
    if kind == "rank":
        kind = "count"
    freedom = Freedom(compares=False, policies=("leave_out", "full", "zero", "to_siblings"))
    for chance in draws(f"company {kind}", 6):
        scheme = one_item(chance, freedom, kind=kind)
        item = scheme.indicators[0]
        sheets = sheets_of(chance, item)
        together = towns_card(scheme, sheets, one_group=True)
        for place, sheet in enumerate(sheets):
            alone = towns_card(scheme, [sheet], one_group=True)
            for column in ("low", "high", "full", "absent"):
                assert getattr(alone, column)[0, 0] == getattr(together, column)[place, 0], described(item, sheet)


# --- nothing stops it -------------------------------------------------------------------------------------------------


def test_the_texts_of_a_scheme_say_what_its_blocks_say() -> None:
    for chance in draws("texts", 8):
        blocks = random_blocks(chance)
        assert parse_scheme(texts_of(blocks)) == scheme_of(blocks)


def test_every_kind_of_rule_is_drawn_and_every_modifier() -> None:
    schemes = [random_scheme(chance) for chance in draws("all", 60)]
    items = [item for scheme in schemes for item in (*scheme.indicators, *scheme.components)]
    nodes = [node for item in items for node in item.rule.walk()]
    assert {node.kind for node in nodes} == set(KINDS)
    assert {node.not_applicable for node in nodes} == {"leave_out", "full", "zero", "to_siblings", "peers_mean"}
    assert any(node.zero_if for node in nodes)
    assert any(node.unless for node in nodes)
    assert any(item.county_rule for item in items)
    assert any(item.veto_if for item in items)
    assert {(bool(one.veto.cap), one.veto.down, one.veto.bar) for one in schemes} >= {
        (True, 0, False),
        (False, 1, False),
    }
