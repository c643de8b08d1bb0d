"""Briefings made by hand, with every kind of block and the texts that break slides."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image

from reports.blocks import (
    Bar,
    Bars,
    Block,
    Briefing,
    Cell,
    Column,
    Figure,
    Figures,
    Light,
    Lights,
    Picture,
    Pictures,
    Sentences,
    Slide,
    Table,
    Tone,
)  # fmt: skip

LONG = "农村户厕公厕建设管护与问题厕所整改落实到位"
"""A name of twenty characters."""

HOSTILE = '=HYPERLINK("http://x.invalid","点")\x0b<a:fld type="datetime"/>\u202e{ PAGE }'
TONES = (Tone.PLAIN, Tone.VETO, Tone.CLOSE, Tone.SAFE, Tone.UNREPORTED)
STATES = ("不适用", "已扣分", "临界", "满分有佐证", "待核")


def briefing(*slides: Slide, county: str = "青禾县") -> Briefing:
    """A briefing of those slides."""
    return Briefing(f"{county}推进会", county, "第三轮模拟考核", "2026年3月18日", "35FC-0760", False, True, slides)


def slide(*blocks: Block, beside: bool = False, headline: str = "优秀被否决，等次降为良好。") -> Slide:
    """A slide with those blocks."""
    return Slide(
        "items", "items-1", "失分指标", headline, blocks=blocks, beside=beside, notes=("理由：少 3 户。", "附件1")
    )


def table(rows: int, name: str = LONG) -> Table:
    """A table of so many rows."""
    heads = (Column("名次", 1, "center"), Column("指标", 3), Column("得分", 1.5, "right"), Column("状态", 1.5))
    lines = [
        (Cell(str(at + 1)), Cell(name), Cell(f"{90 - at}.20", 90.2 - at), Cell(STATES[at % 5], tone=TONES[at % 5]))
        for at in range(rows)
    ]
    return Table(heads, tuple(lines), "各项得分", "缺项已折算。")


def bars(count: int, name: str = LONG) -> Bars:
    """So many bars; every third has an open end."""
    made = [
        Bar(name, 9.5 - at * 0.8, f"{9.5 - at * 0.8:.2f}", 10.0 if at % 3 == 2 else None, TONES[at % 5])
        for at in range(count)
    ]
    return Bars(tuple(made), "失分最多的指标", "分")


def lights(count: int, name: str = LONG) -> Lights:
    """So many lights in all five states."""
    return Lights(tuple(Light(f"C1-{at:02}", name, STATES[at % 5], TONES[at % 5], "失 0.30 分") for at in range(count)))


def figures(count: int, text: str = "91.91–93.83") -> Figures:
    """So many figures."""
    return Figures(tuple(Figure("预测总分", text, "满分 100，区间未定", TONES[at % 5]) for at in range(count)))


@cache
def photo(width: int = 400, height: int = 300) -> bytes:
    """A small JPEG."""
    file = BytesIO()
    Image.new("RGB", (width, height), "#6a8f5a").save(file, "JPEG")
    return file.getvalue()


def pictures(*contents: bytes) -> Pictures:
    """Photographs with long captions."""
    return Pictures(tuple(Picture(content, "image/jpeg", LONG) for content in contents))


def every_kind() -> Briefing:
    """Every kind of block, alone and together, scarce and plenty."""
    cover = Slide(
        "cover", "cover", "封面", "青禾县乡村振兴模拟考核推进会", blocks=(Sentences(("青禾县", "2026年3月18日")),)
    )
    points = Sentences((LONG * 2,) * 4, "要做的事")
    return briefing(
        cover,
        slide(figures(6), bars(5), points),
        slide(figures(1), table(3)),
        slide(lights(19)),
        slide(table(10)),
        slide(table(0)),
        slide(table(1), headline=LONG * 4),
        slide(bars(10)),
        slide(bars(0), Sentences(("没有上一轮。",))),
        slide(bars(4, "石桥镇"), table(4, "石桥镇"), beside=True),
        slide(pictures(photo(), photo(200, 600), b"no picture")),
        slide(headline=""),
        slide(figures(0), Lights(()), Sentences(())),
    )
