"""隐名: no name of a town, a village or a person in any text of any slide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.problem_photos import Photo
from data.roster import Roster
from reports.blocks import (
    Bar,
    Bars,
    Cell,
    Column,
    Figure,
    Figures,
    Light,
    Lights,
    Pictures,
    Sentences,
    Slide,
    Table,
    Tone,
)
from reports.briefing import Sequence, briefing
from reports.briefing.names import Mask
from reports.material import Material
from tests.reports import rounds
from tests.reports.rounds import texts


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Material]:
    with rounds.material_of(rounds.gaps, tmp_path_factory.mktemp("rounds")) as made:
        yield made


def anonymous(material: Material) -> tuple[Slide, ...]:
    return briefing(material, replace(Sequence.default(material), anonymous=True, town_order="by_leader")).slides


def test_no_name_of_the_demo_county_is_left_in_any_text(demo_material: Material) -> None:
    roster = demo_material.diagnosis.roster
    persons = [*roster.leaders["name"], *demo_material.diagnosis.problems["responsible_person"]]
    names = {*roster.town_names, *roster.villages["village"], *persons} - {""}
    told = "\n".join(text for slide in anonymous(demo_material) for text in texts(slide))
    assert not {name for name in names if name in told}
    assert "甲镇" in told and "戊镇4村" in told


def test_a_town_has_one_alias_everywhere_and_the_numbers_stay(demo_material: Material) -> None:
    usual = briefing(demo_material, Sequence.default(demo_material)).slides
    hidden = briefing(demo_material, replace(Sequence.default(demo_material), anonymous=True)).slides
    assert [one.key for one in hidden] == [one.key for one in usual]
    pairs = {
        (before.town, after.headline.split("得 ")[0])
        for before, after in zip(usual, hidden, strict=True)
        if before.kind == "towns"
    }
    assert len({town for town, _ in pairs}) == len({alias for _, alias in pairs}) == len(pairs)
    assert "90.22" in next(one for one in hidden if one.kind == "verdict").headline


def test_a_town_named_in_the_title_is_not_named_on_the_cover_either(demo_material: Material) -> None:
    sequence = replace(Sequence.default(demo_material), title="石桥镇现场推进会", anonymous=True)
    made = briefing(demo_material, sequence)
    assert made.title == made.slides[0].headline == "甲镇现场推进会"


def test_the_leader_of_a_town_is_left_out_and_nothing_is_pinned_on_a_town(demo_material: Material) -> None:
    slides = [one for one in anonymous(demo_material) if one.kind == "towns"]
    assert not any(slide.town for slide in slides)
    assert not any("挂点领导" in note for slide in slides for note in slide.notes)


def test_photographs_show_where_they_were_taken_and_are_left_out(demo_material: Material) -> None:
    number = int(demo_material.problems["id"].iloc[0])
    seen = replace(demo_material, photos=(Photo(number, b"JPEG"),))
    usual = [one for one in briefing(seen, Sequence.default(seen)).slides if "photos" in one.key]
    assert any(isinstance(block, Pictures) for slide in usual for block in slide.blocks)
    assert not any(isinstance(block, Pictures) for slide in anonymous(seen) for block in slide.blocks)


NAMES = st.text("石桥坝云岭荷塘鹤洲新民", min_size=2, max_size=5)
BETWEEN = st.sampled_from(["", " ", "，", "、"])


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_they_are_called_no_name_is_left_in_any_block(small: Material, data: st.DataObject) -> None:
    towns = [f"{name}镇" for name in data.draw(st.lists(NAMES, min_size=1, max_size=12, unique=True))]
    villages = [(town, f"{data.draw(NAMES)}村") for town in towns]
    leaders = data.draw(st.lists(st.text("陈梁周何邓", min_size=3, max_size=3), min_size=1, max_size=3, unique=True))
    roster = Roster(
        "青禾县", pd.DataFrame({"town": towns, "group": "", "leader": leaders[0]}).astype("str"),
        pd.DataFrame(villages, columns=["town", "village"]).astype("str"), (),
        pd.DataFrame({"name": leaders, "post": "县委书记"}).astype("str"),
    )  # fmt: skip
    material = replace(small, diagnosis=replace(small.diagnosis, roster=roster))
    names = [*towns, *(village for _, village in villages), *leaders]
    town, village = data.draw(st.sampled_from(villages))
    other, leader = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(leaders))
    said = f"{town}{data.draw(BETWEEN)}{village}，{other}：{leader}"
    slide = Mask(material).slide(_everywhere(said))
    assert not [name for name in names for text in texts(slide) if name in text]


def _everywhere(said: str) -> Slide:
    """A slide that says it wherever something can be said."""
    blocks = (
        Table((Column(said, 1.0),), ((Cell(said),),), said, said), Figures((Figure(said, said, said),)),
        Lights((Light("A1", said, said, Tone.PLAIN, said),)),
        Bars((Bar(said, 1.0, said),), said, said), Sentences((said,), said),
    )  # fmt: skip
    return Slide("towns", "town-1", said, said, blocks=blocks, town=said, notes=(said,))
