"""通报: its numbers are the round's, it is set as an official document, and every round can be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Length, Pt

from charts.text import interval, number
from data.store import Store
from reports.circular import Wording, circular
from reports.circular.keeping import CircularDesk
from reports.circular.lines import numeral
from reports.material import Material
from reports.word import styles
from scoring.duty import printed_account
from tests.reports import documents, rounds
from tests.reports.documents import HOSTILE, opened, paragraphs_of, table_under, written

HEADINGS = ["一、总体情况", "二、得分与排名", "三、主要问题", "四、下步要求"]
TITLES = ["各镇得分排名表", "未销号问题清单", "刚性指标失分清单", "与上轮比较表", "责任单位失分表", "红黑榜"]


@pytest.fixture(scope="module")
def wording(demo_material: Material) -> Wording:
    return replace(Wording.default(demo_material), red_head=True, number="青农办通报〔2026〕12号")


@pytest.fixture(scope="module")
def made(demo_material: Material, wording: Wording) -> bytes:
    return circular(demo_material, wording)


@pytest.fixture(scope="module", params=[fill.__name__ for fill in rounds.FILLS])
def unusual(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Material]:
    with rounds.material_of(getattr(rounds, request.param), tmp_path_factory.mktemp("circular")) as material:
        yield material


def test_its_four_parts_and_six_attachments_stand_in_their_order(made: bytes) -> None:
    document = opened(made)
    assert [one.text for one in paragraphs_of(document, styles.HEADING)] == HEADINGS
    assert [one.text for one in paragraphs_of(document, styles.ATTACHMENT)] == [f"附件{n}" for n in range(1, 7)]
    assert [one.text for one in paragraphs_of(document, styles.ATTACHMENT_TITLE)] == TITLES
    listed = [*paragraphs_of(document, styles.LIST_FIRST), *paragraphs_of(document, styles.LIST_NEXT)]
    assert [one.text.split(".")[1] for one in listed] == TITLES


def test_total_interval_grades_and_distance_are_the_verdicts(made: bytes, demo_material: Material) -> None:
    found, text = demo_material.diagnosis.verdict, written(made)
    assert f"全县预测总分{number(found.projected)}分（满分100分），尚有数据未报齐" in text
    assert f"最终得分在{interval(found.low, found.high)}分之间" in text
    assert f"按分值为{found.grade_by_points}，达到优秀线（90分）" in text
    assert f"刚性指标{len(found.vetoed)}项被扣分，另有4项待核，触发一票否决，否决后的等次为{found.grade_final}" in text


def test_the_ranking_table_has_every_town_with_its_score_and_places(made: bytes, demo_material: Material) -> None:
    rows, ranking = table_under(made, "可能名次"), demo_material.diagnosis.ranking
    wanted = [
        (str(row["rank"]), row["unit"], str(row["group_rank"]), interval(row["low"], row["high"]))
        for row in ranking.to_dict("records")
    ]
    assert [(row["名次"], row["镇"], row["组内名次"], row["得分"]) for row in rows] == wanted
    hanging = demo_material.problems[demo_material.problems["counts"].astype(bool)]["town"].value_counts()
    assert {row["镇"]: int(row["未销号"]) for row in rows} == {
        town: int(hanging.get(town, 0)) for town in ranking["unit"]
    }


def test_every_problem_that_hangs_is_on_the_list_and_no_other(made: bytes, demo_material: Material) -> None:
    rows = table_under(made, "台账号")
    hanging = demo_material.problems[demo_material.problems["counts"].astype(bool)]
    assert [int(row["台账号"]) for row in rows] == list(hanging["id"])
    late = {int(row["台账号"]) for row in rows if "逾期" in row["状态"]}
    assert late == set(hanging.loc[hanging["overdue"].astype(bool), "id"]) != set()


def test_the_account_of_departments_adds_up_as_it_is_printed(made: bytes, demo_material: Material) -> None:
    *rows, whole = table_under(made, "刚性已扣分")
    printed = printed_account(demo_material.duties.units)
    for heading, name in (("失分", "lost"), ("牵头", "lost_lead"), ("配合", "lost_support"), ("待定", "at_risk")):
        shown = [float(row[heading]) for row in rows if row[heading] != "＜0.01"]
        assert round(sum(shown), 2) == float(whole[heading]) == round(float(printed[name].sum()), 2)


def test_the_change_since_the_round_before_is_split_without_a_remainder(made: bytes) -> None:
    rows = table_under(made, "核定与抽查")
    assert len(rows) == 16 and rows[0]["单位"] == "全县预测总分"
    for row in rows:
        parts = [_signed(row[name]) for name in ("填报数据", "核定与抽查", "方案规则", "参评范围")]
        assert sum(parts) == _signed(row["变化"]) == round((float(row["本轮"]) - float(row["上轮"])) * 100)


def _signed(text: str) -> int:
    return round(float(text.replace("−", "-")) * 100)


def test_the_page_is_that_of_an_official_document(made: bytes) -> None:
    document = opened(made)
    first, *rest = document.sections
    assert _millimetres(first.page_width, first.page_height) == [210, 297]
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert _millimetres(*margins) == [37, 35, 28, 26]
    sideways = [one.orientation == WD_ORIENT.LANDSCAPE for one in rest]
    assert sideways == [False, True, True, False, False, False]
    for turned in (one for one in rest if one.orientation == WD_ORIENT.LANDSCAPE):
        assert _millimetres(turned.page_width, turned.page_height) == [297, 210]
    body = document.styles[styles.BODY]
    assert body.font.size == Pt(16) and body.paragraph_format.line_spacing == Pt(28.95)


def _millimetres(*lengths: Length | None) -> list[int]:
    return [round(one.mm) for one in lengths if one is not None]


def test_fonts_go_by_their_names_and_others_may_stand_in_for_them(made: bytes) -> None:
    with ZipFile(BytesIO(made)) as package:
        sheet, table = package.read("word/styles.xml").decode(), package.read("word/fontTable.xml").decode()
    for name in ("方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"):
        assert f'w:eastAsia="{name}"' in sheet
        assert table.split(f'w:name="{name}"')[1].split("</w:font>")[0].count("w:altName") == 1
    assert '<w:altName w:val="FangSong,' in table


def test_pages_are_numbered_outside(made: bytes) -> None:
    document = opened(made)
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert [one.style.name for one in (odd, even) if one.style] == [styles.PAGE_ODD, styles.PAGE_EVEN]
    assert odd.text.startswith("— ") and odd.text.endswith(" —")
    assert documents.fields(made) == {"PAGE"}


def test_tables_repeat_their_heads_and_break_no_row(made: bytes) -> None:
    tables = opened(made).tables
    assert len(tables) == 6
    assert all(documents.repeats_its_head(one) and documents.keeps_its_rows(one) for one in tables)


def test_the_red_head_is_printed_only_when_it_is_wanted(made: bytes, demo_material: Material) -> None:
    head = paragraphs_of(opened(made), styles.HEAD_MARK)
    assert [one.text for one in head] == ["中共青禾县委农村工作领导小组办公室文件"]
    assert "青农办通报〔2026〕12号" in written(made)
    without = circular(demo_material, Wording.default(demo_material))
    assert not paragraphs_of(opened(without), styles.HEAD_MARK)


def test_it_carries_fingerprint_and_the_mark_of_the_demo(made: bytes, demo_material: Material) -> None:
    document, text = opened(made), written(made)
    assert document.core_properties.keywords == demo_material.fingerprint
    assert text.count(f"数据指纹{demo_material.fingerprint}") == 6
    assert "演示数据" in document.sections[0].header.paragraphs[0].text
    assert "演示数据" in document.sections[0].even_page_header.paragraphs[0].text


def test_the_same_round_gives_the_same_bytes(made: bytes, demo_material: Material, wording: Wording) -> None:
    assert circular(demo_material, wording) == made


def test_any_round_can_be_told(unusual: Material) -> None:
    text = written(circular(unusual, Wording.default(unusual)))
    assert all(heading in text for heading in (*HEADINGS, *TITLES))
    assert "nan" not in text.lower() and "None" not in text and "演示数据" not in text
    assert "没有可供比较的上一轮" in text or unusual.change is not None
    for unit in unusual.diagnosis.units if unusual.diagnosis.reported else ():
        assert unit in text


def test_a_town_that_has_not_reported_is_named_but_not_ranked(tmp_path: Path) -> None:
    with rounds.material_of(rounds.gaps, tmp_path) as material:
        made = circular(material, Wording.default(material))
    assert "尚未报送数据、暂不排名的有云岭镇。" in written(made)
    (row,) = (row for row in table_under(made, "可能名次") if row["镇"] == "云岭镇")
    assert row["得分"] == "未报" and {row[name] for name in ("名次", "组内名次", "可能名次", "得分变化")} == {"—"}
    assert all(row["镇、村"] != "云岭镇" for row in table_under(made, "榜别"))


def test_text_from_workbooks_stays_text(demo_material: Material) -> None:
    problems = demo_material.problems.assign(description=HOSTILE, village=HOSTILE, where=HOSTILE)
    words = Wording(HOSTILE, HOSTILE, HOSTILE, HOSTILE, date(2026, 3, 1), HOSTILE, red_head=True)
    content = circular(replace(demo_material, problems=problems), words)
    shown = "{{ 7*7 }}{%p if 1 %}<w:br/>&amp;]]> { PAGE }石桥镇"
    assert documents.fields(content) == {"PAGE"}
    assert written(content).count(shown) > len(problems[problems["counts"].astype(bool)])
    assert "49" not in {row["问题"] for row in table_under(content, "台账号")}


def test_the_words_are_kept_for_the_round_and_the_office_for_all(demo_material: Material, tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'store.db'}").migrate()
    desk, usual = CircularDesk(store), Wording.default(demo_material)
    assert desk.wording(demo_material) == usual
    chosen = replace(usual, title="通报", issuer="县委农办", number="1号", red_head=True, day=date(2026, 3, 2))
    desk.keep_wording(chosen, demo_material, "张三")
    assert desk.wording(demo_material) == chosen
    later = replace(demo_material, diagnosis=replace(demo_material.diagnosis.before()))  # type: ignore[type-var]
    assert desk.wording(later) == replace(Wording.default(later), issuer="县委农办", red_head=True)
    store.close()


@pytest.mark.parametrize("saved", [None, 3, {}, {"issuer": 7, "day": "昨天", "red_head": "是", "number": None}])
def test_words_that_cannot_be_understood_are_the_usual_ones(saved: object, demo_material: Material) -> None:
    assert Wording.from_saved(saved, demo_material) == Wording.default(demo_material)


@pytest.mark.parametrize(("count", "said"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (41, "四十一")])
def test_numbers_are_counted_in_chinese(count: int, said: str) -> None:
    assert numeral(count) == said
