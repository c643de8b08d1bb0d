"""The three rates: against a recount by hand, and Wilson's interval against what is known of it."""

from __future__ import annotations

import random
from math import isnan

import pandas as pd
import pytest

from scoring.survey import ENOUGH, HOUSEHOLDS, PARTS, QUESTIONS, RATE_COLUMNS, Surveyed, Z, count, rates, wilson

TOWNS = ("石桥镇", "白沙镇", "大坑镇")
DRAWS = 25


def drawn(chance: random.Random) -> pd.DataFrame:
    """Respondents with any answers, some of them without one."""
    rows = [
        {
            "town": chance.choice(TOWNS),
            "household": chance.choice((*HOUSEHOLDS, "")),
            **{key: chance.choice((*one.answers, "")) for key, one in QUESTIONS.items()},
        }
        for _ in range(chance.randint(0, 120))
    ]
    return pd.DataFrame(rows, columns=["town", "household", *QUESTIONS])


def recounted(rows: list[dict[str, str]], key: str) -> tuple[int, int]:
    """Good and counting answers, one by one, by the words of the definition."""
    said = [row[key] for row in rows if row[key]]
    if key == "aware":
        return sum(one in ("知道", "听说过") for one in said), len(said)
    word = {"satisfied": "满意", "supports": "支持"}[key]
    return sum(one in (word, f"比较{word}") for one in said), sum(one != "不清楚" for one in said)


@pytest.mark.parametrize("draw", range(DRAWS))
def test_every_rate_is_what_a_recount_by_hand_gives(draw: int) -> None:
    answers = drawn(random.Random(draw))
    listed = answers.to_dict("records")
    for by in ([], ["town"], ["town", "household"]):
        table = rates(answers, by)
        assert list(table.columns) == [*by, *RATE_COLUMNS]
        for row in table.to_dict("records"):
            mine = [one for one in listed if all(one[name] == row[name] for name in by)]
            good, base = recounted(mine, row["question"])
            assert (row["respondents"], row["good"], row["base"]) == (len(mine), good, base)
            assert (row["rate"] == good / base) if base else isnan(row["rate"])
            assert row["small"] == (base < ENOUGH)
        assert len(table) == 3 * (len(answers.drop_duplicates(by)) if by else 1)


@pytest.mark.parametrize("draw", range(DRAWS))
def test_what_feeds_the_scheme_adds_up_to_the_rates(draw: int) -> None:
    chance = random.Random(draw)
    answers, households = drawn(chance), chance.sample(HOUSEHOLDS, chance.randint(1, 2))
    for key in QUESTIONS:
        kept = answers[answers["household"].isin(households)]
        expected = rates(kept, ["town"]).query("question == @key").set_index("town")
        for part in PARTS:
            counted = count(answers, Surveyed(key, part, tuple(households)))
            assert counted.to_dict() == expected[part].to_dict()
        assert count(answers, Surveyed(key, "base")).sum() == rates(answers).set_index("question")["base"][key]


def test_the_interval_holds_the_rate_stays_within_0_and_1_and_narrows_with_the_number_of_answers() -> None:
    for good, base in [(k, n) for n in (1, 7, 30, 126, 1000) for k in (0, 1, n // 2, n - 1, n) if 0 <= k <= n]:
        low, high = (float(end) for end in wilson(good, base))
        assert 0 <= low <= good / base <= high <= 1
        assert (low == 0) == (good == 0)
        assert (high == 1) == (good == base)
        wider = [float(end) for end in wilson(good, base)]
        closer = [float(end) for end in wilson(good * 4, base * 4)]
        assert closer[1] - closer[0] < wider[1] - wider[0]


def test_the_interval_is_where_the_rate_is_just_as_far_from_the_end_as_z_standard_errors_of_the_end() -> None:
    """Wilson's ends are the p for which |rate − p| = z·√(p(1 − p)/n)."""
    for good, base in [(3, 10), (119, 126), (781, 831)]:
        for end in (float(one) for one in wilson(good, base)):
            assert abs(good / base - end) == pytest.approx(Z * (end * (1 - end) / base) ** 0.5, rel=1e-9)


def test_published_ends_of_the_interval_come_out() -> None:
    """81 of 263: 0.2553 to 0.3662 (Newcombe 1998, method 3, table I)."""
    assert [round(float(end), 4) for end in wilson(81, 263)] == [0.2553, 0.3662]


def test_without_an_answer_that_counts_there_is_no_rate() -> None:
    table = rates(pd.DataFrame({"town": ["石桥镇"], "aware": [""], "satisfied": ["不清楚"], "supports": ["不清楚"]}))
    assert table["base"].tolist() == [0, 0, 0]
    assert table[["rate", "low", "high"]].isna().all(axis=None)
