"""Round against round: the parts of a change add up, and what has not changed explains nothing."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scoring import Scheme, score
from scoring.ranking import ranking
from scoring.round_change import GRID, MEASURES, RoundChange, apportioned, round_change, shown
from scoring.round_sides import CAUSES, Side
from scoring.rounding import half_up
from tests.scoring.random_figures import roster
from tests.scoring.random_runs import draws
from tests.scoring.random_schemes import random_scheme
from tests.scoring.test_random_rounds import usual, values_of

KEY = ["unit", "indicator", "input", "sample"]


def laid_over(reported: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    """What the store does in short: a judged figure takes the place of the reported one."""
    known = judged[judged["status"] != "unreported"]
    both = pd.concat([known, reported], ignore_index=True)
    return both.drop_duplicates(KEY, ignore_index=True)


def drawn(chance: random.Random, scheme: Scheme, towns: int = 5) -> Side:
    """A round in which some towns take part, some of the figures being verified."""
    values = values_of(chance, scheme, usual, towns)
    verified = values_of(chance, scheme, usual, towns).sample(frac=0.2, random_state=chance.randrange(1000))
    problems = pd.Series([chance.randrange(3) for _ in range(towns)], index=roster(towns)["unit"], dtype=float)
    units = roster(towns).sample(frac=0.8, random_state=chance.randrange(1000)).reset_index(drop=True)
    return Side(scheme, values, verified, units, problems)


def pairs(name: str, count: int = 5) -> list[tuple[Side, Side]]:
    """Two rounds that differ in everything, under two schemes that share some of their items."""
    return [
        (drawn(chance, random_scheme(chance)), drawn(chance, random_scheme(chance), 6))
        for chance in draws(f"change {name}", count)
    ]


def on_grid(column: pd.Series) -> np.ndarray:
    return np.rint(column.to_numpy(float) * GRID).astype(np.int64)


def parts_of(change: RoundChange, cause: str) -> np.ndarray:
    """All parts that a cause has, of every measure and of the county."""
    columns = [change.towns[f"{measure}_{cause}"] for measure in MEASURES]
    return np.concatenate([on_grid(one) for one in (*columns, change.county[f"total_{cause}"])])


def test_the_parts_add_up_to_the_change_to_the_last_decimal() -> None:
    for earlier, later in pairs("sums"):
        change = round_change(earlier, later, laid_over)
        for table, measures in ((change.towns, MEASURES), (change.county, ("total",))):
            for measure in measures:
                parts = sum(on_grid(table[f"{measure}_{cause}"]) for cause in CAUSES)
                difference = on_grid(table[f"{measure}_after"]) - on_grid(table[f"{measure}_before"])
                assert np.array_equal(parts, difference), measure


def test_before_and_after_are_what_the_two_rounds_say_themselves() -> None:
    for earlier, later in pairs("ends", 2):
        change = round_change(earlier, later, laid_over)
        for side, end in ((earlier, "before"), (later, "after")):
            card = score(side.scheme, laid_over(side.reported, side.judged), side.units)
            alone = ranking(card, open_problems=side.open_problems).set_index("unit").loc[change.towns["unit"]]
            for measure, column in (("total", "low"), ("rank", "rank"), ("group_rank", "group_rank")):
                assert change.towns[f"{measure}_{end}"].tolist() == alone[column].fillna(0).tolist()


@pytest.mark.parametrize("cause", CAUSES)
def test_a_cause_that_is_absent_explains_nothing(cause: str) -> None:
    for earlier, later in pairs(f"absent {cause}", 2):
        assert not parts_of(round_change(earlier, _without(cause, earlier, later), laid_over), cause).any()


def _without(cause: str, earlier: Side, later: Side) -> Side:
    """The later round with one cause undone. Items can stay only where the scheme does."""
    undone = {
        "data": {"reported": earlier.reported, "open_problems": earlier.open_problems},
        "judgement": {"judged": earlier.judged},
        "rule": {"scheme": earlier.scheme},
        "population": {"scheme": earlier.scheme, "units": earlier.units},
    }
    if cause in ("data", "judgement"):  # an item that comes brings its figures: they come by population, not as data
        undone[cause] |= {"scheme": earlier.scheme, "units": earlier.units}
    return replace(later, **undone[cause])


@pytest.mark.parametrize("cause", CAUSES)
def test_a_cause_alone_explains_everything(cause: str) -> None:
    moved = 0
    for earlier, later in pairs(f"alone {cause}", 4):
        change = round_change(earlier, _only(cause, earlier, later), laid_over)
        assert not any(parts_of(change, other).any() for other in CAUSES if other != cause)
        moved += int(parts_of(change, cause).any())
    assert moved


def _only(cause: str, earlier: Side, later: Side) -> Side:
    alone = {
        "data": {"reported": later.reported},
        "judgement": {"judged": later.judged},
        "rule": {"scheme": _with_other_points(earlier.scheme)},
        "population": {"units": later.units},
    }
    return replace(earlier, **alone[cause])


def _with_other_points(scheme: Scheme) -> Scheme:
    """The same items, one of them worth a third more."""
    first, *others = scheme.categories
    sub, *more = first.sub_items
    item, *rest = sub.indicators
    heavier = replace(sub, indicators=(replace(item, points=item.points * 4 / 3), *rest))
    return replace(
        scheme, town_scale=scheme.town_scale * 2, categories=(replace(first, sub_items=(heavier, *more)), *others)
    )


def test_a_round_against_itself_shows_no_change() -> None:
    for earlier, _ in pairs("itself", 2):
        change = round_change(earlier, earlier, laid_over)
        assert not any(parts_of(change, cause).any() for cause in CAUSES)
        assert (change.came, change.gone) == ((), ())


def test_back_again_each_part_is_taken_back() -> None:
    for earlier, later in pairs("back", 2):
        there, back = round_change(earlier, later, laid_over), round_change(later, earlier, laid_over)
        returned = back.towns.set_index("unit").loc[there.towns["unit"]]
        for cause in CAUSES:
            sums = on_grid(there.towns[f"total_{cause}"]) + on_grid(returned[f"total_{cause}"])
            assert (abs(sums) <= 2).all()  # each of the two is settled on the grid once
        assert (set(there.came), set(there.gone)) == (set(back.gone), set(back.came))


def test_towns_of_one_round_only_are_named_and_not_compared() -> None:
    for earlier, later in pairs("came", 2):
        change = round_change(earlier, later, laid_over)
        before, after = set(earlier.units["unit"]), set(later.units["unit"])
        assert set(change.towns["unit"]) == before & after
        assert (set(change.came), set(change.gone)) == (after - before, before - after)


def test_printed_parts_add_up_to_the_difference_of_the_printed_totals() -> None:
    for earlier, later in pairs("printed", 3):
        towns = round_change(earlier, later, laid_over).towns
        printed = shown(towns)
        before, after = ([half_up(one) for one in towns[f"total_{end}"]] for end in ("before", "after"))
        assert printed["change"].tolist() == [int((b - a) * 100) for a, b in zip(before, after, strict=True)]
        assert (printed[list(CAUSES)].sum(axis=1) == printed["change"]).all()
        for cause in CAUSES:  # none is more than a hundredth from what it is, and nothing stays nothing
            exact = on_grid(towns[f"total_{cause}"])
            assert (abs(printed[cause] * (GRID // 100) - exact) <= GRID // 100).all()
            assert (printed[cause][exact == 0] == 0).all()


def test_the_rest_goes_to_the_largest_remainders() -> None:
    parts = np.array([[14, 13, 3, 0], [-14, -13, -3, 0], [9, 0, 0, 0]], np.int64)
    assert apportioned(parts, 10, np.array([3, -3, 1])).tolist() == [[2, 1, 0, 0], [-2, -1, 0, 0], [1, 0, 0, 0]]
