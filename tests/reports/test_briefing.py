"""What the slides of the demo county say, beside the tables of the store."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from charts.text import interval, loss_span, number, percent
from data.problem_photos import Photo
from reports.blocks import Bars, Briefing, Cell, Figures, Lights, Pictures, Slide, Table
from reports.briefing import KINDS, TOWN_ORDERS, Sequence, briefing
from reports.material import Material


@pytest.fixture(scope="module")
def usual(demo_material: Material) -> Briefing:
    return briefing(demo_material, Sequence.default(demo_material))


def of_kind(made: Briefing, kind: str) -> list[Slide]:
    return [one for one in made.slides if one.kind == kind]


def tables(slides: list[Slide]) -> list[Table]:
    return [block for slide in slides for block in slide.blocks if isinstance(block, Table)]


def figures(slide: Slide) -> dict[str, str]:
    found = next(block for block in slide.blocks if isinstance(block, Figures))
    return {one.label: one.text for one in found.figures}


def test_every_kind_has_its_slides_in_the_usual_order(usual: Briefing) -> None:
    assert list(dict.fromkeys(one.kind for one in usual.slides)) == list(KINDS)


def test_a_briefing_carries_the_fingerprint_and_says_that_it_is_a_demonstration(
    usual: Briefing, demo_material: Material
) -> None:
    assert usual.fingerprint == demo_material.fingerprint
    assert usual.demo and not usual.frozen


def test_the_verdict_says_what_the_store_comes_to(usual: Briefing, demo_material: Material) -> None:
    slide, found = of_kind(usual, "verdict")[0], demo_material.diagnosis.verdict
    said = figures(slide)
    assert slide.headline == found.sentence
    assert (said["预测总分"], said["按分值的等次"], said["否决后的等次"]) == ("90.22", "优秀", "良好")
    assert (said["刚性已扣分"], said["刚性待核"]) == ("6 项", "4 项")


def test_the_losses_of_the_categories_add_up_to_what_the_best_total_lacks(
    usual: Briefing, demo_material: Material
) -> None:
    bars = next(block for block in of_kind(usual, "verdict")[0].blocks if isinstance(block, Bars))
    lost = sum(Decimal(number(one.value)) for one in bars.bars)
    assert lost == 100 - Decimal(number(demo_material.diagnosis.verdict.high))


def test_the_lights_are_the_board(usual: Briefing, demo_material: Material) -> None:
    lights = [one for slide in of_kind(usual, "rigid") for block in slide.blocks if isinstance(block, Lights)
              for one in block.lights]  # fmt: skip
    board = demo_material.diagnosis.county_board
    assert {one.code: one.state for one in lights} == dict(zip(board["indicator"], board["state"], strict=True))
    assert len(lights) == 19


def test_places_and_scores_are_those_of_the_ranking(usual: Briefing, demo_material: Material) -> None:
    rows = {row[1].text: row for table in tables(of_kind(usual, "ranking")) for row in table.rows}
    ranking = demo_material.diagnosis.ranking.to_dict("records")
    assert {unit: (row[0].text, row[2].text) for unit, row in rows.items()} == {
        row["unit"]: (str(row["group_rank"]), interval(row["low"], row["high"])) for row in ranking
    }


def test_a_change_is_the_difference_of_the_two_printed_scores_on_every_slide(usual: Briefing) -> None:
    told = next(tables([slide])[0] for slide in of_kind(usual, "change") if tables([slide]))
    moved = {row[0].text: row[3].text for row in told.rows}
    for row in told.rows:
        before, after, whole, *parts = (_decimal(cell) for cell in row[1:])
        assert after - before == whole == sum(parts)
    ranked = {row[1].text: row[3].text for table in tables(of_kind(usual, "ranking")) for row in table.rows}
    spotlights = {slide.town: slide.blocks[0] for slide in of_kind(usual, "towns")}
    for unit, change in moved.items():
        assert ranked[unit].endswith(change)
        first = spotlights[unit]
        assert isinstance(first, Figures) and first.figures[0].note == _spoken(change)


def _spoken(change: str) -> str:
    words = {"+": f"升 {change[1:]} 分", "−": f"降 {change[1:]} 分"}
    return words.get(change[0], "与上轮持平")


def test_the_countys_change_adds_up_to_its_parts(usual: Briefing) -> None:
    said = list(figures(of_kind(usual, "change")[0]).values())
    before, after, *parts = (Decimal(text.replace("−", "-")) for text in said)
    assert after - before == sum(parts)


def test_the_bars_of_items_are_the_greatest_losses_of_the_county(usual: Briefing, demo_material: Material) -> None:
    bars = next(block for block in of_kind(usual, "items")[0].blocks if isinstance(block, Bars))
    gaps = demo_material.diagnosis.county_gaps.head(10)
    assert [one.text for one in bars.bars] == [
        loss_span(lost, lost + risk) for lost, risk in zip(gaps["lost"], gaps["at_risk"], strict=True)
    ]
    assert all(code in one.label for code, one in zip(gaps["indicator"], bars.bars, strict=True))


def test_the_departments_columns_add_up_to_all_that_is_lost(usual: Briefing, demo_material: Material) -> None:
    rows = tables(of_kind(usual, "departments"))[0].rows
    lost, lead, support = (sum(_decimal(row[place]) for row in rows) for place in (1, 2, 3))
    assert lost == lead + support == Decimal(number(demo_material.diagnosis.county_gaps["lost"].sum()))


def test_the_problems_of_all_towns_are_the_problems_of_the_list(usual: Briefing, demo_material: Material) -> None:
    whole, *by_town = of_kind(usual, "problems")
    rows = [row for table in tables(by_town) for row in table.rows]
    total, closed, open_ = (sum(int(row[place].text) for row in rows) for place in (1, 2, 3))
    said = {label: int(text.removesuffix(" 个")) for label, text in figures(whole).items()}
    assert total == closed + open_ == len(demo_material.problems)
    assert (said["问题"], said["已销号"], said["未销号"]) == (total, closed, open_)
    assert sum(int(row[1].text) for row in tables([whole])[0].rows) == total


def test_towns_come_worst_first_unless_another_order_is_chosen(demo_material: Material) -> None:
    diagnosis, usual = demo_material.diagnosis, Sequence.default(demo_material)
    found = {order: _towns(demo_material, replace(usual, town_order=order)) for order in TOWN_ORDERS}
    assert found["worst_first"] == list(diagnosis.ranking["unit"])[::-1]
    assert found["roster"] == list(diagnosis.roster.town_names)
    groups = [demo_material.portraits[unit].group for unit in found["by_group"]]
    assert groups == sorted(groups, key=diagnosis.groups.index)
    leaders = [demo_material.portraits[unit].leader[0] for unit in found["by_leader"]]
    assert leaders == list(diagnosis.roster.leaders["name"])


def test_only_the_chosen_towns_have_a_slide(demo_material: Material) -> None:
    chosen = ("石桥镇", "大坑镇")
    assert set(_towns(demo_material, replace(Sequence.default(demo_material), towns=chosen))) == set(chosen)


def test_hidden_kinds_are_left_out_and_the_others_stand_in_the_chosen_order(demo_material: Material) -> None:
    usual = Sequence.default(demo_material)
    entries = tuple(replace(one, shown=one.kind in ("verdict", "schedule")) for one in reversed(usual.entries))
    made = briefing(demo_material, replace(usual, entries=entries, title="誓师大会", county="青禾"))
    assert list(dict.fromkeys(one.kind for one in made.slides)) == ["schedule", "verdict"]
    assert (made.title, made.county) == ("誓师大会", "青禾")


def test_a_reason_names_clause_formula_cells_and_who_has_to_act(usual: Briefing, demo_material: Material) -> None:
    notes = " ".join(of_kind(usual, "rigid")[0].notes)
    found = demo_material.diagnosis.explain("全县", "C1-02")
    assert found is not None
    for said in (found.indicator.clause, found.sentence[:60], f"牵头：{found.indicator.lead}，", "前整改"):
        assert said in notes
    assert "大坑镇（第三轮模拟考核-县暗访组-村级暗访表.xlsx 抽查核实表 C4，" in notes


def test_the_rates_are_those_of_the_survey_and_the_least_satisfied_town_comes_first(
    usual: Briefing, demo_material: Material
) -> None:
    whole, *by_town = of_kind(usual, "survey")
    survey = demo_material.survey
    said = figures(whole)
    assert {name: said[name] for name in ("知晓度", "满意度", "支持度")} == {
        name: percent(rate, 1) for name, rate in zip(("知晓度", "满意度", "支持度"), survey.county["rate"], strict=True)
    }
    rows = [row for table in tables(by_town) for row in table.rows]
    assert sum(int(row[1].text) for row in rows) == len(survey.answers)
    satisfied = [row[3].number for row in rows]
    assert satisfied == sorted(satisfied, key=lambda rate: rate or 0.0)


def test_certain_likely_aimed_at_and_open_points_of_innovation_add_up_to_the_cap(
    usual: Briefing, demo_material: Material
) -> None:
    said = figures(of_kind(usual, "innovation")[0])
    parts = [Decimal(said[name].removesuffix(" 分")) for name in ("已认定", "待认定", "争取", "还没有案例对应")]
    account = demo_material.innovation
    assert sum(parts) == Decimal(number(account.cap))
    assert parts[0] == Decimal(number(account.certain)) > 0


def test_a_small_sample_is_marked_and_the_mark_explained(demo_material: Material) -> None:
    survey = demo_material.survey
    few = replace(demo_material, survey=replace(survey, answers=survey.answers.groupby("town").head(12)))
    marked = tables(of_kind(briefing(few, Sequence.default(few)), "survey")[1:])
    assert all(cell.text.endswith("＊") for table in marked for row in table.rows for cell in row[2:])
    assert marked[-1].note == "＊有效回答不足 30 份，只作参考。"


def test_clean_villages_stand_on_the_red_board_and_the_worst_on_the_black_one(
    usual: Briefing, demo_material: Material
) -> None:
    red, black = tables(of_kind(usual, "board"))[:2]
    assert {(row[1].text, row[2].text) for row in red.rows} == {("0.00", "0 个")}
    lost = {
        f"{unit}{row['village']}": row["lost"]
        for unit, one in demo_material.portraits.items()
        for row in one.villages.to_dict("records")
    }
    assert [row[1].text for row in black.rows] == [number(one) for one in sorted(lost.values(), reverse=True)[:8]]
    assert all(number(lost[row[0].text]) == row[1].text for row in black.rows)


def test_photographs_stand_four_on_a_slide_with_their_place(demo_material: Material) -> None:
    listed = demo_material.problems.head(6)
    seen = replace(demo_material, photos=tuple(Photo(int(one), b"JPEG") for one in listed["id"]))
    slides = [one for one in briefing(seen, Sequence.default(seen)).slides if "photos" in one.key]
    shown = [block.pictures for slide in slides for block in slide.blocks if isinstance(block, Pictures)]
    assert [len(one) for one in shown] == [3, 3]
    captions = [one.caption for pictures in shown for one in pictures]
    assert all(caption.startswith(where[:10]) for caption, where in zip(captions, listed["where"], strict=True))


def _towns(material: Material, sequence: Sequence) -> list[str]:
    return [slide.town for slide in of_kind(briefing(material, sequence), "towns")]


def _decimal(cell: Cell) -> Decimal:
    return Decimal(cell.text.replace("−", "-").replace("+", ""))
