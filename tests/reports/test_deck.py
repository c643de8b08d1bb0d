"""The deck as HTML: every kind of block, one file that needs nobody, and no text that becomes markup."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from reports.blocks import Bar, Bars, Cell, Column, Figure, Figures, Slide, Table, Tone
from reports.deck import deck_html, deck_parts
from reports.deck.drawing import drawn
from tests.reports.briefings import BARS, BRIEFING, DOT, HOSTILE, LIGHTS, LONG, PICTURES, SENTENCES, TABLE, hostile


class Read(HTMLParser):
    """The elements, the texts and the pins of a document."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def pins(self) -> list[str]:
        return [str(attributes["data-pin"]) for _, attributes in self.elements if "data-pin" in attributes]


def test_every_slide_carries_county_round_day_fingerprint_state_and_page() -> None:
    read = Read(deck_parts(BRIEFING).html)
    assert [one["data-title"] for one in read.of("section")] == [one.title for one in BRIEFING.slides]
    marks = "青禾县　第三轮模拟考核　2026年3月20日　指纹 1A2B-3C4D　已封存　演示数据"
    assert read.texts.count(marks) == len(BRIEFING.slides)
    assert [one for one in read.texts if re.fullmatch(r"\d／6", one)] == [f"{at}／6" for at in range(1, 7)]


def test_a_round_that_is_not_frozen_and_no_demo_says_so() -> None:
    html = deck_parts(replace(BRIEFING, frozen=False, demo=False)).html
    assert "未封存" in html and "已封存" not in html and "演示数据" not in html


def test_big_figures_say_what_they_are_and_red_is_the_vetos() -> None:
    read = Read(drawn(Figures((Figure("否决后", "良好", "刚性 6 项已扣分", Tone.VETO),))))
    assert read.texts == ["否决后", "良好", "刚性 6 项已扣分"]
    assert read.pins == ["否决后：良好（刚性 6 项已扣分）"]
    assert read.of("div")[0]["class"] == "veto"


def test_a_light_has_shape_word_and_colour() -> None:
    read = Read(drawn(LIGHTS))
    assert [one["class"] for one in read.of("li")][:4] == ["veto", "close", "unreported", "safe"]
    assert read.texts[:4] == ["✕", "已扣分", "扣 0.10 分", "C1-00 耕地保有量"]
    assert read.pins[0] == "C1-00 耕地保有量：已扣分，扣 0.10 分"


def test_bars_are_boxes_of_their_share_with_their_number_in_words() -> None:
    read = Read(drawn(Bars((Bar("石桥镇", 30, "30.00", 60), Bar("云岭镇", 0, "0.00")), "得分", "分", 120)))
    widths = [one["style"] for one in read.of("span") if "style" in one]
    assert widths == ["width:25.00%", "width:25.00%", "width:0.00%"]
    assert read.pins == ["石桥镇：30.00 分", "云岭镇：0.00 分"]
    assert read.of("ul")[0]["aria-label"] == "得分（分）"


@pytest.mark.parametrize("bars", [(), (Bar("石桥镇", 0, "0.00"),), (Bar("石桥镇", -3, "-3.00"),)])
def test_bars_of_nothing_or_less_draw_no_bar(bars: tuple[Bar, ...]) -> None:
    read = Read(drawn(Bars(bars, "失分", "分")))
    assert {one["style"] for one in read.of("span") if "style" in one} <= {"width:0.00%"}


def test_a_row_of_a_table_is_pinned_with_its_headings() -> None:
    read = Read(drawn(TABLE))
    assert read.pins[0] == f"石桥1镇：名次 1，得分 94.30，比上轮 升 2 位，主要失分 {LONG}（0.42 分）"
    assert [one["class"] for one in read.of("td")][:4] == [
        "center plain whole", "left plain whole", "right plain whole", "right safe bare whole",
    ]  # fmt: skip
    assert "圩镇组" in read.texts and "名次按未舍入的得分排。" in read.texts


def test_a_shape_goes_with_a_colour_unless_the_words_have_it_already() -> None:
    column = (Column("刚性", 1), Column("镇", 1))
    row = (Cell("✕2", tone=Tone.VETO), Cell("数据未齐的石桥镇", tone=Tone.UNREPORTED))
    cells = Read(drawn(Table(column, (row,)))).of("td")
    assert [one["class"] for one in cells] == ["left veto whole", "left unreported bare"]


def test_a_table_without_rows_still_has_its_headings() -> None:
    assert "得分" in Read(drawn(Table(TABLE.columns, ()))).texts


def test_a_photo_is_in_the_file_and_another_kind_of_file_is_said_to_be_unreadable() -> None:
    read = Read(drawn(PICTURES))
    (image,) = read.of("img")
    assert b64decode(str(image["src"]).removeprefix("data:image/png;base64,")) == DOT
    assert image["alt"] == "上坝村村口公厕" and "照片打不开" in read.texts


def test_sentences_are_points_that_can_be_pinned() -> None:
    read = Read(drawn(SENTENCES))
    assert read.texts == ["先办什么", *SENTENCES.lines]
    assert read.pins == list(SENTENCES.lines)


def test_two_blocks_stand_side_by_side_only_when_the_slide_says_so() -> None:
    bodies = [one["class"] for one in Read(deck_parts(BRIEFING).html).of("div") if "body" in str(one.get("class"))]
    assert bodies == ["body", "body", "body", "body", "body beside", "body beside"]


def test_without_slides_the_deck_says_so() -> None:
    assert "没有选定要汇报的页面。" in Read(deck_html(replace(BRIEFING, slides=()))).texts


@pytest.mark.parametrize("place", ["element", "attribute"])
def test_no_text_becomes_markup(place: str) -> None:
    read = Read(deck_html(hostile()))
    assert len(read.of("script")) == 1 and not any(read.of("b"))
    if place == "element":
        assert read.texts.count(HOSTILE) > 15
    else:
        assert not [name for _, attributes in read.elements for name in attributes if name.startswith("on")]
        assert HOSTILE in read.pins


def test_signs_that_cannot_be_printed_are_left_out() -> None:
    slide = Slide("cover", "cover", "封\x00面", "一\x1b句")
    assert "封面" in Read(deck_html(replace(BRIEFING, slides=(slide,)))).texts


def test_the_file_stands_alone_and_its_policy_lets_nothing_in_or_out() -> None:
    document = deck_html(BRIEFING)
    read = Read(document)
    policy = next(str(one["content"]) for one in read.of("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy and "http" not in policy
    script = re.findall(r"<script>(.*)</script>", document, re.DOTALL)[0]
    assert f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in policy
    assert not read.of("link") and not re.search(r"https?://|url\(|@import|import\(|fetch\(", document)
    assert all(str(one["src"]).startswith("data:") for one in read.of("img"))


def test_light_is_for_projectors_and_dark_for_screens() -> None:
    assert 'data-theme="light"' in deck_parts(BRIEFING).html
    assert 'data-theme="dark"' in deck_html(BRIEFING, dark=True)


def test_a_bar_longer_than_the_scale_ends_with_it() -> None:
    read = Read(drawn(replace(BARS, full=1.0)))
    assert {one["style"] for one in read.of("span") if "style" in one} >= {"width:100.00%"}
