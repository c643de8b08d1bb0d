"""Two engines, one scheme: the product against exact fractions written from the rules' printed words."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import COUNTY, Scorecard, score, score_county
from tests.scoring.figures import (
    alone,
    default_scheme,
    examples,
    many_sheets,
    names,
    random_sheet,
    roster,
    rows_of,
    table,
    town,
    towns_table,
)
from tests.scoring.reference import Scored, Sheet, county_sheet, facts, of_towns, on_scale, scored
from tests.scoring.reference_items import ITEMS

CODES = tuple(ITEMS)
TOWN_CODES = tuple(code for code in CODES if of_towns(code))
COUNTY_CODES = tuple(code for code in CODES if not of_towns(code))
EXACT = 1e-9
"""How far the product may be from the exact score, a part: it settles each part on a grid of 1e-9."""


def expected(code: str, sheet: Sheet, of_county: bool = False) -> Scored | None:
    """The reference's score; None where it cannot be known (no village seen, nobody to be ranked against)."""
    try:
        return scored(ITEMS[code], sheet, of_county)
    except KeyError:
        return None


def assert_agrees(card: Scorecard, unit: str, code: str, sheet: Sheet, of_county: bool = False) -> Scored | None:
    """The product's score, base and state of the item are the reference's; which are given back."""
    wanted = expected(code, sheet, of_county)
    assert_is(card, *card.place(unit, code), wanted, sheet)
    return wanted


def assert_is(card: Scorecard, row: int, column: int, wanted: Scored | None, sheet: Sheet) -> None:
    """The product's cell is what is wanted; open where that cannot be known."""
    code = card.indicators[column].code
    low, high, full = (float(matrix[row, column]) for matrix in (card.low, card.high, card.full))
    told = (code, sheet, wanted, low, high, full)
    if wanted is None:
        assert low < high, told
        return
    assert low == high, told
    assert abs(low - float(wanted.earned)) <= EXACT * len(ITEMS[code].parts), told
    assert abs(full - float(wanted.full)) <= EXACT, told
    assert bool(card.absent[row, column]) != wanted.applies, told


def test_the_reference_is_written_from_the_words_that_the_scheme_prints() -> None:
    printed = {code: (one["words"], Fraction(str(one["points"]))) for code, one in facts().items()}
    assert printed == {code: (one.words, one.points) for code, one in ITEMS.items()}
    assert len(ITEMS) == 63


@pytest.mark.parametrize("code", CODES)
def test_the_reference_gives_what_the_worked_cases_of_the_scheme_say(code: str) -> None:
    checked = 0
    for case in facts()[code]["cases"]:
        given_figures, villages = case.get("given", {}), case.get("samples", [])
        if "score" not in case or any(None in one.values() for one in (given_figures, *villages)):
            continue
        sheet = _worked(given_figures, villages, case.get("peers", []))
        found = scored(ITEMS[code], sheet, case.get("unit") == "county")
        assert abs(found.earned - Fraction(str(case["score"]))) <= EXACT, case
        assert case.get("state", "scored") == ("scored" if found.applies or found.full else "not_applicable"), case
        checked += 1
    assert checked >= 3


def _worked(given_figures: dict, villages: list, peers: list) -> Sheet:
    return Sheet(_text(given_figures), [Sheet(_text(one)) for one in villages], [Sheet(_text(one)) for one in peers])


def _text(figures: dict) -> dict[str, str]:
    return {name: str(figure) for name, figure in figures.items()}


@pytest.mark.parametrize("code", TOWN_CODES)
@examples(6)
@given(st.data())
def test_towns_get_what_the_words_say_of_a_town_item(code: str, data: st.DataObject) -> None:
    found = data.draw(many_sheets(code, most=6))
    card = score(alone(code), towns_table(code, found), roster(len(found)))
    for place, sheet in enumerate(found):
        assert_agrees(card, town(place), code, sheet)


@pytest.mark.parametrize("code", TOWN_CODES)
@examples(6)
@given(st.data())
def test_the_county_gets_what_the_words_say_of_its_towns_taken_together(code: str, data: st.DataObject) -> None:
    found = data.draw(many_sheets(code, most=4))
    card = score_county(alone(code), towns_table(code, found), roster(len(found)))
    own = {name: figure for name, figure in found[0].figures.items() if name.startswith("county.")}
    assert_agrees(card, COUNTY, code, county_sheet(code, found, own), of_county=True)


@pytest.mark.parametrize("code", COUNTY_CODES)
@examples(20)
@given(st.data())
def test_the_county_gets_what_the_words_say_of_a_county_item(code: str, data: st.DataObject) -> None:
    sheet = data.draw(many_sheets(code, most=1))[0]
    assert_agrees(score_county(alone(code), table(rows_of(COUNTY, code, sheet))), COUNTY, code, sheet)


def test_five_hundred_random_towns_agree_in_all_items_and_in_their_totals() -> None:
    chance = random.Random(2021)
    found = {code: _random_county(code, chance, 500) for code in CODES}
    rows = [
        row for code, sheets in found.items() for place, sheet in enumerate(sheets)
        for row in rows_of(town(place) if of_towns(code) else COUNTY, code, sheet)
    ]  # fmt: skip
    values, towns = table(rows), roster(500)
    _assert_towns_agree(score(default_scheme(), values, towns), found)
    _assert_county_agrees(score_county(default_scheme(), values, towns), found)


def _random_county(code: str, chance: random.Random, count: int) -> list[Sheet]:
    county = random_sheet(chance, code, names(code)[1])
    towns = count if of_towns(code) else 1
    found = [_with_county(random_sheet(chance, code), county) for _ in range(towns)]
    return [replace(one, peers=found[:i] + found[i + 1 :]) if code == "D3-02" else one for i, one in enumerate(found)]


def _with_county(sheet: Sheet, county: Sheet) -> Sheet:
    return replace(sheet, figures={**sheet.figures, **county.figures})


def _assert_towns_agree(card: Scorecard, found: dict[str, list[Sheet]]) -> None:
    totals = card.totals()["score"]
    columns = {one.code: column for column, one in enumerate(card.indicators)}
    for row in range(500):
        wanted = {code: scored(ITEMS[code], found[code][row]) for code in TOWN_CODES}
        for code in TOWN_CODES:
            assert_is(card, row, columns[code], wanted[code], found[code][row])
        assert abs(totals[row] - float(on_scale(wanted.values()))) <= 1e-8


def _assert_county_agrees(card: Scorecard, found: dict[str, list[Sheet]]) -> None:
    wanted = []
    for code in CODES:
        own = {name: figure for name, figure in found[code][0].figures.items() if name.startswith("county.")}
        sheet = county_sheet(code, found[code], own) if of_towns(code) else found[code][0]
        wanted.append(assert_agrees(card, COUNTY, code, sheet, of_county=True))
    components = [Scored(Fraction(0), Fraction(10)), Scored(Fraction(0), Fraction(10))]  # nothing is known of them
    assert abs(card.totals()["low"][0] - float(on_scale([*wanted, *components]))) <= 1e-8
