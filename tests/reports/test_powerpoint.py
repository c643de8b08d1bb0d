"""Briefings as PowerPoint files, read back: what stands on the slides is what the blocks say, and it has its room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pptx
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from reports.blocks import Bar, Bars, Briefing, Figure, Figures, Sentences, Slide
from reports.briefing import Sequence
from reports.briefing import briefing as briefing_of
from reports.material import Material
from reports.powerpoint import presentation
from reports.powerpoint.paper import lines
from tests.browser.office_suite import OfficeSuite
from tests.reports.slides import HOSTILE, bars, briefing, every_kind, figures, lights, photo, pictures, slide, table

FORMATS = pytest.mark.parametrize("wide", [True, False], ids=["16:9", "4:3"])


@cache
def opened(made: Briefing, wide: bool = True) -> Any:
    """The file read back, to be looked at only."""
    return pptx.Presentation(BytesIO(presentation(made, wide)))


def shapes(made: Briefing, wide: bool = True) -> list[Any]:
    return [shape for sheet in opened(made, wide).slides for shape in sheet.shapes]


def texts(shape: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in shape.table.rows]


def _parts(made: Briefing, wide: bool = True) -> dict[str, bytes]:
    with ZipFile(BytesIO(presentation(made, wide))) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def demo(demo_material: Material) -> Briefing:
    return briefing_of(demo_material, Sequence.default(demo_material))


def test_a_charts_names_values_and_labels_are_the_bars_own() -> None:
    given = bars(5)
    chart = next(one.chart for one in shapes(briefing(slide(given))) if one.has_chart)
    open_ends, solid = chart.plots[0].series
    assert list(chart.plots[0].categories) == [bar.label for bar in given.bars]
    assert list(solid.values) == [bar.value for bar in given.bars]
    assert list(open_ends.values) == [bar.upper for bar in given.bars]
    labelled = [(open_ends if bar.upper else solid).points[at] for at, bar in enumerate(given.bars)]
    assert [point.data_label.text_frame.text for point in labelled] == [bar.text for bar in given.bars]
    assert chart.value_axis.minimum_scale == 0


def test_the_workbook_behind_a_chart_holds_the_same_numbers_and_no_formula() -> None:
    given = Bars((Bar(HOSTILE, 3.25, "3.25"), Bar("=1+1", 2.0, "2.00")), "失分", "分")
    chart = next(one.chart for one in shapes(briefing(slide(given))) if one.has_chart)
    blob = chart.part.chart_workbook.xlsx_part.blob
    rows = CalamineWorkbook.from_filelike(BytesIO(blob)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows] == ["分", 3.25, 2.0]
    sheet = ZipFile(BytesIO(blob)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower()


def test_a_tables_cells_are_the_blocks_texts_and_its_head_is_marked() -> None:
    given = table(6)
    shape = next(one for one in shapes(briefing(slide(given))) if one.has_table)
    assert texts(shape) == [
        [one.heading for one in given.columns],
        *[[cell.text for cell in row] for row in given.rows],
    ]
    assert shape.table.first_row


def test_figures_lights_sentences_and_pictures_stand_on_the_slide_as_native_shapes() -> None:
    given = slide(figures(2), lights(3), Sentences(("先办厕所。",)), pictures(photo()))
    found = shapes(briefing(given))
    said = "\n".join(shape.text_frame.text for shape in found if shape.has_text_frame)
    for wanted in ("91.91–93.83", "已扣分", "失 0.30 分", "先办厕所。", "失分指标", given.headline):
        assert wanted in said
    assert any(shape.shape_type == 13 for shape in found)


def test_every_slide_carries_title_notes_marks_and_number() -> None:
    sheet = opened(briefing(slide(table(2)))).slides[0]
    assert sheet.shapes.title.text == "失分指标"
    assert sheet.notes_slide.notes_text_frame.text == "理由：少 3 户。\n附件1"
    kinds = {one.placeholder_format.idx: one.text_frame.text for one in sheet.placeholders}
    assert kinds[11] == "青禾县 · 第三轮模拟考核 · 指纹 35FC-0760 · 未封存 · 演示数据"
    assert kinds[13] == "优秀被否决，等次降为良好。"
    assert 12 in kinds


def test_charts_tables_and_pictures_have_alternative_texts_and_names_are_chinese() -> None:
    for shape in shapes(every_kind()):
        properties = shape._element.xpath(".//p:cNvPr")[0]
        assert re.search("[\u4e00-\u9fff]", properties.get("name")), properties.get("name")
        if shape.has_chart or shape.has_table or shape.shape_type == 13:
            assert properties.get("descr")


@FORMATS
def test_nothing_stands_outside_its_slide_and_no_two_texts_overlap(wide: bool, demo: Briefing) -> None:
    for made in (every_kind(), demo):
        deck = opened(made, wide)
        for sheet in deck.slides:
            boxes = list(_boxes(sheet))
            assert all(_inside(box, deck) for _, box in boxes), sheet.shapes.title.text
            for (one, first), (other, second) in combinations(boxes, 2):
                assert not _overlap(first, second), (sheet.shapes.title.text, one, other)


def _boxes(sheet: Any) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    """Name and edges of everything that says something."""
    for shape in sheet.shapes:
        if shape.has_chart or shape.has_table or not shape.has_text_frame or shape.text_frame.text:
            height = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            yield shape.name, (shape.left, shape.top, shape.left + shape.width, shape.top + height)


def _inside(box: tuple[int, int, int, int], deck: Any) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= deck.slide_width and box[3] <= deck.slide_height


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    hair = 1000
    across = one[0] < other[2] - hair and other[0] < one[2] - hair
    return across and one[1] < other[3] - hair and other[1] < one[3] - hair


@FORMATS
def test_what_the_hall_reads_is_sixteen_points_or_more(wide: bool, demo: Briefing) -> None:
    for shape in shapes(demo, wide):
        small = shape.is_placeholder and shape.placeholder_format.idx in (11, 12)
        if not small:
            sizes = [int(size) for size in shape._element.xpath(".//a:rPr/@sz")]
            assert min(sizes, default=1600) >= (1400 if shape.name.startswith("数字") else 1600), shape.name


@FORMATS
def test_what_does_not_fit_goes_on_to_a_further_slide_and_nothing_is_lost(wide: bool) -> None:
    given = table(40)
    deck = opened(briefing(slide(given)), wide)
    parts = [shape for sheet in deck.slides for shape in sheet.shapes if shape.has_table]
    assert len(parts) > 1
    assert [row for part in parts for row in texts(part)[1:]] == [[cell.text for cell in row] for row in given.rows]
    assert [sheet.shapes.title.text for sheet in deck.slides][:2] == ["失分指标", "失分指标（续）"]


@FORMATS
def test_a_towns_slide_stays_one_slide_and_tells_what_is_to_be_done_in_full(wide: bool, demo: Briefing) -> None:
    towns = [one for one in demo.slides if one.kind == "towns"]
    sheets = opened(replace(demo, slides=tuple(towns)), wide).slides
    assert [sheet.shapes.title.text_frame.text for sheet in sheets] == [one.title for one in towns]
    told = [line for one in towns for block in one.blocks[-1:] if isinstance(block, Sentences) for line in block.lines]
    assert told and not [line for line in told if line.endswith("…")]


def test_bars_that_go_on_keep_their_scale() -> None:
    charts = [shape.chart for shape in shapes(briefing(slide(bars(30)))) if shape.has_chart]
    assert len(charts) > 1
    assert len({chart.value_axis.maximum_scale for chart in charts}) == 1


def test_red_stands_for_veto_only() -> None:
    calm = briefing(slide(bars(1), headline="没有否决。"), slide(figures(1)))
    slides = [name for name in _parts(calm) if name.startswith(("ppt/slides/", "ppt/charts/chart"))]
    assert not [name for name in slides if b"B3121D" in _parts(calm)[name]]
    loud = _parts(briefing(slide(bars(2))))
    assert any(b"B3121D" in content for name, content in loud.items() if name.startswith("ppt/charts/chart"))


def test_hostile_text_stays_text() -> None:
    given = Slide(
        "items", "items", HOSTILE, HOSTILE, notes=(HOSTILE,),
        blocks=(table(2, HOSTILE), Figures((Figure(HOSTILE, "1"),)), lights(2, HOSTILE), bars(2, HOSTILE)),
    )  # fmt: skip
    parts = _parts(briefing(given, county=HOSTILE))
    for name, content in parts.items():
        if name.startswith("ppt/slides/slide"):
            fields = re.findall(rb'<a:fld [^>]*type="(\w+)"', content)
            assert set(fields) == {b"slidenum"}
            assert b"hlinkClick" not in content
        if name.endswith(".xml"):
            assert not {"\x0b", "\u202e"} & set(content.decode())


def test_the_same_briefing_is_the_same_file() -> None:
    assert presentation(every_kind()) == presentation(every_kind())


@FORMATS
def test_every_part_is_sound_xml_and_is_declared(wide: bool) -> None:
    content = presentation(every_kind(), wide)
    parts = _parts(every_kind(), wide)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
    types = parts["[Content_Types].xml"].decode()
    assert all(f'"/{name}"' in types or name.rsplit(".", 1)[1] in types for name in parts)
    assert len(ZipFile(BytesIO(content)).namelist()) == len(parts)
    for name, part in parts.items():
        if name.startswith("ppt/slides/slide"):
            numbers = re.findall(rb'<p:cNvPr id="(\d+)"', part)
            assert len(numbers) == len(set(numbers)), name


def test_the_documents_properties_say_whose_it_is_and_from_when() -> None:
    told = opened(briefing(slide(table(1)))).core_properties
    assert (told.title, told.author, told.keywords) == ("青禾县推进会", "青禾县", "指纹 35FC-0760")
    assert told.created.isoformat()[:10] == told.modified.isoformat()[:10] == "2026-03-18"


def test_fonts_are_named_for_chinese_too_and_the_language_is_chinese() -> None:
    parts = _parts(briefing(slide(bars(2))))
    assert '<a:ea typeface="微软雅黑"/>' in parts["ppt/theme/theme1.xml"].decode()
    chart = next(part for name, part in parts.items() if name.startswith("ppt/charts/chart"))
    assert '<a:ea typeface="微软雅黑"/>' in chart.decode()
    assert b'lang="en-US"' not in parts["ppt/slides/slide1.xml"]


def test_a_number_that_is_missing_leaves_a_gap_in_the_chart() -> None:
    given = Bars((Bar("石桥镇", 3.0, "3.00"), Bar("白沙镇", float("nan"), "未填报")), "得分", "分", full=100)
    chart = next(one.chart for one in shapes(briefing(slide(given))) if one.has_chart)
    assert list(chart.plots[0].series[0].values) == [3.0, None]
    assert chart.value_axis.maximum_scale == 100


def test_lines_break_before_a_word_and_never_before_a_stop() -> None:
    assert lines("优秀被否决，降为良好", 5) == ["优秀被否", "决，降为良", "好"]
    assert lines("共 91.91 分", 4) == ["共 ", "91.91 ", "分"]
    assert lines("", 5) == [""]


@pytest.mark.libreoffice
def test_libreoffice_opens_it_and_prints_a_page_a_slide(tmp_path: Path) -> None:
    content = presentation(every_kind(), wide=False)
    printed = OfficeSuite(tmp_path).printed(content, "pptx")
    pages = len(re.findall(rb"/Type\s*/Page[^s]", printed))
    assert pages == len(pptx.Presentation(BytesIO(content)).slides)


def test_a_cell_with_a_whole_page_of_text_still_leaves_a_readable_file() -> None:
    endless = table(1, "很长的说明" * 300)
    assert any(shape.has_table for shape in shapes(briefing(slide(endless))))
