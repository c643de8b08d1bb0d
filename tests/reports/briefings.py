"""A briefing made by hand: every kind of block, long names, and text that would like to be markup."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace

from reports.blocks import (
    Bar,
    Bars,
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
)

HOSTILE = """</script><script>alert(1)</script><b onclick="x('y')">&amp;"""
LONG = "农村户厕公厕建设管护与问题厕所整改"
DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
STATES = [
    (Tone.VETO, "已扣分", "扣 0.10 分"),
    (Tone.CLOSE, "临界", "再有 1 例即扣分"),
    (Tone.UNREPORTED, "待核", "缺佐证 2 份"),
    (Tone.SAFE, "满分有佐证", ""),
    (Tone.PLAIN, "不适用", ""),
]

FIGURES = Figures((
    Figure("预测总分", "90.22", "89.00–90.26"),
    Figure("按分值", "优秀", "距优秀线多 0.22 分", Tone.SAFE),
    Figure("否决后", "良好", "刚性 6 项已扣分", Tone.VETO),
    Figure("数据完整", "89.00–90.26", "3 个镇未填齐", Tone.UNREPORTED),
    Figure("逾期", "12", "个", Tone.CLOSE),
))  # fmt: skip
LIGHTS = Lights(tuple(
    Light(f"C1-{at:02}", LONG if at % 3 else "耕地保有量", STATES[at % 5][1], STATES[at % 5][0], STATES[at % 5][2])
    for at in range(19)
))  # fmt: skip
BARS = Bars(
    tuple(
        Bar(LONG if at % 2 else "县水务局", 3.2 - at * 0.3, f"{3.2 - at * 0.3:.2f}", 3.4 if at == 4 else None, tone)
        for at, tone in enumerate([Tone.VETO, Tone.PLAIN, Tone.CLOSE, Tone.SAFE, Tone.UNREPORTED, *[Tone.PLAIN] * 5])
    ),
    "失分最多的指标",
    "失分",
)
TABLE = Table(
    (
        Column("名次", 0.6, "center"), Column("镇", 1.2), Column("得分", 1, "right"), Column("比上轮", 1, "right"),
        Column("主要失分", 3),
    ),
    tuple(
        (
            Cell(str(at)), Cell(f"石桥{at}镇"), Cell(f"{95 - at}.30", 95.3 - at),
            Cell("升 2 位", tone=Tone.SAFE) if at % 2 else Cell("未报", tone=Tone.UNREPORTED),
            Cell(f"{LONG}（0.42 分）", tone=Tone.VETO if at == 10 else Tone.PLAIN),
        )
        for at in range(1, 11)
    ),
    "圩镇组",
    "名次按未舍入的得分排。",
)  # fmt: skip
SENTENCES = Sentences(("户厕整改：石桥镇还差 12 户。", "粮食产量：按县统计局核定数计。"), "先办什么")
PICTURES = Pictures((Picture(DOT, "image/png", "上坝村村口公厕"), Picture(b"<svg>", "image/svg+xml", "下坝村")))

SLIDES = (
    Slide("cover", "cover", "封面", "青禾县乡村振兴模拟考核推进会", blocks=(Sentences(("第三轮", "2026年3月20日")),)),
    Slide("verdict", "verdict", "总体结果", "预测 90.22 分，刚性 6 项已扣分，优秀被否决。", Tone.VETO,
          (FIGURES, SENTENCES), notes=("C1-02：白沙镇 4 座问题厕所，每座扣 0.1 分（白沙镇.xlsx 填报表 G5）",)),
    Slide("rigid", "rigid", "刚性指标", "19 项刚性指标，6 项已扣分，4 项待核。", Tone.VETO, (LIGHTS,)),
    Slide("ranking", "ranking.1", "得分与排名", "石桥镇第一，白沙镇最后。", Tone.PLAIN, (TABLE,), town="石桥镇"),
    Slide("items", "items", "失分指标", "失分最多的十项占全县失分的七成。", Tone.CLOSE, (BARS, SENTENCES), True,
          indicator="C1-02"),
    Slide("board", "board", "红黑榜", "上坝村三次被曝光。", Tone.UNREPORTED, (SENTENCES, PICTURES), True),
)  # fmt: skip

BRIEFING = Briefing(
    "青禾县推进会", "青禾县", "第三轮模拟考核", "2026年3月20日", "1A2B-3C4D", frozen=True, demo=True, slides=SLIDES
)


def hostile() -> Briefing:
    """Every text of the briefing would like to be markup."""
    table = Table((Column(HOSTILE, 1), Column(HOSTILE, 1)), ((Cell(HOSTILE), Cell(HOSTILE)),), HOSTILE, HOSTILE)
    blocks = (
        Figures((Figure(HOSTILE, HOSTILE, HOSTILE),)),
        Lights((Light(HOSTILE, HOSTILE, HOSTILE, Tone.PLAIN, HOSTILE),)),
        Bars((Bar(HOSTILE, 1, HOSTILE),), HOSTILE, HOSTILE),
        table,
        Pictures((Picture(DOT, "image/png", HOSTILE), Picture(DOT, HOSTILE, HOSTILE))),
        Sentences((HOSTILE,), HOSTILE),
    )
    slide = Slide("towns", HOSTILE, HOSTILE, HOSTILE, blocks=blocks, town=HOSTILE, indicator=HOSTILE, notes=(HOSTILE,))
    marks = dict.fromkeys(("title", "county", "round_name", "day", "fingerprint"), HOSTILE)
    return replace(BRIEFING, slides=(slide,), **marks)
