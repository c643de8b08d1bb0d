"""Two towns with the same unusual figures: one of them has copied, or sent the other's form."""

from __future__ import annotations

import pytest

from data.findings import Finding
from tests.data.county import OTHERS, OWN, county, found
from tests.data.office import ROUND, accepted

OTHER = OTHERS[0]

FORM = """
    A1-01 sown       23127 target=23000
    A2-01 farmland   31844 target=31500
    B1-02 people     1263
    C1-02 households 6708
    C1-03 hamlets    137
    C1-05 villages   14
    D3-02 land       24651
"""
"""A town's form: six unusual figures, and one that every third town gives."""


def form(**changed: str) -> str:
    """The form with other figures in the lines of those inputs."""
    lines = [line.split() for line in FORM.strip().splitlines()]
    return "\n".join(" ".join([code, name, changed.get(name, value), *more]) for code, name, value, *more in lines)


DIFFERENT = form(sown="20911", farmland="29507", people="987", households="5334", hamlets="118", land="20093")


def copied(told: list[Finding]) -> list[Finding]:
    return [one for one in told if one.code in ("R731", "R732")]


def test_both_towns_of_a_drop_are_told_of_each_other() -> None:
    told = found(county(), {OWN: form(sown="20911"), OTHER: FORM, OTHERS[1]: DIFFERENT})
    (mine,), (theirs,) = copied(told[OWN]), copied(told[OTHER])
    assert (mine.code, mine.severity, mine.sheet, mine.cell) == ("R731", "警告", "填报表", "")
    assert mine.message == "与「云岭镇」的表有 5 个不常见的数相同，几乎全部一样，可能拿错了表。"
    assert mine.remedy == (
        "请确认是不是本镇的数，按本镇实际重新填写。"
        "例如：F3 年度变更调查耕地面积 31844、F4 应参加基本医疗保险人数 1263、F5 常住农户数 6708。"
    )
    assert "与「石桥镇」的表" in theirs.message
    assert not copied(told[OTHERS[1]])


def test_a_copied_part_is_told_from_a_whole_form() -> None:
    more = "\nE4-01 manure 7125\nE4-03 straw 8121\nC4-03 fibred 101\nF3-02 insurable 15145"
    other = "\nE4-01 manure 6093\nE4-03 straw 7717\nC4-03 fibred 112\nF3-02 insurable 13309"
    (told,) = copied(found(county(), {OWN: FORM.rstrip() + more, OTHER: form(hamlets="137").rstrip() + other})[OWN])
    assert told.code == "R732"
    assert told.message == "与「云岭镇」的表有 6 个不常见的数相同。"


def test_the_forms_that_are_accepted_already_are_looked_at_too() -> None:
    store = county()
    accepted(store, OTHER, FORM, round_name=ROUND)
    (told,) = copied(found(store, {OWN: FORM})[OWN])
    assert told.message.startswith("与「云岭镇」的表有 6 个")


def test_of_a_town_that_has_not_reported_yet_the_last_round_is_looked_at() -> None:
    store = county({OTHER: FORM, OTHERS[1]: FORM.replace("2", "9")})
    accepted(store, OTHERS[1], DIFFERENT, round_name=ROUND)
    (told,) = copied(found(store, {OWN: FORM})[OWN])
    assert told.message.startswith("与「云岭镇」第一轮的表有 6 个")


def test_a_town_may_repeat_itself() -> None:
    store = county({OWN: FORM})
    accepted(store, OWN, FORM, round_name=ROUND)
    assert not copied(found(store, [(OWN, FORM), (OWN, form(hamlets="138"))])[OWN])


def test_four_equal_figures_may_be_chance() -> None:
    drop = {OWN: FORM, OTHER: form(sown="20911", farmland="29507")}
    assert not copied(found(county(), drop)[OWN])


def test_a_size_that_is_asked_for_several_times_counts_once() -> None:
    lines = ("C1-03 hamlets", "C1-04 hamlets", "C3-01 hamlets", "C1-03 covered", "C1-04 treated", "C3-01 piped")
    everywhere = "\n".join(f"{line} 137" for line in lines)
    assert not copied(found(county(), {OWN: everywhere, OTHER: everywhere})[OWN])


GAPS = form(**dict.fromkeys(("sown", "farmland", "people", "households", "hamlets", "land"), "不适用"))
COMMON = "A1-01 sown 1500\nA2-01 farmland 20\nB1-02 people 0\nC1-02 households 100\nC1-03 hamlets 14\nD3-02 land 64000"
GIVEN = "\n".join("{} {} {} target={}".format(*line.split()[:3], line.split()[2]) for line in FORM.strip().splitlines())


@pytest.mark.parametrize("figures", [COMMON, GIVEN, GAPS])
def test_round_small_and_given_figures_and_gaps_are_common(figures: str) -> None:
    assert not copied(found(county(), {OWN: figures, OTHER: figures})[OWN])


def test_what_many_towns_give_is_nobodys_own() -> None:
    assert not copied(found(county(), {OWN: FORM, **dict.fromkeys(OTHERS, FORM)})[OWN])


def test_three_towns_with_one_form_are_all_told() -> None:
    told = found(county(), {OWN: FORM, OTHER: FORM, OTHERS[1]: FORM, OTHERS[2]: DIFFERENT, **_others(OTHERS[3:])})
    assert [len(copied(told[town])) for town in (OWN, OTHER, OTHERS[1], OTHERS[2])] == [2, 2, 2, 0]


def _others(towns: tuple[str, ...]) -> dict[str, str]:
    """Towns with one figure of their own."""
    return {town: f"C1-02 households {5123 + place}" for place, town in enumerate(towns)}
