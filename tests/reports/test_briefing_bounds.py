"""Every slide of every round fits: rows, bars, lights, lines; nothing is without a word; red is veto."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from charts.text import room
from reports.blocks import Bars, Figures, Lights, Pictures, Sentences, Slide, Table, Tone
from reports.briefing import KINDS, Sequence, briefing
from reports.material import Material
from tests.reports import rounds
from tests.reports.rounds import texts

HALF, WHOLE = 480, 970
"""Pixels of a table of two, and of one alone, on a slide of 1024 pixels."""
SIGN, LINE, PADDING, HEIGHT = 20, 28, 12, 480
"""Pixels of a Chinese sign, of a line, between rows, and for the rows of all tables of a slide that stand alone."""
RED = ("扣分", "扣", "✕", "否决", "良好", "一般")
"""What says in words what red says."""


@pytest.fixture(scope="module", params=["demo", *(fill.__name__ for fill in rounds.FILLS)])
def material(
    request: pytest.FixtureRequest, demo_material: Material, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Material]:
    if request.param == "demo":
        yield demo_material
        return
    with rounds.material_of(getattr(rounds, request.param), tmp_path_factory.mktemp("rounds")) as made:
        yield made


@pytest.fixture(scope="module")
def slides(material: Material) -> tuple[Slide, ...]:
    return briefing(material, Sequence.default(material)).slides


def test_every_slide_has_a_title_a_sentence_and_a_key_of_its_own(slides: tuple[Slide, ...]) -> None:
    assert len({one.key for one in slides}) == len(slides)
    for slide in slides:
        assert slide.title.strip() and slide.headline.strip() and slide.kind in KINDS
        assert slide.kind == "cover" or slide.headline.endswith("。")
        assert room(slide.headline) <= 80
    assert {one.kind for one in slides} >= set(KINDS) - {"towns"}


def test_no_slide_holds_more_than_its_room(slides: tuple[Slide, ...]) -> None:
    for slide in slides:
        for block in slide.blocks:
            match block:
                case Table():
                    whole = WHOLE if len(slide.blocks) == 1 or not slide.beside else HALF
                    assert _height(block, whole) <= HEIGHT, slide.key
                case Bars():
                    assert 0 < len(block.bars) <= 10
                    assert all(one.upper is None or one.upper >= one.value for one in block.bars)
                case Lights():
                    assert 0 < len(block.lights) <= 20
                case Figures():
                    assert 0 < len(block.figures) <= 6
                case Sentences():
                    assert 0 < len(block.lines) <= 4
                    assert sum(-(-room(line) // 42) for line in block.lines) <= 4, slide.key
                case Pictures():
                    assert 0 < len(block.pictures) <= 4


def test_tables_beside_one_another_are_two(slides: tuple[Slide, ...]) -> None:
    assert all(len(slide.blocks) == 2 for slide in slides if slide.beside)


def test_every_row_has_a_cell_for_every_column(slides: tuple[Slide, ...]) -> None:
    for block in (block for slide in slides for block in slide.blocks if isinstance(block, Table)):
        assert block.rows
        assert all(len(row) == len(block.columns) for row in block.rows)
        assert sum(column.share for column in block.columns) == pytest.approx(1)


def test_nothing_that_a_machine_would_say_is_printed(slides: tuple[Slide, ...]) -> None:
    for slide in slides:
        for text in texts(slide):
            assert not any(word in text for word in ("nan", "None", "NaT", "inf", "-0.00", "−0.00")), (slide.key, text)


def test_red_is_veto_and_says_so(slides: tuple[Slide, ...]) -> None:
    for slide in slides:
        if slide.tone == Tone.VETO:
            assert any(word in slide.headline for word in RED), slide.key
        for block in slide.blocks:
            match block:
                case Table():
                    said = [cell.text for row in block.rows for cell in row if cell.tone == Tone.VETO]
                case Bars():
                    said = [one.label for one in block.bars if one.tone == Tone.VETO]
                case Lights():
                    said = [one.state for one in block.lights if one.tone == Tone.VETO]
                case Figures():
                    said = [one.label + one.text for one in block.figures if one.tone == Tone.VETO]
                case _:
                    said = []
            assert all(any(word in text for word in RED) for text in said), slide.key


def _height(table: Table, width: int) -> float:
    """Pixels of the rows of a table so many pixels wide."""
    return sum(
        PADDING
        + LINE
        * max(
            -(-room(cell.text) * SIGN // max(SIGN, width * column.share - PADDING))
            for column, cell in zip(table.columns, row, strict=True)
        )
        for row in table.rows
    )
